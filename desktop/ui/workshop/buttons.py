"""Buttons in large letters: their words go on in the next line where there is no room, and none is cut."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.layout import GAP
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.parts.push_button import PushButton
from desktop.ui.workshop.letters import said


class WordsButton(PushButton):
    """A button that is as high as its words need in the width that it has.

    Attributes:
        words: the label of what it does.
        below: a quieter one under it, seen when it says something.
    """

    def __init__(
        self, text: str = "", *, role: str = "words", bold: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.setProperty("role", role)
        self.words, self.below = said(text, bold=bold), said("", "muted")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(GAP // 2, GAP // 4, GAP // 2, GAP // 4)
        inside.setSpacing(0)
        for label in (self.words, self.below):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setMinimumWidth(1)  # this button asks for the room of its widest word
            inside.addWidget(label)
        if bold:
            inside.addStretch(1)  # the names of cards beside one another stand level
        let_be_seen(self.below, False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)

    def text(self) -> str:
        return self.words.text()

    def setText(self, text: str) -> None:
        if text != self.words.text():
            self.words.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()

    def say_below(self, text: str) -> None:
        """Say something under the words, or nothing."""
        self.below.setText(text)
        let_be_seen(self.below, bool(text))
        self.updateGeometry()

    def widest_word(self) -> int:
        """Return the width below which a word would be cut."""
        return self._beside() + max(
            (_advance(label, word) for label in (self.words, self.below) for word in label.text().split()), default=0
        )

    def sizeHint(self) -> QSize:
        width = self._beside() + max(_advance(label, label.text()) for label in (self.words, self.below))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.widest_word(), self.words.fontMetrics().height() + GAP // 2)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inside = self.layout()
        return inside.heightForWidth(width) if inside is not None else -1

    def _beside(self) -> int:
        return GAP + 2  # and what lines of letters are rounded to


def _advance(label: QLabel, text: str) -> int:
    label.ensurePolished()
    return label.fontMetrics().horizontalAdvance(text)


def words_button(text: str, pressed: Callable[[], object], *, centred: bool = True) -> WordsButton:
    """Return a button in large letters."""
    made = WordsButton(text)
    if centred:
        made.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.clicked.connect(lambda _checked=False: pressed())
    return made
