"""What a revision made of a submission: the entries that changed, as they were and as they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from desktop.record.history import Revision
from desktop.record.memoization import EntryChange
from desktop.record.submission import Submission


@dataclass(frozen=True)
class Update:
    """One step from a submission to the next.

    Args:
        revision: what was done; None where the file was read again.
        before, after: the submission on both sides of it.
    """

    revision: Revision | None
    before: Submission
    after: Submission

    @cached_property
    def changes(self) -> list[EntryChange]:
        """Each entry that is not the same, as it was and as it is; None where it was not there yet, or is gone."""
        return self.after.changes_since(self.before.entries)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of the entries that changed."""
        return frozenset(each.kind for pair in self.changes for each in pair if each is not None)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the entries that changed."""
        return frozenset(each.id for pair in self.changes for each in pair if each is not None)

    @cached_property
    def answers(self) -> frozenset[tuple[str, str]]:
        """Entry and field of each answer that is not the same, or was not there yet, or is gone."""
        found: set[tuple[str, str]] = set()
        for pair in self.changes:
            before, after = ({} if each is None else each.answers for each in pair)
            entry_id = next(each.id for each in pair if each is not None)
            fields = before.keys() | after.keys()
            found.update((entry_id, field) for field in fields if before.get(field) is not after.get(field))
        return frozenset(found)
