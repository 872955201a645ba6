"""Import practices, gaps, pledges and other entries: all of it or nothing, with every error at once.

Two shapes are understood: a list of published entries (`{"pledges": […], "practices": […]}`) and the machine
record of a package (`submission.json`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.disk import read_at_most
from desktop.errors import UserError
from desktop.i18n.lists import joined
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.existing_entries import there_already
from desktop.operations.forms_in_use import KIND as PACKS
from desktop.operations.import_plan import Plan, Planned
from desktop.operations.import_record import plan_record
from desktop.operations.restore_points import mark_in
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.entry import Entry, Value
from desktop.record.history import Message, Revision
from desktop.record.restore_points import BEFORE_IMPORT
from desktop.record.strict_json import LARGEST_RECORD, NotJsonError, read_json
from desktop.record.submission import Submission
from desktop.record.values import problems_of, read
from desktop.store.file import SubmissionFile

MAIN_OBJECTIVES = 3
"""The online form takes three objectives; the first three named are the main ones, the others are kept beside."""

TABLES = frozenset({".csv", ".tsv", ".ods", ".xls", ".xlsm", ".xlsx"})
"""Ends of names of tables, which have doors of their own."""
CAME_BACK = frozenset({".docx", ".pledgebook"})
"""Ends of names of what is joined as a whole."""
HEADS = frozenset({"schema", "note"})
"""What a list of published entries says about itself."""

LATER = frozenset({"short", "dense", "email"})
"""What an import lets in as it was published, and the readiness check speaks of."""


class CannotImport(UserError):
    """The source cannot be taken; `details` holds every error, and the submission is as it was.

    Attributes:
        only_unknown: whether all that is in the way are lists and fields that are not known: the rest can be taken.
    """

    only_unknown = False


@dataclass(frozen=True)
class Imported:
    """What an import brings, or would bring.

    Args:
        counts: kind to number of entries.
        revision: what was done; None after a dry run.
        unknown: a sentence for each list or field that was not known and was left out.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    revision: Revision | None = None
    unknown: tuple[str, ...] = ()


def import_entries(
    file: SubmissionFile,
    catalogue: Catalogue,
    source: Path,
    *,
    by: str = "",
    dry_run: bool = False,
    leave_out_unknown: bool = False,
    work: ProgressReporter | None = None,
) -> Imported:
    """Import a source into a submission.

    Args:
        leave_out_unknown: take what is known where lists or fields of the source are not known; otherwise they stop it.

    Raises:
        CannotImport: with every error in `details`; nothing was changed then.
    """
    work = work or NullProgress()
    work.step(0, 3, _("Reading the file"))
    plan = plan_import(file.read(), catalogue, source)
    unknown = tuple(plan.unknown_sentences(catalogue))
    errors = plan.errors if leave_out_unknown else [*plan.errors, *unknown]
    if errors:
        problem = CannotImport(plan.refusal(len(errors)), tuple(errors))
        problem.only_unknown = not plan.errors and bool(plan.entries)
        raise problem
    counts = plan.counts()
    if dry_run or not plan.entries:
        return Imported(counts, None, unknown)
    work.step(1, 3, _("Saving a copy of the submission as it is now"))
    file.back_up()
    work.step(2, 3, _("Saving the entries"))
    with file.transaction("import", Message(N_("Import {name}"), {"name": source.name}), by) as unit:
        mark_in(unit, source.name, BEFORE_IMPORT)
        for name, content in plan.files:
            unit.attach(name, content)
        new: list[Entry] = []
        for planned in plan.entries:
            if planned.key or catalogue.kind(planned.kind).bound is not None:
                unit.ensure(planned.kind, planned.key)
                for key, value in planned.answers.items():
                    unit.set(planned.id, key, value)
            else:
                new.append(planned.entry())
        unit.add_all(new)
    return Imported(counts, unit.done, unknown)


def plan_import(submission: Submission, catalogue: Catalogue, source: Path) -> Plan:
    """Read a source and return what it would write, or every error that it has."""
    if source.suffix.lower() in TABLES:
        raise CannotImport(_of_a_table(source.name))
    if source.suffix.lower() in CAME_BACK:
        raise CannotImport(
            _("{name} is not a list of entries. To join what came back from colleagues, use the page “{page}”.").format(
                name=source.name, page=_("Copies")
            )
        )
    try:
        data, text = read_json(read_at_most(source, LARGEST_RECORD + 1))
    except OSError as error:
        raise CannotImport(_("The file {name} cannot be read.").format(name=source.name)) from error
    except NotJsonError as error:
        raise CannotImport(_refusal(error, source.name)) from error
    if not isinstance(data, dict):
        raise CannotImport(_("The file {name} contains no lists of entries.").format(name=source.name))
    if "format" in data:
        return plan_record(submission, catalogue, source, text.encode("utf-8"))
    return _plan_lists(submission, catalogue, data)


def _of_a_table(name: str) -> str:
    return _(
        "{name} is a table. Indicator values are imported on the page “{indicators}”. To take in "
        "pledges or practices from a table, hand out a workbook on the page “{copies}”, paste "
        "them into its rows, and take the workbook in on the same page."
    ).format(name=name, indicators=_("Indicators"), copies=_("Copies"))


