"""Hand out ministry copies, and keep the ledger of what is out and what is back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError, already_exists, translate_os_errors
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now as present
from desktop.operations.create import named
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.assignment import Assignment, assignment
from desktop.record.entry import new_id
from desktop.record.history import Message, Revision
from desktop.record.internal_kinds import HANDED_OUT
from desktop.record.ledger import Form, Line, answers, find_line, in_order
from desktop.record.ministry_copy import part_for
from desktop.store.file import SubmissionFile
from desktop.store.unit_of_work import UnitOfWork


class CannotHandOut(UserError):
    """What is asked for cannot be handed out; `details` has everything that is wrong with it."""


@dataclass(frozen=True)
class Wanted:
    """A ministry copy that is to be handed out.

    Args:
        to: the ministry that it is for.
        path: where it is to lie.
        objectives, kinds: what is open in it; none for all.
        until: the day on which it is wanted back, ISO 8601; empty for none.
    """

    to: str
    path: Path
    objectives: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    until: str = ""


def hand_out(
    file: SubmissionFile,
    catalogue: Catalogue,
    wanted: Sequence[Wanted],
    *,
    by: str = "",
    now: Callable[[], datetime] = present,
    work: ProgressReporter | None = None,
) -> tuple[list[Path], Revision | None]:
    """Write ministry copies and enter them in the ledger: all of them, or none. Returns where they lie, and the revision.

    Raises:
        CannotHandOut: something is wrong with what is wanted.
        AlreadyExists, CannotWrite, DiskFull: one of them cannot be written.
        Cancelled: somebody stopped it.
    """
    if file.assignment is not None:
        raise CannotHandOut(
            _(
                "This file is itself a ministry copy. Further copies can be handed out only from the "
                "file that it came from."
            )
        )
    paths = [named(each.path) for each in wanted]
    at = now().strftime("%Y-%m-%dT%H:%M:%SZ")
    planned = [_planned(each, catalogue, by=by, at=at) for each in wanted]
    for place, path in enumerate(paths):
        with translate_os_errors(path, writing=True):
            is_there = path.exists()
        if is_there or path in paths[:place]:
            raise already_exists(path)
    work = work or NullProgress()
    submission, revisions = file.read(), list(file.revisions())
    made: list[Path] = []
    try:
        with file.transaction("hand_out", _message(planned), by) as unit:
            for number, (path, each) in enumerate(zip(paths, planned, strict=True)):
                work.step(number, len(paths), one_line(path.name))
                copy = file.copy_part_to(path, part_for(each, submission, revisions, catalogue), each)
                made.append(path)
                unit.add(HANDED_OUT, answers(each, "copy", copy=copy, file=path.name), entry_id=each.line)
    except BaseException:
        for path in made:  # what no ledger knows of is not out
            with suppress(OSError):
                path.unlink()
        raise
    return made, unit.done


def _planned(wanted: Wanted, catalogue: Catalogue, *, by: str, at: str) -> Assignment:
    to = " ".join(wanted.to.split())
    if not to:
        raise CannotHandOut(_("Please say which ministry the copy is for."))
    until = wanted.until.strip()
    if until and not _is_day(until):
        raise CannotHandOut(
            _("“{text}” is not a day. Please write it as year, month and day, such as 2026-03-01.").format(
                text=one_line(until)
            )
        )
    try:
        return assignment(
            catalogue, to, wanted.objectives, wanted.kinds, until=until, by=by, at=at, line=new_id(), after=""
        )
    except KeyError as unknown:
        raise CannotHandOut(
            _("There is no objective or kind of entry called {name}.").format(name=one_line(str(unknown.args[0])))
        ) from unknown


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _message(planned: Sequence[Assignment]) -> Message:
    if len(planned) == 1:
        return Message(N_("Hand out a copy to {name}"), {"name": one_line(planned[0].to)})
    return Message(N_("Hand out copies: {count}"), {"count": str(len(planned))})


def enter(unit: UnitOfWork, assigned: Assignment, form: Form, file: str) -> str:
    """Enter in the ledger what goes out and is no copy of the file, such as a workbook. Returns the id of the line.

    Args:
        assigned: with the id of the line, where that went out with it; else one is made.
        file: the name of the file.
    """
    return unit.add(HANDED_OUT, answers(assigned, form, copy="", file=file), entry_id=assigned.line)


def came_from(file: SubmissionFile, contribution: SubmissionFile) -> Line | None:
    """Return the line of the ledger that a contribution belongs to, None where it belongs to none.

    A copy of a ministry copy belongs to the same line.
    """
    known = () if contribution.assignment is None else (contribution.assignment.line,)
    return find_line(in_order(file.of_kind(HANDED_OUT)), (*known, *contribution.copies()))


def note_back(
    file: SubmissionFile, line: Line, *, by: str = "", now: Callable[[], datetime] = present
) -> Revision | None:
    """Say in the ledger that something is back. Returns None where that is known."""
    if line.back:
        return None
    with file.transaction("edit", Message("Note that {name} returned a copy", {"name": one_line(line.to)}), by) as unit:
        mark_back(unit, line, now=now)
    return unit.done


def mark_back(unit: UnitOfWork, line: Line, *, now: Callable[[], datetime] = present) -> None:
    """Say in the ledger that something is back, within a revision that is being done."""
    if not line.back and unit.has(line.id):
        unit.set(line.id, "back", now().strftime("%Y-%m-%dT%H:%M:%SZ"))


def mark_joined(unit: UnitOfWork, line: Line, *, now: Callable[[], datetime] = present) -> None:
    """Say in the ledger that something is back and joined, within the revision that joins it: both go when that is taken back."""
    if unit.has(line.id):
        mark_back(unit, line, now=now)
        unit.set(line.id, "joined", now().strftime("%Y-%m-%dT%H:%M:%SZ"))
