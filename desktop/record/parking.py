"""The parking list: what a workshop could not settle, with who sees to it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.record.entry import Entry
from desktop.record.internal_kinds import PARKED
from desktop.record.submission import Submission

TEXT, OWNER, OBJECTIVES, SETTLED = "text", "owner", "objectives", "settled"
"""The fields of a parked point."""


@dataclass(frozen=True, slots=True)
class Parked:
    """A point that waits.

    Args:
        id: that of its entry.
        text: what is to be settled.
        owner: who sees to it, a person or a ministry; empty when nobody was found.
        objective: the number of its objective, 0 where it belongs to none.
        by: who said it; empty when nobody was named.
        at: when, ISO 8601 in UTC.
        settled: whether it no longer waits.
    """

    id: str
    text: str
    owner: str = ""
    objective: int = 0
    by: str = ""
    at: str = ""
    settled: bool = False


def parked(submission: Submission) -> list[Parked]:
    """Return every parked point in the order in which they were said."""
    return [_parked(each) for each in submission.of_kind(PARKED)]


def parked_under(submission: Submission, objective: int) -> list[Parked]:
    """Return the points of one objective."""
    return [_parked(each) for each in submission.of_objective(PARKED, objective)]


def waiting(submission: Submission) -> list[Parked]:
    """Return the points that are not settled."""
    return [each for each in parked(submission) if not each.settled]


def _parked(entry: Entry) -> Parked:
    said = entry.answers.get(TEXT)
    return Parked(
        entry.id,
        entry.text(TEXT),
        entry.text(OWNER),
        next(iter(entry.numbers(OBJECTIVES)), 0),
        said.by if said else "",
        said.at if said else "",
        entry.value(SETTLED) is True,
    )
