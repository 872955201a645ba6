"""Plan the import of a record (`submission.json`) into a submission that is there already."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.field_translations import MARK
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.existing_entries import there_already
from desktop.operations.forms_in_use import KIND as PACKS
from desktop.operations.forms_in_use import packs_of
from desktop.operations.import_plan import Plan, Planned
from desktop.record.entry import Value, bound_id
from desktop.record.submission import Submission

if TYPE_CHECKING:
    from desktop.record.entry import Entry


def plan_record(submission: Submission, catalogue: Catalogue, source: Path, content: bytes) -> Plan:
    """Return what the record would add, or every reason why it cannot.

    Entries keep their ids. Bound entries (the assessment of an objective, say) go to the same place here; where
    this submission already gives another answer there, that is an error: joining copies is a revision of its own. What the
    record says of the submission itself (its title, who leads) only fills what is empty here.
    Files are looked for beside the source, where a package that was unpacked has them.
    """
    from desktop.package.json_record import RecordProblem, from_bytes

    plan = Plan()
    try:
        record = from_bytes(content)
    except RecordProblem as problem:
        plan.errors += problem.details or (problem.message,)
        return plan
    other = record.submission()
    plan.errors += _packs_missing(submission, other)
    if plan.errors:
        return plan
    known = _known(other.entries.values(), catalogue, plan)
    packs = {entry.text("file") for entry in other.of_kind(PACKS)}
    ids = {
        entry.id: bound_id(submission.id, entry.kind, entry.key)
        for entry in known
        if catalogue.kind(entry.kind).bound is not None
    }
    for entry in sorted(known, key=lambda each: (each.kind, each.order, each.id)):
        if entry.kind == "submission":
            plan.entries += _about(submission, entry)
            continue
        if entry.kind == PACKS:
            continue  # which forms a submission uses is decided with a preview, not by the way
        planned = Planned(ids.get(entry.id, entry.id), entry.kind, entry.key, _moved(catalogue, entry, ids))
        clashes = _clashes(submission, catalogue, planned)
        plan.errors += clashes
        plan.there += len(clashes)
        plan.entries.append(planned)
    for file in record.attachments:
        if file.sha256 in submission.attachments or file.sha256 in packs:
            continue
        try:
            plan.files.append((file.name, _content(source.parent, file.path, file.sha256)))
        except UserError as problem:
            plan.errors.append(problem.message)
    return plan


def _known(entries: Iterable[Entry], catalogue: Catalogue, plan: Plan) -> list[Entry]:
    """Return the entries with what the forms have a place for; the rest is counted in the plan."""
    fields = {key: {each.key for each in kind.fields} for key, kind in catalogue.kinds.items()}
    known = []
    for entry in entries:
        if entry.kind not in fields:
            plan.unknown_kinds[one_line(entry.kind)] += 1
            continue
        # A text in another language has a place as soon as it is there, see `catalogue.field_translations`.
        answers = {key: each for key, each in entry.answers.items() if key.partition(MARK)[0] in fields[entry.kind]}
        plan.unknown.update((entry.kind, one_line(key)) for key in entry.answers if key not in answers)
        known.append(entry._replace(answers=answers))
    return known


def _packs_missing(submission: Submission, other: Submission) -> list[str]:
    """Return a sentence for each data pack that the record was made with and that is not used here."""
    used = {entry.text("file") for entry in packs_of(submission)}
    return [
        _(
            "This file was made with the data pack “{name}”, version {version}. Use that pack here "
            "first. It is among the attachments of the package."
        ).format(name=one_line(entry.text("title")), version=one_line(entry.text("version")))
        for entry in packs_of(other)
        if entry.text("file") not in used
    ]


def _about(submission: Submission, entry: Entry) -> list[Planned]:
    """Return what the record says of the submission itself where nothing is said here; what is said here stays."""
    about = submission.about
    answers = {key: answer.value for key, answer in entry.answers.items() if key not in about.answers}
    return [Planned(about.id, about.kind, about.key, answers)] if answers else []


def _moved(catalogue: Catalogue, entry: Entry, ids: dict[str, str]) -> dict[str, Value]:
    kind = catalogue.kind(entry.kind)
    links = {definition.key for definition in kind.fields if definition.type == "links"}
    answers: dict[str, Value] = {}
    for key, answer in entry.answers.items():
        value = answer.value
        if key in links and isinstance(value, list):
            value = [ids.get(str(each), str(each)) for each in value]
        answers[key] = value
    return answers


def _clashes(submission: Submission, catalogue: Catalogue, planned: Planned) -> list[str]:
    there = submission.entries.get(planned.id)
    if there is None:
        return []
    if not planned.key and there.kind not in ("principle_note",):
        return [there_already(there, planned.answers, catalogue)]
    return [
        _("{kind} {key}, {field}: there is already another answer.").format(
            kind=planned.kind, key=planned.key, field=field
        )
        for field, value in planned.answers.items()
        if there.value(field) not in (None, value)
    ]


def _content(folder: Path, name: str, sha256: str) -> bytes:
    import hashlib

    path = Path(os.path.realpath(folder / name))
    missing = UserError(
        _("The attached file {name} is missing from the folder of the imported file.").format(name=name)
    )
    if not path.is_relative_to(os.path.realpath(folder)) or not path.is_file():
        raise missing
    try:
        content = path.read_bytes()
    except OSError as error:
        raise missing from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise UserError(_("The attached file {name} is not the one named in the data file.").format(name=name))
    return content
