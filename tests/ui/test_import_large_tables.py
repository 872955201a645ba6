"""A large table is read and looked through on a thread, and the dialog stays usable meanwhile."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled
from desktop.operations.tables.table_plan import ValuePlan
from desktop.ui.dialogs import import_csv
from desktop.ui.dialogs.import_csv import ImportCsvDialog, open_values
from desktop.ui.window import Window

TABLE = "Indicator,Country,Year,Value,Sex,Extra\n8.5.2,Kenya,2019,5.1,Total,x\n8.5.2,Kenya,2019,6.2,Women,x\n"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every file and every table for a large one."""
    monkeypatch.setattr(import_csv, "LARGE", 0)
    monkeypatch.setattr(import_csv, "MANY", 0)


def shown(opened: Window, qtbot: QtBot) -> ImportCsvDialog:
    assert opened.session is not None
    path = opened.session.path.parent / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert open_values(opened, opened.session, path, lambda _text: None) is None
    qtbot.waitUntil(lambda: opened.findChild(ImportCsvDialog) is not None, timeout=10_000)
    dialog = opened.findChild(ImportCsvDialog)
    assert isinstance(dialog, ImportCsvDialog)
    return dialog


def is_looking(dialog: ImportCsvDialog) -> bool:
    """Whether the table is being looked through, as the window shows it."""
    return dialog.looking.isVisibleTo(dialog) and dialog.looking.button.text() == "Stop"


def looked(qtbot: QtBot, dialog: ImportCsvDialog) -> None:
    qtbot.waitUntil(lambda: not is_looking(dialog), timeout=10_000)


def test_it_is_read_and_looked_through_on_a_thread(large: None, opened: Window, qtbot: QtBot) -> None:
    dialog = shown(opened, qtbot)
    assert not dialog.import_button.isEnabled() or not is_looking(dialog)
    looked(qtbot, dialog)
    assert "2 values are ready to be imported." in dialog.sentence.text() and not dialog.looking.isVisible()
    session = opened.session
    assert session is not None
    with qtbot.waitSignal(session.changed, timeout=10_000):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert len(session.submission.of_kind("value")) == 2


def test_the_newest_choice_counts(large: None, opened: Window, qtbot: QtBot) -> None:
    dialog = shown(opened, qtbot)
    for role in ("source", "", "note"):
        dialog.roles[5].setCurrentIndex(dialog.roles[5].findData(role))
        assert is_looking(dialog) and not dialog.import_button.isEnabled()
    looked(qtbot, dialog)
    assert [each.answers.get("note") for each in dialog.plan.entries] == ["x", "x"]
    dialog.close()


class Slow:
    """Looks through a table without an end, until it is stopped."""

    def __init__(self) -> None:
        self.begun, self.stopped = Event(), Event()

    def __call__(self, *given: Any) -> ValuePlan:
        self.begun.set()
        try:
            while not self.stopped.wait(0.001):
                given[-1].step(1, 2, "")
        except Cancelled:
            self.stopped.set()
            raise
        return ValuePlan()


def test_it_can_be_stopped_and_begun_again(
    large: None, opened: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    with monkeypatch.context() as patched:
        patched.setattr(import_csv, "plan_values", slow)
        dialog = shown(opened, qtbot)
        assert slow.begun.wait(10) and dialog.looking.isVisible()
        qtbot.waitUntil(lambda: dialog.looking.bar.maximum() == 2)
        qtbot.mouseClick(dialog.looking.button, Qt.MouseButton.LeftButton)
        assert slow.stopped.wait(10)
    assert not is_looking(dialog) and not dialog.import_button.isEnabled()
    qtbot.mouseClick(dialog.looking.button, Qt.MouseButton.LeftButton)
    looked(qtbot, dialog)
    assert len(dialog.plan.entries) == 2 and dialog.import_button.isEnabled()
    dialog.close()


def test_closing_the_dialog_stops_it(
    large: None, opened: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr(import_csv, "plan_values", slow)
    dialog = shown(opened, qtbot)
    assert slow.begun.wait(10)
    dialog.reject()
    assert slow.stopped.wait(10)


def test_a_mistake_while_looking_is_told(
    large: None, opened: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr("desktop.ui.dialogs.looking.tell_problem", lambda _parent, _name, problem: told.append(problem))

    def broken(*_given: Any) -> ValuePlan:
        raise ZeroDivisionError

    monkeypatch.setattr(import_csv, "plan_values", broken)
    dialog = shown(opened, qtbot)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert not is_looking(dialog) and not dialog.import_button.isEnabled()
    dialog.close()
