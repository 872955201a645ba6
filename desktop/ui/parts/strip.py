"""What every strip across the window has in common: a note, what can be done about it, and one line for both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.ui.layout import GAP, across
from desktop.ui.parts.notes import Note


class Strip(QFrame):
    """A strip above or below the page; its subclasses say what is in it.

    Attributes:
        note: what it tells.
    """

    def __init__(self, parent: QWidget | None = None, *, state: str = "") -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        if state:
            self.setProperty("state", state)
        self.note = Note("body")

    def lay(self, *items: QWidget, spacing: int = GAP // 2, high: int = GAP // 4, side: int = GAP) -> QHBoxLayout:
        """Lay the strip out in one line, of which the first thing takes the room that is left.

        Args:
            high, side: the room around the line, in pixels.
        """
        row = across(*items, spacing=spacing)
        row.setContentsMargins(side, high, side, high)
        row.setStretch(0, 1)
        row.setAlignment(self.note, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(row)
        return row

    def announce(self, text: str) -> None:
        """Show the strip and have a screen reader read a text; the keyboard stays where it is."""
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
