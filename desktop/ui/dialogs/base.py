"""What all dialogs have in common."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QDialog, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.ui import keys
from desktop.ui.focus import is_cut, tab_stops
from desktop.ui.layout import GAP, Part, scrolled_when_cut

EDGE = GAP + GAP // 2

MOST = 0.9
"""Of the height of the screen for a dialog: the rest is for the frame of the window."""


class Dialog(QDialog):
    """A dialog of one column, which is gone for good once it is closed.

    Without that, each one that was ever opened would stay with its page and be told of every change.

    Args:
        size: width and height in pixels; as large as its content needs when None.

    Attributes:
        inner: the column.
        on_enter: the button that the Enter key presses from any field, None for none. Qt itself would press the
            first one, which may be Cancel, or one that takes an answer back.
    """

    def __init__(self, title: str, parent: QWidget | None, size: tuple[int, int] | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._sized = size is not None
        if size:
            self.resize(*size)
        self.inner = QVBoxLayout(self)
        self.inner.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self.inner.setSpacing(GAP)
        self.on_enter: QPushButton | None = None
        self._scrolled: QScrollArea | None = None  # where all of it scrolls
        self.finished.connect(self.deleteLater)
        keys.menu_key(self)

    def topic(self) -> str:
        """Return the topic of the manual that F1 shows above the dialog."""
        from desktop.manual import topic_of

        return topic_of(dialog=type(self).__module__.rpartition(".")[2])

    def setVisible(self, visible: bool) -> None:
        if visible and not self.isVisible():
            self._fit_screen()
        super().setVisible(visible)

    def _fit_screen(self) -> None:
        """Be as large as all lines need, and no larger than the screen: what has no room there can be scrolled to."""
        if self.layout() is not self.inner:
            return  # it scrolls already
        screen = self.screen().availableGeometry()
        most = QSize(screen.width(), int(screen.height() * MOST))
        least = self.minimumSizeHint()
        size = (self.size() if self._sized else self.sizeHint()).expandedTo(least).boundedTo(most)
        if self.inner.hasHeightForWidth():
            least.setHeight(self.inner.minimumHeightForWidth(size.width()))
        if self._sized:
            self.resize(size.expandedTo(QSize(0, least.height())).boundedTo(most))
        if least.width() > most.width() or least.height() > most.height():
            self._scroll(size.expandedTo(QSize(0, least.height())).boundedTo(most))

    def _scroll(self, size: QSize) -> None:
        """Let everything be scrolled in a dialog of a size; the keyboard stays where it is."""
        focused = self.focusWidget()
        part = Part(self)
        area = scrolled_when_cut(part)
        part.setLayout(self.inner)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)
        self.resize(size)
        self._scrolled = area
        if focused is not None:
            focused.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._sized and self.layout() is self.inner:
            self._hold_all()
        if self.focusWidget() is None:
            self.focusNextChild()  # else the keyboard would be nowhere, and a screen reader silent
        if self._scrolled is not None and not event.spontaneous():
            QTimer.singleShot(0, self, partial(self._begin_at_top, self.focusWidget()))

    def _begin_at_top(self, begun: QWidget | None) -> None:
        """Show the beginning of what scrolls, with the keyboard there, unless somebody has gone elsewhere by now.

        Where it opens with the keyboard on a button at its end, whoever reads would begin at the end.
        """
        area, focused = self._scrolled, self.focusWidget()
        if area is None or focused is not begun:
            return
        area.verticalScrollBar().setValue(0)
        if focused is None or is_cut(focused):
            first = next((each for each in tab_stops(self) if not isinstance(each, QAbstractScrollArea)), None)
            if first is not None and focused is first:  # what is to be filled in comes after much that is to be read
                area.ensureWidgetVisible(focused)
            else:
                (area if first is None or is_cut(first) else first).setFocus(Qt.FocusReason.OtherFocusReason)

    def _hold_all(self) -> None:
        """Be as high as all lines need where the screen is: Qt opens no window higher than two thirds of it, and cuts."""
        needed = self.inner.totalHeightForWidth(self.width()) if self.inner.hasHeightForWidth() else 0
        if self.height() < needed:
            self.resize(self.width(), min(needed, int(self.screen().availableGeometry().height() * MOST)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            from desktop.ui.manual import show_manual

            show_manual(self, self.topic())
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.on_enter is not None:
            self.on_enter.click()
