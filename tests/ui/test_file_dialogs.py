"""Where the question for a file begins: near what it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.i18n.translation import LANGUAGES, use_language
from desktop.ui import file_dialogs
from desktop.ui.dialogs.begin import BeginDialog
from desktop.ui.dialogs.hand_out import HandOutDialog
from desktop.ui.dialogs.identity import IdentityDialog
from desktop.ui.dialogs.workbook_out import WorkbookOutDialog
from desktop.ui.unsaved import keep_copy
from desktop.ui.window import Window


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Answer every question with a path, and tell where each of them began."""
    began: list[str] = []

    def answering(path: str) -> list[str]:
        def answer(_parent: object, _heading: str, begin: str, *_sorts: str) -> tuple[str, str]:
            began.append(begin)
            return path, ""

        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, answer)
        return began

    return answering


def test_it_begins_where_the_submission_lies_and_then_where_one_was_for_such_files(
    opened: Window, tmp_path: Path, asked: Callable[[str], list[str]]
) -> None:
    assert opened.session is not None
    here, sheets, notes = opened.session.path.parent, tmp_path / "sheets", tmp_path / "notes"
    sheets.mkdir()
    notes.mkdir()
    began = asked(str(sheets / "health.xlsx"))
    file_dialogs.file_to_write(opened, "Where?", "health.xlsx", "Workbooks (*.xlsx)")
    assert began == [str(here / "health.xlsx")]
    began = asked(str(notes / "note.docx"))
    file_dialogs.file_to_write(opened, "Where?", "note.docx", "Word documents (*.docx)")
    assert began[-1] == str(here / "note.docx"), "a note is no sheet"
    file_dialogs.file_to_open(opened, "Which?", "Submissions, workbooks (*.pledgebook *.xlsx)")
    assert began[-1] == str(sheets)
    asked(str(notes / "note.docx"))
    file_dialogs.file_to_open(opened, "Which?", "Word documents (*.docx)")
    assert began[-1] == str(notes)


def test_nothing_is_remembered_from_one_submission_to_the_next(
    opened: Window, tmp_path: Path, asked: Callable[[str], list[str]]
) -> None:
    assert opened.session is not None
    path, elsewhere = opened.session.path, tmp_path / "elsewhere"
    elsewhere.mkdir()
    began = asked(str(elsewhere / "health.xlsx"))
    file_dialogs.file_to_write(opened, "Where?", "health.xlsx", "Workbooks (*.xlsx)")
    assert opened.close_submission()
    assert opened.open_file(path)
    file_dialogs.file_to_write(opened, "Where?", "health.xlsx", "Workbooks (*.xlsx)")
    assert began[-1] == str(path.parent / "health.xlsx")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_key_and_a_copy_are_called_in_the_language_of_the_window(
    opened: Window, language: str, asked: Callable[[str], list[str]]
) -> None:
    assert opened.session is not None
    began = asked("")
    with use_language(language):
        dialog = IdentityDialog("KE", "Ministry A", opened)
        dialog.first.setText("a passphrase")
        dialog.second.setText("a passphrase")
        dialog.on_enter.click()
        assert keep_copy(opened, opened.session) is None
    names = [Path(each).stem for each in began]
    assert (names == ["signing-key", f"{opened.session.path.stem}-copy"]) == (language == "en")
    assert len(set(names) & {"signing-key", f"{opened.session.path.stem}-copy"}) == (2 if language == "en" else 0)
    dialog.deleteLater()


def test_a_new_key_is_proposed_among_the_documents_and_apart_from_what_it_signs(
    opened: Window, tmp_path: Path, asked: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, packages = tmp_path / "Documents", tmp_path / "packages"
    documents.mkdir()
    packages.mkdir()
    monkeypatch.setattr("PySide6.QtCore.QStandardPaths.writableLocation", lambda _place: str(documents))
    began = asked("")
    dialog = IdentityDialog("KE", "Ministry A", opened)
    dialog.first.setText("a passphrase")
    dialog.second.setText("a passphrase")
    dialog.on_enter.click()
    assert began[-1] == str(documents / "signing-key.p12")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(documents))
    assert file_dialogs.folder(opened, "Folder for the package") == documents
    dialog.on_enter.click()
    assert Path(began[-1]).parent.parent == documents, "packages go into the documents themselves"
    assert opened.session is not None
    file_dialogs.begin_where(documents / "kenya.pledgebook")
    dialog.on_enter.click()
    assert Path(began[-1]).parent.parent == documents, "and so does the submission"
    assert list(documents.iterdir()) == [], "nobody saved a key"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda _parent, _heading, begin, _sorts: (begin, ""))
    dialog.on_enter.click()
    assert dialog.path == Path(began[-1]) and dialog.path.is_file()
    dialog.deleteLater()


def test_a_slash_in_a_year_or_in_a_name_parts_no_file(
    opened: Window, tmp_path: Path, asked: Callable[[str], list[str]], qtbot: QtBot
) -> None:
    session = opened.session
    assert session is not None
    begun = BeginDialog(opened)
    begun.fields["country"].set_value("KE")
    begun.fields["cycle"].set_value("2025/2026")
    out = WorkbookOutDialog(session, print, opened)
    out.to.setText("Nairobi / Kisumu")
    for number, ministry in ((22, "North/Police"), (2, "South/Police")):
        session.answer(session.submission.bound("assessment", str(number)), "lead", ministry)
    copies = HandOutDialog(session, opened)
    names = asked("")
    for dialog in (begun, out):
        qtbot.addWidget(dialog)
        assert dialog.on_enter is not None
        dialog.on_enter.click()
    qtbot.addWidget(copies)
    stem = session.path.stem
    wanted = ["KE-2025-2026", "Nairobi - Kisumu", f"{stem} North-Police", f"{stem} South-Police"]
    names += [copies._name(each) for each in ("North/Police", "South/Police")]
    found = [Path(each).stem for each in names]
    assert found[1:] == wanted[1:] and found[0].startswith(wanted[0])
