"""Buttons are pressed by the space bar and by Enter, and leave every other key to what they stand in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QPushButton, QWidget

from desktop.ui.fields.choices import TickBox
from desktop.ui.layout import CalmCombo
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.parts.choice_button import ChoiceButton
from desktop.ui.parts.disclosure import Disclosure
from desktop.ui.parts.link import Link
from desktop.ui.parts.push_button import ARROWS, PushButton
from desktop.ui.parts.push_button import PAGES as LEFT_BY_LISTS
from desktop.ui.parts.wrapping_button import WrappingLink
from desktop.ui.window import Window
from desktop.ui.workplace import Workplace
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


@pytest.fixture
def workplace(opened: Window) -> Workplace:
    """The pages of a submission with a pledge."""
    assert opened.workplace is not None
    opened.workplace.session.add("pledge", {"title": "Births are registered"})
    return opened.workplace


def test_enter_opens_each_list_and_each_menu_of_the_pages(workplace: Workplace) -> None:
    opened_by_enter = 0
    for page in PAGES:
        if page in ("objective", "search"):
            continue
        workplace.go(Place(page))
        settle()
        buttons = [each for each in workplace.page.findChildren(QPushButton) if each.menu() is not None]
        lists = workplace.page.findChildren(CalmCombo)
        for each in (*buttons, *lists):
            if each.isVisible() and each.isEnabled():
                each.setFocus()
                QTest.keyClick(each, Qt.Key.Key_Return)
                popup = QApplication.activePopupWidget()
                assert popup is not None, (page, each.accessibleName())
                popup.close()
                opened_by_enter += 1
    assert opened_by_enter > 6


def test_a_key_that_scrolls_the_page_chooses_nothing_in_a_closed_list(workplace: Workplace) -> None:
    tried = 0
    for page in ("export", "check", "history", "clearance", "comments", "pledges"):
        workplace.go(Place(page))
        settle()
        for each in workplace.page.findChildren(QComboBox):
            if each.isVisible() and each.isEnabled() and each.count() > 1:
                row = each.currentIndex()
                each.setFocus()
                for key in LEFT_BY_LISTS:
                    QTest.keyClick(each, key)
                    assert each.currentIndex() == row, (page, each.accessibleName())
                tried += 1
    assert tried > 4


def test_an_arrow_key_on_a_box_stays_among_the_boxes_that_belong_together(workplace: Workplace) -> None:
    workplace.session.add("gap", {"title": "No registrar"})
    tried = 0
    for page in ("pledges", "matrix", "objectives", "minutes", "clearance"):
        workplace.go(Place(page))
        settle()
        for each in (each for each in workplace.page.findChildren(QCheckBox) if each.isVisible() and each.isEnabled()):
            for key in ARROWS:
                each.setFocus()
                QTest.keyClick(each, key)
                now = QApplication.focusWidget()
                holder = each.parentWidget().parentWidget() if isinstance(each.parentWidget(), TickBox) else None
                assert now is each or (holder is not None and holder.isAncestorOf(now)), (page, each.accessibleName())
            tried += 1
    assert tried > 10


def test_the_arrow_keys_lead_away_from_no_details_that_were_put_aside(workplace: Workplace, opened: Window) -> None:
    opened.resize(1100, 560)
    opened.look.set_zoom(200)
    try:
        workplace.go(Place("pledges"))
        settle()
        folds = [each for each in workplace.page.findChildren(Disclosure) if each.isVisible()]
        assert folds
        for each in folds:
            for key in ARROWS:
                each.setFocus()
                QTest.keyClick(each, key)
                assert QApplication.focusWidget() is each
    finally:
        opened.look.set_zoom(100)


@pytest.mark.parametrize("make", [Link, WrappingLink, ChoiceButton])
@pytest.mark.parametrize("width", [40, 400])
def test_a_title_with_an_ampersand_marks_no_key_and_is_told_whole(
    make: Callable[[str], QPushButton], width: int, shown: Callable[[QWidget], QWidget]
) -> None:
    window = QWidget()
    pressed = make("R&D for migrants & others")
    assert pressed.shortcut().isEmpty()
    pressed.setParent(window)
    pressed.setGeometry(0, 0, width, 60)
    shown(window)
    settle()
    for text in ("R&D for migrants & others", "Q&A for migrants & others"):
        pressed.setText(text)
        settle()
        assert pressed.shortcut().isEmpty()
        assert pressed.text() == text
        told = QAccessible.queryAccessibleInterface(pressed).text(QAccessible.Text.Name)
        assert told == text
