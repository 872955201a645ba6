"""Take what an import or a person brings for a field, and make it the value that is kept, or say why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from desktop.catalogue import region_names
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Option
from desktop.i18n.lists import joined
from desktop.i18n.older_words import older_words
from desktop.i18n.text_normalization import fold_case
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import LANGUAGES, current_language
from desktop.i18n.translation import gettext as _
from desktop.i18n.unicode_form import piled_up
from desktop.record.date_parsing import MOST_SAID, read_date, read_year
from desktop.record.entry import Value, tidy
from desktop.record.value_problem import Problem as Problem
from desktop.record.value_problem import piled
from desktop.record.written_numbers import MOST_DIGITS, in_two_ways, kept, looks_like_number, tidied, western

_SHA256 = re.compile(r"[0-9a-f]{64}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_NO_COUNTRIES = frozenset({"ZZ", "XA", "XB", "QO", "EZ", "UN"})
"""What CLDR lists beside countries and territories: unknown, pseudo-languages, outlying Oceania, unions."""

_HALF = re.compile("[\ud800-\udfff]")

Read = tuple[Value | None, list[Problem]]


def read(field: FormField, raw: Any, catalogue: Catalogue) -> Read:
    """Return the value that is kept, and what is wrong with it; the value is None when nothing can be kept.

    Choices are known by key, label (English or in the language spoken) or alias, in capital or small letters. A single
    thing is taken where a list is asked for, and a text where a row is asked for: it is the row's first column. Nothing
    is ever guessed: what is not known is a problem. Every problem is given, not the first one. Whether the value keeps
    the field's limits is said by `values.problems_of`.
    """
    if raw is None or raw == [] or (isinstance(raw, str) and not raw.strip()):
        return None, []
    return _READERS[field.type](field, raw, catalogue)


def _said(raw: Any) -> str:
    """Return what was brought, short enough to be quoted in a sentence."""
    return one_line(raw, MOST_SAID) if isinstance(raw, str | int | float) else type(raw).__name__


def _no(code: str, text: str) -> Read:
    return None, [Problem(code, text)]


def _text(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    if not isinstance(raw, str):
        return _no("type", _("Enter text."))
    if not raw.isascii() and _HALF.search(raw):
        return _no("type", _("The text contains a broken character and cannot be saved."))
    return (None, [piled()]) if piled_up(raw) else (tidy(raw), [])


def _yes_no(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    return (raw, []) if isinstance(raw, bool) else _no("type", _("Choose yes or no."))


def _year(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    return read_year(raw)


def _number(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return _no("type", _("Enter a number."))
    # A JSON number comes as binary; `repr` is the shortest text that means it, and "f" writes it without an exponent.
    text = kept(tidied(raw)) if isinstance(raw, str) else format(Decimal(repr(raw)), "f")
    if in_two_ways(text, ","):
        sentence = _(
            "“{text}” can be read in two ways. Write thousands without a separator, and put a point before decimals."
        )
        return _no("number", sentence.format(text=_said(raw)))
    text = text.replace(",", ".", 1)
    if len(text) > MOST_DIGITS and looks_like_number(text[:MOST_DIGITS]):
        return _no("number", _("This number has too many digits; the maximum is {most}.").format(most=MOST_DIGITS))
    if not looks_like_number(text):
        return _no(
            "number",
            _("“{text}” is not a number. Write a number without spaces, such as 12.5.").format(text=_said(raw)),
        )
    return text, []


def _date(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    # Whoever wrote 03/04/2026 into a file is not here to be asked, and the language of the screen is not theirs.
    return read_date(raw, days_lead=None)


def _email(field: FormField, raw: Any, catalogue: Catalogue) -> Read:
    return _text(field, raw, catalogue)


def _country(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    if not isinstance(raw, str):
        return _no("type", _("Enter a two-letter country code."))
    code = raw.strip().upper()
    if not is_country(code):
        return _no("unknown", _("“{code}” is not a country code. Write one such as KE.").format(code=_said(raw)))
    return code, []


@cache
def _countries() -> frozenset[str]:
    codes = {str(code) for code in region_names.territories("en")}
    return frozenset(code for code in codes if re.fullmatch(r"[A-Z]{2}", code)) - _NO_COUNTRIES


def is_country(code: str) -> bool:
    """Whether a code of two capital letters names a country or territory (ISO 3166-1, as CLDR knows them)."""
    return code in _countries()


@cache
def _languages() -> frozenset[str]:
    return frozenset(region_names.languages("en")) | frozenset(LANGUAGES)


def _language(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    if not isinstance(raw, str):
        return _no("type", _("Enter a language code, such as fr."))
    code = raw.strip().lower()
    if code not in _languages():
        return _no("unknown", _("“{code}” is not a language code, such as fr.").format(code=_said(raw)))
    return code, []


_words_of: dict[tuple[int, str], tuple[tuple[Option, ...], Mapping[str, Option]]] = {}
_MOST_LISTS = 400
"""Lists of choices whose words are kept, of one set of forms in a few languages: those of packs that were looked at go."""


def find_option(options: tuple[Option, ...], word: str) -> Option | None:
    """Return the option that a word means, by its key, label (English or in the language spoken), code or alias.

    Where none has it, by what a label was in a version before this one, in any language; and where options have codes, by
    the code that the word begins with, as a cell says it before its label.
    """
    key = (id(options), current_language())
    known = _words_of.get(key)
    # The options are kept beside their words, so that the id stays theirs.
    if known is None or known[0] is not options:
        words: dict[str, Option] = {}
        for option in options:
            for each in (option.key, option.label, _(option.label), option.code, *option.aliases):
                words.setdefault(fold_case(each), option)
            words.setdefault(fold_case(f"{option.code} {option.label}"), option)
        for option in options:
            for each in older_words(option.label):
                words.setdefault(fold_case(each), option)
        if len(_words_of) >= _MOST_LISTS:
            _words_of.clear()
        known = _words_of[key] = (options, words)
    if not word.strip():
        return None
    return known[1].get(fold_case(word)) or _of_code(options, word)


def _of_code(options: tuple[Option, ...], word: str) -> Option | None:
    """Return the option whose code a word begins with, where no more than a name follows: a list of codes means several."""
    code, _space, name = fold_case(word).partition(" ")
    if not name[:1].isalpha() or _ENDS_AN_ITEM.search(word):
        return None
    found = next((each for each in options if each.code and fold_case(each.code) == code), None)
    if found is None:
        return None
    codes = (re.escape(fold_case(each.code)) for each in options if each.code)
    return None if re.search(rf"(?<!\w)(?:{'|'.join(codes)})(?!\w)", name) else found


_ENDS_AN_ITEM = re.compile("[;；؛\n]")


def _choice(field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    if not isinstance(raw, str | int | float):
        return _no("type", _("Choose one of the answers offered."))
    # An import may say true where the options have that word among their aliases.
    word = raw if isinstance(raw, str) else str(raw).casefold()
    option = find_option(field.options, word)
    if option is not None:
        return option.key, []
    if field.open and isinstance(raw, str):
        return tidy(raw), []
    if isinstance(raw, bool):
        return _no("type", _("Choose one of the answers offered."))
    known = joined(_(each.label) for each in field.options[:12])
    return _no("option", _("“{word}” is not one of the choices: {known}.").format(word=_said(raw), known=known))


def _list_of(one: Callable[[FormField, Any, Catalogue], Read]) -> Callable[[FormField, Any, Catalogue], Read]:
    def reading(field: FormField, raw: Any, catalogue: Catalogue) -> Read:
        items = raw if isinstance(raw, list) else [raw]
        values: list[Any] = []
        problems: list[Problem] = []
        for item in items:
            if item is None or (isinstance(item, str) and not item.strip()):
                continue
            value, found = one(field, item, catalogue)
            problems += found
            if value is not None and value not in values:
                values.append(value)
        return values or None, problems

    return reading


def _numbered(known: Callable[[Catalogue], set[int]], what: Callable[[str, int], str]) -> Callable[..., Read]:
    def one(_field: FormField, raw: Any, catalogue: Catalogue) -> Read:
        if isinstance(raw, str) and re.fullmatch(r"[0-9]{1,3}", western(raw.strip())):
            raw = int(western(raw.strip()))
        if isinstance(raw, bool) or not isinstance(raw, int):
            return _no("type", _("Enter whole numbers."))
        numbers = known(catalogue)
        if raw not in numbers:
            return _no("unknown", what(_said(raw), max(numbers)))
        return raw, []

    return _list_of(one)


def _link(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    return (tidy(raw), []) if isinstance(raw, str) else _no("type", _("Enter the ID of an entry."))


def _file(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    if isinstance(raw, str) and _SHA256.fullmatch(raw):
        return raw, []
    return _no("type", _("Attach a file."))


def _rows(field: FormField, raw: Any, catalogue: Catalogue) -> Read:
    rows: list[dict[str, str]] = []
    problems: list[Problem] = []
    columns = {column.key: column for column in field.columns}
    for number, item in enumerate(raw if isinstance(raw, list) else [raw], 1):
        cells = {field.columns[0].key: item} if isinstance(item, str) else item
        if cells is None:
            continue
        if not isinstance(cells, dict):
            problems.append(Problem("type", _("Enter rows.")))
            continue
        row: dict[str, str] = {}
        for key, cell in cells.items():
            if key not in columns:
                problems.append(
                    Problem("unknown", _("“{column}” is not a column of these rows.").format(column=_said(key)))
                )
                continue
            value, found = read(columns[key], cell, catalogue)
            problems += in_row(number, columns[key], found)
            if value is not None:
                row[key] = to_cell(value)
        if row:
            rows.append(row)
    return rows or None, problems


_READERS: dict[str, Callable[[FormField, Any, Catalogue], Read]] = {
    "text": _text,
    "long_text": _text,
    "choice": _choice,
    "choices": _list_of(_choice),
    "yes_no": _yes_no,
    "date": _date,
    "year": _year,
    "number": _number,
    "email": _email,
    "country": _country,
    "countries": _list_of(_country),
    "language": _language,
    "objectives": _numbered(
        lambda catalogue: {each.number for each in catalogue.objectives},
        lambda number, last: _("There is no objective {number}. The objectives are numbered from 1 to {last}.").format(
            number=number, last=last
        ),
    ),
    "principles": _numbered(
        lambda catalogue: {each.number for each in catalogue.principles},
        lambda number, last: _(
            "There is no guiding principle {number}. The principles are numbered from 1 to {last}."
        ).format(number=number, last=last),
    ),
    "links": _list_of(_link),
    "rows": _rows,
    "file": _file,
}


def in_row(number: int, column: FormField, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of a cell as problems of the rows: each says in which row and column it is."""
    text = _("Row {number}, {column}: {problem}")
    return [
        Problem(each.code, text.format(number=number, column=_(column.label), problem=each.text)) for each in problems
    ]


def to_cell(value: Value) -> str:
    """Return the text that a row keeps of a column's value; rows hold texts only."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def from_cell(column: FormField, text: str) -> Value:
    """Return the value of a text made by `to_cell`; the text itself where it is none of the column's type."""
    if column.type == "yes_no" and text in ("true", "false"):
        return text == "true"
    if column.type == "year" and re.fullmatch(r"[0-9]{1,6}", text):
        return int(text)
    return text


def looks_like_email(text: str) -> bool:
    """Whether a text has the shape of an e-mail address."""
    return _EMAIL.fullmatch(text) is not None
