"""Words that are typed over something else go on in their line, whatever had the keyboard before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import delete

from desktop.ui.typing_over import TypedOver


def test_it_goes_on_where_what_had_the_keyboard_is_gone(shown: Callable[[QWidget], QWidget]) -> None:
    page, line, first, second = QWidget(), QLineEdit(), QPushButton("1"), QPushButton("2")
    column = QVBoxLayout(page)
    for each in (line, first, second):
        column.addWidget(each)
    shown(page)
    typed = TypedOver(line, lambda: True, page)
    typed.watch(first)
    delete(first)
    typed.watch(second)
    event = QInputMethodEvent()
    event.setCommitString("缺人")
    QApplication.sendEvent(second, event)
    assert line.text() == "缺人"
