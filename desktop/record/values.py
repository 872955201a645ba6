"""One field and one value: which limits it keeps, whether it is asked at all, and how people read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, cast

from desktop.catalogue import region_names
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind, Weight
from desktop.i18n.languages import is_dense
from desktop.i18n.lists import joined, separated
from desktop.i18n.number_formatting import counted, figure
from desktop.i18n.plain_numbers import plain_number
from desktop.i18n.text_sanitizing import is_seen, one_line, shortened
from desktop.i18n.translation import current_language, ngettext
from desktop.i18n.translation import gettext as _
from desktop.i18n.unicode_form import piled_up
from desktop.record.date_parsing import calendar_problem, shown_date
from desktop.record.dates import backwards, span
from desktop.record.entry import Entry, Value, texts_in, tidy
from desktop.record.internal_titles import internal_title
from desktop.record.purpose import purpose_in
from desktop.record.submission import Submission
from desktop.record.value_parsing import Problem, from_cell, in_row, looks_like_email, read
from desktop.record.value_problem import piled
from desktop.record.written_numbers import looks_like_number

__all__ = [
    "MOST_OF_LINKED",
    "Problem",
    "applies",
    "backwards",
    "display",
    "heaviest_of",
    "length",
    "linked_title",
    "problems_of",
    "read",
    "short_title",
    "title_of",
    "weight_of",
]

MOST_OF_LINKED = 300
"""Characters of a title that are said where others lead to it; it is said in full where it stands."""

_LISTS: Mapping[str, type] = {
    "choices": str,
    "countries": str,
    "links": str,
    "objectives": int,
    "principles": int,
    "rows": dict,
}
_SINGLE: Mapping[str, type] = {"yes_no": bool, "year": int}
"""What a field that is no list holds; every other one holds text."""


def length(text: str) -> int:
    """Return the characters of a text as the online form is taken to count them.

    These are Unicode code points of the text as it is kept: in NFC, a line's end as one character, without white space
    at the ends. `é` is one character however it was typed; an emoji of several code points counts as several.
    """
    return len(str(tidy(text) or ""))


def problems_of(field: FormField, value: Value) -> list[Problem]:
    """Return every limit of the field that the value breaks, each with its sentence; an empty list for a sound value.

    The value is one as it is kept, see `value_parsing.read`. What needs more than the field and the value to be judged (dates
    in their order, references, joint pledges) is looked at by the readiness rules.
    """
    if any(map(piled_up, texts_in(value))):
        return [piled()]
    if not is_of_type(field, value):
        return [Problem("type", _("This answer is not of the type that the field needs."))]
    problems: list[Problem] = []
    if field.type in ("text", "long_text", "choice", "email"):
        problems += _text_problems(field, str(value))
    if isinstance(value, str):
        problems += _shape_problems(field, value)
    if field.type in ("choice", "choices") and not field.open:
        known = {option.key for option in field.options}
        words = value if isinstance(value, list) else [value]
        problems += [
            Problem("option", _("“{word}” is not one of the choices.").format(word=one_line(word)))
            for word in words
            if word not in known
        ]
    if field.max_items is not None and isinstance(value, list) and len(value) > field.max_items:
        text = ngettext("You can choose at most {most}.", "You can choose at most {most}.", field.max_items)
        problems.append(Problem("many", text.format(most=counted(field.max_items))))
    if field.type in ("date", "year") and (other := calendar_problem(value)) is not None:
        problems.append(other)
    elif field.type in ("year", "number"):
        problems += _range_problems(field, value)
    if field.type == "rows" and isinstance(value, list):
        columns = {column.key: column for column in field.columns}
        for number, row in enumerate(value, 1):
            for key, cell in row.items() if isinstance(row, dict) else ():
                if key in columns:
                    found = problems_of(columns[key], from_cell(columns[key], cell))
                    problems += in_row(number, columns[key], found)
    return problems


def weight_of(problem: Problem, field: FormField) -> Weight:
    """Return how much it weighs that a value breaks a limit of its field."""
    # An address that is misspelt is mended by whoever reads it; nothing is refused for it.
    if problem.code in ("email", "dense"):
        return "warns"
    # What no package can have inside is no matter of taste.
    return "blocks" if problem.code == "piled" else field.limit


def heaviest_of(field: FormField, problems: Sequence[Problem]) -> Weight | Literal[""]:
    """Return what weighs most of the limits of a field that a value breaks, empty where it breaks none."""
    weights = [weight_of(each, field) for each in problems]
    return "blocks" if "blocks" in weights else next(iter(weights), "")


def is_of_type(field: FormField, value: Value) -> bool:
    """Whether a value has the shape of those of its field; one that a file brought from elsewhere may have another."""
    if field.type in _LISTS:
        one = _LISTS[field.type]
        return isinstance(value, list) and all(isinstance(each, one) and type(each) is not bool for each in value)
    wanted = _SINGLE.get(field.type, str)
    return isinstance(value, wanted) and (wanted is not int or not isinstance(value, bool))


def _text_problems(field: FormField, value: str) -> list[Problem]:
    count = length(value)
    if field.max_length is not None and count > field.max_length:
        text = _("This is too long. Characters: {count}; maximum: {most}.")
        most = counted(field.max_length)
        return [Problem("long", text.format(count=counted(count), most=most))]
    if field.min_length is not None and count < field.min_length:
        if is_dense(value):
            text = _("This may be too short for the online form. Characters: {count}; minimum: {least}.")
            return [Problem("dense", text.format(count=counted(count), least=counted(field.min_length)))]
        text = _("This is too short. Characters: {count}; minimum: {least}.")
        return [Problem("short", text.format(count=counted(count), least=counted(field.min_length)))]
    return []


def _shape_problems(field: FormField, value: str) -> list[Problem]:
    if field.type == "email" and not looks_like_email(value):
        return [Problem("email", _("This is not an e-mail address."))]
    if field.type == "date" and span(value) is None:
        return [Problem("date", _("This is not a date. Write 2026, 2026-03 or 2026-03-02."))]
    if field.type == "number" and not looks_like_number(value):
        return [Problem("number", _("This is not a number. Write a number without spaces, such as 12.5."))]
    if field.type == "country" and not re.fullmatch(r"[A-Z]{2}", value):
        return [Problem("unknown", _("This is not a country code. Write one such as KE."))]
    return []


def _range_problems(field: FormField, value: Value) -> list[Problem]:
    if isinstance(value, str) and not looks_like_number(value):
        return []
    number = Decimal(str(value))
    if field.minimum is not None and number < field.minimum:
        return [Problem("range", _("This is less than {least}.").format(least=field.minimum))]
    if field.maximum is not None and number > field.maximum:
        return [Problem("range", _("This is more than {most}.").format(most=field.maximum))]
    return []


def concerns(field: FormField, entry: Entry) -> bool:
    """Whether a field is asked of what this entry is bound to, whatever is answered in it."""
    return (not field.only_for or entry.key in field.only_for) and entry.key not in field.not_for


def is_conditional(field: FormField) -> bool:
    """Whether it takes an entry to tell if a field is asked, see `applies`."""
    return bool(field.only_for or field.not_for or field.purposes or field.when)


def applies(field: FormField, entry: Entry) -> bool:
    """Whether a field is asked in this entry: its condition on another field holds, or it has none."""
    if not concerns(field, entry):
        return False
    if field.purposes and entry.kind == "submission" and purpose_in(entry) not in field.purposes:
        return False
    if field.when is None:
        return True
    value = entry.value(field.when.field)
    values = value if isinstance(value, list) else [value]
    return any(each in field.when.any_of for each in values)


def missed(field: FormField, entry: Entry) -> bool:
    """Whether a field is asked in this entry and neither it nor one that would do instead has an answer."""
    if entry.value(field.key) is not None or any(entry.value(key) is not None for key in field.instead):
        return False
    return applies(field, entry)


def display(field: FormField, value: Value | None, catalogue: Catalogue, submission: Submission | None = None) -> str:
    """Return a value as people read it, in the language spoken; empty for none.

    Lists are joined by semicolons, rows stand on lines of their own, dates are as exact as they are known. What the
    catalogue has no name for is shown as it is kept. Links and files need the submission to be named. A single item of
    a list is shown as a list of one.
    """
    if value is None or value == "":
        return ""
    if field.type in _LISTS and isinstance(value, str | int):
        value = cast(Value, [value])
    if not is_of_type(field, value):
        return _bare(value)
    shown = _SHOWN.get(field.type)
    return shown(field, value, catalogue, submission) if shown else str(value)


def _bare(value: Value) -> str:
    """Return a value that does not fit its field: the check finds it, and nobody can say more than what is there."""
    if not isinstance(value, list):
        return str(value)
    return separated(joined(each.values()) if isinstance(each, dict) else str(each) for each in value)


Shown = Callable[[FormField, Any, Catalogue, Submission | None], str]


def _option(field: FormField, value: Any, catalogue: Catalogue, _submission: Submission | None) -> str:
    option = next((each for each in field.options if each.key == value), None)
    return catalogue.option_text(option) if option else str(value)


def _number(_field: FormField, value: Any, _catalogue: Catalogue, _submission: Submission | None) -> str:
    return figure(str(value))


def _yes_no(_field: FormField, value: Any, _catalogue: Catalogue, _submission: Submission | None) -> str:
    return _("Yes") if value else _("No")


def _country(_field: FormField, value: Any, _catalogue: Catalogue, _submission: Submission | None) -> str:
    return region_names.territories(current_language()).get(str(value), str(value))


def _language(_field: FormField, value: Any, _catalogue: Catalogue, _submission: Submission | None) -> str:
    return region_names.languages(current_language()).get(str(value), str(value))


def _date(_field: FormField, value: Any, _catalogue: Catalogue, _submission: Submission | None) -> str:
    return shown_date(str(value))


def _objective(_field: FormField, value: Any, catalogue: Catalogue, _submission: Submission | None) -> str:
    try:
        return _("{number} {label}").format(number=value, label=catalogue.label(int(value)))
    except (KeyError, ValueError):
        return str(value)


def _principle(_field: FormField, value: Any, catalogue: Catalogue, _submission: Submission | None) -> str:
    try:
        return catalogue.principle_name(int(value))
    except (KeyError, ValueError):
        return str(value)


def _link(_field: FormField, value: Any, catalogue: Catalogue, submission: Submission | None) -> str:
    entry = submission.entry(str(value)) if submission else None
    # The id itself would say nothing to anybody.
    return linked_title(entry, catalogue) if entry else _("a missing entry")


def _file(_field: FormField, value: Any, _catalogue: Catalogue, submission: Submission | None) -> str:
    attachment = submission.attachment(str(value)) if submission else None
    return attachment.name if attachment else _("a missing file")


def _rows(field: FormField, value: Any, catalogue: Catalogue, submission: Submission | None) -> str:
    lines = []
    for row in value if isinstance(value, list) else []:
        cells = [
            display(column, from_cell(column, row[column.key]), catalogue, submission)
            for column in field.columns
            if column.key in row
        ]
        lines.append(separated(cell for cell in cells if cell))
    return "\n".join(lines)


def _joined(one: Shown) -> Shown:
    def shown(field: FormField, value: Any, catalogue: Catalogue, submission: Submission | None) -> str:
        items = value if isinstance(value, list) else [value]
        return separated(one(field, item, catalogue, submission) for item in items)

    return shown


_SHOWN: dict[str, Shown] = {
    "number": _number,
    "choice": _option,
    "choices": _joined(_option),
    "yes_no": _yes_no,
    "country": _country,
    "countries": _joined(_country),
    "language": _language,
    "date": _date,
    "objectives": _joined(_objective),
    "principles": _joined(_principle),
    "links": _joined(_link),
    "rows": _rows,
    "file": _file,
}


def title_of(entry: Entry, catalogue: Catalogue) -> str:
    """Return what an entry is called, in one line: its own title, what it is bound to, or its kind without a name."""
    kind = catalogue.kinds.get(entry.kind)
    if kind is None:
        return internal_title(entry)
    bound = _bound_title(kind.bound, entry, catalogue) if kind.bound else ""
    if bound:
        return bound
    if entry.kind == "value" and entry.text("indicator"):
        if not entry.text("year"):
            return _("Indicator {key}, without a year").format(key=entry.text("indicator"))
        return _("Indicator {key}, {year}").format(key=entry.text("indicator"), year=entry.text("year"))
    of_kind, of_key = (entry.text("of_kind"), entry.text("of_key")) if entry.kind == "carried" else ("", "")
    if of_key and catalogue.thing(of_kind, of_key):
        # What it was called last time is in the language of then.
        return title_of(Entry("", of_kind, of_key), catalogue)
    return own_title(entry, kind) or unnamed(kind)


def unnamed(kind: Kind) -> str:
    """Return what one entry of a kind is called that has no title."""
    return _(kind.unnamed) if kind.unnamed else _("{kind} without a name").format(kind=_(kind.label))


def own_title(entry: Entry, kind: Kind) -> str:
    """Return the first line of an entry's title that says anything, in the national language where only that is written."""
    if not kind.title_field:
        return ""
    keys = (kind.title_field, *(each.key for each in kind.fields if each.twin_of == kind.title_field))
    lines = (line.strip() for key in keys for line in entry.text(key).split("\n"))
    return next((line for line in lines if is_seen(line)), "")


