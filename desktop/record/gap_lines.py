"""Gaps with the pledges that answer them, objective by objective: the lines of one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from desktop.catalogue.catalogue import Catalogue
from desktop.record.entry import Entry
from desktop.record.entry_index import NOBODY
from desktop.record.matrix import GapMatrix

OBJECTIVE, GAP, ANSWER, UNASKED_HEADING, UNASKED = "objective", "gap", "answer", "unasked heading", "unasked"
"""What a line is: a heading, a gap, a pledge below the gap that it answers, and the pledges that answer none."""

NO_OBJECTIVE = 0


class GapLine(NamedTuple):
    """A line of the list. An entry that names several objectives has one below each.

    Args:
        type: what it is, one of the words above.
        number: the objective that it stands below, `NO_OBJECTIVE` for none.
        entry: the gap or the pledge; None for a heading.
        count: the gaps below a heading, the pledges that answer a gap.
        open: how many of these gaps have no pledge.
    """

    type: str
    number: int = NO_OBJECTIVE
    entry: Entry | None = None
    count: int = 0
    open: int = 0


def gap_lines(matrix: GapMatrix, catalogue: Catalogue, *, only_open: bool = False) -> list[GapLine]:
    """Return the lines of the list: objectives of which a gap is named, in their order, then pledges that answer none.

    Args:
        only_open: leave out gaps that have a pledge, and the pledges.
    """
    submission = matrix.submission
    lines: list[GapLine] = []
    numbers = [each.number for each in catalogue.objectives]
    for number in numbers:
        lines += _of_objective(matrix, number, submission.of_objective("gap", number), only_open)
    named = NOBODY.union(*(submission.ids_of_objective("gap", number) for number in numbers))
    if len(named) < len(matrix.gaps):
        nowhere = (gap for gap in matrix.gaps if gap.id not in named)
        lines += _of_objective(matrix, NO_OBJECTIVE, nowhere, only_open)
    if matrix.unasked and not only_open:
        lines.append(GapLine(UNASKED_HEADING, count=len(matrix.unasked)))
        lines += [GapLine(UNASKED, entry=pledge) for pledge in matrix.unasked]
    return lines


def _of_objective(matrix: GapMatrix, number: int, gaps: Iterable[Entry], only_open: bool) -> Iterator[GapLine]:
    answers = matrix.answers
    lines: list[GapLine] = []
    count = open_ = 0
    for gap in gaps:
        pledges = answers.get(gap.id, ())
        count += 1
        open_ += not pledges
        if not (pledges and only_open):
            lines.append(GapLine(GAP, number, gap, len(pledges)))
            lines += [GapLine(ANSWER, number, pledge) for pledge in pledges]
    if lines:
        yield GapLine(OBJECTIVE, number, None, count, open_)
        yield from lines
