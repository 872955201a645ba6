"""The side that a line begins at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from desktop.i18n.isolation import runs_right_to_left


def begin_at_side(line: QLineEdit) -> None:
    """Let a line begin where its text does, with the caret; where nothing in it says so, at the side of the window.

    Qt leaves the caret of an empty line at the left, whichever way the window is read.
    """
    line.textChanged.connect(lambda text: _align(line, text))
    _align(line, line.text())


def _align(line: QLineEdit, text: str) -> None:
    side = (
        Qt.AlignmentFlag.AlignRight
        if runs_right_to_left(text, otherwise=QGuiApplication.isRightToLeft())
        else Qt.AlignmentFlag.AlignLeft
    )
    wanted = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    if line.alignment() != wanted:
        line.setAlignment(wanted)
