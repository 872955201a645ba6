"""The rating of an objective as a scale of four steps with an arrow, drawn the same wherever it stands."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop.record.chart_shapes import ARROWS
from desktop.record.scales import RATINGS, STEPS
from desktop.ui.colours import Colours

BOX, HIGH, BETWEEN = 0.72, 0.5, 0.14
"""Width and height of a box and the room to the next one, in lines of text."""


def scale_width(unit: float) -> float:
    """Return the room that the scale and its arrow take, for the height of a line of text."""
    return unit * ((STEPS + 1) * BOX + (STEPS + 1) * BETWEEN)


def draw_rating(painter: QPainter, area: QRectF, rating: str, trend: str, c: Colours, *, leftwards: bool) -> None:
    """Draw a rating and its direction from the leading side of an area, in the middle of its height.

    Args:
        rating: the key of the step, empty for an objective that is not rated.
        trend: the key of the direction, empty where none was given.
        leftwards: whether people read from right to left; the arrow is turned round too.
    """
    unit = painter.fontMetrics().height()
    width, height, gap = unit * BOX, unit * HIGH, unit * BETWEEN
    top = area.center().y() - height / 2
    filled = RATINGS.index(rating) if rating in RATINGS else None

    def box(place: int) -> QRectF:
        along = place * (width + gap)
        left = area.right() - along - width if leftwards else area.left() + along
        return QRectF(left, top, width, height)

    for place in range(STEPS):
        spot = box(place)
        if filled is None:
            painter.setPen(QPen(QColor(c.edge), 1))
            middle = spot.center().y()
            painter.drawLine(QPointF(spot.left(), middle), QPointF(spot.right(), middle))
            continue
        painter.setPen(QPen(QColor(c.accent if place < filled else c.edge), 1))
        painter.setBrush(QColor(c.accent) if place < filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(spot, 2, 2)
    if trend in ARROWS:
        spot = box(STEPS).translated(-gap if leftwards else gap, 0).adjusted(0, -gap, 0, gap)
        draw_arrow(painter, spot, trend, c, leftwards=leftwards)


def draw_arrow(painter: QPainter, spot: QRectF, trend: str, c: Colours, *, leftwards: bool) -> None:
    """Draw the arrow of a direction in the middle of an area."""
    size = min(spot.width(), spot.height()) * 1.05
    left, top = spot.center().x() - size / 2, spot.center().y() - size / 2
    colour = c.warns if trend == "worsening" else c.muted
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for line in ARROWS[trend]:
        points = [QPointF(left + (1 - x if leftwards else x) * size, top + y * size) for x, y in line]
        painter.drawPolyline(QPolygonF(points))
