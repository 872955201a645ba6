"""A write that fails: the text stays in its field, the bar tells the truth, and it is saved once it can be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.errors import FileError
from desktop.operations import edit
from desktop.record.date_parsing import shown_date
from desktop.record.entry import Entry
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.dialogs.field_history import FieldHistory
from desktop.ui.navigation import Place
from desktop.ui.shortened import Shortened
from desktop.ui.theme import ThemeManager
from desktop.ui.unsaved import UnsavedStrip
from desktop.ui.window import Window
from tests.ui.everywhere import GROUPS, Spot, in_panel, in_turn, make, open_spot, settled
from tests.ui.faults import Disk, said

pytestmark = pytest.mark.usefixtures("later")


def revisions(spot: Spot) -> int:
    return len(list(spot.session.file.revisions()))


LARGE = " and more" * 2_000
"""So much that it does not fit into what is left of a page."""


@pytest.mark.parametrize("names", GROUPS)
def test_it_stays_in_its_field_and_is_saved_once_it_can_be(opened: Window, disk: Disk, names: list[str]) -> None:
    for spot, text, expected in in_turn(opened, names):
        before, was = revisions(spot), spot.kept()
        disk.pull()
        spot.type(text)
        spot.widget.write()
        settled(opened)
        assert spot.shown() == text
        assert "is not responding" in spot.row.unsaved.text()
        assert said(opened).startswith("Not saved: ")
        assert spot.kept() == was
        spot.leave()
        settled(opened)
        assert spot.shown() in (text, shown_date(text)), "a date stands in words once it is left"
        assert said(opened).startswith("Not saved: ")
        spot.session.saving._again.timeout.emit()  # it is tried again by itself, and fails again
        assert spot.shown() in (text, shown_date(text))
        assert said(opened).startswith("Not saved: ")
        disk.back()
        spot.session.saving._again.timeout.emit()
        assert spot.kept() == expected
        assert spot.row.unsaved.text() == ""
        assert said(opened) == "All changes are saved"
        assert revisions(spot) == before + 1, "once in the history"
        assert not spot.session.saving._again.isActive()


@pytest.mark.parametrize("fault", ["full", "read_only", "pull"])
@pytest.mark.parametrize("name", ["a line", "a long text", "half a date", "a cell", "where we stand"])
def test_every_kind_of_fault_is_told_in_its_own_words(
    qtbot: QtBot, opened: Window, disk: Disk, fault: str, name: str
) -> None:
    spot, text, _expected = open_spot(opened, name)
    before = revisions(spot)
    getattr(disk, fault)()
    into = spot.typed_into
    QApplication.clipboard().setText(text + LARGE)
    into.paste()  # type: ignore[attr-defined]
    spot.widget.touched.emit()
    spot.leave()
    words = {"full": "no space", "read_only": "cannot be changed", "pull": "is not responding"}[fault]
    assert words in said(opened)
    assert words in spot.row.unsaved.text()
    assert spot.kept() == ""
    assert spot.session.submission == spot.session.file.read()
    disk.back()
    qtbot.mouseClick(spot.row.again, Qt.MouseButton.LeftButton)
    assert said(opened) == "All changes are saved"
    assert (text + LARGE) in spot.kept()
    assert revisions(spot) == before + 1


def test_a_strip_below_the_bar_says_why_and_has_a_way_to_try_again(qtbot: QtBot, opened: Window, disk: Disk) -> None:
    spot, text, expected = open_spot(opened, "a line")
    assert opened.workplace is not None
    (strip,) = opened.workplace.findChildren(UnsavedStrip)
    again = strip.again
    assert not strip.isVisible()
    disk.pull()
    spot.type(text)
    spot.leave()
    assert again.isVisible()
    assert strip.copy.isVisible()
    assert "1 change is not saved. The disk" in strip.note.text()
    disk.back()
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert spot.kept() == expected
    assert not strip.isVisible()


def test_it_is_tried_again_when_the_window_comes_to_the_front(opened: Window, disk: Disk) -> None:
    spot, text, expected = open_spot(opened, "a line")
    disk.pull()
    spot.type(text)
    spot.leave()
    disk.back()
    QApplication.sendEvent(opened, QEvent(QEvent.Type.ActivationChange))
    assert spot.kept() == expected


def test_what_is_said_meanwhile_does_not_hide_that_it_is_not_saved(opened: Window, disk: Disk) -> None:
    spot, text, _expected = open_spot(opened, "a line")
    disk.pull()
    spot.type(text)
    spot.leave()
    assert opened.workplace is not None
    opened.workplace.say("Something else")
    opened.workplace.bar.clear_status()
    assert said(opened).startswith("Not saved: ")


def test_typing_on_after_a_fault_saves_the_whole_text_as_one_step(opened: Window, disk: Disk) -> None:
    spot, _text, _expected = open_spot(opened, "a line")
    before = revisions(spot)
    spot.type("One")
    spot.widget.write()
    disk.pull()
    spot.type(" two")
    spot.widget.write()
    spot.type(" three")
    spot.widget.write()
    disk.back()
    spot.type(" four")
    spot.widget.write()
    assert spot.kept() == spot.shown() == "One two three four"
    assert revisions(spot) == before + 1


@pytest.mark.parametrize("way", ["page", "entry", "language", "page and back"])
def test_going_elsewhere_loses_nothing(opened: Window, disk: Disk, way: str) -> None:
    other = make(opened, "gap", title="Another")
    spot, text, expected = open_spot(opened, "a line")
    disk.pull()
    spot.type(text)
    workplace = opened.workplace
    assert workplace is not None
    if way == "entry":
        workplace.page.panel.open(other.id)  # type: ignore[attr-defined]
        assert workplace.page.panel.form.field("affected").value() is None  # type: ignore[attr-defined]
    elif way == "language":
        opened.speak("fr")
    else:
        workplace.go(Place("overview"))
    settled(opened)
    workplace = opened.workplace
    assert workplace is not None
    assert len(spot.session.saving.waiting) == 1
    workplace.go(Place("gaps", entry=spot.entry_id))
    form = workplace.page.panel.form  # type: ignore[attr-defined]
    assert form.field("affected").value() == text
    assert form.row("affected").unsaved.text()
    workplace.go(Place("objective", "4"))
    disk.back()
    spot.session.saving.try_again()
    assert spot.kept() == expected
    workplace.go(Place("gaps", entry=spot.entry_id))
    assert form.row("affected").unsaved.text() == ""
    if way == "language":
        opened.speak("en")


def test_a_field_on_another_page_shows_what_waits_of_it(opened: Window, disk: Disk) -> None:
    entry = make(opened, "gap", title="First", objectives=[4])
    workplace = opened.workplace
    assert workplace is not None
    workplace.go(Place("objective", "4", part="gap", entry=entry.id))
    elsewhere = workplace.page.panel("gap").form  # type: ignore[attr-defined]
    workplace.go(Place("gaps", entry=entry.id, field="affected"))
    form = workplace.page.panel.form  # type: ignore[attr-defined]
    disk.pull()
    form.field("affected").line.setText("Children")
    form.field("affected").line.textEdited.emit("Children")
    workplace.go(Place("objective", "4", part="gap", entry=entry.id))
    assert elsewhere.field("affected").value() == "Children"
    assert elsewhere.row("affected").unsaved.text()


def test_undo_waits_until_it_is_saved(opened: Window, disk: Disk) -> None:
    spot, text, expected = open_spot(opened, "a line")
    workplace = opened.workplace
    assert workplace is not None
    count = len(spot.session.submission.entries)
    disk.pull()
    spot.type(text)
    workplace.undo()
    workplace.redo()
    disk.back()
    assert len(spot.session.submission.entries) == count, "not what was done before it"
    spot.session.saving.try_again()
    workplace.undo()
    assert spot.kept() == ""
    workplace.redo()
    assert spot.kept() == expected


def test_an_entry_that_is_taken_away_takes_what_waits_with_it(opened: Window, disk: Disk) -> None:
    spot, text, _expected = open_spot(opened, "a line")
    disk.pull()
    spot.type(text)
    spot.leave()
    disk.back()
    entry = spot.session.entry(spot.entry_id)
    assert entry is not None
    spot.session.remove(entry)
    assert said(opened) == "All changes are saved"
    assert spot.session.saving.try_again()


def test_an_entry_that_was_only_begun_keeps_what_waits_for_it(qtbot: QtBot, opened: Window, disk: Disk) -> None:
    spot, text, expected = open_spot(opened, "where we stand")
    disk.pull()
    spot.type(text)
    spot.leave()
    disk.back()
    form = opened.workplace.page.standing.form  # type: ignore[union-attr]
    other = form.field("said_by")
    other.editor().setFocus()
    qtbot.keyClicks(other.editor(), "A")
    other.write()
    qtbot.keyClick(other.editor(), Qt.Key.Key_Backspace)
    other.commit()
    assert spot.kept() == ""
    assert spot.shown() == text
    spot.session.saving.try_again()
    assert spot.kept() == expected


# What is pressed


def test_an_answer_of_the_policy_page_goes_back_to_what_the_file_says(
    qtbot: QtBot, opened: Window, disk: Disk, told: list[str]
) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None
    assert session is not None
    workplace.go(Place("policy"))
    choices = workplace.page.questions["1a"].choices  # type: ignore[attr-defined]
    first, second = list(choices.values())[:2]
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    disk.pull()
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert len(told) == 1
    assert "is not responding" in told[0]
    assert first.isChecked()
    assert not second.isChecked()
    assert said(opened) == "All changes are saved", "nothing stands on the screen that is not saved"


@pytest.mark.parametrize("what", ["add", "remove", "undo", "redo", "attach", "confirm", "take over", "withdraw"])
def test_what_is_pressed_and_cannot_be_done_is_told_once_and_changes_nothing(
    qtbot: QtBot, opened: Window, disk: Disk, told: list[str], tmp_path: Path, what: str
) -> None:
    spot, _text, _expected = open_spot(
        opened, "a reason of last time" if what in ("take over", "withdraw") else "a line"
    )
    session, workplace = spot.session, opened.workplace
    assert workplace is not None
    entry = session.entry(spot.entry_id)
    assert entry is not None
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.4")
    evidence = make(opened, "evidence")
    session.undo() if what == "redo" else None
    page = workplace.page
    was = session.submission
    disk.pull()
    does: dict[str, Callable[[], object]] = {
        "add": lambda: page.panel.add(),  # type: ignore[attr-defined]
        "remove": lambda: page.panel._remove_open(),  # type: ignore[attr-defined]
        "undo": workplace.undo,
        "redo": workplace.redo,
        "attach": lambda: session.attach(evidence, "file", paper),
        "confirm": lambda: session.confirm(entry, "title"),
        "take over": lambda: page.take.click(),  # type: ignore[attr-defined]
        "withdraw": lambda: (qtbot.keyClicks(page.reason, "Closed"), page.drop.click()),  # type: ignore[attr-defined]
    }
    does[what]()
    assert len(told) == 1
    assert session.file.read() == session.submission == was
    if what == "withdraw":
        assert page.reason.text() == "Closed"  # type: ignore[attr-defined]
        assert said(opened).startswith("Not saved: ")
        disk.back()
        page.drop.click()  # type: ignore[attr-defined]
        (carried,) = session.submission.of_kind("carried")
        assert (carried.text("state"), carried.text("reason")) == ("withdrawn", "Closed")
        assert said(opened) == "All changes are saved"


def test_a_version_that_cannot_be_taken_up_leaves_its_dialog_open(opened: Window, disk: Disk, told: list[str]) -> None:
    entry = make(opened, "gap", title="First")
    session = opened.session
    assert session is not None
    session.answer(entry, "title", "Second")
    dialog = FieldHistory(session, entry, "title", opened)
    dialog.open()
    first = list(session.file.revisions())[-2]
    disk.pull()
    dialog._take(first, "First")
    assert len(told) == 1
    assert dialog.isVisible()
    disk.back()
    dialog._take(first, "First")
    assert not dialog.isVisible()


def test_a_dialog_that_is_closed_keeps_what_waits(opened: Window, disk: Disk) -> None:
    spot, text, expected = open_spot(opened, "a policy's evidence")
    (dialog,) = opened.findChildren(EntryDialog)
    disk.pull()
    spot.type(text)
    dialog.accept()
    assert said(opened).startswith("Not saved: ")
    again = EntryDialog(spot.session, spot.session.submission.bound("policy_answer", "1a"), "Again", opened)
    assert again.form.field("evidence").value() == text
    disk.back()
    spot.session.saving.try_again()
    assert spot.kept() == expected
    again.accept()


def test_no_package_is_made_without_what_waits(opened: Window, disk: Disk, told: list[str], tmp_path: Path) -> None:
    spot, text, _expected = open_spot(opened, "a line")
    disk.pull()
    spot.type(text)
    assert opened.workplace is not None
    opened.workplace.go(Place("export"))
    opened.workplace.page.export_to(tmp_path / "out", draft=True)  # type: ignore[attr-defined]
    assert "is not responding" in told[0]
    assert not (tmp_path / "out").exists()


def test_a_mistake_of_ours_loses_no_text_and_is_told_once(
    qtbot: QtBot, opened: Window, disk: Disk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    spot, text, expected = open_spot(opened, "a line")

    def broken(*_given: object, **_named: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched, qtbot.captureExceptions() as exceptions:
        patched.setattr("desktop.operations.edit.write", broken)
        spot.type(text)
        spot.leave()
        spot.session.saving._again.timeout.emit()
    assert [kind for kind, _error, _trace in exceptions] == [ZeroDivisionError]
    assert spot.shown() == text
    assert said(opened).startswith("Not saved: ")
    spot.session.saving.try_again()
    assert spot.kept() == expected


def test_a_disk_that_answers_late_is_believed_in_the_end(
    opened: Window, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    spot, text, expected = open_spot(opened, "where we stand")
    write = edit.write

    def written_and_refused(*given: object, **named: object) -> None:
        write(*given, **named)  # type: ignore[arg-type]
        raise FileError("The disk does not respond.")

    with monkeypatch.context() as patched:
        patched.setattr(edit, "write", written_and_refused)
        spot.type(text)
        spot.leave()
    assert said(opened).startswith("Not saved: ")
    spot.session.saving.try_again()
    settled(opened)
    assert spot.kept() == expected
    assert spot.shown() == text
    assert said(opened) == "All changes are saved"
    assert spot.session.submission == spot.session.file.read()


def test_nothing_of_it_is_needed_on_an_ordinary_day(opened: Window) -> None:
    spot = in_panel("gap", "gaps", "affected")(opened)
    spot.type("Children")
    assert opened.close_submission()
    assert Entry("", "").typed == {}


def test_tab_still_leads_to_the_next_field(qtbot: QtBot, opened: Window, disk: Disk) -> None:
    """Whoever types without looking must not type into a button that came between two fields meanwhile."""
    spot, text, _expected = open_spot(opened, "a line")
    spot.typed_into.setFocus()
    qtbot.keyClick(spot.typed_into, Qt.Key.Key_Tab)
    following = QApplication.focusWidget()
    assert following not in (None, spot.typed_into)
    spot.typed_into.setFocus()
    disk.pull()
    spot.type(text)
    spot.widget.write()
    assert spot.row.again.isVisible()
    qtbot.keyClick(spot.typed_into, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is following


def test_a_copy_that_has_everything_is_named_until_something_comes_after_it(
    opened: Window, disk: Disk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spot, text, _expected = open_spot(opened, "a line")
    assert opened.workplace is not None
    (strip,) = opened.workplace.findChildren(UnsavedStrip)
    disk.pull()
    spot.type(text)
    spot.leave()
    elsewhere = tmp_path / "kept.pledgebook"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(elsewhere), ""))
    disk.pulled = False  # the copy lies on another disk
    opened.workplace.keep_copy()
    disk.pull()
    assert "1 change is not saved" in strip.note.text()
    assert "Everything is in the copy kept.pledgebook" in strip.note.text()
    assert opened.preferences.recent()[0] == elsewhere
    spot.session.saving.try_again()  # it fails again, with the same text
    assert "Everything is in the copy" in strip.note.text()
    spot.typed_into.setFocus()
    spot.type(", and more")
    assert "Everything is in the copy" not in strip.note.text(), "not yet while it is typed"
    spot.widget.write()
    assert "1 change is not saved" in strip.note.text()
    assert "Everything is in the copy" not in strip.note.text()
    disk.back()
    spot.session.saving.try_again()
    assert not spot.session.saving.copy


def test_what_is_said_in_the_bar_shows_that_more_follows(qtbot: QtBot, look: ThemeManager) -> None:
    said, short = Shortened(), QLabel()
    for label in (said, short):
        qtbot.addWidget(label)
        label.setObjectName("bar-said")
        label.resize(200, 30)
    said.setText("Not saved: another program put another file in the place of this one")
    short.setText(said.fontMetrics().elidedText(said.text(), Qt.TextElideMode.ElideRight, said.contentsRect().width()))
    assert short.text().endswith("…")
    assert said.grab().toImage() == short.grab().toImage()
