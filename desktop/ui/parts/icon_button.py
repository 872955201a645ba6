"""A button that shows a drawing alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton

from desktop.ui import keys
from desktop.ui.parts.icons import icon
from desktop.ui.parts.push_button import LeavesArrows
from desktop.ui.tooltips import hint


class ToolButton(LeavesArrows, QToolButton):
    """A small button that Enter presses as it does every other one; one of Qt's own answers to the space bar alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


def icon_button(
    drawn: str,
    text: str,
    do: Callable[[], object] | None = None,
    *,
    tone: str = "",
    key: str = "",
    small: bool = False,
    focus: Qt.FocusPolicy = Qt.FocusPolicy.TabFocus,
) -> QToolButton:
    """Return a button whose name and tool tip say what its drawing means.

    Args:
        drawn: the name of an icon.
        text: what it does, or what pressing it opens.
        do: is called when it is pressed.
        tone: the colour of the drawing, see `icons.icon`.
        key: the shortcut that does the same, by its name in `keys`; the tool tip tells it.
        small: it stands beside the name of a field.
        focus: a mouse leaves the keyboard where it is, unless said otherwise.
    """
    pressed = ToolButton()
    if small:
        pressed.setProperty("role", "small")
    pressed.setIcon(icon(drawn, tone))
    pressed.setFocusPolicy(focus)
    pressed.setAccessibleName(text)
    pressed.setToolTip(hint(keys.with_keys(text, key) if key else text))
    if do is not None:
        pressed.clicked.connect(lambda _checked=False: do())
    return pressed
