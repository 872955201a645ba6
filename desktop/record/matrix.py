"""Two crossings: gaps with the pledges that answer them, and guiding principles with objectives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import sentences
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.entry_index import EntryList, place_of
from desktop.record.memoization import EntryChange, Follower, following, memoized
from desktop.record.submission import Submission

WITHDRAWN = "withdrawn"
"""The stage of a pledge that is not made any more."""


@dataclass(frozen=True)
class GapMatrix:
    """Which pledges answer which gaps.

    A pledge answers a gap when somebody said so in the pledge. That both name one objective is no answer. A pledge that was withdrawn answers nothing, and nobody waits for it to.

    Args:
        gaps, pledges: all of them, in their order; withdrawn pledges are left out.
        answers: id of a gap to the pledges that answer it, for the gaps that are answered.
        unanswered: gaps that no pledge answers.
        unasked: pledges that answer no gap.
        submission: the one that it is of.
    """

    gaps: tuple[Entry, ...]
    pledges: tuple[Entry, ...]
    answers: Mapping[str, tuple[Entry, ...]]
    unanswered: tuple[Entry, ...]
    unasked: tuple[Entry, ...]
    submission: Submission = field(repr=False, compare=False)

    def answering(self, gap: Entry) -> tuple[Entry, ...]:
        """Return the pledges that answer a gap."""
        return self.answers.get(gap.id, ())

    def sentence(self) -> str:
        """Return what the matrix shows, in a sentence or two."""
        if not self.gaps and not self.pledges:
            return _("No gaps and no pledges yet.")
        return sentences((self.of_gaps(), self._of_pledges()))

    def of_gaps(self) -> str:
        """Return how many gaps are answered by no pledge, in a sentence."""
        if not self.gaps:
            return _("No gaps yet.")
        if not self.unanswered:
            return _("Every gap has a pledge.")
        return _("Gaps without a pledge: {open} of {count}.").format(open=len(self.unanswered), count=len(self.gaps))

    def _of_pledges(self) -> str:
        if not self.pledges:
            return _("No pledges yet.")
        if not self.unasked:
            return _("Every pledge addresses a gap.")
        return _("Pledges without a gap: {open} of {count}.").format(open=len(self.unasked), count=len(self.pledges))


def gap_matrix(submission: Submission, catalogue: Catalogue) -> GapMatrix:
    """Return which pledges answer which gaps, over the whole country."""
    matrix: GapMatrix = following(submission, catalogue, _Answers, lambda answers: answers.matrix(submission))
    return matrix


class _Answers(Follower):
    """Which pledge answers which gap, kept from one submission to the next."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self._pledges = EntryList()
        self._unanswered = EntryList()
        self._unasked = EntryList()
        self._named: dict[str, dict[str, Entry]] = {}  # id of what is named as a gap to the pledges that name it
        self._answers: dict[str, tuple[Entry, ...]] = {}

    def take(self, submission: Submission, changes: list[EntryChange]) -> None:
        """Take over what differs: pledges first, then the gaps that they named or name, then who answers none."""
        pledges = [(_standing(old), _standing(new)) for old, new in changes]
        gone, come = _parted(pledges)
        self._pledges.replace(gone, come)
        for pledge in gone:
            for gap_id in pledge.items("gaps"):
                self._named.get(gap_id, {}).pop(pledge.id, None)
        for pledge in come:
            for gap_id in pledge.items("gaps"):
                self._named.setdefault(gap_id, {})[pledge.id] = pledge
        gaps_gone, gaps_come = _parted((_gap(old), _gap(new)) for old, new in changes)
        changed = dict.fromkeys(each.id for each in (*gaps_gone, *gaps_come))
        named = dict.fromkeys(gap_id for pledge in (*gone, *come) for gap_id in pledge.items("gaps"))
        self._answer(submission, {**changed, **named}, gaps_gone)
        # Whether a pledge answers anything hangs on whether what it names is there.
        again = {pledge.id: pledge for gap_id in changed for pledge in self._named.get(gap_id, {}).values()}
        again |= {pledge.id: pledge for pledge in come}
        unasked = (each for each in again.values() if not _names_a_gap(each, submission))
        self._unasked.replace([*gone, *again.values()], unasked)

    def _answer(self, submission: Submission, gap_ids: Iterable[str], gone: list[Entry]) -> None:
        """Find out anew which pledges answer some gaps."""
        there = [gap for gap_id in gap_ids if (gap := _gap(submission.entries.get(gap_id))) is not None]
        for gap_id in gap_ids:
            self._answers.pop(gap_id, None)
            if not self._named.get(gap_id):
                self._named.pop(gap_id, None)
        for gap in there:
            if gap.id in self._named:
                self._answers[gap.id] = tuple(sorted(self._named[gap.id].values(), key=place_of))
        self._unanswered.replace([*gone, *there], (gap for gap in there if gap.id not in self._answers))

    def matrix(self, submission: Submission) -> GapMatrix:
        """Return the matrix of the submission that was gone to."""
        return GapMatrix(
            tuple(submission.of_kind("gap")),
            self._pledges.entries(),
            dict(self._answers),
            self._unanswered.entries(),
            self._unasked.entries(),
            submission,
        )


def _gap(entry: Entry | None) -> Entry | None:
    return entry if entry is not None and entry.kind == "gap" else None


def _standing(entry: Entry | None) -> Entry | None:
    """Return a pledge that stands; one that was withdrawn is as if it were not there."""
    stands = entry is not None and entry.kind == "pledge" and entry.text("status") != WITHDRAWN
    return entry if stands else None


def _names_a_gap(pledge: Entry, submission: Submission) -> bool:
    return any(_gap(submission.entries.get(each)) is not None for each in pledge.items("gaps"))


def _parted(changes: Iterable[EntryChange]) -> tuple[list[Entry], list[Entry]]:
    """Return what went and what came."""
    changes = list(changes)
    return [old for old, _new in changes if old is not None], [new for _old, new in changes if new is not None]


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
    return tuple(_principle_row(submission, catalogue, each.number) for each in catalogue.principles)


@memoized
def _principle_row(submission: Submission, catalogue: Catalogue, number: int) -> PrincipleRow:
    named = tuple(entry for kind in catalogue.kinds for entry in submission.of_principle(kind, number))
    return PrincipleRow(number, named, _crossed(submission, catalogue, number))


@memoized
def _crossed(submission: Submission, catalogue: Catalogue, number: int) -> dict[int, int]:
    """Return each objective with how many of the entries that name a principle name it too.

    By who names what, and not by what they say: most edits are of words, and this stands as it was.
    """
    counts: Counter[int] = Counter()
    for kind in catalogue.kinds:
        naming = submission.ids_of_principle(kind, number)
        for objective in submission.objectives_named(kind) if naming else ():
            counts[objective] += len(naming & submission.ids_of_objective(kind, objective))
    return {objective: count for objective, count in counts.items() if count}
