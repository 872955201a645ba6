"""Workbooks of tables: `.xlsx`, `.ods` and the older `.xls`, each sheet as records of text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from desktop.i18n.lists import joined
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.import_entries import CannotImport
from desktop.operations.tables import archive_parts, old_workbook_sizes, open_document_sizes, sheet_sizes
from desktop.operations.tables.sheet_sizes import Marked, Shown
from desktop.operations.tables.source_options import MOST_CELLS, MOST_COLUMNS, Opening, Raw
from desktop.operations.tables.vocabulary import known_names
from desktop.package import workbook_reading

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_OLD_BYTES = 60_000_000
"""An `.xls` file is not packed: it holds at most 65,536 rows of 256 cells on a sheet."""
SHEETS = 200
OWN_ID, OWN_PARTS = "Id", 5
"""The first column of our own sheets, and how many the sheet of long texts has: id, sheet, column, part, text."""
LOOKED_AT = 60
"""Rows of a sheet in which the names of columns are looked for."""

Records = list[tuple[int, list[str]]]


def is_workbook(content: bytes) -> bool:
    """Whether a file is a workbook or another archive, by its first bytes."""
    return content.startswith((ZIP, OLE))


def read_workbook(content: bytes, opening: Opening) -> Raw:
    """Return the records of the sheet that holds the table.

    Raises:
        CannotImport: the file is no workbook, is too big, or has no sheet with a table.
    """
    marked = _marked(content)
    sheets = _sheets(content, marked)
    remarks = (_on_old(),) if content.startswith(OLE) else ()
    if opening.sheet:
        if opening.sheet not in sheets:
            raise CannotImport(
                _("The workbook has no sheet “{sheet}” with a table. It has: {known}.").format(
                    sheet=one_line(opening.sheet), known=joined(one_line(each) for each in sheets)
                )
            )
        return Raw(_whole(sheets, opening.sheet), sheet=opening.sheet, sheets=tuple(sheets), remarks=remarks)
    if not sheets:
        raise CannotImport(_("The workbook has no sheet with a table."))
    fitness = {name: _fitness(records) for name, records in sheets.items()}
    best = max(sheets, key=lambda name: fitness[name])
    # Sheets that are as good as each other may hold one group each: somebody has to say which one is meant.
    alike = [name for name in sheets if fitness[name][0] and fitness[name][0] == fitness[best][0]]
    if not fitness[best][0]:
        alike = list(sheets)
    return Raw(_whole(sheets, best), sheet=best, sheets=tuple(sheets), sheet_unsure=len(alike) > 1, remarks=remarks)


def _on_old() -> str:
    return _("An .xls file does not say which values are per cent. Compare some of them with the file.")


def _whole(sheets: dict[str, Records], name: str) -> Records:
    """Return the records of a sheet; a text of our own that no cell can hold is put together from its parts."""
    records = sheets[name]
    parts: dict[tuple[str, str], list[str]] = {}
    for other, rows in sheets.items():
        if other != name and rows[0][1][:1] == [OWN_ID] and len(rows[0][1]) == OWN_PARTS:
            for _line, cells in rows[1:]:
                if len(cells) == OWN_PARTS and cells[1] == name:
                    parts.setdefault((cells[0], cells[2]), []).append(cells[4])
    header = records[0][1]
    return [
        (
            line,
            [
                "".join(parts.get((cells[0], header[at] if at < len(header) else ""), [cell])).strip()
                for at, cell in enumerate(cells)
            ],
        )
        for line, cells in records
    ]


def _marked(content: bytes) -> dict[str, Marked]:
    """Return what is known of each sheet besides its values; of an old workbook, nothing."""
    if content.startswith(OLE):
        if len(content) > MOST_OLD_BYTES:
            raise archive_parts.too_big()
        old_workbook_sizes.see(content)
        return {}
    archive = archive_parts.check_archive(content)
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return sheet_sizes.marked_sheets(content, archive)
    if "content.xml" in names and "mimetype" in names:
        return open_document_sizes.marked_tables(content, archive)
    raise CannotImport(_("This is an archive, not a table. Unpack it first, and choose the table in it."))


def _sheets(content: bytes, marked: dict[str, Marked]) -> dict[str, Records]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    found: dict[str, Records] = {}
    try:
        with workbook_reading.reading():
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            for sheet in book.sheets_metadata[:SHEETS]:
                if sheet.typ != SheetTypeEnum.WorkSheet or sheet.visible != SheetVisibleEnum.Visible:
                    continue
                if sheet.name not in marked and not content.startswith(OLE):
                    raise archive_parts.damaged()  # what was looked at before is not what the library reads
                records = _records(book.get_sheet_by_name(sheet.name), marked.get(sheet.name, Marked()))
                if records:
                    found[sheet.name] = records
    except workbook_reading.UnreadableWorkbookError as error:
        raise (archive_parts.protected() if error.protected else archive_parts.damaged()) from error
    return {name: records for name, records in found.items() if len(records) > 1 and _width(records) > 1}


def _width(records: Records) -> int:
    return max(len(cells) for _line, cells in records)


def _records(sheet: Any, marked: Marked) -> Records:
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise archive_parts.too_big()
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    _fill_merged(rows, sheet.merged_cell_ranges or [])
    found: Records = []
    cells = 0
    for place, row in enumerate(rows):
        record = [_text(cell, marked.shown.get((place, at), _PLAIN)) for at, cell in enumerate(row)]
        while record and not record[-1].strip():
            record.pop()
        cells += len(record)
        if len(record) > MOST_COLUMNS or cells > MOST_CELLS:
            raise archive_parts.too_big()
        if record:
            found.append((place + 1, record))
    return found


_PLAIN = Shown()


def _fill_merged(rows: list[list[Any]], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Say in every row of a merged cell what it says: a group over several rows is meant for each of them.

    What goes over several columns is a title, or a name above other names; it stays where it is.
    """
    filled = 0
    for (top, left), (bottom, _right) in ranges:
        if top < len(rows) and left < len(rows[top]):
            below = rows[top + 1 : bottom + 1]
            filled += len(below)
            if filled > MOST_CELLS:  # cells that lie one on another
                raise archive_parts.too_big()
            for row in below:
                row[left] = rows[top][left]


def _text(cell: Any, shown: Shown) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _digits(cell, shown)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


def _digits(number: float, shown: Shown) -> str:
    """Return a number as people read it: a spreadsheet counts in binary and shows at most fifteen digits."""
    if number != number or number in (float("inf"), float("-inf")):
        return ""
    exact = Decimal(format(number, ".15g"))
    if shown.per_cent:
        return f"{_plain(exact * 100)}%"
    text = _plain(exact)
    decimals = len(text.partition(".")[2])
    return f"{exact:.{shown.decimals}f}" if shown.decimals > decimals else text


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _fitness(records: Records) -> tuple[int, int]:
    """Return how well a sheet looks like a table of values: names of columns that are known, and its rows."""
    return max(known_names(cells) for _line, cells in records[:LOOKED_AT]), len(records)
