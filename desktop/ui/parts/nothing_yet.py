"""What a page says where there is nothing to show yet, with what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from desktop.ui.layout import GAP, across, margins, sized, words
from desktop.ui.theme import is_large

LEVEL = 0.4
"""Of the height of the window, where the words begin: whatever stands above them, from page to page they do not move."""

WIDE = 1 << 20
"""Pixels in which any words stand in one line."""


class NothingYet(QWidget):
    """Words in the middle of the room that is left, and the ways on below them.

    Args:
        trailing: pixels of the room that belong to a scroll bar where there is something to scroll.
    """

    def __init__(self, text: str = "", *, trailing: int = 0) -> None:
        super().__init__()
        self._above = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
        self._said = words(text, "lead")
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column = QVBoxLayout(self)
        self._trailing = trailing
        sized(self, self._fit)
        self.column.addItem(self._above)
        self.column.addWidget(self._said)
        self.column.addStretch(1)

    def _fit(self) -> None:
        beside, below = (0, 0) if is_large() else (GAP * 2, GAP)  # room is dear where letters are large
        margins(self.column, beside, 0, beside + self._trailing, below)
        self._even()

    def offer(self, *ways: QWidget) -> None:
        """Set buttons below the words, one below the other."""
        for way in ways:
            self.column.insertLayout(self.column.count() - 1, across(None, way, None))

    def text(self) -> str:
        """Return what is said."""
        return self._said.text()

    def setText(self, text: str) -> None:
        """Say something else."""
        self._said.setText(text)
        self._even()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._even()
        self._place()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def _even(self) -> None:
        """Let the lines be about as long as one another: a last one of a single word looks lost."""
        around = self.column.contentsMargins()
        room = self.width() - around.left() - around.right()
        taken = self._said.contentsMargins().left() + self._said.contentsMargins().right()

        def height(width: int) -> int:
            return self._said.heightForWidth(width + taken)

        lines, narrower, wide = height(room), room // 3, room
        while lines > height(WIDE) and wide - narrower > 1:
            between = (narrower + wide) // 2
            narrower, wide = (narrower, between) if height(between) <= lines else (between, wide)
        side = max(room - wide, 0) // 2
        if 2 * side != taken:
            self._said.setContentsMargins(side, 0, side, 0)

    def _place(self) -> None:
        window = self.window()
        above = max(round(window.height() * LEVEL) - self.mapTo(window, QPoint()).y(), 0)
        if above != self._above.sizeHint().height():
            self._above.changeSize(0, above, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
            self.column.invalidate()
