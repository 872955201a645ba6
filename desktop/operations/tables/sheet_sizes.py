"""What a workbook unpacks to, found out before a library reads it, and how its numbers are shown.

A workbook is a ZIP archive of XML. A few kilobytes can unpack to gigabytes, and one cell in the last corner makes a
library ask for memory for all the cells before it. So each part is unpacked once, piece by piece and up to a limit, and
the places of the cells are read off on the way. The same pass sees what the library does not tell: which numbers are
shown as per cent (4.5 % is kept as 0.045), and with how many decimals.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from desktop.i18n.translation import gettext as _
from desktop.operations.import_entries import CannotImport
from desktop.operations.tables.source_options import MOST_CELLS
from desktop.package.foreign_xml import XML_UNREADABLE, parse_foreign

MOST_UNPACKED = 400_000_000
"""Bytes of all parts of a workbook."""
MOST_PARTS = 5_000
MOST_ROWS = 1_048_576
_PIECE = 1 << 20
_PART = b"PK\x01\x02"
"""Begins the line of a part in the directory of an archive."""

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
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
    """What is known of the cells of one sheet besides their values; places are row and column from 0."""

    rows: int = 0
    columns: int = 0
    shown: dict[tuple[int, int], Shown] = field(default_factory=dict)


def check_archive(content: bytes) -> zipfile.ZipFile:
    """Return an archive of which every part unpacks to what its directory says, within limits.

    Raises:
        CannotImport: it is broken, or unpacks to more than any table needs.
    """
    # The library makes an object of each part that the directory lists, before anybody can ask how many there are.
    if content.count(_PART) > MOST_PARTS:
        raise too_big()
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise damaged() from error
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_UNPACKED:
        raise too_big()
    left = MOST_UNPACKED
    for part in parts:
        for piece in pieces(content, part):
            left -= len(piece)
            if left < 0:
                raise too_big()
    return archive


def too_big() -> CannotImport:
    """Return what is said of a workbook that is too big."""
    return CannotImport(
        _(
            "The workbook is larger than a table of values needs when it is unpacked, so it is not read. Save "
            "its sheet as CSV."
        )
    )


def damaged() -> CannotImport:
    """Return what is said of a workbook that cannot be read."""
    return CannotImport(_("This is a workbook or an archive that is damaged, and it cannot be read."))


def protected() -> CannotImport:
    """Return what is said of a workbook that a password keeps closed."""
    return CannotImport(_("The workbook is protected by a password, or damaged. Save it without a password first."))


def pieces(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part of an archive in pieces, as it really unpacks and not as the directory says."""
    start = part.header_offset
    header = content[start : start + 30]
    if len(header) < 30 or part.flag_bits & 1:
        raise protected()
    begin = start + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(content)[begin : begin + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise damaged()
    unpacking = zlib.decompressobj(-15)
    said = 0
    try:
        rest: Any = packed
        while True:
            piece = unpacking.decompress(rest, _PIECE)
            rest = unpacking.unconsumed_tail
            said += len(piece)
            if said > part.file_size:
                raise too_big()
            if piece:
                yield piece
            if unpacking.eof or (not piece and not rest):
                return
    except zlib.error as error:
        raise damaged() from error


def marked_sheets(content: bytes, archive: zipfile.ZipFile) -> dict[str, Marked]:
    """Return what is known of each sheet of an Office Open XML workbook, by its name."""
    parts = {each.filename.lstrip("/").casefold(): each for each in archive.infolist()}
    styles = _styles(content, parts.get("xl/styles.xml"))
    return {
        name: _marked(content, parts[path.casefold()], styles)
        for name, path in _sheets(content, parts).items()
        if path.casefold() in parts
    }


def _parse(content: bytes, part: zipfile.ZipInfo | None, start: Any, end: Any = None) -> None:
    if part is None:
        return
    try:
        parse_foreign(pieces(content, part), damaged, start=start, end=end)
    except XML_UNREADABLE as error:
        raise damaged() from error


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


def _sheets(content: bytes, parts: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(name: str, said: dict[str, str]) -> None:
        if _bare(name) == "sheet":
            relation = next((value for key, value in said.items() if _bare(key) == "id"), "")
            ids[said.get("name", "")] = relation

    def relation(name: str, said: dict[str, str]) -> None:
        if _bare(name) == "Relationship":
            targets[said.get("Id", "")] = said.get("Target", "")

    _parse(content, parts.get("xl/workbook.xml"), sheet)
    _parse(content, parts.get("xl/_rels/workbook.xml.rels"), relation)
    found = {}
    for name, each in ids.items():
        target = targets.get(each, "")
        found[name] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _styles(content: bytes, part: zipfile.ZipInfo | None) -> list[Shown]:
    codes: dict[int, str] = {}
    styles: list[Shown] = []
    within: list[bool] = [False]

    def start(name: str, said: dict[str, str]) -> None:
        match _bare(name):
            case "numFmt":
                codes[_number(said.get("numFmtId", ""))] = said.get("formatCode", "")
            case "cellXfs":
                within[0] = True
            case "xf" if within[0]:
                styles.append(_shown(_number(said.get("numFmtId", "")), codes))

    def end(name: str) -> None:
        if _bare(name) == "cellXfs":
            within[0] = False

    _parse(content, part, start, end)
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
    at = [-1, -1]
    count = [0]

    def start(name: str, said: dict[str, str]) -> None:
        match _bare(name):
            case "row":
                given = _number(said.get("r", ""))
                at[0], at[1] = (given - 1 if given > 0 else at[0] + 1), -1
            case "c":
                place = _PLACE.fullmatch(said.get("r", ""))
                at[1] = _column(place[1]) if place else at[1] + 1
                if place:
                    at[0] = int(place[2]) - 1
                count[0] += 1
                found.rows, found.columns = max(found.rows, at[0] + 1), max(found.columns, at[1] + 1)
                _bound(found, count[0])
                style = _number(said.get("s", ""))
                if 0 <= style < len(styles) and styles[style] != Shown():
                    found.shown[at[0], at[1]] = styles[style]

    _parse(content, part, start)
    return found


def _bound(found: Marked, count: int) -> None:
    if found.rows > MOST_ROWS or count > MOST_CELLS or found.rows * found.columns > MOST_CELLS:
        raise too_big()


def _column(letters: str) -> int:
    place = 0
    for each in letters:
        place = place * 26 + ord(each) - 64
    return place - 1


def marked_tables(content: bytes, archive: zipfile.ZipFile) -> dict[str, Marked]:
    """Return what is known of each sheet of an OpenDocument workbook, by its name."""
    part = next((each for each in archive.infolist() if each.filename == "content.xml"), None)
    reader = _OpenDocument()
    _parse(content, part, reader.start, reader.end)
    return reader.sheets


class _OpenDocument:
    """Counts the cells of an OpenDocument workbook, in which rows and cells can be repeated by a number."""

    def __init__(self) -> None:
        self.sheets: dict[str, Marked] = {}
        self._sheet = Marked()
        self._row = self._column = self._cells = 0
        self._rows = 1

    def start(self, name: str, given: dict[str, str]) -> None:
        said = {_bare(key): value for key, value in given.items()}
        match _bare(name):
            case "table":
                self._sheet = self.sheets[said.get("name", "")] = Marked()
                self._row = self._column = 0
            case "table-row":
                self._rows, self._column = _repeated(said, "number-rows-repeated"), 0
            case "table-cell" | "covered-table-cell":
                self._cell(said)

    def end(self, name: str) -> None:
        if _bare(name) == "table-row":
            self._row += self._rows

    def _cell(self, said: dict[str, str]) -> None:
        times, column = _repeated(said, "number-columns-repeated"), self._column
        self._column += times
        if "value-type" not in said:
            return  # an empty cell, which may be repeated to the edge of the sheet
        sheet = self._sheet
        sheet.rows, sheet.columns = max(sheet.rows, self._row + self._rows), max(sheet.columns, column + times)
        self._cells += times * self._rows
        _bound(sheet, self._cells)
        if said["value-type"] == "percentage":
            places = ((self._row + down, column + right) for down in range(self._rows) for right in range(times))
            sheet.shown |= dict.fromkeys(places, Shown(per_cent=True))


def _repeated(said: dict[str, str], key: str) -> int:
    text = said.get(key, "1")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) and int(text) > 0 else 1
