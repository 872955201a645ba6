"""Buttons whose words go on in the next line where there is no room for them in one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent, QTextLayout
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.ui.hyphens import as_long
from desktop.ui.mnemonics import without_mnemonic
from desktop.ui.parts.push_button import LeavesArrows

LEAST = 8
"""Letters of a line that a button has room for at least."""


class WrappingButton(QPushButton):
    """A button of as many lines as its words need in the width that it has."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text
        self._lines = [text]
        self._write()
        self.setAccessibleName(text)  # not with the breaks of its lines
        # Not `Fixed`: layouts would give it the height that it would like to have, which is that of one line.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        return self._whole

    def setText(self, text: str) -> None:
        if self.accessibleName() == self._whole:
            self.setAccessibleName(text)
        self._whole = text
        self._lines = [text]
        self._write()
        self._break()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        letters = self.fontMetrics()
        widest = max(letters.horizontalAdvance(line) for line in self._lines)
        more = letters.horizontalAdvance(self._whole) - widest
        return super().sizeHint() + QSize(more, -self._more_high(len(self._lines)))

    def _more_high(self, lines: int) -> int:
        """Return by how much so many lines are higher than one, as Qt measures it, which rounds all of them together."""
        letters = self.fontMetrics()
        return letters.size(0, "\n" * (lines - 1)).height() - letters.size(0, "").height()

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return QSize(min(self.fontMetrics().averageCharWidth() * LEAST, wanted.width()), wanted.height())

    def heightForWidth(self, width: int) -> int:
        lines = self._broken(width)
        return self.sizeHint().height() + self._more_high(len(lines))

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
        super().setText(without_mnemonic("\n".join(self._lines)))

    def _broken(self, width: int) -> list[str]:
        """Return the words in the lines that have room in a button of a width."""
        room = width - self._beside()
        if self.fontMetrics().horizontalAdvance(self._whole) <= room:
            return [self._whole]
        layout = QTextLayout(as_long(self._whole), self.font())
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(room, 1))
            lines.append(self._whole[line.textStart() : line.textStart() + line.textLength()].strip())
        layout.endLayout()
        return lines or [self._whole]


class WrappingLink(LeavesArrows, WrappingButton):
    """A link that is read whole, for where there is height for it; see `Link` for one that is cut short."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(True)  # Enter presses it, as any other
        self.setProperty("role", "link")
