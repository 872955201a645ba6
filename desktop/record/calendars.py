"""Years of other calendars: the Buddhist, the Hijri and the Solar Hijri one, recognised by what cannot be meant.

Nobody writes of pledges and data of the Gregorian years 1401, 1445 or 2567. Such a year is never taken as it stands: it
is said which calendar it looks like, and what it is in the Gregorian one. The Ethiopian calendar is seven or eight years
behind, and nothing can tell its years from Gregorian ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.i18n.lists import sentences
from desktop.i18n.translation import N_, code, current_language
from desktop.i18n.translation import gettext as _
from desktop.record.dates import in_words, span

BUDDHIST, HIJRI, SOLAR_HIJRI = "buddhist", "hijri", "solar_hijri"

_YEARS = {BUDDHIST: range(2440, 2661), SOLAR_HIJRI: range(1300, 1421), HIJRI: range(1300, 1501)}
"""Years that each calendar is recognised by: those that are 1880 to 2120 of the Gregorian calendar, or fewer."""

_AHEAD = 543
"""Years by which the Buddhist era of Thailand is ahead; since 1941 both years begin on one day."""

_TABLES = range(1343, 1501)
"""Hijri years of which the Umm al-Qura calendar knows every day; before them only the year is told."""


@dataclass(frozen=True)
class Meant:
    """What a year or date is in the Gregorian calendar, if it belongs to another one.

    Args:
        calendar: `BUDDHIST`, `HIJRI` or `SOLAR_HIJRI`.
        dates: what it can be, in order and in the form of `record.dates`: the one or two years (`2023`, `2024`) in which
            a year lies, the one or two months in which a month lies, or the one day.
    """

    calendar: str
    dates: tuple[str, ...]


def looks_like(year: int, month: int | None = None, day: int | None = None) -> list[Meant]:
    """Return every other calendar that a year or date looks like; an empty list for one of the Gregorian calendar.

    `looks_like(2567)` is `[Meant("buddhist", ("2024",))]`. Where no calendar has the month or the day, or its days are
    not known, what is returned are the years.
    """
    exact = [meant for name in _YEARS if (meant := _meant(name, year, month, day)) is not None]
    return exact or ([] if month is None else looks_like(year))


def in_gregorian(text: str, year: int, meant: Sequence[Meant]) -> str:
    """Return in words what a year or date looks like, and what it is in the Gregorian calendar.

    Args:
        text: what was written, fit for a sentence (see `text_sanitizing.one_line`); the year may be a part of it.
        meant: what `looks_like` found, at least one.
    """
    dates = {each.calendar: _either([in_words(date) for date in each.dates]) for each in meant}
    shown = {"year": year, "text": code(text)}
    if len(dates) > 1:
        sentence = _(
            "{year} looks like a year of the Solar Hijri or of the Hijri calendar. In the Gregorian calendar, “{text}” is "
            "{solar} if it is Solar Hijri, and {hijri} if it is Hijri."
        ).format(**shown, solar=dates[SOLAR_HIJRI], hijri=dates[HIJRI])
    else:
        ((calendar, found),) = dates.items()
        sentence = _(_SENTENCES[calendar]).format(**shown, dates=found)
    if any(each.calendar == HIJRI and len(each.dates[0]) == len("2024-03-11") for each in meant):
        more = _(
            "The Hijri day is from the Umm al-Qura calendar. In the calendar of another country it may differ by "
            "one day."
        )
        return sentences((sentence, more))
    return sentence


_SENTENCES = {
    BUDDHIST: N_("{year} looks like a year of the Buddhist calendar. In the Gregorian calendar, “{text}” is {dates}."),
    HIJRI: N_("{year} looks like a year of the Hijri calendar. In the Gregorian calendar, “{text}” is {dates}."),
    SOLAR_HIJRI: N_(
        "{year} looks like a year of the Solar Hijri calendar. In the Gregorian calendar, “{text}” is {dates}."
    ),
}


def _either(dates: list[str]) -> str:
    from babel.lists import format_list

    return str(format_list(dates, style="or", locale=current_language()))


def _meant(calendar: str, year: int, month: int | None, day: int | None) -> Meant | None:
    days = _DAYS[calendar](year, month, day) if year in _YEARS[calendar] else None
    if days is None:
        return None
    exact = 4 if month is None else 7 if day is None else 10
    return Meant(calendar, tuple(dict.fromkeys(each.isoformat()[:exact] for each in days)))


Days = tuple[date, date]


def _buddhist(year: int, month: int | None, day: int | None) -> Days | None:
    parts = (f"{year - _AHEAD:04}", *(f"{each:02}" for each in (month, day) if each is not None))
    return span("-".join(parts))


def _hijri(year: int, month: int | None, day: int | None) -> Days | None:
    if year not in _TABLES:
        return (_new_year(year), _new_year(year + 1) - timedelta(1)) if month is None else None
    from hijridate import Hijri

    begins, ends = (1, 12) if month is None else (month, month)
    try:
        first = Hijri(year, begins, 1 if day is None else day)
        last = first if day is not None else Hijri(year, ends, Hijri(year, ends, 1).month_length())
    except ValueError:
        return None
    return date.fromordinal(first.to_gregorian().toordinal()), date.fromordinal(last.to_gregorian().toordinal())


def _new_year(year: int) -> date:
    """Return the first day of a Hijri year by the civil calendar, which is a day or two away from the moon's."""
    return date.fromordinal(227015 + 354 * (year - 1) + (3 + 11 * year) // 30)


def _solar_hijri(year: int, month: int | None, day: int | None) -> Days | None:
    from persiantools.jdatetime import JalaliDate

    try:
        first = JalaliDate(year, 1 if month is None else month, 1 if day is None else day)
        after = JalaliDate(year + 1, 1, 1) if month in (None, 12) else JalaliDate(year, month + 1, 1)
    except ValueError:
        return None
    begins: date = first.to_gregorian()
    return begins, begins if day is not None else after.to_gregorian() - timedelta(1)


_DAYS: dict[str, Callable[[int, int | None, int | None], Days | None]] = {
    BUDDHIST: _buddhist,
    SOLAR_HIJRI: _solar_hijri,
    HIJRI: _hijri,
}
