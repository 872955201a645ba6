"""The values of an indicator by year: for everybody, for groups, and where the target lies."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from desktop.i18n.number_formatting import figure
from desktop.i18n.translation import gettext as _
from desktop.record.axis import Axis, axis_of, plain
from desktop.record.series import Point, Series
from desktop.ui.charts.drawing import Chart

MOST_GROUPS = 2
"""Lines for groups that a chart takes; more of them would hide each other. The table below has them all."""

MOST_YEARS = 6
"""Years that are written below the axis."""


class TrendLine(Chart):
    """Years from the leading side on; a full line for everybody, broken ones for groups, the target as a ring."""

    def __init__(self) -> None:
        super().__init__()
        self._series: Series | None = None
        self._axis: Axis | None = None

    def set_series(self, series: Series) -> None:
        """Show the values of an indicator."""
        self._series = series
        self._axis = axis_of(each.value for each in _all(series)) if series.points else None
        self.say(_("Values by year"), trend_in_words(series))
        self.update()

    def note(self) -> str:
        """Return where the axis begins, in a sentence; empty without values."""
        return axis_words(self._axis) if self._axis is not None else ""

    def heightForWidth(self, width: int) -> int:
        return round(self.unit * 9)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._series is None or self._axis is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, unit, axis = self.colours, self.unit, self._axis
        figures = [figure(plain(tick)) for tick in axis.ticks]
        lead = max(self.fontMetrics().horizontalAdvance(text) for text in figures) + unit * 0.7
        trail = unit * 7
        plot = _Plot(
            self.part(lead, unit * 0.8, self.width() - lead - trail, self.height() - unit * 2.6),
            axis,
            [each.year for each in _all(self._series)],
            leftwards=self.layoutDirection() == Qt.LayoutDirection.RightToLeft,
        )
        for tick, text in zip(axis.ticks, figures, strict=True):
            level = plot.level(tick)
            painter.setPen(QPen(QColor(c.edge if tick == axis.ticks[0] else c.line), 1))
            painter.drawLine(QPointF(plot.area.left(), level), QPointF(plot.area.right(), level))
            self.text(painter, self.part(0, level - unit * 0.6, lead - unit * 0.4, unit * 1.2), text, c.muted, end=True)
        for year in _years(plot.years):
            spot = QRectF(plot.along(year) - unit * 2, plot.area.bottom() + unit * 0.3, unit * 4, unit * 1.2)
            self.text(painter, spot, str(year), c.muted, centre=True)
        labels: list[tuple[QPointF, str, str]] = []
        for group in self._series.by_group[:MOST_GROUPS]:
            _line(painter, plot, group.points, c.warns, broken=True)
            last = group.points[-1]
            text = _("{group} {value}").format(group=group.label, value=figure(last.text))
            labels.append((plot.at(last), text, c.warns))
        points = self._series.points
        _line(painter, plot, points, c.accent)
        labels.append((plot.at(points[-1]), self._latest(points[-1]), c.accent))
        if len(points) > 1:
            first = plot.at(points[0])
            above = QRectF(first.x() - unit * 2, first.y() - unit * 1.6, unit * 4, unit * 1.2)
            self.text(painter, above, figure(points[0].text), c.accent, centre=True)
        if self._series.target is not None:
            labels.append(self._target(painter, plot, points[-1], self._series.target))
        self._labels(painter, labels, trail)
        painter.end()

    def _latest(self, point: Point) -> str:
        value = figure(point.text)
        return _("All {value}").format(value=value) if self._series and self._series.by_group else value

    def _target(self, painter: QPainter, plot: _Plot, latest: Point, target: Point) -> tuple[QPointF, str, str]:
        c, goal = self.colours, plot.at(target)
        painter.setPen(QPen(QColor(c.edge), 1, Qt.PenStyle.DashLine))
        painter.drawLine(plot.at(latest), goal)
        painter.setPen(QPen(QColor(c.done), 2))
        painter.setBrush(QColor(c.surface))
        painter.drawEllipse(goal, 5, 5)
        return goal, _("Target {value}").format(value=figure(target.text)), c.done

    def _labels(self, painter: QPainter, labels: Sequence[tuple[QPointF, str, str]], trail: float) -> None:
        """Write each label after its point; those that would lie on each other give way downwards."""
        unit = self.unit
        below = 0.0
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for spot, text, colour in sorted(labels, key=lambda each: each[0].y()):
            top = max(spot.y() - unit * 0.6, below)
            below = top + unit * 1.15
            left = spot.x() - unit * 0.6 - trail if rtl else spot.x() + unit * 0.6
            self.text(painter, QRectF(left, top, trail, unit * 1.2), text, colour)


class SmallTrend(Chart):
    """A trend without its axis, for where many stand side by side: the line, the latest value, the target."""

    def __init__(self) -> None:
        super().__init__()
        self._series: Series | None = None

    def set_series(self, series: Series) -> None:
        """Show the values of an indicator."""
        self._series = series
        self.say(_("Values by year"), trend_in_words(series))
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(self.unit * 2.6)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._series is None or not self._series.points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, unit, points, target = self.colours, self.unit, self._series.points, self._series.target
        known = [*points, *([target] if target else [])]
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        trail = unit * (5.5 if target else 1.5)
        area = self.part(unit * 0.4, unit * 1.2, self.width() - trail - unit * 0.4, self.height() - unit * 1.6)
        plot = _Plot(area, axis_of(each.value for each in known), [each.year for each in known], leftwards=rtl)
        painter.setPen(QPen(QColor(c.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        _line(painter, plot, points, c.accent, dots=len(points) == 1)
        latest = plot.at(points[-1])
        if target is not None:
            painter.setPen(QPen(QColor(c.edge), 1, Qt.PenStyle.DashLine))
            goal = plot.at(target)
            painter.drawLine(latest, goal)
            painter.setPen(QPen(QColor(c.done), 2))
            painter.setBrush(QColor(c.surface))
            painter.drawEllipse(goal, 4, 4)
            text = _("{value} in {year}").format(value=figure(target.text), year=target.year)
            left = goal.x() - unit * 0.5 - trail if rtl else goal.x() + unit * 0.5
            self.text(painter, QRectF(left, goal.y() - unit * 0.6, trail, unit * 1.2), text, c.done)
        above = QRectF(latest.x() - unit * 2.5, latest.y() - unit * 1.4, unit * 5, unit * 1.2)
        self.text(painter, above, figure(points[-1].text), c.text, centre=True)
        painter.end()


class _Plot:
    """Where years and values lie in an area."""

    def __init__(self, area: QRectF, axis: Axis, years: Sequence[int], *, leftwards: bool) -> None:
        self.area = area
        self.years = sorted(set(years))
        self._axis = axis
        self._leftwards = leftwards

    def along(self, year: int) -> float:
        first, last = self.years[0], self.years[-1]
        share = (year - first) / (last - first) if last > first else 0.5
        return self.area.left() + (1 - share if self._leftwards else share) * self.area.width()

    def level(self, value: Decimal) -> float:
        return self.area.bottom() - self._axis.share(value) * self.area.height()

    def at(self, point: Point) -> QPointF:
        return QPointF(self.along(point.year), self.level(point.value))


def _all(series: Series) -> list[Point]:
    groups = [point for group in series.by_group[:MOST_GROUPS] for point in group.points]
    return [*series.points, *groups, *([series.target] if series.target else [])]


def _years(years: Sequence[int]) -> list[int]:
    """Return the years that are written: all of them, or the first, the last and some between."""
    if len(years) <= MOST_YEARS:
        return list(years)
    step = -(-(len(years) - 1) // (MOST_YEARS - 1))
    shown = list(years[::step])
    return shown if shown[-1] == years[-1] else [*shown[:-1], years[-1]]


def _line(
    painter: QPainter, plot: _Plot, points: Sequence[Point], colour: str, *, broken: bool = False, dots: bool = True
) -> None:
    style = Qt.PenStyle.DashLine if broken else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(colour), 2, style))
    places = [plot.at(point) for point in points]
    for before, after in pairwise(places):
        painter.drawLine(before, after)
    if not dots:
        return
    # Groups have squares of their own, so that the lines are told apart without colours too.
    painter.setPen(QPen(QColor(colour), 1.5) if broken else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if broken else QColor(colour))
    for place in places:
        if broken:
            painter.drawRect(QRectF(place.x() - 3, place.y() - 3, 6, 6))
        else:
            painter.drawEllipse(place, 3.5, 3.5)


def trend_in_words(series: Series) -> str:
    """Return the values by year as lines, those for everybody first, then each group, then the target."""

    def values(points: Sequence[Point]) -> list[str]:
        return [_("{year}: {value}").format(year=each.year, value=figure(each.text)) for each in points]

    lines = values(series.points)
    for group in series.by_group[:MOST_GROUPS]:
        lines += [group.label, *values(group.points)]
    if series.target is not None:
        target = series.target
        lines.append(_("Target: {value} in {year}").format(value=figure(target.text), year=target.year))
    return "\n".join(lines)


def axis_words(axis: Axis) -> str:
    """Return where an axis begins, in a sentence."""
    if axis.cut:
        return _("The axis is cut: it begins at {value}.").format(value=figure(plain(axis.ticks[0])))
    return _("The axis begins at 0.") if axis.ticks[0] == 0 else _("The axis holds 0.")
