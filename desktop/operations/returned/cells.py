"""What a cell that somebody filled in means, in whichever language and with whichever program they wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache

from desktop.catalogue import region_names
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.text_normalization import fold
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.package.contribution_workbook.cell_contents import digits
from desktop.package.contribution_workbook.grid import Cell
from desktop.record.date_parsing import MOST_SAID, read_date, read_year
from desktop.record.entry import Value, tidy
from desktop.record.submission import Submission
from desktop.record.value_parsing import find_option, is_country
from desktop.record.values import problems_of, read
from desktop.record.written_numbers import western

LATER = frozenset({"short", "dense"})
"""Limits that are looked at before signing: a text is often begun before it is long enough."""

_BETWEEN = re.compile("[;；؛\n]")
_LEADING = re.compile(r"\s*([0-9]{1,3})(?![.,]?[0-9])")
_SHORT_ID = re.compile(r"\s*([0-9a-f]{8})(?:-[0-9a-f-]{27})?(?=\s|$)")
_FIRST_DAY = date(1899, 12, 30)
_SERIALS = range(18_264, 109_574)
"""Days from 1950 to 2199 as a spreadsheet counts them; a number of five digits is no year."""

Read = tuple[Value | None, list[str]]


@dataclass(frozen=True)
class CellReader:
    """Reads cells with the forms and the entries that there are."""

    submission: Submission
    catalogue: Catalogue

    def read(self, field: FormField, cell: Cell) -> Read:
        """Return the value that a cell means, and what is wrong with it, each in one sentence."""
        if cell.sort == "error":
            return None, [_("The cell contains an error ({text}).").format(text=one_line(str(cell.value), 20))]
        value, problems = self._value(field, cell)
        if value is not None and not problems:
            problems = [each.text for each in problems_of(field, value) if each.code not in LATER]
        return value, problems

    def _value(self, field: FormField, cell: Cell) -> Read:
        match field.type:
            case "yes_no":
                return _yes_no(cell)
            case "date":
                return _date(cell)
            case "year":
                return _year(cell)
            case "number":
                return self._number(field, cell)
            case "choice":
                return self._choice(field, _text(cell))
            case "choices":
                return self._several(field, _text(cell), self._choice)
            case "country":
                return _country(_text(cell))
            case "countries":
                return self._several(field, _text(cell), lambda _field, text: _country(text))
            case "language":
                return _language(_text(cell))
            case "objectives":
                return self._numbered(cell, {each.number: each.label for each in self.catalogue.objectives})
            case "principles":
                return self._numbered(cell, {each.number: each.name for each in self.catalogue.principles})
            case "links":
                return self._several(field, _text(cell), self._link)
        return self._as_kept(field, _text(cell))

    def _as_kept(self, field: FormField, raw: object) -> Read:
        value, problems = read(field, raw, self.catalogue)
        return value, [each.text for each in problems]

    def _number(self, field: FormField, cell: Cell) -> Read:
        if cell.sort == "number" and isinstance(cell.value, float):
            # 4.5 % is kept as 0.045 in a workbook; who writes it means the 4.5 of the indicator's unit.
            number = float(Decimal(digits(cell.value)) * 100) if cell.per_cent else cell.value
            return digits(number), []
        if cell.sort == "date":
            return None, [_("This cell contains a date and not a number.")]
        text = _text(cell)
        return self._as_kept(field, re.sub(r"\s*[%٪％]\s*$", "", text))

    def _choice(self, field: FormField, text: str) -> Read:
        found = {}
        for language in LANGUAGES:
            with use_language(language):
                option = find_option(field.options, text)
            if option is not None:
                found[option.key] = option
        if len(found) == 1:
            return next(iter(found)), []
        return self._as_kept(field, text)

    def _several(self, field: FormField, text: str, one: Callable[[FormField, str], Read]) -> Read:
        values: list[str] = []
        problems: list[str] = []
        for line in filter(str.strip, text.split("\n")):
            value, found = one(field, line.strip())
            parts = [each for each in _BETWEEN.split(line) if each.strip()]
            if (found or field.open) and len(parts) > 1:
                value, found = None, []
                for part in parts:
                    each, wrong = one(field, part.strip())
                    found += wrong
                    values += _new(each, values)
            problems += found
            values += _new(value, values)
        return values or None, problems

    def _numbered(self, cell: Cell, known: dict[int, dict[str, str]]) -> Read:
        text = _text(cell)
        if isinstance(cell.value, float) and not cell.value.is_integer():
            return None, [
                _("“{text}” may be one number or two. If it is two, put a semicolon between them.").format(text=text)
            ]
        names = _folded(tuple((number, tuple(texts.values())) for number, texts in known.items()))
        numbers: list[int] = []
        problems: list[str] = []
        for part in _numbered_parts(western(text)):
            leading = _LEADING.match(part)
            number = int(leading[1]) if leading else names.get(fold(part).strip())
            if number is None or number not in known:
                sentence = _("“{text}” is not one of the numbers from 1 to {last}.")
                problems.append(sentence.format(text=one_line(part, MOST_SAID), last=max(known)))
            elif number not in numbers:
                numbers.append(number)
        return numbers or None, problems

    def _link(self, field: FormField, text: str) -> Read:
        entries = [each for kind in field.refers_to for each in self.submission.of_kind(kind)]
        short = _SHORT_ID.match(text)
        if short:
            found = [each.id for each in entries if each.id.startswith(short[1])]
        else:
            titles = ((each.id, each.text(self.catalogue.kind(each.kind).title_field)) for each in entries)
            found = [entry_id for entry_id, title in titles if title and fold(title) == fold(text)]
        if len(found) == 1:
            return found[0], []
        sentence = (
            _("More than one entry is called “{text}”. Choose one from the list.")
            if found
            else _("There is no entry “{text}”. Choose one from the list.")
        )
        return None, [sentence.format(text=one_line(text, MOST_SAID))]


def _new(value: Value | None, values: list[str]) -> list[str]:
    return [value] if isinstance(value, str) and value not in values else []


def _numbered_parts(text: str) -> Iterable[str]:
    """Yield the items of a list of numbers: `7; 13`, `7, 13`, a line for each; a comma within a name is none between."""
    for part in _BETWEEN.split(text):
        if re.fullmatch(r"[0-9\s,،、]+", part):
            yield from re.findall("[0-9]+", part)
        elif part.strip():
            yield part.strip()


def _text(cell: Cell) -> str:
    """Return a cell as text, whatever a program has made of it."""
    if isinstance(cell.value, bool):
        return "true" if cell.value else "false"
    if isinstance(cell.value, date):
        return cell.value.isoformat()
    if isinstance(cell.value, str):
        return str(tidy(cell.value) or "")
    return digits(cell.value)


def _yes_no(cell: Cell) -> Read:
    if isinstance(cell.value, bool):
        return cell.value, []
    answer = _answers().get(fold(_text(cell)).strip())
    return (answer, []) if answer is not None else (None, [_("Choose yes or no.")])


@lru_cache(maxsize=8)
def _folded(known: tuple[tuple[int, tuple[str, ...]], ...]) -> dict[str, int]:
    return {fold(name).strip(): number for number, names in known for name in names}


@cache
def _answers() -> dict[str, bool]:
    found = {"true": True, "false": False, "1": True, "0": False}
    for language in LANGUAGES:
        with use_language(language):
            found |= {fold(_("Yes")): True, fold(_("No")): False}
    return found


def _date(cell: Cell) -> Read:
    if isinstance(cell.value, date):
        return cell.value.isoformat(), []
    if isinstance(cell.value, float) and cell.value == int(cell.value) and int(cell.value) in _SERIALS:
        return (_FIRST_DAY + timedelta(days=int(cell.value))).isoformat(), []
    text = _text(cell)
    if re.fullmatch("[0-9]{5,6}", text) and int(text) in _SERIALS:
        return (_FIRST_DAY + timedelta(days=int(text))).isoformat(), []
    value, problems = read_date(text, days_lead=None)
    return value, [each.text for each in problems]


def _year(cell: Cell) -> Read:
    text = _text(cell)
    if isinstance(cell.value, date):
        return None, [_("Enter a year, such as 2026.")]
    value, problems = read_year(text)
    return value, [each.text for each in problems]


def _country(text: str) -> Read:
    code = text.strip().upper()
    if is_country(code):
        return code, []
    found = _names_of("territories").get(fold(text).strip(), set())
    known = {each for each in found if is_country(each)}
    if len(known) == 1:
        return next(iter(known)), []
    return None, [_("“{text}” is not the name of a country. Choose one from the list.").format(text=one_line(text, 60))]


def _language(text: str) -> Read:
    code = text.strip().casefold()
    if code in region_names.languages("en"):
        return code, []
    found = _names_of("languages").get(fold(text).strip(), set())
    if len(found) == 1:
        return next(iter(found)), []
    return None, [
        _("“{text}” is not the name of a language. Write a language code, such as fr.").format(text=one_line(text, 60))
    ]


@cache
def _names_of(what: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        named = (
            (region_names.territories(language), region_names.of_cldr(language))
            if what == "territories"
            else (region_names.languages(language),)
        )
        for names in named:
            for code, name in names.items():
                found.setdefault(fold(name).strip(), set()).add(code)
    return found
