"""Names of months as people write them, in every language of the program and of other calendars.

The names are those of CLDR (by Babel): whole and short, in the case in which a date has them and in the one in which they
stand alone, and in Arabic as the Mashriq, the Maghreb and the Gulf call the months. `hijridate` and `persiantools` have
those of the other calendars.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.text_normalization import fold_loosely
from desktop.record.calendars import HIJRI, SOLAR_HIJRI

_MORE: Mapping[str, tuple[str, int]] = {
    "يونيه": ("", 6), "يوليه": ("", 7),
    "ربيع الاخر": (HIJRI, 4), "جمادي الثانيه": (HIJRI, 6), "ذي القعده": (HIJRI, 11), "ذي الحجه": (HIJRI, 12),
}  # fmt: skip
"""What CLDR lacks: the Arabic of the United Nations (حزيران/يونيه), other names of Hijri months."""

LEAST = 3
"""Letters of a name that are enough for the month: `sept`, `févr`, `нояб`. Only Gregorian names are cut short."""

Month = tuple[str, int]
"""The calendar, empty for the Gregorian one, and the number of the month."""


@cache
def months() -> Mapping[str, Month]:
    """Return every name, as `text_normalization.fold_loosely` writes it and with single spaces, and the month that it means.

    What begins the names of two months (`jui` of juin and juillet) means neither.
    """
    meant: dict[str, set[Month]] = {}
    for name, month in _names():
        meant.setdefault(name, set()).add(month)
    begun: dict[str, set[Month]] = {}
    for name, found in meant.items():
        if all(not calendar for calendar, _number in found) and not "\u0600" <= name[0] <= "\u06ff":
            for letters in range(LEAST, len(name)):
                begun.setdefault(name[:letters], set()).update(found)
    meant = {name: found for name, found in begun.items() if name not in meant} | meant
    return {name: next(iter(found)) for name, found in meant.items() if len(found) == 1}


def _names() -> Iterator[tuple[str, Month]]:
    from babel import Locale
    from hijridate import Hijri
    from persiantools.jdatetime import MONTH_NAMES_EN, MONTH_NAMES_FA

    for code in (code for language in LANGUAGES.values() for code in language.months):
        for widths in Locale.parse(code).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in widths.get(width, {}).items():
                    yield _plain(name), ("", number)
                    yield _plain(name).replace(" ال", " "), ("", number)  # تشرين ثاني
    yield from _MORE.items()
    for number in range(1, 13):
        first = Hijri(1445, number, 1)
        for name in (first.month_name("en"), first.month_name("ar")):
            yield _plain(name), (HIJRI, number)
        for name in (MONTH_NAMES_EN[number], MONTH_NAMES_FA[number]):
            yield _plain(str(name)), (SOLAR_HIJRI, number)


def _plain(name: str) -> str:
    return " ".join(fold_loosely(name).replace(".", " ").replace("-", " ").replace("'", "").split())


@cache
def weekdays() -> Mapping[str, int]:
    """Return the names of the days of the week, as `months` does, with their number: 0 for Monday."""
    from babel import Locale

    return {
        _plain(name): number
        for code in LANGUAGES
        for widths in Locale.parse(code).days.values()
        for width in ("wide", "abbreviated")
        for number, name in widths.get(width, {}).items()
    }
