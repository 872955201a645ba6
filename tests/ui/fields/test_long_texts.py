"""Paragraphs in a box that grows, counts, and begins at the side of their script."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.fields import FieldWidget
from desktop.ui.fields.texts import LongTextField
from tests.ui.fields.hands import heard, leave

Show = Callable[..., FieldWidget]


def test_the_count_says_in_words_when_a_text_is_too_short_or_too_long(qtbot: QtBot, field: Show) -> None:
    description = field("pledge.description")
    assert isinstance(description, LongTextField)
    description.set_value("x" * 299)
    assert "Too short" in description.counter.text()
    description.set_value("x" * 300)
    assert "too" not in description.counter.text()
    assert "300" in description.counter.text()
    description.set_value("x" * 3_001)
    assert "3,001" in description.counter.text()
    assert "Too long" in description.counter.text()


def test_the_count_blocks_no_more_than_the_check_does(field: Show) -> None:
    description = field("pledge.description")
    assert isinstance(description, LongTextField)
    said = description.counter.findChildren(QLabel)
    description.set_value("Too short")
    assert "blocks" in [each.property("state") for each in said]
    description.set_value("为移民工人设立登记处。")
    assert "may be too short for the online form" in description.counter.text()
    assert "blocks" not in [each.property("state") for each in said]


def test_forty_thousand_characters_can_be_pasted(qtbot: QtBot, field: Show) -> None:
    description = field("pledge.description")
    assert isinstance(description, LongTextField)
    values = heard(description)
    description.box.setFocus()
    QApplication.clipboard().setText("migrants " * 4_444)
    description.box.paste()
    leave(description)
    assert values == [("migrants " * 4_444).strip()]


def test_the_box_grows_with_its_text_up_to_a_height(qtbot: QtBot, field: Show) -> None:
    results = field("practice.results")
    assert isinstance(results, LongTextField)
    small = results.box.height()
    results.set_value("line\n" * 8)
    large = results.box.height()
    results.set_value("line\n" * 800)
    assert small < large < results.box.height() < 600


def test_paragraphs_begin_at_the_side_of_their_script(qtbot: QtBot, field: Show) -> None:
    results = field("practice.results")
    assert isinstance(results, LongTextField)
    middle = results.box.viewport().width() / 2
    values = heard(results)

    def begins() -> float:
        return results.box.document().firstBlock().layout().lineAt(0).naturalTextRect().left()

    assert begins() < middle
    results.set_value("يسجل كل مولود")
    assert begins() > middle
    results.set_value("2024: every child")
    assert begins() < middle
    leave(results)
    assert values == []


def test_tab_goes_on_to_the_next_field(qtbot: QtBot, field: Show) -> None:
    results = field("practice.results")
    values = heard(results)
    results.editor().setFocus()
    qtbot.keyClicks(results.editor(), "Shorter queues")
    qtbot.keyClick(results.editor(), Qt.Key.Key_Tab)
    results.commit()
    assert values == ["Shorter queues"]


def test_spaces_that_do_not_break_survive_an_edit(qtbot: QtBot, field: Show) -> None:
    results = field("practice.results")
    assert isinstance(results, LongTextField)
    results.set_value("2\u00a0000 people\u2003each year")
    values = heard(results)
    results.editor().setFocus()
    leave(results)
    assert values == []
    cursor = results.box.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    cursor.insertText(".")
    results.commit()
    assert values == ["2\u00a0000 people\u2003each year."]
