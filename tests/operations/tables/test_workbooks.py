"""Workbooks are read as they are shown, and never unpacked to more than a table needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from desktop.operations.import_entries import CannotImport
from desktop.operations.tables import archive_parts, sheet_sizes, workbooks
from desktop.operations.tables.source_options import Opening
from desktop.operations.tables.table import read_table

Rows = list[list[Any]]


def workbook(sheets: dict[str, Rows], change: Callable[[Workbook], None] = lambda _book: None) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def open_document(rows: str) -> bytes:
    """Return a workbook of OpenDocument with these rows as XML."""
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return made.getvalue()


def text_cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def number_cell(value: str, sort: str = "float", repeated: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="{sort}" office:value="{value}" '
        f'table:number-columns-repeated="{repeated}"><text:p>{value}</text:p></table:table-cell>'
    )


HEADER = ["Indicator", "Year", "Sex", "Value"]


def test_numbers_dates_and_per_cent_are_what_the_cells_show(planned) -> None:  # type: ignore[no-untyped-def]
    def shown(book: Workbook) -> None:
        sheet = book["Data"]
        sheet["D2"].number_format = "0.0%"
        sheet["D3"].number_format = "0.00"
        sheet["D4"].number_format = '0.0"%"'

    rows = [
        HEADER,
        ["8.5.2", 2019, "Total", 0.045],
        ["8.5.2", 2020, "Total", 4.5],
        ["8.5.2", 2021, "Total", 4.5],
        ["8.5.2", 2022, "Total", 0.1 + 0.2],
        ["8.5.2", date(2023, 12, 31), "Total", 5],
        [date(2004, 7, 10), 2022, "Total", 5],
        ["8.5.2", "2023", "Women", "4,5"],
    ]
    plan = planned(workbook({"Data": rows}, shown))
    assert [(each.answers["year"], each.answers["value"]) for each in plan.entries] == [
        (2019, "4.5"),
        (2020, "4.50"),
        (2021, "4.5"),
        (2022, "0.3"),
        (2023, "4.5"),
    ]
    assert plan.left_out == [
        "Line 6 is left out: “2023-12-31” is a date, not a year.",
        (
            "Line 7 is left out: “2004-07-10” is a date that a spreadsheet has made from a code, perhaps from 10.7.4; write the "
            "code again."
        ),
    ]


def test_a_sheet_is_chosen_by_its_columns_or_asked_for(planned) -> None:  # type: ignore[no-untyped-def]
    notes = [["The submission", "A workbook"], ["Who made it", "An office"]]
    one = workbook({"Read me": notes, "Data": [HEADER, ["8.5.2", 2020, "Total", 4]]})
    assert read_table(one).raw.sheet == "Data"
    assert "The sheet “Data” is used." in planned(one).sentences()
    two = workbook({"A": [HEADER, ["8.5.2", 2020, "Total", 4]], "B": [HEADER, ["8.5.2", 2020, "Total", 5]]})
    assert planned(two).errors == ["More than one sheet of the workbook contains a table. Choose one: A, B."]
    assert [each.answers["value"] for each in planned(two, sheet="B").entries] == ["5"]
    with pytest.raises(CannotImport) as caught:
        planned(two, sheet="C")
    assert "A, B" in caught.value.message


def test_what_a_sheet_is_called_counts(planned) -> None:  # type: ignore[no-untyped-def]
    content = workbook({"Women": [["Indicator", "Year", "Value"], ["8.5.2", 2020, 4]]})
    (entry,) = planned(content).entries
    assert (entry.answers["disaggregation"], entry.answers["category"]) == ("sex", "women")
    (entry,) = planned(workbook({"17.3.2": [["Year", "Value"], [2020, 4]]})).entries
    assert entry.answers["indicator"] == "17.3.2"


def test_a_merged_cell_is_meant_for_every_row(planned) -> None:  # type: ignore[no-untyped-def]
    def merged(book: Workbook) -> None:
        book["Data"].merge_cells("C2:C3")
        book["Data"].merge_cells("A5:D5")

    rows = [HEADER, ["8.5.2", 2020, "Women", 4], ["8.5.2", 2021, None, 5], ["8.5.2", 2021, "Total", 6], ["Source: x"]]
    plan = planned(workbook({"Data": rows}, merged))
    assert [each.answers.get("category") for each in plan.entries] == ["women", "women", None]
    assert any("Notes below the table: Source: x" in each for each in plan.remarks)


def test_hidden_sheets_are_not_looked_at() -> None:
    def hidden(book: Workbook) -> None:
        book["Old"].sheet_state = "hidden"

    rows = [HEADER, ["8.5.2", 2020, "Total", 4]]
    assert read_table(workbook({"Old": rows, "New": rows}, hidden)).raw.sheets == ("New",)


def test_an_open_document_is_read(planned) -> None:  # type: ignore[no-untyped-def]
    header = "".join(map(text_cell, ["Indicator", "Year", "Value"]))
    rows = (
        f"<table:table-row>{header}<table:table-cell table:number-columns-repeated='16381'/></table:table-row>"
        f"<table:table-row>{text_cell('8.5.2')}{number_cell('2020')}{number_cell('0.045', 'percentage')}</table:table-row>"
        f"<table:table-row>{text_cell('8.5.2')}{number_cell('2021')}{number_cell('4.1')}</table:table-row>"
        "<table:table-row table:number-rows-repeated='1048573'>"
        "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    )
    plan = planned(open_document(rows))
    assert [(each.answers["year"], each.answers["value"]) for each in plan.entries] == [(2020, "4.5"), (2021, "4.1")]


def test_a_cell_that_is_repeated_without_end_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", _must_not_be_called)
    rows = f"<table:table-row table:number-rows-repeated='1048576'>{number_cell('1', repeated=16384)}</table:table-row>"
    _refused(open_document(rows), "larger than a table")


def _must_not_be_called(*_given: object) -> None:
    raise AssertionError("the library was asked to read it")


def _refused(content: bytes, said: str) -> None:
    with pytest.raises(CannotImport) as caught:
        read_table(content, Opening())
    assert said in caught.value.message


def _with_part(name: str, text: bytes, *, said_size: int | None = None) -> bytes:
    """Return a workbook in which one part is another one; the archive may lie about its size."""
    before = workbook({"Data": [HEADER, ["8.5.2", 2020, "Total", 4]]})
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(before)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in source.namelist():
            archive.writestr(each, text if each == name else source.read(each))
    content = made.getvalue()
    if said_size is not None:
        real = len(text).to_bytes(4, "little")
        content = content.replace(real, said_size.to_bytes(4, "little"))
    return content


def test_bombs_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_parts, "MOST_UNPACKED", 1_000_000)
    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", _must_not_be_called)
    sheet = "xl/worksheets/sheet1.xml"
    _refused(_with_part(sheet, b" " * 3_000_000), "larger than a table")
    _refused(_with_part(sheet, b" " * 3_000_000, said_size=5), "larger than a table")
    cells = b"<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    rows = b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>"
    _refused(_with_part(sheet, rows), "larger than a table")
    laughs = b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><worksheet>&b;</worksheet>"
    _refused(_with_part(sheet, laughs), "damaged")
    _refused(_with_part(sheet, b"<worksheet><sheetData>"), "damaged")


def test_cells_that_only_have_a_look_take_no_room(planned) -> None:  # type: ignore[no-untyped-def]
    """A line that somebody drew down to the last row, or a letter made bold in the last column, is no value."""

    def change(book: Workbook) -> None:
        sheet = book["Data"]
        sheet["A1048576"].number_format = "0.0%"
        sheet["XFD1"].number_format = sheet["D2"].number_format = "0%"

    plan = planned(workbook({"Data": [HEADER, ["8.5.2", 2020, "Total", 0.04]]}, change))
    assert [(each.answers["year"], each.answers["value"]) for each in plan.entries] == [(2020, "4")]


def _inline(place: str, text: str) -> str:
    return f'<c{place and f" r={place!r}"} t="inlineStr"><is><t>{text}</t></is></c>'


def _sheet(rows: str, after: str = "", *, header: str = "C1") -> str:
    """Return a sheet with a small table, and these rows below it."""
    places = zip(("A1", "B1", header), ("Indicator", "Year", "Value"), strict=True)
    names = "".join(_inline(place, name) for place, name in places)
    values = "".join(_inline(f"{column}2", value) for column, value in zip("ABC", ("8.5.2", "2020", "4"), strict=True))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    table = f"<row r='1'>{names}</row><row r='2'>{values}</row>"
    return f"<worksheet xmlns='{main}'><sheetData>{table}{rows}</sheetData>{after}</worksheet>"


def _changed(change: dict[str, str]) -> bytes:
    """Return a workbook with other parts, or with more of them."""
    before = workbook({"Data": [HEADER, ["8.5.2", 2020, "Total", 4]]})
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(before)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in source.namelist():
            if each not in change:
                archive.writestr(each, source.read(each))
        for name, text in change.items():
            archive.writestr(name, text)
    return made.getvalue()


_SHEET = "xl/worksheets/sheet1.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_FAR = f"<row r='1048576'>{_inline('XFD1048576', 'x')}</row>"
_SHARED = "<sst>" + f"<si><t>{'x' * 50_000}</t></si>" + "<si><t>y</t></si></sst>"


def _relations(*targets: tuple[str, str]) -> str:
    """Return the relations of a workbook: ids, and the part that each means."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    lines = "".join(f"<Relationship Id='{name}' Type='{kind}' Target='{target}'/>" for name, target in targets)
    return (
        f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{lines}</Relationships>"
    )


