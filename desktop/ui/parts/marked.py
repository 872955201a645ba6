"""A text in which it is seen what was removed and what was added: struck out and underlined, on a tint of their own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from desktop.i18n.isolation import runs_right_to_left
from desktop.i18n.translation import gettext as _
from desktop.record.marked_text import Piece, spoken
from desktop.ui.layout import LEAST_OF_TARGET, mirrored
from desktop.ui.theme import colours, scaled

TINT = 40
"""How much of its colour lies under a marked word, of 255."""


class MarkedText(QTextEdit):
    """Shows the difference of two versions, as high as it needs to be; it can be read and copied by keyboard.

    Each word is put in as it is: nothing out of a file is ever taken for markup.

    Args:
        name: what the text is, for those who do not see where it stands.
    """

    def __init__(self, pieces: Sequence[Piece], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self.setReadOnly(True)
        self.setProperty("role", "marked")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(name)
        self.setAccessibleDescription(spoken(pieces) or _("Nothing is marked."))
        self.document().setDocumentMargin(0)
        self._write()

    def pieces(self) -> Sequence[Piece]:
        """Return what is shown."""
        return self._pieces

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for piece in self._pieces:
            cursor.insertText(piece.text, _form(piece))
        block = self.document().begin()
        while block.isValid():
            form = QTextBlockFormat()
            right = runs_right_to_left(block.text(), otherwise=mirrored())
            form.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            form.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
            QTextCursor(block).mergeBlockFormat(form)
            block = block.next()
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(max(self.viewport().width(), 1))
        around = self.height() - self.viewport().height() if self.isVisible() else scaled(8)
        height = round(self.document().size().height()) + max(around, 4)
        self.setFixedHeight(max(height, scaled(LEAST_OF_TARGET)))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_pieces"):
            self._write()  # colours or size are other ones now

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # whoever scrolls the list must not be held by a text on the way


def _form(piece: Piece) -> QTextCharFormat:
    form = QTextCharFormat()
    if piece.mark != "same":
        colour = QColor(colours().blocks if piece.mark == "removed" else colours().done)
        form.setForeground(colour)
        form.setFontStrikeOut(piece.mark == "removed")
        form.setFontUnderline(piece.mark == "added")
        ground = QColor(colour)
        ground.setAlpha(TINT)
        form.setBackground(ground)
    return form
