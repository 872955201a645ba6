"""The order of the Tab key is followed without taking what follows for a part of what it follows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import dump, isValid

import desktop
from desktop.ui.tab_order import come_last, next_in_order, previous_in_order

OWN = Path("desktop/ui/tab_order.py")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    for _field in range(3):
        QLineEdit(window)
    return window


def fields_of(window: QWidget) -> list[QLineEdit]:
    return [each for each in window.children() if isinstance(each, QLineEdit)]


def holder_of(widget: QWidget) -> str:
    """Return what the bindings let go of together with a widget, as they say it themselves; empty for nothing."""
    return next((line for line in dump(widget).splitlines() if line.startswith("parent")), "")


def test_what_follows_stays_a_part_of_what_it_is_a_part_of(window: QWidget) -> None:
    area = QScrollArea(window)  # parts of it are Qt's own
    area.setWidget(QLineEdit())
    widgets = [window, *fields_of(window), area.widget()]
    before = [holder_of(each) for each in widgets[:-1]]
    for step in (next_in_order, previous_in_order):
        at = window
        found = []
        while (at := step(at)) is not window:
            found.append(at)
        assert [holder_of(each) for each in widgets[:-1]] == before
        assert set(widgets[1:]) <= set(found) and all(isValid(each) for each in found)


def test_what_is_to_come_last_does(window: QWidget) -> None:
    first, second, third = fields_of(window)
    label = QLabel("Nobody comes here", window)
    come_last(window, second)
    order, at = [], next_in_order(window)
    while at is not window:
        order.append(at)
        at = next_in_order(at)
    assert [each for each in order if each is not label] == [first, third, second]


@pytest.mark.parametrize("asked", ["nextInFocusChain", "previousInFocusChain", "buddy"])
def test_nobody_else_asks_for_what_the_bindings_take_for_a_part(asked: str) -> None:
    root = Path(desktop.__file__).parents[1]
    found = {
        path.relative_to(root)
        for path in (root / "desktop").rglob("*.py")
        if re.search(rf"\.{asked}\(\)", path.read_text("utf-8"))
    }
    assert found <= {OWN}
