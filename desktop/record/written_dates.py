"""Dates as people write them: `3.3.2026`, `2 March 2026`, `janvier 2023`, `مارس 2026`, `2026年3月2日`.

Names of months are understood in every language, since none means two months. Numbers alone are another matter: whether
03/04/2026 is in March or in April depends on who wrote it, and is asked of the caller.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.text_normalization import fold_loosely
from desktop.i18n.unicode_form import composed
from desktop.record.calendars import BUDDHIST, HIJRI, SOLAR_HIJRI, Meant, looks_like
from desktop.record.dates import span
from desktop.record.months import months, weekdays
from desktop.record.written_numbers import western

MOST = 80
"""Letters of a date; more is no date, and not looked at."""


@dataclass(frozen=True)
class Written:
    """What something written was understood as.

    Args:
        fault: `""` for a date, `unknown` for what is none, `impossible` for a day or month that there is not,
            `short` for a year that is not written in full, `two` for what can be read in two ways,
            `calendar` for a date of another calendar.
        dates: the date, in the form of `record.dates`; both of them where there are two.
        year: of another calendar.
        meant: what it is in the Gregorian one.
    """

    fault: str
    dates: tuple[str, ...] = ()
    year: int = 0
    meant: tuple[Meant, ...] = ()


def day_first(language: str) -> bool:
    """Whether the day comes before the month where a language writes a date in numbers, and the year at the end.

    English is that of the United Nations.
    """
    return LANGUAGES[language].days_lead


_NUMBERS = re.compile(r"[0-9]+(?: ?[-/.\u060d] ?[0-9]+| [0-9]+){0,2}")
_MIDNIGHT = re.compile(r"(?<=[0-9])[t ]00:00(?::00(?:\.0{1,6})?)?z?$")
"""What programs write behind a day that has no time."""

_CHINESE = re.compile(
    "(?P<era>公元|西元|佛历|佛曆|回历|回曆|伊历|伊曆)?(?P<year>[0-9]{1,4})年"
    "(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号號])?)?(?P<weekday>(?:星期|周)[一二三四五六日])?"
)
_CHINESE_NUMBER = re.compile("[〇零一二三四五六七八九十]{1,4}(?=[年月日号號])")
_CHINESE_DIGITS = {each: number for number, each in enumerate("〇一二三四五六七八九")} | {"零": 0}

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|[^\w\s]")
_SIGNS = frozenset("-/.,،'°()\u060d")
"""What stands between the parts of a date and says nothing."""

_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "ere", "re", "e", "eme", "o", "a", "го", "е", "ое", "ого"})
"""Endings of a day: `1st`, `1er`, `1º`, `2-го`."""

_BESIDE = frozenset({
    "of", "the", "de", "del", "du", "d", "le", "el", "год", "года", "г", "н", "э", "ad", "ce",
    "من", "شهر", "سنه", "عام", "م", "ميلادي", "ميلاديه", "公元", "西元",
})  # fmt: skip
"""Words that may stand in a date and say nothing of which."""

_ERAS = {
    "ه": HIJRI, "هجري": HIJRI, "هجريه": HIJRI, "ah": HIJRI, "h": HIJRI, "hijri": HIJRI, "hegire": HIJRI,
    "hegira": HIJRI, "хиджры": HIJRI, "回历": HIJRI, "回曆": HIJRI, "伊历": HIJRI, "伊曆": HIJRI,
    "ش": SOLAR_HIJRI, "شمسي": SOLAR_HIJRI, "شمسيه": SOLAR_HIJRI, "sh": SOLAR_HIJRI, "ap": SOLAR_HIJRI,
    "be": BUDDHIST, "佛历": BUDDHIST, "佛曆": BUDDHIST,
}  # fmt: skip
"""Words that say which calendar it is."""


@lru_cache(maxsize=512)  # a form that shows another entry reads the same few dates again and again
def understood(text: str, *, days_lead: bool | None) -> Written:
    """Return what a written date means.

    Args:
        days_lead: whether 03/04/2026 is in April; None or False where nobody can tell, and both are returned.
    """
    plain = _MIDNIGHT.sub("", folded(text)).rstrip(".,،")
    if len(text) > MOST or not plain:
        return Written("unknown")
    chinese = _CHINESE.fullmatch(_CHINESE_NUMBER.sub(_counted, plain.replace(" ", "")))
    if chinese is not None:
        if len(chinese["year"]) < 4:
            return Written("short")
        found = _dated(chinese["year"], chinese["month"], chinese["day"], _ERAS.get(chinese["era"] or "", ""))
        return _on(found, weekdays().get(chinese["weekday"] or ""))
    return _numbers(plain, days_lead, "") if _NUMBERS.fullmatch(plain) else _words(plain, days_lead)


def written_year(text: str) -> Written:
    """Return what a written year means: `2026`, `٢٠٢٦`, `2026年`, `2026 г.`; its `dates` hold it as it was written.

    Up to six digits are taken, so that a field can say what is too little or too much.
    """
    plain = folded(text).rstrip(".")
    tokens = [each for each in _TOKEN.findall(plain) if each not in _BESIDE and each not in ("年", ".")]
    eras = {_ERAS[each] for each in tokens if each in _ERAS}
    numbers = [each for each in tokens if each.isdigit()]
    if len(text) > MOST or len(numbers) != 1 or len(numbers[0]) > 6 or len(numbers) + len(eras) != len(tokens):
        return Written("unknown")
    year = int(numbers[0])
    meant = tuple(each for each in looks_like(year) if not eras or each.calendar in eras)
    if meant:
        return Written("calendar", year=year, meant=meant)
    return Written("unknown") if eras else Written("", (numbers[0],))


def folded(text: str) -> str:
    """Return a text with plain digits and spaces, and its letters as `text_normalization.fold_loosely` has them.

    Digits of every script are plain ones then; marks of direction and other unseen characters are gone.
    """
    seen = (each for each in composed(text[: MOST * 2], "NFKC") if unicodedata.category(each) != "Cf")
    return " ".join(fold_loosely(western("".join(seen))).split())


def _counted(found: re.Match[str]) -> str:
    """Return a Chinese number in digits: `二〇二六` is 2026, `二十一` is 21."""
    text = found.group()
    if "十" not in text:
        return "".join(str(_CHINESE_DIGITS[each]) for each in text)
    tens, _ten, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return text
    return str(10 * (_CHINESE_DIGITS[tens] if tens else 1) + (_CHINESE_DIGITS[ones] if ones else 0))


def _dated(year: str, month: str | None, day: str | None, calendar: str) -> Written:
    parts = tuple(int(each) for each in (year, month, day) if each is not None)
    meant = tuple(each for each in looks_like(*parts) if calendar in ("", each.calendar))
    if meant:
        return Written("calendar", year=parts[0], meant=meant)
    if calendar:
        return Written("unknown")
    text = "-".join((year, *(f"{each:02}" for each in parts[1:])))
    return Written("", (text,)) if span(text) else Written("impossible")


def _numbers(plain: str, days_lead: bool | None, calendar: str) -> Written:
    parts = re.findall("[0-9]+", plain)
    years = [place for place, each in enumerate(parts) if len(each) == 4]
    if len(parts) == 1 and len(parts[0]) == 8 and parts[0][:2] in ("19", "20"):
        return _dated(parts[0][:4], parts[0][4:6], parts[0][6:], calendar)
    if any(len(each) not in (1, 2, 4) for each in parts) or len(years) > 1 or (len(parts) == 1 and not years):
        return Written("unknown")
    if not years:
        return Written("short")
    if len(parts) < 3:
        month = next((each for each in parts if len(each) < 4), None)
        return _dated(parts[years[0]], month, None, calendar)
    if years == [0]:
        return _dated(parts[0], parts[1], parts[2], calendar)
    if years == [1]:
        return Written("unknown")
    return _chosen(
        _dated(parts[2], parts[1], parts[0], calendar), _dated(parts[2], parts[0], parts[1], calendar), days_lead
    )


def _chosen(day_before: Written, month_before: Written, days_lead: bool | None) -> Written:
    """Return the reading that is meant: that of the order, or the only one that there is, or both."""
    if days_lead and _is_day_of(day_before):
        return day_before
    if day_before == month_before or not _is_day_of(month_before):
        return day_before
    if not _is_day_of(day_before):
        return month_before
    if day_before.fault == "calendar":
        # Which day it is cannot be told in that calendar either; the year can.
        known = {each.calendar for each in (*day_before.meant, *month_before.meant)}
        year = day_before.year
        return Written("calendar", year=year, meant=tuple(each for each in looks_like(year) if each.calendar in known))
    return Written("two", (*day_before.dates, *month_before.dates))


def _is_day_of(found: Written) -> bool:
    """Whether there is such a day in some calendar."""
    return any(
        len(each) == len("2026-03-02") for dates in (found.dates, *(m.dates for m in found.meant)) for each in dates
    )


def _words(plain: str, days_lead: bool | None) -> Written:
    """Read a date in which there are words: a month, a day of the week, an era, or only what stands beside."""
    tokens = _TOKEN.findall(plain)
    named: set[tuple[str, int]] = set()
    eras: set[str] = set()
    week: set[int] = set()
    left: list[str] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        taken = 1
        if token.isdigit() or token in _SIGNS:
            left.append(token)
        elif not token.isalpha():
            return Written("unknown")
        elif (name := _month(tokens[place:])) is not None:
            month, taken = name
            named.add(month)
        elif token in _ERAS:
            eras.add(_ERAS[token])
        elif token in weekdays():
            week.add(weekdays()[token])
        elif token not in _BESIDE and not (token in _ORDINALS and _ends_with_day(left)):
            return Written("unknown")
        place += taken
    # ه. ش. is the sun's Hijri calendar.
    calendars = eras - {HIJRI} if SOLAR_HIJRI in eras else eras
    calendars |= {calendar for calendar, _number in named if calendar}
    if len(named) > 1 or len(calendars) > 1 or len(week) > 1:
        return Written("unknown")
    calendar = next(iter(calendars), "")
    if named:
        found = _named([each for each in left if each.isdigit()], next(iter(named))[1], calendar)
    else:
        rest = " ".join(" ".join(left).split()).strip(" .,،")
        rest = re.sub(r" ?([-/.\u060d]) ?", r"\1", rest)
        found = _numbers(rest, days_lead, calendar) if _NUMBERS.fullmatch(rest) else Written("unknown")
    return _on(found, next(iter(week), None))


def _month(tokens: list[str]) -> tuple[tuple[str, int], int] | None:
    """Return the month that the tokens begin with, and how many of them are its name; the longest name wins."""
    words = [(place, each) for place, each in enumerate(tokens[:6]) if each.isalpha()]
    for count in (3, 2, 1):
        name = " ".join(each for _place, each in words[:count])
        if len(words) >= count and name in months():
            return months()[name], words[count - 1][0] + 1
    return None


def _ends_with_day(left: list[str]) -> bool:
    numbers = [each for each in left if each.isdigit()]
    return bool(numbers) and len(numbers[-1]) <= 2


def _named(numbers: list[str], month: int, calendar: str) -> Written:
    years = [each for each in numbers if len(each) == 4]
    days = [each for each in numbers if len(each) <= 2]
    if len(years) + len(days) != len(numbers) or len(years) > 1 or len(days) > (1 if years else 2):
        return Written("unknown")
    if not years:
        return Written("short")
    return _dated(years[0], str(month), days[0] if days else None, calendar)


def _on(found: Written, weekday: int | None) -> Written:
    """Return what was understood if it falls on the day of the week that was written with it."""
    if weekday is None or found.fault not in ("", "two"):
        return found
    dates = tuple(each for each in found.dates if (days := span(each)) and days[0].weekday() == weekday)
    return Written("" if len(dates) == 1 else found.fault, dates) if dates else Written("impossible")
