"""Undo and redo as the history tells them, so that they outlive the window.

They are of one copy of the submission. What came from another copy is not taken back by whoever presses Undo here; what
was done in this file before it was written as a copy is. A history that takes back what it does not hold is read all the
same: that line of it says nothing of what can be undone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from desktop.record.history import Change, Revision, same
from desktop.store.assignment import first_number, read_assignment
from desktop.store.copy_id import copy_of, line_of

if TYPE_CHECKING:
    from desktop.store.database import Database


NOT_UNDONE = ("create", "hand_out")
"""Types of revisions that nobody takes back: without the first there is nothing, and what has left has left."""


@dataclass
class UndoStack:
    """The ids of the revisions that can be undone and of those that can be done again, the next one last.

    Attributes:
        copy: the id of this copy of the file.
        met_others: whether the history holds revisions of other copies; what they changed since stays as it is.
    """

    copy: str = ""
    done: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    met_others: bool = False

    @classmethod
    def read(cls, database: Database) -> Self:
        """Return the stack as the whole history leaves it."""
        stack = cls(copy_of(database))
        is_own = own_copies(database)
        assignment = read_assignment(database)
        # What was done before a ministry copy left is not for whoever got it to take back.
        first = 0 if assignment is None else first_number(database, assignment)
        rows = database.execute("SELECT number, id, type, undoes, copy FROM revisions ORDER BY number")
        for number, revision_id, revision_type, undoes, copy in rows:
            stack._push(revision_id, revision_type, undoes, own=number > first and is_own(number, copy))
        return stack

    def push(self, revision: Revision) -> None:
        """Take notice of a revision that was done."""
        self._push(revision.id, revision.type, revision.undoes, own=revision.copy == self.copy)

    def _push(self, revision_id: str, revision_type: str, undoes: str, *, own: bool) -> None:
        if not own:
            self.met_others = True
        elif revision_type == "undo":
            _move(undoes, self.done, self.undone)
        elif revision_type == "redo":
            _move(undoes, self.undone, self.done)
        elif revision_type not in NOT_UNDONE:
            self.done.append(revision_id)
            self.undone.clear()


def own_copies(database: Database) -> Callable[[int, str], bool]:
    """Return what tells of the number of a revision and its copy whether it was done in this file, as what it was then."""
    past = list(_past(database))
    numbers = [number for number, _copy in past]
    copies = [*(copy for _number, copy in past), copy_of(database)]
    return lambda number, copy: copy == copies[bisect_left(numbers, number)]


def _past(database: Database) -> Iterator[tuple[int, str]]:
    """Yield each copy that this file was, with the number of its last revision, in the order of the numbers."""
    last = None
    for copy, until in line_of(database):
        row = database.execute("SELECT number FROM revisions WHERE id = ?", (until,)).fetchone()
        if row is not None and (last is None or row[0] > last):
            last = row[0]
            yield last, copy


def _move(revision_id: str, source: list[str], target: list[str]) -> None:
    if revision_id in source:
        source.remove(revision_id)
        target.append(revision_id)


def reversed_changes(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that take these back."""
    return tuple(Change(each.entry_id, each.field, each.new, each.old) for each in reversed(changes))


def turned(revision: Revision, turn: str) -> Sequence[Change]:
    """Return the changes that take a revision back (`turn` is "undo") or do it again ("redo")."""
    changes = revision.changes
    if revision.type == "join":
        # What both sides had said alike stands either way; whose it is, is not for a turn to say.
        changes = tuple(each for each in changes if not same(each.old, each.new))
    return reversed_changes(changes) if turn == "undo" else changes
