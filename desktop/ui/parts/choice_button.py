"""A button that is chosen among others; its words go on in the next line where there is no room for them in one."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.i18n.translation import gettext as _
from desktop.ui.parts.wrapping_button import WrappingButton


class ChoiceButton(WrappingButton):
    """One of several choices side by side, which a screen reader calls a radio button."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setProperty("role", "choice")


def meaning(text: str, *, chosen: bool) -> str:
    """Return what a choice means, as it is shown below all of them: of one that only has the keyboard it says so.

    The arrows go along and choose nothing, unlike those of radio buttons elsewhere: each answer is a line of the history.
    """
    return text if chosen or not text else _("Not chosen: {text}").format(text=text)


def show_pressed(button: QPushButton, pressed: bool) -> None:
    """Show a button pressed or not; one that is exclusive would not let go of it by itself."""
    if button.isChecked() != pressed:
        exclusive = button.autoExclusive()
        button.setAutoExclusive(False)
        button.setChecked(pressed)
        button.setAutoExclusive(exclusive)
