"""The menus: the keys of a line are read as they are pressed, from right to left too."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QStyleOptionMenuItem
from pytestqt.qtbot import QtBot

from desktop.i18n.isolation import isolated, plain
from desktop.ui import locale
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
