"""The box that everything is searched from: it searches while somebody types, and leads into what was found."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n.translation import gettext as _
from desktop.ui import keys
from desktop.ui.line_side import begin_at_side
from desktop.ui.parts.icons import let_be_cleared
from desktop.ui.theme import is_large
from desktop.ui.topics import about_topic

SEARCH_AFTER = 200
"""Milliseconds of rest in typing after which the search begins."""


LEAST_LETTERS = 10
"""Letters of what is looked for that are seen at least."""


class SearchBox(QLineEdit):
    """A line to type into.

    Down, Enter and the Tab key lead into what was found; Esc empties the box, and leaves it when it is empty.

    Signals:
        searched: the text that is looked for; empty once the box was emptied.
        results_wanted: the keyboard wants to go to what was found.
        left: somebody wants to go back to where the search began.
    """

    searched = Signal(str)
    results_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(f"{_('Search')}   {keys.shown('search')}")
        self.setAccessibleName(_("Search everything"))
        about_topic(self, "window#2")
        self.setToolTip(keys.with_keys(_("Search everything"), "search"))
        let_be_cleared(self)
        begin_at_side(self)
        self._searched = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SEARCH_AFTER)
        self._rest.timeout.connect(self._search)
        self.textChanged.connect(self._typed)

    def take_focus(self) -> None:
        """Put the keyboard here, with what was looked for last chosen, to be typed over."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def stop(self) -> None:
        """Forget a search that was only begun: whoever goes somewhere else no longer wants it."""
        self._rest.stop()

    def take(self, text: str) -> None:
        """Say what is looked for, where that was not typed here: on the way back to what was found."""
        if text.strip() != self._searched:
            self._searched = text.strip()
            self.setText(text)
            self.stop()

    def forget(self) -> None:
        """Empty the box without searching: we are somewhere else now."""
        self.stop()
        self._searched = ""
        self.clear()  # the box itself has to hear of it, else its cross stays

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Its key is said where there is room for it; the tool tip has it always.
        whole = f"{_('Search')}   {keys.shown('search')}"
        room = self.width() - self.fontMetrics().height()
        self.setPlaceholderText(whole if self.fontMetrics().horizontalAdvance(whole) <= room else _("Search"))

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        letters = self.fontMetrics()
        wide = letters.averageCharWidth() * LEAST_LETTERS
        if is_large():  # what it is for is read whole; the title goes on in another line
            wide = max(wide, letters.horizontalAdvance(_("Search")) + round(letters.height() * 1.2))
        return QSize(wide, least.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._search()
                if self._searched:
                    self.results_wanted.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, ahead: bool) -> bool:
        """Go on to what was found, if anything was; the bar is come by on the way back."""
        self._search()
        if ahead and self._searched:
            self.results_wanted.emit()
            if not self.hasFocus():
                return True
        return super().focusNextPrevChild(ahead)

    def _typed(self, text: str) -> None:
        if text.strip():
            self._rest.start()
        else:
            self._search()

    def _search(self) -> None:
        self.stop()
        text = self.text().strip()
        if text != self._searched:
            self._searched = text
            self.searched.emit(text)
