"""How far the work is, objective by objective, and where the country says that it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.language import gettext as _
from desktop.record.scores import series
from desktop.record.submission import Submission

RATINGS = ("not_started", "early", "partial", "advanced", "full")
"""The steps of the self-rating, worth 0 to 4. The scale is our own: the Compact has no official rating."""

STEPS = 4


@dataclass(frozen=True)
class ObjectiveProgress:
    """How far the work on an objective is, and what it holds.

    Args:
        rating: 0 to 4, None when it was not rated.
        done: how many of the four steps are done: rated; a reason is given; a practice or a gap is written down; a
            pledge, or nothing that a pledge would have to answer (rated fully achieved, no gap).
        indicators: how many of its indicators have a value, of how many there are.
    """

    number: int
    rating: int | None
    done: int
    practices: int
    gaps: int
    pledges: int
    indicators: int
    indicators_of: int
    of: int = STEPS


def explanation() -> str:
    """Return how progress and ratings are reckoned, for the screen and the annex of the report."""
    return _(
        "Progress counts four steps for each objective: it is rated, the rating has a reason, a practice or a gap is "
        "written down, and there is a pledge (or nothing left that would need one). Ratings are the country's own, from "
        "0 (not started) to 4 (fully achieved); a mean is taken over the objectives that are rated, never over the others."
    )


def progress_of(submission: Submission, catalogue: Catalogue, number: int) -> ObjectiveProgress:
    """Return the progress of one objective."""
    assessment = submission.bound("assessment", str(number))
    word = assessment.text("rating")
    rating = RATINGS.index(word) if word in RATINGS else None
    practices, gaps, pledges = (len(submission.of_objective(kind, number)) for kind in ("practice", "gap", "pledge"))
    needs_no_pledge = rating == len(RATINGS) - 1 and not gaps
    done = sum(
        (rating is not None, bool(assessment.text("reason")), bool(practices or gaps), bool(pledges) or needs_no_pledge)
    )
    offered = [each for each in catalogue.indicators_of(number) if each.method == "value"]
    known = sum(1 for each in offered if series(submission, catalogue, each.key).points)
    return ObjectiveProgress(number, rating, done, practices, gaps, pledges, known, len(offered))


@dataclass(frozen=True)
class RollUp:
    """Several objectives together: a cluster, or the country.

    Args:
        objectives: the progress of each.
        practices, gaps, pledges: entries that name at least one of the objectives, each counted once.
    """

    objectives: tuple[ObjectiveProgress, ...]
    practices: int
    gaps: int
    pledges: int

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
        """The mean of the ratings that were given, 0 to 4, to two decimals; None when none was given."""
        ratings = [each.rating for each in self.objectives if each.rating is not None]
        return round(float(Fraction(sum(ratings), len(ratings))), 2) if ratings else None

    @property
    def share(self) -> float:
        """The share of all steps that are done, 0 to 1."""
        return sum(each.done for each in self.objectives) / (self.of * STEPS) if self.of else 0.0

    def sentence(self) -> str:
        """Return the ratings in one sentence, with how many objectives they rest on."""
        if self.mean is None:
            return _("None of the {of} objectives is rated yet.").format(of=self.of)
        return _("{rated} of {of} objectives are rated; the mean of these ratings is {mean} of 4.").format(
            rated=self.rated, of=self.of, mean=self.mean
        )


def roll_up(submission: Submission, catalogue: Catalogue, numbers: Iterable[int] | None = None) -> RollUp:
    """Return some objectives together, all of them when none are named."""
    chosen = tuple(numbers) if numbers is not None else tuple(each.number for each in catalogue.objectives)
    counts = [
        len({entry.id for number in chosen for entry in submission.of_objective(kind, number)})
        for kind in ("practice", "gap", "pledge")
    ]
    return RollUp(tuple(progress_of(submission, catalogue, number) for number in chosen), *counts)
