"""F6 goes through the parts of the window, and on every page to what stands below all that scrolls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from desktop.ui.fields.choices import SideBySide
from desktop.ui.focus import is_cut, tab_stops
from desktop.ui.form import FormView
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.pages.base import Page
from desktop.ui.pages.objective_indicators import ObjectiveIndicators
from desktop.ui.pictures import places
from desktop.ui.theme import ThemeManager
from desktop.ui.window import Window
from desktop.ui.workplace import Workplace
from tests.ui.walk import settle


def _top(widget: QWidget, page: Page) -> int:
    return widget.mapTo(page, QPoint()).y()


def _scrolls_along(widget: QWidget) -> bool:
    """Whether a widget stands in an area that scrolls, and not below one."""
    above = widget.parentWidget()
    while above is not None and above.property("role") != "page":
        above = above.parentWidget()
    return above is not None


def _lowest(page: Page) -> QPushButton | None:
    """Return the lowest button of a page below something that scrolls; None where there is none."""
    areas = [each for each in page.findChildren(QAbstractScrollArea) if each.isVisible()]
    below = [
        each
        for each in page.findChildren(QPushButton)
        if each.isVisible()
        and not _scrolls_along(each)
        and any(
            _top(area, page) + area.height() <= _top(each, page)
            for area in areas
            if not area.isAncestorOf(each) and area.height() > 3 * each.height()
        )
    ]
    return max(below, key=lambda each: _top(each, page), default=None)


def _places(workplace: Workplace) -> list[Place]:
    places = [Place(key) for key in PAGES if key not in ("objective", "search")]
    return [*places, *(Place("objective", "7", part=part) for part in ("standing", "gap", "pledge"))]


def test_every_page_names_the_buttons_below_what_scrolls(full: Window) -> None:
    workplace = full.workplace
    assert workplace is not None
    found = set()
    for place in _places(workplace):
        workplace.go(place)
        for _turn in range(3):
            QApplication.processEvents()
        page = workplace.page
        button, foot = _lowest(page), page.foot()
        if button is not None:
            assert foot is not None and foot.isAncestorOf(button), (place, button.text())
            found.add(place.page)
    assert {"gaps", "objective", "clearance", "review", "history", "minutes", "export"} <= found


@pytest.mark.parametrize("page", ["clearance", "review", "history", "minutes", "gaps"])
def test_f6_leads_to_what_stands_below_and_back(page: str, full: Window) -> None:
    workplace = full.workplace
    assert workplace is not None
    workplace.go(Place(page))
    foot = workplace.page.foot()
    assert foot is not None
    if page == "history":
        tree = workplace.page.tree  # type: ignore[attr-defined]
        tree.setCurrentItem(tree.topLevelItem(0).child(0))  # a day has nothing that can be done with it
    search = workplace.bar.search_box
    search.setFocus()
    reached: list[QWidget | None] = []
    while search not in reached:
        QTest.keyClick(workplace, Qt.Key.Key_F6)
        reached.append(QApplication.focusWidget())
        assert len(reached) < 9
    assert [each is not None and foot.isAncestorOf(each) for each in reached].count(True) == 1


def test_what_the_keyboard_comes_to_is_seen(opened: Window) -> None:
    """From the buttons below a form it came to the last field, which stayed out of view, and so did what was typed."""
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    pledge = session.add("pledge", {"title": "Births are registered", "kind": "individual"})
    for place in (Place("pledges", entry=pledge), Place("about")):
        workplace.go(place)
        settle()
        (area,) = [
            each
            for each in workplace.page.findChildren(QScrollArea)
            if each.isVisible() and each.verticalScrollBar().maximum() > 50
        ][:1]
        area.verticalScrollBar().setValue(0)
        settle()
        inside = area.widget()
        assert inside is not None
        stops = [
            each
            for each in inside.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
        ]
        hidden = [each for each in stops if each.visibleRegion().isEmpty()]
        assert hidden, place
        for each in (hidden[-1], hidden[0], stops[0]):
            each.setFocus(Qt.FocusReason.BacktabFocusReason)
            settle()
            assert not each.visibleRegion().isEmpty(), (place, each)


def test_a_form_stays_where_it_is_when_the_list_of_a_choice_comes_up_above_it(full: Window) -> None:
    """The list is a window of its own, and where that is on the screen says nothing of where it is in the form."""
    workplace = full.workplace
    assert workplace is not None
    full.resize(1024, 640)
    tried = 0
    for place in (Place("evidence"), Place("objective", "7", part="pledge")):
        workplace.go(place)
        settle()
        area = next(each.area for each in workplace.page.findChildren(FormView) if each.isVisible())
        bar = area.verticalScrollBar()
        for choice in area.findChildren(QComboBox):
            if choice.isVisible() and choice.isEnabled() and bar.maximum():
                choice.setFocus(Qt.FocusReason.TabFocusReason)
                settle()
                before = bar.value()
                choice.showPopup()
                settle()
                assert not area.isAncestorOf(QApplication.focusWidget())
                assert bar.value() == before, (place, choice.accessibleName())
                choice.hidePopup()
                tried += 1
    assert tried > 3


def form_in_little_room(window: Window, page_key: str = "pledges") -> tuple[Workplace, FormView]:
    """Show the form of an entry, a pledge if nothing else is said, in a window in which little of it is seen."""
    assert window.workplace is not None
    window.resize(1024, 640)
    window.workplace.go(Place(page_key))
    settle()
    page = window.workplace.page
    return window.workplace, next(each for each in page.findChildren(FormView) if each.isVisible())


def test_what_is_pressed_while_half_of_it_is_seen_stays_below_the_pointer_and_comes_whole_by_the_keyboard(
    full: Window,
) -> None:
    workplace, form = form_in_little_room(full)
    area, bar = form.area, form.area.verticalScrollBar()
    box = next(each for each in area.findChildren(QPlainTextEdit) if each.isVisible())
    workplace.navigator.take_focus()
    bar.setValue(box.mapTo(area.ground, QPoint(0, box.height() // 2)).y() - area.viewport().height())
    settle()
    before, handle = bar.value(), full.windowHandle()
    assert is_cut(box) and not box.visibleRegion().isEmpty()
    place = box.mapTo(full, QPoint(20, box.fontMetrics().height()))
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    settle()
    assert box.hasFocus() and bar.value() == before
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    workplace.navigator.take_focus()
    bar.setValue(before)
    box.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    assert not is_cut(box)


def test_what_a_choice_means_is_seen_below_it_when_the_keyboard_comes_to_it(full: Window) -> None:
    workplace, form = form_in_little_room(full, "gaps")
    choice, bar = form.field("severity"), form.area.verticalScrollBar()
    assert isinstance(choice, SideBySide)
    workplace.navigator.take_focus()
    bar.setValue(
        choice.mapTo(form.area.ground, choice.editor().rect().bottomLeft()).y() + 4 - form.area.viewport().height()
    )
    settle()
    choice.editor().setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    QTest.keyClick(choice.editor(), Qt.Key.Key_3)
    settle()
    assert choice._help.text().strip() and not is_cut(choice._help)


@pytest.mark.parametrize(("code", "zoom"), [("en", 100), ("fr", 200)])
def test_whoever_comes_to_a_field_from_below_sees_its_name(code: str, zoom: int, full: Window) -> None:
    full.look.set_zoom(zoom)
    full.speak(code)
    _workplace, form = form_in_little_room(full, "gaps")
    keys = [key for card in form._cards for row in card.rows if (key := row.definition.key) in form.asked]
    form.focus_field(keys[-1])
    settle()
    seen, came_from = 0, keys[-1]
    for _step in range(60):
        QTest.keyClick(full.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        settle()
        key = form.place_of_focus()[1]
        if not key:
            break
        now, head = full.focusWidget(), form.row(key).head
        end = now.mapTo(form.area.ground, now.rect().bottomLeft()).y()
        has_room = end - head.mapTo(form.area.ground, QPoint(0, 0)).y() < form.area.viewport().height()
        if key != came_from and has_room and now is form.row(key).target():
            seen += 1
            assert not is_cut(head), key
        came_from = key
    assert seen > 4


def test_whoever_goes_on_before_a_form_has_found_its_place_is_not_taken_back(full: Window) -> None:
    """A form shows the field that was gone to for as long as it is laid out, and took the one from view that came after it."""
    _workplace, form = form_in_little_room(full)
    form.focus_first()
    last = tab_stops(form.area.ground)[-1]
    last.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    assert last.hasFocus() and not last.visibleRegion().isEmpty()


def _reached(workplace: Workplace, key: Qt.KeyboardModifier) -> list[QWidget]:
    """Return what F6 leads to from the navigator until it is there again."""
    workplace.navigator.take_focus()
    reached: list[QWidget] = []
    while True:
        held = QApplication.focusWidget()
        assert held is not None
        QTest.keyClick(held, Qt.Key.Key_F6, key)
        held = QApplication.focusWidget()
        assert held is not None and held.isVisible()
        if workplace.navigator.isAncestorOf(held):
            return reached
        reached.append(held)
        assert len(reached) < 12, "it never comes round"


def test_f6_visits_every_list_and_form_of_every_page_and_comes_round(full: Window) -> None:
    """On the page of an objective it came to the first link, and from there to the navigator: never to the rating."""
    workplace = full.workplace
    assert workplace is not None
    seen = set()
    for name, place in places(full):
        if place.page == "objective" and not place.part and place.key != "7":
            continue
        workplace.go(place)
        settle()
        page = workplace.page
        forms = [each for each in page.findChildren(FormView) if each.isVisible()]
        lists = [
            each
            for each in tab_stops(page)
            if isinstance(each, QAbstractItemView) and not any(form.isAncestorOf(each) for form in forms)
        ]
        reached = _reached(workplace, Qt.KeyboardModifier.NoModifier)
        inside = [each for each in reached if page.isAncestorOf(each)]
        assert inside, name
        for form in forms:
            assert any(form.area is each or form.area.isAncestorOf(each) for each in inside), (name, "form")
        for each in lists:
            assert each in inside, (name, each.accessibleName())
        if place.part == "indicators":
            assert any(isinstance(each, ObjectiveIndicators) for each in inside)
        if forms and lists:
            within = [each for each in inside if forms[0].area is each or forms[0].area.isAncestorOf(each)]
            assert inside.index(lists[0]) < inside.index(within[0]), (name, "the list is read first")
        seen |= {*(["form"] if forms else []), *(["list"] if lists else [])}
        back = _reached(workplace, Qt.KeyboardModifier.ShiftModifier)
        assert back == reached[::-1], name
    assert seen == {"form", "list"}


def test_f6_comes_back_to_the_field_in_which_the_keyboard_was(opened: Window) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    workplace.go(Place("pledges", entry=session.add("pledge", {"title": "Births", "kind": "individual"})))
    form = workplace.page.panel.form  # type: ignore[attr-defined]
    form.focus_field("title")
    held = QApplication.focusWidget()
    assert held in _reached(workplace, Qt.KeyboardModifier.NoModifier)


def test_whoever_went_round_by_f6_can_let_go_of_pages(full: Window, look: ThemeManager) -> None:
    """To follow the chain of Tab through the window from Python let what belongs to one page go with another one."""
    workplace = full.workplace
    assert workplace is not None
    for place in (Place("gaps"), Place("objectives"), Place("objective", "2"), Place("gaps"), Place("objectives")):
        workplace.go(place)
        settle()
        _reached(workplace, Qt.KeyboardModifier.NoModifier)
    area = workplace.pages.made["gaps"].findChildren(QScrollArea)[0]
    bar = area.verticalScrollBar()
    workplace.go(Place("gaps"))
    workplace.pages.forget_unseen()
    settle()
    assert isValid(area) and isValid(bar)
    look.set_zoom(110)
    settle()
    assert isValid(bar)
