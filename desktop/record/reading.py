"""Take what an import or a person brings for a field, and make it the value that is kept, or say why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Option
from desktop.catalogue.language import LANGUAGES
from desktop.catalogue.language import gettext as _
from desktop.record.dates import span
from desktop.record.entry import Value, tidy

_SHA256 = re.compile(r"[0-9a-f]{64}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_DIGITS = {ord(arabic): str(digit) for block in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for digit, arabic in enumerate(block)}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a value.

    Args:
        code: `type`, `option`, `unknown`, `date`, `number`, `email`, `short`, `long`, `many`, `range`.
        text: one whole sentence in the language spoken.
    """

    code: str
    text: str


Read = tuple[Value | None, list[Problem]]


def read(field: FormField, raw: Any, catalogue: Catalogue) -> Read:
    """Return the value that is kept, and what is wrong with it; the value is None when nothing can be kept.

    Choices are known by key, label or alias, in capital or small letters. A single thing is taken where a list is
    asked for. Nothing is ever guessed: what is not known is a problem.
    """
    if raw is None or raw == "" or raw == []:
        return None, []
    return _READERS[field.type](field, raw, catalogue)


def _no(code: str, text: str) -> Read:
    return None, [Problem(code, text)]


def _text(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    if not isinstance(raw, str):
        return _no("type", _("A text is expected here."))
    if any(0xD800 <= ord(each) <= 0xDFFF for each in raw):
        return _no("type", _("The text holds a broken letter and cannot be kept."))
    return tidy(raw), []


def _yes_no(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    return (raw, []) if isinstance(raw, bool) else _no("type", _("Yes or no is expected here."))


def _year(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    if isinstance(raw, str) and raw.strip().translate(_DIGITS).isascii() and raw.strip().translate(_DIGITS).isdigit():
        raw = int(raw.strip().translate(_DIGITS))
    if isinstance(raw, bool) or not isinstance(raw, int):
        return _no("type", _("A year is expected here, such as 2026."))
    return raw, []


def _number(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return _no("type", _("A number is expected here."))
    text = str(raw).strip().translate(_DIGITS).replace("\u2212", "-").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return _no("number", _("“{text}” is not a number. Write it like 12.5, without spaces.").format(text=str(raw)))
    if not number.is_finite() or "_" in text:
        return _no("number", _("“{text}” is not a number. Write it like 12.5, without spaces.").format(text=str(raw)))
    return text, []


def _date(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    text = str(raw).strip().translate(_DIGITS) if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    if span(text) is None:
        return _no("date", _("“{text}” is not a date. Write 2026, 2026-03 or 2026-03-02.").format(text=str(raw)))
    return text, []


def _email(field: FormField, raw: Any, catalogue: Catalogue) -> Read:
    return _text(field, raw, catalogue)


def _country(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    if not isinstance(raw, str):
        return _no("type", _("A country is expected here, by its code of two letters."))
    code = raw.strip().upper()
    if not is_country(code):
        return _no("unknown", _("“{code}” is not the code of a country, such as KE.").format(code=raw))
    return code, []


def is_country(code: str) -> bool:
    """Whether a code of two letters names a country or territory (ISO 3166-1, as CLDR knows them)."""
    from babel import Locale

    return len(code) == 2 and code.isascii() and code.isalpha() and code in Locale("en").territories and code != "ZZ"


def _language(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    from babel import Locale

    code = raw.strip().lower() if isinstance(raw, str) else ""
    if code not in LANGUAGES and code not in Locale("en").languages:
        return _no("unknown", _("“{code}” is not the code of a language, such as fr.").format(code=str(raw)))
    return code, []


def find_option(options: tuple[Option, ...], word: str) -> Option | None:
    """Return the option that a word means, by its key, label, code or alias."""
    wanted = " ".join(word.split()).casefold()
    for option in options:
        known = {option.key, option.label, option.code, f"{option.code} {option.label}", *option.aliases}
        if wanted in {each.casefold() for each in known if each}:
            return option
    return None


def _choice(field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    if not isinstance(raw, str | int) or isinstance(raw, bool):
        return _no("type", _("One of the choices is expected here."))
    option = find_option(field.options, str(raw))
    if option is not None:
        return option.key, []
    if field.open:
        return tidy(str(raw)), []
    known = ", ".join(_(each.label) for each in field.options[:12])
    return _no("option", _("“{word}” is none of the choices: {known}.").format(word=str(raw), known=known))


def _list_of(one: Callable[[FormField, Any, Catalogue], Read]) -> Callable[[FormField, Any, Catalogue], Read]:
    def reading(field: FormField, raw: Any, catalogue: Catalogue) -> Read:
        items = raw if isinstance(raw, list) else [raw]
        values: list[Any] = []
        problems: list[Problem] = []
        for item in items:
            value, found = one(field, item, catalogue)
            problems += found
            if value is not None and value not in values:
                values.append(value)
        return values or None, problems

    return reading


def _numbered(known: Callable[[Catalogue], set[int]], what: Callable[[int], str]) -> Callable[..., Read]:
    def one(_field: FormField, raw: Any, catalogue: Catalogue) -> Read:
        if isinstance(raw, str) and raw.strip().isascii() and raw.strip().isdigit():
            raw = int(raw)
        if isinstance(raw, bool) or not isinstance(raw, int):
            return _no("type", _("Whole numbers are expected here."))
        if raw not in known(catalogue):
            return _no("unknown", what(raw))
        return raw, []

    return _list_of(one)


def _link(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    return (raw, []) if isinstance(raw, str) else _no("type", _("The id of an entry is expected here."))


def _file(_field: FormField, raw: Any, _catalogue: Catalogue) -> Read:
    if isinstance(raw, str) and _SHA256.fullmatch(raw):
        return raw, []
    return _no("type", _("An attached file is expected here."))


def _rows(field: FormField, raw: Any, catalogue: Catalogue) -> Read:
    rows: list[dict[str, str]] = []
    problems: list[Problem] = []
    columns = {column.key: column for column in field.columns}
    for item in raw if isinstance(raw, list) else [raw]:
        cells = {field.columns[0].key: item} if isinstance(item, str) else item
        if not isinstance(cells, dict):
            problems.append(Problem("type", _("Rows are expected here.")))
            continue
        row: dict[str, str] = {}
        for key, cell in cells.items():
            if key not in columns:
                problems.append(Problem("unknown", _("“{column}” is no column of these rows.").format(column=key)))
                continue
            value, found = read(columns[key], cell, catalogue)
            problems += found
            if value is not None:
                row[key] = str(value)
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
        lambda number: _("There is no objective {number}; they go from 1 to 23.").format(number=number),
    ),
    "principles": _numbered(
        lambda catalogue: {each.number for each in catalogue.principles},
        lambda number: _("There is no guiding principle {number}; they go from 1 to 10.").format(number=number),
    ),
    "links": _list_of(_link),
    "rows": _rows,
    "file": _file,
}


def looks_like_email(text: str) -> bool:
    """Whether a text has the shape of an e-mail address."""
    return _EMAIL.fullmatch(text) is not None
