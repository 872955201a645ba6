"""What is typed is on the disk a moment later, in every field, and one stay in a field is one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.operations import edit
from desktop.ui.fields import base
from desktop.ui.navigation import Place
from desktop.ui.window import Window
from tests.ui.everywhere import GROUPS, Spot, in_turn, open_spot, settled

NEVER = 10_000_000


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment of rest is over at once."""
    monkeypatch.setattr(base, "REST", 0)
    monkeypatch.setattr(base, "LATEST", NEVER)


@pytest.fixture
def without_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody rests; what was typed first has waited long enough at once."""
    monkeypatch.setattr(base, "REST", NEVER)
    monkeypatch.setattr(base, "LATEST", 0)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written by itself."""
    monkeypatch.setattr(base, "REST", NEVER)
    monkeypatch.setattr(base, "LATEST", NEVER)


def said(window: Window) -> str:
    assert window.workplace is not None
    label = window.workplace.bar.findChild(QLabel, "bar-said")
    assert label is not None
    return label.text()


def revisions(spot: Spot) -> int:
    return len(list(spot.session.file.revisions()))


def test_one_second_of_rest_and_never_more_than_five() -> None:
    assert base.REST <= 1000
    assert base.LATEST + 500 <= 5000


@pytest.mark.parametrize("names", GROUPS)
def test_it_is_on_the_disk_while_the_cursor_is_in_the_field(
    qtbot: QtBot, opened: Window, soon: None, names: list[str]
) -> None:
    for spot, text, expected in in_turn(opened, names):
        before = revisions(spot)
        spot.type(text)
        qtbot.waitUntil(lambda spot=spot, expected=expected: spot.kept() == expected)
        assert QApplication.focusWidget() is not None
        assert spot.shown() == text, "nothing is changed below the hands of somebody who types"
        settled(opened)
        assert revisions(spot) == before + 1
        spot.leave()
        settled(opened)
        assert revisions(spot) == before + 1, "to leave the field writes nothing once more"


@pytest.mark.parametrize("name", ["a line", "a long text", "a cell", "half a date", "a country begun"])
def test_it_is_on_the_disk_while_somebody_types_on(qtbot: QtBot, opened: Window, without_rest: None, name: str) -> None:
    spot, text, expected = open_spot(opened, name)
    before = revisions(spot)
    for letter in text:
        spot.type(letter)
        settled(opened)
    qtbot.waitUntil(lambda: spot.kept() == expected)
    assert revisions(spot) == before + 1


def test_the_bar_says_that_it_is_not_saved_yet(qtbot: QtBot, opened: Window, later: None) -> None:
    spot, text, _expected = open_spot(opened, "a line")
    assert said(opened) == "All changes are saved"
    spot.type(text)
    assert said(opened) == "Saving…"
    spot.widget._rest.timeout.emit()
    assert said(opened) == "All changes are saved"
    spot.type("x")
    assert said(opened) == "Saving…"
    qtbot.keyClick(spot.typed_into, Qt.Key.Key_Backspace)
    assert said(opened) == "All changes are saved", "it is as it was"


@pytest.mark.parametrize("name", ["a line", "a long text", "a cell", "half a date", "a country begun", "about"])
def test_one_stay_is_one_step_and_one_line(qtbot: QtBot, opened: Window, later: None, name: str) -> None:
    spot, text, expected = open_spot(opened, name)
    was, before = spot.kept(), revisions(spot)
    for letter in text:
        spot.type(letter)
        spot.widget.write()
    assert spot.kept() == expected
    assert revisions(spot) == before + 1
    assert opened.workplace is not None
    opened.workplace.undo()
    assert spot.kept() == was
    assert text not in str(spot.widget.value()), "the screen follows"
    opened.workplace.redo()
    assert spot.kept() == expected
    if name == "a cell":
        return  # the row was taken away with its cells
    assert spot.shown() == text
    spot.type("!")
    spot.leave()
    opened.workplace.undo()
    assert spot.kept() == expected, "what was typed after that was a stay of its own"


def test_two_stays_are_two_steps(opened: Window, later: None) -> None:
    spot, _text, _expected = open_spot(opened, "a line")
    before = revisions(spot)
    spot.type("One")
    spot.leave()
    spot.typed_into.setFocus()
    spot.type(" two")
    spot.leave()
    assert revisions(spot) == before + 2
    assert opened.workplace is not None
    opened.workplace.undo()
    assert spot.kept() == "One"


def test_enter_does_not_end_the_stay(qtbot: QtBot, opened: Window, later: None) -> None:
    spot, _text, _expected = open_spot(opened, "a line")
    before = revisions(spot)
    spot.type("One")
    qtbot.keyClick(spot.typed_into, Qt.Key.Key_Return)
    assert spot.kept() == "One"
    spot.type(" two")
    spot.leave()
    assert spot.kept() == "One two"
    assert revisions(spot) == before + 1


def test_a_stay_that_ends_where_it_began_is_nothing_to_undo(qtbot: QtBot, opened: Window, later: None) -> None:
    spot, _text, _expected = open_spot(opened, "where we stand")
    before = revisions(spot)
    spot.type("a")
    spot.widget.write()
    assert revisions(spot) == before + 1
    qtbot.keyClick(spot.typed_into, Qt.Key.Key_Backspace)
    spot.widget.write()
    spot.leave()
    assert revisions(spot) == before
    assert spot.entry_id not in spot.session.submission.entries
    assert spot.session.submission == spot.session.file.read()


