"""The keyboard stays where the work is, and is seen there, whatever page comes and goes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.navigation import Place
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.theme import colours
from desktop.ui.window import Window

Key = Qt.Key


def here() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def press(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(here(), key, modifier)
    QApplication.processEvents()


def open_objective(window: Window) -> ObjectivePage:
    """Open the first objective as a keyboard does: from its row of the list."""
    workplace = window.workplace
    assert workplace is not None
    workplace.go(Place("objectives"))
    while not workplace.page.view.hasFocus():  # type: ignore[attr-defined]
        press(Key.Key_F6)
    press(Key.Key_Return)
    assert isinstance(workplace.page, ObjectivePage)
    return workplace.page


def test_on_an_objective_that_was_just_opened_it_is_seen_where_the_keyboard_waits(opened: Window) -> None:
    page = open_objective(opened)
    area = page.standing.form.area
    assert here() is area
    seen = area.grab().toImage().pixelColor(QPoint(area.width() // 2, 0))
    assert seen == QColor(colours().accent)


def test_whoever_goes_back_from_the_head_of_a_page_is_in_the_list_again(opened: Window) -> None:
    page = open_objective(opened)
    press(Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    workplace = opened.workplace
    assert workplace is not None and workplace.head.isAncestorOf(here())
    press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert workplace.page is not page
    assert workplace.page.view.hasFocus()  # type: ignore[attr-defined]


def test_the_field_with_the_keyboard_stays_in_view_on_the_next_objective(opened: Window) -> None:
    page = open_objective(opened)
    form = page.standing.form
    last = [key for key in form._rows if key in form._asked][-1]
    form.focus_field(last)
    QApplication.processEvents()
    press(Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.number == 2
    assert form.place_of_focus()[1] == last
    held, view = here(), form.area.viewport()
    assert view.rect().contains(held.mapTo(view, held.rect().center())), "the field is scrolled out of view"
