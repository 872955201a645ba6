"""What is drawn anew only where it changed when it comes to be higher or less high."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.theme import scaled

# It comes before a Qt class, which is a widget; as one itself it could not.
if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object

EDGE = 12
"""Pixels at 100 % at the end of a card that hold its rounded corners and the line around it."""


class StaysDrawn(_Widget):
    """Comes before the Qt class of a widget that grows and shrinks at its end, and in which nothing moves then.

    By itself Qt draws all of a widget anew when its height changes, with everything that stands in it: of a form that shows
    the next entry every field that is seen, although hardly one of them says something else.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before, now = event.oldSize(), event.size()
        if before.width() != now.width():
            self.update()
            return
        edge = scaled(EDGE)
        # Where it ended, if that is seen, and where it ends.
        for end in {min(before.height(), now.height()), now.height()}:
            self.update(0, end - edge, now.width(), edge)
