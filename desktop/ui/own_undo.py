"""What a box that is typed into takes back by Ctrl+Z itself, and when that key goes on to the program."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit


def emptied(line: QLineEdit) -> None:
    """Take out of a line what was used, for good: by `QLineEdit.clear`, Ctrl+Z would bring it back."""
    line.setText("")


def is_spent(watched: QObject, key: QKeyEvent) -> bool:
    """Whether a key asks a box to undo or to redo, and the box has nothing of that kind left.

    A list that can be typed into has the keyboard for its line.
    """
    box = watched.lineEdit() if isinstance(watched, QComboBox) else watched
    if isinstance(box, QLineEdit):
        undo, redo = box.isUndoAvailable(), box.isRedoAvailable()
    elif isinstance(box, QPlainTextEdit | QTextEdit):
        undo, redo = box.document().isUndoAvailable(), box.document().isRedoAvailable()
    else:
        return False
    return (key.matches(QKeySequence.StandardKey.Undo) and not undo) or (
        key.matches(QKeySequence.StandardKey.Redo) and not redo
    )
