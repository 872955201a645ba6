"""Files are dragged onto fields and onto the list of evidence, and opened through a copy that is only read."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import opening, progress_dialog
from desktop.ui.dropping import FileDrops
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.fields.files import FileField
from desktop.ui.navigation import Place
from desktop.ui.window import Window


def _open_panel(window: Window, page: str, kind: str) -> EntriesPanel:
    workplace = window.workplace
    assert workplace is not None
    workplace.go(Place(page))
    return next(each for each in workplace.page.findChildren(EntriesPanel) if each.kind.key == kind)


def _drag(target: QWidget, files: Sequence[Path], *, drop: bool = True) -> bool:
    """Hold files over a widget, and let them go. Returns whether they were taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(each)) for each in files])
    copy, none, left = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    (drops,) = target.findChildren(FileDrops, options=Qt.FindChildOption.FindDirectChildrenOnly) or (
        target.parentWidget().findChildren(FileDrops, options=Qt.FindChildOption.FindDirectChildrenOnly)
    )
    enter = QDragEnterEvent(QPoint(5, 5), copy, mime, left, none)
    enter.ignore()
    drops.eventFilter(target, enter)
    if not drop or not enter.isAccepted():
        return enter.isAccepted()
    let_go = QDropEvent(QPointF(5, 5), copy, mime, left, none)
    let_go.ignore()
    drops.eventFilter(target, let_go)
    return target.acceptDrops() and let_go.isAccepted()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = []
    for name in ("Décret 2025-14.pdf", "Survey of recruiters.xlsx"):
        made.append(tmp_path / name)
        made[-1].write_bytes(b"%PDF-1.7 " + name.encode())
    return made


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Collects what would be handed to other programs."""
    asked: list[Path] = []

    def open_url(url: QUrl) -> bool:
        asked.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collects the sentences of boxes."""
    said: list[str] = []
    monkeypatch.setattr(opening, "tell_problem", lambda _parent, heading, problem: said.append(f"{heading}: {problem}"))
    return said


def test_files_dropped_onto_the_list_become_evidence(qtbot: QtBot, opened: Window, files: list[Path]) -> None:
    panel = _open_panel(opened, "evidence", "evidence")
    assert _drag(panel.list.view.viewport(), files)
    assert opened.session is not None
    made = opened.session.submission.of_kind("evidence")
    assert [each.text("title") for each in made] == ["Décret 2025-14", "Survey of recruiters"]
    names = [opened.session.submission.attachments[each.text("file")].name for each in made]
    assert names == [each.name for each in files]


def test_the_empty_list_takes_them_too(qtbot: QtBot, opened: Window, files: list[Path]) -> None:
    panel = _open_panel(opened, "evidence", "evidence")
    assert _drag(panel._nothing, files[:1])
    assert opened.session is not None and len(opened.session.submission.of_kind("evidence")) == 1


def test_words_are_not_taken_for_a_file(qtbot: QtBot, opened: Window, tmp_path: Path, files: list[Path]) -> None:
    panel = _open_panel(opened, "evidence", "evidence")
    assert not _drag(panel.list.view.viewport(), [tmp_path])  # a folder
    assert not _drag(panel.list.view.viewport(), [tmp_path / "gone.pdf"])
    assert not _drag(panel.list.view.viewport(), [*files, tmp_path]), "nothing is left out without a word"


def _pledge(window: Window) -> tuple[EntriesPanel, FileField, QWidget]:
    panel = _open_panel(window, "pledges", "pledge")
    panel.add()
    row = panel.form.row("attachment")
    assert isinstance(row.widget, FileField)
    return panel, row.widget, row.head


def test_that_a_file_was_refused_is_not_said_of_the_next_pledge(opened: Window, tmp_path: Path) -> None:
    panel, field, head = _pledge(opened)
    program = tmp_path / "setup.exe"
    program.write_bytes(b"MZ")
    assert _drag(head, [program])
    assert field.refused.text()
    panel.add()
    assert not field.refused.text()


def test_a_field_takes_what_is_dropped_onto_its_name(qtbot: QtBot, opened: Window, files: list[Path]) -> None:
    _panel, field, head = _pledge(opened)
    assert _drag(head, files[:1], drop=False)
    assert field.choose_button.text() == "Drop the file here"
    assert _drag(head, files[:1])
    assert "Décret 2025-14.pdf" in field.open_button.text()
    assert field.choose_button.text() == "Choose another file…"


def test_a_file_that_does_not_fit_is_told_and_not_taken(qtbot: QtBot, opened: Window, files: list[Path]) -> None:
    _panel, field, _head = _pledge(opened)
    assert _drag(field, files)
    assert "one by one" in field.refused.text()
    program = files[0].with_suffix(".exe")
    program.write_bytes(b"MZ")
    assert _drag(field, [program])
    assert ".pdf" in field.refused.text() and field.value() is None
    assert _drag(field, files[:1])
    assert field.refused.text() == "" and field.value() is not None


def test_an_attachment_opens_as_a_copy_that_cannot_be_changed_and_goes_at_the_end(
    qtbot: QtBot, opened: Window, files: list[Path], started: list[Path]
) -> None:
    _panel, field, _head = _pledge(opened)
    _drag(field, files[:1])
    field.open_button.setFocus()
    qtbot.keyClick(field.open_button, Qt.Key.Key_Return)
    (copy,) = started
    assert copy.name == files[0].name and copy.read_bytes() == files[0].read_bytes()
    assert not copy.stat().st_mode & (stat.S_IWUSR | stat.S_IRWXG | stat.S_IRWXO)
    assert not copy.parent.parent.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    assert opened.close_submission()
    assert not copy.exists()


def test_two_quick_clicks_open_it_once(qtbot: QtBot, opened: Window, files: list[Path], started: list[Path]) -> None:
    _panel, field, _head = _pledge(opened)
    _drag(field, files[:1])
    field.open_button.click()
    field.open_button.click()
    assert len(started) == 1


@pytest.mark.parametrize(
    "name", ["setup.exe", "run.bat", "page.html", "macro.docm", "x.pdf.js", "notes.exe. ", "noending"]
)
def test_what_could_run_is_never_opened(
    qtbot: QtBot, opened: Window, tmp_path: Path, started: list[Path], told: list[str], name: str
) -> None:
    panel = _open_panel(opened, "evidence", "evidence")
    (tmp_path / "harmless.pdf").write_bytes(b"MZ")
    panel.add_files([tmp_path / "harmless.pdf"])
    assert opened.session is not None
    (entry,) = opened.session.submission.of_kind("evidence")
    opening.open_attachment(opened.session.file, entry.text("file"), name, opened)
    assert started == []
    assert "not opened from here" in told[0] and "Save it instead" in told[0]


def test_large_files_are_taken_in_beside_the_window(
    qtbot: QtBot, opened: Window, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = _open_panel(opened, "evidence", "evidence")
    monkeypatch.setattr(progress_dialog, "LARGE", 1)
    panel.add_files(files[:2])
    assert opened.session is not None
    assert not opened.session.submission.of_kind("evidence"), "the window did not wait for them"
    session = opened.session
    qtbot.waitUntil(lambda: len(session.submission.of_kind("evidence")) == 2)
    assert session.undo()
    assert not session.submission.of_kind("evidence")


def test_without_a_program_for_it_one_sentence_says_so(
    qtbot: QtBot, opened: Window, files: list[Path], told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    _panel, field, _head = _pledge(opened)
    _drag(field, files[:1])
    field.open_button.click()
    assert told[0] == (
        "“Décret 2025-14.pdf” was not opened: This computer has no program for files of the type .pdf. Save the file instead."
    )
