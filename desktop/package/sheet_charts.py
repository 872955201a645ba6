"""What a chart of the workbook shows, before it is drawn: lines or bars over the rows of a table in another sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal["everybody", "group 1", "group 2", "group 3", "way", "yes", "half", "no", "open"]
"""What a line or a bar stands for; how each is drawn, in black and white too, is decided in `workbook_charts`."""

NAME_COLUMN, AXIS_COLUMN, VALUE_COLUMN = "B", "C", "D"
"""Columns of the table: the name of the line or the bars, what stands along the axis, and the value."""


@dataclass(frozen=True)
class ChartSeries:
    """A line or the bars of one colour.

    Args:
        first, last: rows of the table, 1 is the first below the headers.
        labelled: of these rows, counted from `first` as 0, those whose value is written beside its point.
    """

    first: int
    last: int
    look: Look
    labelled: tuple[int, ...] = ()


@dataclass(frozen=True)
class SheetChart:
    """A chart.

    Args:
        figures: the name of the sheet with the table.
        type: bars across the page, bars whose parts are counted, or lines over years.
        title: its lines.
        words: the whole chart in words, for those who do not see it.
        along, values: the names of the two axes.
        low, high, step: the axis of the values.
        years: the first one, the last one, and how far two that are written are apart; only of lines.
    """

    figures: str
    type: Literal["bars", "counts", "lines"]
    title: tuple[str, ...]
    words: str
    along: str
    values: str
    series: tuple[ChartSeries, ...]
    low: float
    high: float
    step: float
    years: tuple[int, int, int] = (0, 0, 1)

    def name_of(self, series: ChartSeries) -> str:
        """Return the place of the name of a line or of bars."""
        return self._place(NAME_COLUMN, series.first)

    def along_of(self, series: ChartSeries) -> str:
        """Return the cells that stand along the axis."""
        return self._cells(AXIS_COLUMN, series)

    def values_of(self, series: ChartSeries) -> str:
        """Return the cells with the values."""
        return self._cells(VALUE_COLUMN, series)

    def places(self) -> list[str]:
        """Return all cells that are drawn."""
        return [of(each) for each in self.series for of in (self.name_of, self.along_of, self.values_of)]

    def _cells(self, column: str, series: ChartSeries) -> str:
        first, last = self._place(column, series.first), f"${column}${series.last + 1}"
        return first if series.first == series.last else f"{first}:{last}"

    def _place(self, column: str, row: int) -> str:
        # The headers are the first row of the sheet.
        name = self.figures.replace("'", "''")
        return f"'{name}'!${column}${row + 1}"
