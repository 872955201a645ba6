"""Gaps against pledges, objective by objective: what is answered, what nobody answers, what answers nothing."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.record.matrix import GapMatrix, by_objective
from desktop.ui.charts.columns import ObjectiveColumns
from desktop.ui.style import mixed

ROW = 1.9
"""Height of a row in lines of text."""

TONES = ("warns", "done", "suggests")
"""Colours of the rows; the name of the row says the same."""


class GapGrid(ObjectiveColumns):
    """A row of gaps that no pledge answers, one of gaps that are answered, one of pledges that answer no gap.

    An entry that names several objectives is counted in each of their columns.
    """

    def __init__(self) -> None:
        super().__init__()
        self._counts: tuple[Counter[int], ...] = (Counter(), Counter(), Counter())
        self._labels: dict[int, str] = {}

    def set_matrix(self, matrix: GapMatrix, catalogue: Catalogue) -> None:
        """Show which pledges answer which gaps."""
        rows = by_objective(matrix, catalogue)
        self._counts = (
            Counter({row.number: len(row.unanswered) for row in rows}),
            Counter({row.number: len(row.gaps) - len(row.unanswered) for row in rows}),
            Counter({row.number: len(row.unasked) for row in rows}),
        )
        self._labels = {each.number: catalogue.label(each.number) for each in catalogue.objectives}
        self.say_columns(_("Gaps and pledges by objective"), tuple(self._labels))

    def count(self, row: int, number: int) -> int:
        """Return the figure of a cell: row 0 open gaps, 1 answered gaps, 2 pledges that answer none."""
        return self._counts[row][number]

    def words_of(self, number: int) -> str:
        """Return the three figures of an objective in words."""
        return _(
            "{number} {label}. Gaps without a pledge: {open}. Gaps with a pledge: {answered}. Pledges without a "
            "gap: {unasked}."
        ).format(
            number=number,
            label=self._labels[number],
            open=self.count(0, number),
            answered=self.count(1, number),
            unasked=self.count(2, number),
        )

    def row_names(self) -> list[str]:
        """Return the names of the rows."""
        return [_("Gaps without a pledge"), _("Gaps with a pledge"), _("Pledges without a gap")]

    def heightForWidth(self, width: int) -> int:
        return round(self.unit * (ROW * len(TONES) + 1.8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, unit = self.colours, self.unit
        head = unit * 1.5
        self.text(painter, self.part(0, 0, self.lead() - unit / 2, head), _("Objective"), c.muted)
        for row, name in enumerate(self.row_names()):
            self.text(painter, self.part(0, head + row * unit * ROW, self.lead() - unit / 2, unit * ROW), name, c.text)
        for place, number in enumerate(self.numbers):
            column = self.column(place)
            self.text(painter, QRectF(column.left(), 0, column.width(), head), str(number), c.muted, centre=True)
            for row, tone in enumerate(TONES):
                area = QRectF(column.left(), head + row * unit * ROW, column.width(), unit * ROW).adjusted(2, 2, -2, -2)
                self._cell(painter, area, self.count(row, number), getattr(c, tone))
        self.ring(painter)
        painter.end()

    def _cell(self, painter: QPainter, area: QRectF, count: int, colour: str) -> None:
        c = self.colours
        painter.setPen(QColor(mixed(colour, c.surface, 0.45)) if count else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mixed(colour, c.surface, 0.16) if count else c.sunken))
        painter.drawRoundedRect(area, 4, 4)
        if count:
            self.text(painter, area, counted(count), c.text, centre=True)
