"""Buttons and boxes that are pressed, and take no other key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
"""Keys that a button leaves to what it stands in, which scrolls.

Qt goes on with them to whatever stands beside the button, maybe out of view, and the next press changes what is chosen there.
"""


class PushButton(QPushButton):
    """A button that Enter presses wherever it stands, and that leaves the arrow keys alone, see `ARROWS`."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(True)  # Qt has Enter press one in a dialog only

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class CheckBox(QCheckBox):
    """A box that leaves the arrow keys alone: where it is one of several they lead along, and beside it there is nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)
