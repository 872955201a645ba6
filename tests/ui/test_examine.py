"""Examining a package happens off the window's thread, says what holds, and can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.clock import now
from desktop.operations.export import export
from desktop.progress_reporter import ProgressReporter
from desktop.store.file import SubmissionFile
from desktop.ui.dialogs import examine as dialogs
from desktop.ui.dialogs.examine import ExamineDialog
from desktop.ui.pages.start import StartPage
from desktop.ui.progress_dialog import ProgressDialog
from desktop.ui.theme import ThemeManager
from tests.waiting import wait_for_work


@pytest.fixture
def draft(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> Path:
    return export(submission, catalogue, tmp_path / "out", identity=None, at=now(), draft=True).path


def shown(dialog: ExamineDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_it_is_examined_on_another_thread(
    qtbot: QtBot, look: ThemeManager, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = dialogs.verify
    threads: list[threading.Thread] = []

    def noted(package: Path, **more: object) -> object:
        threads.append(threading.current_thread())
        return real(package, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(dialogs, "verify", noted)
    dialog = ExamineDialog(draft)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.restore_button.isEnabled()
    qtbot.waitUntil(dialog.restore_button.isEnabled, timeout=30_000)
    assert threads
    assert threading.main_thread() not in threads
    assert "This is a draft" in shown(dialog)
    assert "✓ The report, the pledges and the workbook have the same content as the data file." in shown(dialog)


def test_the_keyboard_is_where_the_code_is_compared_and_stays_where_it_is_afterwards(
    qtbot: QtBot, look: ThemeManager, draft: Path
) -> None:
    dialog = ExamineDialog(draft)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.restore_button.isEnabled, timeout=30_000)
    assert dialog.focusWidget() is dialog.code
    dialog.trust_button.setFocus()
    dialog.examine()
    qtbot.waitUntil(dialog.restore_button.isEnabled, timeout=30_000)
    assert dialog.focusWidget() is dialog.trust_button


def test_the_keyboard_is_there_too_when_all_was_examined_before_the_window_had_it(
    qtbot: QtBot, look: ThemeManager, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examined = threading.Event()
    real = dialogs.verify

    def noted(package: Path, **more: object) -> object:
        try:
            return real(package, **more)  # type: ignore[arg-type]
        finally:
            examined.set()

    monkeypatch.setattr(dialogs, "verify", noted)
    dialog = ExamineDialog(draft)
    qtbot.addWidget(dialog)
    assert examined.wait(30)
    wait_for_work()
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.restore_button.isEnabled, timeout=30_000)
    assert dialog.focusWidget() is dialog.code


def test_what_does_not_hold_is_told_and_nothing_can_be_brought_back(
    qtbot: QtBot, look: ThemeManager, draft: Path
) -> None:
    content = bytearray(draft.read_bytes())
    content[len(content) // 2] ^= 1
    draft.write_bytes(content)
    dialog = ExamineDialog(draft)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "✗ " in shown(dialog), timeout=30_000)
    assert not dialog.restore_button.isEnabled()


def test_a_file_that_cannot_be_read_is_told_in_the_dialog(qtbot: QtBot, look: ThemeManager, tmp_path: Path) -> None:
    dialog = ExamineDialog(tmp_path / "gone.asice")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "There is no file with the name gone.asice" in shown(dialog), timeout=30_000)
    assert not dialog.restore_button.isEnabled()


def test_it_can_be_stopped(qtbot: QtBot, look: ThemeManager, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(_package: Path, *, trust: Path | None = None, work: ProgressReporter) -> object:
        begun.set()
        assert go_on.wait(30)
        work.step(1, 2, "On it goes")
        raise AssertionError("it was not stopped")

    monkeypatch.setattr(dialogs, "verify", slow)
    dialog = ExamineDialog(draft)
    qtbot.addWidget(dialog)
    dialog.show()
    (working,) = dialog.findChildren(ProgressDialog)
    qtbot.waitUntil(begun.is_set)
    (stop,) = [each for each in working.findChildren(QPushButton) if each.text() == "Stop"]
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(lambda: dialog.findChildren(ProgressDialog) == [], timeout=30_000)
    assert "Stopped" in shown(dialog)
    assert not dialog.restore_button.isEnabled()


def test_the_last_submission_is_read_from_a_package_on_another_thread(
    qtbot: QtBot, window: object, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.operations import cycle
    from desktop.ui import file_dialogs
    from desktop.ui.dialogs import begin

    threads: list[threading.Thread] = []
    real: Callable[..., object] = cycle.read_last

    def noted(source: Path, **more: object) -> object:
        threads.append(threading.current_thread())
        return real(source, **more)

    asked: list[object] = []

    class Asked:
        file = None

        def __init__(self, _parent: object, last: object) -> None:
            asked.append(last)

        def exec(self) -> int:
            return 0

    monkeypatch.setattr(cycle, "read_last", noted)
    monkeypatch.setattr(begin, "BeginDialog", Asked)
    monkeypatch.setattr(file_dialogs, "file_to_open", lambda *_each, **_more: draft)
    (page,) = window.findChildren(StartPage)  # type: ignore[attr-defined]
    page.follow_up()
    qtbot.waitUntil(lambda: bool(asked), timeout=30_000)
    assert threading.main_thread() not in threads
