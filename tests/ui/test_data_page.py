"""The page of the data situation: all indicators by what there is, in a list that is never wider than the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n.translation import LANGUAGES
from desktop.record.entry import bound_id
from desktop.ui.navigation import Place
from desktop.ui.pages.data import DataPage
from desktop.ui.pages.indicators import IndicatorsPage
from desktop.ui.parts.wrapping_header import WRAPPED
from desktop.ui.window import Window


def page_of(window: Window) -> DataPage:
    assert window.workplace is not None
    window.workplace.go(Place("data"))
    page = window.workplace.page
    assert isinstance(page, DataPage)
    return page


def lines(page: DataPage) -> list[list[str]]:
    model = page.list.model()
    return [
        [str(model.index(row, place).data() or "") for place in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def say(window: Window, key: str, **answers: object) -> None:
    assert window.session is not None
    session = window.session
    entry = session.submission.bound("indicator", key)
    assert entry.id == bound_id(session.submission.id, "indicator", key)
    for field, value in answers.items():
        session.answer(session.submission.bound("indicator", key), field, value)  # type: ignore[arg-type]


def test_all_indicators_stand_below_what_is_said_of_their_data(opened: Window) -> None:
    split = [
        {"characteristic": "sex", "availability": "available"},
        {"characteristic": "age", "availability": "partial"},
    ]
    say(opened, "10.7.1", availability="available", source="Survey of workers", disaggregations=split)
    say(opened, "10.7.3", availability="not_available", reason="Nobody counts")
    assert opened.session is not None
    opened.session.add("value", {"indicator": "10.7.1", "year": 2024, "value": "4"})
    page = page_of(opened)
    found = lines(page)
    assert found[0][0] == "Available (1)"
    assert found[1][0].startswith("10.7.1")
    assert found[1][1:] == ["2024", "Survey of workers", "Sex\nAvailable in part: Age"]
    assert found[2][0] == "Not available (1)"
    assert found[3][2] == "Reason: Nobody counts"
    assert found[4][0] == f"Not stated ({len(found) - 5})"
    assert page.list.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole).split("\n")[1:] == [
        "Available",
        "2024",
        "Survey of workers",
        "Sex",
        "Available in part: Age",
    ]


def test_a_line_is_reached_and_opened_by_keyboard(opened: Window, qtbot: QtBot) -> None:
    say(opened, "10.7.1", availability="available")
    page = page_of(opened)
    page.list.setFocus()
    page.list.setCurrentIndex(page.list.model().index(1, 0))
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert opened.workplace is not None
    there = opened.workplace.page
    assert isinstance(there, IndicatorsPage)
    # Over the heading, to the first of those of which nothing is said.
    assert there._key == lines(page)[3][0].split()[0]


def test_the_line_that_is_chosen_stays_chosen_when_something_is_said(opened: Window) -> None:
    page = page_of(opened)
    page.list.setCurrentIndex(page.list.model().index(3, 0))
    chosen = page.list.currentIndex().data()
    say(opened, "17.3.2", availability="planned")
    assert page.list.currentIndex().data() == chosen


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_off_the_side_in_any_language(opened: Window, language: str) -> None:
    assert opened.session is not None
    named = [each.key for each in opened.session.catalogue.characteristics]
    split = [{"characteristic": each, "availability": "planned"} for each in named]
    say(opened, "10.7.1", availability="available", disaggregations=split)
    opened.speak(language)
    try:
        for zoom in (100, 200):
            opened.look.set_zoom(zoom)
            page = page_of(opened)
            QApplication.processEvents()
            assert page.list.header().length() == page.list.viewport().width()
            assert page.list.horizontalScrollBar().maximum() == 0
            # Whatever does not fit on a line goes on below it, also of a head.
            header = page.list.header()
            assert header.defaultAlignment() & WRAPPED
            assert header.textElideMode() == Qt.TextElideMode.ElideNone
            rect = page.list.visualRect(page.list.model().index(1, 3))
            assert rect.height() >= page.list.fontMetrics().lineSpacing() * len(named) // 3
    finally:
        opened.look.set_zoom(100)
