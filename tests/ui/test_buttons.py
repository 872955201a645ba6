"""Buttons are pressed by the space bar and by Enter, and leave every other key to what they stand in."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox

from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.parts.push_button import ARROWS, PushButton
from desktop.ui.window import Window
from tests.ui.walk import settle


@pytest.mark.parametrize("page", ["export", "pledges", "copies", "overview"])
def test_an_arrow_key_on_a_button_changes_nothing_elsewhere(page: str, opened: Window) -> None:
    """It went on to the list of languages beside it, out of view, and the next one chose another."""
    workplace, session = opened.workplace, opened.session
    assert page in PAGES and workplace is not None and session is not None
    session.add("pledge", {"title": "Births are registered"})
    workplace.go(Place(page))
    settle()
    seen = [each for each in workplace.page.findChildren(PushButton) if each.isVisible() and each.isEnabled()]
    assert seen
    chosen = {each: each.currentIndex() for each in workplace.page.findChildren(QComboBox)}
    pressed: list[QAbstractButton] = []
    for each in seen:
        each.clicked.connect(lambda _checked=False, each=each: pressed.append(each))
        each.setFocus()
        for key in ARROWS:
            QTest.keyClick(each, key)
            settle()
            assert QApplication.focusWidget() is each, each.text()
    assert {each: each.currentIndex() for each in chosen} == chosen
    assert pressed == []
