"""What is known of an indicator: its values by year, where it comes from and goes to, and for which groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Indicator
from desktop.i18n.lists import sentences
from desktop.i18n.number_formatting import counted, figure
from desktop.i18n.older_words import is_called
from desktop.i18n.text_normalization import fold_case
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.entry import Entry
from desktop.record.memoization import memoized
from desktop.record.submission import Submission
from desktop.record.written_numbers import looks_like_number

MIGRATORY = "migratory_status"
"""The characteristic that tells migrants apart."""

Trend = Literal["improving", "worsening", "stable", "unknown"]


@dataclass(frozen=True)
class Point:
    """A value of an indicator for everybody in one year; `text` is exactly as it was typed.

    `unit` is empty where the value is in the unit of the indicator.
    """

    year: int
    text: str
    value: Decimal
    unit: str = ""


@dataclass(frozen=True)
class Breakdown:
    """Whether there is data by one characteristic, such as sex.

    Args:
        characteristic: its key, or the country's own word.
        label: what people call it, in the language spoken.
        asked: whether the indicator is meant to be broken down by it.
        availability: `available`, `partial`, `planned`, `not_available`; empty while nobody said.
        note: its source, or why not.
        values: how many values for groups are there.
    """

    characteristic: str
    label: str
    asked: bool
    availability: str
    note: str
    values: int


@dataclass(frozen=True)
class GroupPoints:
    """The values for one group by year, in the unit of the latest value for everybody."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Series:
    """What is known of an indicator.

    Args:
        points: the values for everybody, by year, in the unit of the latest one; of two for one year the one written
            last.
        groups: how many values stand for a group only.
        baseline, target: None where none was set; in the unit of the indicator.
        trend: from the baseline, or else the first value, to the latest one, by the direction that is better; `unknown`
            where nothing says it.
        not_available: whether the country says that there is no data.
        reason: why not.
        availability: what the country says of the data as a whole; empty while nobody said.
        other_units: how many values for everybody are in another unit than the latest; they are compared with nothing.
        breakdown: by characteristic, those that the indicator asks for first.
        by_group: the values for groups, the group with most years first.
        target_set: the year in which the target was set; None where nobody said.
    """

    key: str
    points: tuple[Point, ...]
    groups: int
    baseline: Point | None
    target: Point | None
    trend: Trend
    not_available: bool
    reason: str
    availability: str = ""
    other_units: int = 0
    breakdown: tuple[Breakdown, ...] = ()
    by_group: tuple[GroupPoints, ...] = ()
    target_set: int | None = None

    @property
    def first(self) -> Point | None:
        """The value that the latest one is compared with: the baseline, or else the value of the first year."""
        if self.baseline is not None and self.latest is not None and not self.latest.unit:
            return self.baseline
        return self.points[0] if self.points else None

    @property
    def latest(self) -> Point | None:
        """The value of the latest year."""
        return self.points[-1] if self.points else None

    @property
    def covered(self) -> Decimal | None:
        """The share of the way from baseline to target that the latest value has covered; None when it is not known.

        (latest − baseline) ÷ (target − baseline). 1 is the target; more is beyond it, less than 0 is away from it.
        `not_covered` says why it is not known.
        """
        if self.not_covered or self.baseline is None or self.target is None or self.latest is None:
            return None
        return (self.latest.value - self.baseline.value) / (self.target.value - self.baseline.value)

    @property
    def not_covered(self) -> str:
        """Why the way to the target cannot be reckoned, in a sentence; empty when it can."""
        if self.target is None:
            return _("No target with a year is set.")
        if self.baseline is None:
            return _("No baseline value with a year is set.")
        if self.latest is None:
            return _("No values yet.")
        if self.target.value == self.baseline.value:
            return _("The target is the same as the baseline.")
        if self.latest.unit:
            return _("The latest value and the target have different units.")
        if self.latest.year < self.baseline.year:
            return _("The latest value is earlier than the baseline.")
        return ""

    def besides(self) -> str:
        """Return what the title of its chart does not say, in sentences."""
        said = [trend_words(self.trend), *self._counts()]
        return sentences([*said, self._way() if self.covered is None else ""])

    def sentence(self) -> str:
        """Return what is known, in sentences."""
        said = []
        if self.latest is not None:
            said.append(
                _("Latest value: {value} in {year}.").format(value=figure(self.latest.text), year=self.latest.year)
            )
            said.append(trend_words(self.trend))
        elif self.not_available:
            said.append(_("Not available: {reason}").format(reason=self.reason or _("no reason was given.")))
        else:
            said.append(_("No values yet."))
        return sentences([*said, *self._counts(), self._way()])

    def _counts(self) -> list[str]:
        said = []
        if self.groups:
            text = ngettext("{count} value for a group.", "{count} values for groups.", self.groups)
            said.append(text.format(count=counted(self.groups)))
        if self.other_units:
            text = ngettext(
                "{count} value is in another unit and is not compared.",
                "{count} values are in another unit and are not compared.",
                self.other_units,
            )
            said.append(text.format(count=counted(self.other_units)))
        return said

    def _way(self) -> str:
        covered = self.covered
        if covered is None:
            # Somebody who set a target wants to know why nothing is said about it.
            return self.not_covered if self.target is not None and self.latest is not None else ""
        if covered < 0:
            return _("It has moved away from the target since the baseline.")
        share = int(covered * 100)  # cut off, so that 99.6 per cent is never called the whole way
        return _("Progress from the baseline to the target: {share}%.").format(share=share)