def test_a_revision_in_between_begins_another_step(opened: Window, later: None) -> None:
    spot, _text, _expected = open_spot(opened, "a line")
    session = spot.session
    spot.type("One")
    spot.widget.write()
    _entry, revision = edit.add(session.file, session.catalogue, "gap", {"title": "By an import"})
    session.done(revision)
    spot.type(" two")
    spot.leave()
    assert opened.workplace is not None
    opened.workplace.undo()
    assert spot.kept() == "One"
    assert len(session.submission.of_kind("gap")) == 2
    assert session.submission == session.file.read()


def test_somebody_else_speaking_is_another_step(opened: Window, later: None) -> None:
    spot, _text, _expected = open_spot(opened, "a line")
    spot.session.speak_as("Amina")
    spot.type("One")
    spot.widget.write()
    spot.session.speak_as("Otieno")
    spot.type(" two")
    spot.leave()
    assert [each.by for each in spot.session.file.history(limit=2)] == ["Otieno", "Amina"]


# Writing does not disturb


def test_a_space_at_the_end_stays_while_somebody_types(opened: Window, later: None) -> None:
    for name in ("a line", "a long text", "a cell", "about"):
        spot, _text, _expected = open_spot(opened, name)
        spot.type("Red ")
        spot.widget.write()
        settled(opened)
        spot.type("Cross")
        spot.widget.write()
        assert spot.shown() == "Red Cross", name
        assert "Red Cross" in spot.kept(), name


def test_cursor_and_selection_stay(opened: Window, later: None) -> None:
    spot, _text, _expected = open_spot(opened, "a line")
    line = spot.typed_into
    assert isinstance(line, QLineEdit)
    spot.type("Children")
    line.setCursorPosition(4)
    spot.type("X")
    line.setSelection(1, 3)
    spot.widget.write()
    settled(opened)
    assert line.selectedText() == "hil"
    spot, _text, _expected = open_spot(opened, "a long text")
    box = spot.typed_into
    assert isinstance(box, QPlainTextEdit)
    spot.type("Children at sea")
    cursor = box.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(6, QTextCursor.MoveMode.KeepAnchor)
    box.setTextCursor(cursor)
    spot.widget.write()
    settled(opened)
    assert box.textCursor().selectedText() == "ildr"


def test_the_box_can_still_take_back_its_own_letters(qtbot: QtBot, opened: Window, later: None) -> None:
    spot, _text, _expected = open_spot(opened, "a long text")
    box = spot.typed_into
    assert isinstance(box, QPlainTextEdit)
    spot.type("Children")
    spot.widget.write()
    settled(opened)
    assert box.document().isUndoAvailable()
    box.undo()
    spot.widget.write()
    assert spot.kept() == ""


@pytest.mark.parametrize("name", ["a line", "a long text", "a cell"])
def test_a_word_that_is_only_being_composed_is_not_written_and_goes_on(opened: Window, later: None, name: str) -> None:
    spot, _text, _expected = open_spot(opened, name)
    spot.type("A ")
    QApplication.sendEvent(spot.typed_into, QInputMethodEvent("chengnuo", []))
    spot.widget.write()
    settled(opened)
    assert "chengnuo" not in spot.kept()
    done = QInputMethodEvent()
    done.setCommitString("承诺")
    QApplication.sendEvent(spot.typed_into, done)
    assert spot.shown() == "A 承诺"
    spot.widget.write()
    assert "A 承诺" in spot.kept()


def test_typing_back_to_what_was_written_before_is_written_too(qtbot: QtBot, opened: Window, later: None) -> None:
    spot, _text, _expected = open_spot(opened, "a line")
    spot.type("ab")
    spot.widget.write()
    spot.type("c")
    spot.widget.write()
    qtbot.keyClick(spot.typed_into, Qt.Key.Key_Backspace)
    spot.widget.write()
    assert spot.kept() == "ab"


def test_forms_that_depend_on_a_language_wait_until_the_field_is_left(
    qtbot: QtBot, opened: Window, later: None
) -> None:
    spot, _text, _expected = open_spot(opened, "a language begun")
    place = opened.workplace
    line = spot.typed_into
    assert isinstance(line, QLineEdit)
    spot.type("Swahili")
    spot.widget.write()
    settled(opened)
    assert opened.workplace is place, "the pages are not built anew below the cursor"
    assert spot.kept() == "sw"
    spot.leave()
    settled(opened)
    assert opened.workplace is not place


def test_a_field_stays_below_the_cursor_even_when_it_no_longer_applies(
    qtbot: QtBot, opened: Window, later: None
) -> None:
    session = opened.session
    workplace = opened.workplace
    assert session is not None
    assert workplace is not None
    entry_id = session.add("pledge", {"title": "First", "mirror": False, "matched_title": "Another"})
    workplace.go(Place("pledges", entry=entry_id, field="matched_title"))
    form = workplace.page.panel.form  # type: ignore[attr-defined]
    settled(opened)
    line = form.field("matched_title").editor()
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    form.field("matched_title").write()
    settled(opened)
    assert line.isVisible()
    qtbot.keyClicks(line, "Again")
    line.clearFocus()
    entry = session.entry(entry_id)
    assert entry is not None
    assert entry.text("matched_title") == "Again"


def test_a_chapter_that_is_cleared_to_be_written_anew_stays_open(qtbot: QtBot, opened: Window, later: None) -> None:
    spot, text, _expected = open_spot(opened, "a chapter")
    spot.widget.write()
    settled(opened)
    assert spot.kept() == ""
    assert spot.typed_into.isVisible()
    spot.type(text)
    spot.leave()
    assert spot.kept() == text
