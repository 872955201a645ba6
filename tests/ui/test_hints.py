"""Hints under a pledge while it is written, through the window."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.ui.field_row import FieldRow
from desktop.ui.form import FormView
from desktop.ui.navigation import Place
from desktop.ui.window import Window

VAGUE = "To strengthen cooperation on recruitment and to go on improving conditions for people who move and families."


def _pledge(window: Window) -> tuple[FormView, FieldRow]:
    workplace = window.workplace
    assert workplace is not None and window.session is not None
    made = window.session.add("pledge", {"language": "en"})
    workplace.go(Place("pledges", entry=made))
    form = next(each for each in workplace.findChildren(FormView) if each.kind.key == "pledge" and each.isVisible())
    return form, form.row("description")


def _write(qtbot: QtBot, row: FieldRow, text: str) -> None:
    box = row.widget.editor()
    assert isinstance(box, QPlainTextEdit)
    box.setFocus()
    box.setPlainText(text)
    row.widget.write()


def test_a_vague_pledge_is_asked_and_a_clear_one_is_left_alone(qtbot: QtBot, opened: Window) -> None:
    form, row = _pledge(opened)
    assert row.hints.isHidden()
    _write(qtbot, row, VAGUE)
    assert "By when?" in row.hints.said() and "Who leads?" in row.hints.said()
    assert row.hints.isVisibleTo(form)
    assert "By when?" in row.widget.editor().accessibleDescription()
    _write(qtbot, row, VAGUE + " The ministry trains 400 inspectors by the end of 2028.")
    assert row.hints.said() == "" and row.hints.isHidden()


def test_an_answer_in_another_field_takes_the_hint_away(qtbot: QtBot, opened: Window) -> None:
    form, row = _pledge(opened)
    _write(qtbot, row, VAGUE)
    lead = form.row("lead").widget
    lead.editor().setText("Ministry of Labour")  # type: ignore[attr-defined]
    lead.commit()
    assert "Who leads?" not in row.hints.said() and "By when?" in row.hints.said()


def test_a_hint_is_no_finding_and_blocks_nothing(qtbot: QtBot, opened: Window) -> None:
    _form, row = _pledge(opened)
    _write(qtbot, row, VAGUE + VAGUE + VAGUE)
    assert row.hints.said() and not row.widget.editor().property("state")
