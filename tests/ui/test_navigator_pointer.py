"""The line of the navigator under the pointer is marked while the pointer moves, and no other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from desktop.ui.window import Window


def test_the_navigator_hears_the_pointer_move(opened: Window, qtbot: QtBot) -> None:
    assert opened.workplace is not None
    places = opened.workplace.navigator.findChild(QTreeView, "navigator-list")
    assert isinstance(places, QTreeView)
    hears = partial(places.viewport().testAttribute, Qt.WidgetAttribute.WA_Hover)
    qtbot.waitUntil(hears)  # once the window has been drawn
    opened.look.set_zoom(125)
    try:
        assert hears(), "with other letters too"
    finally:
        opened.look.set_zoom(100)
