"""The form of the workbook of a package: texts, figures, charts and formulas over them, and nothing that leads elsewhere.

A workbook is a ZIP file of XML, and both can be made so that a small file asks a reader for any amount of memory. So it
is looked at by hand, within bounds, before a library reads it.
"""

from __future__ import annotations

import io
import re
import zipfile

from desktop.i18n.translation import gettext as _
from desktop.package import foreign_zip
from desktop.package.export_sheets.formulas import FUNCTIONS

MOST_BYTES = 1 << 26
_MOST_UNPACKED = 1 << 28
_MOST_PARTS = 500
_MOST_CELLS = 4_000_000
"""Of the rectangle around all cells of a sheet: a reader makes room for each of them."""

_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/(workbook|styles|sharedStrings)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/theme/theme1\.xml|xl/tables/table\d{1,3}\.xml"
    r"|xl/worksheets/sheet\d{1,3}\.xml|xl/worksheets/_rels/sheet\d{1,3}\.xml\.rels"
    r"|xl/drawings/drawing\d{1,3}\.xml|xl/drawings/_rels/drawing\d{1,3}\.xml\.rels|xl/charts/chart\d{1,3}\.xml"
)
_CELL = re.compile(rb"<(?:[^\s<>:/]*:)?c[\s/>]")
_OUR_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb"<(?:[^\s<>:/]*:)?row[\s/>]")
_OUR_ROW = re.compile(rb'<row r="(\d{1,7})"')
_RUNS = re.compile(rb"<(?:[^\s<>:/]*:)?f[\s/>]|<!DOCTYPE|<!ENTITY", re.IGNORECASE)

# What a chart draws are cells of this workbook, and nothing that is reckoned or fetched.
_DRAWN = re.compile(rb"<f>('(?:[^'\[\]<>|]|'')+')!\$[A-Z]{1,3}\$\d{1,7}(?::\$[A-Z]{1,3}\$\d{1,7})?</f>")


# A formula of ours: functions of `export_sheets/formulas.py`, texts in quotes, numbers, and cells of this workbook. What comes
# of it is a number or a word. No sign is tried in two ways, so that this takes as long as the formula is.
_CALCULATED = re.compile(
    rb'(<c r="[A-Z]{1,3}\d{1,7}" s="\d{1,5}"(?: t="str")?>)<f>(?:'
    rb"(?:" + "|".join(FUNCTIONS).encode() + rb")\("
    rb"|'(?:[^'\[\]<>|]|'')++'!\$[A-Z]{1,3}\$\d{1,7}(?::\$[A-Z]{1,3}\$\d{1,7})?"
    rb'|"(?:[^"<>]|"")*+"'
    rb"|[A-Z]{1,3}\d{1,7}(?![\d(!])"
    rb"|\d++(?:\.\d++)?"
    rb"|[-+*/=,()]|&amp;|&gt;"
    rb")++</f><v>[^<]{0,100}</v></c>"
)

# Where entries stand, every answer is what it is, and nothing is calculated.
_OF_ENTRIES = re.compile(rb'<c r="A1"[^>]*><is><t[^>]*>Id</t>')


class NotOurFormError(ValueError):
    """The workbook is not in the form that Pledgebook writes; the text is a sentence."""


def see_only_cells(content: bytes) -> None:
    """See that a workbook holds sheets with cells as our writer makes them, in reasonable number.

    Raises:
        NotOurFormError: it cannot be read, or holds something else: a formula, a program, a link to elsewhere.
    """
    if len(content) > MOST_BYTES:
        raise _strange()
    try:
        with foreign_zip.directory(io.BytesIO(content), _MOST_UNPACKED, _MOST_PARTS) as packed:
            names = packed.namelist()
            if "xl/workbook.xml" not in names or len(set(names)) < len(names) or not all(map(_PARTS.fullmatch, names)):
                raise _strange()
            for entry in packed.infolist():
                _see_part(entry, b"".join(foreign_zip.chunks(packed, entry)))
    except NotOurFormError:
        raise
    except foreign_zip.UNREADABLE as error:
        raise NotOurFormError(_("It is not a workbook that this program can read.")) from error


def _see_part(entry: zipfile.ZipInfo, data: bytes) -> None:
    if entry.filename.startswith("xl/charts/"):
        data = _DRAWN.sub(b"", data)
    elif entry.filename.startswith("xl/worksheets/sheet"):
        data = data if _OF_ENTRIES.search(data) else _CALCULATED.sub(rb"\1</c>", data)
    if _RUNS.search(data) or (entry.filename.endswith(".rels") and b"TargetMode" in data):
        raise _strange()
    if not entry.filename.startswith("xl/worksheets/sheet"):
        return
    places = _OUR_CELL.findall(data)
    rows = _OUR_ROW.findall(data)
    # A place that is written otherwise could be any place.
    if len(places) != len(_CELL.findall(data)) or len(rows) != len(_ROW.findall(data)):
        raise _strange()
    lowest = max((int(row) for row in (*rows, *(row for _column, row in places))), default=0)
    widest = max((_number(column) for column in {column for column, _row in places}), default=0)
    if lowest * widest > _MOST_CELLS:
        raise _strange()


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number


def _strange() -> NotOurFormError:
    return NotOurFormError(_("It contains something that Pledgebook does not write."))
