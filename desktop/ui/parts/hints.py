"""The quiet lines under a field that ask what a reader would ask; they come and go while somebody writes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.lists import sentences
from desktop.ui.parts.notes import Note, let_be_seen


class HintLines(QWidget):
    """Hints one below the other; hidden while there are none. They never stand in the way of the Tab key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: list[Note] = []
        self._said: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def said(self) -> str:
        """Return all that is said, for a screen reader."""
        return sentences(self._said)

    def says(self, hints: Sequence[str]) -> bool:
        """Return whether it says these hints and no others."""
        return tuple(hints) == self._said

    def say(self, hints: Sequence[str]) -> None:
        """Say these hints and no others."""
        self._said = tuple(hints)
        while len(self._notes) < len(hints):
            self._notes.append(Note("help"))
            self._column.addWidget(self._notes[-1])
        for place, note in enumerate(self._notes):
            note.say(*((hints[place], "info") if place < len(hints) else ("",)))
        let_be_seen(self, bool(hints))
