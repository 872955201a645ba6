"""The whole country at a glance: where each objective stands, what no pledge answers, and one sentence for all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import sentences
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.completeness import Completeness
from desktop.record.entry import Entry
from desktop.record.entry_index import place_of
from desktop.record.findings import Finding, nothing_yet
from desktop.record.matrix import GapMatrix
from desktop.record.memoization import memoized
from desktop.record.progress import RollUp
from desktop.record.scales import RATINGS
from desktop.record.standing_sentences import (
    said_of_an_empty_one,
    said_of_errors,
    said_of_gaps,
    said_of_ratings,
    said_of_what_is_missing,
)
from desktop.record.submission import Submission
from desktop.record.values import display


@dataclass(frozen=True)
class ObjectiveStanding:
    """Where an objective stands.

    Args:
        rating: the key of the step, empty where it was not rated.
        trend: the key of the direction, empty where none was given.
        open_gaps: how many gaps of it have no pledge.
        label, said: its short title, and its rating and direction in words.
    """

    number: int
    rating: str
    trend: str
    open_gaps: int
    label: str
    said: str

    @property
    def step(self) -> int | None:
        """The rating as a number, 0 to 4; None where it was not rated."""
        return RATINGS.index(self.rating) if self.rating in RATINGS else None

    def gaps(self) -> str:
        """Return how many gaps have no pledge, short enough to stand beside a rating; empty for none."""
        if not self.open_gaps:
            return ""
        return ngettext("{count} gap", "{count} gaps", self.open_gaps).format(count=counted(self.open_gaps))

    def words(self) -> str:
        """Return the whole row in words."""
        if not self.open_gaps:
            return _("{number} {label}. {rating}").format(number=self.number, label=self.label, rating=self.said)
        gaps = of_open_gaps(self.open_gaps)
        return _("{number} {label}. {rating}. {gaps}").format(
            number=self.number, label=self.label, rating=self.said, gaps=gaps
        )


@memoized
def _rated(submission: Submission, catalogue: Catalogue, number: int) -> tuple[str, str, str]:
    assessment, kind = submission.bound("assessment", str(number)), catalogue.kind("assessment")
    rating, trend = (
        display(kind.field(key), assessment.value(key), catalogue, submission)
        if assessment.value(key) is not None
        else ""
        for key in ("rating", "trend")
    )
    said = rating or _("Not rated")
    if trend:
        said = _("{rating}, {direction}").format(rating=said, direction=trend)
    return assessment.text("rating"), assessment.text("trend"), said


def rating_words(submission: Submission, catalogue: Catalogue, number: int) -> str:
    """Return the rating and the direction of an objective in words."""
    return _rated(submission, catalogue, number)[2]


def standings(submission: Submission, catalogue: Catalogue, matrix: GapMatrix) -> tuple[ObjectiveStanding, ...]:
    """Return where every objective stands, by number."""
    unanswered = {gap.id for gap in matrix.unanswered}
    return tuple(
        ObjectiveStanding(
            each.number,
            rating,
            trend,
            len(unanswered & submission.ids_of_objective("gap", each.number)),
            catalogue.label(each.number),
            said,
        )
        for each in catalogue.objectives
        for rating, trend, said in [_rated(submission, catalogue, each.number)]
    )


def most_serious(matrix: GapMatrix, catalogue: Catalogue, most: int) -> tuple[Entry, ...]:
    """Return gaps without a pledge, the most serious first; those of which nothing is said come last."""
    steps = {option.key: place for place, option in enumerate(catalogue.kind("gap").field("severity").options)}
    return tuple(
        nsmallest(
            most,
            matrix.unanswered,
            key=lambda gap: (-steps.get(gap.text("severity"), -1), place_of(gap)),
        )
    )


def of_open_gaps(count: int) -> str:
    """Return how many gaps have no pledge, in a sentence without its stop."""
    return ngettext("{count} gap has no pledge", "{count} gaps have no pledge", count).format(count=counted(count))


def where_we_stand(whole: RollUp, matrix: GapMatrix, blocking: Sequence[Finding], complete: Completeness) -> str:
    """Return where the country stands: what is rated, which gaps are open, and whether anything is in the way.

    Where no objective is to be covered, as in a submission for one pledge, only the last of it is said.
    """
    rated = said_of_ratings(whole.rated, whole.of) if whole.rated else _("No objective has been rated yet.")
    if not matrix.gaps:
        gaps = _("No gaps yet.")
    elif not matrix.unanswered:
        gaps = _("Every gap has a pledge.")
    else:
        gaps = said_of_gaps(len(matrix.unanswered))
    if nothing_yet(blocking):
        signing = said_of_an_empty_one()
    elif blocking:
        signing = said_of_errors(len(blocking))
    elif complete.complete:
        signing = _("There are no errors, and the submission is complete.")
    else:
        signing = said_of_what_is_missing()
    return sentences((rated, gaps, signing) if complete.covers else (signing,))


def what_is_expected(complete: Completeness) -> str:
    """Return what is still expected, in one line; empty where nothing is."""
    return "" if complete.complete else " · ".join(complete.lines())


def indicators_with_values(submission: Submission, catalogue: Catalogue) -> Sequence[str]:
    """Return the keys of the indicators that have a value for everybody, those with the most years first."""
    from desktop.record.indicator_methods import method_of
    from desktop.record.series import series

    known = [
        (each.key, len(series(submission, catalogue, each.key).points))
        for each in catalogue.indicators
        if method_of(each).takes_values
    ]
    return [key for key, years in sorted(known, key=lambda each: -each[1]) if years]
