"""Buttons that show a drawing alone: the keyboard presses them as it presses every other one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from desktop.ui.navigation import Place
from desktop.ui.parts.icon_button import ToolButton
from desktop.ui.window import Window

PRESSING = [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space]


def stops(around: QWidget) -> list[QToolButton]:
    """Return the drawn buttons that the Tab key comes to."""
    drawn = around.findChildren(QToolButton)
    return [each for each in drawn if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus]


@pytest.mark.parametrize("key", PRESSING)
def test_undo_is_pressed_by_every_key_that_presses(key: Qt.Key, opened: Window) -> None:
    assert opened.workplace is not None
    session = opened.workplace.session
    gap = session.add("gap", {"title": "A gap"})
    undo = opened.workplace.bar._undo
    undo.setFocus()
    QTest.keyClick(undo, key)
    assert session.entry(gap) is None


@pytest.mark.parametrize("key", PRESSING)
def test_the_menu_is_opened_by_every_key_that_presses(key: Qt.Key, opened: Window) -> None:
    assert opened.workplace is not None
    more = opened.workplace.bar._more
    shown: list[QWidget | None] = []

    def leave() -> None:
        menu = QApplication.activePopupWidget()
        shown.append(menu)
        if menu is not None:
            menu.close()

    more.setFocus()
    QTimer.singleShot(0, leave)  # the menu waits for an answer
    QTest.keyClick(more, key)
    assert len(shown) == 1 and isinstance(shown[0], QMenu)


@pytest.mark.parametrize(
    "place",
    [Place("about"), Place("gaps"), Place("pledges"), Place("objective", "7"), Place("check"), Place("history")],
    ids=lambda place: place.page,
)
def test_enter_presses_all_that_the_tab_key_comes_to(place: Place, opened: Window) -> None:
    assert opened.workplace is not None
    opened.workplace.session.add("gap", {"title": "A gap", "objectives": [7]})
    opened.workplace.session.add("pledge", {"title": "A pledge", "objectives": [7]})
    opened.workplace.go(place)
    found = stops(opened)
    assert found
    assert [each.accessibleName() for each in found if not isinstance(each, ToolButton)] == []
