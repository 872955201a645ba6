"""Presses beside a list of proposals: they close it, and reach what lies there. So do keys that come after it has closed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.parts.late_keys import hand_late_keys_on

PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


def pass_presses_on(proposed: QWidget | None) -> None:
    """Let a press beside a list of proposals, the popup of a completer, reach what lies below the pointer.

    Such a list has all presses while it is open, and Qt takes one beside it for its closing alone: whoever typed into a
    line and clicks into the next would have clicked for nothing, and typed on where they no longer look.
    """
    if proposed is not None:
        proposed.installEventFilter(_PassingOn(proposed))
        hand_late_keys_on(proposed)


class _PassingOn(QObject):
    def __init__(self, proposed: QWidget) -> None:
        super().__init__(proposed)
        self._proposed = proposed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in PRESSES or not isinstance(event, QMouseEvent) or not self._proposed.isVisible():
            return False
        if self._proposed.rect().contains(event.position().toPoint()):
            return False
        self._proposed.hide()
        _press(event)
        return True


def _press(event: QMouseEvent) -> None:
    """Press what lies where something was pressed."""
    below = QApplication.widgetAt(event.globalPosition().toPoint())
    window = below.window() if below is not None else None
    handle = window.windowHandle() if window is not None else None
    modal = QApplication.activeModalWidget()
    if window is None or handle is None or modal not in (None, window):
        return
    if not window.isActiveWindow():
        window.activateWindow()
    place = window.mapFromGlobal(event.globalPosition())
    press = QMouseEvent(
        event.type(), place, place, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
    )
    # By the window, not by the widget: the release then goes where the press went.
    QCoreApplication.sendEvent(handle, press)
