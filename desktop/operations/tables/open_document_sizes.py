"""What an OpenDocument workbook unpacks to, found out before a library reads it; see `sheet_sizes`."""

from __future__ import annotations

import re
import zipfile

from desktop.operations.tables import archive_parts
from desktop.operations.tables.archive_parts import bare, damaged, folded, parse, too_big
from desktop.operations.tables.sheet_sizes import Marked, Shown, bound
from desktop.operations.tables.source_options import MOST_CELLS

_VALUES = ("value", "string-value", "date-value", "time-value", "boolean-value", "value-type", "formula")
"""What a cell has that is not empty: the library takes any of them for a value, even without its type."""


def marked_tables(content: bytes, archive: zipfile.ZipFile) -> dict[str, Marked]:
    """Return what is known of each sheet of an OpenDocument workbook, by its name.

    Raises:
        CannotImport: it is broken, or its cells take more memory than any table needs.
    """
    part = next((each for each in archive.infolist() if folded(each.filename) == "content.xml"), None)
    reader = _OpenDocument()
    parse(content, part, reader.start, reader.end, reader.text)
    return reader.sheets


class _OpenDocument:
    """Counts the cells of an OpenDocument workbook, in which rows and cells can be repeated by a number.

    The library keeps all sheets at a time, and writes a text out for each cell that repeats it.
    """

    def __init__(self) -> None:
        self.sheets: dict[str, Marked] = {}
        self._sheet = Marked()
        self._row = self._column = self._cells = 0
        self._rows = self._times = 1
        self._before = 0
        self._text, self._left = 0, archive_parts.MOST_UNPACKED

    def start(self, name: str, given: dict[str, str]) -> None:
        match bare(name):
            case "table":
                said = {bare(key): value for key, value in given.items()}
                self._before += self._sheet.rows * self._sheet.columns
                self._sheet = self.sheets[said.get("name", "")] = Marked()
                self._row = self._column = 0
            case "table-row":
                said = {bare(key): value for key, value in given.items()}
                self._rows, self._column = _repeated(said, "number-rows-repeated"), 0
            case "table-cell" | "covered-table-cell":
                self._cell({bare(key): value for key, value in given.items()})

    def text(self, letters: str) -> None:
        self._text += len(letters)

    def end(self, name: str) -> None:
        match bare(name):
            case "table-row":
                self._row += self._rows
            case "table-cell" | "covered-table-cell":
                self._left -= self._text * self._times * self._rows
                if self._left < 0:
                    raise too_big()

    def _cell(self, said: dict[str, str]) -> None:
        times, column = _repeated(said, "number-columns-repeated"), self._column
        self._column += times
        self._times = times
        values = [said[each] for each in _VALUES if each in said]
        self._text = sum(map(len, values))
        if not values:
            return  # an empty cell, which may be repeated to the edge of the sheet
        sheet = self._sheet
        sheet.rows, sheet.columns = max(sheet.rows, self._row + self._rows), max(sheet.columns, column + times)
        self._cells += times * self._rows
        bound(sheet, self._cells)
        if self._before + sheet.rows * sheet.columns > 2 * MOST_CELLS:
            raise too_big()
        if said.get("value-type") == "percentage":
            places = ((self._row + down, column + right) for down in range(self._rows) for right in range(times))
            sheet.shown |= dict.fromkeys(places, Shown(per_cent=True))


def _repeated(said: dict[str, str], key: str) -> int:
    text = said.get(key, "1")
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise damaged()
    return max(int(text), 1)
