"""Short notes in words with their drawing: what is wrong, what is counted, what is done. Colour alone says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.ui.layout import words
from desktop.ui.parts.icons import icon
from desktop.ui.theme import scaled

DRAWING = 16
"""Pixels of a drawing beside a line of text, at 100 %."""

SPACE = 6
"""Pixels between the drawing and its words."""

LINE = 50
"""Letters of a note that is not broken where there is room for it."""


def let_be_seen(widget: QWidget, seen: bool) -> None:
    """Show or hide a widget that may not have its place in a window yet.

    To show one that has no place would open a window of its own for a moment, and take the keyboard there.
    """
    if seen and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(seen)


class Drawing(QWidget):
    """One icon as large as a line of text; it follows zoom and colours.

    Args:
        words: what it stands before; it is as high as their first line, and lies in the middle of it.
    """

    def __init__(self, name: str = "", parent: QWidget | None = None, *, words: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        let_be_seen(self, bool(name))

    def show_icon(self, name: str) -> None:
        """Show another icon, or none when the name is empty."""
        if name != self._name:
            self._name = name
            let_be_seen(self, bool(name))
            self.update()

    def sizeHint(self) -> QSize:
        side = scaled(DRAWING)
        return QSize(side, max(side, self._words.fontMetrics().height()) if self._words is not None else side)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()  # the zoom is another one

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            side = min(self.width(), self.height())
            square = QRect(0, 0, side, side)
            square.moveCenter(self.rect().center())
            icon(self._name).paint(QPainter(self), square)


class Note(QWidget):
    """A line of words with a drawing before it; hidden while there is nothing to say.

    Args:
        role: of the words, see `layout.words`.
        line: how many letters are not broken where there is room for them.
    """

    def __init__(self, role: str = "problem", parent: QWidget | None = None, *, line: int = LINE) -> None:
        super().__init__(parent)
        self._role = role
        self._line = line
        self._made: tuple[QLabel, Drawing] | None = None
        self._kept: Sequence[str] = ()
        self._said: tuple[str, str] | None = None
        self.hide()

    def _parts(self) -> tuple[QLabel, Drawing]:
        """Return the words and the drawing, made when they are first needed: a form has many notes, and most never say a word."""
        if self._made is None:
            said = words("", self._role)
            drawing = Drawing(words=said)
            row = QHBoxLayout(self)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(SPACE)
            row.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(said, 1)
            self._made = said, drawing
        return self._made

    def sizeHint(self) -> QSize:
        """As wide as the words in one line, up to a line that is read with ease: Qt would break four words into two lines."""
        hint = super().sizeHint()
        if self._made is None:
            return hint
        said, drawing = self._made
        letters = said.fontMetrics()
        widest = max(letters.horizontalAdvance(each) for each in (self.text(), *self._kept))
        broken = letters.averageCharWidth()  # a label breaks words that have no more room than they are wide
        line = min(widest + broken, letters.averageCharWidth() * self._line)
        beside = 0 if drawing.isHidden() and not self._kept else drawing.sizeHint().width() + SPACE
        return QSize(max(hint.width(), line + beside), hint.height())

    def keep_room(self, *texts: str) -> None:
        """Ask for the room of the longest of some texts, whichever is said: what stands beside it does not move then."""
        self._kept = texts
        self._parts()
        self.updateGeometry()

    def text(self) -> str:
        """Return what is said."""
        return "" if self._made is None else self._made[0].text()

    def say(self, text: str, state: str = "") -> None:
        """Say something, or nothing.

        Args:
            state: `blocks`, `warns`, `suggests`, `done`, `info`, or empty for a quiet note without a drawing.
        """
        if (text, state) == self._said and self.isHidden() is not bool(text):
            return  # a form has many notes, which nearly always say nothing
        if self._made is None and not text:
            return
        self._said = (text, state)
        said, drawing = self._parts()
        said.setText(text)
        if text:  # else nobody sees how it looks; what it says next mostly looks as before
            if said.property("state") != state:
                said.setProperty("state", state)
                said.style().unpolish(said)
                said.style().polish(said)
            drawing.show_icon(state)
        let_be_seen(self, bool(text))


class Notice(QFrame):
    """A note in a frame of its own across the page, for what everybody on it should know."""

    def __init__(self, text: str = "", state: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.note = Note("body")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self.note)
        self.say(text, state)

    def say(self, text: str, state: str = "info") -> None:
        """Say something, or hide when there is nothing to say."""
        self.note.say(text, state)
        if self.property("state") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)
        let_be_seen(self, bool(text))
