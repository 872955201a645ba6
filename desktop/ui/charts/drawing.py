"""What charts have in common: a size that follows the letters, colours of the moment, the direction of reading."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.colours import Colours
from desktop.ui.shortened import in_lines
from desktop.ui.theme import colours
from desktop.ui.tooltips import hint


class Chart(QWidget):
    """A picture of numbers. Subclasses paint; `say` tells the same in words to those who cannot see it.

    Attributes:
        is_chart: screen readers are told that it is one, see `ui/accessible.py`.
    """

    is_chart = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._heights: dict[int, int] = {}

    def height_at(self, width: int) -> int:
        """Return how high it is at a width, both in pixels."""
        raise NotImplementedError

    def heightForWidth(self, width: int) -> int:
        """Return the same, worked out once: layouts that stand in one another ask for it dozens of times."""
        if width not in self._heights:
            self._heights[width] = self.height_at(width)
        return self._heights[width]

    def updateGeometry(self) -> None:
        self._heights.clear()
        super().updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()  # it may be the letters
        super().changeEvent(event)

    @property
    def unit(self) -> int:
        """The height of a line of text, in pixels."""
        return self.fontMetrics().height()

    @property
    def colours(self) -> Colours:
        """The colours in use."""
        return colours()

    def say(self, name: str, text: str) -> None:
        """Give the picture its name and its numbers in words."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)
        self.setToolTip(hint(text))

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(1600))

    def part(self, left: float, top: float, width: float, height: float) -> QRectF:
        """Return a rectangle measured from the leading side."""
        if self.isRightToLeft():
            return QRectF(self.width() - left - width, top, width, height)
        return QRectF(left, top, width, height)

    def text(
        self, painter: QPainter, area: QRectF, text: str, colour: str, *, end: bool = False, centre: bool = False
    ) -> None:
        """Draw one line of text, cut short where there is no room."""
        write(painter, area, text, colour, end=end, centre=centre)


def write(
    painter: QPainter,
    area: QRectF,
    text: str,
    colour: str,
    *,
    end: bool = False,
    centre: bool = False,
    most: int = 1,
) -> None:
    """Draw one line of text in an area, or a few, from its leading side, and cut it short where there is no room."""
    painter.setPen(QColor(colour))
    shown = "\n".join(in_lines(painter.font(), text, int(area.width()), most))
    # The painter itself turns leading and trailing round where people read from right to left.
    side = Qt.AlignmentFlag.AlignTrailing if end else Qt.AlignmentFlag.AlignLeading
    if centre:
        side = Qt.AlignmentFlag.AlignHCenter
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
