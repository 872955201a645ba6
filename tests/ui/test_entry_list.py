"""Lists of entries: found by a part of a word, walked by keyboard, told apart by more than colour."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import set_language
from desktop.record.entry import Answer, Entry, Value
from desktop.record.readiness import findings
from desktop.record.submission import Submission
from desktop.ui.parts import entry_list
from desktop.ui.parts.entry_list import EntryList
from desktop.ui.parts.entry_model import ENTRY, EntryModel
from desktop.ui.theme import colours

TITLES = ("Registers for all", "Élèves sans papiers", "Open registers", "Consulates on wheels", "Fees", "Borders")


def gap(id: str, **answers: Value) -> Entry:
    return Entry(id, "gap", answers={key: Answer(value) for key, value in answers.items()})


@pytest.fixture
def entries() -> list[Entry]:
    return [gap(str(number), title=title, objectives=[number]) for number, title in enumerate(TITLES, 1)]


@pytest.fixture
def gaps(shown: Callable[[QWidget], QWidget], catalogue: Catalogue, entries: list[Entry]) -> EntryList:
    view = EntryList(catalogue.kind("gap"), catalogue)
    view.set_entries(entries, Submission("s", {entry.id: entry for entry in entries}))
    shown(view)
    return view


def titles(view: EntryList) -> list[str]:
    model = view.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_filter_finds_parts_of_words_without_accents(qtbot: QtBot, gaps: EntryList) -> None:
    qtbot.keyClicks(gaps.filter, "regist")
    assert titles(gaps) == ["Registers for all", "Open registers"]
    assert gaps.found.text() == "Entries containing: regist"
    gaps.filter.setText("eleves")
    assert titles(gaps) == ["Élèves sans papiers"]
    gaps.filter.setText("nothing such")
    assert titles(gaps) == []
    assert gaps.found.text() == "No entries match. Try fewer words or filters."
    gaps.clear_filter()
    assert len(titles(gaps)) == 6
    assert not gaps.found.isVisible()


def test_a_latin_name_beside_an_arabic_title_does_not_turn_its_line(qtbot: QtBot, catalogue: Catalogue) -> None:
    set_language("ar")
    answers = {"title": "Offices", "objectives": [1, 23], "implementer": "Central Office"}
    office = Entry("1", "practice", answers={key: Answer(value) for key, value in answers.items()})
    view = EntryList(catalogue.kind("practice"), catalogue)
    qtbot.addWidget(view)
    view.set_entries([office], Submission("s", {"1": office}))
    aside = view.model.line(0).aside
    assert "\u2068Central Office\u2069" in aside
    assert (aside[0], aside[-1]) == ("\u2067", "\u2069")


def test_the_entry_that_is_chosen_lies_on_the_same_colour_as_the_line_of_any_list(gaps: EntryList) -> None:
    gaps.resize(280, 600)  # as beside a form
    gaps.choose("3")
    gaps.view.clearFocus()
    assert not gaps.view.is_wide
    line = gaps.view.visualRect(gaps.model.index(2, 0))
    spot = line.topLeft() + QPoint(line.width() // 2, 4)
    assert gaps.view.viewport().grab().toImage().pixelColor(spot).name() == colours().tint


def test_typing_over_the_list_is_typing_into_the_filter(qtbot: QtBot, gaps: EntryList) -> None:
    gaps.view.setFocus()
    qtbot.keyClick(gaps.view, "f")
    assert QApplication.focusWidget() is gaps.filter
    qtbot.keyClicks(gaps.filter, "ees")
    assert titles(gaps) == ["Fees"]
    qtbot.keyClick(gaps.filter, Qt.Key.Key_Escape)
    assert len(titles(gaps)) == 6


def test_the_chosen_entry_stays_chosen_under_the_filter(qtbot: QtBot, gaps: EntryList) -> None:
    chosen: list[str] = []
    gaps.choose("3")
    gaps.chosen.connect(chosen.append)
    qtbot.keyClicks(gaps.filter, "regist")
    gaps.clear_filter()
    assert gaps.view.currentIndex().data(ENTRY) == "3"
    assert chosen == []


def test_the_keyboard_walks_opens_and_removes(qtbot: QtBot, gaps: EntryList) -> None:
    chosen: list[str] = []
    opened: list[str] = []
    removed: list[list[str]] = []
    gaps.choose("1")
    gaps.chosen.connect(chosen.append)
    gaps.opened.connect(opened.append)
    gaps.remove_wanted.connect(removed.append)
    gaps.filter.setFocus()
    qtbot.keyClick(gaps.filter, Qt.Key.Key_Down)
    qtbot.keyClick(gaps.view, Qt.Key.Key_Down)
    qtbot.keyClick(gaps.view, Qt.Key.Key_Return)
    qtbot.keyClick(gaps.view, Qt.Key.Key_Delete)
    assert (chosen, opened, removed) == (["2"], ["2"], [["2"]])


def test_other_words_in_the_same_entries_keep_the_list_where_it_stands(gaps: EntryList, entries: list[Entry]) -> None:
    gaps.choose("3")
    changed = [gap("3", title="Closed registers", objectives=[3]) if each.id == "3" else each for each in entries]
    gaps.set_entries(changed, Submission("s", {each.id: each for each in changed}))
    assert gaps.view.currentIndex().data(ENTRY) == "3"
    assert gaps.view.currentIndex().data() == "Closed registers"


def test_what_is_missing_is_drawn_and_said(gaps: EntryList, catalogue: Catalogue) -> None:
    whole = gap("7", title="Fees", objectives=[6], description="Long enough", severity="high")
    bare = gap("8", title="Fees")
    gaps.set_entries([whole, bare], Submission("s", {"7": whole, "8": bare}))
    model = gaps.view.model()
    assert [gaps.model.line(row).weight for row in range(2)] == ["", "warns"]
    spoken = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(2)]
    assert "missing" not in spoken[0]
    assert "Incomplete" in spoken[1]


def test_a_row_is_drawn_from_what_qt_is_told_of_it(gaps: EntryList) -> None:
    whole = gap("7", title="Fees", objectives=[6], description="Long enough", severity="high")
    bare = gap("8", title="Consulates")
    gaps.set_entries([whole, bare], Submission("s", {"7": whole, "8": bare}))
    gaps.model.show_begun(frozenset({"8"}))
    for row in range(2):
        index = gaps.model.index(row, 0)
        line = gaps.model.line(row)
        assert line.title == index.data()
        assert line.is_commented == (index.data(Qt.ItemDataRole.DecorationRole) is not None)


def test_a_mark_weighs_what_the_check_says(catalogue: Catalogue, qtbot: QtBot) -> None:
    said: dict[str, Value] = {"title": "Registers", "objectives": [4], "contact_email": "nobody at all"}
    practice = Entry("9", "practice", answers={key: Answer(value) for key, value in said.items()})
    submission = Submission("s", {"9": practice})
    weights = {each.weight for each in findings(submission, catalogue) if each.entry_id == "9"}
    assert "warns" in weights and "blocks" not in weights
    view = EntryList(catalogue.kind("practice"), catalogue)
    qtbot.addWidget(view)
    view.set_entries([practice], submission)
    assert view.model.line(0).weight == "warns"


def test_a_mark_goes_when_the_entry_is_mended(gaps: EntryList) -> None:
    bare = gap("8", title="Fees")
    gaps.set_entries([bare], Submission("s", {"8": bare}))
    assert gaps.model.line(0).weight == "warns"
    mended = bare.answered("objectives", Answer([6]))
    gaps.set_entries([mended], Submission("s", {"8": mended}))
    assert gaps.model.line(0).weight == ""


def test_a_row_that_comes_or_goes_is_not_answered_by_asking_for_every_row(catalogue: Catalogue, qtbot: QtBot) -> None:
    many = [gap(f"{number:04}", title=f"Gap {number:04}") for number in range(1000)]
    entries = EntryList(catalogue.kind("gap"), catalogue)
    qtbot.addWidget(entries)
    entries.set_entries(many, Submission("s", {entry.id: entry for entry in many}))
    entries.show()
    entries.choose(many[500].id)
    QApplication.processEvents()
    calls = 0

    def count(frame: FrameType, event: str, _given: object) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_globals["__name__"] == EntryModel.__module__

    fewer = [*many[:400], *many[401:]]
    for shown in (fewer, many):
        calls = 0
        sys.setprofile(count)
        try:
            entries.set_entries(shown, Submission("s", {entry.id: entry for entry in shown}))
            entries.choose(many[500].id)
            QApplication.processEvents()
        finally:
            sys.setprofile(None)
        assert entries.view.currentIndex().data(ENTRY) == many[500].id
        assert entries.model.rowCount() == len(shown)
        assert 0 < calls < len(many) // 2  # those for the rows that are seen


def test_what_weighs_is_marked_at_the_level_of_the_title(
    qtbot: QtBot, gaps: EntryList, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[str, QRect]] = []

    class Mark:
        def paint(self, _painter: QPainter, spot: QRect) -> None:
            drawn.append(("mark", spot))

    def note(_painter: QPainter, _font: QFont, _direction: Qt.LayoutDirection, area: QRect, text: str) -> None:
        drawn.append((text, area))

    monkeypatch.setattr(entry_list, "icon", lambda _name: Mark())
    monkeypatch.setattr(entry_list, "draw_line", note)
    gaps.resize(260, 600)
    gaps.view.take_title_lines(2)
    monkeypatch.setattr(EntryModel, "weight", lambda _model, _entry: "warns")
    QApplication.processEvents()
    drawn.clear()
    gaps.view.viewport().repaint()
    marks = [(place, spot) for place, (what, spot) in enumerate(drawn) if what == "mark"]
    assert marks, drawn
    for place, spot in marks:
        assert abs(spot.center().y() - drawn[place + 1][1].center().y()) <= 1, drawn[place + 1]
