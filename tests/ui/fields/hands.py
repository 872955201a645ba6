"""What people do with a field, and what it hands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.fields import FieldWidget
from desktop.ui.fields.pickers import PickField


def heard(widget: FieldWidget) -> list[object]:
    """Collect what a field hands on."""
    values: list[object] = []
    widget.left.connect(values.append)
    return values


def leave(widget: FieldWidget) -> None:
    widget.editor().clearFocus()


def leave_to(qtbot: QtBot, widget: FieldWidget) -> None:
    """Put the keyboard elsewhere in the same window."""
    other = QLineEdit(widget)
    other.show()
    other.setFocus()
    QApplication.processEvents()


def paste(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def pick(qtbot: QtBot, widget: PickField, text: str) -> None:
    widget.combo.line.setFocus()
    qtbot.keyClicks(widget.combo.line, text)
    widget.combo.completer().popup().hide()
    qtbot.keyClick(widget.combo.line, Qt.Key.Key_Return)
    QApplication.processEvents()
