"""A workbook that was handed out, in the hands of somebody who fills it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from desktop.operations.workbook_in import Returned

KEYS, HEADINGS, FIRST = 1, 2, 3

Hand = Callable[..., "Workbook"]


class Workbook:
    """Fills cells by the name of a row and the heading of a column, as people find them."""

    def __init__(self, path: Path, look: Callable[[Path], Returned]) -> None:
        self.path = path
        self.book = load_workbook(path)
        self._look = look

    def column(self, sheet: str, heading: str) -> int:
        row = self.book[sheet][HEADINGS]
        return next(cell.column for cell in row if cell.value == heading)

    def row(self, sheet: str, name: str | int, part: int = 1) -> int:
        """Return the row of that name in its first locked column; the `part`th one of that name."""
        cells = [cell for cell in self.book[sheet]["B"] if cell.row >= FIRST and str(cell.value) == str(name)]
        return int(cells[part - 1].row)

    def cell(self, sheet: str, name: str | int, heading: str, part: int = 1) -> Any:
        return self.book[sheet].cell(self.row(sheet, name, part), self.column(sheet, heading))

    def fill(self, sheet: str, name: str | int, heading: str, value: object, part: int = 1) -> str:
        """Write into a cell and return what it is called."""
        cell = self.cell(sheet, name, heading, part)
        cell.value = value
        return str(cell.coordinate)

    def back(self) -> Returned:
        """Save the workbook and see what it brings."""
        self.book.save(self.path)
        return self._look(self.path)


def told(returned: Returned) -> list[tuple[str, str, str, str]]:
    """Return what differs: sheet, cell, from what, to what."""
    return [(each.place.sheet, each.place.address, each.old, each.new) for each in returned.findings.cells]


def errors(returned: Returned) -> list[str]:
    return [each.said() for each in returned.findings.errors]


def remarks(returned: Returned) -> list[str]:
    return [each.said() for each in returned.findings.remarks]
