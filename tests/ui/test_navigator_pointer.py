"""The line of the navigator under the pointer is marked while the pointer moves, and no other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeView

from desktop.ui.window import Window


def test_the_navigator_hears_the_pointer_move(opened: Window) -> None:
    assert opened.workplace is not None
    places = opened.workplace.navigator.findChild(QTreeView, "navigator-list")
    assert isinstance(places, QTreeView)
    assert places.viewport().testAttribute(Qt.WidgetAttribute.WA_Hover)
