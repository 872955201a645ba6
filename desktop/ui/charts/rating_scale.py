"""The rating of an objective as a scale of four steps with an arrow, drawn the same wherever it stands."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.progress import RATINGS
from desktop.record.submission import Submission
from desktop.record.values import display
from desktop.ui.colours import Colours

STEPS = len(RATINGS) - 1
"""The boxes of the scale: none is filled for "not started", all for "fully achieved"."""

_STEEP = {"improving": -1, "stable": 0, "worsening": 1}


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
    width, height, gap = unit * 0.72, unit * 0.5, unit * 0.14
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
    after = box(STEPS).translated(-gap if leftwards else gap, 0)
    draw_direction(painter, after, trend, c, leftwards=leftwards)


def draw_direction(painter: QPainter, area: QRectF, trend: str, c: Colours, *, leftwards: bool) -> None:
    """Draw the arrow of a direction at the leading side of an area; nothing where none was given."""
    if trend not in _STEEP:
        return
    unit = painter.fontMetrics().height()
    width, height = unit * 0.72, unit * 0.5
    left = area.right() - width if leftwards else area.left()
    spot = QRectF(left, area.center().y() - height / 2, width, height)
    _arrow(painter, spot, _STEEP[trend], c, leftwards=leftwards)


def _arrow(painter: QPainter, spot: QRectF, steep: int, c: Colours, *, leftwards: bool) -> None:
    ahead = -1 if leftwards else 1
    half, rise = spot.width() * 0.42, spot.height() * 0.42 * steep
    middle = spot.center()
    begin, end = (
        QPointF(middle.x() - ahead * half, middle.y() - rise),
        QPointF(middle.x() + ahead * half, middle.y() + rise),
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(c.warns if steep > 0 else c.muted), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(begin, end)
    size = spot.height() * 0.45
    if steep:
        head = [QPointF(end.x() - ahead * size, end.y()), end, QPointF(end.x(), end.y() - steep * size)]
    else:
        head = [QPointF(end.x() - ahead * size * 0.7, end.y() - size * 0.7), end]
        head.append(QPointF(end.x() - ahead * size * 0.7, end.y() + size * 0.7))
    painter.drawPolyline(QPolygonF(head))
