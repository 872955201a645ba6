"""The workbook as a file: written with openpyxl, dressed for reading and printing, in settled bytes."""

from __future__ import annotations

import io
import math
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from desktop.i18n.translation import gettext as _
from desktop.package import cells, workbook_charts
from desktop.package.column_widths import (
    UPRIGHT_WIDTH,
    column_width,
    fitted_widths,
    height_of,
    pages_of,
    printed_widths,
    text_width,
    unanswered,
)
from desktop.package.sheets import Content, Formula, Number, Sheet
from desktop.package.workbook_saving import saved

ACCENT = "1F4E6B"
QUIET = "6B7280"
RULE = "D5DBE1"
WARNING = "9A3412"

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FOOT_WIDTH, _UPRIGHT_FOOT = 125, 84
"""How wide the line below an A4 page is, on its side and upright, in letters of the ten points in which it is set."""

_CALCULATED_BY = 191029
"""The version of the calculation of today's Excel, which has reckoned these functions in the same way for decades."""


@dataclass(frozen=True)
class Line:
    """A line of the first sheet.

    Args:
        text: what it says.
        style: `title`, `warning`, `head`, `plain`, `pair`.
        more: what stands beside it.
        link: the name of the sheet that it leads to; empty for none.
    """

    text: str
    style: str = "plain"
    more: Content = None
    link: str = ""


@dataclass(frozen=True)
class Setting:
    """How the workbook is set: its direction, and what stands above and below each printed page.

    Args:
        heading: above each page.
        title: below each page, before the name of the sheet, and in the properties of the file.
    """

    right_to_left: bool
    heading: str
    draft: bool
    stamp: datetime
    title: str
    subject: str
    language: str


