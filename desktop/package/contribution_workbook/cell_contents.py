"""What the cell of an answer says, and how a cell is compared with what was written into it."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.lists import separator
from desktop.i18n.translation import gettext as _
from desktop.package import cells
from desktop.package.sheets import Content, Number
from desktop.record.entry import Value, tidy
from desktop.record.submission import Submission
from desktop.record.values import display, short_title

ONE_A_LINE = frozenset({"objectives", "principles", "links"})
"""Types of which each item stands on a line of its own, since its name is a whole sentence."""


def content_of(field: FormField, value: Value | None, submission: Submission, catalogue: Catalogue) -> Content:
    """Return what the cell of an answer holds, in the language spoken; it can be read back by people and by us."""
    if value is None:
        return None
    match field.type:
        case "year" if isinstance(value, int) and not isinstance(value, bool):
            return Number(value)
        case "number" if isinstance(value, str):
            number = cells.as_number(value)
            return value if number is None else Number(*number)
        case "date":
            return str(value)  # as text it is as exact as it is known, and no program makes another day of it
        case "objectives" if isinstance(value, list):
            return "\n".join(objective_line(int(each), catalogue) for each in value if isinstance(each, int))
        case "principles" if isinstance(value, list):
            return "\n".join(principle_line(int(each), catalogue) for each in value if isinstance(each, int))
        case "links" if isinstance(value, list):
            return "\n".join(link_line(str(each), submission, catalogue) for each in value)
        case "choices" if isinstance(value, list):
            between = "\n" if any(option.code for option in field.options) else separator()
            return between.join(display(field, [str(each)], catalogue) for each in value)
    return display(field, value, catalogue)


def objective_line(number: int, catalogue: Catalogue) -> str:
    """Return what a cell and a drop-down call an objective."""
    try:
        return _("{number} {label}").format(number=number, label=catalogue.label(number))
    except KeyError:
        return str(number)


def principle_line(number: int, catalogue: Catalogue) -> str:
    """Return what a cell and a drop-down call a guiding principle."""
    try:
        return _("{number} {label}").format(number=number, label=catalogue.principle_name(number))
    except KeyError:
        return str(number)


def link_line(entry_id: str, submission: Submission, catalogue: Catalogue) -> str:
    """Return what a cell and a drop-down call an entry that is linked with: how its id begins, and its title."""
    entry = submission.entry(entry_id)
    if entry is None:
        return entry_id
    return _("{number} {label}").format(number=entry_id[:8], label=short_title(entry, catalogue))


def plain(content: object) -> str:
    """Return the content of a cell as text to be compared: what a program only shows otherwise is the same.

    A date says its day, a number its digits without the zeros at its end, a text itself as an answer is kept.
    """
    match content:
        case None:
            return ""
        case Number():
            return plain(content.value)
        case bool():
            return "TRUE" if content else "FALSE"
        case int() | float():
            return digits(content)
        case datetime():
            return content.date().isoformat() if content.time() == time(0) else content.isoformat(" ")
        case date() | time():
            return content.isoformat()
    return str(tidy(str(content)) or "")


def digits(number: float) -> str:
    """Return a number as people read it: a spreadsheet counts in binary and shows at most fifteen digits."""
    if number != number or number in (float("inf"), float("-inf")):
        return ""
    text = format(Decimal(format(number, ".15g")), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
