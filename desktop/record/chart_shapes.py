"""Shapes of the charts that are drawn on the screen and on paper: measured from 0 to 1, whoever draws them.

`x` goes the way people read, `y` downwards.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.record.scales import FULL

Line = tuple[tuple[float, float], ...]
"""Points that are joined."""

ARROWS: Mapping[str, tuple[Line, ...]] = {
    "improving": (((0.12, 0.88), (0.88, 0.12)), ((0.42, 0.12), (0.88, 0.12), (0.88, 0.58))),
    "stable": (((0.08, 0.5), (0.92, 0.5)), ((0.6, 0.18), (0.92, 0.5), (0.6, 0.82))),
    "worsening": (((0.12, 0.12), (0.88, 0.88)), ((0.42, 0.88), (0.88, 0.88), (0.88, 0.42))),
}
"""The arrow of each direction: up, ahead, down."""

UNANSWERED = "?"
"""Stands in a segment that nobody answered; it is no empty one, which means no."""


def filled(half_points: int) -> float:
    """Return how much of a segment is filled: all of it for yes, half, or nothing for no."""
    return min(half_points / FULL, 1.0)
