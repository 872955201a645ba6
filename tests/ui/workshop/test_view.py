"""The workshop: in and out by F11 with nothing lost, who says what, and undo that all can see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.record.parking import parked
from desktop.record.sittings import open_sitting, sittings
from desktop.ui.navigation import Place
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.workshop.buttons import WordsButton
from desktop.ui.workshop.said import MOST_AT_ONCE, Section
from tests.ui.faults import Disk
from tests.ui.workshop.conftest import Room, team

Begun = Callable[[list[tuple[str, str]]], Room]


def titles(room: Room, kind: str) -> list[tuple[str, str]]:
    """What was said of a kind under the objective that is shown, with who said it."""
    found = room.session.submission.of_objective(kind, room.state.number)
    return [(each.text("title"), each.answers["title"].by) for each in found]


def test_f11_leads_in_and_back_to_the_same_page_and_field(begun: Begun) -> None:
    room = begun(team())
    rating = room.session.submission.bound("assessment", "7")
    room.workplace.go(Place("objective", "7", rating.id, "reason"))
    page = room.workplace.page
    assert isinstance(page, ObjectivePage)
    before = QApplication.focusWidget()
    room.type("Shelters")
    room.toggle()
    assert room.workplace.workshop_view is not None
    assert room.window.isFullScreen()
    assert room.session.submission.bound("assessment", "7").text("reason") == "Shelters", "it was written before"
    assert room.state.number == 7
    assert "Shelters" not in room.view.reading.rating.words.text(), "nothing is rated yet"
    room.press(Qt.Key.Key_Right)
    assert room.state.number == 8
    room.toggle()
    assert room.workplace.workshop_view is None
    assert not room.window.isFullScreen()
    assert room.workplace.place.key == "7"
    assert QApplication.focusWidget() is before
    room.type(" are full")
    room.workplace.leave()
    assert room.session.submission.bound("assessment", "7").text("reason") == "Shelters are full"


def test_what_is_half_typed_is_no_record_and_is_there_again_when_the_workshop_is(room: Room) -> None:
    room.press(Qt.Key.Key_3)
    room.view.say.line.setFocus()
    room.type("No data on chil")
    room.toggle()
    assert titles(room, "gap") == []
    room.toggle()
    assert room.view.say.line.text() == "No data on chil"
    room.view.say.line.setFocus()
    room.view.say.line.end(False)
    room.type("dren")
    room.press(Qt.Key.Key_Return)
    assert [title for title, _by in titles(room, "gap")] == ["No data on children"]
    assert room.view.say.line.text() == ""


def test_what_is_half_typed_stays_when_a_panel_opens_and_with_its_own_objective(room: Room) -> None:
    number = room.state.number
    room.view.say.line.setFocus()
    room.type("No data")
    room.press(Qt.Key.Key_F2)
    room.press(Qt.Key.Key_2)
    assert QApplication.focusWidget() is room.view.say.line
    room.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert room.state.number != number
    assert room.view.say.line.text() == ""
    room.view.step(-1)
    assert (room.state.number, room.view.say.line.text()) == (number, "No data")
    assert titles(room, "gap") == []
    room.view.say.add.click()
    assert [each.text("title") for each in room.session.submission.of_objective("gap", number)] == ["No data"]
    assert room.view.say.line.text() == ""


def test_it_says_who_speaks_and_what_was_said_by_whom(room: Room) -> None:
    assert room.view.top.speaking.text() == "Nobody is speaking"
    room.say("practice", "One-stop offices")
    room.press(Qt.Key.Key_Escape)
    room.press(Qt.Key.Key_3)
    assert room.view.top.speaking.text() == "Speaking now: Rose Otieno, Labour"
    room.say("gap", "No data on children")
    room.say("pledge", "No child is detained")
    room.say("parked", "Who pays?")
    assert titles(room, "practice") == [("One-stop offices", "")]
    assert titles(room, "gap") == [("No data on children", "Rose Otieno")]
    assert titles(room, "pledge") == [("No child is detained", "Rose Otieno")]
    (point,) = parked(room.session.submission)
    assert (point.text, point.objective, point.by) == ("Who pays?", room.state.number, "Rose Otieno")
    (gap,) = room.session.submission.of_objective("gap", room.state.number)
    row = room.view.reading.row(gap.id)
    assert row is not None
    assert (row.words.text(), row.by.text()) == ("No data on children", "Rose Otieno, Labour")  # type: ignore[attr-defined]
    (practice,) = room.session.submission.of_objective("practice", room.state.number)
    assert room.view.reading.row(practice.id).by.text() == "Nobody was named"  # type: ignore[union-attr]


def test_two_of_one_name_are_told_apart_in_what_they_say(room: Room) -> None:
    room.press(Qt.Key.Key_1)
    room.say("gap", "One")
    room.press(Qt.Key.Key_F2)
    room.type("amina for")
    room.press(Qt.Key.Key_Return)
    room.say("gap", "Two")
    assert titles(room, "gap") == [("One", "Amina Otieno (Interior)"), ("Two", "Amina Otieno (Foreign Affairs)")]
    assert room.view.top.speaking.text() == "Speaking now: Amina Otieno (Foreign Affairs)"


def test_the_last_thing_said_is_undone_by_one_key_and_nothing_before_the_sitting(room: Room) -> None:
    strip = room.view.last
    assert strip.words.text() == "Nothing has been said yet in this sitting."
    assert not strip.undo.isVisible()
    room.press(Qt.Key.Key_F9)
    assert len(sittings(room.session.submission)) == 1
    room.press(Qt.Key.Key_3)
    room.say("gap", "No data")
    assert strip.words.text() == "Last: Add “No data” to Gaps – Rose Otieno"
    assert strip.undo.isVisible()
    assert strip.undo.accessibleName() == "Undo: Add “No data” to Gaps"
    room.press(Qt.Key.Key_F9)
    assert titles(room, "gap") == []
    assert strip.words.text() == "Undone: Add “No data” to Gaps\nNothing has been said yet in this sitting."
    room.view.reading.setFocus()
    room.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert titles(room, "gap") == [("No data", "Rose Otieno")]
    room.qtbot.mouseClick(strip.undo, Qt.MouseButton.LeftButton)
    assert titles(room, "gap") == []
    room.workplace.undo()
    assert open_sitting(room.session.submission) is not None, "what began the sitting is no thing that was said"
    assert len(room.state.people()) == 25


def test_a_sitting_begins_with_the_workshop_and_an_empty_one_leaves_nothing(room: Room) -> None:
    going = open_sitting(room.session.submission)
    assert going is not None
    assert going.begun == "2026-03-02T09:00:00Z"
    room.toggle()
    assert sittings(room.session.submission) == []
    room.toggle()
    room.say("gap", "No data")
    room.toggle()
    assert len(sittings(room.session.submission)) == 1
    room.toggle()
    assert len(sittings(room.session.submission)) == 1, "it goes on"


def test_the_sitting_of_another_day_has_ended(room: Room) -> None:
    room.press(Qt.Key.Key_3)
    room.say("gap", "Monday")
    room.press(Qt.Key.Key_Escape)
    room.press(Qt.Key.Key_4)
    room.toggle()
    room.clock.turn(60 * 24)
    room.toggle()
    first, second = sittings(room.session.submission)
    assert first.ended
    assert first.took_part == ("Rose Otieno", "Yusuf Otieno")
    assert second.goes_on


def test_the_language_changes_in_the_middle_of_a_workshop(room: Room) -> None:
    room.press(Qt.Key.Key_3)
    room.view.step(1)
    number = room.state.number
    room.view.open_panel("parking")
    room.window.speak("ar")
    assert room.workplace.workshop_view is not None
    assert room.state.number == number
    assert room.state.panel == "parking"
    assert room.session.person == "Rose Otieno"
    assert len(sittings(room.session.submission)) == 1
    room.press(Qt.Key.Key_Escape)
    room.press(Qt.Key.Key_Left)
    assert room.state.number == number + 1, "from right to left, on is to the left"


def test_the_keys_of_the_pages_do_nothing_behind_the_workshop(room: Room) -> None:
    place = room.workplace.place
    for key in (Qt.Key.Key_E, Qt.Key.Key_F, Qt.Key.Key_P):
        room.press(key, Qt.KeyboardModifier.ControlModifier)
    room.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert room.workplace.place == place
    assert room.workplace.workshop_view is not None
    room.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is room.view.say.line
    room.press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert room.state.panel == "speaking"


@pytest.mark.parametrize("said", ["No spare parts", "past"])
def test_what_is_typed_once_a_speaker_was_chosen_is_what_is_said(room: Room, said: str) -> None:
    for figure in (Qt.Key.Key_1, Qt.Key.Key_2):
        room.press(Qt.Key.Key_F2)
        room.press(figure)
        assert QApplication.focusWidget() is room.view.reading, "here digits say who speaks, and arrows lead on"
        for letter in said:  # each goes where the keyboard is by then
            room.type(letter)
        assert room.state.panel == ""
        assert room.view.say.line.text() == said
        room.press(Qt.Key.Key_Return)
        room.view.reading.setFocus()
    assert [title for title, _by in titles(room, "gap")] == [said, said]


def compose(text: str, *, done: bool) -> None:
    """Put a word together as an input method does, where the keyboard is; or finish it."""
    focused = QGuiApplication.focusObject()
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled | Qt.InputMethodQuery.ImCursorRectangle)
    QApplication.sendEvent(focused, asked)
    assert asked.value(Qt.InputMethodQuery.ImEnabled), "without it no input method is asked"
    event = QInputMethodEvent("" if done else text, [])
    if done:
        event.setCommitString(text)
    QApplication.sendEvent(focused, event)


def test_a_word_that_is_put_together_begins_a_line_whole(room: Room) -> None:
    room.press(Qt.Key.Key_F2)
    room.press(Qt.Key.Key_1)
    for stop in (room.view.reading, room.view.next):
        stop.setFocus()
        for part in ("q", "qian", "缺"):
            compose(part, done=part == "缺")
        line = room.view.say.line
        assert QApplication.focusWidget() is line
        compose("人", done=True)
        assert line.text() == "缺人"
        room.press(Qt.Key.Key_Return)
    assert [title for title, _by in titles(room, "gap")] == ["缺人", "缺人"]


def test_what_is_typed_with_alt_gr_begins_a_line(room: Room) -> None:
    room.view.reading.setFocus()
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    for text, holding in (("ł", held), ("É", Qt.KeyboardModifier.ShiftModifier), ("€", held)):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(room.focused(), QKeyEvent(kind, Qt.Key.Key_L, holding, text))
    assert room.view.say.line.text() == "łÉ€"


def test_no_word_goes_from_a_panel_to_the_line(room: Room) -> None:
    room.view.open_panel("parking")
    room.view.close_panel.setFocus()
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(room.focused(), asked)
    assert not asked.value(Qt.InputMethodQuery.ImEnabled)
    room.type("no")
    assert room.view.say.line.text() == ""


def test_space_and_keys_of_the_program_begin_no_line(room: Room) -> None:
    room.view.reading.setFocus()
    room.press(Qt.Key.Key_Space)
    room.press(Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
    room.press(Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is room.view.reading
    assert room.view.say.line.text() == ""


def test_everything_that_takes_the_keyboard_has_a_name_and_its_size(room: Room) -> None:
    room.say("gap", "No data")
    room.say("parked", "Who pays?")
    for panel in ("", "speaking", "parking", "agenda"):
        if panel:
            room.view.open_panel(panel)
            if panel == "agenda":
                room.view.panel.add.click()  # type: ignore[union-attr]
        room.settle()
        for each in room.view.findChildren(QWidget):
            if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                words = each.text() if isinstance(each, QPushButton) else ""
                assert each.accessibleName() or words, each
                assert min(each.width(), each.height()) >= 24, each


def test_what_is_half_typed_stays_when_something_is_undone(room: Room) -> None:
    room.say("gap", "One")
    room.type("Tw")
    room.press(Qt.Key.Key_F9)
    assert titles(room, "gap") == []
    assert room.view.say.line.text() == "Tw"
    room.type("o")
    room.press(Qt.Key.Key_Return)
    assert [title for title, _by in titles(room, "gap")] == ["Two"]


def test_f11_pressed_by_mistake_leaves_the_last_edit_to_be_undone(begun: Begun) -> None:
    room = begun(team())
    room.session.add("gap", {"title": "Before", "objectives": [7]})
    room.toggle()
    room.toggle()
    room.workplace.undo()
    assert room.session.submission.of_kind("gap") == []


def test_of_much_that_was_said_the_latest_is_read_first(room: Room) -> None:
    number = room.state.number
    with room.file.transaction("import", "Much", "Rose Otieno") as writing:
        for place in range(MOST_AT_ONCE + 5):
            writing.add("gap", {"title": f"Gap {place}", "objectives": [number]})
    room.session.done(writing.done)
    (section,) = (each for each in room.view.reading.findChildren(Section) if each.isVisible())
    assert len(section.rows) == MOST_AT_ONCE
    room.say("gap", "The last one")
    assert list(section.rows.values())[-1].widget.words.text() == "The last one"
    assert section.earlier.text() == "Show what was said before: 6"
    section.earlier.setFocus()
    room.press(Qt.Key.Key_Space)
    assert len(section.rows) == MOST_AT_ONCE + 6
    assert not section.earlier.isVisible()
    room.view.step(1)
    assert not section.isVisible()
    room.view.step(-1)
    assert len(section.rows) == MOST_AT_ONCE


def test_a_closed_window_leaves_the_workshop_and_what_was_half_typed_waits_in_it(room: Room) -> None:
    number = room.state.number
    room.view.say.line.setFocus()
    room.type("No data")
    path = room.session.path
    assert room.window.close_submission()
    assert not room.window.isFullScreen()
    assert room.window.open_file(path)
    assert room.session.submission.of_kind("gap") == []
    room.toggle()
    room.state.go(number)
    assert room.view.say.line.text() == "No data"


def test_what_cannot_be_written_stays_in_its_line(room: Room) -> None:
    disk = Disk(room.window)
    disk.read_only()
    room.say("gap", "No data")
    assert room.view.last.words.text().startswith("Not saved: ")
    assert room.view.say.line.text() == "No data", "it was not said, and is not lost"
    room.toggle()
    assert room.workplace.workshop_view is None
    disk.back()
    room.toggle()
    assert titles(room, "gap") == [("No data", "")], "it is tried again"
    assert room.view.say.line.text() == ""


def test_what_waits_to_be_written_is_not_said_once_more_under_its_objective(room: Room) -> None:
    number = room.state.number
    disk = Disk(room.window)
    disk.read_only()
    room.say("gap", "No data")
    room.view.step(1)
    room.say("gap", "No beds")
    disk.back()
    assert room.session.saving.try_again()
    room.view.step(-1)
    assert (room.state.number, room.view.say.line.text()) == (number, "")
    assert sorted(each.text("title") for each in room.session.submission.of_kind("gap")) == ["No beds", "No data"]


def test_what_was_begun_is_said_by_who_speaks_in_the_end_and_as_what_it_is_in_the_end(room: Room) -> None:
    before = len(room.file.history())
    room.view.say.line.setFocus()
    room.type("Who pays?")
    room.press(Qt.Key.Key_F2)
    room.press(Qt.Key.Key_3)
    assert QApplication.focusWidget() is room.view.say.line
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Return)
    assert titles(room, "gap") == []
    (point,) = parked(room.session.submission)
    assert (point.text, point.by) == ("Who pays?", "Rose Otieno")
    assert len(room.file.history()) == before + 1


def test_undo_takes_back_what_was_said_and_leaves_what_is_typed(room: Room) -> None:
    room.say("gap", "One")
    room.type("Tw")
    room.press(Qt.Key.Key_F9)
    assert titles(room, "gap") == []
    assert room.view.say.line.text() == "Tw"


def test_whoever_was_at_the_keyboard_writes_again_after_the_workshop(begun: Begun) -> None:
    room = begun(team())
    room.session.speak_as("Yusuf Otieno")
    room.toggle()
    room.press(Qt.Key.Key_3)
    room.say("gap", "No data")
    room.toggle()
    assert room.session.person == "Yusuf Otieno"
    assert room.workplace.strips.asked is not None
    assert room.workplace.strips.asked.text.startswith(
        "You are writing as Yusuf Otieno again. The sitting has been in progress since "
    )
    room.session.add("gap", {"title": "After it", "objectives": [7]})
    assert room.session.submission.of_kind("gap")[-1].answers["title"].by == "Yusuf Otieno"
    assert room.workplace.preferences.person(room.session.path) == "Yusuf Otieno", "and not who spoke last"


def test_nobody_writes_under_the_name_of_the_last_speaker(room: Room) -> None:
    room.press(Qt.Key.Key_3)
    room.toggle()
    assert room.session.person == ""
    assert room.workplace.preferences.person(room.session.path) == ""


def test_the_sitting_is_ended_after_the_workshop_by_one_press(room: Room) -> None:
    room.press(Qt.Key.Key_3)
    room.say("gap", "No data")
    room.toggle()
    strip = room.workplace.strips.asked
    assert strip is not None and strip.isVisible()
    end, close = strip.answers
    assert (end.text(), close.text()) == ("End the sitting", "Close")
    room.qtbot.mouseClick(end, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    (sitting,) = sittings(room.session.submission)
    assert sitting.ended
    assert sitting.took_part == ("Rose Otieno",)


def test_a_sitting_goes_on_when_the_workshop_is_gone_back_to(room: Room) -> None:
    room.say("gap", "No data")
    room.toggle()
    room.toggle()
    assert room.workplace.strips.asked is not None and room.workplace.strips.asked.isHidden()
    (sitting,) = sittings(room.session.submission)
    assert sitting.goes_on


def test_the_sitting_ends_with_its_file(room: Room) -> None:
    room.press(Qt.Key.Key_3)
    room.say("gap", "No data")
    path = room.session.path
    assert room.window.close_submission()
    assert room.window.open_file(path)
    (sitting,) = sittings(room.session.submission)
    assert sitting.ended
    assert sitting.took_part == ("Rose Otieno",)


def test_what_was_said_last_is_read_whole_whatever_is_told_below_it(room: Room) -> None:
    for number in range(12):
        room.say("gap", f"Gap {number} of those that are read from the back of the room")
        (*_before, gap) = room.session.submission.of_kind("gap")
        row, seen = room.view.reading.row(gap.id), room.view.reading.viewport()
        assert row is not None
        room.settle()
        top = row.mapTo(seen, QPoint(0, 0)).y()
        assert top >= 0
        assert top + row.height() <= seen.height()
        if number == 5:
            room.view.undo()
            room.settle()


def test_the_key_that_closes_a_panel_is_called_as_on_a_keyboard_of_the_language(begun: Begun) -> None:
    room = begun(team())
    room.window.speak("fr")
    room.begin()
    room.press(Qt.Key.Key_F7)
    assert room.view.close_panel.text() == "Fermer (Échap)"


def test_on_every_button_the_arrows_do_what_the_list_of_keys_says(room: Room) -> None:
    buttons = [each for each in room.view.findChildren(WordsButton) if each.isVisible() and each.isEnabled()]
    assert len(buttons) > 3
    for each in buttons:
        room.state.go(7)
        each.setFocus()
        room.press(Qt.Key.Key_Right)
        assert room.state.number == 8, each.words.text()
        assert QApplication.focusWidget() is each
