"""The values of an indicator by year as a line, with the first value and the target."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from desktop.i18n.lists import separated
from desktop.i18n.number_formatting import figure
from desktop.i18n.translation import gettext as _
from desktop.record.scores import Point, Series
from desktop.ui.charts.drawing import Chart


class TrendLine(Chart):
    """Years from the leading side on; the target is a dashed line."""

    def __init__(self) -> None:
        super().__init__()
        self._series: Series | None = None

    def set_series(self, series: Series) -> None:
        """Show the values of an indicator."""
        self._series = series
        words = separated(_("{year}: {value}").format(year=p.year, value=p.text) for p in series.points)
        self.say(_("Values by year"), words)
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(self.unit * 7)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._series is None or not self._series.points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, unit = self.colours, self.unit
        points = list(self._series.points)
        target = self._series.target
        known: list[Point] = points + ([target] if target else [])
        low, high = min(p.value for p in known), max(p.value for p in known)
        first, last = min(p.year for p in known), max(p.year for p in known)
        room = QRectF(unit * 2, unit * 1.4, self.width() - unit * 4, self.height() - unit * 3.2)

        def at(point: Point) -> QPointF:
            across = (point.year - first) / (last - first) if last > first else 0.5
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                across = 1 - across
            up = float((point.value - low) / (high - low)) if high > low else 0.5
            return QPointF(room.left() + across * room.width(), room.bottom() - up * room.height())

        if target:
            painter.setPen(QPen(QColor(c.done), 1.5, Qt.PenStyle.DashLine))
            level = at(target).y()
            painter.drawLine(QPointF(room.left(), level), QPointF(room.right(), level))
            label = _("Target: {value} in {year}").format(value=target.text, year=target.year)
            self.text(
                painter, QRectF(room.left(), level - unit * 1.3, room.width(), unit * 1.2), label, c.done, end=True
            )
        painter.setPen(QPen(QColor(c.accent), 2))
        places = [at(point) for point in points]
        for before, after in pairwise(places):
            painter.drawLine(before, after)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.accent))
        for place in places:
            painter.drawEllipse(place, 3.5, 3.5)
        shown = {points[0].year: points[0], points[-1].year: points[-1]}
        for point in shown.values():
            place = at(point)
            year = QRectF(place.x() - unit * 3, self.height() - unit * 1.3, unit * 6, unit * 1.2)
            self.text(painter, year, str(point.year), c.muted, centre=True)
            value = QRectF(place.x() - unit * 3, place.y() - unit * 1.4, unit * 6, unit * 1.2)
            self.text(painter, value, figure(point.text), c.text, centre=True)
        painter.end()
