"""A button that is pressed, and takes no other key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
"""Keys that a button leaves to what it stands in, which scrolls.

Qt goes on with them to whatever stands beside the button, maybe out of view, and the next press changes what is chosen there.
"""


class PushButton(QPushButton):
    """A button that leaves the arrow keys alone, see `ARROWS`."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)
