"""What somebody may say of a file before it is read, and the shape in which every sort of file is read first."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST_TABLE = 200_000_000
"""A bigger file than this is not read: nobody looks through it in a window."""
MOST_COLUMNS = 2_000
MOST_CELLS = 5_000_000


@dataclass(frozen=True)
class Opening:
    """How a file is to be read.

    Args:
        language: the one that the submission is written in; a hint for the encoding.
        encoding: of a text file, one of `letters.ENCODINGS`; found out when empty.
        sheet: of a workbook; the one that holds a table when empty.
        country: of the submission; its languages are hints too.
    """

    language: str = "en"
    encoding: str = ""
    sheet: str = ""
    country: str = ""


@dataclass(frozen=True)
class Raw:
    """The records of a file as they stand in it, before a table is made of them.

    Args:
        records: the line or row of the file, from 1, and its cells; none of them empty.
        ends: whether the last record is whole.
        delimiter: the sign between the cells of a text file; empty in a workbook.
        encoding, encodings: how the letters were written, and what else could be meant.
        letters_unsure: whether somebody has to choose the encoding; `samples` is what the likeliest ones make of words in
            which they differ.
        damaged: whether letters were lost before the file came here.
        sheet, sheets: the sheet of a workbook, and all that hold a table.
        sheet_unsure: whether somebody has to choose the sheet.
        remarks: sentences on what the file does not tell.
    """

    records: list[tuple[int, list[str]]]
    ends: bool = True
    delimiter: str = ""
    encoding: str = ""
    encodings: tuple[str, ...] = ()
    letters_unsure: bool = False
    samples: tuple[tuple[str, str], ...] = ()
    damaged: bool = False
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    sheet_unsure: bool = False
    remarks: tuple[str, ...] = ()
