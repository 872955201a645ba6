"""Words that are typed while the keyboard is on something that takes none: they go on in the line that they are meant for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

_CONTROL, _ALTERNATE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def is_typed(event: QKeyEvent) -> bool:
    """Whether a key types a letter. With Ctrl or Alt it is a command, whatever letter some systems give with it; with both
    it is AltGr.
    """
    held = event.modifiers() & (_CONTROL | _ALTERNATE | Qt.KeyboardModifier.MetaModifier)
    typed = held in (Qt.KeyboardModifier.NoModifier, _CONTROL | _ALTERNATE)
    return typed and bool(event.text().strip()) and event.text().isprintable()


def type_on(line: QLineEdit, event: QKeyEvent) -> None:
    """Let a key that was pressed elsewhere be typed in a line, as if the keyboard had been there."""
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    QApplication.sendEvent(line, event)


class TypedOver(QObject):
    """Lets words that are put together go from a widget to a line: by an input method, or by a dead key and a letter.

    An input method is asked nothing for a widget that takes no letters, and its first key would come raw. So the widget
    answers for the line, and the keyboard goes there with the first word that is finished: while one is being put
    together, that would break it off.

    Args:
        line: what the words are meant for.
        may: whether they are at this moment.
        anew: what stands in the line is replaced.
    """

    def __init__(self, line: QLineEdit, may: Callable[[], bool], over: QWidget, *, anew: bool = False) -> None:
        super().__init__(over)
        self._line = line
        self._anew = anew
        self._is_begun = False
        self._may = may
        self._over: QWidget | None = None
        self.watch(over)

    def watch(self, over: QWidget) -> None:
        """Answer for another widget from now on."""
        if self._over is not over:
            before, self._over = self._over, over
            if before is not None and isValid(before):  # a button that had the keyboard may be gone with its panel
                before.removeEventFilter(self)
            over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodQueryEvent) and self._may():
            QApplication.sendEvent(self._line, event)
            if isinstance(watched, QWidget):
                self._move(event, watched)
            return True
        if isinstance(event, QInputMethodEvent) and self._may():
            if self._anew and not self._is_begun:
                self._line.selectAll()
            self._is_begun = bool(event.preeditString())
            QApplication.sendEvent(self._line, event)
            if event.commitString():
                self._line.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _move(self, event: QInputMethodQueryEvent, over: QWidget) -> None:
        """Say where the line is as the widget sees it: what is proposed stands beside the words."""
        away = over.mapFromGlobal(self._line.mapToGlobal(QPoint()))
        for query in (Qt.InputMethodQuery.ImCursorRectangle, Qt.InputMethodQuery.ImAnchorRectangle):
            where = event.value(query) if event.queries() & query else None
            if isinstance(where, QRect | QRectF):
                event.setValue(query, where.translated(away))
