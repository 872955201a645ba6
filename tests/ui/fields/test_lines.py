"""A line that is typed into: what is typed or pasted becomes its answer when the field is left, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.fields import FieldWidget
from desktop.ui.fields.choices import ComboField
from desktop.ui.fields.pickers import PickField
from desktop.ui.fields.texts import LineField, LongTextField
from desktop.ui.parts.finder import Finder
from tests.ui.fields.hands import heard, leave, leave_to, paste

Show = Callable[..., FieldWidget]


def test_lines_that_are_pasted_into_a_title_are_joined(qtbot: QtBot, field: Show) -> None:
    title = field("pledge.title")
    assert isinstance(title, LineField)
    values = heard(title)
    title.line.setFocus()
    paste("Strengthening the civil\r\n•\tregistry \n\n of births")
    qtbot.keyClick(title.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert title.line.text() == "Strengthening the civil registry of births"
    qtbot.keyClick(title.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert title.line.text() == ""
    title.line.insert("Two\nlines")  # as the middle button of the mouse brings them
    assert title.line.text() == "Two lines"
    title.commit()
    assert values == ["Two lines"]


def test_what_is_pasted_into_a_long_text_keeps_its_paragraphs(qtbot: QtBot, field: Show) -> None:
    description = field("pledge.description")
    assert isinstance(description, LongTextField)
    description.box.setFocus()
    paste("Who: the min\u00adistry\r\n\r\n•\tWhat: a register\r\n")
    qtbot.keyClick(description.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert description.value() == "Who: the ministry\n\n- What: a register"


def test_the_example_in_an_empty_line_is_never_cut(field: Show) -> None:
    start = field("pledge.start")
    assert isinstance(start, LineField)
    assert start.line.placeholderText() == "for example 2 March 2026"
    for wide in (200, 150, 110, 70):
        start.resize(wide, 80)
        QApplication.processEvents()
        example = start.line.placeholderText()
        assert start.line.fontMetrics().horizontalAdvance(example) <= start.line.width() - 16
    assert example == ""


def test_the_line_in_a_list_has_a_name_too(field: Show) -> None:
    kind = field("pledge.entity_kind")
    assert isinstance(kind, ComboField)
    kind.name("Pledging entity", "")
    assert kind.combo.line.accessibleName() == "Pledging entity" == kind.combo.accessibleName()
    objectives = field("pledge.objectives")
    assert isinstance(objectives, PickField)
    objectives.name("The three main objectives", "")
    assert objectives.combo.line.accessibleName() == "The three main objectives"


def test_a_line_is_handed_on_once_when_it_is_left(qtbot: QtBot, field: Show) -> None:
    title = field("pledge.title")
    assert isinstance(title, LineField)
    values = heard(title)
    title.line.setFocus()
    qtbot.keyClicks(title.line, "  A registrar in every county ")
    assert values == []
    leave(title)
    title.line.setFocus()
    leave(title)
    assert values == ["A registrar in every county"]


def test_enter_hands_on_as_well(qtbot: QtBot, field: Show) -> None:
    title = field("pledge.title")
    values = heard(title)
    qtbot.keyClicks(title.editor(), "A title")
    qtbot.keyClick(title.editor(), Qt.Key.Key_Return)
    assert values == ["A title"]


@pytest.mark.parametrize("name", ["pledge.title", "pledge.entity_kind", "pledge.objectives", "pledge.language"])
def test_the_stay_in_a_field_goes_on_after_enter(qtbot: QtBot, field: Show, name: str) -> None:
    widget = field(name)
    editor = widget.editor()
    line = editor.line if isinstance(editor, Finder) else editor
    line.setFocus()
    qtbot.keyClicks(line, "qz")
    stay = widget.stay
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stay and widget.stay == stay and not widget.is_typed
    qtbot.keyClicks(line, "x")
    assert widget.stay == stay and widget.is_typed, "else it would be another step of undo"


@pytest.mark.parametrize("name", ["pledge.title", "pledge.entity_kind", "pledge.language"])
@pytest.mark.parametrize("pause", [FieldWidget.enter, FieldWidget.commit], ids=["Enter", "another window"])
def test_whoever_pauses_behind_a_space_types_on_there(
    qtbot: QtBot, field: Show, name: str, pause: Callable[[FieldWidget], None]
) -> None:
    widget = field(name)
    editor = widget.editor()
    line = editor.line if isinstance(editor, Finder) else editor
    line.setFocus()
    qtbot.keyClicks(line, "Office of ")
    pause(widget)
    qtbot.keyClicks(line, "quality")
    assert line.text() == "Office of quality"


def test_a_name_longer_than_its_line_is_seen_from_its_beginning_when_it_is_left(qtbot: QtBot, field: Show) -> None:
    lead = field("pledge.lead")
    assert isinstance(lead, LineField)
    lead.line.setFocus()
    qtbot.keyClicks(lead.line, "A ministry of " * 40)
    lead.commit()
    assert lead.line.cursorPosition() == len(lead.line.text()), "whoever is still there types on"
    qtbot.keyClicks(lead.line, "s")
    leave_to(qtbot, lead)
    assert lead.line.cursorPosition() == 0


def test_emptying_a_line_takes_the_answer_back(qtbot: QtBot, field: Show) -> None:
    title = field("pledge.title")
    assert isinstance(title, LineField)
    title.set_value("A title")
    values = heard(title)
    title.line.setFocus()
    title.line.clear()
    leave(title)
    assert values == [None]


def test_a_line_break_that_a_line_cannot_show_is_not_lost_by_looking_at_it(field: Show) -> None:
    title = field("pledge.title")
    title.set_value("One\nTwo")
    values = heard(title)
    title.editor().setFocus()
    leave(title)
    title.commit()
    assert values == []


@pytest.mark.parametrize("typed", ["2026", "2026-03", "2026-03-02"])
def test_a_date_is_kept_as_exactly_as_it_is_known(qtbot: QtBot, field: Show, typed: str) -> None:
    start = field("pledge.start")
    qtbot.keyClicks(start.editor(), typed)
    assert start.value() == typed
    assert start.problem() == ""


def test_what_is_no_date_stays_on_the_screen_with_a_sentence(qtbot: QtBot, field: Show) -> None:
    start = field("pledge.start")
    assert isinstance(start, LineField)
    start.set_value("2025")
    values = heard(start)
    start.line.selectAll()
    qtbot.keyClicks(start.line, "2026-02-30")
    leave(start)
    start.commit()
    assert values == [None], "the old date no longer stands on the screen"
    assert start.typed() == "2026-02-30"
    assert start.line.text() == "2026-02-30"
    assert "2026-02-30" in start.problem()
    start.set_value(None, "2026-02-30")
    assert start.line.text() == "2026-02-30"
    assert "2026-02-30" in start.problem()
    assert not start.unwritten()


def test_a_number_may_have_a_comma_and_keeps_its_digits(qtbot: QtBot, field: Show) -> None:
    value = field("value.value")
    values = heard(value)
    qtbot.keyClicks(value.editor(), "12,50")
    value.commit()
    assert values == ["12.50"]


def test_a_year_is_a_whole_number(qtbot: QtBot, field: Show) -> None:
    year = field("value.year")
    assert isinstance(year, LineField)
    year.line.insert("٢٠٢٦")  # as an Arabic keyboard writes it
    assert year.value() == 2026
