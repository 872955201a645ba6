"""Text files of tables: the sign between the columns is found out, and the records are read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from desktop.i18n.translation import gettext as _
from desktop.operations.import_entries import CannotImport
from desktop.operations.tables.encodings import read_letters
from desktop.operations.tables.source_options import MOST_CELLS, MOST_COLUMNS, Opening, Raw
from desktop.progress_reporter import NullProgress, ProgressReporter

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 60
"""Rows that the sign between the columns is found with."""
LOOKED_AT_LETTERS = 400_000
"""Characters of these rows at most: a row can be as long as the file."""

STEP = 1_000
"""Rows after which whoever watches is told."""

_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAYS_DELIMITER = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)


def read_delimited(content: bytes, opening: Opening, work: ProgressReporter = NullProgress()) -> Raw:  # noqa: B008 - it has no state
    """Return the records of a text file.

    Args:
        work: who watches, and may stop it.

    Raises:
        CannotImport: the file is empty, is no text, or is no table.
    """
    letters = read_letters(content, opening.language, opening.encoding, opening.country)
    text = letters.text.lstrip("\ufeff")
    if _NO_TEXT.search(text):
        raise CannotImport(_("The file is not a text file. Choose the exported CSV file."))
    if not text.strip():
        raise CannotImport(_("The file is empty."))
    said = _SAYS_DELIMITER.match(text)
    delimiter = said[1] if said else _delimiter(text)
    try:
        records = list(_bounded(_records(text, delimiter, skipped=1 if said else 0), work))
    except csv.Error as error:
        if "field larger" in str(error):
            raise CannotImport(
                _("A cell in the file is longer than a table cell can be. A quotation mark may be missing.")
            ) from error
        raise CannotImport(_("The file cannot be read as a table: a quotation mark is missing.")) from error
    return Raw(
        records,
        text.endswith(("\n", "\r")),
        delimiter,
        letters.encoding,
        letters.others,
        letters.unsure,
        letters.samples,
        letters.damaged,
    )


def _delimiter(text: str) -> str:
    begin = text[:LOOKED_AT_LETTERS]
    if _fitness(begin, "\t")[0] == 1.0:
        return "\t"  # nobody writes a tab into a cell, and Eurostat writes commas within the first one
    return max(DELIMITERS, key=lambda each: _fitness(begin, each))


def _fitness(text: str, delimiter: str) -> tuple[float, int]:
    """Return how well a sign divides the first rows: the share of rows of the most usual width, and that width."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths: list[int] = []
    try:
        for cells in islice((each for each in reader if any(each)), LOOKED_AT):
            widths.append(len(cells))
    except csv.Error:
        widths = widths[:-1]
    wide = [width for width in widths if width > 1]
    if not wide:
        return (0.0, 0)
    # The header has no numbers in it, so a comma in it divides; decimal commas divide the rows unevenly. Lines above
    # the header have another width.
    usual = max(set(wide), key=lambda width: (wide.count(width), width))
    first = widths[0] > 1 and widths.count(widths[0]) * 2 >= len(widths)
    width = widths[0] if first else usual
    return (widths.count(width) / len(widths), width)


def _records(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for cells in reader:
        if len(cells) > MOST_COLUMNS:
            raise CannotImport(
                _("Line {line} has too many cells for a table of values. The maximum is {most}.").format(
                    line=line, most=MOST_COLUMNS
                )
            )
        tidied = [cell.strip() for cell in cells]
        if any(tidied) and line > skipped:
            yield line, tidied
        line = reader.line_num + 1


def _bounded(records: Iterator[tuple[int, list[str]]], work: ProgressReporter) -> Iterator[tuple[int, list[str]]]:
    cells = 0
    for count, (line, record) in enumerate(records):
        if count % STEP == 0:
            work.step(0, 0, _("Reading the table"))
        cells += len(record)
        if cells > MOST_CELLS:
            raise CannotImport(_("The file is too large. Choose fewer indicators or years when you export it."))
        yield line, record
