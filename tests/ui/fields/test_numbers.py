"""Numbers stand in their line as the language of the screen writes them, and are read in both ways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import set_language
from desktop.ui.fields import FieldWidget


@pytest.mark.parametrize(
    ("language", "expected"), [("fr", "2,4"), ("es", "2,4"), ("ru", "2,4"), ("en", "2.4"), ("zh", "2.4")]
)
@pytest.mark.parametrize("typed", ["2,4", "2.4"])
def test_a_number_stands_as_the_language_writes_it_whichever_sign_was_typed(
    field: Callable[..., FieldWidget], qtbot: QtBot, language: str, expected: str, typed: str
) -> None:
    set_language(language)
    widget = field(FormField(key="figure", label="Figure", type="number"))
    line = widget.editor()
    assert isinstance(line, QLineEdit)
    line.setFocus()
    qtbot.keyClicks(line, typed)
    widget.commit()
    assert widget.value() == "2.4"
    assert line.text() == expected
    widget.set_value("1234.5")
    assert line.text() == f"1234{expected[1]}5"
    line.end(False)
    qtbot.keyClicks(line, "6")
    widget.commit()
    assert widget.value() == "1234.56"
