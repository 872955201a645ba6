"""Gaps with the pledges that answer them, objective by objective: the lines of one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from desktop.catalogue.catalogue import Catalogue
from desktop.record.entry import Entry
from desktop.record.entry_index import NOBODY, objectives_of
from desktop.record.matrix import GapMatrix
from desktop.record.memoization import EntryChange

OBJECTIVE, GAP, ANSWER, UNASKED_HEADING, UNASKED = "objective", "gap", "answer", "unasked heading", "unasked"
"""What a line is: a heading, a gap, a pledge below the gap that it answers, and the pledges that answer none."""

NO_OBJECTIVE = 0


class GapLine(NamedTuple):
    """A line of the list. An entry that names several objectives has one below each.

    Args:
        type: what it is, one of the words above.
        number: the objective that it stands below, `NO_OBJECTIVE` for none.
        entry: the gap or the pledge; None for a heading.
        total: the gaps below a heading, the pledges that answer a gap.
        open: how many of these gaps have no pledge.
    """

    type: str
    number: int = NO_OBJECTIVE
    entry: Entry | None = None
    total: int = 0
    open: int = 0


class GapLines:
    """The lines of one list, kept from one submission to the next: an edit makes those of few objectives anew."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._only_open = False
        self._kept: dict[int, tuple[Sequence[Entry], list[GapLine]]] = {}
        self._unasked: tuple[tuple[Entry, ...], list[GapLine]] = ((), [])

    def lines(
        self, matrix: GapMatrix, changes: Iterable[EntryChange] | None = None, *, only_open: bool = False
    ) -> list[GapLine]:
        """Return the objectives of which a gap is named, with these, in their order, then pledges that answer none.

        Args:
            changes: what differs from the submission of which the last lines were; None for everything.
            only_open: leave out gaps that have a pledge, and the pledges.
        """
        if changes is None or only_open != self._only_open:
            self._kept.clear()
        else:
            self._forget(matrix, changes)
        self._only_open = only_open
        submission = matrix.submission
        lines: list[GapLine] = []
        numbers = [each.number for each in self._catalogue.objectives]
        for number in numbers:
            lines += self._of_objective(matrix, number, submission.of_objective("gap", number))
        named = NOBODY.union(*(submission.ids_of_objective("gap", number) for number in numbers))
        if len(named) < len(matrix.gaps):
            lines += self._of_objective(matrix, NO_OBJECTIVE, [gap for gap in matrix.gaps if gap.id not in named])
        if matrix.unasked and not only_open:
            if self._unasked[0] != matrix.unasked:
                self._unasked = (matrix.unasked, [GapLine(UNASKED, entry=pledge) for pledge in matrix.unasked])
            lines.append(GapLine(UNASKED_HEADING, total=len(matrix.unasked)))
            lines += self._unasked[1]
        return lines

    def _forget(self, matrix: GapMatrix, changes: Iterable[EntryChange]) -> None:
        """Forget the lines of objectives of whose gaps a pledge that changed answers, or answered, one."""
        entries = matrix.submission.entries
        for each in (entry for change in changes for entry in change if entry is not None):
            answered = each.items("gaps") if each.kind == "pledge" else [each.id] if each.kind == "gap" else []
            for gap_id in answered:
                gap = entries.get(gap_id)
                for number in (*(objectives_of(gap) if gap is not None else ()), NO_OBJECTIVE):
                    self._kept.pop(number, None)

    def _of_objective(self, matrix: GapMatrix, number: int, gaps: Sequence[Entry]) -> list[GapLine]:
        kept = self._kept.get(number)
        if kept is None or (kept[0] is not gaps and kept[0] != gaps):
            kept = self._kept[number] = (gaps, list(_of_objective(matrix, number, gaps, self._only_open)))
        return kept[1]


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
