"""Scores: SDG 10.7.2 by its official method, and what is known of every other indicator."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Domain, PolicyIndicator
from desktop.catalogue.language import gettext as _
from desktop.catalogue.language import ngettext
from desktop.record.entry import Entry
from desktop.record.submission import Submission

FULL = 2
"""Half points of the best answer: 1 in the metadata is 2 here, 0.5 is 1, so that everything is a whole number."""


@dataclass(frozen=True)
class DomainScore:
    """The score of a domain, or of all thirty questions together.

    Args:
        number: of the domain; 0 for the whole.
        half_points: the sum of the answers, in halves; a missing answer counts 0 (SDG metadata 10-7-2, March 2021).
        questions: how many there are.
        answered: how many were answered.
        category_code: 1 to 4 as in the published series; None while nothing was answered.
        category: its name, English message id; empty while nothing was answered.
    """

    number: int
    half_points: int
    questions: int
    answered: int
    category_code: int | None
    category: str

    @property
    def score(self) -> str | None:
        """The score out of 100 with at most one decimal, rounded half up; None while nothing was answered."""
        if not self.answered:
            return None
        # Tenths of a per cent in whole numbers, so that 200/3 is 66.7 on every machine.
        tenths = (self.half_points * 1000 * 2 + self.questions * FULL) // (self.questions * FULL * 2)
        return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"

    @property
    def share(self) -> float:
        """The score as a share of 1, for drawing."""
        return self.half_points / (self.questions * FULL)


@dataclass(frozen=True)
class PolicyScore(DomainScore):
    """The overall score with the scores of the six domains."""

    domains: tuple[DomainScore, ...] = ()

    def sentence(self) -> str:
        """Return the score and how much of it rests on answers, in one or two sentences."""
        if not self.answered:
            return _("None of the {questions} questions is answered yet, so there is no score.").format(
                questions=self.questions
            )
        return _(
            "Official score: {score} of 100 – {category}. {answered} of {questions} questions are answered; a missing "
            "answer counts as 0."
        ).format(score=self.score, category=_(self.category), answered=self.answered, questions=self.questions)


def score_policy(submission: Submission, policy: PolicyIndicator) -> PolicyScore:
    """Return the score of SDG 10.7.2.

    Domain score = 100 × the sum of its five values ÷ 5; overall = 100 × the sum of all thirty ÷ 30, unweighted. Values
    are 1, 0.5 and 0; a missing answer counts 0. Thresholds are compared as whole numbers of half points.
    Source: SDG metadata 10-7-2, March 2021.
    """
    domains = tuple(_domain(submission, policy, domain) for domain in policy.domains)
    half_points = sum(domain.half_points for domain in domains)
    questions = sum(domain.questions for domain in domains)
    answered = sum(domain.answered for domain in domains)
    code, label = _category(policy, half_points, questions, answered)
    return PolicyScore(0, half_points, questions, answered, code, label, domains)


def _domain(submission: Submission, policy: PolicyIndicator, domain: Domain) -> DomainScore:
    worth = {answer.key: answer.half_points for answer in domain.answers}
    given = [submission.bound("policy_answer", sub.key).text("answer") for sub in domain.sub_categories]
    known = [worth[answer] for answer in given if answer in worth]
    code, label = _category(policy, sum(known), len(given), len(known))
    return DomainScore(domain.number, sum(known), len(given), len(known), code, label)


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


Trend = Literal["improving", "worsening", "stable", "unknown"]


@dataclass(frozen=True)
class Point:
    """A value of an indicator for everybody in one year; `text` is exactly as it was typed."""

    year: int
    text: str
    value: Decimal


@dataclass(frozen=True)
class Series:
    """What is known of an indicator.

    Args:
        points: the values for everybody, by year; of two for one year the one written last.
        groups: how many values stand for a group only.
        baseline, target: None where none was set.
        trend: from the first to the latest value, by the direction that is better; `unknown` where nothing says it.
        not_available: whether the country says that there is no data.
        reason: why not.
    """

    key: str
    points: tuple[Point, ...]
    groups: int
    baseline: Point | None
    target: Point | None
    trend: Trend
    not_available: bool
    reason: str

    @property
    def latest(self) -> Point | None:
        """The value of the latest year."""
        return self.points[-1] if self.points else None

    @property
    def covered(self) -> Decimal | None:
        """The share of the way from baseline to target that the latest value has covered; None when it is not known.

        1 is the target; more is beyond it, less than 0 is away from it.
        """
        if self.baseline is None or self.target is None or self.latest is None:
            return None
        way = self.target.value - self.baseline.value
        return None if way == 0 else (self.latest.value - self.baseline.value) / way

    def sentence(self) -> str:
        """Return what is known, in sentences."""
        said = []
        if self.latest is not None:
            said.append(_("Latest value: {value} in {year}.").format(value=self.latest.text, year=self.latest.year))
            said.append(_TRENDS()[self.trend])
        elif self.not_available:
            said.append(_("Not available: {reason}").format(reason=self.reason or _("no reason was given.")))
        else:
            said.append(_("There is no value yet."))
        if self.groups:
            text = ngettext("{count} value for a group.", "{count} values for groups.", self.groups)
            said.append(text.format(count=self.groups))
        covered = self.covered
        if covered is not None:
            said.append(
                _("{share} per cent of the way from the first value to the target.").format(share=round(covered * 100))
            )
        return " ".join(each for each in said if each)


def _TRENDS() -> dict[Trend, str]:  # noqa: N802 - a table that has to be made in the language spoken
    return {
        "improving": _("It is getting better."),
        "worsening": _("It is getting worse."),
        "stable": _("It has not changed."),
        "unknown": "",
    }


def series(submission: Submission, catalogue: Catalogue, key: str) -> Series:
    """Return what is known of an indicator. Raises KeyError for an indicator that the catalogue does not have."""
    indicator = catalogue.indicator(key)
    entry = submission.bound("indicator", key)
    values = [each for each in submission.of_kind("value") if each.text("indicator") == key]
    points: dict[int, Point] = {}
    groups = 0
    for value in values:
        point = _point(value, "year", "value")
        if point is None:
            continue
        if value.text("disaggregation") or value.text("category"):
            groups += 1
        else:
            points[point.year] = point
    ordered = tuple(points[year] for year in sorted(points))
    direction = entry.text("direction") or indicator.direction
    baseline, target = _point(entry, "baseline_year", "baseline_value"), _point(entry, "target_year", "target_value")
    return Series(
        key,
        ordered,
        groups,
        baseline,
        target,
        _trend(ordered, baseline, direction),
        entry.text("availability") == "not_available",
        entry.text("reason"),
    )


def _point(entry: Entry, year: str, value: str) -> Point | None:
    number, when = entry.text(value), entry.value(year)
    if not isinstance(when, int):
        return None
    try:
        return Point(when, number, Decimal(number))
    except InvalidOperation:
        return None


def _trend(points: tuple[Point, ...], baseline: Point | None, direction: str) -> Trend:
    first = baseline or (points[0] if points else None)
    if first is None or not points or points[-1].year <= first.year:
        return "unknown"
    change = points[-1].value - first.value
    if change == 0:
        return "stable"
    if direction not in ("up", "down"):
        return "unknown"
    return "improving" if (change > 0) == (direction == "up") else "worsening"
