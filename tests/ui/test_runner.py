"""Long work on another thread: what is told of it, and when the task may go."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.progress_reporter import ProgressReporter
from desktop.ui.dialogs.bug import BugDialog
from desktop.ui.progress_dialog import run_with_progress
from desktop.ui.runner import Task
from desktop.ui.window import Window

HANGS = 60
"""Seconds after which a thread is left that nobody waits for; then the test fails."""


class _Watched(Event):
    """Tells when somebody begins to wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self.waited_for = Event()

    def wait(self, timeout: float | None = None) -> bool:
        self.waited_for.set()
        return super().wait(timeout)


def test_the_end_is_told_when_the_thread_is_out_of_the_task(qapp: QApplication, qtbot: QtBot) -> None:
    task = Task(lambda _work: 7, qapp)
    left = task._left = _Watched()
    happened: list[str] = []

    def still_sending() -> None:
        if left.waited_for.wait(HANGS):  # the window has heard of it, while the thread is in the call that tells it
            happened.append("sent")

    task._finished.connect(still_sending, Qt.ConnectionType.DirectConnection)
    task.ended.connect(lambda: happened.append("ended"))
    task.ended.connect(task.deleteLater)
    with qtbot.waitSignal(task.destroyed):
        task.start()
    assert happened == ["sent", "ended"]


@pytest.mark.parametrize("mistake", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_whatever_ends_the_work_the_box_in_front_of_it_goes_and_the_mistake_is_told(
    mistake: type[BaseException], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(BugDialog, "exec", lambda dialog: told.append(dialog.report.toPlainText()))
    parent = QWidget()
    qtbot.addWidget(parent)

    def work(_progress: ProgressReporter) -> None:
        raise mistake

    box = run_with_progress(parent, "Checking", work, lambda _result: told.append("it succeeded"))
    with qtbot.waitSignal(box.finished):
        assert box.isVisible()
    qtbot.waitUntil(lambda: bool(told))
    (report,) = told
    assert mistake.__name__ in report


def test_what_was_said_last_stands_its_whole_time(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.say("One")
    first = workplace._said.timerId()
    workplace.say("Two")
    assert workplace._said.isActive() and workplace._said.timerId() != first, "the time of the first is over"
    workplace._said.timeout.emit()
    assert workplace.bar._said.text() == "All changes are saved"
