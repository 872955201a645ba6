"""What the chart of an indicator shows: its axis, its lines, its title and its words; the same wherever it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from desktop.i18n.lists import sentences, separated
from desktop.i18n.number_formatting import counted, figure
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.series import GroupPoints, Point, Series

MOST_GROUPS = 3
"""So many groups are drawn; lines of more could not be told apart in black and white."""

_STEPS = 4
"""About so many lines of the axis."""

_CUT_FROM = Decimal("0.8")
"""Where the lowest value is so near to the highest, an axis from 0 would hide every change."""


@dataclass(frozen=True)
class Axis:
    """The axis of the values."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def is_cut(self) -> bool:
        """Whether it does not begin at 0."""
        return self.low > 0

    def ticks(self) -> tuple[Decimal, ...]:
        """Return the values that have a line of their own, the lowest first."""
        return tuple(self.low + self.step * place for place in range(int((self.high - self.low) / self.step) + 1))

    def up(self, value: Decimal) -> float:
        """Return how far up a value stands, 0 to 1."""
        return float((value - self.low) / (self.high - self.low))

    def words(self) -> str:
        """Return where it begins, in a sentence."""
        if self.is_cut:
            return _("The axis is cut: it begins at {value}.").format(value=plain(self.low))
        return _("The axis begins at 0.")


def plain(value: Decimal) -> str:
    """Return a value as people read it, without noughts at its end."""
    text = f"{value:f}"
    return figure(text.rstrip("0").rstrip(".") if "." in text else text)


def axis_of(values: Iterable[Decimal], *, cut: bool = True) -> Axis:
    """Return an axis for values: from 0, or cut where the change could not be seen otherwise.

    Args:
        cut: whether it may be cut at all; a small chart without figures beside its axis may not.
    """
    known = list(values) or [Decimal(0)]
    least, most = min(known), max(known)
    low, high = min(least, Decimal(0)), max(most, Decimal(0))
    may_cut = cut and least != most and least > 0 and least >= most * _CUT_FROM
    if may_cut:
        low, high = least - (most - least) / 2, most
    step = _step((high - low) / _STEPS)
    low, high = _whole(low, step, ROUND_FLOOR), _whole(high, step, ROUND_CEILING)
    return Axis(low, high if high > low else low + step, step)


def _step(least: Decimal) -> Decimal:
    if least <= 0:
        return Decimal(1)
    power = Decimal(10) ** least.adjusted()
    return next(power * each for each in (1, 2, 5, 10) if power * each >= least)


def _whole(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding) * step


