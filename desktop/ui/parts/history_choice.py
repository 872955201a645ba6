"""Which history goes along with a package: a choice of three, each with what it means."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.released_history import History
from desktop.ui.layout import GAP, words
from desktop.ui.parts.along import Along
from desktop.ui.parts.choice_button import ChoiceButton, show_pressed
from desktop.ui.parts.flow import flowing
from desktop.ui.topics import about_topic

CHOICES: tuple[tuple[History, str, str], ...] = (
    (
        "none",
        N_("No history of changes"),
        N_(
            "The package contains the answers as they are now, and says who gave each of them and "
            "when. It contains no earlier wordings and no removed entries."
        ),
    ),
    (
        "released",
        N_("History of the texts as released"),
        N_(
            "Also the change that gave each included text its present wording. No earlier wordings, no removed entries."
        ),
    ),
    (
        "whole",
        N_("Whole history"),
        N_(
            "Also every earlier wording of what is included, and entries that have been removed, "
            "with the names of those who wrote them."
        ),
    ),
)


class HistoryChoice(QWidget):
    """The choice, which begins at no history.

    Signals:
        chosen: the key of what was chosen.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history: History = "none"
        self.options: dict[History, ChoiceButton] = {}
        self.setAccessibleName(_("History in the package"))
        about_topic(self, "release#2")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP // 4)
        rows.addWidget(words(_("History in the package"), "label"))
        for key, name, meaning in CHOICES:
            option = ChoiceButton(_(name))
            option.setAccessibleDescription(_(meaning))
            option.clicked.connect(lambda _checked=False, key=key: self.choose(key))
            rows.addWidget(flowing(option))  # as wide as its words: across the card it looks like a main button
            rows.addWidget(words(_(meaning), "help"))
            self.options[key] = option
        Along(self).lead(list(self.options.values()))
        show_pressed(self.options[self._history], True)

    @property
    def history(self) -> History:
        """What was chosen."""
        return self._history

    def choose(self, history: History) -> None:
        """Choose one."""
        for key, option in self.options.items():
            show_pressed(option, key == history)
        if history != self._history:
            self._history = history
            self.chosen.emit(history)
