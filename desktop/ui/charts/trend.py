"""The values of an indicator by year: as a chart with its axis, its groups and its target, or small, as one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF

from desktop.i18n.number_formatting import figure
from desktop.i18n.translation import gettext as _
from desktop.ui.charts.drawing import Chart
from desktop.ui.colours import Colours

if TYPE_CHECKING:
    from desktop.record.series import Point, Series
    from desktop.record.trend_chart import TrendChart

HEIGHT, SMALL = 13.0, 3.6
"""Heights in lines of text: of the chart, and of the small one."""

DASHES = ([7.0, 3.0], [2.0, 2.0], [7.0, 2.0, 2.0, 2.0])
"""How the line of each group is broken, so that it is told from the others without a colour."""


At: TypeAlias = "Callable[[Point], QPointF]"
"""Where a value stands."""


class TrendLine(Chart):
    """Years from the leading side on; each group has a line and a mark of its own, the way to the target is thin.

    Attributes:
        lines: its height, in lines of text.
        whole: with its groups, on an axis that may be cut.
    """

    lines, whole = HEIGHT, True

    def __init__(self) -> None:
        super().__init__()
        self._chart: TrendChart | None = None

    def set_series(self, series: Series) -> None:
        """Show the values of an indicator."""
        from desktop.record.trend_chart import trend_chart

        self._chart = trend_chart(series, cut=self.whole, groups=self.whole)
        self.say(_("Values by year"), self._chart.words() if self._chart else "")
        self.updateGeometry()
        self.update()

    def height_at(self, width: int) -> int:
        return round(self.unit * self.lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        chart = self._chart
        if chart is None:
            return
        from desktop.record.trend_chart import plain

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, unit = self.colours, self.unit
        ticks = chart.axis.ticks()
        letters = self.fontMetrics()
        lead = max(letters.horizontalAdvance(plain(tick)) for tick in ticks) + unit * 0.8
        labels = chart.labels()
        trail = 1.0 * max((letters.horizontalAdvance(text) for text, _point, _place in labels), default=0) + unit
        trail = min(trail, self.width() * 0.3)
        top, height = unit * 1.6, self.height() - unit * 4.4
        width = max(self.width() - lead - (trail if chart.last == chart.points[-1].year else unit * 2.5), unit)

        def at(point: Point) -> QPointF:
            return self.spot(lead + chart.across(point.year) * width, top + (1 - chart.axis.up(point.value)) * height)

        for tick in ticks:
            level = top + (1 - chart.axis.up(tick)) * height
            painter.setPen(QPen(QColor(c.edge if tick == ticks[0] else c.line), 1))
            painter.drawLine(self.spot(lead, level), self.spot(lead + width, level))
            area = self.part(0, level - unit * 0.6, lead - unit * 0.5, unit * 1.2)
            self.text(painter, area, plain(tick), c.muted, end=True)
        for year in chart.years(max(int(width / (unit * 3.2)), 2)):
            along = lead + chart.across(year) * width
            area = self.part(along - unit * 2, top + height + unit * 0.2, unit * 4, unit * 1.2)
            self.text(painter, area, str(year), c.muted, centre=True)
        self._way(painter, chart, at, lead, width)
        for place, line in reversed(list(enumerate([chart.points, *(group.points for group in chart.groups)]))):
            self._line(painter, [at(point) for point in line], place)
        self._labels(painter, labels, at, top + height, chart)
        first = chart.points[0]
        if len(chart.points) > 1:
            spot = at(first)
            along = self._along(spot)
            left = min(max(along - unit * 2, lead), self.width() - unit * 4.0)
            area = self.part(left, spot.y() - unit * 1.6, unit * 4, unit * 1.2)
            self._bold(painter, area, figure(first.text), c.accent, centre=left == along - unit * 2)
        self.text(painter, self.part(0, self.height() - unit * 1.3, self.width(), unit * 1.3), chart.notes(), c.muted)
        painter.end()

    def spot(self, along: float, level: float) -> QPointF:
        """Return a point measured from the leading side."""
        rtl = self.isRightToLeft()
        return QPointF(self.width() - along if rtl else along, level)

    def _along(self, spot: QPointF) -> float:
        rtl = self.isRightToLeft()
        return self.width() - spot.x() if rtl else spot.x()

    def _bold(self, painter: QPainter, area: QRectF, text: str, colour: str, *, centre: bool = False) -> None:
        usual, bold = painter.font(), painter.font()
        bold.setBold(True)
        painter.setFont(bold)
        self.text(painter, area, text, colour, centre=centre)
        painter.setFont(usual)

    def _way(self, painter: QPainter, chart: TrendChart, at: At, lead: float, width: float) -> None:
        if chart.way is None:
            return
        c, unit = self.colours, self.unit
        begin, end = at(chart.way[0]), at(chart.way[1])
        pen = QPen(QColor(c.muted), 1)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawLine(begin, end)
        painter.setPen(QPen(QColor(c.done), 1.6))
        painter.setBrush(QColor(c.surface))
        painter.drawEllipse(end, unit * 0.32, unit * 0.32)
        said = _("Target {value}").format(value=figure(chart.way[1].text))
        wide = self.fontMetrics().horizontalAdvance(said) * 1.15 + unit
        along = self._along(end)
        left = min(max(along - wide / 2, lead), self.width() - wide)
        above = end.y() - unit * 1.8 if end.y() > unit * 3 and chart.way[1].value <= chart.way[0].value else 0
        level = above or end.y() + unit * 0.5
        self._bold(painter, self.part(left, level, wide, unit * 1.2), said, c.done, centre=True)

    def _line(self, painter: QPainter, places: Sequence[QPointF], number: int) -> None:
        c = self.colours
        colour = _colour(c, number)
        pen = QPen(QColor(colour), 2)
        if number:
            pen.setDashPattern(DASHES[(number - 1) % len(DASHES)])
        painter.setPen(pen)
        for before, after in pairwise(places):
            painter.drawLine(before, after)
        size = self.unit * 0.22
        painter.setPen(QPen(QColor(colour), 1.4))
        painter.setBrush(QColor(c.surface if number else colour))
        for place in places:
            if number == 0:
                painter.drawEllipse(place, size, size)
            elif number == 1:
                painter.drawRect(QRectF(place.x() - size, place.y() - size, 2 * size, 2 * size))
            else:
                up = -1 if number == 2 else 1
                corners = [(0.0, up * 1.2), (1.2, -up), (-1.2, -up)]
                painter.drawPolygon(
                    QPolygonF([QPointF(place.x() + x * size, place.y() + y * size) for x, y in corners])
                )

    def _labels(
        self, painter: QPainter, labels: Sequence[tuple[str, Point, int]], at: At, lowest: float, chart: TrendChart
    ) -> None:
        from desktop.record.trend_chart import apart

        unit = self.unit
        levels = [at(point).y() for _text, point, _place in labels]
        if chart.way is not None:
            # Clear of the way to the target, which begins where the label does.
            levels[0] += unit * (0.6 if chart.way[1].value > chart.way[0].value else -0.6)
        levels = apart(levels, unit * 1.15, lowest)
        for (text, point, place), level in zip(labels, levels, strict=True):
            along = self._along(at(point)) + unit * 0.6
            room = self.part(along, level - unit * 0.6, max(self.width() - along, unit), unit * 1.2)
            self._bold(painter, room, text, _colour(self.colours, place))


class SmallTrend(TrendLine):
    """One line with its last value and its target, from 0 on; where there is room for no more."""

    lines, whole = SMALL, False

    def paintEvent(self, event: QPaintEvent) -> None:
        from decimal import Decimal

        chart = self._chart
        if chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, unit = self.colours, self.unit
        letters = self.fontMetrics()
        latest = figure(chart.points[-1].text)
        target = chart.target
        said = _("{value} in {year}").format(value=figure(target.text), year=target.year) if target else ""
        trail = letters.horizontalAdvance(said or latest) * 1.1 + unit * 0.9
        top, height, width = unit * 1.2, self.height() - unit * 1.6, max(self.width() - trail - unit * 0.3, unit)

        def at(point: Point) -> QPointF:
            return self.spot(
                unit * 0.3 + chart.across(point.year) * width, top + (1 - chart.axis.up(point.value)) * height
            )

        zero = top + (1 - chart.axis.up(max(chart.axis.low, min(chart.axis.high, Decimal(0))))) * height
        painter.setPen(QPen(QColor(c.edge), 1))
        painter.drawLine(self.spot(0, zero), self.spot(unit * 0.6 + width, zero))
        if chart.way is not None:
            pen = QPen(QColor(c.muted), 1)
            pen.setDashPattern([4.0, 3.0])
            painter.setPen(pen)
            painter.drawLine(at(chart.way[0]), at(chart.way[1]))
            painter.setPen(QPen(QColor(c.done), 1.4))
            painter.setBrush(QColor(c.surface))
            end = at(chart.way[1])
            painter.drawEllipse(end, unit * 0.24, unit * 0.24)
            area = self.part(self._along(end) + unit * 0.4, end.y() - unit * 0.6, trail, unit * 1.2)
            self.text(painter, area, said, c.done)
        places = [at(point) for point in chart.points]
        painter.setPen(QPen(QColor(c.accent), 2))
        painter.setBrush(QColor(c.accent))
        for before, after in pairwise(places):
            painter.drawLine(before, after)
        painter.drawEllipse(places[-1], 2.0, 2.0)
        wide = letters.horizontalAdvance(latest) * 1.2 + 4
        along = self._along(places[-1])
        left = along + unit * 0.4 if target is None else max(along - wide / 2, 0)
        level = places[-1].y() - (unit * 0.6 if target is None else unit * 1.4)
        self._bold(painter, self.part(left, max(level, 0), wide, unit * 1.2), latest, c.text)
        painter.end()


def _colour(c: Colours, number: int) -> str:
    name = ("accent", "warns", "suggests", "done")[min(number, 3)]
    return str(getattr(c, name))
