"""What is picked from long lists, and shown as chips."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.ui.fields import FieldWidget, FormContext, make_field
from desktop.ui.fields.files import FileField
from desktop.ui.fields.pickers import PickField
from tests.ui.fields.hands import heard, pick

Show = Callable[..., FieldWidget]


def test_three_objectives_and_no_fourth(qtbot: QtBot, field: Show) -> None:
    objectives = field("pledge.objectives")
    assert isinstance(objectives, PickField)
    values = heard(objectives)
    for text in ("detention", "remittances", "trafficking"):
        pick(qtbot, objectives, text)
    assert values == [[13], [13, 20], [13, 20, 10]]
    assert objectives.combo.line.isReadOnly()
    assert [chip.take_away.accessibleName()[:11] for chip in objectives.chips()] == [
        "Remove: 13 ",
        "Remove: 20 ",
        "Remove: 10 ",
    ]
    qtbot.mouseClick(objectives.chips()[1].take_away, Qt.MouseButton.LeftButton)
    assert values[-1] == [13, 10]
    assert not objectives.combo.isHidden()


def test_chips_say_and_take_away_what_another_answer_has(qtbot: QtBot, field: Show) -> None:
    objectives = field("practice.objectives")
    assert isinstance(objectives, PickField)
    for numbers in ([13, 20], [10], [7, 8, 13]):
        objectives.set_value(numbers)
        chips = objectives.chips()
        assert [chip.take_away.accessibleName()[:11].split()[1] for chip in chips] == [str(each) for each in numbers]
        assert all(chip.isVisibleTo(objectives) for chip in chips)
    values = heard(objectives)
    qtbot.mouseClick(objectives.chips()[0].take_away, Qt.MouseButton.LeftButton)
    assert values == [[8, 13]]


def test_what_was_picked_is_not_proposed_again(qtbot: QtBot, field: Show) -> None:
    objectives = field("practice.objectives")
    assert isinstance(objectives, PickField)
    objectives.set_value([13])
    objectives.combo.fill()
    keys = [key for key, _label in objectives.combo.proposals.items]
    assert 13 not in keys
    assert len(keys) == 22


def test_showing_more_than_may_be_named_changes_nothing(field: Show) -> None:
    objectives = field("pledge.objectives")
    values = heard(objectives)
    objectives.set_value([1, 2, 3, 4])
    objectives.commit()
    assert values == []
    assert objectives.value() == [1, 2, 3, 4]


def test_a_pledge_is_linked_with_gaps_by_their_titles(qtbot: QtBot, field: Show, catalogue: Catalogue) -> None:
    gaps = {"id-1": "No registrar", "id-2": "No registrar", "id-3": "Paper only"}
    asked: list[object] = []

    def entries(kinds: object) -> list[tuple[str, str]]:
        asked.append(kinds)
        return list(gaps.items())

    context = FormContext(catalogue, entries=entries, title=lambda key: gaps.get(key, ""))
    links = field("pledge.gaps", context)
    assert isinstance(links, PickField)
    values = heard(links)
    pick(qtbot, links, "paper")
    assert values == [["id-3"]]
    assert asked[0] == ("gap",)
    # Two gaps of one title are told apart by where they stand.
    links.combo.fill()
    links.combo.activated.emit(1)
    assert values[-1] == ["id-3", "id-2"]


def test_the_line_of_the_next_entry_keeps_what_was_typed_there(qtbot: QtBot, field: Show) -> None:
    """What was typed whole is picked when an entry is left, and its line is emptied; by then it may be that of the next."""
    countries = field("pledge.implementation_countries")
    assert isinstance(countries, PickField)
    values = heard(countries)
    countries.combo.line.setFocus()
    qtbot.keyClicks(countries.combo.line, "Kenya")
    countries.commit()
    countries.let_go()
    countries.set_value(None, "Atlantis")
    QApplication.processEvents()
    assert (countries.combo.line.text(), countries.typed()) == ("Atlantis", "Atlantis")
    countries.commit()
    assert values == [["KE"]]


def test_what_is_typed_right_after_a_choice_stays(qtbot: QtBot, field: Show) -> None:
    countries = field("pledge.implementation_countries")
    assert isinstance(countries, PickField)
    countries.combo.line.setFocus()
    qtbot.keyClicks(countries.combo.line, "Kenya")
    countries.combo.proposed().hide()
    line = countries.combo.line
    # Both keys wait to be served, as on a computer that is slow.
    QTest.sendKeyEvent(QTest.KeyAction.Click, line, Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.NoModifier)
    QTest.sendKeyEvent(QTest.KeyAction.Click, line, Qt.Key.Key_F, "f", Qt.KeyboardModifier.NoModifier)
    QApplication.processEvents()
    assert [chip.key for chip in countries.chips()] == ["KE"]
    assert line.text() == "f"


def test_who_goes_on_choosing_when_no_more_can_be_chosen_takes_nothing_away(field: Show) -> None:
    objectives = field("pledge.objectives")
    assert isinstance(objectives, PickField)
    objectives.combo.setFocus()
    for number in ("4", "7", "9", "23"):
        QTest.keyClicks(objectives.combo.line, number)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert objectives.value() == [4, 7, 9]
    assert objectives.combo.line.hasFocus() and "23" not in objectives.combo.line.text()
    assert objectives.combo.line.placeholderText() == "", "it does not ask to choose what cannot be chosen"
    objectives.combo.line.clearFocus()
    assert objectives.combo.isHidden(), "a line in which nothing can be chosen is none to come back to"
    objectives.chips()[0].take_away.click()
    assert not objectives.combo.line.isReadOnly() and not objectives.combo.isHidden()
    assert objectives.combo.line.placeholderText().startswith("Choose")


def test_the_tab_key_comes_first_to_what_was_picked_where_the_field_came_into_the_window_later(
    shown: Callable[[QWidget], QWidget], catalogue: Catalogue, qtbot: QtBot
) -> None:
    field = make_field(catalogue.kind("pledge").field("objectives"), FormContext(catalogue))
    assert isinstance(field, PickField)
    field.set_value([7, 4])
    around = QWidget()
    before = QLineEdit(around)
    column = QVBoxLayout(around)
    for each in (before, field):
        column.addWidget(each)
    shown(around)
    field.set_value([9, 4])  # by the same two chips
    before.setFocus()
    for stop in (*[chip.take_away for chip in field.chips()], field.combo):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)  # type: ignore[arg-type]  # something has it
        assert QApplication.focusWidget() is stop


@pytest.mark.parametrize("key", ["pledge.objectives", "pledge.implementation_countries", "evidence.file"])
def test_the_tab_key_comes_to_all_that_a_field_holds_in_either_direction(
    key: str, shown: Callable[[QWidget], QWidget], catalogue: Catalogue, qtbot: QtBot
) -> None:
    kind, name = key.split(".")
    around = QWidget()
    before = QLineEdit(around)
    context = FormContext(catalogue, file_name=lambda _sha256: ("report.pdf", 5_000))
    field = make_field(catalogue.kind(kind).field(name), context, around)
    after = QLineEdit(around)
    column = QVBoxLayout(around)
    for each in (before, field, after):
        column.addWidget(each)
    shown(around)
    several = {"pledge.objectives": [[7, 4], [9], [4, 7]], "pledge.implementation_countries": [["KE", "UG"], ["TZ"]]}
    for value in (None, *several.get(key, ["a" * 64]), None, "closed"):
        if value != "closed":
            field.set_value(value)
        elif isinstance(field, FileField):
            field.set_value("a" * 64)
            field.let_change(False)
        held: list[QWidget] = [
            each
            for each in field.findChildren(QAbstractButton)
            if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        if isinstance(field, PickField):
            held = [*[chip.take_away for chip in field.chips()], field.combo]
        for begin, keys, met in ((before, Qt.Key.Key_Tab, held), (after, Qt.Key.Key_Backtab, held[::-1])):
            begin.setFocus()
            for stop in met:
                qtbot.keyClick(QApplication.focusWidget(), keys)  # type: ignore[arg-type]  # something has it
                assert QApplication.focusWidget() is stop, value
