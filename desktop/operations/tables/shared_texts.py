"""How much the texts make that cells of a workbook share, where each of the cells has its own.

A text that many cells have is kept once, beside the sheets, and a cell says its number. The library writes it out for
every cell: a text of a million letters in ten thousand cells is ten gigabytes, in a file of a few kilobytes.
"""

from __future__ import annotations

import zipfile
from array import array
from collections.abc import Sequence

from desktop.operations.tables import archive_parts
from desktop.operations.tables.archive_parts import bare, parse, too_big


def bound(content: bytes, texts: zipfile.ZipInfo | None, sheets: Sequence[tuple[zipfile.ZipInfo, int]]) -> None:
    """See that all cells together have no more text than any table needs.

    Args:
        texts: the part in which the texts are.
        sheets: the part of each sheet, and how many of its cells say the number of a text.

    Raises:
        CannotImport: they have.
    """
    lengths = _lengths(content, texts)
    longest = max(lengths, default=0)
    # To look at each cell takes its time, and no table that people have made needs it.
    if sum(count for _sheet, count in sheets) * longest <= archive_parts.MOST_UNPACKED:
        return
    left = archive_parts.MOST_UNPACKED
    for sheet, _count in sheets:
        left = _left(content, sheet, lengths, left)


def _lengths(content: bytes, texts: zipfile.ZipInfo | None) -> array[int]:
    lengths = array("L")

    def start(name: str, _said: dict[str, str]) -> None:
        if bare(name) == "si":
            lengths.append(0)

    def text(letters: str) -> None:
        if lengths:
            lengths[-1] += len(letters)

    parse(content, texts, start, text=text)
    return lengths


def _left(content: bytes, sheet: zipfile.ZipInfo, lengths: Sequence[int], left: int) -> int:
    """Return how much text is left to the other sheets after this one."""
    shares = False
    said = ""

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal shares, said
        match bare(name):
            case "c":
                shares = given.get("t") == "s"
            case "v":
                said = ""

    def text(letters: str) -> None:
        nonlocal said
        if shares and len(said) < 20:
            said += letters

    def end(name: str) -> None:
        nonlocal left
        if shares and bare(name) == "v":
            number = said.strip()
            if number.isascii() and number.isdecimal() and int(number) < len(lengths):
                left -= lengths[int(number)]
            if left < 0:
                raise too_big()

    parse(content, sheet, start, end, text)
    return left
