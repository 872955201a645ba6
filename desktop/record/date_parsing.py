"""Take what an import or a person brings for a date or a year, and make it the value that is kept, or say why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import code
from desktop.i18n.translation import gettext as _
from desktop.record.calendars import Meant, in_gregorian, looks_like
from desktop.record.dates import in_words
from desktop.record.entry import Value
from desktop.record.value_problem import Problem

# What dates look like in six languages is needed when one is written, and not to open a file.
if TYPE_CHECKING:
    from desktop.record.written_dates import Written

Read = tuple[Value | None, list[Problem]]

MOST_SAID = 60
"""Letters of what was written that are quoted in a sentence."""


def read_date(raw: Any, *, days_lead: bool | None) -> Read:
    """Return the date that was written, as exact as it was: `2026`, `2026-03` or `2026-03-02`.

    Args:
        days_lead: whether 03/04/2026 is in April; None where nobody can say, and then it is a problem.
    """
    from desktop.record.written_dates import understood

    if isinstance(raw, bool) or not isinstance(raw, str | int):
        return _no("type", _("Enter a date, such as 2026, 2026-03 or 2026-03-02."))
    text = raw if isinstance(raw, str) else _digits(raw)
    found = understood(text, days_lead=days_lead)
    if not found.fault:
        return found.dates[0], []
    return None, [_date_problem(found, one_line(text, MOST_SAID))]


def _date_problem(found: Written, said: str) -> Problem:
    if found.fault == "calendar":
        offers = tuple(each for meant in found.meant for each in meant.dates)
        return Problem("calendar", in_gregorian(said, found.year, found.meant), offers)
    shown = code(said)
    if found.fault == "two":
        text = _("“{text}” can be read in two ways: {one} or {other}. Write the month as a word, or the year first.")
        one, other = (in_words(each) for each in found.dates)
        return Problem("date", text.format(text=shown, one=one, other=other), found.dates)
    if found.fault == "impossible":
        return Problem("date", _("“{text}” is not possible: there is no such day or month.").format(text=shown))
    if found.fault == "short":
        return Problem("date", _("“{text}” has no year with four digits, such as 2026.").format(text=shown))
    return Problem("date", _("“{text}” is not a date. Write 2026, 2026-03 or 2026-03-02.").format(text=shown))


def read_year(raw: Any) -> Read:
    """Return the year that was written, as a number."""
    from desktop.record.written_dates import written_year

    if isinstance(raw, bool) or not isinstance(raw, str | int):
        return _no("type", _("Enter a year, such as 2026."))
    if isinstance(raw, int):
        meant = looks_like(raw)
        return (None, [_other_year(str(raw), raw, meant)]) if meant else (raw, [])
    found = written_year(raw)
    if found.fault == "calendar":
        return None, [_other_year(raw, found.year, found.meant)]
    if found.fault:
        return _no("type", _("Enter a year, such as 2026."))
    return int(found.dates[0]), []


def calendar_problem(value: Value) -> Problem | None:
    """Return the problem of a date or year as it is kept, when it looks like one of another calendar."""
    if isinstance(value, int):
        return next(iter(read_year(value)[1]), None)
    _date, problems = read_date(value, days_lead=None)
    return next((each for each in problems if each.code == "calendar"), None)


def shown_date(value: str) -> str:
    """Return a date as people read it in the language spoken; what another calendar makes doubtful stands as it is."""
    return value if calendar_problem(value) else in_words(value)


def _other_year(text: str, year: int, meant: Sequence[Meant]) -> Problem:
    offers = tuple(int(each) for one in meant for each in one.dates)
    return Problem("calendar", in_gregorian(one_line(text, MOST_SAID), year, meant), offers)


def _digits(number: int) -> str:
    # Python writes no number of thousands of digits; nobody would read it.
    return str(number) if abs(number) < 10**12 else "…"


def _no(code: str, text: str) -> Read:
    return None, [Problem(code, text)]
