"""Keys that come for a list that has just closed: they go where the keyboard is now."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


def hand_late_keys_on(popup: QWidget) -> None:
    """Let keys that come for a list after it has closed reach the window that it was opened over.

    Where windows are told of the keyboard by a server, as on Linux, an open list is given it, and hears of that only some
    time later. Whoever types faster than the window follows has closed the list by then: Qt would call the keyboard back
    into the line below it, and write the next letters there.
    """
    if popup.findChild(_LateKeys, options=Qt.FindChildOption.FindDirectChildrenOnly) is None:
        popup.installEventFilter(_LateKeys(popup))


class _LateKeys(QObject):
    # Of the class: what Python has collected is still told of events while its window goes.
    _popup: QWidget | None = None
    _handle: QWindow | None = None
    _below: QWidget | None = None

    def __init__(self, popup: QWidget) -> None:
        super().__init__(popup)
        self._popup = popup

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        popup = self._popup
        if popup is None:
            return False
        if isinstance(event, QKeyEvent):
            return watched is self._handle and not popup.isVisible() and self._hand_on(event)
        if watched is popup:
            if event.type() == QEvent.Type.Show:
                self._follow(popup)
            elif event.type() == QEvent.Type.WindowActivate and not popup.isVisible():
                self._stay_below(popup)
        return False

    def _follow(self, popup: QWidget) -> None:
        handle = popup.windowHandle()
        if handle is not None and handle is not self._handle:
            handle.installEventFilter(self)  # the window is told of the keys, and hands them on to its parts
            self._handle = handle
        active = QApplication.activeWindow()
        if active is not popup:
            self._below = active

    def _stay_below(self, popup: QWidget) -> None:
        """Leave the keyboard where it went: the proposals of a line would give it back to that line."""
        if popup.focusProxy() is not None and self._below is not None and isValid(self._below):
            popup.setFocusProxy(self._below.focusWidget())

    def _hand_on(self, event: QKeyEvent) -> bool:
        handle = self._below.windowHandle() if self._below is not None and isValid(self._below) else None
        return handle is not None and QCoreApplication.sendEvent(handle, event)
