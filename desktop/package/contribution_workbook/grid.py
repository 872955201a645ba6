"""The cells of a workbook that comes from outside, read by hand and within bounds.

Whoever sent it may have saved it with any program, and anybody may have made it. The libraries that read workbooks either
do not tell a formula from a value, or make room for every cell that a merged range names, so that a small file asks for any
amount of memory. What is needed here is little: texts, numbers, whether a formula stands in a cell, and what is merged.

Source: ECMA-376 part 1, 18.3 (sheets), 18.4 (shared texts), 18.8.30 (formats of numbers).
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.package import foreign_zip
from desktop.package.foreign_xml import XML_UNREADABLE, parse_foreign
from desktop.record.entry import tidy

MOST_BYTES = 1 << 26
_MOST_UNPACKED = 1 << 28
_MOST_PARTS = 2_000
_MOST_CELLS = 1_000_000
_MOST_SHEETS = 300
_MOST_MERGED = 10_000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PER_CENT = frozenset((9, 10))
_ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""What a format only shows: texts, colours and places that are left empty."""


class CannotReadWorkbook(UserError):
    """The file is no workbook that can be read."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell.

    Args:
        value: a text, a number, yes or no; a date where the number is shown as one.
        sort: `error` for what a program shows as #REF! and the like.
        formula: whether it was reckoned.
        per_cent: whether a number is shown as per cent.
    """

    value: str | float | bool | date
    sort: Literal["text", "number", "flag", "date", "error"]
    formula: bool = False
    per_cent: bool = False


@dataclass
class Grid:
    """The cells of one sheet.

    Args:
        cells: row and column, counted from 1, to what stands there; nothing for an empty one.
        merged: top, left, bottom and right of each merged range.
    """

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        """Return a cell as text without white space at its ends; empty for an empty one."""
        cell = self.cells.get((row, column))
        return cell.value.strip() if cell and isinstance(cell.value, str) else ""


