"""Years as tables write them: a year is read, a part of one or more than one is named, and so is another calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.calendars import in_gregorian, looks_like
from desktop.record.written_numbers import plain

LONGEST_YEAR = 40
"""Characters of a cell that can be a year or a period."""

_MARK = (
    r"(?P<mark>\s*(?:\*{1,3}|[†‡]|\([a-z0-9*]{1,3}\)|\[[a-z0-9]{1,3}\]|[¹²³⁰⁴-⁹]{1,3}|[0-9]\)|(?<=[0-9])[epr]|"
    r"[a-z]{1,2}/))?"
)
_YEAR = re.compile(
    rf"(?:[fyx]|yr|fy)?\s?(?P<year>[0-9]{{4}})(?:\.0+)?\s?(?:\[yr(?P=year)\]|г\.?|год|年|م|هـ|ه)?{_MARK}", re.IGNORECASE
)
_TWO = re.compile(
    rf"(?:fy\s?)?(?P<first>[0-9]{{4}})\s?[-–—/_]\s?(?P<last>[0-9]{{4}}|[0-9]{{2}})\s?(?:年度?|гг\.?)?{_MARK}",
    re.IGNORECASE,
)
_PART = re.compile(
    r"[0-9]{4}\s?[-/_.]?\s?(?:q|t|kw|кв\.?\s?)[1-4]|(?:q|t)?[1-4]\s?(?:q|t|кв\.?)?\s?[-/_.]?\s?[0-9]{4}|"
    r"[0-9]{4}\s?[-/_.]\s?(?:i{1,3}|iv)|(?:i{1,3}|iv)\s?[-/_.]\s?[0-9]{4}|"
    r"[0-9]{4}\s?[-/_.]?\s?(?:m|s|w|h)[0-9]{1,2}|[0-9]{4}年第?[1-4一二三四]季度?|第?[1-4一二三四]季度\s?[0-9]{4}",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})|(?:[0-9]{1,2})[-/.](?P<last>[0-9]{4})")
_DAY = re.compile(
    r"(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4})(?:[ T][0-9:.Z+]{1,20})?"
)


@dataclass(frozen=True)
class Year:
    """What a cell says of the year.

    Args:
        year: as it stands there; None where it is no single year.
        why: a sentence part that says why not.
        mark: what stands after it and refers to a note, such as the star of `2022*`.
        calendars: of a year of another calendar, each with the Gregorian years in which it lies.
    """

    year: int | None = None
    why: str = ""
    calendars: tuple[tuple[str, tuple[int, ...]], ...] = ()
    mark: str = ""


def _tidied(cell: str) -> str:
    return plain(cell[: LONGEST_YEAR + 1])


def read_year(cell: str) -> Year:
    """Return the year that a cell says."""
    if not cell.strip():
        return Year(None, _("it has no year"))
    text = _tidied(cell)
    shown = one_line(cell, 40)
    if len(text) <= LONGEST_YEAR:
        if found := _YEAR.fullmatch(text):
            year = int(found["year"])
            others = looks_like(year)
            years = tuple((each.calendar, tuple(int(when[:4]) for when in each.dates)) for each in others)
            return Year(year, in_gregorian(shown, year, others) if others else "", years, (found["mark"] or "").strip())
        if (why := _why_not(text, shown)) is not None:
            return Year(None, why)
    return Year(None, _("“{text}” is not a year").format(text=shown))


def _why_not(text: str, shown: str) -> str | None:
    if found := _TWO.fullmatch(text):
        first = int(found["first"])
        last = int(found["last"]) if len(found["last"]) == 4 else first - first % 100 + int(found["last"])
        if last == first + 1:
            return _("“{text}” is a year that begins in one calendar year and ends in the next").format(text=shown)
        if not _MONTH.fullmatch(text) or last > first:
            return _("“{text}” is a period of several years, not one year").format(text=shown)
    if _PART.fullmatch(text):
        return _("“{text}” is part of a year").format(text=shown)
    if _DAY.fullmatch(text):
        return _("“{text}” is a date, not a year").format(text=shown)
    if _MONTH.fullmatch(text):
        return _("“{text}” is a month, not a year").format(text=shown)
    return None


def is_period(name: str) -> bool:
    """Whether the name of a column is a year, or another span of time that figures are given for."""
    text = _tidied(name)
    if not text or len(text) > LONGEST_YEAR:
        return False
    if found := _YEAR.fullmatch(text):
        year = int(found["year"])
        return 1950 <= year <= 2100 or bool(looks_like(year))
    two = _TWO.fullmatch(text)
    part = _PART.fullmatch(text) or _MONTH.fullmatch(text)
    return bool((two and 1950 <= int(two["first"]) <= 2100) or (part and re.search("(?:19|20)[0-9]{2}", text)))
