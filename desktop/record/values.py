"""One field and one value: which limits it keeps, whether it is asked at all, and how people read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.catalogue.language import gettext as _
from desktop.catalogue.language import ngettext, spoken
from desktop.record.dates import backwards, span
from desktop.record.entry import Entry, Value
from desktop.record.reading import Problem, find_option, looks_like_email, read
from desktop.record.submission import Submission

__all__ = ["Problem", "applies", "backwards", "display", "length", "problems_of", "read", "title_of"]

_NUMBERS = "{:,}"


def length(text: str) -> int:
    """Return the characters of a text as the online form is taken to count them: Unicode code points after NFC."""
    return len(text)


def problems_of(field: FormField, value: Value) -> list[Problem]:
    """Return every limit of the field that the value breaks."""
    problems: list[Problem] = []
    if isinstance(value, str) and field.type in ("text", "long_text", "choice", "email"):
        problems += _text_problems(field, value)
    if field.type == "email" and isinstance(value, str) and not looks_like_email(value):
        problems.append(Problem("email", _("This is not an e-mail address.")))
    if field.type == "date" and isinstance(value, str) and span(value) is None:
        problems.append(Problem("date", _("This is not a date. Write 2026, 2026-03 or 2026-03-02.")))
    if field.type == "choice" and not field.open and isinstance(value, str) and find_option(field.options, value) is None:
        problems.append(Problem("option", _("“{word}” is none of the choices.").format(word=value)))
    if field.max_items is not None and isinstance(value, list) and len(value) > field.max_items:
        text = ngettext("At most {most} can be named here.", "At most {most} can be named here.", field.max_items)
        problems.append(Problem("many", text.format(most=field.max_items)))
    if field.type in ("year", "number"):
        problems += _range_problems(field, value)
    if field.type == "rows" and isinstance(value, list):
        for row in value:
            for column in field.columns:
                if isinstance(row, dict) and column.key in row:
                    problems += problems_of(column, row[column.key])
    return problems


def _text_problems(field: FormField, value: str) -> list[Problem]:
    count = length(value)
    if field.max_length is not None and count > field.max_length:
        text = _("This is too long: {count} characters, at most {most} are allowed.")
        most = _NUMBERS.format(field.max_length)
        return [Problem("long", text.format(count=_NUMBERS.format(count), most=most))]
    if field.min_length is not None and count < field.min_length:
        text = _("This is too short: {count} characters, at least {least} are asked for.")
        return [Problem("short", text.format(count=_NUMBERS.format(count), least=_NUMBERS.format(field.min_length)))]
    return []


def _range_problems(field: FormField, value: Value) -> list[Problem]:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return []
    number = float(value)
    if field.minimum is not None and number < field.minimum:
        return [Problem("range", _("This is less than {least}.").format(least=field.minimum))]
    if field.maximum is not None and number > field.maximum:
        return [Problem("range", _("This is more than {most}.").format(most=field.maximum))]
    return []


def applies(field: FormField, entry: Entry) -> bool:
    """Whether a field is asked in this entry: its condition on another field holds, or it has none."""
    if field.when is None:
        return True
    value = entry.value(field.when.field)
    values = value if isinstance(value, list) else [value]
    return any(each in field.when.any_of for each in values)


def display(field: FormField, value: Value | None, catalogue: Catalogue, submission: Submission | None = None) -> str:
    """Return a value as people read it, in the language spoken; empty for none.

    Lists are joined by semicolons, rows stand on lines of their own. What has no name any more is shown as it is kept.
    """
    if value is None or value == "":
        return ""
    shown = _SHOWN.get(field.type)
    return shown(field, value, catalogue, submission) if shown else str(value)


Shown = Callable[[FormField, Any, Catalogue, Submission | None], str]


def _option(field: FormField, value: Any, catalogue: Catalogue, _submission: Submission | None) -> str:
    option = next((each for each in field.options if each.key == value), None)
    return catalogue.option_text(option) if option else str(value)


def _yes_no(_field: FormField, value: Any, _catalogue: Catalogue, _submission: Submission | None) -> str:
    return _("Yes") if value else _("No")


def _country(_field: FormField, value: Any, _catalogue: Catalogue, _submission: Submission | None) -> str:
    from babel import Locale

    return str(Locale(spoken()).territories.get(str(value), value))


def _language(_field: FormField, value: Any, _catalogue: Catalogue, _submission: Submission | None) -> str:
    from babel import Locale

    return str(Locale(spoken()).languages.get(str(value), value))


def _date(_field: FormField, value: Any, _catalogue: Catalogue, _submission: Submission | None) -> str:
    from babel.dates import format_date, format_skeleton

    days = span(str(value))
    if days is None or len(str(value)) == 4:
        return str(value)
    if len(str(value)) == 7:
        return str(format_skeleton("yMMMM", days[0], locale=spoken()))
    return str(format_date(days[0], "long", locale=spoken()))


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
    entry = submission.entries.get(str(value)) if submission else None
    return title_of(entry, catalogue) if entry else str(value)


def _file(_field: FormField, value: Any, _catalogue: Catalogue, submission: Submission | None) -> str:
    attachment = submission.attachments.get(str(value)) if submission else None
    return attachment.name if attachment else str(value)


def _rows(field: FormField, value: Any, catalogue: Catalogue, submission: Submission | None) -> str:
    lines = []
    for row in value if isinstance(value, list) else []:
        cells = [display(column, row.get(column.key), catalogue, submission) for column in field.columns]
        lines.append(", ".join(cell for cell in cells if cell))
    return "\n".join(lines)


def _joined(one: Shown) -> Shown:
    def shown(field: FormField, value: Any, catalogue: Catalogue, submission: Submission | None) -> str:
        items = value if isinstance(value, list) else [value]
        return "; ".join(one(field, item, catalogue, submission) for item in items)

    return shown


_SHOWN: dict[str, Shown] = {
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
    """Return what an entry is called: its own title, what it is bound to, or its kind where it has no name yet."""
    kind = catalogue.kinds.get(entry.kind)
    if kind is None:
        return entry.kind
    if kind.bound == "objective":
        return _("Objective {number}: {label}").format(number=entry.key, label=catalogue.label(int(entry.key)))
    if kind.bound == "indicator":
        return _("Indicator {key}").format(key=entry.key)
    if kind.bound == "sub_category":
        return _("SDG 10.7.2, question {key}").format(key=entry.key)
    if kind.bound == "recommendation":
        return _("Recommendation {key}").format(key=entry.key)
    if kind.bound == "principle":
        return catalogue.principle_name(int(entry.key))
    if kind.bound == "submission":
        return _("About this submission")
    if entry.kind == "value":
        return _("Indicator {key}, {year}").format(key=entry.text("indicator"), year=entry.text("year"))
    title = entry.text(kind.title_field) if kind.title_field else ""
    first = title.split("\n", 1)[0]
    return first if first else _("{kind} without a name").format(kind=_(kind.label))
