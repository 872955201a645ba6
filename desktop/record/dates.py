"""Dates as precise as they are known: a year, a month or a day (`2018`, `2018-10`, `2021-06-17`)."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import current_language

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def span(text: str) -> tuple[date, date] | None:
    """Return the first and the last day that a date can mean, None when it is no date."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        if year is None:
            return None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            from calendar import monthrange  # what it brings along takes longer than any other module of a start

            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def backwards(earlier: object, later: object) -> bool:
    """Whether the second date is surely before the first: its last possible day is before the other's first."""
    if not isinstance(earlier, str | int) or not isinstance(later, str | int):
        return False
    first, second = span(str(earlier)), span(str(later))
    return first is not None and second is not None and second[1] < first[0]


def in_words(text: str) -> str:
    """Return a date as people read it in the language spoken, as exact as it is known; any other text as it is."""
    return text if len(text) == 4 else _in_words(text, current_language())


@lru_cache(maxsize=4096)
def _in_words(text: str, language: str) -> str:
    from babel.dates import format_date, format_skeleton, get_month_names

    days = span(text)
    if days is None:
        return text
    spoken = LANGUAGES[language]
    locale = spoken.cldr or spoken.code
    month = len(text) == 7
    words = str(
        format_skeleton("yMMMM", days[0], locale=locale) if month else format_date(days[0], "long", locale=locale)
    )
    if spoken.months_shown:
        place = days[0].month
        words = words.replace(get_month_names("wide", locale=locale)[place], spoken.months_shown[place - 1])
    if month:
        return words
    # CLDR has no ordinal for the first of the month.
    return words.replace("1", spoken.first_of_month, 1) if days[0].day == 1 else words


def day_in_words(day: date) -> str:
    """Return a day, or that of a moment, as people read it in the language spoken."""
    return in_words(f"{day:%Y-%m-%d}")
