"""Words are read whole where they fit, once, and in the same place for all of their lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.list_views import INDENT
from desktop.ui.navigation import Place
from desktop.ui.pages.history import HistoryPage
from desktop.ui.pages.indicators import IndicatorsPage
from desktop.ui.pages.review import ReviewPage
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.shortened import Shortened, in_lines
from desktop.ui.window import Window


def test_a_text_goes_on_below_and_is_cut_where_there_is_no_line_left() -> None:
    font = QFont()
    letters = QFontMetrics(font)
    text = "One two three four five six seven eight"
    half = letters.horizontalAdvance(text) * 3 // 5
    assert in_lines(font, text, 10_000, 2) == (text,)
    first, second = in_lines(font, text, half, 2)
    assert f"{first} {second}" == text
    cut = in_lines(font, text, half // 2, 2)
    assert len(cut) == 2 and cut[1].endswith("…")
    assert len(in_lines(font, "Donaudampfschifffahrt", 20, 2)) == 1, "a word is never divided"


def test_progress_is_said_once_beside_its_chart(opened: Window) -> None:
    assert opened.workplace is not None and opened.session is not None
    session = opened.session
    session.add("value", {"indicator": "10.7.1", "year": 2018, "value": "6.2"})
    session.add("value", {"indicator": "10.7.1", "year": 2025, "value": "4.1"})
    for field, value in (
        ("baseline_year", 2018),
        ("baseline_value", "6.2"),
        ("target_year", 2030),
        ("target_value", "1"),
    ):
        session.answer(session.submission.bound("indicator", "10.7.1"), field, value)
    opened.workplace.go(Place("indicators", "10.7.1"))
    page = opened.workplace.page
    assert isinstance(page, IndicatorsPage)
    said = [each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page)]
    assert sum("40" in each for each in said) == 1
    assert "It is getting better." in said


def test_each_filter_of_the_history_has_its_name_beside_it(opened: Window) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("history"))
    page = opened.workplace.page
    assert isinstance(page, HistoryPage)
    for name, box in (("Author", page.person), ("Entry", page.entry)):
        label = next(each for each in page.findChildren(QLabel) if each.text() == name)
        assert label.isVisible() and box.accessibleName() == name
        assert 0 <= box.x() - label.geometry().right() < 40


def test_all_lines_of_an_objective_are_set_in(opened: Window, qtbot: QtBot) -> None:
    assert opened.workplace is not None
    assert opened.session is not None
    opened.session.answer(opened.session.submission.bound("assessment", "4"), "rating", "advanced")
    opened.workplace.go(Place("review"))
    page = opened.workplace.page
    assert isinstance(page, ReviewPage)
    model = page.list.model()
    deep = [model.index(row, 0) for row in range(model.rowCount()) if model.index(row, 0).data(INDENT)]
    assert deep and not any(str(each.data()).startswith(" ") for each in deep)
    picture = page.list.grab(
        QRect(page.list.visualRect(deep[0]).topLeft(), page.list.visualRect(deep[0]).size())
    ).toImage()
    ground = picture.pixelColor(3, picture.height() // 2)
    assert all(picture.pixelColor(x, y) == ground for x in range(12, 20) for y in range(picture.height()))


def test_what_stands_apart_ends_at_the_edge_and_cuts_nothing(shown: Callable[[QWidget], QWidget]) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, last_apart=True)
    first, last = QPushButton("A text for the form of the Network"), QPushButton("Remove")
    for each in (first, last):
        flow.addWidget(each)
    shown(holder)
    for width in (900, first.sizeHint().width() + 10):
        holder.resize(width, 300)
        QApplication.processEvents()
        assert first.width() == first.sizeHint().width()
        assert last.geometry().right() == holder.rect().right()
        assert not first.geometry().intersects(last.geometry())


@pytest.mark.parametrize("last_is_hidden", [True, False], ids=["begins", "ends"])
def test_what_is_left_of_two_things_that_stand_apart_stays_at_its_edge(
    shown: Callable[[QWidget], QWidget], last_is_hidden: bool
) -> None:
    """A heading stays where it is while there is no link yet for the end of its line, and such a link where no words are."""
    holder = QWidget()
    flow = FlowLayout(holder, last_apart=True)
    said, ways = QPushButton("Indicators"), QPushButton("All indicators")
    for each in (said, ways):
        flow.addWidget(each)
    (ways if last_is_hidden else said).hide()
    shown(holder)
    holder.resize(600, 100)
    QApplication.processEvents()
    if last_is_hidden:
        assert said.geometry().left() == holder.rect().left()
    else:
        assert ways.geometry().right() == holder.rect().right()


@pytest.mark.parametrize(
    ("widths", "room", "lines"),
    [
        ([130, 112, 133, 105, 148], 537, [3, 2]),
        ([130, 112, 133, 105, 148], 700, [5]),
        ([130, 112, 133, 105, 148], 300, [2, 2, 1]),
        ([90, 160, 297, 164], 460, [2, 1, 1]),
        ([600, 50], 300, [1, 1]),
        ([95, 114, 138, 103, 125], 300, [2, 2, 1]),
        ([200, 50, 50], 210, [1, 1, 1]),
        ([100, 50, 50, 200, 50], 210, [3, 1, 1]),
    ],
)
def test_the_steps_of_a_scale_are_shared_by_its_lines(
    widths: list[int], room: int, lines: list[int], shown: Callable[[QWidget], QWidget]
) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, spacing=4, even=True)
    for width in widths:
        step = QPushButton()
        step.setFixedWidth(width)
        flow.addWidget(step)
    shown(holder)
    holder.resize(room, 300)
    QApplication.processEvents()
    tops = [each.geometry().top() for each in holder.findChildren(QPushButton)]
    assert [tops.count(top) for top in sorted(set(tops))] == lines


def test_the_state_of_an_entry_shows_that_more_follows(shown: Callable[[QWidget], QWidget]) -> None:
    state = Shortened("Complete for the online form", "muted")
    shown(state)
    state.resize(60, 30)
    assert in_lines(state.font(), state.text(), 60, 1)[0].endswith("…")
