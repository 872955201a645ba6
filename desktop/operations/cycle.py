"""Begin a submission from the last one, and decide about everything that it said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.disk import read_at_most
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import gettext as _
from desktop.operations.create import SUFFIX
from desktop.operations.open_file import open_file
from desktop.operations.restore import CannotRestore, read_record
from desktop.operations.restore_points import mark_in
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.carry_over import COPIED, KIND, Carried, carrying
from desktop.record.entry import Value
from desktop.record.history import LONGEST_NAME, Message, Parameter, Reference, Revision
from desktop.record.restore_points import BEFORE_IMPORT
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile


class CannotCarry(UserError):
    """The last submission cannot be read, or it is this one."""


def read_last(source: Path, *, work: ProgressReporter | None = None) -> Submission:
    """Return the submission of last time from its file, from a package, or from a package's record.

    Raises:
        CannotCarry: a package that is not whole, or a file that is none of these.
        Cancelled: somebody chose to stop.
        desktop.store.errors: what is wrong with a submission file.
    """
    if source.suffix == SUFFIX:
        file = open_file(source, read_only=True)
        try:
            return file.read()
        finally:
            file.close()
    if source.suffix == ".json":
        return _of_record(source)
    try:
        record, _contents = read_record(source, work or NullProgress())
    except CannotRestore as problem:
        raise CannotCarry(problem.message, problem.details) from problem
    return record.submission()


def _of_record(source: Path) -> Submission:
    from desktop.package.json_record import from_bytes
    from desktop.record.strict_json import LARGEST_RECORD

    try:
        content = read_at_most(source, LARGEST_RECORD + 1)
    except OSError as error:
        raise CannotCarry(_("The file {name} cannot be read.").format(name=source.name)) from error
    return from_bytes(content).submission()


def copied(last: Submission) -> dict[str, Value]:
    """Return what a new submission says of itself as the last one did: country, languages, who leads."""
    return {key: value for key in COPIED if (value := last.about.value(key)) is not None}


def bring(file: SubmissionFile, catalogue: Catalogue, last: Submission, *, by: str = "") -> Revision | None:
    """Put everything that was said last time beside this submission, as one revision; nothing of it counts yet.

    Raises:
        CannotCarry: it is this submission, it was brought already, or it says nothing.
    """
    if last.id == file.submission_id:
        raise CannotCarry(_("This is the same submission. Choose the one before it."))
    if file.read().of_kind(KIND):
        raise CannotCarry(_("This submission is already linked with an earlier one."))
    rows = list(carrying(last, catalogue))
    if not rows:
        raise CannotCarry(_("The chosen submission contains nothing that could be kept."))
    file.back_up()
    with file.transaction("import", Message("Put the last submission beside this one"), by) as unit:
        mark_in(unit, "", BEFORE_IMPORT)
        for row in rows:
            unit.add(KIND, row)
    return unit.done


def take_over(file: SubmissionFile, catalogue: Catalogue, each: Carried, *, by: str = "") -> Revision | None:
    """Say again what was said last time. Answers that were given here since stay as they are."""
    with file.transaction("edit", Message("Take over {name}", {"name": _name(each)}), by) as unit:
        now = file.read()
        answers = _answers(each, now, catalogue)
        if each.then.key:
            entry_id = unit.ensure(each.then.kind, each.then.key)
            there = now.bound(each.then.kind, each.then.key).answers
            for key, value in answers.items():
                if key not in there:
                    unit.set(entry_id, key, value)
        elif each.then.id not in now.entries:
            unit.add(each.then.kind, answers, entry_id=each.then.id)
        unit.set(each.entry.id, "state", "taken")
        unit.set(each.entry.id, "reason", None)
    return unit.done


def _answers(each: Carried, now: Submission, catalogue: Catalogue) -> Mapping[str, Value]:
    kind = catalogue.kind(each.then.kind)
    known = {field.key: field for field in kind.fields}
    gone = {entry.text("became") for entry in now.of_kind(KIND) if entry.text("state") == "withdrawn"}
    answers: dict[str, Value] = {}
    for key, answer in each.then.answers.items():
        value: Value = answer.value
        if key in known and known[key].type == "links" and isinstance(value, list):
            value = [link for link in value if isinstance(link, str) and link not in gone]
        if value != []:
            answers[key] = value
    if each.then.kind == "pledge" and "new_or_strengthened" in known:
        # A pledge of last time is followed up, whatever it was then.
        answers["new_or_strengthened"] = "earlier"
    return answers


def withdraw(file: SubmissionFile, each: Carried, reason: str, *, by: str = "") -> Revision | None:
    """Say that something of last time no longer holds, and why."""
    message = Message("Say that {name} no longer holds", {"name": _name(each)})
    with file.transaction("edit", message, by) as unit:
        unit.set(each.entry.id, "state", "withdrawn")
        unit.set(each.entry.id, "reason", reason.strip() or None)
    return unit.done


def reopen(file: SubmissionFile, each: Carried, *, by: str = "") -> Revision | None:
    """Leave open again what becomes of something of last time; an entry that it became stays."""
    with file.transaction("edit", Message("Look at {name} again", {"name": _name(each)}), by) as unit:
        unit.set(each.entry.id, "state", "open")
        unit.set(each.entry.id, "reason", None)
    return unit.done


def _name(each: Carried) -> Parameter:
    title = shortened(each.entry.text("title"), LONGEST_NAME)
    # What it is bound to has its name in every language; its title is in that of whoever put it here.
    return Reference("entry", f"{each.then.kind}/{each.then.key}", title) if each.then.key else title