class Book:
    """A workbook in the making; `content` gives its bytes."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        # What comes of each formula stands in the file. Without this a program calculates it again when it opens the file,
        # and then asks to save what nobody changed.
        self._book.calculation.fullCalcOnLoad = False
        self._book.calculation.calcId = _CALCULATED_BY
        self._results: dict[tuple[str, str], float | str] = {}
        self._styles = _Styles(self._book, setting.right_to_left)
        self._offered = ""
        self._lists: dict[tuple[str, ...], str] = {}
        self._places: dict[tuple[str, ...], str] = {}

    def add_front(self, name: str, lines: list[Line]) -> None:
        """Add the first sheet, which says in words what the workbook is."""
        sheet = self._new(name, frozen=None)
        sheet.column_dimensions["A"].width = 34
        sheet.column_dimensions["B"].width = 92
        for number, line in enumerate(lines, 1):
            text: Any = sheet.cell(number, 1)
            self._put(text, line.text, line.style)
            if line.more is not None:
                self._put(sheet.cell(number, 2), line.more, "plain")
                sheet.row_dimensions[number].height = height_of([line.text, line.more], [34, 92])
            elif line.style in ("plain", "warning"):
                sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=2)
                sheet.row_dimensions[number].height = height_of([line.text], [126])
            if line.link:
                place = f"{quote_sheetname(line.link)}!A1"
                text.hyperlink = Hyperlink(ref=text.coordinate, location=place, display=cells.written(line.text))
                text._style = self._styles["link"]
        self._print(sheet, 126, area=f"A1:B{len(lines)}")
        sheet.page_setup.fitToHeight = 1

    def offer(self, name: str, lists: dict[tuple[str, ...], str]) -> None:
        """Say what drop-downs offer: answers to heading. They stand on the last sheet, a column each."""
        self._offered, self._lists = name, lists
        for column, options in enumerate(lists, 1):
            letter = get_column_letter(column)
            self._places[options] = f"{quote_sheetname(name)}!${letter}$2:${letter}${len(options) + 1}"

    def add(self, made: Sheet) -> None:
        """Add a sheet with one table, its filters, drop-downs and print set-up."""
        frozen = f"{get_column_letter(made.frozen + 1)}2"
        sheet = self._new(made.name, frozen)
        for number, column in enumerate(made.columns, 1):
            self._put(sheet.cell(1, number), column.header, "header")
        # A table without a row is one that spreadsheet programs offer to repair.
        rows = made.rows or [[None] * len(made.columns)]
        folded = unanswered(made)
        widths = fitted_widths(made, [column_width(made, number) for number in range(len(made.columns))], folded)
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        for place in folded:
            sheet.column_dimensions[get_column_letter(place + 1)].outline_level = 1
            sheet.column_dimensions[get_column_letter(place + 1)].hidden = True
        sheet.row_dimensions[1].height = height_of([column.header for column in made.columns], widths, 3) + 6
        styles = [column.sort for column in made.columns]
        for number, row in enumerate(rows, 2):
            for place, content in enumerate(row, 1):
                self._put(sheet.cell(number, place), content, styles[place - 1])
            sheet.row_dimensions[number].height = height_of(row, widths)
        last = f"{get_column_letter(len(made.columns))}{len(rows) + 1}"
        table = Table(displayName=made.table, name=made.table, ref=f"A1:{last}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        sheet.add_table(table)
        self._drop_downs(sheet, made, len(rows))
        if made.charts:
            workbook_charts.draw(sheet, made.charts, right_to_left=self._setting.right_to_left, width=sum(widths))
        sheet.print_title_rows = "1:1"
        if made.charts:
            # Charts stand on the same page as what they show, and several of them go onto an upright one.
            self._print(sheet, 0, area="")
        else:
            self._print(sheet, *printed_widths(made, widths, folded), area=f"A1:{last}")
        if (sheet.page_setup.fitToWidth or 1) > 1:
            sheet.print_title_cols = f"A:{get_column_letter(made.frozen)}"

    def content(self) -> bytes:
        """Return the bytes of the workbook, which has no cells any more then; the same sheets give the same bytes."""
        if self._lists:
            self._add_lists()
        content = saved(self._book, self._results)
        for sheet in self._book.worksheets:
            sheet._cells.clear()  # each cell leads to its sheet and back, and there are tens of thousands
        return _settled(content, self._properties())

    def _add_lists(self) -> None:
        sheet = self._new(self._offered, frozen="A2")
        whole = 0
        for column, (options, heading) in enumerate(self._lists.items(), 1):
            width = max(14, min(40, max(map(text_width, (heading, *options))) + 2))
            sheet.column_dimensions[get_column_letter(column)].width = width
            whole += width
            self._put(sheet.cell(1, column), heading, "header")
            for row, option in enumerate(options, 2):
                self._put(sheet.cell(row, column), option, "text")
        sheet.print_title_rows = "1:1"
        last = f"{get_column_letter(len(self._lists))}{max(map(len, self._lists)) + 1}"
        self._print(sheet, whole, area=f"A1:{last}")

    def _new(self, name: str, frozen: str | None) -> Worksheet:
        sheet: Worksheet = self._book.create_sheet(name)
        sheet.sheet_view.rightToLeft = self._setting.right_to_left
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 100
        sheet.freeze_panes = frozen
        return sheet

    def _put(self, cell: Any, content: Content, style: str) -> None:
        """Put a content into a cell as what it is: no text ever becomes a formula, an error or a number."""
        if isinstance(content, Formula):
            cell.value = f"={content.text}"
            result = content.value
            self._results[cell.parent.title, cell.coordinate] = (
                result.value if isinstance(result, Number) else result or ""
            )
            cell._style = self._styles[f"{style} {result.shown_as}" if isinstance(result, Number) else style]
        elif isinstance(content, Number):
            cell.value = content.value
            cell._style = self._styles[f"{style} {content.shown_as}"]
        elif isinstance(content, date):
            cell.value = content
            cell._style = self._styles[f"{style} yyyy-mm-dd"]
        else:
            if content is not None:
                cell.value = cells.written(cells.shown(content))
                cell.data_type = "s"
            quoted = content is not None and cells.could_be_formula(content)
            cell._style = self._styles[f"{style} quoted" if quoted else style]

    def _drop_downs(self, sheet: Worksheet, made: Sheet, rows: int) -> None:
        for number, column in enumerate(made.columns, 1):
            place = self._places.get(column.options)
            if not place:
                continue
            letter = get_column_letter(number)
            choice = DataValidation(type="list", formula1=place, allow_blank=True, errorStyle="warning")
            choice.showErrorMessage = True
            choice.errorTitle = column.header[:32]
            choice.error = _("Please choose one of the answers in the list.")[:255]
            choice.add(f"{letter}2:{letter}{rows + 1}")
            sheet.add_data_validation(choice)

    def _print(self, sheet: Worksheet, width: float, repeated: float = 0, *, area: str) -> None:
        """Set a sheet for A4: upright where that is wide enough, else on its side, and on as few pages as can be read.

        Args:
            width: of all columns.
            repeated: of the columns that stand on each page again.
            area: the cells to print; empty for all that there is.
        """
        upright = width <= UPRIGHT_WIDTH
        pages = 1 if upright else max(1, math.ceil(pages_of(width, repeated)))
        sheet.page_setup.orientation = "portrait" if upright else "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth = pages
        sheet.page_setup.fitToHeight = 0
        if pages > 1:
            # What belongs to one row lies on pages that follow one another.
            sheet.page_setup.pageOrder = "overThenDown"
        if area:
            sheet.print_area = area
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        sheet.page_margins.header = sheet.page_margins.footer = 0.3
        head: Any = sheet.oddHeader
        foot: Any = sheet.oddFooter
        turned = self._setting.right_to_left
        leading = (head.right, foot.right) if turned else (head.left, foot.left)
        trailing = (head.left, foot.left) if turned else (head.right, foot.right)
        leading[0].text = _line_of_page(self._setting.heading)
        if self._setting.draft:
            trailing[0].text = _("Draft, not signed")
        number = _("Page {page} of {pages}")
        # What stands below at either side is in one line, and neither gives way to the other: the title does.
        taken = text_width(f" – {sheet.title}    {number.format(page=999, pages=999)}")
        title = _cut(self._setting.title, (_UPRIGHT_FOOT if upright else _FOOT_WIDTH) - taken)
        leading[1].text = f"{_line_of_page(title)} – &A"
        trailing[1].text = number.format(page="&P", pages="&N")

    def _properties(self) -> bytes:
        properties = DocumentProperties(
            creator="Pledgebook",
            title=cells.shown(self._setting.title),
            subject=cells.shown(self._setting.subject),
            language=self._setting.language,
            created=self._setting.stamp,
            modified=self._setting.stamp,
        )
        content: Any = tostring(properties.to_tree())
        return content.encode() if isinstance(content, str) else bytes(content)


class _Styles:
    """Each way in which a cell can look, made once; thousands of cells then share it."""

    def __init__(self, book: Workbook, right_to_left: bool) -> None:
        # A cell finds the styles of its book through its sheet; this sheet is in no book.
        self._sheet = book.create_sheet()
        book.remove(self._sheet)
        self._made: dict[str, Any] = {}
        # 2 is right to left; 0 leaves it to the text, since Latin names stand among Arabic ones.
        self._reading = 2 if right_to_left else 0

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._make(*name.partition(" "))
        return self._made[name]

    def _make(self, name: str, _space: str, shown_as: str) -> Any:
        cell: Any = Cell(self._sheet, 1, 1)
        start = "right" if self._reading else "left"
        wrap = name != "id"
        cell.font = Font(name="Calibri", size=10)
        cell.alignment = Alignment(wrap_text=wrap, vertical="top", readingOrder=0)
        side = Side(style="thin", color=RULE)
        match name:
            case "header":
                cell.font = Font(name="Calibri", size=10, bold=True, color="FFFFFF")
                cell.fill = PatternFill("solid", fgColor=ACCENT)
                cell.alignment = Alignment(wrap_text=True, vertical="center", readingOrder=self._reading)
            case "title":
                cell.font = Font(name="Calibri", size=20, bold=True, color=ACCENT)
                cell.alignment = Alignment(vertical="center", horizontal=start)
            case "head":
                cell.font = Font(name="Calibri", size=13, bold=True, color=ACCENT)
                cell.alignment = Alignment(vertical="bottom", horizontal=start, readingOrder=self._reading)
            case "warning":
                cell.font = Font(name="Calibri", size=11, bold=True, color=WARNING)
            case "pair":
                cell.font = Font(name="Calibri", size=10, bold=True)
                cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=start)
            case "link":
                cell.font = Font(name="Calibri", size=10, underline="single", color=ACCENT)
                cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=start)
            case "id":
                cell.font = Font(name="Calibri", size=8, color=QUIET)
                cell.border = Border(bottom=side, right=side)
            case "short" | "figure" | "text" | "long":
                cell.border = Border(bottom=side, right=side)
        if shown_as and shown_as != "quoted":
            cell.number_format = shown_as
        if name == "plain" or name == "warning":
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=start, readingOrder=0)
        if name == "short" or (name == "text" and shown_as not in ("", "quoted")):
            # A year and the number of an objective are names: they stand where texts begin.
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=start)
        if shown_as == "quoted":
            cell.quotePrefix = True
        return cell._style


def _line_of_page(text: str) -> str:
    """Return a text as it stands above or below a page."""
    # An ampersand begins a code there, and a figure at the beginning is taken for the size of the type.
    text = cells.shown(text).replace("&", "&&")
    return f" {text}" if text[:1].isdigit() else text


def _cut(text: str, room: int) -> str:
    """Return a text, or as much of its beginning as there is room for, in characters of the usual width."""
    if text_width(text) <= room:
        return text
    while text and text_width(text) >= room:
        text = text[:-1]
    return text.rstrip() + "…"


def _settled(content: bytes, properties: bytes) -> bytes:
    """Return the same workbook with no trace of when and with what it was written."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for name in sorted(source.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = properties
            elif name == "docProps/app.xml":
                data = _APPLICATION
            elif name.startswith("xl/worksheets/sheet"):
                data = _calmed(data)
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, data)
    return stream.getvalue()


_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Pledgebook</Application></Properties>"
)

# Figures stand as text on purpose in some cells; a green corner in each would only alarm.
_CALM = b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'


def _calmed(sheet: bytes) -> bytes:
    # These heights are estimates: a program may better them, which it may not with one that somebody chose.
    sheet = sheet.replace(b' customHeight="1"', b"")
    return re.sub(rb"(?=<tableParts|</worksheet>)", _CALM, sheet, count=1)
