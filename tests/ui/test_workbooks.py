"""A workbook goes out and comes back in the window: everything is seen before anything is taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.operations.take_in import look_at
from desktop.record.internal_kinds import HANDED_OUT
from desktop.ui.dialogs.workbook_in import WorkbookInDialog
from desktop.ui.dialogs.workbook_out import WorkbookOutDialog
from desktop.ui.navigation import Place
from desktop.ui.pages.copies import CopiesPage
from desktop.ui.session import Session
from desktop.ui.window import Window
from tests.operations.workbooks import Workbook


@pytest.fixture
def session(opened: Window) -> Session:
    """The open submission with two practices."""
    made = opened.workplace.session
    made.speak_as("Coordinator")
    made.add("practice", {"title": "One-stop centre", "objectives": [13]})
    made.add("practice", {"title": "Night school", "objectives": [15]})
    return made


def handed(session: Session, qtbot: QtBot, path: Path) -> Workbook:
    dialog = WorkbookOutDialog(session, lambda _text: None)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.to, "Ministry of Health")
    dialog.fields["until"].set_value("2026-03-01")
    dialog.make(path)
    assert dialog.path == path
    return Workbook(path, lambda back: look_at(session.file, session.catalogue, back).returned)


def incoming(session: Session, qtbot: QtBot, book: Workbook) -> WorkbookInDialog:
    book.book.save(book.path)
    dialog = WorkbookInDialog(session, look_at(session.file, session.catalogue, book.path), lambda _text: None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def lines(dialog: WorkbookInDialog) -> list[list[str]]:
    model = dialog.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def test_it_goes_out_with_a_name_and_stands_in_the_ledger(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    handed(session, qtbot, tmp_path / "health.xlsx")
    (line,) = session.submission.of_kind(HANDED_OUT)
    assert (line.text("to"), line.text("until"), line.text("by")) == (
        "Ministry of Health",
        "2026-03-01",
        "Coordinator",
    )


def test_without_a_name_it_is_asked_for(
    session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "desktop.ui.dialogs.workbook_out.tell_problem", lambda _parent, _heading, problem: told.append(str(problem))
    )
    dialog = WorkbookOutDialog(session, lambda _text: None)
    qtbot.addWidget(dialog)
    dialog.on_enter.click()  # type: ignore[union-attr]
    assert told == ["Please say who the file is for."]


def test_a_review_report_goes_out_as_word(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = WorkbookOutDialog(session, lambda _text: None)
    qtbot.addWidget(dialog)
    dialog.to.setText("Ministry of Health")
    dialog.fields["form"].set_value("word")
    dialog.make(tmp_path / "review.docx")
    assert session.submission.of_kind(HANDED_OUT)[0].text("form") == "word"


def test_each_cell_that_differs_is_shown_and_all_of_it_taken(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    book = handed(session, qtbot, tmp_path / "health.xlsx")
    place = book.fill("Practices", 1, "Title", "One-stop centres")
    dialog = incoming(session, qtbot, book)
    assert lines(dialog) == [[f"Practices, {place}", "One-stop centre", "Title", "One-stop centre", "One-stop centres"]]
    assert dialog.take.hasFocus() or dialog.take.isEnabled()
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    practice = session.submission.of_kind("practice")[0]
    assert (practice.text("title"), practice.answers["title"].by) == ("One-stop centres", "Ministry of Health")
    assert session.undo()
    assert session.submission.of_kind("practice")[0].text("title") == "One-stop centre"


def test_what_differs_is_listed_as_the_sheets_are_read(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    book = handed(session, qtbot, tmp_path / "health.xlsx")
    for row in (9, 3, 12, 1):
        book.fill("Rating by the country", row, "Reason for this rating", f"Row {row}")
    place = book.fill("Practices", 1, "Title", "One-stop centres")
    told = lines(incoming(session, qtbot, book))
    assert [each[4] for each in told] == ["Row 1", "Row 3", "Row 9", "Row 12", "One-stop centres"]
    assert told[-1][0] == f"Practices, {place}"


def test_a_name_that_is_whole_leaves_no_list_in_the_way(
    session: Session, qtbot: QtBot, shown: Callable[[QWidget], QWidget]
) -> None:
    session.add("person", {"name": "Alice", "ministry": "Ministry of Health"})
    dialog = WorkbookOutDialog(session, lambda _text: None)
    shown(dialog)
    dialog.to.setFocus()
    popup = dialog.to.completer().popup()
    qtbot.keyClicks(dialog.to, "Ministry")
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClicks(popup, " of Health")
    qtbot.waitUntil(lambda: not popup.isVisible())
    assert dialog.to.text() == "Ministry of Health"


def test_all_errors_are_shown_with_their_cells_and_nothing_can_be_taken(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    book = handed(session, qtbot, tmp_path / "health.xlsx")
    book.fill("Practices", 1, "Title", "One-stop centres")
    first = book.fill("Practices", 1, "Start", "soon")
    second = book.fill("Practices", 2, "Country", "Atlantis")
    dialog = incoming(session, qtbot, book)
    assert {line[0] for line in lines(dialog)} == {f"Practices, {first}", f"Practices, {second}"}
    assert not dialog.take.isEnabled()
    assert "2 things to correct" in dialog.summary.text()
    dialog.copy()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 2 and all(line.startswith("Practices, ") for line in copied)


def test_each_answer_that_both_changed_is_asked_by_itself(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    book = handed(session, qtbot, tmp_path / "health.xlsx")
    book.fill("Practices", 1, "Title", "One-stop centres")
    book.fill("Practices", 2, "Title", "School at night")
    for practice, title in zip(
        session.submission.of_kind("practice"), ("One-stop shop", "Evening school"), strict=True
    ):
        session.answer(practice, "title", title)
    dialog = incoming(session, qtbot, book)
    asked = dialog.questions
    assert asked is not None
    assert len(asked.open_questions()) == 2 and not dialog.take.isEnabled()
    texts = asked.detail.texts
    assert texts.ours.text.accessibleName() == "Here: One-stop shop"
    assert texts.theirs.text.accessibleName() == "In the workbook: One-stop centres"
    assert "One-stop centre" in asked.detail._base.text(), "and what stood there when it was handed out"
    assert dialog.focusWidget() is asked.detail.ways["ours"]
    asked.detail.ways["theirs"].click()
    assert not dialog.take.isEnabled()
    asked.next_question.click()
    asked.detail.ways["written"].click()
    asked.detail.text.setPlainText("School in the evening")
    assert dialog.take.isEnabled()
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert [each.text("title") for each in session.submission.of_kind("practice")] == [
        "One-stop centres",
        "School in the evening",
    ]
    first, second = session.submission.of_kind("practice")
    assert (first.answers["title"].by, second.answers["title"].by) == ("Ministry of Health", "Coordinator")
    assert session.undo()
    assert [each.text("title") for each in session.submission.of_kind("practice")] == [
        "One-stop shop",
        "Evening school",
    ]


def test_both_are_done_on_the_page_of_copies(
    opened: Window, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.workplace.go(Place("copies"))
    page = opened.workplace.page
    assert isinstance(page, CopiesPage)
    qtbot.mouseClick(page.workbook_button, Qt.MouseButton.LeftButton)
    (out,) = page.findChildren(WorkbookOutDialog)
    out.to.setText("Ministry of Health")
    out.make(tmp_path / "health.xlsx")
    book = Workbook(tmp_path / "health.xlsx", lambda _path: None)  # type: ignore[arg-type,return-value]
    book.fill("Practices", 1, "Title", "One-stop centres")
    book.book.save(book.path)
    monkeypatch.setattr("desktop.ui.file_dialogs.file_to_open", lambda *_asked, **_named: book.path)
    qtbot.mouseClick(page.join_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.findChildren(WorkbookInDialog)))
    page.findChildren(WorkbookInDialog)[0].bring()
    assert session.submission.of_kind("practice")[0].text("title") == "One-stop centres"
    assert page.view.model().index(0, 0).data() == "Joined"
