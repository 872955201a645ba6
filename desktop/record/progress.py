"""Progress: where the country says that it stands, objective by objective and together, and how much it has recorded."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import sentences
from desktop.i18n.number_formatting import figure
from desktop.i18n.translation import gettext as _
from desktop.record.entry_index import NOBODY
from desktop.record.indicator_methods import method_of
from desktop.record.memoization import memoized
from desktop.record.scales import RATINGS
from desktop.record.scores import half_points_of
from desktop.record.submission import Submission


@dataclass(frozen=True)
class ObjectiveProgress:
    """How an objective is rated, and what it holds.

    Args:
        rating: 0 to 4, None when it was not rated.
        practices, gaps, pledges: entries that name it, as a main or as a further objective.
        indicators: how many of its indicators have a value or an answer, of how many there are; SDG 10.7.2 is counted apart.
        policies: how many of the questions of SDG 10.7.2 that are linked with it are answered, of how many there are.
    """

    number: int
    rating: int | None
    practices: int
    gaps: int
    pledges: int
    indicators: int
    indicators_of: int
    policies: int
    policies_of: int


def explanation() -> str:
    """Return how ratings are reckoned, for the screen and the annex of the report."""
    return _(
        "Ratings are the country's own, "
        "from 0 (not started) to 4 (fully achieved); the average is the sum of the ratings ÷ the number of rated "
        "objectives. Objectives that are not rated are left out; they never count as 0."
    )


def measure_explanation() -> str:
    """Return how indicators and policy answers are put together, for the screen and the annex of the report."""
    return _(
        "Indicators and policy questions are counted, not averaged: the count shows how many "
        "have a value or an answer. SDG indicator 10.7.2 has one official score for all of its "
        "questions together. In most cases, the link between a question or an indicator and an "
        "objective is Pledgebook's own mapping."
    )


@memoized
def progress_of(submission: Submission, catalogue: Catalogue, number: int) -> ObjectiveProgress:
    """Return the progress of one objective."""
    rating = _rating(submission, number)
    practices, gaps, pledges = (
        len(submission.ids_of_objective(kind, number)) for kind in ("practice", "gap", "pledge")
    )
    known, offered = _indicators(submission, catalogue, (number,))
    answered, questions = _policies(submission, catalogue, (number,))
    return ObjectiveProgress(number, rating, practices, gaps, pledges, known, offered, answered, questions)


def _rating(submission: Submission, number: int) -> int | None:
    word = submission.bound("assessment", str(number)).text("rating")
    return RATINGS.index(word) if word in RATINGS else None


@memoized  # apart from the progress of each: an entry that comes or goes changes no rating
def rated(submission: Submission, catalogue: Catalogue) -> tuple[int, int]:
    """Return how many objectives are rated, and how many there are; as `RollUp` says."""
    ratings = [_rating(submission, each.number) for each in catalogue.objectives]
    return sum(1 for each in ratings if each is not None), len(ratings)


def answered_indicators(submission: Submission, catalogue: Catalogue) -> tuple[int, int]:
    """Return how many indicators have a value or an answer, and how many there are; as `RollUp` says."""
    return _indicators(submission, catalogue, tuple(each.number for each in catalogue.objectives))


@dataclass(frozen=True)
class RollUp:
    """Several objectives together: a cluster, or the country.

    Args:
        objectives: the progress of each.
        practices, gaps, pledges: entries that name at least one of the objectives, each counted once.
        indicators, indicators_of: indicators with a value or an answer, of those offered, each counted once.
        policies, policies_of: questions of SDG 10.7.2 that are answered, of how many there are, each counted once.
    """

    objectives: tuple[ObjectiveProgress, ...]
    practices: int
    gaps: int
    pledges: int
    indicators: int
    indicators_of: int
    policies: int
    policies_of: int

    @property
    def of(self) -> int:
        """How many objectives there are."""
        return len(self.objectives)

    @property
    def rated(self) -> int:
        """How many of them are rated."""
        return sum(1 for each in self.objectives if each.rating is not None)

    @property
    def mean(self) -> float | None:
        """The mean of the ratings that were given, 0 to 4, to two decimals, rounded half up; None when none was given."""
        ratings = [each.rating for each in self.objectives if each.rating is not None]
        return math.floor(Fraction(sum(ratings) * 100, len(ratings)) + Fraction(1, 2)) / 100 if ratings else None

    def mean_figure(self) -> str:
        """Return the mean as people read it, empty when there is none; the same wherever it is said."""
        return "" if self.mean is None else figure(f"{self.mean:.2f}".rstrip("0").rstrip("."))

    def sentence(self) -> str:
        """Return the ratings in one sentence, with how many objectives they rest on."""
        if self.mean is None:
            return _("No objective has been rated yet.")
        return _("Objectives rated: {rated} of {of}. Average of these ratings: {mean} of 4.").format(
            rated=self.rated, of=self.of, mean=self.mean_figure()
        )

    def measured(self) -> str:
        """Return how many indicators have a value or an answer and how many policy questions, where there are any, an answer."""
        measured = _("Indicators answered: {known} of {indicators}.").format(
            known=self.indicators, indicators=self.indicators_of
        )
        if not self.policies_of:
            return measured
        asked = _("Policy questions answered: {answered} of {questions}.").format(
            answered=self.policies, questions=self.policies_of
        )
        return sentences((measured, asked))


def roll_up(submission: Submission, catalogue: Catalogue, numbers: Iterable[int] | None = None) -> RollUp:
    """Return some objectives together, all of them when none are named."""
    return _roll_up(
        submission,
        catalogue,
        tuple(each.number for each in catalogue.objectives) if numbers is None else tuple(numbers),
    )


@memoized
def _roll_up(submission: Submission, catalogue: Catalogue, chosen: tuple[int, ...]) -> RollUp:
    practices, gaps, pledges = (_count(submission, catalogue, kind, chosen) for kind in ("practice", "gap", "pledge"))
    known, offered = _indicators(submission, catalogue, chosen)
    answered, questions = _policies(submission, catalogue, chosen)
    each = tuple(progress_of(submission, catalogue, number) for number in chosen)
    return RollUp(each, practices, gaps, pledges, known, offered, answered, questions)


@memoized  # each kind apart: an entry that comes or goes changes one
def _count(submission: Submission, _catalogue: Catalogue, kind: str, numbers: tuple[int, ...]) -> int:
    return len(NOBODY.union(*(submission.ids_of_objective(kind, number) for number in numbers)))


@memoized  # apart from the lists: an entry that comes or goes changes nothing of what is measured
def _indicators(submission: Submission, catalogue: Catalogue, numbers: tuple[int, ...]) -> tuple[int, int]:
    wanted = set(numbers)
    offered = [each for each in catalogue.indicators if method_of(each).by_itself and wanted & set(each.objectives)]
    return sum(1 for each in offered if method_of(each).known(submission, catalogue, each)), len(offered)


@memoized
def _policies(submission: Submission, catalogue: Catalogue, numbers: tuple[int, ...]) -> tuple[int, int]:
    wanted = set(numbers)
    given = [
        half_points_of(submission, domain, question)
        for domain in catalogue.policy.domains
        for question in domain.sub_categories
        if wanted & set(question.objectives)
    ]
    return sum(1 for each in given if each is not None), len(given)
