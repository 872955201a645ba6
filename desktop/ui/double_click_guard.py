"""What a click brings below the pointer is not meant by the second press of a double click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class DoubleClickGuard(QObject):
    """Keeps the second press of a double click from what has just come, for as long as there can be one.

    Many press twice to open a line of a list. The first press opens it; the second one would land in the form that came, and
    could give a rating there.

    Args:
        come: what has come; a double click on anything else is left alone.
    """

    def __init__(self, come: QWidget) -> None:
        super().__init__(come)
        self._come = come
        self._taken = Qt.MouseButton.NoButton  # whose second press was kept from it, and whose release is still to come
        handle = come.window().windowHandle()
        if handle is None:  # nothing was clicked in a window that is not there
            self.deleteLater()
            return
        # Of the window, which is told of little beside the mouse: all events of the program would be thousands.
        self._handle = handle
        handle.installEventFilter(self)
        QTimer.singleShot(QGuiApplication.styleHints().mouseDoubleClickInterval(), self, self._time_is_over)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonDblClick and self._is_on_what_came(event):
            self._taken = event.button()
            return True
        if event.button() != self._taken:
            return False  # a press of another button was let through, and so is its release
        if event.type() == QEvent.Type.MouseButtonPress:
            self._end()  # another program has had the release, and this is a press of its own
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._end()
            return True
        return False

    def _is_on_what_came(self, event: QMouseEvent) -> bool:
        below = self._come.window().childAt(event.position().toPoint())
        return below is not None and (below is self._come or self._come.isAncestorOf(below))

    def _time_is_over(self) -> None:
        if self._taken == Qt.MouseButton.NoButton:  # else the release is still to come
            self._end()

    def _end(self) -> None:
        self._taken = Qt.MouseButton.NoButton
        if isValid(self._handle):
            self._handle.removeEventFilter(self)
        self.deleteLater()
