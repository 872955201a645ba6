"""A button that is chosen among others; its words go on in the next line where there is no room for them in one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent, QTextLayout
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.i18n.translation import gettext as _

LEAST = 8
"""Letters of a line that a button has room for at least."""


class ChoiceButton(QPushButton):
    """One of several choices side by side, which a screen reader calls a radio button."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text
        self._lines = [text]
        self._write()
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setProperty("role", "choice")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        return self._whole

    def setText(self, text: str) -> None:
        self._whole = text
        self._lines = [text]
        self._write()
        self._break()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        letters = self.fontMetrics()
        widest = max(letters.horizontalAdvance(line) for line in self._lines)
        more = letters.horizontalAdvance(self._whole) - widest
        return super().sizeHint() + QSize(more, (1 - len(self._lines)) * letters.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return QSize(min(self.fontMetrics().averageCharWidth() * LEAST, wanted.width()), wanted.height())

    def heightForWidth(self, width: int) -> int:
        lines = self._broken(width)
        return self.sizeHint().height() + (len(lines) - 1) * self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._break()

    def _beside(self) -> int:
        """Return the pixels of the width that are no room for words."""
        return self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self._whole)

    def _break(self) -> None:
        lines = self._broken(self.width())
        if lines != self._lines:
            self._lines = lines
            self._write()

    def _write(self) -> None:
        super().setText("\n".join(self._lines).replace("&", "&&"))  # else the sign would mark a key

    def _broken(self, width: int) -> list[str]:
        """Return the words in the lines that have room in a button of a width."""
        room = width - self._beside()
        if self.fontMetrics().horizontalAdvance(self._whole) <= room:
            return [self._whole]
        layout = QTextLayout(self._whole, self.font())
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(room, 1))
            lines.append(self._whole[line.textStart() : line.textStart() + line.textLength()].strip())
        layout.endLayout()
        return lines or [self._whole]


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
