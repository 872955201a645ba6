"""The axis of a trend: round figures that hold every value, from 0 where that leaves the change to be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

MOST_TICKS = 5
SEEN = Decimal("0.12")
"""The share of the axis that the change has to take; where it would take less from 0 on, the axis is cut."""


@dataclass(frozen=True)
class Axis:
    """What stands at the side of a trend.

    Args:
        ticks: the figures, the lowest first; all values lie between the first and the last.
        cut: whether it begins elsewhere than at 0, which has to be said.
    """

    ticks: tuple[Decimal, ...]
    cut: bool

    def share(self, value: Decimal) -> float:
        """Return how far up a value lies, 0 to 1."""
        return float((value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0]))


def axis_of(values: Iterable[Decimal]) -> Axis:
    """Return the axis for some values. Raises ValueError where there are none."""
    known = sorted(values)
    if not known:
        raise ValueError("an axis needs a value")
    low, high = known[0], known[-1]
    reach = max(abs(low), abs(high))
    cut = (low > 0 and (high - low) < reach * SEEN) or (high < 0 and (high - low) < reach * SEEN)
    cut = cut and high != low
    if not cut:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if high == low:
        high = low + 1
    step = _step((high - low) / (MOST_TICKS - 1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    ticks = tuple(step * number for number in range(int(first), int(last) + 1))
    return Axis(ticks, cut and ticks[0] != 0)


def _step(least: Decimal) -> Decimal:
    """Return the smallest round step, 1, 2 or 5 times a power of ten, that is at least so much."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(each * power for each in (1, 2, 5, 10) if each * power >= least)


def plain(value: Decimal) -> str:
    """Return a figure of the axis without an exponent and without zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
