"""The frame around the pages: lines, tabs, keys, and what the window remembers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.shortcuts import ELSEWHERE, ShortcutsDialog
from desktop.ui.navigation import Place
from desktop.ui.pages import FOOT, LINE_OF_PAGE, LINES, PAGES
from desktop.ui.pages.about import AboutPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.pages.objectives import ObjectivesPage
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


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("search", "objective")])
def test_a_page_is_marked_by_its_line_and_its_tab(workplace: Workplace, page: str) -> None:
    workplace.go(Place(page))
    line = LINE_OF_PAGE[page]
    marked = [view(workplace, name).currentIndex().data() for name in ("navigator-list", "navigator-foot")]
    assert [each for each in marked if each] == [line.title]
    assert workplace.tabs.isVisibleTo(workplace) == (len(line.pages) > 1)
    if len(line.pages) > 1:
        assert workplace.tabs.tabText(workplace.tabs.currentIndex()) == PAGES[page].title


def test_nothing_is_marked_while_we_search(workplace: Workplace) -> None:
    workplace.go(Place("objective", "23"))
    workplace.go(Place("search", "data"))
    assert not view(workplace, "navigator-list").selectionModel().selectedIndexes()


def test_every_line_is_seen_without_scrolling_on_a_small_screen(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None
    opened.resize(QSize(1366, 720))
    QTest.qWait(0)
    lines = view(opened.workplace, "navigator-list")
    assert lines.verticalScrollBar().maximum() == 0
    assert lines.model().rowCount() == len(LINES) + 4
    assert view(opened.workplace, "navigator-foot").model().rowCount() == len(FOOT)


def test_tabs_are_gone_through_by_keys(workplace: Workplace) -> None:
    workplace.go(Place("about"))
    assert workplace.tabs.step(1)
    assert workplace.place.page == "team"
    assert workplace.tabs.step(-1)
    assert workplace.tabs.step(-1)
    assert workplace.place.page == "earlier"
    workplace.go(Place("pledges"))
    assert not workplace.tabs.step(1)


def test_the_order_shown_is_the_order_walked(qtbot: QtBot, workplace: Workplace) -> None:
    workplace.go(Place("objectives"))
    page = workplace.page
    assert isinstance(page, ObjectivesPage)
    box = page.findChild(GroupingBox)
    assert isinstance(box, GroupingBox)
    box.setCurrentIndex(box.findData("round_tables"))
    catalogue = workplace.session.catalogue
    shown = [page.view.model().index(row, 0).data() for row in range(page.view.model().rowCount())]
    grouping = next(each for each in catalogue.groupings if each.key == "round_tables")
    assert [int(each) for each in shown if each.isdigit()] == [n for group in grouping.groups for n in group.objectives]
    first, second = grouping.groups[0].objectives[:2]
    workplace.go(Place("objective", str(first)))
    assert isinstance(workplace.page, ObjectivePage)
    workplace.page._step(1)
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
    assert index.siblingAtColumn(6).data() == "Ministry of Information"
    QTest.keyClick(page.view, Qt.Key.Key_Home)
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert workplace.place == Place("objective", "2")


def test_the_page_that_was_left_is_the_one_that_comes_again(opened: Window) -> None:
    assert opened.workplace is not None
    path = opened.workplace.session.path
    opened.workplace.go(Place("objective", "7"))
    assert opened.close_submission()
    assert opened.open_file(path)
    assert opened.workplace.place == Place("objective", "7")
    opened.workplace.go(Place("search", "data"))
    assert opened.close_submission()
    assert opened.open_file(path)
    assert opened.workplace.place == Place("overview")


def test_every_key_of_the_window_is_in_the_list_that_f1_shows(opened: Window) -> None:
    assert opened.workplace is not None
    actions = [*opened.workplace.actions(), *opened.actions()]
    dialog = ShortcutsDialog(actions, opened)
    model = dialog.list.model()
    listed = {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}
    assert {each.text() for each in actions if isinstance(each, QAction) and each.shortcuts()} <= set(listed)
    assert len(listed) >= 15 + len(ELSEWHERE)
    assert listed["Keyboard shortcuts"] == "F1"
    keys = [key.toString() for each in actions for key in each.shortcuts()]
    assert len(keys) == len(set(keys)), "a key that two answer to does nothing"
    dialog.reject()


def test_f6_goes_to_the_list_of_pages_and_back(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None
    workplace = opened.workplace
    workplace.go(Place("about"))
    lines = view(workplace, "navigator-list")
    assert isinstance(workplace.page, AboutPage)
    workplace.page.form.focus_field("title")
    QTest.keyClick(workplace.page, Qt.Key.Key_F6)
    assert opened.focusWidget() is lines
    QTest.keyClick(lines, Qt.Key.Key_F6)
    assert workplace.page.isAncestorOf(opened.focusWidget())
