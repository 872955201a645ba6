"""Years of other calendars are recognised, and told in Gregorian ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.i18n.translation import LANGUAGES, use_language
from desktop.record.calendars import BUDDHIST, HIJRI, SOLAR_HIJRI, in_gregorian, looks_like

Found = dict[str, tuple[str, ...]]


def found(year: int, month: int | None = None, day: int | None = None) -> Found:
    return {each.calendar: each.dates for each in looks_like(year, month, day)}


@pytest.mark.parametrize(
    ("year", "meant"),
    [
        (2567, {BUDDHIST: ("2024",)}),
        (2543, {BUDDHIST: ("2000",)}),
        (2440, {BUDDHIST: ("1897",)}),
        (2660, {BUDDHIST: ("2117",)}),
        (1445, {HIJRI: ("2023", "2024")}),
        (1421, {HIJRI: ("2000", "2001")}),
        (1429, {HIJRI: ("2008",)}),  # from January to December
        (1500, {HIJRI: ("2076", "2077")}),
        (1401, {SOLAR_HIJRI: ("2022", "2023"), HIJRI: ("1980", "1981")}),
        (1403, {SOLAR_HIJRI: ("2024", "2025"), HIJRI: ("1982", "1983")}),
        (1300, {SOLAR_HIJRI: ("1921", "1922"), HIJRI: ("1882", "1883")}),
    ],
)
def test_a_year_of_another_calendar_is_recognised(year: int, meant: Found) -> None:
    assert found(year) == meant


@pytest.mark.parametrize("year", [-5, 0, 999, 1299, 1501, 1648, 1900, 2016, 2026, 2100, 2439, 2661, 9999, 10**40])
def test_any_other_year_is_left_alone(year: int) -> None:
    assert looks_like(year) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ((2567, 1, 15), {BUDDHIST: ("2024-01-15",)}),
        ((2567, 2, 29), {BUDDHIST: ("2024-02-29",)}),  # no day of the Gregorian year 2567
        ((2567, 5), {BUDDHIST: ("2024-05",)}),
        ((1445, 9, 1), {HIJRI: ("2024-03-11",)}),
        ((1445, 9), {HIJRI: ("2024-03", "2024-04")}),
        ((1401, 3, 5), {SOLAR_HIJRI: ("2022-05-26",), HIJRI: ("1981-01-11",)}),
        ((1401, 2, 31), {SOLAR_HIJRI: ("2022-05-21",)}),  # no month of the moon has 31 days
        ((1399, 12, 30), {SOLAR_HIJRI: ("2021-03-20",)}),  # a leap year of this calendar alone
        ((1401, 1), {SOLAR_HIJRI: ("2022-03", "2022-04"), HIJRI: ("1980-11", "1980-12")}),
        ((1320, 5, 1), {SOLAR_HIJRI: ("1941-07-23",)}),  # the days of this Hijri year are not known
    ],
)
def test_a_date_is_as_exact_as_it_was(written: tuple[int, ...], meant: Found) -> None:
    assert found(*written) == meant


@pytest.mark.parametrize("written", [(1445, 13, 1), (1445, 9, 31), (1445, 0)])
def test_where_there_is_no_such_day_the_year_is_told(written: tuple[int, ...]) -> None:
    assert found(*written) == found(1445)


def test_years_and_months_follow_each_other_without_a_hole() -> None:
    for calendar, years in ((HIJRI, range(1421, 1500)), (SOLAR_HIJRI, range(1343, 1420))):
        for year in years:
            this, after = (date.fromisoformat(found(each, 1, 1)[calendar][0]) for each in (year, year + 1))
            assert timedelta(353) < after - this < timedelta(367)
            assert found(year)[calendar] == tuple(
                dict.fromkeys(str(each.year) for each in (this, after - timedelta(1)))
            )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("text", "year"), [("2567", 2567), ("1445-09-01", 1445), ("1401", 1401)])
def test_it_is_told_with_the_year_and_what_it_is_here(language: str, text: str, year: int) -> None:
    parts = [int(each) for each in text.split("-")]
    meant = looks_like(*parts)
    with use_language(language):
        sentence = in_gregorian(text, year, meant)
    assert text in sentence
    assert str(year) in sentence
    for each in meant:
        assert all(date[:4] in sentence for date in each.dates)


def test_the_sentence_in_english() -> None:
    with use_language("en"):
        assert in_gregorian("1445", 1445, looks_like(1445)) == (
            "1445 looks like a year of the Hijri calendar. In the Gregorian calendar, “1445” is 2023 or 2024."
        )
        assert "“1401-03-05” is 26 May 2022 if it is Solar Hijri, and 11 January 1981 if it is Hijri." in in_gregorian(
            "1401-03-05", 1401, looks_like(1401, 3, 5)
        )
