"""Look at a contribution before it is joined: whose it is, what it would bring, and what has to be decided."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.hand_out import came_from
from desktop.operations.join import opened_contribution, plan_of
from desktop.record.join_report import Told, told
from desktop.record.joining import JoinPlan
from desktop.record.ledger import Line
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile


@dataclass(frozen=True)
class Contribution:
    """A contribution that is open, to be joined or to be let go.

    Args:
        file: the contribution itself.
        plan: what joining it would do.
        line: its line in the ledger, None where it has none.
        lines: what it would bring, line by line.
    """

    file: SubmissionFile
    plan: JoinPlan
    line: Line | None
    lines: list[Told]
    _held: ExitStack

    def let_go(self) -> None:
        """Close it."""
        self._held.close()


def look_at(file: SubmissionFile, catalogue: Catalogue, submission: Submission, path: Path) -> Contribution:
    """Open a contribution and find out what it would bring; nothing is written.

    Args:
        submission: as the file says it now.

    Raises:
        UserError: it cannot be joined, see `join.opened_contribution`; it is closed then.
    """
    with ExitStack() as held:
        other = held.enter_context(opened_contribution(file, path))
        plan = plan_of(file, other, catalogue)
        lines = told(plan, catalogue, submission, other.assignment)
        return Contribution(other, plan, came_from(file, other), lines, held.pop_all())
