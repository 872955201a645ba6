"""A table in a text file: its letters, the sign between its columns, its header and its rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from desktop.catalogue.language import gettext as _
from desktop.operations.import_entries import CannotImport

DELIMITERS = (",", ";", "\t")
LOOKED_AT = 60
"""Rows that the sign between the columns is found with."""
MOST_BYTES = 200_000_000
"""A bigger file than this is not read: nobody looks through it in a window."""

_CODE = re.compile(r"[0-9]{1,2}\.[0-9a-z]{1,2}\.[0-9]{1,2}")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAYS_DELIMITER = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)

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
    """What a text file holds.

    Args:
        header: the names of the columns, as they are; some can be empty or alike.
        rows: without those that are empty.
        delimiter: a comma, a semicolon or a tab.
        encoding: how the letters were written: `utf-8`, `utf-16` or `cp1252`.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str = ","
    encoding: str = "utf-8"

    def column(self, place: int) -> list[str]:
        """Return the cells of a column by its place, which begins with 0."""
        return [row.cells[place] for row in self.rows]

    def name(self, place: int) -> str:
        """Return the name of a column as people read it; one without a name has its number."""
        return self.header[place] or _("Column {number}").format(number=place + 1)


def read_table(content: bytes) -> Table:
    """Return the table of a file.

    Raises:
        CannotImport: the file is empty, is no text, or has no header.
    """
    text, encoding = _text(content)
    if not text.strip():
        raise CannotImport(_("The file is empty."))
    said = _SAYS_DELIMITER.match(text)
    delimiter = said[1] if said else _delimiter(text)
    try:
        records = list(_records(text, delimiter, skipped=1 if said else 0))
    except csv.Error as error:
        raise CannotImport(
            _("The file cannot be read as a table: a quotation mark that is opened is not closed.")
        ) from error
    (_line, header), *rest = records
    if any(_CODE.fullmatch(cell.casefold()) for cell in header):
        raise CannotImport(_("The first line of the file holds no names of columns. Put them above the figures."))
    ends = text.endswith(("\n", "\r"))
    last = len(rest) - 1
    rows = tuple(
        _row(line, cells, len(header), at_end=place == last and not ends) for place, (line, cells) in enumerate(rest)
    )
    return Table(tuple(header), rows, delimiter, encoding)


def _text(content: bytes) -> tuple[str, str]:
    if len(content) > MOST_BYTES:
        raise CannotImport(_("The file is too big. Choose fewer indicators or years when you export it."))
    if content.startswith(b"PK\x03\x04"):
        raise CannotImport(
            _("This is a workbook or an archive, not a CSV file. Save its sheet as CSV, or unpack it first.")
        )
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _whole(text), encoding.removesuffix("-sig")
    return _whole(content.decode("latin-1")), "latin-1"


def _whole(text: str) -> str:
    if _NO_TEXT.search(text):
        raise CannotImport(_("The file is not a text. Choose the CSV file of the export."))
    return text.lstrip("\ufeff")


def _delimiter(text: str) -> str:
    return max(DELIMITERS, key=lambda each: _fitness(text, each))


def _fitness(text: str, delimiter: str) -> tuple[float, int]:
    """Return how well a sign divides the first rows: the share of rows as wide as the header, and that width."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(cells) for cells in islice((each for each in reader if any(each)), LOOKED_AT)]
    except csv.Error:
        return (0.0, 0)
    if not widths or widths[0] < 2:
        return (0.0, 0)
    # The header has no numbers in it, so a comma in it divides; decimal commas divide the rows unevenly.
    return (sum(width == widths[0] for width in widths) / len(widths), widths[0])


def _records(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for cells in reader:
        tidied = [cell.strip() for cell in cells]
        if any(tidied) and line > skipped:
            yield line, tidied
        line = reader.line_num + 1


def _row(line: int, cells: list[str], width: int, *, at_end: bool) -> Row:
    flaw: Flaw = "long" if any(cells[width:]) else "cut" if at_end and len(cells) < width else ""
    return Row(line, (*cells[:width], *[""] * (width - len(cells))), flaw)
