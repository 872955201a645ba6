"""The frame around the pages: lines, tabs, keys, and what the window remembers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeView, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import build
from desktop.i18n import translation
from desktop.ui import locale
from desktop.ui.dialogs.shortcuts import ShortcutsDialog
from desktop.ui.focus import focus_first
from desktop.ui.keys import SHORTCUTS, WIDGETS_OWN, sequences
from desktop.ui.navigation import Place
from desktop.ui.navigator import TALLY
from desktop.ui.pages import FOOT, LINE_OF_PAGE, LINES, PAGES
from desktop.ui.pages.entries import GapsPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.pages.objectives import RATING, ObjectivesPage
from desktop.ui.pages.search import SearchPage
from desktop.ui.parts.grouping_box import GroupingBox
from desktop.ui.window import Window
from desktop.ui.workplace import Workplace


@pytest.fixture
def workplace(opened: Window) -> Workplace:
    assert opened.workplace is not None
    return opened.workplace


def view(workplace: Workplace, name: str) -> QTreeView:
    found = workplace.navigator.findChild(QTreeView, name)
    assert isinstance(found, QTreeView)
    return found


def marked(workplace: Workplace) -> list[str]:
    lists = (view(workplace, name) for name in ("navigator-list", "navigator-foot"))
    return [index.data() for each in lists for index in each.selectionModel().selectedIndexes()]


def test_a_page_is_marked_by_its_line_and_its_tab(workplace: Workplace) -> None:
    for page in (page for page in PAGES if page not in ("search", "objective")):
        workplace.go(Place(page))
        line = LINE_OF_PAGE[page]
        assert marked(workplace) == [line.title], page
        assert workplace.head.tabs.isVisibleTo(workplace) == (len(line.pages) > 1), page
        if len(line.pages) > 1:
            assert workplace.head.tabs.tabText(workplace.head.tabs.currentIndex()) == PAGES[page].title


def test_nothing_is_marked_while_we_search(workplace: Workplace) -> None:
    workplace.go(Place("objective", "23"))
    workplace.go(Place("search", "data"))
    assert marked(workplace) == []


def test_the_arrows_go_through_the_lines_and_the_mark_stays_until_one_is_gone_to(workplace: Workplace) -> None:
    workplace.go(Place("gaps"))
    workplace.navigator.take_focus()
    lines = view(workplace, "navigator-list")
    QTest.keyClick(lines, Qt.Key.Key_Down)
    assert lines.currentIndex().data() == "Pledges"
    assert marked(workplace) == ["Gaps"]
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert marked(workplace) == ["Pledges"]
    assert workplace.place == Place("pledges")


@pytest.mark.parametrize("code", translation.LANGUAGES)
def test_every_line_is_seen_on_a_small_screen_in_every_language(code: str, opened: Window, qapp: QApplication) -> None:
    opened.resize(QSize(1366, 700))  # what a frame and the bar of the desktop leave of 768
    try:
        opened.speak(code)
        assert opened.workplace is not None
        QApplication.processEvents()
        lines = view(opened.workplace, "navigator-list")
        assert lines.verticalScrollBar().maximum() == 0
        assert lines.model().rowCount() == len(LINES) + 4
        assert view(opened.workplace, "navigator-foot").model().rowCount() == len(FOOT)
    finally:
        locale.speak(qapp, "en")


def test_figures_stand_beside_the_lines_and_follow_what_is_written(workplace: Workplace) -> None:
    def said(name: str) -> str:
        model = view(workplace, "navigator-list").model()
        found = {model.index(row, 0).data(): model.index(row, 0) for row in range(model.rowCount())}
        return str(found[name].data(Qt.ItemDataRole.AccessibleTextRole) or "")

    session = workplace.session
    workplace.navigator.complete()
    assert said("Objectives") == "Objectives: Objectives rated: 0 of 23. Objectives reported on: 0 of 23."
    session.answer(session.submission.bound("assessment", "3"), "rating", "advanced")
    session.add("gap", {"title": "No interpreters", "objectives": [3]})
    assert said("Objectives") == "Objectives: Objectives rated: 1 of 23. Objectives reported on: 1 of 23."
    assert said("Gaps") == "Gaps: 1"
    assert said("Policies (SDG 10.7.2)") == "Policies (SDG 10.7.2): 0 of 30"


def test_gaps_without_a_pledge_are_told_of_their_objective(workplace: Workplace) -> None:
    session = workplace.session
    gap = session.add("gap", {"title": "No interpreters", "objectives": [3]})
    workplace.go(Place("objectives"))
    page = workplace.page
    assert isinstance(page, ObjectivesPage)
    assert page.view.model().index(2, 5).data(Qt.ItemDataRole.ToolTipRole) == "Gaps without a pledge: 1"
    session.add("pledge", {"title": "Train interpreters", "objectives": [3], "gaps": [gap]})
    assert not page.view.model().index(2, 5).data(Qt.ItemDataRole.ToolTipRole)
    assert page.view.model().index(2, 6).data() == "1"


def test_the_objectives_do_without_words_and_then_without_who_leads_where_there_is_little_room(
    workplace: Workplace, opened: Window
) -> None:
    session = workplace.session
    session.answer(session.submission.bound("assessment", "3"), "rating", "advanced")
    workplace.go(Place("objectives"))
    page = workplace.page
    assert isinstance(page, ObjectivesPage)
    seen = []
    for width in (1366, 1200, 800):
        opened.resize(width, 700)
        QApplication.processEvents()
        seen.append((page.view.itemDelegateForColumn(2).has_words, not page.view.isColumnHidden(7)))  # type: ignore[attr-defined]
        assert page.view.columnWidth(1) >= page.fontMetrics().averageCharWidth() * 8
    assert seen == [(True, True), (False, True), (False, False)]


def test_columns_are_measured_when_every_row_among_the_headings_has_its_words(
    workplace: Workplace, opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.resize(1024, 640)
    workplace.go(Place("objectives"))
    page = workplace.page
    assert isinstance(page, ObjectivesPage)
    QApplication.processEvents()
    others, measured = page._others, list[int]()

    def noted(*, has_words: bool) -> dict[int, int]:
        measured.append(sum(bool(each[RATING].text()) for each in page._items.values()))
        return others(has_words=has_words)

    monkeypatch.setattr(page, "_others", noted)
    workplace.session.order.group_by("round_tables")
    assert measured and set(measured) == {len(page._items)}


def test_tabs_are_gone_through_by_keys(workplace: Workplace) -> None:
    first, second, *_others, last = (page.key for page in next(line for line in LINES if line.key == "about").pages)
    workplace.go(Place(first))
    assert workplace.head.step(1)
    assert workplace.place.page == second
    assert workplace.head.step(-1)
    assert workplace.head.step(-1)
    assert workplace.place.page == last
    workplace.go(Place("pledges"))
    assert not workplace.head.step(1)


def test_where_a_page_has_no_tabs_the_same_keys_go_to_the_next_page(workplace: Workplace) -> None:
    def press(key: Qt.Key) -> str:
        QTest.keyClick(workplace, key, Qt.KeyboardModifier.ControlModifier)
        return workplace.place.page

    workplace.go(Place("pledges"))
    assert press(Qt.Key.Key_PageDown) == "support"
    assert press(Qt.Key.Key_PageDown) == "policy"
    assert press(Qt.Key.Key_PageUp) == "support"
    workplace.go(Place("forms"))
    assert press(Qt.Key.Key_PageDown) == "overview"
    workplace.go(Place("team"))
    assert press(Qt.Key.Key_PageDown) == "stakeholders"


def test_the_order_shown_is_the_order_walked(qtbot: QtBot, workplace: Workplace) -> None:
    workplace.go(Place("objectives"))
    page = workplace.page
    assert isinstance(page, ObjectivesPage)
    box = workplace.head.findChild(GroupingBox)
    assert isinstance(box, GroupingBox)
    box.setCurrentIndex(box.findData("round_tables"))
    catalogue = workplace.session.catalogue
    shown = [page.view.model().index(row, 0).data() for row in range(page.view.model().rowCount())]
    grouping = next(each for each in catalogue.groupings if each.key == "round_tables")
    assert [int(each) for each in shown if each.isdigit()] == [n for group in grouping.groups for n in group.objectives]
    first, second = grouping.groups[0].objectives[:2]
    workplace.go(Place("objective", str(first)))
    assert isinstance(workplace.page, ObjectivePage)
    workplace.page.step(1)
    assert workplace.place.key == str(second)
    assert workplace.preferences.text("grouping") == "round_tables"


def test_a_rating_is_seen_among_the_objectives_and_said_in_words(workplace: Workplace) -> None:
    workplace.go(Place("objectives"))
    page = workplace.page
    assert isinstance(page, ObjectivesPage)
    session = workplace.session
    session.answer(session.submission.bound("assessment", "3"), "rating", "advanced")
    session.answer(session.submission.bound("assessment", "3"), "trend", "improving")
    session.answer(session.submission.bound("assessment", "3"), "lead", "Ministry of Information")
    index = page.view.model().index(2, 0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Well advanced, Getting better" in said
    assert "Ministry of Information" in said
    assert index.siblingAtColumn(7).data() == "Ministry of Information"
    QTest.keyClick(page.view, Qt.Key.Key_Home)
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert workplace.place == Place("objective", "2", part="standing")


def test_the_page_that_was_left_is_the_one_that_comes_again(opened: Window) -> None:
    assert opened.workplace is not None
    path = opened.workplace.session.path
    opened.workplace.go(Place("objective", "7"))
    assert opened.close_submission()
    assert opened.open_file(path)
    assert opened.workplace.place == Place("objective", "7", part="standing")
    opened.workplace.go(Place("search", "data"))
    assert opened.close_submission()
    assert opened.open_file(path)
    assert opened.workplace.place == Place("overview")


def test_every_key_of_the_window_is_in_the_list_of_keys(opened: Window) -> None:
    assert opened.workplace is not None
    actions = [*opened.workplace.actions(), *opened.actions()]
    dialog = ShortcutsDialog(opened)
    model = dialog.view.model()
    listed = {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}
    assert {each.text() for each in actions} <= set(listed)
    assert listed["Keyboard shortcuts"] == "Shift+F1"
    assert listed["Manual"] == "F1"
    dialog.show()
    QApplication.processEvents()
    widest = max(dialog.view.fontMetrics().horizontalAdvance(each) for each in listed.values() if each)
    assert dialog.view.columnWidth(1) > widest, "no key is cut"
    assert listed["Undo"] == "Ctrl+Z"
    said = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert "Undo: Ctrl+Z" in said
    dialog.reject()


def test_no_key_does_two_things_since_it_would_do_nothing(opened: Window) -> None:
    assert opened.workplace is not None
    answering = [*opened.workplace.actions(), *opened.actions()]
    pressed = [key.toString() for each in answering for key in each.shortcuts()]
    pressed += [each.key().toString() for each in opened.workplace.findChildren(QShortcut) if each.key().count()]
    assert len(pressed) == len(set(pressed))
    assert set(pressed) >= {"F1", "F3", "F6", "Shift+F6", "Ctrl+F", "Ctrl+N", "Ctrl+W", "Ctrl+Q", "Ctrl+P", "Alt+1"}


def test_no_key_is_one_by_which_systems_change_the_layout_of_the_keyboard(full: Window) -> None:
    """Alt+Shift goes to the next layout on Linux and Windows, and Ctrl+Alt is AltGr, by which letters are typed."""
    workplace = full.workplace
    assert workplace is not None
    for place in (Place("objective", "7"), Place("policy"), Place("pledges"), Place("matrix"), Place("minutes")):
        workplace.go(place)
    holders = [full, *full.findChildren(QWidget)]
    made = {id(each): each for holder in holders for each in (*holder.actions(), *holder.findChildren(QAction))}
    used = [key for each in made.values() for key in each.shortcuts()]
    used += [each.key() for each in full.findChildren(QShortcut)]
    used += [key for name in SHORTCUTS for key in sequences(name)]
    used += [QKeySequence(key) for _group, _text, named in WIDGETS_OWN for key in named.split(", ") if "+" in key]
    assert len(used) > 60
    alt, shift, ctrl = (
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.ControlModifier,
    )
    for key in used:
        for place in range(key.count()):
            held = key[place].keyboardModifiers()
            assert not (held & alt and held & (shift | ctrl)), key.toString()


def test_ctrl_tab_goes_to_the_next_tab_and_back(workplace: Workplace) -> None:
    lines = [line for line in LINES if len(line.pages) > 1]
    first, second = lines[0].pages[:2]
    workplace.go(Place(first.key))
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    assert focus_first(workplace.page)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, ctrl)
    assert workplace.place.page == second.key
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab, ctrl | shift)
    assert workplace.place.page == first.key


def parts_with_the_keyboard(workplace: Workplace, key: Qt.KeyboardModifier) -> list[str]:
    names = []
    for _press in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_F6, key)
        held = QApplication.focusWidget()
        parts = {"navigator": workplace.navigator, "bar": workplace.bar, "head": workplace.head, "page": workplace.page}
        names += [name for name, part in parts.items() if part.isAncestorOf(held)]
    return names


def test_f6_goes_round_the_parts_of_the_window(workplace: Workplace) -> None:
    workplace.go(Place("about"))
    workplace.navigator.take_focus()
    plain, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    assert parts_with_the_keyboard(workplace, plain) == ["bar", "head", "page", "navigator"]
    assert parts_with_the_keyboard(workplace, shift) == ["page", "head", "bar", "navigator"]
    workplace.go(Place("pledges"))
    workplace.navigator.take_focus()
    assert "head" not in parts_with_the_keyboard(workplace, plain)  # it has no tabs


def test_a_new_entry_is_begun_by_a_key_where_there_are_entries(workplace: Workplace) -> None:
    session = workplace.session
    workplace.go(Place("gaps"))
    workplace.add()
    assert len(session.submission.of_kind("gap")) == 1
    workplace.go(Place("objective", "7", part="practice"))
    workplace.add()
    assert [each.numbers("objectives") for each in session.submission.of_kind("practice")] == [[7]]
    before = len(session.submission.entries)
    for place in (Place("objective", "7", part="standing"), Place("overview")):
        workplace.go(place)
        workplace.add()
    assert len(session.submission.entries) == before


def test_the_keyboard_meets_nothing_that_is_not_seen_between_tabs_and_form(workplace: Workplace) -> None:
    workplace.go(Place("objective", "4"))
    page = workplace.page
    assert isinstance(page, ObjectivePage)
    page.tabs.setFocus()
    met = []
    for _press in range(9):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    assert [each.accessibleName().split(":")[0] for each in met[:3] if each] == [
        "History of this objective",
        "Previous objective",
        "Next objective",
    ]
    # The ways to the clearance and to rating together stand in the head, above the form.
    assert page.clearance.more in met
    assert all(each is not None and each.isVisible() for each in met)
    rating = page.standing.form.field("rating")
    first = next(place for place, each in enumerate(met) if each is not None and page.standing.form.isAncestorOf(each))
    assert any(rating.isAncestorOf(each) for each in met[first:] if each is not None)


def test_what_is_asked_stands_beside_the_rating_where_there_is_room(workplace: Workplace, opened: Window) -> None:
    workplace.go(Place("objective", "4"))
    page = workplace.page
    assert isinstance(page, ObjectivePage)
    part = page.standing
    opened.resize(1366, 768)
    QApplication.processEvents()
    assert part.asks.isVisible() and not part.form.isAncestorOf(part.asks)
    opened.resize(960, 600)
    QApplication.processEvents()
    assert part.asks.isVisibleTo(part.form) and part.form.isAncestorOf(part.asks)
    opened.resize(1366, 768)
    QApplication.processEvents()
    assert part.asks.isVisible() and not part.form.isAncestorOf(part.asks)


def test_an_objective_opens_on_its_rating_and_the_next_one_where_we_are(workplace: Workplace) -> None:
    workplace.go(Place("objective", "4", part="gap"))
    page = workplace.page
    assert isinstance(page, ObjectivePage)
    page.step(1)
    assert workplace.place == Place("objective", "5", part="gap")
    workplace.go(Place("objective", "6"))
    assert page.tabs.currentIndex() == 0
    assert page.title() == "6  Recruitment and decent work"


def test_the_search_stands_in_the_same_place_on_every_page(workplace: Workplace) -> None:
    # In a narrower window it gives way to the longest titles, and to "Saved" beside them.
    workplace.window().resize(1366, 768)
    QApplication.processEvents()
    places = set()
    for place in (Place("overview"), Place("objective", "19"), Place("gaps"), Place("forms")):
        workplace.go(place)
        QApplication.processEvents()
        places.add(workplace.bar.search_box.geometry().getRect())
    assert len(places) == 1


def test_one_tab_leads_from_the_search_to_what_was_found_and_on_where_nothing_was(workplace: Workplace) -> None:
    box = workplace.bar.search_box
    box.take_focus()
    QTest.keyClicks(box, "remittances")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    page = workplace.page
    assert isinstance(page, SearchPage)
    assert QApplication.focusWidget() is page.list
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is box
    QTest.keyClicks(box, "zzzz")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert workplace.bar.isAncestorOf(QApplication.focusWidget())
    assert QApplication.focusWidget() is not box


def test_f3_goes_from_one_thing_that_was_found_to_the_next(workplace: Workplace) -> None:
    workplace.go(Place("overview"))
    QTest.keyClick(workplace, Qt.Key.Key_F3)
    box = workplace.bar.search_box
    assert QApplication.focusWidget() is box
    QTest.keyClicks(box, "smuggling")
    QTest.keyClick(box, Qt.Key.Key_Return)
    page = workplace.page
    assert isinstance(page, SearchPage)
    count = page.list.model().rowCount()
    assert count > 1
    went = []
    for _press in range(count):
        QTest.keyClick(workplace, Qt.Key.Key_F3)
        went.append(workplace.place)
    assert len(set(went)) == count and all(each.page == "objective" for each in went)
    QTest.keyClick(workplace, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert workplace.place == went[-2]


def test_what_is_open_can_be_closed_by_a_key(opened: Window) -> None:
    QTest.keyClick(opened, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert opened.session is None
    assert opened.start.isVisible()


def test_the_size_of_everything_and_the_window_itself_are_remembered(opened: Window, qtbot: QtBot) -> None:
    opened.look.zoom_by(1)
    opened.showMaximized()
    assert opened.close()
    _application, again = build(dark=False)
    qtbot.addWidget(again)
    assert again.look.zoom == 110
    assert again.isMaximized()
    again.look.zoom_by(0)
    assert again.close()


def test_another_page_than_the_overview_comes_after_the_window(
    submission_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    _application, window = build(dark=False)
    qtbot.addWidget(window)
    window.preferences.remember(submission_path)
    window.preferences.keep_last_page(submission_path, "gaps")
    assert window.open_file(submission_path)
    assert window.workplace is not None
    assert window.workplace.place == Place("gaps")
    assert type(window.workplace.page) is not GapsPage
    window.show()
    qtbot.waitUntil(lambda: isinstance(window.page(), GapsPage))
    assert window.close()


def test_signing_leads_to_clearance_only_where_something_is_cleared(workplace: Workplace) -> None:
    lines = view(workplace, "navigator-list")
    model = lines.model()
    sign = next(
        index for index in (model.index(row, 0) for row in range(model.rowCount())) if index.data() == "Sign and export"
    )
    lines.clicked.emit(sign)
    assert workplace.place.page == "export"
    assert not sign.data(TALLY)
    session = workplace.session
    session.answer(session.submission.about, "clearance_wanted", True)
    lines.clicked.emit(sign)
    assert workplace.place.page == "clearance"
    session.undo()
    lines.clicked.emit(sign)
    assert workplace.place.page == "export"


def test_an_objective_that_is_opened_from_the_list_has_the_keyboard_before_its_rating(
    workplace: Workplace, qtbot: QtBot
) -> None:
    workplace.go(Place("objectives"))
    workplace.window().activateWindow()
    assert focus_first(workplace.page)
    workplace.go(Place("objective", "4"))
    page = workplace.page
    assert isinstance(page, ObjectivePage)
    area = page.standing.form.area
    qtbot.waitUntil(lambda: QApplication.focusWidget() is area)
    QTest.keyClick(area, Qt.Key.Key_Return)
    assert not workplace.session.submission.bound("assessment", "4").answers
    QTest.keyClick(area, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None and focused.accessibleName().startswith("Rating: ")


def test_the_keyboard_stays_on_rating_together_where_somebody_put_it(workplace: Workplace, qtbot: QtBot) -> None:
    workplace.go(Place("objective", "4"))
    workplace.window().activateWindow()
    page = workplace.page
    assert isinstance(page, ObjectivePage)
    page.rate.setFocus()
    workplace.go(Place("objective", "5"))
    assert page.window().focusWidget() is page.rate


def test_all_that_is_below_each_principle_is_opened_by_one_key(opened: Window) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    session.add("practice", {"title": "One register", "principles": [1, 2]})
    workplace.go(Place("principles"))
    (tree,) = workplace.page.findChildren(QTreeWidget)
    tree.setCurrentItem(tree.topLevelItem(0))
    QTest.keyClick(tree, Qt.Key.Key_Asterisk)
    first = tree.topLevelItem(0)
    assert first.isExpanded() and "One register" in first.child(0).text(0)
