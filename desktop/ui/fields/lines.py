"""Lines and boxes that are typed into, and that take what is pasted without what came along with it."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui.parts.cut_line import CutLine

_ENDLESS = re.compile("[!-~]{5000}")
"""A word without end, such as a picture that was pasted as text. Qt looks for its end anew at each line: that takes
minutes with a million letters, and next to nothing where a line may break anywhere."""

PASTES = "edit-paste"
"""How Qt calls the line of its menu that pastes."""


class Line(CutLine):
    """One line. What is pasted in several lines is joined by spaces, where Qt would keep ends of lines unseen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_clean()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == PASTES:
                action.triggered.disconnect()
                action.triggered.connect(lambda _checked=False: self.paste_clean())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is self or self.isReadOnly():
            super().dropEvent(event)
            return
        self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
        self.insert_clean(event.mimeData())
        event.acceptProposedAction()

    def paste_clean(self) -> None:
        """Paste the clipboard."""
        self.insert_clean(QGuiApplication.clipboard().mimeData())

    def insert_clean(self, mime: QMimeData) -> None:
        """Put the words of something pasted where the cursor is, in place of what is selected."""
        from desktop.ui.pasting import clean_pasted_line

        text = clean_pasted_line(mime)
        if text and not self.isReadOnly():
            self.insert(text)

    def flatten(self) -> None:
        """Join lines that came in by another way than those above, such as the middle button of the mouse."""
        text = self.text()
        if text.isprintable():
            return
        mime = QMimeData()
        mime.setText(text)
        self.selectAll()
        self.insert_clean(mime)


class Box(QPlainTextEdit):
    """Several lines. What is pasted keeps its paragraphs and lists, and loses the litter of where it came from."""

    def setPlainText(self, text: str) -> None:
        endless = _ENDLESS.search(text) is not None
        if endless:
            self._break_words(anywhere=True)
        super().setPlainText(text)
        self._break_words(anywhere=endless)

    def insertFromMimeData(self, source: QMimeData) -> None:
        from desktop.ui.pasting import clean_pasted

        text = clean_pasted(source)
        if text:
            if _ENDLESS.search(text):
                self._break_words(anywhere=True)
            self.insertPlainText(text)
            self.ensureCursorVisible()

    def _break_words(self, *, anywhere: bool) -> None:
        modes = QTextOption.WrapMode
        mode = modes.WrapAnywhere if anywhere else modes.WrapAtWordBoundaryOrAnywhere
        if mode != self.wordWrapMode():
            self.setWordWrapMode(mode)
