"""What a click brings below the pointer is not meant by the second press of a double click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
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
        self._is_taken = False
        handle = come.window().windowHandle()
        if handle is None:  # nothing was clicked in a window that is not there
            self.deleteLater()
            return
        # Of the window, which is told of little beside the mouse: all events of the program would be thousands.
        self._handle = handle
        handle.installEventFilter(self)
        QTimer.singleShot(QGuiApplication.styleHints().mouseDoubleClickInterval(), self, self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            below = self._come.window().childAt(event.position().toPoint())
            self._is_taken = below is not None and (below is self._come or self._come.isAncestorOf(below))
            return self._is_taken
        if event.type() == QEvent.Type.MouseButtonPress and self._is_taken:
            self._is_taken = False  # another program has had the release, and this is a press of its own
            self._end()
        if event.type() == QEvent.Type.MouseButtonRelease and self._is_taken:
            self._is_taken = False
            self._end()
            return True
        return False

    def _end(self) -> None:
        if not self._is_taken:  # else the release is still to come
            if isValid(self._handle):
                self._handle.removeEventFilter(self)
            self.deleteLater()