def address(row: int, column: int) -> str:
    """Return what people call a cell, such as `C7`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def read_grids(content: bytes) -> list[Grid]:
    """Return all sheets of a workbook, in their order.

    Raises:
        CannotReadWorkbook: it is none, it is protected or damaged, or asks for too much.
    """
    if content.startswith(_OLE):
        raise CannotReadWorkbook(
            _("This workbook is protected by a password or was saved as .xls. Save it without a password as .xlsx.")
        )
    if not content.startswith(_ZIP):
        raise CannotReadWorkbook(_("This file is not a workbook. Save the workbook as .xlsx."))
    if len(content) > MOST_BYTES:
        raise _too_big()
    try:
        with foreign_zip.directory(io.BytesIO(content), _MOST_UNPACKED, _MOST_PARTS) as packed:
            return _Reader(packed).grids()
    except foreign_zip.TooMuchError as error:
        raise _too_big() from error
    except (*foreign_zip.UNREADABLE, XML_UNREADABLE) as error:
        raise _damaged() from error


class _Reader:
    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self._parts = {entry.filename.lstrip("/").casefold(): entry for entry in packed.infolist()}
        self._cells = 0
        self._texts: list[str] = []
        self._styles: list[str] = []
        self._epoch = date(1899, 12, 30)

    def grids(self) -> list[Grid]:
        if "content.xml" in self._parts:
            raise CannotReadWorkbook(_("This workbook was saved as .ods. Open it again and save it as .xlsx."))
        if "xl/workbook.xml" not in self._parts:
            raise CannotReadWorkbook(_("This file is not a workbook. Save the workbook as .xlsx."))
        sheets = self._sheets()
        self._texts = self._shared_texts()
        self._styles = self._formats()
        found = []
        for name, path in sheets[:_MOST_SHEETS]:
            if path.casefold() in self._parts:
                found.append(self._grid(name, path))
        return found

    def _parse(
        self, path: str, start: Callable[..., None], end: Callable[..., None], text: Callable[..., None]
    ) -> None:
        entry = self._parts.get(path.casefold())
        if entry is None:
            return
        parse_foreign(
            foreign_zip.chunks(self._packed, entry),
            _damaged,
            start=lambda name, said: start(name.rpartition(" ")[2], said),
            end=lambda name: end(name.rpartition(" ")[2]),
            text=text,
        )

    def _sheets(self) -> list[tuple[str, str]]:
        ids: list[tuple[str, str]] = []
        targets: dict[str, str] = {}

        def sheet(name: str, said: dict[str, str]) -> None:
            if name == "sheet":
                relation = next((value for key, value in said.items() if key.rpartition(" ")[2] == "id"), "")
                ids.append((said.get("name", ""), relation))
            elif name == "workbookPr" and said.get("date1904", "0") in ("1", "true"):
                self._epoch = date(1904, 1, 1)

        def relation(name: str, said: dict[str, str]) -> None:
            if name == "Relationship":
                targets[said.get("Id", "")] = said.get("Target", "")

        self._parse("xl/workbook.xml", sheet, _nothing, _nothing)
        self._parse("xl/_rels/workbook.xml.rels", relation, _nothing, _nothing)
        found = []
        for name, each in ids:
            target = targets.get(each, "")
            found.append((name, target.lstrip("/") if target.startswith("/") else f"xl/{target}"))
        return found

    def _shared_texts(self) -> list[str]:
        found: list[str] = []
        runs: list[str] = []
        state = {"text": False, "aside": False}

        def start(name: str, _said: dict[str, str]) -> None:
            if name == "si":
                runs.clear()
            elif name == "rPh":  # how a word is spoken, in Japanese
                state["aside"] = True
            state["text"] = name == "t" and not state["aside"]

        def end(name: str) -> None:
            state["text"] = False
            if name == "rPh":
                state["aside"] = False
            elif name == "si":
                found.append(_unescaped("".join(runs)))

        def text(data: str) -> None:
            if state["text"]:
                runs.append(data)

        self._parse("xl/sharedStrings.xml", start, end, text)
        return found

    def _formats(self) -> list[str]:
        """Return what each style of a cell shows a number as: `date`, `per_cent`, or nothing of the kind."""
        codes: dict[int, str] = {}
        styles: list[str] = []
        within = [False]

        def start(name: str, said: dict[str, str]) -> None:
            if name == "numFmt":
                codes[_number(said.get("numFmtId", ""))] = said.get("formatCode", "")
            elif name == "cellXfs":
                within[0] = True
            elif name == "xf" and within[0]:
                number = _number(said.get("numFmtId", ""))
                styles.append(_shown_as(number, codes.get(number, "")[:300]))

        def end(name: str) -> None:
            if name == "cellXfs":
                within[0] = False

        self._parse("xl/styles.xml", start, end, _nothing)
        return styles

    def _grid(self, name: str, path: str) -> Grid:
        grid = Grid(name)
        at = [0, 0]
        said_of: dict[str, str] = {}
        state = {"in": "", "formula": False}
        value: list[str] = []

        def start(tag: str, said: dict[str, str]) -> None:
            match tag:
                case "row":
                    at[0], at[1] = _number(said.get("r", "")) if "r" in said else at[0] + 1, 0
                case "c":
                    place = _PLACE.fullmatch(said.get("r", ""))
                    at[1] = _column(place[1]) if place else at[1] + 1
                    at[0] = int(place[2]) if place else at[0]
                    self._cells += 1
                    if self._cells > _MOST_CELLS:
                        raise _too_big()
                    said_of.clear()
                    said_of.update(said)
                    value.clear()
                    state["formula"] = False
                case "f":
                    state["formula"] = True
                    state["in"] = ""
                case "rPh":
                    state["in"] = ""
                case "v" | "t":
                    state["in"] = tag
                case "mergeCell":
                    if len(grid.merged) >= _MOST_MERGED:
                        raise _too_big()
                    corners = [_PLACE.fullmatch(each) for each in said.get("ref", "").split(":")]
                    if len(corners) == 2 and corners[0] and corners[1]:
                        first, last = corners[0], corners[1]
                        grid.merged.append((int(first[2]), _column(first[1]), int(last[2]), _column(last[1])))

        def end(tag: str) -> None:
            state["in"] = ""
            if tag == "c":
                cell = self._cell(said_of, "".join(value), formula=bool(state["formula"]))
                if cell is not None:
                    grid.cells[at[0], at[1]] = cell

        def text(data: str) -> None:
            if state["in"]:
                value.append(data)

        self._parse(path, start, end, text)
        return grid

    def _cell(self, said: dict[str, str], value: str, *, formula: bool) -> Cell | None:
        match said.get("t", "n"):
            case "s":
                place = _number(value.strip())
                text = self._texts[place] if 0 <= place < len(self._texts) else ""
                return _text(text, formula)
            case "str" | "inlineStr":
                return _text(_unescaped(value), formula)
            case "b":
                return Cell(value.strip() == "1", "flag", formula)
            case "e":
                return Cell(value.strip(), "error", formula)
            case "d":
                return _text(value, formula)
        if not value.strip():
            return Cell("", "text", formula) if formula else None
        number = float(value)
        if not math.isfinite(number):  # no program writes one, and it says nothing of what was there
            return Cell(value.strip(), "error", formula)
        style = _number(said.get("s", "0"))
        shown_as = self._styles[style] if 0 <= style < len(self._styles) else ""
        if shown_as == "date" and (day := self._day(number)) is not None:
            return Cell(day, "date", formula)
        return Cell(number, "number", formula, shown_as == "per_cent")

    def _day(self, number: float) -> date | None:
        try:
            moment = datetime.combine(self._epoch, datetime.min.time()) + timedelta(days=number)
        except (OverflowError, ValueError):
            return None
        return moment.date()


def _text(text: str, formula: bool) -> Cell | None:
    return Cell(text, "text", formula) if tidy(text) is not None or formula else None


def _unescaped(text: str) -> str:
    """Return a text in which `_x0041_` stands for the letter A, as a reader must take it (22.9.2.19, `ST_Xstring`)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _shown_as(number: int, code: str) -> str:
    plain = _ASIDE.sub("", code.partition(";")[0]).casefold()
    if number in _PER_CENT or "%" in plain:
        return "per_cent"
    if number in _DATES or (plain not in ("", "general", "@") and re.search("[ymd]", plain.replace("general", ""))):
        return "date"
    return ""


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1


def _column(letters: str) -> int:
    place = 0
    for each in letters:
        place = place * 26 + ord(each) - 64
    return place


def _nothing(*_given: Any) -> None:
    pass


def _too_big() -> CannotReadWorkbook:
    return CannotReadWorkbook(_("This workbook is much larger than one that Pledgebook hands out, so it is not read."))


def _damaged() -> CannotReadWorkbook:
    return CannotReadWorkbook(_("This workbook is damaged, and cannot be read."))
