"""Copies go out and come home in the real window: three ministries, one of them in conflict with what was done here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.operations import edit, hand_out
from desktop.operations.create import create
from desktop.operations.hand_out import Wanted
from desktop.operations.open_file import open_file
from desktop.record.entry import Entry
from desktop.record.ledger import ledger
from desktop.record.unaccepted import key_of
from desktop.store.file import SubmissionFile
from desktop.ui.dialogs.import_chosen import ImportChosenDialog
from desktop.ui.dialogs.join import JoinDialog
from desktop.ui.navigation import Place
from desktop.ui.pages.copies import STATE, CopiesPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.parts.join_lines import LINE
from desktop.ui.session import Session
from desktop.ui.window import Window
from tests.ui.faults import Disk

MINISTRIES = {"Ministry of Health": 15, "Ministry of Labour": 6, "Ministry of the Interior": 11}


@pytest.fixture
def session(opened: Window) -> Session:
    """The coordinator's file with a reason for each of three objectives."""
    session = opened.session
    assert session is not None
    session.speak_as("Amina")
    for number in MINISTRIES.values():
        session.answer(session.submission.bound("assessment", str(number)), "reason", f"Reason {number} stands here.")
    return session


@pytest.fixture
def copies(session: Session, tmp_path: Path) -> dict[str, Path]:
    wanted = [Wanted(name, tmp_path / name.split()[-1], (number,)) for name, number in MINISTRIES.items()]
    made, revision = hand_out.hand_out(session.file, session.catalogue, wanted, by="Amina")
    session.done(revision)
    return dict(zip(MINISTRIES, made, strict=True))


def write(path: Path, catalogue: Catalogue, by: str, do: Callable[[SubmissionFile, Catalogue], object]) -> None:
    copy = open_file(path)
    do(copy, catalogue)
    copy.close()


def rating(file: SubmissionFile, number: int) -> Entry:
    return file.read().bound("assessment", str(number))


def said(session: Session) -> dict[str, dict[str, object]]:
    """Return all that is said, without who said it and when."""
    entries = session.submission.entries.values()
    return {each.id: {key: answer.value for key, answer in each.answers.items()} for each in entries}


def joining(window: Window, *paths: Path) -> JoinDialog:
    assert window.workplace is not None
    window.workplace.go(Place("copies"))
    page = window.workplace.page
    assert isinstance(page, CopiesPage)
    page.join(paths)
    dialog = page.findChild(JoinDialog)
    assert isinstance(dialog, JoinDialog)
    return dialog


def lines(dialog: JoinDialog) -> list[str]:
    found = []
    model = dialog.lines._model
    for place in range(model.rowCount()):
        group = model.item(place)
        found.append(group.text())
        found += [group.child(row).text().split("\n")[0] for row in range(group.rowCount())]
    return found


