"""Rows of cells, each a field of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.fields import FieldWidget
from desktop.ui.fields.rows import RowsField
from tests.ui.fields.hands import heard

Show = Callable[..., FieldWidget]


def test_partners_are_added_filled_and_taken_away(qtbot: QtBot, field: Show) -> None:
    partners = field("pledge.partners")
    assert isinstance(partners, RowsField)
    values = heard(partners)
    qtbot.mouseClick(partners.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(partners.cells[0]["name"].editor(), "Ministry A")
    partners.cells[0]["name"].editor().clearFocus()
    assert values == [[{"name": "Ministry A"}]]
    qtbot.mouseClick(partners.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(partners.cells[1]["name"].editor(), "Ministry B")
    partners.commit()
    assert values[-1] == [{"name": "Ministry A"}, {"name": "Ministry B"}]
    qtbot.mouseClick(partners.remove_buttons[0], Qt.MouseButton.LeftButton)
    assert values[-1] == [{"name": "Ministry B"}]


def test_an_empty_row_is_nothing(qtbot: QtBot, field: Show) -> None:
    partners = field("pledge.partners")
    assert isinstance(partners, RowsField)
    values = heard(partners)
    qtbot.mouseClick(partners.add_button, Qt.MouseButton.LeftButton)
    partners.commit()
    assert values == []


def test_a_row_keeps_what_the_form_has_no_column_for(qtbot: QtBot, field: Show) -> None:
    partners = field("pledge.partners")
    assert isinstance(partners, RowsField)
    values = heard(partners)
    partners.set_value([{"name": "Ministry A", "of_an_older_cycle": "kept"}])
    partners.commit()
    assert values == []
    partners.cells[0]["name"].editor().setFocus()
    qtbot.keyClicks(partners.cells[0]["name"].editor(), " and B")
    partners.commit()
    (row,) = values[0]  # type: ignore[misc]
    assert row["of_an_older_cycle"] == "kept"


def test_the_rows_of_another_entry_come_in_the_widgets_that_are_there(qtbot: QtBot, field: Show) -> None:
    partners = field("pledge.partners")
    assert isinstance(partners, RowsField)
    values = heard(partners)
    two = [{"name": "Ministry A", "of_an_older_cycle": "kept"}, {"name": "Ministry B"}]
    partners.set_value(two)
    (first, second) = (row["name"] for row in partners.cells)
    three = [{"name": "Ministry C"}, {"name": "Ministry D"}, {"name": "Ministry E"}]
    for rows in ([{"name": "Ministry C"}], None, three, two):
        partners.set_value(rows)
        assert partners.value() == rows
        assert [row["name"].isVisible() for row in partners.cells] == [True] * len(rows or [])
        assert len(partners.remove_buttons) == len(partners.cells)
        assert first.isVisible() == bool(rows)
        assert second.isVisible() == (len(rows or []) > 1)
    assert [row["name"] for row in partners.cells] == [first, second]
    partners.commit()
    assert not partners.stay
    assert values == []
    # The Tab key goes along what is seen, and then to the button below it.
    first.editor().setFocus()
    for _press in range(20):
        if partners.add_button.hasFocus():
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)  # type: ignore[arg-type]  # something has it
        assert QApplication.focusWidget().isVisible()  # type: ignore[union-attr]
    assert partners.add_button.hasFocus()


def test_a_cell_with_the_keyboard_goes_with_its_row(qtbot: QtBot, field: Show) -> None:
    partners = field("pledge.partners")
    assert isinstance(partners, RowsField)
    partners.set_value([{"name": "Ministry A"}])
    typed_in = partners.cells[0]["name"].editor()
    typed_in.setFocus()
    partners.set_value([{"name": "Ministry B"}])
    assert partners.cells[0]["name"].editor() is not typed_in
    assert not typed_in.hasFocus()
    assert partners.value() == [{"name": "Ministry B"}]


def test_enter_in_a_cell_has_its_rows_judged_too(qtbot: QtBot, field: Show) -> None:
    """Else what is wrong is marked in the cell, and nowhere said."""
    partners = field("pledge.partners")
    assert isinstance(partners, RowsField)
    partners.add()
    email = partners.cells[0]["email"].editor()
    email.setFocus()
    qtbot.keyClicks(email, "nobody")
    stay = partners.stay
    assert stay and partners.is_typed
    qtbot.keyClick(email, Qt.Key.Key_Return)
    assert not partners.is_typed and partners.typed() is None and partners.value() == [{"email": "nobody"}]
    qtbot.keyClicks(email, ".")
    assert partners.is_typed and partners.stay == stay, "it is one step of undo"


def test_a_screen_reader_hears_of_a_cell_only_what_is_new(
    qtbot: QtBot, field: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    partners = field("pledge.partners")
    assert isinstance(partners, RowsField)
    partners.set_value([{"name": "Ministry A"}, {"name": "Ministry B", "email": "nobody"}])
    told: list[str] = []
    for row in partners.cells:
        for key, cell in row.items():
            monkeypatch.setattr(cell, "name", lambda _label, _help, key=key: told.append(key))
    partners.show_state("")
    assert told == []
    partners.cells[1]["email"].set_value(None)
    partners.show_state("")
    assert told == ["email"]