def _sharing(cells: int, number: int) -> str:
    rows = (f"<row r='{row}'><c r='A{row}' t='s'><v>{number}</v></c></row>" for row in range(3, cells + 3))
    return _sheet("".join(rows))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(_changed({_SHEET: _sheet(_FAR.replace("XFD", "xfd"))}), "damaged", id="small letters"),
        pytest.param(_changed({_SHEET: _sheet(_FAR.replace("XFD", "ZZZZZ"))}), "damaged", id="too many letters"),
        pytest.param(_changed({_SHEET: _sheet("<row r='9999999'/>")}), "damaged", id="a row that there is not"),
        pytest.param(
            _changed(
                {
                    _SHEET: _sheet(
                        f"<row r='1048570'>{_inline('A1', 'x')}</row><row>{_inline('', 'x')}</row>", header="XFD1"
                    )
                }
            ),
            "larger than a table",
            id="a row that counts on from the row before",
        ),
        pytest.param(
            _changed({"xl/worksheets/Sheet1.xml": _sheet(_FAR)}), "damaged", id="two parts that differ by case alone"
        ),
        pytest.param(
            _changed({"xl/far.xml": _sheet(_FAR), _RELATIONS: _relations(("rId1", "xl/far.xml"))}),
            "larger than a table",
            id="a sheet whose relation begins at the root",
        ),
        pytest.param(
            _changed({"xl/other.bin": _sheet(_FAR)}), "larger than a table", id="a sheet that nothing leads to"
        ),
        pytest.param(
            _changed({_RELATIONS: _relations(("rId1", "worksheets/sheet1.xml"), ("rId1", "far.xml"))}),
            "damaged",
            id="one relation with two parts",
        ),
        pytest.param(_changed({"content.xml": "<x/>", "mimetype": "x"}), "damaged", id="a workbook of two kinds"),
        pytest.param(_changed({"xl/workbook.bin": "x"}), "damaged", id="a binary workbook beside it"),
        pytest.param(
            _changed({_SHEET: _sharing(100, 0), "xl/sharedStrings.xml": _SHARED}),
            "larger than a table",
            id="a long text that many cells share",
        ),
        pytest.param(
            open_document(
                "<table:table-row table:number-rows-repeated='1048576'>"
                "<table:table-cell office:value='1' table:number-columns-repeated='100'/></table:table-row>"
            ),
            "larger than a table",
            id="a value without its type",
        ),
        pytest.param(
            open_document(
                "<table:table-row>"
                + number_cell("1").replace('repeated="1"', 'repeated="+16384"')
                + "</table:table-row>"
            ),
            "damaged",
            id="a number with a sign",
        ),
        pytest.param(
            open_document(
                f"<table:table-row table:number-rows-repeated='100'>{text_cell('x' * 50_000)}</table:table-row>"
            ),
            "larger than a table",
            id="a long text that is repeated",
        ),
    ],
)
def test_what_the_library_would_read_in_another_way_is_refused(
    content: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_parts, "MOST_UNPACKED", 2_000_000)
    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", _must_not_be_called)
    _refused(content, said)


