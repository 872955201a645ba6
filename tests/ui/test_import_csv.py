"""The table of the SDG database is looked at before it comes in. Every figure in these tables is made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.operations.tables.table import read_table
from desktop.ui.dialogs.import_csv import ImportCsvDialog, open_values
from desktop.ui.pages.indicators import IndicatorsPage
from desktop.ui.places import Place
from desktop.ui.window import Window

MADE_UP = "Indicator,GeoAreaCode,GeoAreaName,TimePeriod,Value,[Sex],[Education level],Extra\n"
KENYA = (
    "8.5.2,404,Kenya,2019,5.1,BOTHSEX,_T,x\n8.5.2,404,Kenya,2019,6.2,FEMALE,_T,x\n8.5.2,404,Kenya,2020,..,MALE,_T,x\n"
)


def shown(opened: Window, qtbot: QtBot, text: str, said: list[str] | None = None) -> ImportCsvDialog:
    assert opened.session is not None
    path = opened.session.path.parent / "export.csv"
    path.write_text(text, encoding="utf-8")
    dialog = ImportCsvDialog(
        opened.session, path, read_table(path.read_bytes()), (said if said is not None else []).append, opened
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(dialog: ImportCsvDialog, place: int, role: str) -> None:
    combo = dialog.roles[place]
    assert combo.findData(role) >= 0
    combo.setCurrentIndex(combo.findData(role))


def test_what_would_be_imported_is_said_while_columns_are_chosen(opened: Window, qtbot: QtBot) -> None:
    dialog = shown(opened, qtbot, MADE_UP + KENYA)
    roles = ["indicator", "country_code", "country", "year", "value", "by:sex", "by:Education level", ""]
    assert [each.currentData() for each in dialog.roles] == roles
    assert dialog.preview.item(1, 4).text() == "5.1"
    assert "2 values are ready to be imported." in dialog.sentence.text()
    assert "1 row is left out." in dialog.sentence.text()
    assert "Line 4" in dialog.details.toPlainText() and dialog.details.isVisible()
    choose(dialog, 4, "")
    assert "1 thing is not clear" in dialog.sentence.text()
    assert not dialog.import_button.isEnabled()
    choose(dialog, 4, "value")
    choose(dialog, 7, "source")
    assert dialog.import_button.isEnabled()
    assert dialog.plan.entries[0].answers["source"] == "x"
    dialog.close()


def test_the_values_come_in_and_undo_takes_them_back(opened: Window, qtbot: QtBot) -> None:
    session = opened.session
    assert session is not None
    said: list[str] = []
    dialog = shown(opened, qtbot, MADE_UP + KENYA, said)
    with qtbot.waitSignal(session.changed, timeout=10_000):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert said == ["2 values were imported."]
    assert [each.text("value") for each in session.submission.of_kind("value")] == ["5.1", "6.2"]
    session.undo()
    assert session.submission.of_kind("value") == []


def test_cancel_imports_nothing(opened: Window, qtbot: QtBot) -> None:
    assert opened.session is not None
    dialog = shown(opened, qtbot, MADE_UP + KENYA)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert opened.session.submission.of_kind("value") == []


def test_the_country_and_the_decimal_sign_are_asked_for_when_they_are_unclear(opened: Window, qtbot: QtBot) -> None:
    rows = '8.5.2,,Land A,2019,"1,234",,,\n8.5.2,,Land B,2019,7,,,\n'
    dialog = shown(opened, qtbot, MADE_UP + rows)
    assert dialog.area.isVisible() and not dialog.decimal.isVisible()
    dialog.area.setCurrentIndex(dialog.area.findData("Land A"))
    assert dialog.decimal.isVisible()
    assert "Line 2" in dialog.details.toPlainText()
    dialog.decimal.setCurrentIndex(dialog.decimal.findData(","))
    assert dialog.import_button.isEnabled()
    assert [each.answers["value"] for each in dialog.plan.entries] == ["1.234"]
    dialog.close()


def test_a_wrong_table_is_shown_and_not_imported(opened: Window, qtbot: QtBot) -> None:
    dialog = shown(opened, qtbot, MADE_UP)
    assert not dialog.import_button.isEnabled()
    assert "no rows below it" in dialog.details.toPlainText()
    dialog.close()


def test_a_file_that_is_no_table_is_told(opened: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert opened.session is not None
    told: list[str] = []
    monkeypatch.setattr(
        "desktop.ui.dialogs.import_csv.tell_problem", lambda _parent, _heading, problem: told.append(str(problem))
    )
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    assert open_values(opened, opened.session, tmp_path / "picture.csv", told.append) is None
    assert told == ["The file is not a text. Choose the CSV file of the export."]


def test_the_page_offers_it(opened: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert opened.workplace is not None
    (tmp_path / "export.csv").write_text(MADE_UP + KENYA, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(tmp_path / "export.csv"), ""))
    opened.workplace.go(Place("indicators", "8.5.2"))
    page = opened.workplace.page
    assert isinstance(page, IndicatorsPage)
    qtbot.mouseClick(page.values.import_button, Qt.MouseButton.LeftButton)
    assert page.dialog is not None
    with qtbot.waitSignal(page.session.changed, timeout=10_000):
        page.dialog.bring()
    qtbot.waitUntil(lambda: not page.dialog.isVisible())
    assert [each.text("value") for each in page.values.entries()] == ["5.1", "6.2"]
