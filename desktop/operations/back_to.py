"""Take something back to how it was at a moment: an answer, an entry, what is said on an objective, or the whole file.

Nothing is forgotten by it. It is one revision more, which undo takes back; what was written since stays in the history.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.history import Message, Parameter, Reference, Revision
from desktop.record.history_labels import entry_name, field_reference
from desktop.record.reasons import with_reason
from desktop.record.restore_points import BEFORE_RESTORING, RestorePoint, found, said
from desktop.record.restoring import Restoring, of_objective, restoring
from desktop.record.submission import Submission
from desktop.record.unaccepted import key_of

if TYPE_CHECKING:
    from desktop.store.file import SubmissionFile


@dataclass(frozen=True)
class Moment:
    """A moment of a file.

    Args:
        after: the id of the last revision of it; empty for the one before the first.
        name: what it is called, in a message of the history.
    """

    after: str
    name: str


@dataclass(frozen=True)
class Scope:
    """What is taken back: the whole file where nothing is named.

    Args:
        objective: the number of one objective: its rating, and every entry that has it for one of its main ones.
        entry_id: one entry.
        field: one answer of that entry.
    """

    objective: int = 0
    entry_id: str = ""
    field: str = ""


WHOLE = Scope()


class Ambiguous(UserError):
    """A name says more than one moment; `details` name each.

    Attributes:
        points: newest first.
    """

    def __init__(self, name: str, points: list[RestorePoint]) -> None:
        self.points = points
        text = _("More than one restore point is called “{name}”. Please give the time instead.")
        super().__init__(text.format(name=one_line(name)), tuple(_told(each) for each in points))


def moment_of(file: SubmissionFile, name_or_time: str) -> Moment:
    """Return the moment that a restore point or a time names; a day is meant as it ended.

    Raises:
        Ambiguous: several moments bear the name.
        UserError: there is no such restore point, and it is no time; or nothing had been done by then.
    """
    points = found(file.restore_points(), name_or_time)
    if len(points) > 1:
        raise Ambiguous(name_or_time, points)
    if points:
        return moment_of_point(points[0])
    at = _time(name_or_time)
    if at is None:
        text = _("There is no restore point “{name}”, and it is not a time such as 2026-03-02 or 2026-03-02T14:05.")
        raise UserError(text.format(name=one_line(name_or_time)))
    named = [each for each in file.restore_points() if datetime.fromisoformat(each.at) == at]
    if len(named) == 1:
        return moment_of_point(named[0])  # two points of one name are told apart by their times
    after = file.past.moment_at(at)
    if after is None:
        text = _("The history of this file begins after {time}.")
        raise UserError(text.format(time=f"{at:%Y-%m-%d %H:%M}"))
    return Moment(after, f"{at:%Y-%m-%d %H:%M}")


def moment_of_point(point: RestorePoint) -> Moment:
    """Return the moment that a restore point names."""
    return Moment(point.after, said(point))


def moment_after(revision: Revision) -> Moment:
    """Return the moment at which a revision had just been done."""
    at = datetime.fromisoformat(revision.at).astimezone() if revision.at else None
    return Moment(revision.id, f"{at:%Y-%m-%d %H:%M}" if at else "")


def preview(
    file: SubmissionFile,
    submission: Submission,
    moment: Moment,
    scope: Scope = WHOLE,
    work: ProgressReporter | None = None,
) -> Restoring:
    """Return what would become different, and change nothing.

    Args:
        submission: what the file says now.

    Raises:
        Cancelled: somebody chose to stop.
        UserError: the history does not go back to that moment.
    """
    work = work or NullProgress()
    entries: Collection[str] | None = None
    if scope.entry_id:
        entries = [scope.entry_id]
    elif scope.objective:
        entries = entries_of_objective(file, submission, scope.objective)
    try:
        then = file.past.entries_at(
            moment.after, submission, entries, step=lambda done, total: work.step(done, total, _("Reading the history"))
        )
    except KeyError as error:
        text = _("The history of this file does not go back to “{name}”.")
        raise UserError(text.format(name=one_line(moment.name))) from error
    if scope.objective:
        then = of_objective(submission.entries, then, scope.objective)
    return restoring(submission.entries, then, scope.field)


def answer_again(entry: Entry, field: str, value: Value) -> Restoring:
    """Return what becomes different where an answer of an entry is given again, in place of whatever stands or was typed there.

    A version that came from another copy may never have stood here; it can be taken up all the same.
    """
    then = entry.answered(key_of(field), None).answered(field, Answer(value))
    return restoring({entry.id: entry}, {entry.id: then}, field)


def entries_of_objective(file: SubmissionFile, submission: Submission, number: int) -> set[str]:
    """Return the ids of all that is written for an objective or ever was, those that are gone among them."""
    kinds = {each.kind for each in submission.entries.values()}
    return {
        bound_id(submission.id, "assessment", str(number)),
        *file.past.entries_that_named(number),
        *(each.id for kind in kinds for each in submission.of_objective(kind, number)),
    }


def go_back(
    file: SubmissionFile,
    catalogue: Catalogue,
    different: Restoring,
    moment: Moment,
    scope: Scope = WHOLE,
    *,
    by: str = "",
    why: str = "",
) -> Revision | None:
    """Make what a preview tells different, as one revision. Returns None where there is nothing to change.

    Before a whole objective or the whole file is taken back, a restore point is made.

    Raises:
        FileError: it could not be written; everything is as it was.
    """
    if not different.differences:
        return None
    message = with_reason(_message(catalogue, different, moment, scope), why)
    with file.transaction("restore", message, by) as unit:
        if not scope.entry_id:
            unit.mark(moment.name, BEFORE_RESTORING)
        unit.apply(different.changes)
    return unit.done


def _message(catalogue: Catalogue, different: Restoring, moment: Moment, scope: Scope) -> Message:
    names: dict[str, Parameter] = {"moment": moment.name}
    if scope.objective:
        number = scope.objective
        names["name"] = Reference("objective", str(number), catalogue.title(number))
        return Message(N_("Restore {name} as of {moment}"), names)
    if not scope.entry_id:
        return Message(N_("Go back to {moment}"), names)
    entry = different.differences[0].entry
    names["name"] = entry_name(entry, catalogue)
    kind = catalogue.kinds.get(entry.kind)
    if scope.field and kind is not None:
        names["field"] = field_reference(kind, scope.field)
        return Message(N_("Restore “{field}” of {name} as of {moment}"), names)
    return Message(N_("Restore {name} as of {moment}"), names)


def _time(text: str) -> datetime | None:
    """Return the time that a text gives; of a day or a minute its end, where this computer is unless it says where."""
    text = text.strip()
    try:
        if len(text) == len("2026-03-02"):
            day = datetime.combine(datetime.fromisoformat(text).date(), time())
            return (day + timedelta(days=1) - timedelta(seconds=1)).astimezone()
        at = datetime.fromisoformat(text)
        if len(text) == len("2026-03-02T14:05"):
            at = at.replace(second=59)
        return at.astimezone()
    except (ValueError, OverflowError):
        return None


def _told(point: RestorePoint) -> str:
    at = datetime.fromisoformat(point.at).astimezone()
    text = _("{name}: {time}, by {person}") if point.by else _("{name}: {time}")
    return text.format(
        name=said(point), time=f"{at:%Y-%m-%dT%H:%M:%S%z}", person=one_line(point.by) if point.by else ""
    )
