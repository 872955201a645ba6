"""How many ministries gave one step of a rating: a box for each that did, drawn, and an empty one for each other."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui.charts.drawing import Chart

BOX, BETWEEN, HIGH = 0.5, 0.14, 1.1
"""Width of a box, the room to the next one, and the height of the row, in lines of text."""


class Boxes(Chart):
    """A row of boxes that can be counted; what is full and what is empty is told apart by its shape, not by colour alone."""

    def __init__(self, count: int, of: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = count
        self._of = of

    def height_at(self, width: int) -> int:
        return round(self.unit * HIGH)

    def sizeHint(self) -> QSize:
        return QSize(round(self._step * self._of), self.heightForWidth(0))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.unit, self.heightForWidth(0))

    @property
    def _step(self) -> float:
        return self.unit * (BOX + BETWEEN)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # More ministries than the row has room for: the boxes give way, so that all can be seen.
        step = min(self._step, self.width() / max(self._of, 1))
        width = step * BOX / (BOX + BETWEEN)
        high = self.unit * BOX
        for place in range(self._of):
            spot = self.part(place * step + 1, (self.height() - high) / 2, width - 1, high)
            full = place < self._count
            painter.setPen(QPen(QColor(self.colours.accent if full else self.colours.edge), 1))
            painter.setBrush(QColor(self.colours.accent) if full else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(spot, 2, 2)
