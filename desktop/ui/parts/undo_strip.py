"""A strip that tells what was removed, with the button that brings it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.ui.layout import GAP, button
from desktop.ui.parts.strip import Strip


class UndoStrip(Strip):
    """Stays until something else comes or goes. It takes back what it tells of, whatever was written meanwhile.

    Args:
        undo: takes back the revision of an id.
    """

    def __init__(self, undo: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo = undo
        self._revision = ""
        self.setAccessibleName(_("Removed"))
        self.undo = button(_("Undo"), self._take_back, role="link")
        self.away = button(_("Close"), self.hide, role="link")
        self.lay(self.note, self.undo, self.away, side=GAP // 2)
        self.hide()

    def tell(self, text: str, revision: str, state: str = "done") -> None:
        """Tell what was removed, and by which revision."""
        self._revision = revision
        self.note.say(text, state)
        self.undo.setAccessibleName(_("Undo: {revision}").format(revision=text))
        self.setAccessibleDescription(text)
        self.announce(text)

    def _take_back(self) -> None:
        self.hide()
        self._undo(self._revision)
