"""The workbook for colleagues as a file: open cells for answers, everything else locked, help at each cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import gettext as _
from desktop.package import cells
from desktop.package.column_widths import height_of
from desktop.package.contribution_workbook.hidden_record import MARK, SHEET, pieces
from desktop.package.contribution_workbook.layout import FormSheet, Row
from desktop.package.sheets import Content, Number
from desktop.package.spreadsheet import ACCENT, QUIET, RULE, WARNING, Line
from desktop.package.workbook_saving import saved

KEYS, HEADINGS, FIRST = 1, 2, 3
"""Rows of a sheet: the hidden keys of the fields, what people read, the first entry."""

_LOCKED, _OPEN = "EEF1F4", "FFFFFF"
_WIDTHS = {"long_text": 48, "text": 28, "choice": 22, "choices": 34, "objectives": 34, "principles": 34, "links": 34}
_USUAL_WIDTH = 16
_TEXT = "@"
"""The format of a cell that keeps what is typed: no program makes a day or a number of it."""

_MOST_OF_PROMPT, _MOST_OF_TITLE = 250, 32
"""What a spreadsheet program shows when a cell is gone to; with more it calls the file damaged."""
_PAGE_WIDTH = 150
"""How many characters of width go onto an A4 page on its side and can be read."""


@dataclass(frozen=True)
class Help:
    """What is said at the cells of a field.

    Args:
        text: in a few words, when a cell is gone to.
        whole: all that there is to say, beside the heading.
        offers: what a drop-down offers; empty for none.
        only: whether nothing else can be said.
    """

    text: str
    whole: str
    offers: tuple[str, ...] = ()
    only: bool = False


class FormBook:
    """A workbook in the making; `content` gives its bytes.

    Args:
        right_to_left: whether the language is written so.
        choices: the name of the sheet that holds what the drop-downs offer.
    """

    def __init__(self, *, right_to_left: bool, choices: str) -> None:
        self._rtl = right_to_left
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._book.calculation.fullCalcOnLoad = False
        self._choices = choices
        self._places: dict[tuple[str, ...], str] = {}
        self._styles: dict[tuple[str, str], Any] = {}

    def add_front(self, name: str, lines: list[Line]) -> None:
        """Add the first sheet, which says in plain words what to do."""
        sheet = self._new(name)
        sheet.column_dimensions["A"].width = 30
        sheet.column_dimensions["B"].width = 84
        for number, line in enumerate(lines, 1):
            self._put(sheet.cell(number, 1), line.text, line.style)
            if line.more is not None:
                self._put(sheet.cell(number, 2), line.more, "plain")
                sheet.row_dimensions[number].height = height_of([line.text, line.more], [30, 84])
            elif line.style in ("plain", "warning"):
                sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=2)
                sheet.row_dimensions[number].height = height_of([line.text], [114])

    def add(self, made: FormSheet, helps: dict[str, Help]) -> None:
        """Add a sheet that is to be filled in."""
        sheet = self._new(made.name)
        first = 2 + len(made.said)
        last = FIRST + len(made.rows) - 1
        titled = 1 if made.columns and made.kind and not made.rows_of and len(made.said) == 1 else 0
        sheet.freeze_panes = f"{get_column_letter(first + titled)}{FIRST}"
        self._put(sheet.cell(KEYS, 1), f"{MARK}{made.key}", "hidden")
        for place, column in enumerate(made.said, 2):
            self._put(sheet.cell(HEADINGS, place), column.header, "header")
            sheet.column_dimensions[get_column_letter(place)].width = 10 if column.sort == "short" else 30
        widths = [10.0 if column.sort == "short" else 30.0 for column in made.said]
        for place, (field, heading) in enumerate(made.columns, first):
            letter = get_column_letter(place)
            self._put(sheet.cell(KEYS, place), field.key, "hidden")
            head = sheet.cell(HEADINGS, place)
            self._put(head, heading, "header")
            head.comment = _comment(helps[field.key].whole)
            width = _WIDTHS.get(field.type, _USUAL_WIDTH)
            widths.append(width)
            sheet.column_dimensions[letter].width = width
            self._validate(sheet, field, heading, helps[field.key], f"{letter}{FIRST}:{letter}{last}")
        sheet.row_dimensions[HEADINGS].height = height_of(
            [*(each.header for each in made.said), *(heading for _field, heading in made.columns)], widths, 3
        )
        for number, row in enumerate(made.rows, FIRST):
            self._row(sheet, number, row, made, first)
            contents = [*row.said, *(row.answers.get(field.key) for field, _heading in made.columns)]
            sheet.row_dimensions[number].height = max(height_of(contents, widths), 30 if row.new else 15)
        sheet.row_dimensions[KEYS].hidden = True
        sheet.column_dimensions["A"].hidden = True
        sheet.auto_filter.ref = f"B{HEADINGS}:{get_column_letter(first + len(made.columns) - 1)}{last}"
        sheet.print_title_rows = f"{HEADINGS}:{HEADINGS}"
        sheet.page_setup.fitToWidth = max(1, round(sum(widths) / _PAGE_WIDTH))

    def _row(self, sheet: Worksheet, number: int, row: Row, made: FormSheet, first: int) -> None:
        self._put(sheet.cell(number, 1), row.id, "hidden")
        for place, content in enumerate(row.said, 2):
            self._put(sheet.cell(number, place), content, "said")
        for place, (field, _heading) in enumerate(made.columns, first):
            cell = sheet.cell(number, place)
            content = row.answers.get(field.key)
            style = "closed" if field.key in row.closed else "open"
            self._put(cell, content, style, "General" if field.type in ("number", "year") else _TEXT)

    def hide(self, record: str) -> None:
        """Add the hidden sheet with the record of what was written."""
        sheet = self._new(SHEET)
        for number, piece in enumerate(pieces(record), 1):
            self._put(sheet.cell(number, 1), piece, "hidden")
        sheet.sheet_state = "veryHidden"

    def content(self) -> bytes:
        """Return the bytes of the workbook."""
        if self._places:
            sheet = self._new(self._choices)
            for column, options in enumerate(self._places, 1):
                for number, option in enumerate(options, 1):
                    self._put(sheet.cell(number, column), option, "said")
            sheet.sheet_state = "hidden"
        self._book.active = 0
        self._book.properties.creator = "Pledgebook"
        return saved(self._book)

    def _new(self, name: str) -> Worksheet:
        sheet: Worksheet = self._book.create_sheet(name)
        sheet.sheet_view.rightToLeft = self._rtl
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        # What a reader may do: make rows and columns larger, and filter. Nothing is secret, so there is no password.
        protection: Any = sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = protection.autoFilter = False
        return sheet

    def _validate(self, sheet: Worksheet, field: FormField, heading: str, said: Help, places: str) -> None:
        made = _limits(field)
        if said.offers:
            made = DataValidation(type="list", formula1=self._offered(said.offers))
            made.errorStyle = "stop" if said.only else "warning"
            made.error = _("Please choose one of the answers in the list.")[:_MOST_OF_PROMPT]
        made.allow_blank = True
        made.showErrorMessage = made.type is not None
        made.errorTitle = made.promptTitle = _cut(heading, _MOST_OF_TITLE)
        made.prompt = _cut(said.text, _MOST_OF_PROMPT) or None
        made.showInputMessage = bool(said.text)
        made.add(places)
        sheet.add_data_validation(made)

    def _offered(self, options: tuple[str, ...]) -> str:
        if options not in self._places:
            letter = get_column_letter(len(self._places) + 1)
            self._places[options] = f"{quote_sheetname(self._choices)}!${letter}$1:${letter}${len(options)}"
        return self._places[options]

    def _put(self, cell: Any, content: Content, style: str, shown_as: str = _TEXT) -> None:
        """Put a content into a cell as what it is: no text ever becomes a formula, an error or a number."""
        if isinstance(content, Number):
            cell.value = content.value
            shown_as = content.shown_as if shown_as == "General" else shown_as
        elif content is not None:
            cell.value = cells.written(cells.shown(str(content)))
            cell.data_type = "s"
            if cells.could_be_formula(str(content)):
                shown_as = "quoted"
        key = (style, shown_as)
        if key not in self._styles:
            self._dress(cell, style, shown_as)
            self._styles[key] = cell._style
        cell._style = self._styles[key]

    def _dress(self, cell: Any, style: str, shown_as: str) -> None:
        start = "right" if self._rtl else "left"
        reading = 2 if self._rtl else 0
        side = Side(style="thin", color=RULE)
        cell.font = Font(name="Calibri", size=10)
        # A workbook in Arabic is answered in Arabic; left to itself, a program sets a line that begins with a figure the other way.
        cell.alignment = Alignment(
            wrap_text=True, vertical="top", horizontal="right" if self._rtl else None, readingOrder=reading
        )
        cell.protection = Protection(locked=True)
        match style:
            case "header":
                cell.font = Font(name="Calibri", size=10, bold=True, color="FFFFFF")
                cell.fill = PatternFill("solid", fgColor=ACCENT)
                cell.alignment = Alignment(wrap_text=True, vertical="center", readingOrder=reading)
            case "title" | "head":
                cell.font = Font(name="Calibri", size=20 if style == "title" else 13, bold=True, color=ACCENT)
                cell.alignment = Alignment(vertical="center", horizontal=start, readingOrder=reading)
            case "warning":
                cell.font = Font(name="Calibri", size=11, bold=True, color=WARNING)
                cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=start, readingOrder=reading)
            case "plain" | "pair":
                cell.font = Font(name="Calibri", size=11, bold=style == "pair")
                cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=start, readingOrder=reading)
            case "said" | "closed":
                cell.font = Font(name="Calibri", size=10, color=QUIET)
                cell.fill = PatternFill("solid", fgColor=_LOCKED)
                cell.border = Border(bottom=side, right=side)
            case "open":
                cell.fill = PatternFill("solid", fgColor=_OPEN)
                cell.border = Border(bottom=side, right=side)
                cell.protection = Protection(locked=False)
        if shown_as == "quoted":
            cell.quotePrefix = True
            cell.number_format = _TEXT
        else:
            cell.number_format = shown_as


def _limits(field: FormField) -> DataValidation:
    """Return what a program lets in and what it says otherwise, as far as a rule of its own can say it."""
    if field.type == "year":
        least, most = field.minimum or 1900, field.maximum or 2200
        made = DataValidation(type="whole", operator="between", formula1=str(least), formula2=str(most))
        made.error = _("Enter a year, such as 2026.")
    elif field.type == "number":
        made = DataValidation(type="decimal", operator="between", formula1="-1E+15", formula2="1E+15")
        made.errorStyle = "warning"
        made.error = _("Enter a number.")
    elif field.type == "date":
        # A day, a month or a year; as typed, and longer where the program makes a day of it by itself.
        made = DataValidation(type="textLength", operator="between", formula1="4", formula2="10")
        made.errorStyle = "warning"
        made.error = _("Enter a date, such as 2026, 2026-03 or 2026-03-02.")
    elif field.max_length is not None:
        made = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(field.max_length))
        made.error = _("Maximum number of characters: {count}.").format(count=field.max_length)
    else:
        made = DataValidation()
    return made


def _cut(text: str, most: int) -> str:
    """Return a text in as many UTF-16 units as a program takes."""
    if cells.units(text) <= most:
        return text
    while cells.units(text) > most - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _comment(text: str) -> Comment | None:
    if not text:
        return None
    comment = Comment(cells.shown(text), "Pledgebook")
    comment.width, comment.height = 320, min(400, 40 + 18 * (len(text) // 40 + text.count("\n") + 1))
    return comment
