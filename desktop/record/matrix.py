"""Two crossings: gaps with the pledges that answer them, and guiding principles with objectives."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.entry_index import objectives_of
from desktop.record.submission import Submission

WITHDRAWN = "withdrawn"
"""The stage of a pledge that is not made any more."""


@dataclass(frozen=True)
class GapMatrix:
    """Which pledges answer which gaps.

    A pledge answers a gap when somebody said so in the pledge. That both name one objective is no answer, only near. A
    pledge that was withdrawn answers nothing, and nobody waits for it to.

    Args:
        gaps, pledges: all of them, in their order; withdrawn pledges are left out.
        answered: id of a gap to the pledges that answer it.
        near: id of a gap to pledges that name one of its objectives and do not answer it.
        unanswered: gaps that no pledge answers.
        unasked: pledges that answer no gap.
    """

    gaps: tuple[Entry, ...]
    pledges: tuple[Entry, ...]
    answered: dict[str, tuple[Entry, ...]]
    near: dict[str, tuple[Entry, ...]]
    unanswered: tuple[Entry, ...]
    unasked: tuple[Entry, ...]

    def sentence(self) -> str:
        """Return what the matrix shows, in a sentence or two."""
        if not self.gaps and not self.pledges:
            return _("There is no gap and no pledge yet.")
        return f"{self.of_gaps()} {self._of_pledges()}"

    def of_gaps(self) -> str:
        """Return how many gaps are answered by no pledge, in a sentence."""
        if not self.gaps:
            return _("There is no gap yet.")
        if not self.unanswered:
            return _("Every gap is answered by a pledge.")
        return _("Gaps that no pledge answers: {open} of {count}.").format(
            open=len(self.unanswered), count=len(self.gaps)
        )

    def _of_pledges(self) -> str:
        if not self.pledges:
            return _("There is no pledge yet.")
        if not self.unasked:
            return _("Every pledge answers a gap.")
        return _("Pledges that answer no gap: {open} of {count}.").format(
            open=len(self.unasked), count=len(self.pledges)
        )


def gap_matrix(submission: Submission, catalogue: Catalogue) -> GapMatrix:
    """Return which pledges answer which gaps, over the whole country."""
    gaps = tuple(submission.of_kind("gap"))
    pledges = tuple(each for each in submission.of_kind("pledge") if each.text("status") != WITHDRAWN)
    known = {gap.id for gap in gaps}
    answers: dict[str, list[Entry]] = {}
    unasked = []
    for pledge in pledges:
        named = dict.fromkeys(gap_id for gap_id in pledge.items("gaps") if gap_id in known)
        for gap_id in named:
            answers.setdefault(gap_id, []).append(pledge)
        if not named:
            unasked.append(pledge)
    near: dict[str, tuple[Entry, ...]] = {}
    for gap in gaps:
        passed = {each.id for each in answers.get(gap.id, ())}
        beside = {
            pledge.id: pledge
            for number in objectives_of(gap)
            for pledge in submission.of_objective("pledge", number)
            if pledge.text("status") != WITHDRAWN
        }
        near[gap.id] = tuple(pledge for pledge_id, pledge in beside.items() if pledge_id not in passed)
    return GapMatrix(
        gaps,
        pledges,
        {gap.id: tuple(answers.get(gap.id, ())) for gap in gaps},
        near,
        tuple(gap for gap in gaps if gap.id not in answers),
        tuple(unasked),
    )


@dataclass(frozen=True)
class ObjectiveRow:
    """The gaps and pledges that name an objective; an entry that names several stands in several rows.

    Args:
        gaps, unanswered: all gaps, and those of them that no pledge answers.
        pledges, unasked: all pledges, and those of them that answer no gap at all.
    """

    number: int
    gaps: tuple[Entry, ...]
    unanswered: tuple[Entry, ...]
    pledges: tuple[Entry, ...]
    unasked: tuple[Entry, ...]


def by_objective(matrix: GapMatrix, catalogue: Catalogue) -> tuple[ObjectiveRow, ...]:
    """Return the matrix objective by objective, every one of them; number 0 holds what names no objective, if any."""
    rows: dict[int, tuple[list[Entry], ...]] = {each.number: ([], [], [], []) for each in catalogue.objectives}
    unanswered = {each.id for each in matrix.unanswered}
    unasked = {each.id for each in matrix.unasked}
    for place, entries, left in ((0, matrix.gaps, unanswered), (2, matrix.pledges, unasked)):
        for entry in entries:
            for number in [each for each in objectives_of(entry) if each in rows] or [0]:
                row = rows.setdefault(number, ([], [], [], []))
                row[place].append(entry)
                if entry.id in left:
                    row[place + 1].append(entry)
    return tuple(ObjectiveRow(number, *(tuple(each) for each in row)) for number, row in sorted(rows.items()))


@dataclass(frozen=True)
class PrincipleRow:
    """A guiding principle and the entries that name it.

    Args:
        entries: those that name it, practices before pledges.
        by_objective: objective to how many of these entries name it too.
    """

    number: int
    entries: tuple[Entry, ...]
    by_objective: dict[int, int]


def principle_matrix(submission: Submission, catalogue: Catalogue) -> tuple[PrincipleRow, ...]:
    """Return the ten guiding principles against the objectives; a principle that nobody names has an empty row."""
    entries = [entry for kind in catalogue.kinds for entry in submission.of_kind(kind)]
    rows = []
    for principle in catalogue.principles:
        named = tuple(entry for entry in entries if principle.number in entry.numbers("principles"))
        by_objective: dict[int, int] = {}
        for entry in named:
            for number in objectives_of(entry):
                by_objective[number] = by_objective.get(number, 0) + 1
        rows.append(PrincipleRow(principle.number, named, by_objective))
    return tuple(rows)
