"""What is said on a podium in a few minutes: where the country stands, what was done, what it promises, in numbers.

The brief of two pages and the slides are both made of it, so that they never say different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import joined, sentences, several
from desktop.i18n.number_formatting import counted, figure
from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.entry import Entry
from desktop.record.matrix import gap_matrix
from desktop.record.overview import indicators_with_values, most_serious
from desktop.record.progress import roll_up
from desktop.record.scales import RATINGS
from desktop.record.scores import PolicyScore, score_policy
from desktop.record.series import series
from desktop.record.submission import Submission
from desktop.record.trend_chart import TrendChart, trend_chart
from desktop.record.values import display, title_of

MOST_DONE, MOST_PROMISED, MOST_MISSING, MOST_NEEDED, MOST_FIGURES = 5, 10, 5, 4, 6
"""So many of each are told; how many more there are is said."""

LONGEST_TITLE, LONGEST_TEXT = 110, 200
"""Characters: what is said aloud is short. The whole text stands in the report."""

CHARTS = 2
"""Indicators that have a chart, those with the most years."""


@dataclass(frozen=True)
class Told:
    """An entry in a line or two.

    Args:
        title: its name.
        text: what it is about; empty where there is nothing more to say.
        objectives: their numbers.
    """

    title: str
    text: str
    objectives: tuple[int, ...]

    def heading(self) -> str:
        """Return the title with the objectives that it belongs to."""
        if not self.objectives:
            return self.title
        numbers = joined(str(each) for each in self.objectives)
        text = ngettext("{title} (objective {numbers})", "{title} (objectives {numbers})", several(self.objectives))
        return text.format(title=self.title, numbers=numbers)


@dataclass(frozen=True)
class Promised:
    """A pledge as a row: what, for which objectives, who leads, until when."""

    title: str
    objectives: str
    lead: str
    end: str

    @staticmethod
    def heads() -> tuple[str, ...]:
        """Return what stands above the cells, in the language spoken."""
        return _("Pledge"), _("Objectives"), _("Lead institution"), _("End")

    def cells(self) -> tuple[str, ...]:
        """Return the row."""
        return self.title, self.objectives, self.lead, self.end


@dataclass(frozen=True)
class Figure:
    """An indicator: its name, its latest value with the year, what happened to it, and its unit; the chart of a few."""

    name: str
    value: str
    change: str
    unit: str
    chart: TrendChart | None

    def cells(self) -> tuple[str, str]:
        """Return it as a row of a table: the name, and what happened or else the value."""
        return self.name, self.change or self.value


@dataclass(frozen=True)
class Brief:
    """All that the brief and the slides tell.

    Args:
        standing: where the country stands, in a few sentences.
        steps: each step of the rating with how many objectives have it; those not rated last.
        done, missing, needed: practices, gaps without a pledge, and needs, see `Told`.
        promised: pledges that stand, in their order.
        more: how many more there are of `done`, `promised`, `missing`, `needed`, `figures`.
        policy: the score of SDG 10.7.2; None while no question is answered.
        domains: the names of its domains.
        figures: indicators with values.
    """

    standing: str
    steps: tuple[tuple[str, int], ...]
    done: tuple[Told, ...]
    promised: tuple[Promised, ...]
    missing: tuple[Told, ...]
    needed: tuple[Told, ...]
    more: tuple[int, int, int, int, int]
    policy: PolicyScore | None
    domains: tuple[str, ...]
    figures: tuple[Figure, ...]


def brief(submission: Submission, catalogue: Catalogue) -> Brief:
    """Return what is told of a submission, in the language spoken."""
    matrix = gap_matrix(submission, catalogue)
    whole = roll_up(submission, catalogue)
    practices = list(submission.of_kind("practice"))
    pledges = matrix.pledges
    missing = most_serious(matrix, catalogue, MOST_MISSING)
    needs = list(submission.of_kind("support"))
    measured = indicators_with_values(submission, catalogue)
    score = score_policy(submission, catalogue.policy)
    counted = (
        (len(practices), MOST_DONE),
        (len(pledges), MOST_PROMISED),
        (len(matrix.unanswered), MOST_MISSING),
        (len(needs), MOST_NEEDED),
        (len(measured), MOST_FIGURES),
    )
    done, promised, unanswered, needed, figures = (max(count - most, 0) for count, most in counted)
    return Brief(
        sentences(_standing(whole.rated, whole.of, len(practices), len(pledges), matrix.of_gaps())),
        tuple(_steps(catalogue, [each.rating for each in whole.objectives])),
        tuple(_told(each, catalogue, "summary") for each in practices[:MOST_DONE]),
        tuple(_promised(each, catalogue, submission) for each in pledges[:MOST_PROMISED]),
        tuple(_told(each, catalogue, "description") for each in missing),
        tuple(_told(each, catalogue, "description") for each in needs[:MOST_NEEDED]),
        (done, promised, unanswered, needed, figures),
        score if score.answered else None,
        tuple(_(domain.label) for domain in catalogue.policy.domains),
        tuple(_figures(submission, catalogue, measured[:MOST_FIGURES])),
    )


def and_more(count: int) -> str:
    """Return that there are more than are told, empty for none."""
    if not count:
        return ""
    return ngettext("{count} more is in the report.", "{count} more are in the report.", count).format(
        count=counted(count)
    )


def _cut(text: str, most: int) -> str:
    """Return a text of at most so many characters, cut between words where it is written with spaces."""
    cut = shortened(text, most)
    if not cut.endswith("…") or cut == text:
        return cut
    words, space, _rest = cut.rpartition(" ")
    return f"{words.rstrip(' ,;:–-')}…" if space and len(words) > most // 2 else cut


def _standing(rated: int, of: int, practices: int, pledges: int, gaps: str) -> Iterator[str]:
    yield (
        _("Objectives rated: {rated} of {of}.").format(rated=rated, of=of)
        if rated
        else _("No objective has been rated yet.")
    )
    yield ngettext("{count} practice is described.", "{count} practices are described.", practices).format(
        count=counted(practices)
    )
    yield ngettext("{count} pledge is made.", "{count} pledges are made.", pledges).format(count=counted(pledges))
    yield gaps


def _steps(catalogue: Catalogue, ratings: Sequence[int | None]) -> Iterator[tuple[str, int]]:
    options = {option.key: _(option.label) for option in catalogue.kind("assessment").field("rating").options}
    for place, key in enumerate(RATINGS):
        yield options.get(key, key), ratings.count(place)
    yield _("Not rated"), ratings.count(None)


def _told(entry: Entry, catalogue: Catalogue, field: str) -> Told:
    return Told(
        _cut(title_of(entry, catalogue), LONGEST_TITLE),
        _cut(entry.text(field), LONGEST_TEXT),
        tuple(sorted(entry.numbers("objectives"))),
    )


def _promised(entry: Entry, catalogue: Catalogue, submission: Submission) -> Promised:
    kind = catalogue.kind("pledge")

    def said(key: str) -> str:
        return _cut(display(kind.field(key), entry.value(key), catalogue, submission), LONGEST_TITLE)

    numbers = joined(str(each) for each in sorted(entry.numbers("objectives")))
    return Promised(_cut(title_of(entry, catalogue), LONGEST_TITLE), numbers, said("lead"), said("end"))


def _figures(submission: Submission, catalogue: Catalogue, measured: Sequence[str]) -> Iterator[Figure]:
    drawn = 0
    units = {each.key: each.unit for each in catalogue.indicators}
    for key in measured:
        found = series(submission, catalogue, key)
        latest = found.latest
        if latest is None:
            continue
        chart = trend_chart(found, groups=False)
        is_drawn = chart is not None and len(chart.points) > 1 and drawn < CHARTS
        drawn += is_drawn
        yield Figure(
            _cut(catalogue.indicator_name(key), LONGEST_TITLE),
            _("{value} in {year}").format(value=figure(latest.text), year=latest.year),
            chart.title if chart is not None else "",
            _(unit) if (unit := units.get(key)) else "",
            chart if is_drawn else None,
        )
