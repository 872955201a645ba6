"""What a country has chosen about clearing its texts, and whether it has begun: asked at each start, before anything is compared."""

from __future__ import annotations

from desktop.record.internal_kinds import CLEARANCE
from desktop.record.submission import Submission


def wanted(submission: Submission) -> bool:
    """Whether the country wants everything to be cleared before it is signed."""
    return submission.about.value("clearance_wanted") is True


def by_two(submission: Submission) -> bool:
    """Whether who wrote a text may not clear it alone."""
    return submission.about.value("two_persons") is True


def is_begun(submission: Submission) -> bool:
    """Whether anything is cleared, was marked, or is wanted to be cleared; many submissions do without."""
    return wanted(submission) or bool(submission.of_kind(CLEARANCE))
