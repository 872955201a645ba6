"""A mistake of the program is told calmly, and neither its log nor its report holds a word of anybody's work."""

from __future__ import annotations

import ast
import logging
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop import diagnostics, log_handler
from desktop.operations import edit
from desktop.ui import runner
from desktop.ui.dialogs.bug import BugDialog
from desktop.ui.message_boxes import tell_problem
from desktop.ui.window import Window
from tests.ui.everywhere import open_spot, settled
from tests.waiting import LONG

SECRET = "Amina fled Kisumu harbour"
EVENTS = {("diagnostics", "note"), *(("logger_of", level) for level in ("info", "warning", "error", "critical"))}
"""Calls that note an event: what stands in the log word for word is their first argument."""


@pytest.fixture(autouse=True)
def noted(home: Path) -> Iterator[None]:
    """The log is written as in the program, and taken off again."""
    logger = logging.getLogger("desktop")
    before = logger.propagate
    diagnostics.start()
    yield
    for handler in [each for each in logger.handlers if isinstance(each, log_handler.LogHandler)]:
        handler.close()
        logger.removeHandler(handler)
    logger.propagate = before


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collects the reports that the window would show."""
    shown: list[str] = []
    monkeypatch.setattr(BugDialog, "exec", lambda dialog: shown.append(dialog.report.toPlainText()))
    return shown


def log() -> str:
    return "".join(each.read_text() for each in sorted(diagnostics.log_file().parent.glob("pledgebook.log*")))


def broken(answer: str) -> None:
    try:
        Path(f"/nowhere/{answer}/{answer}.pledgebook").read_text()
    except OSError as error:
        raise ValueError(f"{answer} is no number") from error


def test_what_was_typed_is_in_no_log_and_no_report(
    opened: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, reports: list[str]
) -> None:
    def write(*_args: object, **_options: object) -> None:
        broken(SECRET)

    spot, _text, _expected = open_spot(opened, "a line")
    with monkeypatch.context() as while_broken, capture_exceptions() as raised:
        while_broken.setattr(edit, "write", write)
        qtbot.keyClicks(spot.typed_into, SECRET)
        spot.leave()
        settled(opened)
    for kind, error, trace in raised:
        opened.handle_exception(kind, error, trace)
    assert opened.session is not None and opened.session.saving.try_again(), "what was typed is not lost"
    assert raised and reports
    for text in (reports[0], log()):
        assert "ValueError" in text and "desktop.ui.session:" in text and "after FileNotFoundError (2)" in text
        for word in (*SECRET.split(), "nowhere", "kenya", str(opened.session.path.parent)):
            if len(word) > 2:
                assert word not in text


def test_it_says_how_much_is_not_saved(opened: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[bool, str]] = []
    monkeypatch.setattr(
        BugDialog, "exec", lambda dialog: told.append((dialog.unsaved.isHidden(), dialog.unsaved.text()))
    )
    tell_problem(opened, "Heading", ValueError(SECRET))
    spot, _text, _expected = open_spot(opened, "a line")
    with monkeypatch.context() as while_broken, capture_exceptions() as raised:
        while_broken.setattr(edit, "write", lambda *_args, **_options: broken(SECRET))
        qtbot.keyClicks(spot.typed_into, SECRET)
        spot.leave()
        settled(opened)
    tell_problem(opened, "Heading", raised[0][1])
    assert opened.session is not None and opened.session.saving.try_again()
    tell_problem(opened, "Heading", ValueError(SECRET))
    assert [hidden for hidden, _said in told] == [True, False, True]
    assert told[1][1] == "1 change is not saved"


@given(text=st.text())
def test_what_an_exception_says_makes_no_difference(text: str) -> None:
    def described(said: str) -> list[list[str]]:
        errors = (
            ValueError(said),
            OSError(2, said, said),
            UnicodeEncodeError("ascii", said, 0, 1, said),
            ExceptionGroup("of", [RuntimeError(said)]),
        )
        told = []
        for error in errors:
            error.add_note(said)
            try:
                try:
                    raise KeyError(said)
                except KeyError as cause:
                    raise error from cause
            except Exception as met:
                told.append(diagnostics.described(met))
        return told

    assert described(text) == described("another")


def test_the_text_of_every_event_stands_in_the_code() -> None:
    found = 0
    for path in sorted(Path(diagnostics.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            by = node.func.value.func if isinstance(node.func.value, ast.Call) else node.func.value
            noted = isinstance(by, ast.Name) and (by.id, node.func.attr) in EVENTS
            if noted and path.name != "diagnostics.py":
                found += 1
                assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno}"
    assert found > 4


def test_what_is_put_into_an_event_is_not_noted(home: Path) -> None:
    logging.getLogger("desktop.store").warning("a file was odd: %s", SECRET)
    assert "a file was odd" in log() and "Amina" not in log()


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps the folder of a person to that person")
def test_only_its_owner_reads_the_log_and_it_stays_small(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_handler, "LARGEST", 2000)
    for _time in range(200):
        logging.getLogger("desktop").error("once more")
    files = list(diagnostics.log_file().parent.iterdir())
    assert len(files) == log_handler.KEPT + 1
    assert all(each.stat().st_size <= 2000 and stat.S_IMODE(each.stat().st_mode) == 0o600 for each in files)
    assert stat.S_IMODE(diagnostics.log_file().parent.stat().st_mode) == 0o700


def test_a_log_that_cannot_be_written_troubles_nobody(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "logs").write_text("no folder")
    logging.getLogger("desktop").error("lost")
    assert capsys.readouterr().err == ""


def test_a_mistake_on_another_thread_is_told(window: Window, qtbot: QtBot, reports: list[str]) -> None:
    def fail(_work: object) -> None:
        broken(SECRET)

    task = runner.Task(fail)
    task.failed.connect(lambda error: tell_problem(window, "Heading", error))
    with qtbot.waitSignal(task.ended):
        task.start()
    error = ValueError(SECRET)
    failed = threading.ExceptHookArgs((type(error), error, None, None))
    thread = threading.Thread(target=window.handle_thread_exception, args=(failed,))
    thread.start()
    thread.join(LONG)
    assert not thread.is_alive()
    qtbot.waitUntil(lambda: len(reports) == 2)
    assert all("ValueError" in each and SECRET not in each for each in (*reports, log()))


def test_the_report_is_read_copied_and_saved_by_keyboard(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = BugDialog("Something went wrong", "ValueError", window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.leave.hasFocus)
    assert dialog.report.isReadOnly()
    stops = set()
    for _step in range(6):
        stops.add(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert {dialog.report, dialog.copy, dialog.save, dialog.leave} <= stops
    qtbot.keyClick(dialog.copy, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "ValueError"
    path = tmp_path / "report.txt"
    monkeypatch.setattr("desktop.ui.file_dialogs.file_to_write", lambda *_args, **_options: path)
    qtbot.keyClick(dialog.save, Qt.Key.Key_Space)
    assert path.read_text() == "ValueError"
    qtbot.keyClick(dialog.leave, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_one_mistake_is_told_at_a_time(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def run(dialog: BugDialog) -> None:
        shown.append(dialog.report.toPlainText())
        tell_problem(window, "Heading", KeyError(SECRET))

    monkeypatch.setattr(BugDialog, "exec", run)
    tell_problem(window, "Heading", ValueError(SECRET))
    assert len(shown) == 1 and "KeyError" in log()
