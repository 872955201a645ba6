"""What is put aside where letters are so large that it would take the room of what a page is about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.ui.parts.icons import icon
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.parts.push_button import PushButton
from desktop.ui.theme import is_low


class Disclosure(PushButton):
    """A button that shows what was put aside, and puts it aside again; there only where the window is low for its letters.

    Signals:
        changed: it was put aside, or is shown again.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Details"))
        self.setCheckable(True)
        self.setAccessibleName(_("Details: sections, state and what can be done"))
        self.toggled.connect(lambda _on: self._show())
        self._parts: list[tuple[QWidget, Callable[[], bool]]] = []
        self._is_low = False
        self.hide()

    @property
    def is_folded(self) -> bool:
        """Whether its parts are put aside now."""
        return self._is_low and not self.isChecked()

    @property
    def is_open(self) -> bool:
        """Whether its parts are shown where they would take the room of what the page is about."""
        return self._is_low and self.isChecked()

    def take(self, part: QWidget, wanted: Callable[[], bool] = lambda: True) -> None:
        """Put a part aside with the others.

        Args:
            wanted: whether it is shown at all; whoever shows or hides it meanwhile asks `is_folded`.
        """
        self._parts.append((part, wanted))
        if self._is_low:
            self._show()

    def fold(self) -> None:
        """Put everything aside again: somebody goes on to what the page is about."""
        self.setChecked(False)

    def follow(self, page: QWidget) -> None:
        """Take notice by itself that a page has another size, or other letters."""
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.Show):
            self.fit()
        return False

    def fit(self) -> None:
        """Take notice that the letters or the window have another size."""
        is_low_now = is_low(self)
        if is_low_now != self._is_low:
            self._is_low = is_low_now
            let_be_seen(self, is_low_now)
            self._show()

    def _show(self) -> None:
        self.setIcon(icon("up" if self.isChecked() else "down", "muted"))
        for part, wanted in self._parts:
            let_be_seen(part, wanted() and not self.is_folded)
        self.changed.emit()
