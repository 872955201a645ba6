"""Whatever the type of a field: what changes in it is handed on, it has a name, and what it answers is its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.record.entry import Value
from desktop.ui.fields import FieldWidget, FormContext
from desktop.ui.fields.choices import ComboField, SideBySide
from desktop.ui.layout import button
from desktop.ui.navigation import Place
from desktop.ui.window import Window
from tests.ui.fields.hands import heard, leave

Show = Callable[..., FieldWidget]


@pytest.mark.parametrize(
    ("key", "was", "change", "now"),
    [
        ("pledge.title", "A register", lambda it: it.line.setText("A law"), "A law"),
        ("pledge.title", "A register", lambda it: it.line.clear(), None),
        ("pledge.description", "One", lambda it: it.box.setPlainText("Two"), "Two"),
        ("pledge.description", "One", lambda it: it.box.clear(), None),
        ("pledge.start", "2026", lambda it: it.line.setText("2 March 2027"), "2027-03-02"),
        ("value.year", 2020, lambda it: it.line.setText("2021"), 2021),
        ("submission.country", "MA", lambda it: it.combo.line.setText("Kenya"), "KE"),
        ("submission.country", "MA", lambda it: it.combo.clearEditText(), None),
        ("pledge.principles", [1], lambda it: it.boxes[1][1].setChecked(True), [1, 2]),
        ("pledge.objectives", [13], lambda it: it.combo.line.setText("20"), [13, 20]),
        ("pledge.objectives", [13, 20], lambda it: it.chips()[0].take_away.click(), [20]),
        ("gap.severity", "low", lambda it: it.buttons[-1][1].click(), "critical"),
        ("pledge.partners", [{"name": "A"}], lambda it: it.cells[0]["name"].line.setText("B"), [{"name": "B"}]),
        ("pledge.partners", [{"name": "A"}], lambda it: it.remove_buttons[0].click(), None),
        ("evidence.file", "a" * 64, lambda it: it.take_away(), None),
    ],
)
def test_whatever_changes_what_is_shown_is_handed_on_and_what_was_only_shown_is_not(
    field: Show, key: str, was: Value, change: Callable[[Any], object], now: Value | None
) -> None:
    widget = field(key)
    values = heard(widget)
    for _turn in range(2):  # once more for an entry that says the same
        widget.set_value(was)
        widget.commit()
        assert widget.is_as_set() and not widget.unwritten() and widget.value() == was and not values
        change(widget)
        widget.commit()
        assert values == [now] and widget.value() == now and widget.is_as_set()
        values.clear()


@pytest.mark.parametrize(
    ("key", "typed", "now"), [("submission.country", "Kenya", "KE"), ("pledge.objectives", "20", [20])]
)
def test_what_was_refused_and_is_a_choice_by_now_is_handed_on_when_it_is_left(
    field: Show, key: str, typed: str, now: Value
) -> None:
    widget = field(key)  # it was typed where choices have other names
    values = heard(widget)
    widget.set_value(None, typed)
    widget.commit()
    assert values == [now] and widget.typed() is None


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("value.indicator", "١٠.٧.١", "10.7.1"),
        ("value.indicator", "۱۰.۷.۱", "10.7.1"),
        ("value.indicator", "local-1", "local-1"),
        ("practice.country", "cote d'ivoire", "CI"),
    ],
)
def test_a_choice_is_known_in_other_letters_and_digits(
    qtbot: QtBot, field: Show, key: str, typed: str, meant: str
) -> None:
    combo = field(key)
    assert isinstance(combo, ComboField)
    values = heard(combo)
    combo.editor().setFocus()
    combo.combo.line.insert(typed)
    combo.combo.completer().popup().hide()
    leave(combo)
    assert values[-1] == meant
    assert combo.problem() == ""


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, shown: Callable[[QWidget], QWidget]) -> None:
    pressed = []
    beside = button("Add", lambda: pressed.append(True))
    shown(beside)
    beside.setFocus()
    qtbot.keyClick(beside, Qt.Key.Key_Return)
    assert pressed


def test_a_rating_that_a_second_press_took_away_is_said_to_and_brought_back_as_it_was(
    opened: Window, qtbot: QtBot
) -> None:
    session = opened.workplace.session
    session.speak_as("Amina")
    assert session.answer(session.submission.bound("assessment", "7"), "rating", "partial")
    session.speak_as("Rose")
    revisions = [each.id for each in session.file.history()]
    rating = session.submission.bound("assessment", "7")
    opened.workplace.go(Place("objective", "7", rating.id, "rating"))
    field = next(each for each in opened.workplace.page.findChildren(SideBySide) if each.isVisible())
    assert not field.undo.isVisible()
    qtbot.mouseClick(dict(field.buttons)["partial"], Qt.MouseButton.LeftButton)
    assert "rating" not in session.submission.bound("assessment", "7").answers
    assert field.undo.isVisible()
    assert field.undo.accessibleName() == "Undo: “Partly achieved” is no longer chosen."
    assert field._taken_words.text() in field.undo.accessibleName()
    field.undo.setFocus()
    qtbot.keyClick(field.undo, Qt.Key.Key_Return)
    answer = session.submission.bound("assessment", "7").answers["rating"]
    assert (answer.value, answer.by) == ("partial", "Amina")
    assert [each.id for each in session.file.history()] == revisions, "nothing happened"
    assert not field.undo.isVisible()
    assert dict(field.buttons)["partial"].isChecked()
    qtbot.keyClick(dict(field.buttons)["partial"], Qt.Key.Key_Space)
    opened.workplace.go(Place("objective", "8"))
    opened.workplace.go(Place("objective", "7"))
    assert not field.undo.isVisible(), "it is told while somebody is there"


def test_what_stands_below_a_rating_stays_where_it_is_when_one_is_chosen(qtbot: QtBot, field: Show) -> None:
    rating = field("assessment.rating")
    assert isinstance(rating, SideBySide)
    before = rating.sizeHint().height()
    QTest.mouseClick(rating.buttons[2][1], Qt.MouseButton.LeftButton)
    assert rating._help.isVisible()
    assert rating.sizeHint().height() == before


def test_the_arrows_tell_what_a_choice_means_and_that_it_is_not_chosen(qtbot: QtBot, field: Show) -> None:
    """The words below looked as if the step were chosen that only had the keyboard."""
    rating = field("assessment.rating")
    assert isinstance(rating, SideBySide)
    helps = [help_text for _key, _label, help_text in rating.items()]
    buttons = [button for _key, button in rating.buttons]
    buttons[0].setFocus()
    assert rating._help.text() == f"Not chosen: {helps[0]}"
    qtbot.keyClick(buttons[0], Qt.Key.Key_Right)
    assert rating._help.text() == f"Not chosen: {helps[1]}" and rating.value() is None
    qtbot.keyClick(buttons[1], Qt.Key.Key_Space)
    assert rating._help.text() == helps[1] and rating.value() == "early"
    qtbot.keyClick(buttons[1], Qt.Key.Key_Right)
    assert rating._help.text() == f"Not chosen: {helps[2]}"
    buttons[2].clearFocus()
    assert rating._help.text() == helps[1]


def test_every_field_has_a_name_for_screen_readers(shown: Callable[[QWidget], QWidget], catalogue: Catalogue) -> None:
    from desktop.ui.form import FormView

    for kind in catalogue.kinds.values():
        form = FormView(kind, FormContext(catalogue))
        shown(form)
        for definition in kind.fields:
            editor = form.field(definition.key).editor()
            assert definition.label in editor.accessibleName(), definition.key
            if definition.help:
                assert definition.help in editor.accessibleDescription(), definition.key
