"""What a line that is typed into takes back by Ctrl+Z itself, and when that key goes on to the program."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


def emptied(line: QLineEdit) -> None:
    """Take out of a line what was used, for good: by `QLineEdit.clear`, Ctrl+Z would bring it back."""
    line.setText("")


def hand_on_when_spent(*lines: QLineEdit) -> None:
    """Let Ctrl+Z in a line that has nothing to take back itself take back what was done last in the program."""
    for line in lines:
        line.installEventFilter(_HandsOn(line))


def is_spent(watched: QObject, key: QKeyEvent) -> bool:
    """Whether a key asks a box to undo or to redo, and the box has nothing of that kind left."""
    if isinstance(watched, QLineEdit):
        undo, redo = watched.isUndoAvailable(), watched.isRedoAvailable()
    elif isinstance(watched, QPlainTextEdit):
        undo, redo = watched.document().isUndoAvailable(), watched.document().isRedoAvailable()
    else:
        return False
    return (key.matches(QKeySequence.StandardKey.Undo) and not undo) or (
        key.matches(QKeySequence.StandardKey.Redo) and not redo
    )


class _HandsOn(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_spent(watched, event):
            event.ignore()
            return True
        return False
