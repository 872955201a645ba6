"""Gaps and pledges in the window: one list by objective, and a pledge begun from a gap, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QPushButton
from pytestqt.qtbot import QtBot

from desktop.record.gap_lines import GAP
from desktop.ui.navigation import Place
from desktop.ui.pages.entries import EntriesPage
from desktop.ui.pages.matrix import MatrixPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.parts.gap_list import BEGIN, TITLE
from desktop.ui.window import Window
from desktop.ui.workplace import Workplace
from tests.ui.stops import settle


@pytest.fixture
def workplace(opened: Window) -> Workplace:
    assert opened.workplace is not None
    return opened.workplace


def page_of(workplace: Workplace) -> MatrixPage:
    workplace.go(Place("matrix"))
    page = workplace.page
    assert isinstance(page, MatrixPage)
    return page


def rows(page: MatrixPage) -> list[list[str]]:
    model = page.list.gaps
    return [[str(model.index(row, column).data()) for column in range(4)] for row in range(model.rowCount())]


def write(workplace: Workplace) -> tuple[str, str]:
    session = workplace.session
    births = session.add("gap", {"title": "Births", "objectives": [4], "severity": "high"})
    cards = session.add("gap", {"title": "Cards", "objectives": [4, 15]})
    session.add("pledge", {"title": "Register", "objectives": [4], "gaps": [births], "entity": "Ministry of Births"})
    return births, cards


def test_each_gap_shows_its_pledges_or_that_it_has_none(workplace: Workplace) -> None:
    write(workplace)
    page = page_of(workplace)
    assert rows(page) == [
        ["4 Legal identity and documentation · Gaps without a pledge: 1 of 2", "", "", ""],
        ["Births", "High", "1 pledge", ""],
        ["Register", "", "", ""],
        ["Cards", "", "No pledge yet", "Start a pledge"],
        ["15 Access to basic services · Gaps without a pledge: 1 of 1", "", "", ""],
        ["Cards", "", "No pledge yet", "Start a pledge"],
    ]
    spoken = page.list.gaps.index(3, TITLE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.split("\n") == ["Cards", "No pledge yet", "Objective 4"]


def test_the_line_of_an_objective_is_written_across_all_columns(opened: Window, workplace: Workplace) -> None:
    write(workplace)
    opened.resize(1000, 700)
    page = page_of(workplace)
    page.list.header().resizeSection(TITLE, 200)
    page.list.header().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Fixed)
    QApplication.processEvents()
    assert page.list.columnWidth(TITLE) == 200
    seen = page.list.viewport().grab().toImage()
    line = page.list.visualRect(page.list.gaps.index(0, TITLE))
    beside = range(line.right() + 5, line.right() + 100)
    assert len({seen.pixel(x, y) for x in beside for y in range(line.top() + 2, line.bottom() - 1)}) > 1


def test_a_pledge_is_begun_from_a_gap_with_the_mouse(qtbot: QtBot, workplace: Workplace) -> None:
    _births, cards = write(workplace)
    page = page_of(workplace)
    cell = page.list.visualRect(page.list.gaps.index(3, BEGIN))
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    pledge = workplace.session.submission.of_kind("pledge")[-1]
    assert (pledge.items("gaps"), pledge.numbers("objectives")) == ([cards], [4, 15])
    assert pledge.text("entity") == "Ministry of Births", "who submits is who submitted the last pledge"
    assert (workplace.place.page, workplace.place.entry) == ("pledges", pledge.id)
    workplace.go_back()
    assert rows(page)[0][0] == "4 Legal identity and documentation"


@pytest.mark.parametrize("of_objective", [False, True])
def test_a_pledge_is_begun_from_the_form_of_a_gap(qtbot: QtBot, workplace: Workplace, of_objective: bool) -> None:
    _births, cards = write(workplace)
    if of_objective:
        workplace.go(Place("objective", "15", entry=cards))
        assert isinstance(workplace.page, ObjectivePage)
        panel = workplace.page.panel("gap")
    else:
        workplace.go(Place("gaps", entry=cards))
        assert isinstance(workplace.page, EntriesPage)
        panel = workplace.page.panel
    assert panel.side.pledge.isVisible()
    qtbot.mouseClick(panel.side.pledge, Qt.MouseButton.LeftButton)
    pledge = workplace.session.submission.of_kind("pledge")[-1]
    assert (pledge.items("gaps"), pledge.numbers("objectives")) == ([cards], [4, 15])
    assert (workplace.place.page, workplace.place.entry) == ("pledges", pledge.id)


def test_a_pledge_is_begun_from_a_gap_by_keyboard_alone(qtbot: QtBot, workplace: Workplace) -> None:
    _births, cards = write(workplace)
    page = page_of(workplace)
    page.list.setFocus()
    for _step in range(4):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    line = page.list.line()
    assert line is not None
    assert (line.type, line.entry and line.entry.id) == (GAP, cards)
    assert page.begin_button.isEnabled()
    page.begin_button.setFocus()
    qtbot.keyClick(page.begin_button, Qt.Key.Key_Space)
    assert workplace.session.submission.of_kind("pledge")[-1].items("gaps") == [cards]
    assert workplace.place.page == "pledges"


def test_enter_opens_a_gap_and_a_pledge(qtbot: QtBot, workplace: Workplace) -> None:
    births, _cards = write(workplace)
    page = page_of(workplace)
    page.list.setFocus()
    page.list.choose(births)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert (workplace.place.page, workplace.place.entry) == ("gaps", births)
    workplace.go(Place("matrix"))
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert workplace.place.page == "pledges"


def test_only_open_gaps_are_left_on_wish(workplace: Workplace) -> None:
    write(workplace)
    page = page_of(workplace)
    page.only_open.setChecked(True)
    assert [row[0] for row in rows(page) if row[3]] == ["Cards", "Cards"]
    assert "Births" not in [row[0] for row in rows(page)]


def test_a_line_that_is_chosen_stays_chosen_when_others_come(workplace: Workplace) -> None:
    _births, cards = write(workplace)
    page = page_of(workplace)
    page.list.choose(cards)
    workplace.session.add("gap", {"title": "First", "objectives": [1]})
    line = page.list.line()
    assert line is not None
    assert line.entry is not None
    assert line.entry.id == cards


def test_without_gaps_the_page_says_so_and_offers_the_first(qtbot: QtBot, workplace: Workplace) -> None:
    page = page_of(workplace)
    assert not page.list.isVisible()
    assert page._first.isVisible()
    qtbot.mouseClick(page._first, Qt.MouseButton.LeftButton)
    gap = workplace.session.submission.of_kind("gap")[0]
    assert (workplace.place.page, workplace.place.entry) == ("gaps", gap.id)
    workplace.go_back()
    assert page.list.isVisible()


def test_the_menu_of_a_gap_opens_it_and_begins_a_pledge(workplace: Workplace) -> None:
    births, _cards = write(workplace)
    page = page_of(workplace)
    page.list.setFocus()
    page.list.choose(births)
    wanted: list[object] = []
    page.list.menu_wanted.disconnect()
    page.list.menu_wanted.connect(wanted.append)
    corner = page.list.rect().bottomLeft()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, corner, page.list.mapToGlobal(corner))
    QApplication.sendEvent(page.list.viewport(), event)
    assert len(wanted) == 1, "the Menu key asks for the menu of the chosen line, wherever the pointer is"
    menu = page.menu()
    assert [action.text() for action in menu.actions()] == ["Open", "Start a pledge for this gap"]
    menu.actions()[1].trigger()
    assert workplace.session.submission.of_kind("pledge")[-1].items("gaps") == [births]


def test_the_first_gap_is_offered_in_the_same_words_on_both_tabs(opened: Window) -> None:
    assert opened.workplace is not None
    said = []
    for page in ("gaps", "matrix"):
        opened.workplace.go(Place(page))
        settle()
        said += [each.text() for each in opened.workplace.page.findChildren(QPushButton) if "first" in each.text()]
    assert said == ["Add the first gap", "Add the first gap"]
