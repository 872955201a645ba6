"""The menus: the keys of a line are read as they are pressed, from right to left too."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionMenuItem
from pytestqt.qtbot import QtBot

from desktop.i18n.isolation import isolated, plain
from desktop.ui import locale
from desktop.ui.navigation import Place
from desktop.ui.pages.entries import EntriesPage
from desktop.ui.pages.matrix import MatrixPage
from desktop.ui.parts.entry_menu import EntryMenu
from desktop.ui.parts.menu import Menu
from desktop.ui.window import Window


@pytest.mark.parametrize("keys", ["Ctrl++", "Ctrl+-", "Ctrl+Shift+S"])
def test_keys_stand_by_themselves_in_an_arabic_menu(keys: str, qtbot: QtBot, qapp: QApplication) -> None:
    menu = Menu()
    qtbot.addWidget(menu)
    action = QAction("Larger", menu)
    action.setShortcut(QKeySequence(keys))
    menu.addAction(action)
    locale.speak(qapp, "ar")
    try:
        option = QStyleOptionMenuItem()
        menu.initStyleOption(option, action)
        text, _between, written = option.text.partition("\t")
        assert (text, plain(written)) == ("Larger", action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        assert written == isolated(plain(written)) != plain(written)
    finally:
        locale.speak(qapp, "en")


def test_the_menu_of_the_window_is_such_a_menu(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    assert isinstance(workplace.bar._menu, Menu)


def test_the_menus_of_a_list_and_of_gaps_are_such_menus(opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    gap = session.add("gap", {"title": "Children at sea", "objectives": [4]})
    workplace.go(Place("gaps", "", gap))
    page = workplace.page
    assert isinstance(page, EntriesPage)
    of_list = EntryMenu(page.panel)
    workplace.go(Place("matrix"))
    gaps = workplace.page
    assert isinstance(gaps, MatrixPage)
    assert isinstance(of_list, Menu) and isinstance(gaps.menu(), Menu)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for the menu by itself")
def test_shift_and_f10_ask_for_the_menu_of_what_has_the_keyboard(
    opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace = opened.workplace
    assert workplace is not None
    for title in ("One", "Two"):
        workplace.session.add("gap", {"title": title})
    workplace.go(Place("gaps"))
    page = workplace.page
    assert isinstance(page, EntriesPage)
    asked: list[object] = []
    monkeypatch.setattr(EntryMenu, "exec", lambda self, point: asked.append(point))
    view = page.panel.list.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert asked == [view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).center())]
