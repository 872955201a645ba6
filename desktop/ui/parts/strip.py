"""What every strip across the window has in common: a note, and what can be done about it beside or below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from desktop.ui.layout import GAP
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.notes import Note

LEAST_BESIDE = 24
"""Letters that stand in a line beside what can be done, at least; where there is no room for them, that stands below."""


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
        self._line: QBoxLayout | None = None
        self._first: QWidget = self.note
        self._others = FlowLayout()

    def lay(
        self, first: QWidget, *others: QWidget, spacing: int = GAP // 2, high: int = GAP // 4, side: int = GAP
    ) -> FlowLayout:
        """Lay the strip out in one line, of which the first thing takes the room that is left; in two where that is little.

        Args:
            high, side: the room around the line, in pixels.

        Returns: where the others stand.
        """
        holder = QWidget()
        holder.setLayout(self._others)
        self._others.setSpacing(spacing)
        for each in others:
            self._others.addWidget(each)
        self._first = first
        self._line = line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(side, high, side, high)
        line.setSpacing(spacing)
        line.addWidget(first, 1)
        line.addWidget(holder)
        line.setAlignment(self.note, Qt.AlignmentFlag.AlignVCenter)
        return self._others

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self._line is not None:
            self._arrange(self._line)
        return super().event(event)

    def _arrange(self, line: QBoxLayout) -> None:
        """Let the others stand below the first thing where that would have no room for some words beside them."""
        room = self.contentsRect().marginsRemoved(line.contentsMargins()).width()
        beside = room - self._others.sizeHint().width() - line.spacing()
        wanted = min(self._first.sizeHint().width(), self.fontMetrics().averageCharWidth() * LEAST_BESIDE)
        way = QBoxLayout.Direction.TopToBottom if beside < wanted else QBoxLayout.Direction.LeftToRight
        if line.direction() != way:
            line.setDirection(way)

    def announce(self, text: str) -> None:
        """Show the strip and have a screen reader read a text; the keyboard stays where it is."""
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
