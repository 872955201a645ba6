"""What the stages of rating together are made of: a screen, its list, and the steps of a rating."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.catalogue.definitions import Option
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.ui.layout import GAP, RING, CalmCombo
from desktop.ui.parts.along import Along
from desktop.ui.parts.choice_button import ChoiceButton, meaning, show_pressed
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.theme import scaled
from desktop.ui.workshop.letters import said

LONGEST_IN_A_LINE = 44
"""Letters of a ministry where its name cannot go on in the next line; all of it is said by a screen reader."""


class LargeCombo(CalmCombo):
    """A list as wide as there is room, and as high as its letters are, which grow after it was made."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + scaled(GAP // 2) + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The look of the window has set a least height, for its own letters.
        if self.minimumHeight() != self.sizeHint().height():
            self.setMinimumHeight(self.sizeHint().height())


class Stage(QWidget):
    """One screen of rating together."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(GAP // 2)

    def take_focus(self) -> None:
        """Put the keyboard where the stage begins."""

    def press(self, place: int) -> bool:
        """Choose the option of a place, counted from 1, as a digit does. Returns whether the stage has options."""
        return False


class Options(QWidget):
    """The steps of a rating in their order, each by its digit, with what the chosen one means, or the one under the keyboard.

    Signals:
        chosen: the key of an option.
    """

    chosen = Signal(str)

    def __init__(self, question: str, options: Sequence[tuple[Option, str]]) -> None:
        super().__init__()
        self.value = ""
        self.buttons: dict[str, ChoiceButton] = {}
        self._helps: dict[str, str] = {}
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP // 4)
        holder = QWidget()
        row = FlowLayout(holder, spacing=GAP // 4, even=True)
        inside.addWidget(holder)
        for place, (option, label) in enumerate(options, 1):
            choice = ChoiceButton(_("{number}  {title}").format(number=counted(place), title=label))
            choice.setAccessibleName(_("{question}: {answer}").format(question=question, answer=label))
            choice.setAccessibleDescription(_(option.help) if option.help else "")
            choice.clicked.connect(lambda _checked=False, key=option.key: self.choose(key))
            self.buttons[option.key] = choice
            self._helps[option.key] = _(option.help) if option.help else ""
            choice.installEventFilter(self)
            row.addWidget(choice)
        self.help = said("", "muted")
        self.help.keep_lines_of(
            *(meaning(each, chosen=chosen) for each in self._helps.values() for chosen in (True, False))
        )
        inside.addWidget(self.help)
        self._along = Along(holder, digits=True)
        self._along.lead(list(self.buttons.values()))

    def choose(self, key: str) -> None:
        """Choose an option."""
        self.show_chosen(key)
        self.chosen.emit(key)

    def show_chosen(self, key: str) -> None:
        """Show an option chosen, or none."""
        self.value = key
        for each, choice in self.buttons.items():
            show_pressed(choice, each == key)
        self._explain(next((each for each, choice in self.buttons.items() if choice.hasFocus()), key))
        self._along.stop_at(self._home())

    def _home(self) -> ChoiceButton:
        return self.buttons.get(self.value) or next(iter(self.buttons.values()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._explain(next((key for key, choice in self.buttons.items() if choice is watched), self.value))
        elif event.type() == QEvent.Type.FocusOut:
            self._explain(self.value)
            self._along.stop_at(self._home())  # whoever comes back begins at what was chosen
        return super().eventFilter(watched, event)

    def _explain(self, key: str) -> None:
        """Say in words what the option under the keyboard means, or the chosen one."""
        self.help.setText(meaning(self._helps.get(key, ""), chosen=key == self.value))

    def press(self, place: int) -> bool:
        """Choose the option of a place, counted from 1."""
        if 0 < place <= len(self.buttons):
            key = list(self.buttons)[place - 1]
            self.buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
            self.choose(key)
        return True

    def take_focus(self) -> None:
        """Put the keyboard to the chosen option, or to the first."""
        self._home().setFocus()
