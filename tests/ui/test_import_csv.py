"""The table of the SDG database is looked at before it comes in. Every figure in these tables is made up."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.operations.tables.table import read_table
from desktop.ui.dialogs.import_csv import ImportCsvDialog, open_values
from desktop.ui.layout import CalmCombo
from desktop.ui.navigation import Place
from desktop.ui.pages.indicators import IndicatorsPage
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
    assert "1 point is not clear" in dialog.sentence.text()
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
    assert told == ["The file is not a text file. Choose the exported CSV file."]


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


def written(opened: Window, qtbot: QtBot, content: bytes, name: str = "table.csv") -> ImportCsvDialog:
    """Open a file as the window does."""
    assert opened.session is not None
    path = opened.session.path.parent / name
    path.write_bytes(content)
    dialog = open_values(opened, opened.session, path, lambda _text: None)
    assert dialog is not None
    qtbot.addWidget(dialog)
    return dialog


def pick(combo: CalmCombo, key: str) -> None:
    assert combo.findData(key) >= 0
    combo.setCurrentIndex(combo.findData(key))


def brought(opened: Window, qtbot: QtBot, dialog: ImportCsvDialog) -> list[tuple[str, str, str]]:
    session = opened.session
    assert session is not None
    with qtbot.waitSignal(session.changed, timeout=10_000):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    return [
        (each.text("indicator"), each.text("year"), each.text("category"))
        for each in session.submission.of_kind("value")
    ]


def test_only_what_is_needed_is_asked(opened: Window, qtbot: QtBot) -> None:
    dialog = written(opened, qtbot, (MADE_UP + KENYA).encode())
    for combo in (dialog.sheet, dialog.encoding, dialog.indicator, dialog.calendar, dialog.area, dialog.decimal):
        assert not combo.isVisible()
    dialog.close()


def test_a_column_that_is_not_clear_stops_the_import_until_somebody_says(opened: Window, qtbot: QtBot) -> None:
    dialog = written(opened, qtbot, b"Indicator,Year,Kind,Form,Value\n8.5.2,2020,1,Labour,3.4\n8.5.2,2020,2,Other,4\n")
    assert [each.currentData() for each in dialog.roles] == ["indicator", "year", "?", "by:Form", "value"]
    assert dialog.roles[2].currentText() == "Choose what this column contains"
    assert not dialog.import_button.isEnabled()
    assert "The column “Kind” is not known" in dialog.details.toPlainText()
    pick(dialog.roles[2], "by:Kind")
    assert dialog.import_button.isEnabled() and "Form, Kind" in dialog.understood.text().replace(
        "Kind, Form", "Form, Kind"
    )
    assert brought(opened, qtbot, dialog) == [("8.5.2", "2020", "1, Labour"), ("8.5.2", "2020", "2, Other")]


def test_the_indicator_is_asked_for_once(opened: Window, qtbot: QtBot) -> None:
    dialog = written(opened, qtbot, b"Year,Units,Value\n2020,%,4.1\n")
    assert dialog.indicator.isVisible() and not dialog.import_button.isEnabled()
    pick(dialog.indicator, "17.3.2")
    assert brought(opened, qtbot, dialog) == [("17.3.2", "2020", "")]


def test_the_name_of_the_file_says_the_indicator(opened: Window, qtbot: QtBot) -> None:
    dialog = written(opened, qtbot, b"Year,Units,Value\n2020,%,4.1\n", "indicator_17-3-2.csv")
    assert dialog.indicator.currentData() == "17.3.2" and dialog.import_button.isEnabled()
    assert brought(opened, qtbot, dialog) == [("17.3.2", "2020", "")]


def test_the_letters_are_chosen_by_what_they_say(opened: Window, qtbot: QtBot) -> None:
    dialog = written(
        opened, qtbot, "Indicator;Year;Value;Kind\n8.5.2;2020;5;Řízení\n8.5.2;2020;6;Říčany\n".encode("cp1250")
    )
    assert dialog.encoding.isVisible() and not dialog.import_button.isEnabled()
    assert any("Řízení" in dialog.encoding.itemText(place) for place in range(dialog.encoding.count()))
    pick(dialog.encoding, "cp1250")
    assert dialog.preview.item(1, 3).text() == "Řízení"
    assert brought(opened, qtbot, dialog) == [("8.5.2", "2020", "Řízení"), ("8.5.2", "2020", "Říčany")]


def test_letters_that_are_beyond_doubt_are_shown_and_can_be_changed(opened: Window, qtbot: QtBot) -> None:
    dialog = written(opened, qtbot, "Indicateur;Année;Valeur\n17.3.2;2021;5,6\n".encode("cp1252"))
    assert dialog.encoding.currentData() == "cp1252" and dialog.import_button.isEnabled()
    pick(dialog.encoding, "cp1251")
    assert not dialog.import_button.isEnabled()
    pick(dialog.encoding, "cp1252")
    assert dialog.import_button.isEnabled()
    dialog.close()


def test_a_sheet_is_chosen(opened: Window, qtbot: QtBot) -> None:
    book = Workbook()
    for name, value in (("A", 4), ("B", 5)):
        sheet = book.create_sheet(name)
        sheet.append(["Indicator", "Year", "Sex", "Value"])
        sheet.append(["8.5.2", 2020, "Women" if name == "B" else "Men", value])
    content = io.BytesIO()
    book.save(content)
    dialog = written(opened, qtbot, content.getvalue(), "book.xlsx")
    assert dialog.sheet.isVisible() and not dialog.import_button.isEnabled()
    pick(dialog.sheet, "B")
    assert dialog.preview.item(1, 3).text() == "5"
    assert brought(opened, qtbot, dialog) == [("8.5.2", "2020", "women")]


def test_years_of_another_calendar_are_converted_when_somebody_says_so(opened: Window, qtbot: QtBot) -> None:
    dialog = written(opened, qtbot, b"Indicator,Year,Value\n17.3.2,2567,1.1\n")
    assert dialog.calendar.isVisible() and not dialog.import_button.isEnabled()
    assert "Buddhist" in dialog.details.toPlainText()
    pick(dialog.calendar, "buddhist")
    assert brought(opened, qtbot, dialog) == [("17.3.2", "2024", "")]


def test_values_that_cannot_be_are_named_before_they_come_in(opened: Window, qtbot: QtBot) -> None:
    dialog = written(opened, qtbot, b"Indicator,Year,Value\n16.9.1,2019,120\n")
    assert "1 value is probably wrong" in dialog.sentence.text()
    assert "120 is more than 100" in dialog.details.toPlainText()
    assert dialog.import_button.isEnabled()
    dialog.close()


def test_what_empty_cells_a_unit_and_a_series_mean_is_asked_where_it_matters(opened: Window, qtbot: QtBot) -> None:
    stacked = "Indicator,Year,Sex,Value\n8.5.2,2020,Total,5\n8.5.2,2020,Women,6\n8.5.2,2021,,7\n"
    dialog = written(opened, qtbot, stacked.encode())
    assert dialog.empty.isVisible() and not dialog.unit.isVisible() and not dialog.series.isVisible()
    pick(dialog.empty, "above")
    assert dialog.import_button.isEnabled() and dialog.plan.entries[2].answers["category"] == "women"
    dialog.close()
    dialog = written(opened, qtbot, b"Indicator,Year,Value\n10.7.4,2020,0.2\n")
    assert dialog.unit.isVisible() and not dialog.import_button.isEnabled()
    pick(dialog.unit, "Per 100,000 population")
    assert dialog.import_button.isEnabled() and dialog.plan.entries[0].answers["unit"] == "Per 100,000 population"
    dialog.close()
    dialog = written(opened, qtbot, b"Year,Series,Value\n2020,Victims,12\n2020,Rate,1.5\n", "16-2-2.csv")
    assert dialog.series.isVisible() and len(dialog.plan.entries) == 2
    pick(dialog.series, "Rate")
    assert [each.answers["value"] for each in dialog.plan.entries] == ["1.5"] and dialog.series.isVisible()
    dialog.close()


def test_the_tab_key_comes_to_the_lists_above_the_columns_where_they_stand(opened: Window, qtbot: QtBot) -> None:
    dialog = shown(opened, qtbot, MADE_UP + KENYA)
    dialog._read_again()
    came: list[QWidget] = []
    stop: QWidget = dialog.encoding
    while stop is not dialog.import_button:
        stop = stop.nextInFocusChain()
        came.append(stop)
    assert [each for each in came if each in dialog.roles] == dialog.roles
    assert came.index(dialog.preview) < came.index(dialog.roles[0])


def test_a_new_value_is_opened_at_its_year_and_the_keyboard_comes_back(opened: Window, qtbot: QtBot) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("indicators", "8.5.2"))
    page = opened.workplace.page
    assert isinstance(page, IndicatorsPage)
    page.values.add_button.setFocus()
    page.values.add()
    dialog = page.values.dialog
    qtbot.waitUntil(lambda: dialog.form.place_of_focus()[1] == "year")
    dialog.accept()
    qtbot.waitUntil(lambda: opened.focusWidget() is page.values.add_button)