def short_title(entry: Entry, catalogue: Catalogue, most: int = 80) -> str:
    """Return what an entry is called, cut off where it is longer than `most` characters, to be named in a sentence."""
    return shortened(title_of(entry, catalogue), most)


def linked_title(entry: Entry, catalogue: Catalogue) -> str:
    """Return what an entry is called where others lead to it: thousands may, and none of them says a whole book."""
    return short_title(entry, catalogue, MOST_OF_LINKED)


def _bound_title(bound: str, entry: Entry, catalogue: Catalogue) -> str:
    """Return the name of what an entry is bound to; empty for a key that the catalogue does not have."""
    key = entry.key
    if bound == "submission":
        return _("About this submission")
    if bound == "indicator":
        return _("Indicator {key}").format(key=key)
    if bound == "sub_category":
        return _("SDG 10.7.2, question {key}").format(key=key)
    if bound == "recommendation":
        return _("Recommendation {key}").format(key=key)
    try:
        if bound == "objective":
            return _("Objective {number}: {label}").format(number=key, label=catalogue.label(plain_number(key) or 0))
        if bound == "chapter":
            return catalogue.chapter_name(key)
        return catalogue.principle_name(plain_number(key) or 0)
    except (KeyError, ValueError):
        return _("{kind} {key}").format(kind=_(catalogue.kind(entry.kind).label), key=key)
