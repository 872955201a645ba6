"""The check in the window: what was found, by what it is; filtered, opened, followed to its field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.navigation import Place
from desktop.ui.pages.check import CheckPage
from desktop.ui.parts.finding_tree import FINDING
from desktop.ui.window import Window
from desktop.ui.workplace import Workplace


@pytest.fixture
def workplace(opened: Window) -> Workplace:
    workplace = opened.workplace
    assert workplace is not None
    session = workplace.session
    for number in range(1, 6):
        session.add(
            "practice", {"title": f"Register {number}", "objectives": [1 + number % 2], "lead": "Ministry of Labour"}
        )
    session.add("gap", {"title": "No register", "objectives": [4], "lead": "Ministry of Health"})
    return workplace


@pytest.fixture
def page(workplace: Workplace) -> CheckPage:
    workplace.go(Place("check"))
    page = workplace.page
    assert isinstance(page, CheckPage)
    return page


def below(page: CheckPage, *titles: str) -> QModelIndex:
    """Return the line that is reached by the beginnings of the titles above it."""
    model, index = page.list.model(), QModelIndex()
    for title in titles:
        rows = [model.index(row, 0, index) for row in range(model.rowCount(index))]
        index = next(each for each in rows if each.data().startswith(title))
    return index


def told(page: CheckPage, *titles: str) -> list[str]:
    model, index = page.list.model(), below(page, *titles)
    return [model.index(row, 0, index).data() for row in range(model.rowCount(index))]


def test_what_entries_lack_is_told_once_and_opens_into_them(page: CheckPage) -> None:
    assert "Start – missing (Practices: 5)" in told(page, "Warnings")
    assert told(page, "Warnings", "Start – missing (Practices") == [f"Register {number}" for number in range(1, 6)]
    assert "Gaps without a pledge (Gaps: 1)" in told(page, "Suggestions")
    assert page.list.isExpanded(below(page, "Warnings"))
    assert not page.list.isExpanded(below(page, "Warnings", "Start – missing"))


def test_an_entry_opens_at_its_field_by_mouse_and_by_keyboard(
    qtbot: QtBot, page: CheckPage, workplace: Workplace
) -> None:
    group = below(page, "Warnings", "Start – missing (Practices")
    page.list.setCurrentIndex(group)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.list.isExpanded(group)
    page.list.setCurrentIndex(below(page, "Warnings", "Start – missing (Practices", "Register 3"))
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    place = workplace.place_of_keyboard()
    assert (place.page, place.field) == ("practices", "start")
    workplace.go(Place("check"))
    entry = below(page, "Warnings", "Start – missing (Practices", "Register 2")
    page.list.scrollTo(entry)
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.visualRect(entry).center())
    place = workplace.place_of_keyboard()
    assert (place.page, place.field) == ("practices", "start")


def test_enter_leads_from_the_section_through_a_group_to_the_field(
    qtbot: QtBot, page: CheckPage, workplace: Workplace
) -> None:
    section = below(page, "Warnings")
    page.list.setCurrentIndex(section)
    page.list.setFocus()
    group = page.list.model().index(0, 0, section)
    entry = page.list.model().index(0, 0, group)
    for wanted in (group, entry):
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
        assert page.list.currentIndex() == wanted and page.list.isExpanded(wanted.parent())
    finding = entry.data(FINDING)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    place = workplace.place_of_keyboard()
    assert (place.entry, place.field) == (finding.entry_id, finding.field)
    workplace.go(Place("check"))
    page.list.setCurrentIndex(group)
    for _press in range(2):
        qtbot.keyClick(page.list, Qt.Key.Key_Left)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.list.isExpanded(section)


def test_a_click_opens_a_group_and_closes_it(qtbot: QtBot, page: CheckPage) -> None:
    group = below(page, "Warnings", "Start – missing (Practices")
    page.list.scrollTo(group)
    for opened in (True, False):
        qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.visualRect(group).center())
        assert page.list.isExpanded(group) is opened


def test_groups_stay_open_while_entries_are_edited(page: CheckPage, workplace: Workplace) -> None:
    tester = QAbstractItemModelTester(page.list.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    session = workplace.session
    page.list.expand(below(page, "Warnings", "Start – missing (Practices"))
    session.answer(session.submission.of_kind("practice")[1], "start", "2020")
    group = below(page, "Warnings", "Start – missing (Practices: 4)")
    assert page.list.isExpanded(group)
    assert told(page, "Warnings", "Start – missing (Practices") == [f"Register {number}" for number in (1, 3, 4, 5)]
    for practice in session.submission.of_kind("practice"):
        session.answer(practice, "start", "2020")
    assert not any("Start – missing" in text for text in told(page, "Warnings"))
    session.undo()
    assert told(page, "Warnings", "Start – missing (Practices: 1)") == ["Register 5"]
    session.remove(session.submission.of_kind("practice")[0])
    del tester


def test_what_is_shown_is_that_of_an_objective_or_a_ministry(page: CheckPage, workplace: Workplace) -> None:
    page.objective.setCurrentIndex(page.objective.findData(2))
    assert told(page, "Warnings", "Start – missing (Practices") == ["Register 1", "Register 3", "Register 5"]
    assert not any("Gaps" in text for text in told(page, "Suggestions"))
    session = workplace.session
    session.answer(session.submission.of_kind("practice")[0], "objectives", [1])
    assert told(page, "Warnings", "Start – missing (Practices") == ["Register 3", "Register 5"]
    page.objective.setCurrentIndex(0)
    page.ministry.setCurrentIndex(page.ministry.findData("Ministry of Health"))
    assert told(page, "Suggestions", "Gaps without a pledge")
    assert not any("Practices" in text for text in told(page, "Suggestions"))
    session.answer(session.submission.of_kind("practice")[0], "lead", "Ministry of Health")
    assert told(page, "Warnings", "Start – missing (Practices") == ["Register 1"]


def test_where_nothing_is_found_it_says_so(page: CheckPage, workplace: Workplace) -> None:
    session = workplace.session
    session.add("person", {"name": "Focal point", "ministry": "Registry"})
    page.ministry.setCurrentIndex(page.ministry.findData("Registry"))
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    if page.list.model().rowCount() == 0:
        assert "These filters show nothing to correct." in said
        assert not page.list.isVisibleTo(page)


def test_thousands_of_entries_are_lines_of_a_model(page: CheckPage, workplace: Workplace) -> None:
    session = workplace.session
    for number in range(300):
        session.add("practice", {"title": f"Practice {number}", "objectives": [3]})
    assert len(told(page, "Warnings", "Start – missing (Practices")) == 305
    changed: list[int] = []
    page.list.model().dataChanged.connect(lambda *_given: changed.append(1))
    page.list.model().rowsRemoved.connect(lambda *_given: changed.append(1))
    page.list.model().modelReset.connect(lambda: pytest.fail("everything was shown anew"))
    session.answer(session.submission.of_kind("practice")[100], "start", "2020")
    assert 0 < len(changed) < 20
