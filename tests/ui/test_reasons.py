"""Once a text is cleared, a strip asks why, and is in nobody's way; where an entry was removed, it is offered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop.record.entry import Entry
from desktop.record.history import Revision
from desktop.record.reasons import reason_of
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.navigation import Place
from desktop.ui.pages.history import HistoryPage
from desktop.ui.parts.reason_strip import ReasonStrip
from desktop.ui.session import Session
from desktop.ui.window import Window
from tests.ui.walk import settle

LONG = "One register for all births in the country"


@pytest.fixture
def session(opened: Window) -> Session:
    assert opened.session is not None
    return opened.session


@pytest.fixture
def gap(session: Session) -> Entry:
    entry = session.entry(session.add("gap", {"title": "Births", "cause": LONG}))
    assert entry is not None
    return entry


@pytest.fixture
def panel(opened: Window, gap: Entry) -> EntriesPanel:
    assert opened.workplace is not None
    opened.workplace.go(Place("gaps", entry=gap.id))
    return opened.workplace.page.panel  # type: ignore[attr-defined,no-any-return]


def strip(window: Window) -> ReasonStrip | None:
    assert window.workplace is not None
    found = window.workplace.findChildren(ReasonStrip)
    return found[0] if found and found[0].isVisible() else None


def newest(session: Session) -> Revision:
    return session.file.history(limit=1)[0]


def clear(panel: EntriesPanel, field: str, *, leave: bool = True) -> None:
    """Empty a field by keyboard, and go to the next."""
    editor = panel.form.field(field).editor()
    panel.form.focus_field(field)
    QTest.keySequence(editor, "Ctrl+A")
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    if leave:
        QTest.keyClick(editor, Qt.Key.Key_Tab)


def test_a_text_that_is_cleared_is_asked_about_once_its_field_is_left(
    opened: Window, panel: EntriesPanel, session: Session
) -> None:
    clear(panel, "cause", leave=False)
    panel.form.field("cause").write()
    assert newest(session).changes[0].new is None, "it is in the file"
    assert strip(opened) is None, "somebody may be about to write another text"
    QTest.keyClick(panel.form.field("cause").editor(), Qt.Key.Key_Tab)
    asked = strip(opened)
    assert asked is not None
    assert asked.line.accessibleName() == "Why was “Causes” emptied?"
    assert QApplication.focusWidget() is not asked.line, "the keyboard stays where it is"


def test_a_reason_is_kept_with_the_revision_and_the_keyboard_goes_back(
    opened: Window, panel: EntriesPanel, session: Session
) -> None:
    clear(panel, "cause")
    asked, there = strip(opened), QApplication.focusWidget()
    assert asked is not None and there is not None and opened.workplace is not None
    before = len(session.file.history(limit=1000))
    QTest.keyClick(there, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is asked.line
    QTest.keyClicks(asked.line, "It is in another entry")
    QTest.keyClick(asked.line, Qt.Key.Key_Return)
    assert reason_of(newest(session)) == "It is in another entry"
    assert len(session.file.history(limit=1000)) == before, "no revision of its own"
    assert strip(opened) is None
    assert QApplication.focusWidget() is there
    opened.workplace.undo()
    assert session.submission.of_kind("gap")[0].text("cause") == LONG
    assert reason_of(newest(session)) == "", "why it was cleared is no reason for bringing it back"


def test_a_reason_is_kept_when_its_line_is_left_any_way(opened: Window, panel: EntriesPanel, session: Session) -> None:
    clear(panel, "cause")
    asked = strip(opened)
    assert asked is not None
    asked.take_focus()
    QTest.keyClicks(asked.line, "Said twice")
    panel.form.focus_field("title")
    assert reason_of(newest(session)) == "Said twice"
    assert QApplication.focusWidget() is panel.form.field("title").editor()


def test_a_text_that_was_written_anew_is_not_asked_about(opened: Window, panel: EntriesPanel) -> None:
    clear(panel, "cause", leave=False)
    panel.form.field("cause").write()
    editor = panel.form.field("cause").editor()
    QTest.keyClicks(editor, "Another")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert strip(opened) is None


def test_a_text_that_is_taken_away_letter_by_letter_is_asked_about(opened: Window, panel: EntriesPanel) -> None:
    panel.form.focus_field("cause")
    field = panel.form.field("cause")
    editor = field.editor()
    QTest.keySequence(editor, "Ctrl+A")
    QTest.keyClicks(editor, "One")
    field.write()
    for _letter in "One":
        QTest.keyClick(editor, Qt.Key.Key_Backspace)
    field.write()
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert strip(opened) is not None


def test_a_short_text_is_not_asked_about(opened: Window, panel: EntriesPanel) -> None:
    clear(panel, "title")
    assert strip(opened) is None


def test_whoever_goes_on_has_passed_it_over(opened: Window, panel: EntriesPanel, session: Session) -> None:
    clear(panel, "cause")
    assert strip(opened) is not None
    panel.form.focus_field("title")
    QTest.keyClicks(panel.form.field("title").editor(), "All ")
    panel.form.commit()
    assert strip(opened) is None
    assert all(not reason_of(each) for each in session.file.revisions())


def test_it_can_be_sent_away(opened: Window, panel: EntriesPanel, session: Session) -> None:
    clear(panel, "cause")
    asked, there = strip(opened), QApplication.focusWidget()
    assert asked is not None
    asked.take_focus()
    QTest.keyClick(asked.line, Qt.Key.Key_Escape)
    assert strip(opened) is None and QApplication.focusWidget() is there
    assert reason_of(newest(session)) == ""


def test_when_somebody_else_speaks_it_is_not_theirs_to_say(
    opened: Window, panel: EntriesPanel, session: Session
) -> None:
    session.speak_as("Amina")
    clear(panel, "cause")
    assert strip(opened) is not None
    session.speak_as("Otieno")
    assert strip(opened) is None
    assert session.file.say_why(newest(session).id, "Because", "Otieno") is None
    assert session.file.say_why(newest(session).id, "Because", "Amina") is not None


def test_a_removed_entry_is_asked_about_where_it_said_something(
    opened: Window, panel: EntriesPanel, session: Session
) -> None:
    empty = session.add("gap", {})
    panel.remove([empty])
    assert panel.strip.isVisible() and panel.strip.reason.isHidden()
    panel.open(session.submission.of_kind("gap")[0].id)
    panel.form.focus_field("title")
    panel.remove([session.submission.of_kind("gap")[0].id])
    told = panel._shown_strip()
    assert strip(opened) is None, "one strip is enough, beside the way to undo it"
    assert told.reason.isVisible() and told.reason.accessibleName() == "Why was “Births” removed?"
    told.reason.setFocus()
    QTest.keyClick(told.reason, Qt.Key.Key_Space)
    asked = strip(opened)
    assert asked is not None
    assert told.reason.isHidden(), "it is asked below"
    assert asked.line.accessibleName() == "Why was “Births” removed?"
    assert QApplication.focusWidget() is asked.line
    QTest.keyClicks(asked.line, "No gap any more")
    asked.keep.click()
    assert reason_of(newest(session)) == "No gap any more"


def test_a_click_that_ends_one_reason_and_removes_an_entry_asks_about_that(
    opened: Window, panel: EntriesPanel, session: Session
) -> None:
    assert session.answer(session.submission.of_kind("gap")[0], "description", LONG)
    clear(panel, "cause")
    asked = strip(opened)
    assert asked is not None
    asked.take_focus()
    QTest.keyClicks(asked.line, "It is in another entry")
    place = panel.side.remove.mapTo(opened, panel.side.remove.rect().center())
    QTest.mousePress(opened.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    settle()
    QTest.mouseRelease(opened.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    settle()
    assert [reason_of(each) for each in session.file.history(limit=2)] == ["", "It is in another entry"]
    assert not session.submission.of_kind("gap")
    assert strip(opened) is None
    panel._shown_strip().reason.click()
    assert strip(opened) is asked
    assert asked.line.accessibleName() == "Why was “Births” removed?"


def test_what_was_removed_is_asked_about_until_something_else_is_done(
    opened: Window, panel: EntriesPanel, session: Session
) -> None:
    entries = [session.entry(session.add("gap", {"title": name, "cause": LONG})) for name in ("Deaths", "Marriages")]
    assert entries[0] is not None and entries[1] is not None
    panel.remove([entries[0].id])
    assert panel.strip.reason.isVisible()
    panel.remove([entries[1].id])
    panel.strip.reason.click()
    asked = strip(opened)
    assert asked is not None and asked.line.accessibleName() == "Why was “Marriages” removed?"
    QTest.keyClick(asked.line, Qt.Key.Key_Escape)
    assert panel.strip.isVisible() and panel.strip.reason.isHidden(), "it was answered"
    panel.strip.undo.click()
    panel.remove([entries[1].id])
    assert panel.strip.reason.isVisible()
    session.answer(session.submission.of_kind("gap")[0], "title", "All births")
    assert panel.strip.isVisible() and panel.strip.reason.isHidden(), "whoever goes on has passed it over"


def test_what_was_offered_on_a_page_that_is_built_anew_is_asked_below_it(
    opened: Window, panel: EntriesPanel, session: Session
) -> None:
    panel.remove([session.submission.of_kind("gap")[0].id])
    assert strip(opened) is None and panel._shown_strip().reason.isVisible()
    opened.speak("fr")
    asked = strip(opened)
    assert asked is not None and asked.line.accessibleName() == session.reasons.question
    opened.speak("en")
    assert session.reasons.question == "Why was “Births” removed?"


def test_a_strip_that_was_closed_has_passed_it_over(opened: Window, panel: EntriesPanel, session: Session) -> None:
    panel.remove([session.submission.of_kind("gap")[0].id])
    panel._shown_strip().away.click()
    assert not session.reasons.question
    opened.speak("fr")
    assert strip(opened) is None
    opened.speak("en")


def test_other_letters_let_a_page_go_that_told_of_a_removal(
    opened: Window, panel: EntriesPanel, session: Session
) -> None:
    """Pages that are not seen are made anew, see `MadePages.forget_unseen`; what asks for reasons stays."""
    panel.remove([session.submission.of_kind("gap")[0].id])
    assert opened.workplace is not None
    opened.workplace.go(Place("overview"))
    opened.look.set_zoom(150)
    session.speak_as("Amina")  # nothing is asked any more
    assert not session.reasons.question
    practice = session.entry(session.add("practice", {"title": "Births", "summary": LONG}))
    assert practice is not None
    session.remove(practice)
    assert strip(opened) is not None, "whoever is not offered to say why is asked"


def test_what_cannot_be_kept_any_more_stays_to_be_seen(opened: Window, panel: EntriesPanel, session: Session) -> None:
    clear(panel, "cause")
    asked = strip(opened)
    assert asked is not None
    asked.take_focus()
    QTest.keyClicks(asked.line, "Because")
    session.add("practice", {"title": "From elsewhere"})
    assert strip(opened) is asked, "what was typed is not lost"
    QTest.keyClick(asked.line, Qt.Key.Key_Return)
    assert asked.line.text() == "Because"
    assert all(not reason_of(each) for each in session.file.revisions())


@pytest.mark.parametrize("way", ["enter", "close", "language"])
def test_what_was_typed_of_one_thing_is_not_kept_with_the_removal_of_another(
    way: str, opened: Window, panel: EntriesPanel, session: Session
) -> None:
    clear(panel, "cause")
    asked = strip(opened)
    assert asked is not None
    asked.take_focus()
    QTest.keyClicks(asked.line, "Because")
    removed = session.add("gap", {"title": "Deaths", "cause": LONG})
    panel.remove([removed])
    told = panel.strip
    assert strip(opened) is asked and told.reason.isVisible()
    if way == "enter":
        QTest.keyClick(asked.line, Qt.Key.Key_Return)
        assert asked.line.text() == "Because", "what was typed is not lost"
    elif way == "close":
        asked.away.click()
        assert strip(opened) is None
    else:
        opened.speak("fr")
        settle()
        below = strip(opened)
        assert below is not None and below.line.text() == "", "the strip that offered it went with its page"
        opened.speak("en")
        settle()
    assert all(not reason_of(each) for each in session.file.revisions())
    if way != "language":
        assert told.reason.isVisible(), "of what was removed it can be said all the same"
        told.reason.click()
        assert strip(opened) is asked and not asked.line.text()
        assert asked.line.accessibleName() == "Why was “Deaths” removed?"


def test_a_restore_point_and_a_copy_hold_a_revision_as_it_is(
    opened: Window, panel: EntriesPanel, session: Session
) -> None:
    clear(panel, "cause")
    assert session.mark("Draft")
    assert strip(opened) is None
    assert session.file.say_why(newest(session).id, "Because", "") is None


def test_the_history_tells_why(qtbot: QtBot, opened: Window, panel: EntriesPanel, session: Session) -> None:
    clear(panel, "cause")
    assert session.reasons.say("It is in another entry")
    assert opened.workplace is not None
    opened.workplace.go(Place("history"))
    page = opened.workplace.page
    assert isinstance(page, HistoryPage)
    day = page.tree.topLevelItem(0)
    row: QTreeWidgetItem = day.child(0)
    row.setExpanded(True)
    assert row.child(0).text(0) == "Reason: It is in another entry"
