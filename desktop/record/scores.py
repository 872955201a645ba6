"""Scores: SDG 10.7.2 by its official method. Other indicators are in `series`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from desktop.catalogue.definitions import Domain, PolicyIndicator, SubCategory
from desktop.i18n.lists import sentences
from desktop.i18n.number_formatting import figure
from desktop.i18n.translation import gettext as _
from desktop.record.scales import FULL
from desktop.record.series import Breakdown, GroupPoints, Point, Series, Trend, series
from desktop.record.submission import Submission

__all__ = [
    "Breakdown",
    "DomainScore",
    "GroupPoints",
    "Point",
    "PolicyScore",
    "Series",
    "Trend",
    "half_points_of",
    "score_policy",
    "series",
]


@dataclass(frozen=True)
class DomainScore:
    """The score of a domain, or of all thirty questions together.

    Args:
        number: of the domain; 0 for the whole.
        half_points: the sum of the answers, in halves; a missing answer counts 0 (SDG metadata 10-7-2, March 2021).
        questions: how many there are.
        answered: how many were answered with an answer that the question offers.
        category_code: 1 to 4 as in the published series; None while nothing was answered.
        category: its name, English message id; empty while nothing was answered.
        answers: what the answer to each question is worth in half points, in their order; None where there is none.
    """

    number: int
    half_points: int
    questions: int
    answered: int
    category_code: int | None
    category: str
    answers: tuple[int | None, ...] = ()

    @property
    def exact(self) -> Fraction | None:
        """The score out of 100 as it is; None while nothing was answered."""
        return Fraction(self.half_points * 100, self.questions * FULL) if self.answered else None

    @property
    def score(self) -> str | None:
        """The score out of 100 with at most one decimal, rounded half up; None while nothing was answered."""
        if not self.answered:
            return None
        # Tenths of a per cent in whole numbers, so that 200/3 is 66.7 on every machine.
        tenths = (self.half_points * 1000 * 2 + self.questions * FULL) // (self.questions * FULL * 2)
        return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"

    def words(self) -> str:
        """Return the score of a domain with how much of it rests on answers, for beside a bar."""
        if not self.answered:
            return _("not answered")
        return _("{score} out of 100; answered: {answered} of {questions}").format(
            score=figure(self.score or ""), answered=self.answered, questions=self.questions
        )

    def figure(self) -> str:
        """Return the score as people read it, a dash while nothing was answered."""
        return figure(self.score) if self.score else "–"

    def whole_words(self) -> str:
        """Return the same with what the score means."""
        if not self.answered:
            return _("not answered")
        return _("{score} out of 100 – {category}; answered: {answered} of {questions}").format(
            score=figure(self.score or ""), category=_(self.category), answered=self.answered, questions=self.questions
        )


@dataclass(frozen=True)
class PolicyScore(DomainScore):
    """The overall score with the scores of the six domains.

    It is the one figure of the indicator: whoever tells it to people does so in the words of `sentence`.
    """

    domains: tuple[DomainScore, ...] = ()

    def sentence(self) -> str:
        """Return the score, what it means, and how much of it rests on answers."""
        if not self.answered:
            return self.official()
        return sentences((self.official(), self.rests_on()))

    def official(self) -> str:
        """Return the score with what it means, in one sentence."""
        if not self.answered:
            return _("No question has been answered yet, so there is no score.")
        return _("Official score: {score} out of 100 – {category}.").format(
            score=figure(self.score or ""), category=_(self.category)
        )

    def rests_on(self) -> str:
        """Return how many of the questions were answered, in one sentence; where there is a score, what that makes of the rest."""
        if not self.answered:
            return _("Questions answered: {answered} of {questions}.").format(answered=0, questions=self.questions)
        return _("Questions answered: {answered} of {questions}; a missing answer counts as 0.").format(
            answered=self.answered, questions=self.questions
        )


def score_policy(submission: Submission, policy: PolicyIndicator) -> PolicyScore:
    """Return the score of SDG 10.7.2.

    Domain score = 100 × the sum of its five values ÷ 5; overall = 100 × the sum of all thirty ÷ 30, unweighted. Values
    are 1, 0.5 (domain 1 only) and 0; a missing answer counts 0. Categories: below 40 requires further progress, from 40
    partially meets, from 80 meets, 100 fully meets. Thresholds are compared as whole numbers of half points.
    Source: SDG metadata 10-7-2, March 2021 (S26).
    """
    domains = tuple(_domain(submission, policy, domain) for domain in policy.domains)
    half_points = sum(domain.half_points for domain in domains)
    questions = sum(domain.questions for domain in domains)
    answered = sum(domain.answered for domain in domains)
    code, label = _category(policy, half_points, questions, answered)
    return PolicyScore(0, half_points, questions, answered, code, label, domains=domains)


def half_points_of(submission: Submission, domain: Domain, question: SubCategory) -> int | None:
    """Return what the answer to a question is worth: 0, 1 or 2 half points; None without an answer that it offers."""
    given = submission.bound("policy_answer", question.key).text("answer")
    return next((answer.half_points for answer in domain.answers if answer.key == given), None)


def _domain(submission: Submission, policy: PolicyIndicator, domain: Domain) -> DomainScore:
    given = [half_points_of(submission, domain, question) for question in domain.sub_categories]
    known = [half_points for half_points in given if half_points is not None]
    code, label = _category(policy, sum(known), len(given), len(known))
    return DomainScore(domain.number, sum(known), len(given), len(known), code, label, tuple(given))


def _category(policy: PolicyIndicator, half_points: int, questions: int, answered: int) -> tuple[int | None, str]:
    if not answered:
        return None, ""
    reached = [
        category
        for category in policy.categories
        # score ≥ threshold, without a division: half points × 100 ≥ per cent × most half points
        if half_points * 100 >= category.at_least * questions * FULL
    ]
    best = max(reached, key=lambda category: category.at_least)
    return best.code, best.label
