"""Whether a team clears anything: the window asks before it is there, and most teams need no more of clearance than that."""

from __future__ import annotations

from desktop.record.internal_kinds import CLEARANCE
from desktop.record.submission import Submission


def wanted(submission: Submission) -> bool:
    """Whether the country wants everything to be cleared before it is signed."""
    return submission.about.value("clearance_wanted") is True


def is_begun(submission: Submission) -> bool:
    """Whether anything is cleared, was marked, or is wanted to be cleared; many submissions do without."""
    return wanted(submission) or bool(submission.of_kind(CLEARANCE))
