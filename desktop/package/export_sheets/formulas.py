"""Formulas that calculate a value anew from the answers in the workbook, beside the value as the program has it.

They are made of the few functions that every spreadsheet program has (`FUNCTIONS`), and of nothing that people wrote: names
of sheets, cells, and the words of choices, all of them quoted. `package/workbook_form.py` takes no others from a received workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter, quote_sheetname

from desktop.i18n.translation import gettext as _
from desktop.package import cells
from desktop.package.export_sheets.export_sheet import Source
from desktop.package.sheets import Content, Formula, Number, Sheet, Sort, bound_rows, columns_of
from desktop.record.values import display

FUNCTIONS = ("AND", "AVERAGE", "COUNT", "FIND", "IF", "ISNUMBER", "N", "ROUND", "SUBSTITUTE", "SUM", "SUMPRODUCT")
"""All that a formula of ours calls."""

_MOST = 8000
"""Characters of a formula; a spreadsheet takes 8192."""

_MOST_QUOTED = 255
"""Characters of a text in a formula that a spreadsheet takes."""

Pair = tuple[int, int]
"""The columns, from 0, of a value as it stands and of the same calculated again."""


@dataclass(frozen=True)
class Answers:
    """The cells of a field in the sheet of its kind.

    Args:
        options: key of each choice to the words that a cell has for it.
        rows: key of what an entry is bound to, to its row; empty for a kind that is not bound.
        last: the last row of the table.
    """

    sheet: str
    letter: str
    options: Mapping[str, str]
    rows: Mapping[str, int]
    last: int

    def cell(self, key: str) -> str:
        """Return the cell of the entry that is bound to a thing. Raises KeyError."""
        return f"{self.sheet}!${self.letter}${self.rows[key]}"

    def cells(self, keys: Iterable[str] = ()) -> str:
        """Return all cells, or those from the first to the last of some that stand below one another."""
        rows = [self.rows[key] for key in keys] or [2, self.last]
        return f"{self.sheet}!${self.letter}${min(rows)}:${self.letter}${max(rows)}"


def answers_of(source: Source, kind: str, field: str) -> Answers | None:
    """Return the cells of a field; None where the forms have no such column, or words that would be taken for others."""
    definition = source.catalogue.kinds.get(kind)
    columns = columns_of(definition, source.catalogue, draft=source.draft) if definition else ()
    place = next((number for number, column in enumerate(columns, 1) if column.field == field), 0)
    if definition is None or not place:
        return None
    choices = definition.field(field).options
    options = {each.key: cells.shown(display(definition.field(field), each.key, source.catalogue)) for each in choices}
    words = list(options.values())
    if len({each.casefold() for each in words}) < len(words) or any(len(each) > _MOST_QUOTED for each in words):
        return None
    bound = list(bound_rows(definition, source.catalogue))
    entries = source.submission.of_kind(kind)
    rows = {key: row for row, key in enumerate(bound, 2)}
    more = sum(1 for each in entries if each.key not in rows) if bound else len(entries)
    return Answers(
        quote_sheetname(source.names[kind]), get_column_letter(place), options, rows, max(2, 1 + len(bound) + more)
    )


def recalculated(text: str, value: Content) -> Formula | None:
    """Return the formula that should give a value; None where it is longer than a spreadsheet takes."""
    if len(text) > _MOST:
        return None
    return Formula(text, value if isinstance(value, Number | str) else None)


def quoted(text: str) -> str:
    """Return a text as a formula has it."""
    return '"' + text.replace('"', '""') + '"'


def points(answers: Answers, keys: Sequence[str], worth: Mapping[str, int]) -> str:
    """Return the sum of what some answers are worth; `worth` says it in halves for each choice."""
    terms = [
        f"{each / 2:g}*{_given(answers, keys, key)}" for key, each in worth.items() if each and key in answers.options
    ]
    return f"({'+'.join(terms)})" if terms else "0"


def answered(answers: Answers, keys: Sequence[str], choices: Iterable[str]) -> str:
    """Return how many of some questions have one of these answers."""
    return "+".join(_given(answers, keys, key) for key in choices if key in answers.options) or "0"


def _given(answers: Answers, keys: Sequence[str], choice: str) -> str:
    return f"SUMPRODUCT(({answers.cells(keys)}={quoted(answers.options[choice])})*1)"


def rank(answers: Answers, key: str, scale: Sequence[str]) -> str:
    """Return the place of the answer of one entry on a scale, from 0; an empty text without one of them."""
    text = '""'
    for place, choice in reversed(list(enumerate(scale))):
        if choice in answers.options:
            text = f"IF({answers.cell(key)}={quoted(answers.options[choice])},{place},{text})"
    return text


def naming_objectives(source: Source, kind: str) -> list[Answers]:
    """Return the columns in which entries of a kind name objectives; none where some are named in no column."""
    found = {field: answers_of(source, kind, field) for field in ("objectives", "further_objectives")}
    entries = source.submission.of_kind(kind)
    if any(places is None and any(each.numbers(field) for each in entries) for field, places in found.items()):
        return []
    return [each for each in found.values() if each is not None]


def naming(places: Sequence[Answers], numbers: Sequence[int]) -> str:
    """Return how many entries name at least one of some objectives in one of these columns; empty without columns."""
    # The cells have "3; 7; 12", or a number where there is one only: ";7;" is found in ";3;7;12;" and not in ";17;".
    found = [
        f'ISNUMBER(FIND(";{number};",";"&SUBSTITUTE({place.cells()}," ","")&";"))'
        for place in places
        for number in numbers
    ]
    return f"SUMPRODUCT((({'+'.join(found)})>0)*1)" if found else ""


def again(column: str, sort: Sort = "figure") -> tuple[str, Sort]:
    """Return the header of the column in which a value is calculated again."""
    return _("{column}, recalculated").format(column=column), sort


def agreement(number: int, row: Sequence[Content], pairs: Iterable[Pair]) -> Formula | None:
    """Return whether the values of a row are what comes of calculating them again; None where none is.

    Args:
        number: of the row, from 1 for the first below the headers.
    """
    tests = []
    for place, live in pairs:
        if isinstance(row[live], Formula):
            one, other = (f"{get_column_letter(each + 1)}{number + 1}" for each in (place, live))
            # An empty cell and an empty text are the same here, and neither is a zero.
            tests.append(f"ISNUMBER({one})=ISNUMBER({other}),ROUND(N({one})-N({other}),6)=0")
    return recalculated(f"IF(AND({','.join(tests)}),{quoted(_('Yes'))},{quoted(_('No'))})", _("Yes")) if tests else None


def agreement_of_all(made: Iterable[Sheet]) -> Formula | None:
    """Return whether each row of each sheet that is calculated again agrees; None where there is no such sheet."""
    found = []
    for sheet in made:
        column = next((n for n, each in enumerate(sheet.columns, 1) if each.header == agreeing()[0]), 0)
        if column and any(isinstance(row[column - 1], Formula) for row in sheet.rows):
            letter = get_column_letter(column)
            place = f"{quote_sheetname(sheet.name)}!${letter}$2:${letter}${len(sheet.rows) + 1}"
            found.append(f"SUMPRODUCT(({place}={quoted(_('No'))})*1)")
    text = f"IF({'+'.join(found)}=0,{quoted(_('Yes'))},{quoted(_('No'))})"
    return recalculated(text, _("Yes")) if found else None


def agreeing() -> tuple[str, Sort]:
    """Return the header of the column that says whether both agree."""
    return _("Recalculated value is the same"), "short"
