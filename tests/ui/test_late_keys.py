"""Whoever types faster than the window follows: keys that come for a list which has just closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.layout import CalmCombo
from desktop.ui.navigation import Place
from desktop.ui.parts.finder import Finder
from desktop.ui.window import Window
from tests.ui.walk import settle

Key = Qt.Key


@pytest.fixture
def panel(opened: Window) -> EntriesPanel:
    assert opened.workplace is not None
    opened.workplace.session.add("gap", {"title": "No registrar"})
    opened.workplace.session.add("pledge", {"title": "Births", "entity_kind": "member_state"})
    opened.workplace.go(Place("pledges"))
    settle()
    return opened.workplace.page.panel  # type: ignore[attr-defined,no-any-return]


def leave_late(popup: QWidget, key: Key, *typed: Key) -> None:
    """Press a key that closes a list which hears only then that it was given the keyboard, and type on."""
    handle = popup.windowHandle()
    handle.requestActivate()  # told of once what is in hand is done
    for each in (key, *typed):
        QTest.keyClick(handle, each)


def test_the_tab_key_leaves_each_picker_however_late_its_list_hears_of_the_keyboard(panel: EntriesPanel) -> None:
    window = panel.window()
    pickers = [each for each in panel.form.findChildren(Finder) if each.isVisibleTo(panel.form)]
    assert len(pickers) > 6
    for combo in pickers:
        combo.setFocus()
        combo.line.clear()
        QTest.keyClick(window.windowHandle(), Key.Key_E)
        assert combo.proposed().isVisible(), combo.accessibleName()
        leave_late(combo.proposed(), Key.Key_Tab)
        went = QApplication.focusWidget()
        window.windowHandle().requestActivate()
        settle()
        assert went is not combo and QApplication.focusWidget() is went, combo.accessibleName()


def test_letters_that_come_late_stand_where_the_tab_key_led(panel: EntriesPanel) -> None:
    language = panel.form.field("language").findChild(Finder)
    assert language is not None
    language.setFocus()
    QTest.keyClicks(language.line, "Frenc")
    leave_late(language.proposed(), Key.Key_Tab, Key.Key_4, Key.Key_7)
    panel.form.commit()
    (pledge,) = panel.session.submission.of_kind("pledge")
    assert (pledge.text("language"), pledge.text("external_id")) == ("fr", "47")


def test_a_key_of_the_program_that_comes_late_does_what_it_does(panel: EntriesPanel) -> None:
    objectives = panel.form.field("objectives").findChild(Finder)
    assert objectives is not None
    objectives.setFocus()
    QTest.keyClick(objectives.line, Key.Key_4)
    leave_late(objectives.proposed(), Key.Key_Return, Key.Key_F8)
    panel.window().windowHandle().requestActivate()
    settle()
    (pledge,) = panel.session.submission.of_kind("pledge")
    assert pledge.numbers("objectives") == [4]
    assert panel.form.place_of_focus()[1] == "principles"


def test_letters_after_a_choice_in_a_plain_list_are_not_lost(shown: Callable[[QWidget], QWidget]) -> None:
    holder, combo, line = QWidget(), CalmCombo(), QLineEdit()
    column = QVBoxLayout(holder)
    for each in (combo, line):
        column.addWidget(each)
    combo.addItems(["One", "Two"])
    shown(holder)
    combo.setFocus()
    combo.showPopup()
    popup = combo.view().window()
    leave_late(popup, Key.Key_Escape)
    line.setFocus()
    QTest.keyClick(popup.windowHandle(), Key.Key_7)
    assert line.text() == "7"
