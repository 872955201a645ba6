"""The window over a long day: what is closed is gone from memory, and Enter does what is meant."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.begin import BeginDialog
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.fields import accepting
from desktop.ui.form import FormView
from desktop.ui.pictures import places
from desktop.ui.window import Window


def test_closing_a_submission_frees_all_of_its_pages(opened: Window) -> None:
    for _name, place in places(opened):
        assert opened.workplace is not None
        opened.workplace.go(place)
    pages = [weakref.ref(each) for each in opened.findChildren(FormView)]
    parts = [weakref.ref(each) for form in pages for each in _parts(form())]
    assert len(pages) > 8
    assert len(parts) > 100
    opened.close_submission()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    gc.collect()
    assert [each for each in (*pages, *parts) if each() is not None] == []


def _parts(form: FormView | None) -> list[QWidget]:
    assert form is not None
    return form.findChildren(QWidget)


def test_a_dialog_is_gone_once_it_is_closed(opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None
    assert workplace is not None
    dialog = EntryDialog(session, session.submission.bound("policy_answer", "1a"), "Question", workplace)
    form = weakref.ref(dialog.form)
    dialog.open()
    QApplication.processEvents()  # nobody closes it before it is seen
    dialog.accept()
    del dialog
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    gc.collect()
    assert form() is None
    assert workplace.findChildren(EntryDialog) == []


def test_enter_in_a_dialog_presses_nothing_by_chance(qtbot: QtBot, opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None
    assert workplace is not None
    dialog = EntryDialog(session, session.submission.bound("policy_answer", "1a"), "Question", workplace)
    dialog.open()
    line = dialog.form.field("source").editor()
    qtbot.keyClicks(line, "Act 12 of 2024")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.accept()
    assert session.submission.bound("policy_answer", "1a").text("source") == "Act 12 of 2024"


def test_enter_goes_on_where_a_dialog_asks_for_something(
    qtbot: QtBot, opened: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "new.pledgebook"), ""))
    dialog = BeginDialog(opened)
    dialog.open()
    dialog.fields["country"].set_value("SN")
    qtbot.keyClick(dialog.fields["lead_ministry"].editor(), Qt.Key.Key_Return)
    assert dialog.file is not None
    assert dialog.file.path.name == "new.pledgebook"
    dialog.file.close()


def test_a_search_that_was_only_begun_ends_with_the_submission(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None
    bar = opened.workplace.bar
    line = bar.findChild(QLineEdit)
    assert line is not None
    qtbot.keyClicks(line, "birth")
    timers = [each for each in bar.findChildren(QTimer) if each.isActive()]
    assert timers
    opened.close_submission()
    assert not any(each.isActive() for each in timers)


def test_what_is_not_accepted_in_a_new_submission_is_named(opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(accepting, "tell_problem", lambda _parent, _title, problem: told.append(problem.message))
    dialog = BeginDialog(opened)
    dialog.fields["country"].combo.line.setText("Sengal")  # type: ignore[attr-defined]
    dialog.on_enter.click()
    assert told == ["Country: “Sengal” is not one of the choices."]