@dataclass(frozen=True)
class TrendChart:
    """A chart of values by year.

    Args:
        points: the values for everybody.
        groups: lines of groups, as many as can be told apart.
        more_groups: how many more there are.
        way: from the value of the year in which the target was set to the target; None where there is no target.
        axis: of the values.
        first, last: the years at its ends.
        title: what happened.
    """

    points: tuple[Point, ...]
    groups: tuple[GroupPoints, ...]
    more_groups: int
    way: tuple[Point, Point] | None
    axis: Axis
    first: int
    last: int
    title: str

    @property
    def target(self) -> Point | None:
        """The target."""
        return self.way[1] if self.way else None

    def across(self, year: int) -> float:
        """Return how far from the leading side a year stands, 0 to 1."""
        return (year - self.first) / (self.last - self.first) if self.last > self.first else 0.5

    def years(self, most: int) -> tuple[int, ...]:
        """Return the years to be written below, at most so many, the first one and evenly apart."""
        span = self.last - self.first
        step = next((each for each in (1, 2, 5, 10, 20, 50) if span // each + 1 <= most), max(span, 1))
        return tuple(range(self.first, self.last + 1, step))

    def labels(self, *, everybody: bool = True) -> list[tuple[str, Point, int]]:
        """Return what stands at the end of each line, with the point there and the place of the line, 0 for everybody.

        Args:
            everybody: whether the line for everybody is named where it is not the only one.
        """
        found = []
        if self.points:
            value = figure(self.points[-1].text)
            named = _("Total {value}").format(value=value) if self.groups and everybody else value
            found.append((named, self.points[-1], 0))
        for place, line in enumerate(self.groups, 1):
            text = _("{group} {value}").format(group=line.label, value=figure(line.points[-1].text))
            found.append((text, line.points[-1], place))
        return found

    def words(self) -> str:
        """Return the whole chart in words, a line for each thing, for those who do not see it."""
        lines = [self.title, _line(_("Total"), self.points) if self.groups else _values(self.points)]
        lines += [_line(group.label, group.points) for group in self.groups]
        if self.target is not None:
            lines.append(_("Target: {value} in {year}").format(value=figure(self.target.text), year=self.target.year))
        lines += [self.notes()]
        return "\n".join(line for line in lines if line)

    def notes(self) -> str:
        """Return what is to be known of how it is drawn."""
        said = [self.axis.words()]
        if self.more_groups:
            text = ngettext("{count} more group is not drawn.", "{count} more groups are not drawn.", self.more_groups)
            said.append(text.format(count=counted(self.more_groups)))
        return sentences(said)


def trend_chart(series: Series, *, cut: bool = True, groups: bool = True) -> TrendChart | None:
    """Return the chart of an indicator; None where there is no value for everybody."""
    if not series.points:
        return None
    shown = series.by_group[:MOST_GROUPS] if groups else ()
    target = series.target if not series.points[-1].unit else None
    way = (_set_at(series), target) if target is not None else None
    known = [*series.points, *(point for line in shown for point in line.points), *(way or ())]
    return TrendChart(
        series.points,
        shown,
        len(series.by_group) - len(shown) if groups else 0,
        way,
        axis_of((point.value for point in known), cut=cut),
        min(point.year for point in known),
        max(point.year for point in known),
        what_happened(series),
    )


def _set_at(series: Series) -> Point:
    """Return the value from which the way to the target is drawn: that of the year in which it was set, or the latest."""
    if series.target_set is None:
        return series.points[-1]
    before = [point for point in series.points if point.year <= series.target_set]
    return before[-1] if before else series.points[0]


def what_happened(series: Series) -> str:
    """Return what happened to an indicator, as the title of its chart; only what is true of the values given."""
    first, latest = series.first, series.latest
    if latest is None:
        return ""
    if first is None or first.year >= latest.year:
        return _("{value} in {year}").format(value=figure(latest.text), year=latest.year)
    change = latest.value - first.value
    said = {
        "first": figure(first.text),
        "from": first.year,
        "latest": figure(latest.text),
        "year": latest.year,
    }
    if change > 0:
        text = _("Rose from {first} in {from} to {latest} in {year}").format(**said)
    elif change < 0:
        text = _("Fell from {first} in {from} to {latest} in {year}").format(**said)
    else:
        text = _("The same in {year} as in {from}: {latest}").format(**said)
    way = _way(series)
    return _("{change}: {way}").format(change=text, way=way) if way and change else text


def _way(series: Series) -> str:
    covered = series.covered
    if covered is None:
        return ""
    if covered < 0:
        return _("further from the target than before")
    if covered > 1:
        return _("beyond the target")
    if covered == 1:
        return _("the target has been reached")
    # Cut off, so that 99.6 per cent is never called the whole way.
    return _("{share}% of the way to the target").format(share=int(covered * 100))


def _values(points: Sequence[Point]) -> str:
    return separated(_("{year}: {value}").format(year=point.year, value=figure(point.text)) for point in points)


def _line(label: str, points: Sequence[Point]) -> str:
    return _("{group} – {values}").format(group=label, values=_values(points))


def apart(levels: Sequence[float], least: float, most: float) -> list[float]:
    """Return heights for labels beside lines that end at these, so that none covers another.

    Args:
        least: how far two are apart at least.
        most: the lowest that one may stand, counted from the top.
    """
    order = sorted(range(len(levels)), key=lambda place: levels[place])
    found = list(levels)
    for before, place in pairwise(order):
        found[place] = max(found[place], found[before] + least)
    for place, after in zip(reversed(order), [None, *reversed(order)], strict=False):
        found[place] = min(found[place], most if after is None else found[after] - least)
    return found
