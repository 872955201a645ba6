"""Read the formulas of a workbook back: which cells calculate, and how."""

from __future__ import annotations

import io
import re

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.package import foreign_zip
from desktop.package.foreign_xml import XML_UNREADABLE, parse_foreign
from desktop.package.sheets import Formula, Sheet

_MOST_UNPACKED = 1 << 28
_MOST_PARTS = 2000

_SHEET = re.compile(r"xl/worksheets/sheet(\d{1,3})\.xml")
_CELL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main c"
_FORMULA = "http://schemas.openxmlformats.org/spreadsheetml/2006/main f"

Formulas = dict[str, str]
"""Cell to formula, of one sheet."""


def expected_of(made: Sheet) -> Formulas:
    """Return the formulas that have to be read of a sheet."""
    from openpyxl.utils import get_column_letter

    return {
        f"{get_column_letter(column)}{row}": content.text
        for row, cells in enumerate(made.rows, 2)
        for column, content in enumerate(cells, 1)
        if isinstance(content, Formula)
    }


def formulas_of(content: bytes) -> list[Formulas] | None:
    """Return the formulas of each sheet that has one, in the order of the sheets; None when they cannot be read."""
    try:
        with foreign_zip.directory(io.BytesIO(content), _MOST_UNPACKED, _MOST_PARTS) as packed:
            parts = {int(found[1]): found[0] for found in map(_SHEET.fullmatch, packed.namelist()) if found}
            read = (b"".join(foreign_zip.chunks(packed, packed.getinfo(parts[number]))) for number in sorted(parts))
            # Most sheets have none, and some are very long.
            return [_in_sheet(data) for data in read if re.search(rb"<(?:[^\s<>:/]*:)?f[\s/>]", data)]
    except (*foreign_zip.UNREADABLE, XML_UNREADABLE, UserError):
        return None


def _in_sheet(data: bytes) -> Formulas:
    found: Formulas = {}
    within: list[str] = []
    cell = ""

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal cell
        within.append(tag)
        if tag == _CELL:
            cell = given.get("r", "")
        elif tag == _FORMULA:
            found[cell] = ""

    def text(piece: str) -> None:
        if within[-1] == _FORMULA:
            found[cell] += piece

    parse_foreign([data], _damaged, start=start, end=lambda _tag: within.pop(), text=text)
    return found


def _damaged() -> UserError:
    return UserError(_("It is not a workbook that this program can read."))
