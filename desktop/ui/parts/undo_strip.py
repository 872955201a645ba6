"""A strip that tells what was removed, with the button that brings it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.i18n.translation import gettext as _
from desktop.ui.layout import GAP, across, button
from desktop.ui.parts.notes import Note


class UndoStrip(QFrame):
    """Stays until something else comes or goes. It takes back what it tells of, whatever was written meanwhile.

    Args:
        undo: takes back the revision of an id.
    """

    def __init__(self, undo: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo = undo
        self._revision = ""
        self.setProperty("role", "notice")
        self.setAccessibleName(_("Removed"))
        self._note = Note("body")
        self.undo = button(_("Undo"), self._take_back, role="link")
        self.away = button(_("Close"), self.hide, role="link")
        row = across(self._note, self.undo, self.away)
        row.setContentsMargins(GAP // 2, GAP // 4, GAP // 2, GAP // 4)
        row.setStretch(0, 1)
        self.setLayout(row)
        self.hide()

    def tell(self, text: str, revision: str, state: str = "done") -> None:
        """Tell what was removed, and by which revision."""
        self._revision = revision
        self._note.say(text, state)
        self.undo.setAccessibleName(_("Undo: {revision}").format(revision=text))
        self.setAccessibleDescription(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))  # the keyboard stays where it is

    def _take_back(self) -> None:
        self.hide()
        self._undo(self._revision)
