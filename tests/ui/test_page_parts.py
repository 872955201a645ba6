"""The parts of a page that F6 leads to: which they are, in which order, and where the keyboard is in each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.focus import focus_first
from desktop.ui.navigation import Place
from desktop.ui.page_parts import focus_page, parts_of
from desktop.ui.window import Window
from desktop.ui.workplace import Workplace


@pytest.fixture
def workplace(opened: Window) -> Workplace:
    assert opened.workplace is not None
    return opened.workplace


def here() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def press_f6(times: int) -> list[QWidget]:
    """Return what has the keyboard after each press."""
    went = []
    for _press in range(times):
        QTest.keyClick(here(), Qt.Key.Key_F6)
        went.append(here())
    return went


def test_the_list_comes_before_the_form_that_stands_beside_it(workplace: Workplace) -> None:
    workplace.session.add("gap", {"title": "Births", "objectives": [7]})
    workplace.go(Place("gaps"))
    panel = workplace.page.findChild(EntriesPanel)
    assert panel is not None
    workplace.bar.search_box.setFocus()
    _head, first, second = press_f6(3)
    assert first is panel.list.view
    assert panel.form.place_of_focus()[1] == "title" and panel.form.isAncestorOf(second)
    (below,) = press_f6(1)
    foot = workplace.page.foot()
    assert foot is not None and foot.isAncestorOf(below)


def test_a_form_has_the_keyboard_where_it_was_in_it_before(workplace: Workplace) -> None:
    workplace.session.add("gap", {"title": "Births", "objectives": [7]})
    workplace.go(Place("gaps"))
    panel = workplace.page.findChild(EntriesPanel)
    assert panel is not None
    panel.form.focus_field("description")
    QTest.keyClick(here(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert here() is panel.list.view
    press_f6(1)
    assert panel.form.place_of_focus()[1] == "description"


def test_a_page_without_such_parts_is_one(workplace: Workplace) -> None:
    workplace.go(Place("export"))
    ((part, enter),) = parts_of(workplace.page)
    assert part is workplace.page
    assert enter() and workplace.page.isAncestorOf(here())


def test_the_keyboard_comes_back_to_where_it_was_on_a_page_when_that_was_left(workplace: Workplace) -> None:
    workplace.session.add("gap", {"title": "Births", "objectives": [7]})
    workplace.go(Place("gaps"))
    panel = workplace.page.findChild(EntriesPanel)
    assert panel is not None
    panel.form.focus_field("description")
    workplace.go(Place("overview"))
    workplace.go(Place("gaps"))
    workplace.navigator.take_focus()
    assert focus_page(workplace.page)
    assert panel.form.place_of_focus()[1] == "description"


@pytest.mark.parametrize(
    "place", [Place("gaps"), Place("objective", "7", part="gap"), Place("export")], ids=lambda place: place.page
)
def test_f6_leads_from_a_field_to_what_is_offered_below_all_of_them(place: Place, workplace: Workplace) -> None:
    workplace.session.add("gap", {"title": "Births", "objectives": [7]})
    workplace.go(place)
    _part, enter = parts_of(workplace.page)[-1]
    assert enter()
    foot = workplace.page.foot()
    assert foot is not None and not foot.isAncestorOf(QApplication.focusWidget())
    plain, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    for key, where in ((plain, foot), (plain, workplace.navigator), (shift, foot), (shift, workplace.page)):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_F6, key)
        assert where.isAncestorOf(QApplication.focusWidget())
    assert not foot.isAncestorOf(QApplication.focusWidget()), "back in what stands above it"


def test_f6_passes_over_what_is_not_offered(workplace: Workplace) -> None:
    workplace.go(Place("gaps"))
    assert workplace.page.foot() is None, "no gap is open"
    assert focus_first(workplace.page)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert workplace.navigator.isAncestorOf(QApplication.focusWidget())