def _refusal(error: NotJsonError, name: str) -> str:
    match error.why:
        case "too_large":
            return _("The data file is too large to be read.")
        case "not_utf8":
            return _("The file {name} is not text in UTF-8.").format(name=name)
        case "twice":
            return _("The file {name} contains {key} twice in one place.").format(name=name, key=one_line(error.key))
        case "too_deep":
            return _("The data file is nested too deeply to be read.")
        case _:
            return _("The file {name} is not well-formed JSON: line {line} cannot be read.").format(
                name=name, line=error.line
            )


def _plan_lists(submission: Submission, catalogue: Catalogue, data: Mapping[str, Any]) -> Plan:
    plan = Plan()
    # Which forms a submission uses is decided with a preview, and never by the way.
    kinds = {list_key(kind): kind for kind in catalogue.kinds.values() if kind.bound is None and kind.key != PACKS}
    there = {entry.text("external_id"): entry for entry in submission.entries.values() if entry.text("external_id")}
    seen: set[str] = set()
    lists = 0
    for key, items in data.items():
        if key in HEADS:
            continue
        kind = kinds.get(key)
        if kind is None:
            plan.unknown_lists[one_line(key)] = joined(sorted(kinds))
            continue
        if not isinstance(items, list):
            plan.errors.append(_("“{name}” must be a list.").format(name=one_line(key)))
            continue
        lists += 1
        for number, item in enumerate(items, 1):
            where = _("{list}, entry {number}").format(list=key, number=number)
            planned = _plan_item(plan, catalogue, kind, item, where)
            if planned is None:
                continue
            external = planned.answers.get("external_id")
            if isinstance(external, str):
                if external in seen:
                    plan.twice += 1
                    plan.errors.append(
                        _("{where}: the file contains the ID “{id}” more than once.").format(
                            where=where, id=one_line(external)
                        )
                    )
                elif external in there:
                    plan.there += 1
                    plan.errors.append(
                        _("{where}: {there}").format(
                            where=where, there=there_already(there[external], planned.answers, catalogue, external)
                        )
                    )
                seen.add(external)
            plan.entries.append(planned)
    if not lists and not plan.errors and not plan.unknown_lists:
        plan.errors.append(_("The file contains no list of pledges, practices or other entries."))
    return plan


def list_key(kind: Kind) -> str:
    """Return the name of a kind's list in a source: `pledges` for `pledge`, `policy_answers` for `policy_answer`."""
    return f"{kind.key}s"


def _plan_item(plan: Plan, catalogue: Catalogue, kind: Kind, item: Any, where: str) -> Planned | None:
    if not isinstance(item, dict):
        plan.errors.append(_("{where}: it must be an object with fields.").format(where=where))
        return None
    name = item.get("id") or item.get("title")
    if isinstance(name, str) and name:
        where = _("{where} ({name})").format(where=where, name=one_line(name, 80))
    fields = _fields_by_word(kind)
    answers: dict[str, Value] = {}
    for word, raw in _with_main_objectives(kind, item).items():
        definition = fields.get(word)
        if definition is None:
            plan.unknown[kind.key, one_line(word)] += 1
            continue
        value, problems = read(definition, raw, catalogue)
        if value is not None and not problems:
            problems = [each for each in problems_of(definition, value) if each.code not in LATER]
        for problem in problems:
            plan.errors.append(
                _("{where}, {field}: {problem}").format(where=where, field=_(definition.label), problem=problem.text)
            )
        if value is not None:
            answers[definition.key] = value
    plan.errors += _date_errors(kind, answers, where)
    return Planned.new(kind.key, answers)


def _with_main_objectives(kind: Kind, item: Mapping[str, Any]) -> dict[str, Any]:
    words = dict(item)
    fields = {definition.key: definition for definition in kind.fields}
    numbers = words.get("objectives")
    limited = "further_objectives" in fields and fields["objectives"].max_items is not None
    if limited and isinstance(numbers, list) and "further_objectives" not in words:
        words["objectives"] = numbers[:MAIN_OBJECTIVES]
        words["further_objectives"] = numbers[MAIN_OBJECTIVES:]
    return words


def _fields_by_word(kind: Kind) -> dict[str, FormField]:
    fields = {word: definition for definition in kind.fields for word in definition.legacy_keys}
    fields |= {definition.key: definition for definition in kind.fields}
    if "external_id" in fields:
        fields["id"] = fields["external_id"]
    return fields


def _date_errors(kind: Kind, answers: Mapping[str, Value], where: str) -> list[str]:
    from desktop.record.values import backwards

    errors = []
    for definition in kind.fields:
        if definition.not_before and backwards(answers.get(definition.not_before), answers.get(definition.key)):
            errors.append(
                _("{where}: {later} is before {earlier}.").format(
                    where=where,
                    later=_(definition.label),
                    earlier=_(kind.field(definition.not_before).label),
                )
            )
    return errors
