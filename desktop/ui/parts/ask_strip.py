"""A strip below the bar that tells something and offers what can be done about it, without being in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.i18n.translation import gettext as _
from desktop.ui.layout import button
from desktop.ui.parts.strip import Strip


class AskStrip(Strip):
    """Stays until it is answered, or is not asked any more. The keyboard stays where it is.

    Attributes:
        answers: the buttons, in their order; the last one closes the strip.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: list[QPushButton] = []
        self._row = self.lay(self.note)
        self.hide()

    @property
    def text(self) -> str:
        """What is told, empty where nothing is."""
        return "" if self.isHidden() else self.accessibleName()

    def ask(self, text: str, answers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Tell something, with what can be done; each answer closes the strip."""
        for each in self.answers:
            self._row.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.answers = [button(words, partial(self._answered, done)) for words, done in answers]
        self.answers.append(button(_("Close"), self.hide, role="link"))
        for each in self.answers:
            self._row.addWidget(each)
            each.show()
        self.note.say(text, "info")
        self.setAccessibleName(text)
        self.announce(text)

    def _answered(self, done: Callable[[], object]) -> None:
        self.hide()
        done()
