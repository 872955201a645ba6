"""Read the formulas of a workbook back: which cells calculate, and how."""

from __future__ import annotations

import re

from desktop.package.readback_parts import UNREADABLE, opened, parse, pieces_of
from desktop.package.sheets import Formula, Sheet

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
        with opened(content) as packed:
            parts = {int(found[1]): found[0] for found in map(_SHEET.fullmatch, packed.namelist()) if found}
            read = (b"".join(pieces_of(packed, parts[number])) for number in sorted(parts))
            # Most sheets have none, and some are very long.
            return [_in_sheet(data) for data in read if re.search(rb"<(?:[^\s<>:/]*:)?f[\s/>]", data)]
    except UNREADABLE:
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

    parse([data], start, lambda _tag: within.pop(), text)
    return found
