"""A strip below the page with a line for the reason of what was just taken away; whoever goes on has passed it over."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.reasons import LONGEST
from desktop.ui import keys
from desktop.ui.after_click import AfterClick
from desktop.ui.layout import button, sized
from desktop.ui.line_side import begin_at_side
from desktop.ui.own_undo import emptied
from desktop.ui.parts.strip import Strip
from desktop.ui.reasons import Reasons

LETTERS = 45
"""Of a reason, that are seen at least."""


class ReasonStrip(Strip):
    """Asks why; the keyboard stays where it is until somebody goes there.

    What was typed into its line is kept as soon as the line is left.
    """

    def __init__(self, reasons: Reasons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons = reasons
        self._of = ""  # the revision of which it asks
        self._from: QWidget | None = None
        self._click = AfterClick(self._hide_unasked, self)
        self.setAccessibleName(_("Reason, for the history"))
        self.line = _Line()
        begin_at_side(self.line)
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText(_("Reason, for the history"))
        sized(self.line, lambda: self.line.setMinimumWidth(self.line.fontMetrics().averageCharWidth() * LETTERS))
        self.line.editingFinished.connect(self._keep)
        self.line.left.connect(self._close)
        self.keep = button(_("Keep the reason"), self._keep)
        self.away = button(_("Without a reason"), self._close, role="link")
        self.lay(self.note, self.line, self.keep, self.away)
        self.hide()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    @property
    def is_asking(self) -> bool:
        """Whether what is typed here can be kept. While it cannot, a reason may be offered elsewhere, for something else."""
        return bool(self._of) and self._of == self._reasons.asked_of

    def ask(self, question: str) -> None:
        """Ask something, or nothing any more; what stands in the line and is not kept yet stays to be seen."""
        self._of = self._reasons.asked_of if question else ""
        if not question:
            if not self.line.text().strip():
                self.hide()
            return
        emptied(self.line)
        self.note.say(question, "")
        self.line.setAccessibleName(question)
        text = _("{question} Press {keys} to give a reason.").format(question=question, keys=keys.shown("next_part"))
        self.announce(text)

    def take_focus(self) -> bool:
        """Put the keyboard into the line. Returns whether something is asked."""
        if self.isHidden():
            return False
        self.line.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is self.line and old is not None and not self.isAncestorOf(old):
            self._from = old

    def _keep(self) -> None:
        why = self.line.text().strip()
        if not why or self.isHidden():
            return
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        if self.is_asking and self._reasons.say(why):
            emptied(self.line)
            self._leave(had_keyboard)
        else:
            self.note.say(_("The reason could not be saved: something else was changed in the meantime."), "warns")

    def _close(self) -> None:
        emptied(self.line)
        if self.is_asking:
            self._reasons.forget()
        self._leave(True)

    def _leave(self, had_keyboard: bool) -> None:
        if had_keyboard and self._from is not None and self._from.isVisible():
            self._from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._from = None
        self._click.or_now(self._hide_unasked)

    def _hide_unasked(self) -> None:
        """Go, unless the click that ended one question has led to another one."""
        if not self.is_asking:
            self.hide()


class _Line(QLineEdit):
    """A line from which Escape leads away.

    Signals:
        left: Escape was pressed in it.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
