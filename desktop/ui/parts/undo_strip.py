"""A strip that tells what was removed, with the buttons that bring it back and that lead to where one says why it went."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.ui.layout import GAP, button
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.parts.strip import Strip
from desktop.ui.reasons import Reasons


class UndoStrip(Strip):
    """Stays until something else comes or goes. It takes back what it tells of, whatever was written meanwhile.

    Args:
        undo: takes back the revision of an id.
        reasons: where a reason is asked for what it tells of, see `Reasons.offered`; None where none is wanted.
    """

    def __init__(
        self, undo: Callable[[str], object], reasons: Reasons | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._undo = undo
        self._reasons = reasons
        self._revision = ""
        self.setAccessibleName(_("Removed"))
        self.undo = button(_("Undo"), self._take_back, role="link")
        self.reason = button(_("Give a reason…"), self._ask, role="link")
        self.reason.hide()
        self.away = button(_("Close"), self.hide, role="link")
        self.lay(self.note, self.undo, self.reason, self.away, side=GAP // 2)
        self.hide()
        if reasons is not None:
            reasons.wanted.connect(self._asked_elsewhere)  # its own method: Qt forgets it as the strip goes

    def tell(self, text: str, revision: str, state: str = "done") -> None:
        """Tell what was removed, and by which revision."""
        self._revision = revision
        self.note.say(text, state)
        self.undo.setAccessibleName(_("Undo: {revision}").format(revision=text))
        self.setAccessibleDescription(text)
        question = self._reasons.question if self._reasons is not None else ""
        self.reason.setAccessibleName(question or self.reason.text())
        let_be_seen(self.reason, bool(question))
        self.announce(text)

    def _asked_elsewhere(self) -> None:
        let_be_seen(self.reason, False)

    def _ask(self) -> None:
        if self._reasons is not None:
            self._reasons.ask()

    def _take_back(self) -> None:
        self.hide()
        self._undo(self._revision)