def test_three_copies_come_home_one_of_them_in_conflict(
    opened: Window,
    session: Session,
    copies: dict[str, Path],
    catalogue: Catalogue,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Labour writes in the real window of its own copy, the others through the file.
    home = session.path
    assert opened.open_file(copies["Ministry of Labour"])
    page = opened.page()
    assert isinstance(page, ObjectivePage)
    theirs = opened.session
    assert theirs is not None
    theirs.speak_as("Wanjiru")
    assert theirs.answer(theirs.submission.bound("assessment", "6"), "reason", "Reason 6 was written there.")
    page.show_part("practice")
    page.panel("practice").add()
    made = theirs.submission.of_kind("practice")[-1]
    assert theirs.answer(made, "title", "Licensing of recruiters")
    for name, by in (("Ministry of Health", "Otieno"), ("Ministry of the Interior", "Ben")):
        number = MINISTRIES[name]
        copy = open_file(copies[name])
        edit.answer(copy, catalogue, rating(copy, number), "lead", name, by=by)
        copy.close()
    assert opened.open_file(home)
    here = opened.session
    assert here is not None
    here.speak_as("Amina")
    assert here.answer(here.submission.bound("assessment", "6"), "reason", "Reason 6 was changed here.")

    dialog = joining(
        opened, copies["Ministry of Health"], copies["Ministry of Labour"], copies["Ministry of the Interior"]
    )
    assert "From Ministry of Health" in dialog._summary.text()
    assert lines(dialog)[0].startswith("15")
    assert "Added: Objective 15: " in lines(dialog)[1]
    before = here.submission
    assert here.submission is before, "nothing happens before Join is pressed"
    dialog.join_button.click()
    assert here.submission.bound("assessment", "15").answers["lead"].by == "Otieno"
    dialog.skip_button.click()

    assert "1 question to decide" in dialog._summary.text()
    assert not dialog.join_button.isEnabled()
    texts = dialog.lines.detail.texts
    assert "was changed here" in texts.ours.text.accessibleName()
    assert "was written there" in texts.theirs.text.accessibleName()
    assert "line-through" in texts.ours.text.text()
    assert "underline" in texts.theirs.text.text()
    assert "Amina" in texts.ours.who.text()
    assert "Wanjiru" in texts.theirs.who.text()
    assert "Reason 6 stands here." in dialog.lines.detail._base.text()
    dialog.lines.detail.ways["written"].click()
    dialog.lines.detail.text.setPlainText("Reason 6 of both.")
    assert dialog.join_button.isEnabled()
    dialog.join_button.click()
    answer = here.submission.bound("assessment", "6").answers["reason"]
    assert (answer.value, answer.by) == ("Reason 6 of both.", "Amina")
    assert any(each.text("title") == "Licensing of recruiters" for each in here.submission.of_kind("practice"))
    report = tmp_path / "report.docx"
    monkeypatch.setattr("desktop.ui.file_dialogs.file_to_write", lambda *_given, **_more: tmp_path / "report")
    dialog.report_button.click()
    assert "report.docx" in dialog.notice.note.text()
    written = Document(str(report))
    said = "\n".join(cell.text for table in written.tables for row in table.rows for cell in row.cells)
    assert "Reason 6 of both." in said
    assert "Licensing of recruiters" in said
    assert "Wanjiru" in said
    dialog.skip_button.click()

    dialog.join_button.click()
    dialog.skip_button.click()
    page = opened.page()
    assert isinstance(page, CopiesPage)
    model = page.view.model()
    assert [model.index(row, STATE).data() for row in range(3)] == ["Joined"] * 3


def test_a_join_is_taken_back_whole(
    opened: Window, session: Session, copies: dict[str, Path], catalogue: Catalogue
) -> None:
    copy = open_file(copies["Ministry of Health"])
    edit.answer(copy, catalogue, rating(copy, 15), "reason", "Another", by="Otieno")
    edit.add(copy, catalogue, "gap", {"title": "A gap", "objectives": [15]}, by="Otieno")
    copy.close()
    before = said(session)
    dialog = joining(opened, copies["Ministry of Health"])
    dialog.join_button.click()
    assert session.submission.bound("assessment", "15").text("reason") == "Another"
    assert dialog.report_button.isVisibleTo(dialog)
    dialog.take_back_button.click()
    assert not dialog.report_button.isVisibleTo(dialog), "a report would tell of what no longer stands"
    assert said(session) == before
    assert not any(line.joined for line in ledger(session.submission))


@pytest.mark.parametrize(("way", "stands"), [("ours", "Here."), ("theirs", "There."), ("both", "Here.\n\nThere.")])
def test_what_is_chosen_stands(
    opened: Window, session: Session, copies: dict[str, Path], catalogue: Catalogue, way: str, stands: str
) -> None:
    copy = open_file(copies["Ministry of Health"])
    edit.answer(copy, catalogue, rating(copy, 15), "reason", "There.", by="Otieno")
    copy.close()
    session.answer(session.submission.bound("assessment", "15"), "reason", "Here.")
    dialog = joining(opened, copies["Ministry of Health"])
    dialog.lines.detail.ways[way].click()
    dialog.join_button.click()
    assert session.submission.bound("assessment", "15").text("reason") == stands


def test_deleted_here_and_changed_there_is_asked(
    opened: Window, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    entry = session.add("gap", {"title": "A gap", "objectives": [15]})
    made, revision = hand_out.hand_out(session.file, catalogue, [Wanted("Ministry of Health", tmp_path / "h", (15,))])
    session.done(revision)
    copy = open_file(made[0])
    edit.answer(copy, catalogue, copy.read().entries[entry], "title", "A gap there", by="Otieno")
    copy.close()
    session.remove(session.submission.entries[entry])
    dialog = joining(opened, *made)
    assert "removed here and changed in the other file" in dialog.lines.detail._head.text()
    assert not dialog.join_button.isEnabled()
    dialog.lines.detail.ways["theirs"].click()
    dialog.join_button.click()
    assert session.submission.entries[entry].text("title") == "A gap there"


def test_what_lies_outside_of_the_assignment_is_pointed_out(
    opened: Window, session: Session, copies: dict[str, Path], catalogue: Catalogue
) -> None:
    copy = open_file(copies["Ministry of Health"])
    given, copy.assignment = copy.assignment, None  # as a program would do that knows no assignments
    edit.answer(copy, catalogue, rating(copy, 6), "reason", "None of ours", by="Otieno")
    assert given is not None
    copy.close()
    dialog = joining(opened, copies["Ministry of Health"])
    assert "1 change is not part" in dialog._summary.text()
    line = dialog.lines.view.currentIndex().data(LINE)
    assert line.outside
    assert not dialog.lines.detail._outside.isHidden()


def test_by_author(opened: Window, session: Session, copies: dict[str, Path], catalogue: Catalogue) -> None:
    copy = open_file(copies["Ministry of Health"])
    for by, field in (("Otieno", "lead"), ("Zuri", "rated_by")):
        edit.answer(copy, catalogue, rating(copy, 15), field, by, by=by)
    copy.close()
    dialog = joining(opened, copies["Ministry of Health"])
    dialog.lines.by_author.click()
    assert [each for each in lines(dialog) if each.endswith("(1)")] == ["Otieno (1)", "Zuri (1)"]


def test_returned_twice_changes_nothing(
    opened: Window, session: Session, copies: dict[str, Path], catalogue: Catalogue
) -> None:
    copy = open_file(copies["Ministry of Health"])
    edit.answer(copy, catalogue, rating(copy, 15), "lead", "Health", by="Otieno")
    copy.close()
    dialog = joining(opened, copies["Ministry of Health"], copies["Ministry of Health"])
    dialog.join_button.click()
    dialog.skip_button.click()
    assert "nothing new" in dialog._summary.text()
    assert dialog.join_button.isHidden()
    dialog.skip_button.click()


def test_a_stranger_is_refused_by_name_and_its_entries_are_offered(
    opened: Window, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    other = create(tmp_path / "other.pledgebook", catalogue, {"country": "UG", "cycle": "2026"})
    edit.add(other, catalogue, "practice", {"title": "Of others", "objectives": [3]})
    edit.add(other, catalogue, "gap", {"title": "Not wanted"})
    with other.transaction("edit", "Write", "") as unit:
        (practice,) = other.read().of_kind("practice")
        unit.set(practice.id, key_of("start"), "soon")
    other.close()
    dialog = joining(opened, other.path)
    assert "other.pledgebook belongs to another submission" in dialog.notice.note.text()
    assert dialog.join_button.isHidden()
    dialog.import_button.click()
    choose = dialog.findChild(ImportChosenDialog)
    assert isinstance(choose, ImportChosenDialog)
    assert not choose.import_button.isEnabled()
    choose.list.item(0).setCheckState(Qt.CheckState.Checked)
    choose.import_button.click()
    assert [each.text("title") for each in session.submission.of_kind("practice")] == ["Of others"]
    assert not session.submission.of_kind("gap")
    (practice,) = session.submission.of_kind("practice")
    assert [(key, each.value) for key, each in practice.typed.items()] == [("start", "soon")], "what was typed is kept"
    session.undo()
    session.redo()
    (practice,) = session.submission.of_kind("practice")
    assert practice.typed["start"].value == "soon"


def test_a_file_that_is_half_written_is_refused_in_a_sentence(
    opened: Window, session: Session, copies: dict[str, Path], tmp_path: Path
) -> None:
    half = tmp_path / "half.pledgebook"
    half.write_bytes(copies["Ministry of Health"].read_bytes()[:5000])
    dialog = joining(opened, half, copies["Ministry of Labour"])
    assert "half.pledgebook" in dialog.notice.note.text()
    assert dialog.import_button.isHidden()
    dialog.skip_button.click()
    assert "nothing new" in dialog._summary.text(), "and the next one follows"


def test_several_are_joined_up_to_the_first_that_asks_and_taken_back_together(
    opened: Window, session: Session, copies: dict[str, Path], catalogue: Catalogue
) -> None:
    for name, number in MINISTRIES.items():
        copy = open_file(copies[name])
        edit.answer(copy, catalogue, rating(copy, number), "reason", f"{name}.", by=name)
        copy.close()
    session.answer(session.submission.bound("assessment", "11"), "reason", "Here.")
    before = said(session)
    dialog = joining(opened, *copies.values())
    dialog.all_button.click()
    assert "Changed: 2" in dialog._summary.text()
    reasons = [session.submission.bound("assessment", str(number)).text("reason") for number in MINISTRIES.values()]
    assert reasons == ["Ministry of Health.", "Ministry of Labour.", "Here."]
    dialog.take_back_button.click()
    assert said(session) == before
    dialog.skip_button.click()
    assert "1 question to decide" in dialog._summary.text()


def test_a_large_one_is_joined_behind_a_dialog_that_says_so(
    opened: Window,
    session: Session,
    copies: dict[str, Path],
    catalogue: Catalogue,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.ui.progress_dialog.LARGE", 0)
    copy = open_file(copies["Ministry of Health"])
    edit.answer(copy, catalogue, rating(copy, 15), "reason", "There.", by="Otieno")
    copy.close()
    dialog = joining(opened, copies["Ministry of Health"])
    qtbot.waitUntil(lambda: "Changed: 1" in dialog._summary.text())
    dialog.join_button.click()
    qtbot.waitUntil(lambda: "has been joined" in dialog.notice.note.text())
    assert session.submission.bound("assessment", "15").text("reason") == "There."


def test_it_is_decided_and_joined_by_keys_alone(
    opened: Window, session: Session, copies: dict[str, Path], catalogue: Catalogue, qtbot: QtBot
) -> None:
    copy = open_file(copies["Ministry of Health"])
    edit.answer(copy, catalogue, rating(copy, 15), "reason", "There.", by="Otieno")
    copy.close()
    session.answer(session.submission.bound("assessment", "15"), "reason", "Here.")
    dialog = joining(opened, copies["Ministry of Health"])
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(dialog.lines.detail.ways["ours"].hasFocus)
    QTest.keyClick(dialog.lines.detail.ways["ours"], Qt.Key.Key_2)
    assert dialog.lines.detail.ways["theirs"].isChecked()
    for _step in range(20):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.accessibleName() or getattr(focused, "text", str)(), focused
        if focused is dialog.join_button:
            break
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.join_button, Qt.Key.Key_Return)
    assert session.submission.bound("assessment", "15").text("reason") == "There."


def test_who_is_not_known_is_said_and_what_the_team_keeps_is_called_by_words(
    opened: Window, session: Session, copies: dict[str, Path], catalogue: Catalogue
) -> None:
    labour = copies["Ministry of Labour"]

    def unnamed(file: SubmissionFile, forms: Catalogue) -> None:
        edit.answer(file, forms, rating(file, 6), "reason", "Written by nobody.")

    write(labour, catalogue, "", unnamed)
    session.answer(session.submission.bound("assessment", "6"), "reason", "Written here.")
    dialog = joining(opened, labour)
    said = dialog.lines.view.currentIndex().data()
    assert "Name not given, " in said
    assert dialog.lines.detail.texts.theirs.who.text().startswith("Name not given, ")
    assert "?" not in said
    dialog.skip_button.click()


@pytest.mark.parametrize("fault", ["full", "read_only", "pull"])
def test_a_disk_that_fails_joins_nothing_and_takes_nothing_back_and_both_can_be_tried_again(
    opened: Window,
    session: Session,
    copies: dict[str, Path],
    catalogue: Catalogue,
    disk: Disk,
    told: list[str],
    fault: str,
) -> None:
    def write_much(copy: SubmissionFile) -> None:
        edit.add(copy, catalogue, "gap", {"title": "A gap", "description": "more " * 20_000, "objectives": [15]})

    write(copies["Ministry of Health"], catalogue, "Otieno", lambda copy, _catalogue: write_much(copy))
    before = said(session)
    dialog = joining(opened, copies["Ministry of Health"])
    getattr(disk, fault)()
    dialog.join_button.click()
    assert [each.partition(":")[0] for each in told] == ["The contribution could not be joined"]
    assert said(session) == before
    disk.back()
    assert dialog.join_button.isEnabled()
    dialog.join_button.click()
    joined = said(session)
    assert len(session.submission.of_kind("gap")) == 1
    getattr(disk, "pull" if fault == "full" else fault)()  # to take something away there is room on any disk
    dialog.take_back_button.click()
    assert len(told) == 2
    assert "undone" not in dialog.notice.note.text()
    assert said(session) == joined
    disk.back()
    dialog.take_back_button.click()
    assert "undone" in dialog.notice.note.text()
    assert said(session) == before
