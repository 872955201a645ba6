"""The questions of SDG 10.7.2: each of their answers can be given from the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.navigation import Place
from desktop.ui.pages.policy import PolicyPage
from desktop.ui.window import Window


@pytest.fixture
def page(qtbot: QtBot, opened: Window) -> PolicyPage:
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    assert opened.workplace is not None
    opened.workplace.go(Place("policy", "1a"))
    page = opened.page()
    assert isinstance(page, PolicyPage)
    return page


def answer(page: PolicyPage) -> str:
    return page.session.submission.bound("policy_answer", "1a").text("answer")


def test_every_answer_is_given_by_the_arrows(qtbot: QtBot, page: PolicyPage) -> None:
    choices = page.questions["1a"].choices
    choices["yes"].setFocus()
    qtbot.keyClick(choices["yes"], Qt.Key.Key_Right)
    assert choices["with_status"].hasFocus()
    qtbot.keyClick(choices["with_status"], Qt.Key.Key_Space)
    assert answer(page) == "with_status"
    qtbot.keyClick(choices["with_status"], Qt.Key.Key_Down)
    qtbot.keyClick(choices["no"], Qt.Key.Key_Return)
    assert answer(page) == "no"
    qtbot.keyClick(choices["no"], Qt.Key.Key_Space)
    assert answer(page) == ""


def test_the_tab_key_comes_to_the_answer_that_was_given(qtbot: QtBot, page: PolicyPage) -> None:
    choices = page.questions["1a"].choices
    page.questions["1b"].choices["yes"].setFocus()
    page.answer("1a", "no")
    reached = [key for key, each in choices.items() if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reached == ["no"]
