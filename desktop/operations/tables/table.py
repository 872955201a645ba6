"""A table of values: its header and its rows, however the file was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.i18n.translation import gettext as _
from desktop.operations.import_entries import CannotImport
from desktop.operations.tables.source_options import LARGEST_TABLE, Opening, Raw
from desktop.progress_reporter import NullProgress, ProgressReporter

Flaw = Literal["", "long", "cut"]
"""A row has more cells than the header; or it is the last one, and the file ends in the middle of it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Args:
        line: where it begins in the file; the first line is 1.
        cells: as many as the header has, without white space at the ends.
    """

    line: int
    cells: tuple[str, ...]
    flaw: Flaw = ""


@dataclass(frozen=True)
class Table:
    """What a file holds.

    Args:
        header: the names of the columns, as they are; some can be empty or alike.
        rows: without those that are empty.
        raw: how the file was opened, with what else could be meant.
        file: its name, which may hold the code of the indicator.
        above: the lines above the header that are no columns, as they stand.
        said: the names of the columns that the lines above the header or the name of the sheet make, with one value for
            all rows; they are the last ones of the header.
        spread: the names of the columns that stood side by side, one for each year or group, and are rows now.
        empty_cells: how many of their cells were empty.
        below: the notes below the rows.
        unreached: the names of the last columns, where no row has a cell under them.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    raw: Raw
    file: str = ""
    above: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    spread: tuple[str, ...] = ()
    empty_cells: int = 0
    below: tuple[str, ...] = ()
    unreached: tuple[str, ...] = ()

    @property
    def delimiter(self) -> str:
        """The sign between the cells of a text file; empty for a workbook."""
        return self.raw.delimiter

    @property
    def encoding(self) -> str:
        """How the letters of a text file were written."""
        return self.raw.encoding

    def column(self, place: int) -> list[str]:
        """Return the cells of a column by its place, which begins with 0."""
        return [row.cells[place] for row in self.rows]

    def name(self, place: int) -> str:
        """Return the name of a column as people read it; one without a name has its number."""
        return self.header[place] or _("Column {number}").format(number=place + 1)


def read_table(
    content: bytes,
    opening: Opening = Opening(),  # noqa: B008 - it is frozen
    file: str = "",
    work: ProgressReporter = NullProgress(),  # noqa: B008 - it has no state
) -> Table:
    """Return the table of a file.

    Args:
        file: its name, which may hold the code of the indicator.
        work: who watches, and may stop it.

    Raises:
        CannotImport: the file is empty, is no table, is too big, or has no header.
    """
    from desktop.operations.tables.delimited import read_delimited
    from desktop.operations.tables.table_layout import arranged
    from desktop.operations.tables.workbooks import is_workbook, read_workbook

    if len(content) > LARGEST_TABLE:
        raise CannotImport(_("The file is too large. Choose fewer indicators or years when you export it."))
    work.step(0, 0, _("Reading the table"))
    raw = read_workbook(content, opening) if is_workbook(content) else read_delimited(content, opening, work)
    work.step(0, 0, _("Reading the table"))
    return arranged(raw, file)
