"""The entries as they were at a moment, out of the history.

What came from another copy stands before the join that brought it, and says by itself what was done there; what became
of it here is told by that join. So the way does not lead back from what stands now, change by change: what each revision
of this file put there is done again, in the order of the file. Before the first change of a field stood what that one says; what no change speaks of stands as it does now, as in a
file that was restored from a package without its history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from desktop.record.entry import Answer, Entry, Value
from desktop.record.history import ENTRY_ITSELF, Change
from desktop.record.submission import Submission, entry_from_row
from desktop.record.unaccepted import key_of, parted


class Replayed(NamedTuple):
    """What a revision changed in some entries, without what it was called.

    Args:
        number: its place in the history of the file.
        at: when, ISO 8601 in UTC.
        by: who.
        changes: in the order in which they were made.
    """

    number: int
    at: str
    by: str
    changes: tuple[Change, ...]


def entries_after(now: Mapping[str, Entry], steps: Iterable[Replayed], number: int) -> dict[str, Entry | None]:
    """Return each entry that the steps speak of, as it was after the revision of this number; None where it was not there.

    Args:
        now: the entries as they are.
        steps: all that was ever done to the entries that they speak of, in the order of the file.
        number: 0 for the moment before the first revision.
    """
    steps = list(steps)
    found = _bases(now, steps)
    for step in steps:
        if step.number > number:
            break
        for change in step.changes:
            found[change.entry_id].take(change, step)
    return {entry_id: each.entry() for entry_id, each in found.items()}


def submission_at(now: Submission, entries: Mapping[str, Entry | None]) -> Submission:
    """Return the submission with some entries as they were."""
    there = {**now.entries, **entries}
    return Submission(now.id, {key: each for key, each in there.items() if each is not None}, now.attachments)


class _Past:
    """One entry on its way through the history.

    Args:
        entry: what it was at the beginning, without its answers; None where it was not there.
        answers: what it said at the beginning, by the key of the file.
        untold: what stands there now and no change speaks of.
    """

    __slots__ = ("_answers", "_entry", "_untold")

    def __init__(self, entry: Entry | None, answers: dict[str, Answer], untold: Mapping[str, Answer]) -> None:
        self._entry = entry
        self._answers = {**untold, **answers} if entry is not None else {}
        self._untold = untold

    def take(self, change: Change, step: Replayed) -> None:
        """Do again what a change did: to an entry that is not there, or that is there already, it did nothing."""
        if change.removes_entry:
            self._entry, self._answers = None, {}
        elif change.creates_entry:
            if self._entry is None:
                self._entry, self._answers = entry_from_row(change.entry_id, change.new), dict(self._untold)
        elif self._entry is not None and change.new is None:
            self._answers.pop(change.field, None)
        elif self._entry is not None and change.new is not None:
            said = (change.said_at, change.said_by) if change.said_at else (step.at, step.by)
            self._answers[change.field] = Answer(change.new, *said)

    def entry(self) -> Entry | None:
        """Return the entry as it is now that it has come this far."""
        if self._entry is None:
            return None
        answers, typed = parted(self._answers)
        return Entry(self._entry.id, self._entry.kind, self._entry.key, self._entry.order, answers, typed)


def _bases(now: Mapping[str, Entry], steps: Iterable[Replayed]) -> dict[str, _Past]:
    first: dict[str, dict[str, Value | None]] = {}
    for step in steps:
        for change in step.changes:
            first.setdefault(change.entry_id, {}).setdefault(change.field, change.old)
    return {entry_id: _base(entry_id, now.get(entry_id), said) for entry_id, said in first.items()}


def _base(entry_id: str, now: Entry | None, said: Mapping[str, Value | None]) -> _Past:
    there = now
    if ENTRY_ITSELF in said:
        row = said[ENTRY_ITSELF]
        there = None if row is None else entry_from_row(entry_id, row)
    answers = {key: Answer(old) for key, old in said.items() if key != ENTRY_ITSELF and old is not None}
    untold = {key: each for key, each in kept(now).items() if key not in said} if now is not None else {}
    return _Past(there, answers, untold)


def removed_by(entry_id: str, changes: Iterable[Change]) -> Entry | None:
    """Return an entry as it was before changes of it that removed it; None where they did not."""
    changes = list(changes)
    row = next((each.old for each in changes if each.removes_entry), None)
    if row is None:
        return None
    said = {each.field: Answer(each.old) for each in changes if each.field != ENTRY_ITSELF and each.old is not None}
    entry, (answers, typed) = entry_from_row(entry_id, row), parted(said)
    return Entry(entry.id, entry.kind, entry.key, entry.order, answers, typed)


def kept(entry: Entry) -> dict[str, Answer]:
    """Return all that an entry holds by the keys of the file: its answers, and what was typed and is none."""
    return {**entry.answers, **{key_of(key): each for key, each in entry.typed.items()}}
