"""Groups of buttons that are one stop of the Tab key: the arrows go along in them, Space and Enter press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_PRESSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Along(QObject):
    """Lets the keyboard go along a group of buttons.

    The Tab key comes to one of them, and from any of them it goes on behind the group. Arrows go to the next and the
    previous one by the direction of reading, Home and End to the first and the last. Nothing is pressed on the way.

    Args:
        holder: the widget of the group, which it goes with; its direction decides which arrow leads on.
        digits: the keys 1 to 9 press the button of that place, unless it is pressed already.
    """

    def __init__(self, holder: QWidget, *, digits: bool = False) -> None:
        super().__init__(holder)
        self._holder = holder
        self._digits = digits
        self._column = 0
        self._buttons: list[QAbstractButton] = []

    def lead(self, buttons: Sequence[QAbstractButton]) -> None:
        """Lead along these buttons from now on; the Tab key comes to the first."""
        for button in buttons:
            if button not in self._buttons:
                button.installEventFilter(self)
        self._buttons = list(buttons)
        if self._buttons:
            self.stop_at(self._buttons[0])

    def stand_in_columns(self, column: int) -> None:
        """Take it from now on that so many buttons stand below each other before the next column begins, 0 for one line."""
        self._column = column

    def stop_at(self, stop: QAbstractButton) -> None:
        """Let the Tab key come to one of the buttons."""
        for button in self._buttons:
            here = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            if button.focusPolicy() != here:
                button.setFocusPolicy(here)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QAbstractButton):
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._pressed(watched, event)
            if isinstance(event, QFocusEvent) and event.gotFocus() and watched in self._buttons:
                self.stop_at(watched)
        return False

    def _pressed(self, button: QAbstractButton, event: QKeyEvent) -> bool:
        if event.modifiers() not in _PLAIN:
            return False
        if event.key() in _PRESSING:
            button.click()
            return True
        shown = [each for each in self._buttons if each.isVisible() and each.isEnabled()]
        if self._digits and len(event.text()) == 1 and event.text().isdecimal():
            number = int(event.text())  # of whichever script the keyboard writes
            if 0 < number <= len(shown):
                shown[number - 1].setFocus(Qt.FocusReason.TabFocusReason)
                if not shown[number - 1].isChecked():
                    shown[number - 1].click()
            return True
        if button not in shown:
            return False
        place = self._place(event.key(), shown.index(button), len(shown))
        if place is None:
            return False
        shown[place].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _place(self, key: int, place: int, count: int) -> int | None:
        """Return where a key leads to from a place, None for one that does not lead along."""
        rtl = self._holder.isRightToLeft()
        ahead, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if rtl:
            ahead, back = back, ahead
        beside = self._column or 1
        steps: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, ahead: beside, back: -beside}
        if key in steps:
            led = place + steps[key]
            # Beside a column that is shorter there is nothing; along one line the end is followed by the beginning.
            return led % count if abs(steps[key]) == 1 else led if 0 <= led < count else place
        ends: dict[int, int] = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: count - 1}
        return ends.get(key)