def trend_words(trend: Trend) -> str:
    """Return a trend in a sentence, in the language spoken; empty where it is unknown."""
    match trend:
        case "improving":
            return _("It is getting better.")
        case "worsening":
            return _("It is getting worse.")
        case "stable":
            return _("It has not changed.")
    return ""


@memoized
def series(submission: Submission, catalogue: Catalogue, key: str) -> Series:
    """Return what is known of an indicator. Raises KeyError for an indicator that the catalogue does not have."""
    indicator = catalogue.indicator(key)
    entry = submission.bound("indicator", key)
    points: dict[int, Point] = {}
    group_values: list[Entry] = []
    for value in submission.values_of(key):
        point = _point(value, "year", "value", indicator)
        if point is None:
            continue
        if value.text("disaggregation") or value.text("category"):
            group_values.append(value)
        else:
            points[point.year] = point
    ordered = [points[year] for year in sorted(points)]
    alike = tuple(point for point in ordered if point.unit == ordered[-1].unit)
    baseline = _point(entry, "baseline_year", "baseline_value", indicator)
    target = _point(entry, "target_year", "target_value", indicator)
    return Series(
        key,
        alike,
        len(group_values),
        baseline,
        target,
        _trend(alike, baseline, entry.text("direction") or indicator.direction),
        entry.text("availability") == "not_available",
        entry.text("reason"),
        entry.text("availability"),
        len(ordered) - len(alike),
        _breakdown(catalogue, indicator, entry, group_values),
        _by_group(catalogue, indicator, group_values, alike[-1].unit if alike else ""),
        set_in if isinstance(set_in := entry.value("target_set"), int) else None,
    )


def _by_group(
    catalogue: Catalogue, indicator: Indicator, group_values: Sequence[Entry], unit: str
) -> tuple[GroupPoints, ...]:
    labels = {each.key: each.label for each in catalogue.characteristics}
    found: dict[str, dict[int, Point]] = {}
    for value in group_values:
        point = _point(value, "year", "value", indicator)
        if point is not None and point.unit == unit:
            key = value.text("disaggregation")
            label = value.text("category") or (_(labels[key]) if key in labels else key)
            found.setdefault(" ".join(label.split()), {})[point.year] = point
    lines = [GroupPoints(label, tuple(points[year] for year in sorted(points))) for label, points in found.items()]
    return tuple(sorted(lines, key=lambda each: (-len(each.points), each.label)))


def _point(entry: Entry, year: str, value: str, indicator: Indicator) -> Point | None:
    number, when = entry.text(value), entry.value(year)
    if not isinstance(when, int) or not looks_like_number(number):
        return None
    unit = " ".join(entry.text("unit").split()) if entry.kind == "value" else ""
    return Point(when, number, Decimal(number), unit if unit and not is_called(unit, indicator.unit) else "")


def _trend(points: tuple[Point, ...], baseline: Point | None, direction: str) -> Trend:
    first = baseline if baseline is not None and points and not points[-1].unit else points[0] if points else None
    if first is None or points[-1].year <= first.year:
        return "unknown"
    change = points[-1].value - first.value
    if change == 0:
        return "stable"
    if direction not in ("up", "down"):
        return "unknown"
    return "improving" if (change > 0) == (direction == "up") else "worsening"


def _breakdown(
    catalogue: Catalogue, indicator: Indicator, entry: Entry, group_values: Sequence[Entry]
) -> tuple[Breakdown, ...]:
    # The catalogue names what an indicator asks for in words; some of them are characteristics of the list.
    known = {
        fold_case(word): each.key
        for each in catalogue.characteristics
        for word in (each.key, each.label, *each.aliases)
    }
    asked = [known.get(fold_case(word), word) for word in indicator.disaggregations]
    if not indicator.migration_specific:
        asked.append(MIGRATORY)  # a general indicator speaks of migrants only when it is split that way
    said = {row["characteristic"]: row for row in entry.rows("disaggregations") if row.get("characteristic")}
    counts = Counter(word for value in group_values if (word := value.text("disaggregation")))
    labels = {each.key: each.label for each in catalogue.characteristics}
    return tuple(
        Breakdown(
            key,
            _(labels.get(key, key)) if key in labels or key in asked else key,
            key in asked,
            said.get(key, {}).get("availability", ""),
            said.get(key, {}).get("note", ""),
            counts[key],
        )
        for key in dict.fromkeys([*asked, *said, *counts])
    )
