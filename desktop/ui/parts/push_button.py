"""Buttons and boxes that are pressed, and take no other key; and which keys lists leave alone."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
"""Keys that a button leaves to what it stands in, which scrolls.

Qt goes on with them to whatever stands beside the button, maybe out of view, and the next press changes what is chosen there.
"""

PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""Keys that a closed list leaves to what it stands in, which scrolls; Qt would choose the last thing of it, or the first."""


class _LeavesKeys:
    """Comes before a Qt class: it leaves some keys to what the widget stands in."""

    left: ClassVar[tuple[Qt.Key, ...]]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self.left:
            event.ignore()
        else:
            super().keyPressEvent(event)  # type: ignore[misc]  # of a widget, since a Qt class comes after this one


class LeavesArrows(_LeavesKeys):
    """Of what is pressed: the arrow keys, see `ARROWS`."""

    left = ARROWS


class LeavesPages(_LeavesKeys):
    """Of a closed list: the keys that scroll, see `PAGES`."""

    left = PAGES


class PushButton(LeavesArrows, QPushButton):
    """A button that Enter presses wherever it stands."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(True)  # Qt has Enter press one in a dialog only


class CheckBox(LeavesArrows, QCheckBox):
    """A box: where it is one of several the arrow keys lead along, and beside it there is nothing."""
