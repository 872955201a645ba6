"""Which history goes along with a package: a choice of three, each with what it means."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.released_history import History
from desktop.ui.layout import GAP, margins, words

CHOICES: tuple[tuple[History, str, str], ...] = (
    ("none", N_("No history"), N_("The package says what is said now, and nothing of what was said before.")),
    (
        "released",
        N_("History of the texts as released"),
        N_("Also who wrote each included text as it stands, and when. No earlier wordings, no removed entries."),
    ),
    (
        "whole",
        N_("Whole history"),
        N_("Also every earlier wording of what is included, and entries that were removed since, with who wrote them."),
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
        self.options: dict[History, QRadioButton] = {}
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 4)
        column.addWidget(words(_("History with the package"), "label"))
        for key, name, meaning in CHOICES:
            option = QRadioButton(_(name))
            option.setAccessibleDescription(_(meaning))
            option.setChecked(key == self._history)
            option.toggled.connect(lambda on, key=key: self._choose(key) if on else None)
            group.addButton(option)
            column.addWidget(option)
            said = QVBoxLayout()
            margins(said, GAP * 3 // 2, 0, 0, 0)
            said.addWidget(words(_(meaning), "help"))
            column.addLayout(said)
            self.options[key] = option

    @property
    def history(self) -> History:
        """What was chosen."""
        return self._history

    def choose(self, history: History) -> None:
        """Choose one."""
        self.options[history].setChecked(True)

    def _choose(self, history: History) -> None:
        self._history = history
        self.chosen.emit(history)
