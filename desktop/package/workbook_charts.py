"""Draw the charts of a sheet as a spreadsheet does: charts of its own, over the cells of a table.

They have the colours of the report. What is a line or a bar is told apart by dashes, marks and fillings too, since many
will see it printed in black and white.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.chart import BarChart, ScatterChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumFmt, NumRef, StrRef
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series as BarSeries
from openpyxl.chart.series import SeriesLabel, XYSeries
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AbsoluteAnchor, SpreadsheetDrawing
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.drawing.xdr import XDRPoint2D, XDRPositiveSize2D
from openpyxl.worksheet.worksheet import Worksheet

from desktop.package import cells
from desktop.package.report.style import ACCENT, ACCENT_SOFT, DONE, INK, LINE, MUTED, WARNING, WHITE
from desktop.package.sheet_charts import ChartSeries, Look, SheetChart

_POINT = 12_700
"""What a point is in the unit of drawings (EMU)."""

_WIDTH = 540.0
_HEIGHTS = {"bars": 500.0, "counts": 250.0, "lines": 260.0}
_APART = 14.0
"""In points."""

_LARGE, _MIDDLE, _SMALL = 1100, 1000, 800
"""Letters, in hundredths of a point: of a title, of what stands below it, and of all else."""

_CHARACTER = 7.0
"""The width of a character in points, with room to spare: programs without the usual font make columns wider."""

_LINES: Mapping[Look, tuple[str, str, str]] = {
    "everybody": (ACCENT, "solid", "circle"),
    "group 1": (WARNING, "dash", "square"),
    "group 2": (INK, "sysDot", "triangle"),
    "group 3": (MUTED, "dashDot", "diamond"),
    "way": (MUTED, "sysDash", "none"),
}
"""Colour, dashes and marks of a line."""


def draw(sheet: Worksheet, charts: Sequence[SheetChart], *, right_to_left: bool, width: float) -> None:
    """Draw charts beside the table of a sheet, one below the other.

    Args:
        width: of the table, in characters.
    """
    left, top = width * _CHARACTER + _APART, _APART
    for place, chart in enumerate(charts, 1):
        made = _Making(chart, right_to_left).made()
        height = _HEIGHTS[chart.type]
        # By its place on the sheet and not by a row: a program may make the rows higher or lower than they are here.
        made.anchor = AbsoluteAnchor(
            pos=XDRPoint2D(round(left * _POINT), round(top * _POINT)),
            ext=XDRPositiveSize2D(round(_WIDTH * _POINT), round(height * _POINT)),
        )
        made.described = (f"{cells.shown(chart.title[0])} ({place})", cells.shown(chart.words))
        sheet.add_chart(made)
        top += height + _APART


class DescribedDrawing(SpreadsheetDrawing):
    """Gives each chart its name and the words that a screen reader says of it; openpyxl has no way to."""

    __elements__ = SpreadsheetDrawing.__elements__  # a class that is derived forgets what it consists of

    def _chart_frame(self, idx: int) -> Any:
        frame: Any = super()._chart_frame(idx)  # type: ignore[misc]
        frame.nvGraphicFramePr.cNvPr.name, frame.nvGraphicFramePr.cNvPr.descr = self.charts[idx - 1].described
        return frame


class _Making:
    """One chart in the making. openpyxl has no types."""

    def __init__(self, chart: SheetChart, right_to_left: bool) -> None:
        self._chart = chart
        self._turned = right_to_left

    def made(self) -> Any:
        """Return the chart."""
        chart: Any = self._lines() if self._chart.type == "lines" else self._bars()
        chart.title = Title(tx=Text(rich=self._rich(self._chart.title, size=_LARGE, bold=(True, False))), overlay=False)
        chart.roundedCorners = False
        chart.display_blanks = "gap"
        chart.graphical_properties = GraphicalProperties(solidFill=_hex(WHITE), ln=_line(LINE, 0.75))
        chart.plot_area.graphicalProperties = GraphicalProperties(noFill=True)
        if len(self._chart.series) > 1:
            chart.legend.position = "b"
            chart.legend.txPr = self._small()
        else:
            chart.legend = None
        return chart

    def _bars(self) -> Any:
        described = self._chart
        chart: Any = BarChart()
        chart.type = "bar"
        chart.gapWidth = 45
        chart.varyColors = False
        if described.type == "counts":
            chart.grouping, chart.overlap = "stacked", 100
        for place, each in enumerate(described.series):
            series: Any = BarSeries(idx=place, order=place)
            series.tx = SeriesLabel(strRef=StrRef(f=described.name_of(each)))
            series.cat = AxDataSource(strRef=StrRef(f=described.along_of(each)))
            series.val = NumDataSource(numRef=NumRef(f=described.values_of(each)))
            series.spPr = _filling(each.look)
            series.invertIfNegative = False
            chart.series.append(series)
        self._axis(chart.x_axis, described.along, grid=False)
        self._axis(chart.y_axis, described.values, grid=True)
        chart.x_axis.tickLblSkip = 1  # each bar has its name, however many there are
        # The first one is at the top, as in the table.
        chart.x_axis.scaling.orientation = "maxMin"
        chart.x_axis.crosses = "min"
        chart.y_axis.crosses = "max"
        chart.y_axis.scaling.orientation = "maxMin" if self._turned else "minMax"
        self._scale(chart.y_axis, described.low, described.high, described.step)
        return chart

    def _lines(self) -> Any:
        described = self._chart
        chart: Any = ScatterChart()
        chart.style = None
        chart.scatterStyle = "lineMarker"
        chart.varyColors = False
        for place, each in enumerate(described.series):
            series: Any = XYSeries(idx=place, order=place)
            series.tx = SeriesLabel(strRef=StrRef(f=described.name_of(each)))
            series.xVal = AxDataSource(numRef=NumRef(f=described.along_of(each)))
            series.yVal = NumDataSource(numRef=NumRef(f=described.values_of(each)))
            series.smooth = False
            colour, dashes, mark = _LINES[each.look]
            series.spPr = GraphicalProperties(ln=_line(colour, 1.0 if each.look == "way" else 2.0, dashes))
            series.marker = _mark(mark, colour, colour if each.look == "everybody" else WHITE)
            if each.look == "way":
                series.dPt = [
                    DataPoint(idx=each.last - each.first, marker=_mark("circle", DONE, WHITE), spPr=series.spPr)
                ]
            if each.labelled:
                series.dLbls = self._labels(each, DONE if each.look == "way" else colour)
            chart.series.append(series)
        first, last, step = described.years
        self._axis(chart.x_axis, described.along, grid=False)
        self._axis(chart.y_axis, described.values, grid=True)
        self._scale(chart.x_axis, first, last, step)
        self._scale(chart.y_axis, described.low, described.high, described.step)
        chart.x_axis.scaling.orientation = "maxMin" if self._turned else "minMax"
        chart.x_axis.crosses = chart.y_axis.crosses = "min"
        return chart

    def _labels(self, series: ChartSeries, colour: str) -> Any:
        def label(place: int) -> Any:
            made: Any = DataLabel(idx=place, dLblPos="t")
            made.showVal = True
            made.showSerName = made.showCatName = made.showLegendKey = made.showPercent = False
            made.txPr = self._rich((), size=_SMALL, bold=(True,), colour=colour)
            return made

        every: Any = DataLabelList(dLbl=[label(place) for place in series.labelled])
        every.showVal = every.showSerName = every.showCatName = every.showLegendKey = every.showPercent = False
        return every

    def _axis(self, axis: Any, name: str, *, grid: bool) -> None:
        axis.delete = False  # said to nobody, some programs leave it out
        axis.title = Title(tx=Text(rich=self._rich((name,), size=_SMALL, bold=(False,), colour=MUTED)), overlay=False)
        axis.txPr = self._small()
        axis.numFmt = NumFmt(formatCode="General", sourceLinked=False)
        axis.majorTickMark = axis.minorTickMark = "none"
        axis.spPr = GraphicalProperties(ln=_line(MUTED, 0.75))
        axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=_line(LINE, 0.5))) if grid else None

    def _scale(self, axis: Any, low: float, high: float, step: float) -> None:
        axis.scaling.min, axis.scaling.max, axis.majorUnit = low, high, step

    def _turned_text(self, text: str) -> str:
        # Not every program heeds the direction that a title is said to have.
        return (
            f"\N{RIGHT-TO-LEFT ISOLATE}{cells.shown(text)}\N{POP DIRECTIONAL ISOLATE}"
            if self._turned
            else cells.shown(text)
        )

    def _small(self) -> Any:
        return self._rich((), size=_SMALL, bold=(False,), colour=INK)

    def _rich(self, lines: Sequence[str], *, size: int, bold: Sequence[bool], colour: str = INK) -> Any:
        def letters(place: int) -> Any:
            heavy = bold[min(place, len(bold) - 1)]
            return CharacterProperties(sz=size if place == 0 else _MIDDLE, b=heavy, solidFill=_hex(colour))

        def paragraph(place: int, text: str | None) -> Any:
            runs = [] if text is None else [RegularTextRun(rPr=letters(place), t=self._turned_text(text))]
            set_as = ParagraphProperties(rtl=self._turned, defRPr=letters(place))
            return Paragraph(pPr=set_as, r=runs, endParaRPr=letters(place) if text is None else None)

        found = [paragraph(place, line) for place, line in enumerate(lines) if line] or [paragraph(0, None)]
        return RichText(bodyPr=RichTextProperties(), p=found)


def _filling(look: Look) -> Any:
    match look:
        case "yes":
            return GraphicalProperties(solidFill=_hex(ACCENT), ln=_line(ACCENT, 0.75))
        case "half":
            filled = GraphicalProperties(ln=_line(ACCENT, 0.75))
            filled.pattFill = PatternFillProperties(
                prst="wdUpDiag", fgClr=ColorChoice(srgbClr=_hex(ACCENT)), bgClr=ColorChoice(srgbClr=_hex(ACCENT_SOFT))
            )
            return filled
        case "open":
            return GraphicalProperties(noFill=True, ln=_line(MUTED, 0.75, "dash"))
    return GraphicalProperties(solidFill=_hex(WHITE), ln=_line(MUTED, 0.75))


def _mark(symbol: Any, colour: str, filled: str) -> Any:
    return Marker(symbol=symbol, size=6, spPr=GraphicalProperties(solidFill=_hex(filled), ln=_line(colour, 1.0)))


def _line(colour: str, points: float, dashes: Any = "solid") -> Any:
    return LineProperties(w=round(points * _POINT), solidFill=_hex(colour), prstDash=dashes)


def _hex(colour: str) -> Any:
    return colour.lstrip("#").upper()