def test_many_cells_may_share_what_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long text beside it makes nobody refuse them."""
    monkeypatch.setattr(archive_parts, "MOST_UNPACKED", 2_000_000)
    table = read_table(_changed({_SHEET: _sharing(100, 1), "xl/sharedStrings.xml": _SHARED}), Opening())
    assert len(table.raw.records) == 102


def test_merged_cells_that_lie_one_on_another_are_refused_and_not_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_CELLS", 5_000)
    merged = "<mergeCells>" + "<mergeCell ref='A2:A1000'/>" * 10 + "</mergeCells>"
    rows = "".join(f"<row r='{row}'>{_inline(f'A{row}', 'x')}</row>" for row in range(3, 1001))
    _refused(_changed({_SHEET: _sheet(rows, merged)}), "larger than a table")
    monkeypatch.setattr(sheet_sizes, "MOST_MERGED", 9)
    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", _must_not_be_called)
    _refused(_changed({_SHEET: _sheet("", merged)}), "larger than a table")


def test_an_archive_of_countless_parts_is_refused_before_they_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_parts, "MOST_PARTS", 20)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(21):
            archive.writestr(f"{number}", b"")
    monkeypatch.setattr("zipfile.ZipFile", _must_not_be_called)
    _refused(made.getvalue(), "larger than a table")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
    ],
)
def test_what_is_broken_gets_a_sentence(content: bytes, said: str) -> None:
    _refused(content, said)


def test_another_archive_is_no_workbook() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("data.csv", "Indicator,Year,Value\n8.5.2,2020,4\n")
    _refused(made.getvalue(), "Unpack it first")


def test_an_empty_workbook_has_no_table() -> None:
    _refused(workbook({"Data": []}), "no sheet with a table")
