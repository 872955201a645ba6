"""The rating of an objective as a scale of four steps with an arrow, drawn the same wherever it stands."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.record.chart_shapes import ARROWS
from desktop.record.entry import Entry
from desktop.record.scales import RATINGS
from desktop.record.submission import Submission
from desktop.record.values import display
from desktop.ui.colours import Colours

STEPS = len(RATINGS) - 1
"""The boxes of the scale: none is filled for "not started", all for "fully achieved"."""

BOX, HIGH, BETWEEN = 0.72, 0.5, 0.14
"""Width and height of a box and the room to the next one, in lines of text."""


def scale_width(unit: float) -> float:
    """Return the room that the scale and its arrow take, for the height of a line of text."""
    return unit * ((STEPS + 1) * BOX + (STEPS + 1) * BETWEEN)


def rating_words(assessment: Entry, submission: Submission, catalogue: Catalogue) -> str:
    """Return the rating and the direction of an objective in words."""
    kind = catalogue.kind("assessment")
    given = [
        display(kind.field(key), assessment.value(key), catalogue, submission)
        for key in ("rating", "trend")
        if assessment.value(key) is not None
    ]
    if assessment.value("rating") is None:
        given.insert(0, _("Not rated"))
    return _("{rating}, {direction}").format(rating=given[0], direction=given[1]) if len(given) > 1 else given[0]


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
