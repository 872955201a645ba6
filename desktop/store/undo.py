"""Undo and redo as the history tells them, so that they outlive the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from desktop.record.history import Change, Revision

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass
class UndoStack:
    """The ids of the revisions that can be undone and of those that can be done again, the next one last."""

    done: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, database: Database) -> Self:
        """Return the stacks as the whole history leaves them."""
        stacks = cls()
        for revision_id, sort, undoes in database.execute("SELECT id, sort, undoes FROM deeds ORDER BY number"):
            stacks._push(revision_id, sort, undoes)
        return stacks

    def push(self, revision: Revision) -> None:
        """Take notice of a revision that was done."""
        self._push(revision.id, revision.sort, revision.undoes)

    def _push(self, revision_id: str, sort: str, undoes: str) -> None:
        if sort == "undo":
            self.done.remove(undoes)
            self.undone.append(undoes)
        elif sort == "redo":
            self.undone.remove(undoes)
            self.done.append(undoes)
        elif sort != "create":
            self.done.append(revision_id)
            self.undone.clear()


def reversed_changes(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that take these back."""
    return tuple(Change(each.entry_id, each.field, each.new, each.old) for each in reversed(changes))
