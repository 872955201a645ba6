"""What a workbook unpacks to, found out before a library reads it, and how its numbers are shown.

A workbook is a ZIP archive of XML. A few kilobytes can unpack to gigabytes, and one cell in the last corner makes a
library ask for memory for all the cells before it. So each part is unpacked once, piece by piece and up to a limit, and
the places of the cells are read off on the way. The same pass sees what the library does not tell: which numbers are
shown as per cent (4.5 % is kept as 0.045), and with how many decimals.

Whoever means harm writes what the library reads in another way than this does, and an allocation that fails ends the
program. So what no spreadsheet writes is refused: a place in small letters, two parts whose names differ by case alone,
a workbook of two kinds; and a part that holds cells is bounded whatever leads to it. A text that many cells share is
kept once in the file, and written out for each of them by the library: see `shared_texts`.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field

from desktop.operations.tables import shared_texts
from desktop.operations.tables.archive_parts import bare, damaged, folded, parse, pieces, too_big
from desktop.operations.tables.source_options import MOST_CELLS

MOST_ROWS = 1_048_576
MOST_MERGED = 200_000
"""Merged cells of a sheet."""
_CELLS = b"sheetData"
"""Encloses the cells of a sheet, and the library finds them by it."""

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_PER_CENT = frozenset({9, 10})
"""Built-in formats of ECMA-376 (part 1, 18.8.30) that show per cent."""
_DECIMALS = {2: 2, 4: 2}


@dataclass(frozen=True)
class Shown:
    """How a cell is shown: as per cent, and with how many decimals (-1 where the format does not say it)."""

    per_cent: bool = False
    decimals: int = -1


@dataclass
class Marked:
    """What is known of the cells of one sheet besides their values; places are row and column from 0.

    Attributes:
        sharing: how many cells name a text that the workbook keeps once for all of them.
    """

    rows: int = 0
    columns: int = 0
    sharing: int = 0
    shown: dict[tuple[int, int], Shown] = field(default_factory=dict)


def marked_sheets(content: bytes, archive: zipfile.ZipFile) -> dict[str, Marked]:
    """Return what is known of each sheet of an Office Open XML workbook, by its name.

    Raises:
        CannotImport: it is broken, or its cells take more memory than any table needs.
    """
    parts = {folded(each.filename): each for each in archive.infolist()}
    if "content.xml" in parts or "xl/workbook.bin" in parts:
        raise damaged()
    styles = _styles(content, parts.get("xl/styles.xml"))
    sheets = {name: path for name, path in _sheets(content, parts).items() if path in parts}
    others = set(parts) - set(sheets.values())
    # The library may come to a part by a way that is not known here.
    holding = sorted(path for path in others if _holds(content, parts[path], _CELLS))
    marked = {path: _marked(content, parts[path], styles) for path in dict.fromkeys([*sheets.values(), *holding])}
    sharing = {path: each.sharing for path, each in marked.items() if each.sharing}
    shared_texts.bound(content, parts.get("xl/sharedstrings.xml"), [(parts[path], sharing[path]) for path in sharing])
    return {name: marked[path] for name, path in sheets.items()}


def _holds(content: bytes, part: zipfile.ZipInfo, looked_for: bytes) -> bool:
    before = b""
    for piece in pieces(content, part):
        if looked_for in before + piece:
            return True
        before = piece[-len(looked_for) :]
    return False


def _sheets(content: bytes, parts: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    """Return the part of each sheet, by the name of the sheet."""
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(name: str, said: dict[str, str]) -> None:
        if bare(name) == "sheet":
            relation = next((value for key, value in said.items() if bare(key) == "id"), "")
            if ids.setdefault(said.get("name", ""), relation) != relation:
                raise damaged()

    def relation(name: str, said: dict[str, str]) -> None:
        if bare(name) == "Relationship":
            target = said.get("Target", "")
            if targets.setdefault(said.get("Id", ""), target) != target:
                raise damaged()

    parse(content, parts.get("xl/workbook.xml"), sheet)
    parse(content, parts.get("xl/_rels/workbook.xml.rels"), relation)
    found = {}
    for name, each in ids.items():
        target = targets.get(each, "")
        found[name] = folded(target if target.startswith("/") else f"xl/{target}")
    return found


def _styles(content: bytes, part: zipfile.ZipInfo | None) -> list[Shown]:
    codes: dict[int, str] = {}
    styles: list[Shown] = []
    within: list[bool] = [False]

    def start(name: str, said: dict[str, str]) -> None:
        match bare(name):
            case "numFmt":
                codes[_number(said.get("numFmtId", ""))] = said.get("formatCode", "")
            case "cellXfs":
                within[0] = True
            case "xf" if within[0]:
                styles.append(_shown(_number(said.get("numFmtId", "")), codes))

    def end(name: str) -> None:
        if bare(name) == "cellXfs":
            within[0] = False

    parse(content, part, start, end)
    return styles


def _shown(number: int, codes: dict[int, str]) -> Shown:
    code = codes.get(number, "")[:200]
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code.partition(";")[0])
    decimals = re.fullmatch(r"#?,?#*0(?:\.(0+))?", plain)
    if number in _PER_CENT or "%" in plain:
        return Shown(per_cent=True)
    if number in _DECIMALS:
        return Shown(decimals=_DECIMALS[number])
    return Shown(decimals=len(decimals[1] or "") if decimals else -1)


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1


def _marked(content: bytes, part: zipfile.ZipInfo, styles: list[Shown]) -> Marked:
    found = Marked()
    row, column, count, merged = -1, -1, 0, 0
    cell: tuple[int, int, str] | None = None  # its place and style, as long as no value of it was met

    def start(name: str, said: dict[str, str]) -> None:
        nonlocal row, column, count, merged, cell
        match bare(name):
            case "row":
                given = _number(said["r"]) if "r" in said else row + 2
                if not 0 < given <= MOST_ROWS:
                    raise damaged()
                row, column = given - 1, -1
            case "c":
                at, column = _place(said["r"]) if "r" in said else (max(row, 0), column + 1)
                found.sharing += said.get("t") == "s"
                cell = (at, column, said.get("s", ""))
            case "v" | "is" if cell is not None:
                # One without a value, such as a line drawn down to the last row, takes no memory.
                at, place, styled = cell
                cell = None
                count += 1
                found.rows, found.columns = max(found.rows, at + 1), max(found.columns, place + 1)
                bound(found, count)
                style = _number(styled)
                if 0 <= style < len(styles) and styles[style] != Shown():
                    found.shown[at, place] = styles[style]
            case "mergeCell":
                merged += 1
                if merged > MOST_MERGED:
                    raise too_big()

    parse(content, part, start)
    return found


def bound(found: Marked, count: int) -> None:
    """Raise CannotImport when a sheet is too big, of which so many cells were counted."""
    if found.rows > MOST_ROWS or count > MOST_CELLS or found.rows * found.columns > MOST_CELLS:
        raise too_big()


def _place(text: str) -> tuple[int, int]:
    place = _PLACE.fullmatch(text)
    if not place:
        raise damaged()
    return int(place[2]) - 1, _column(place[1])


def _column(letters: str) -> int:
    place = 0
    for each in letters:
        place = place * 26 + ord(each) - 64
    return place - 1
