"""Dates are as precise as somebody knows them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n.translation import use_language
from desktop.record.date_parsing import read_date, read_year, shown_date
from desktop.record.dates import backwards, in_words, span

DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))
DATES = DAYS.flatmap(lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", day.isoformat()]))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2021-06-17", date(2021, 6, 17), date(2021, 6, 17)),
    ],
)
def test_a_date_means_every_day_that_it_can_mean(text: str, first: date, last: date) -> None:
    assert span(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-13", "2026-00", "2026-02-30", "2026-3", "2026-03-2", "0000", "17.6.2021", "2021-06-17 ", "2026\n"],
)
def test_what_is_no_day_of_the_calendar_is_no_date(text: str) -> None:
    assert span(text) is None


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2022", "2021", True),
        ("2022-03", "2022-02", True),
        ("2022-03-02", "2022-03-01", True),
        ("2022-03", "2021", True),
        ("2022", "2022", False),
        ("2022-03", "2022", False),  # some day of 2022 is after March
        ("2022", "2022-01-01", False),
        ("2022-03-02", "2022-03", False),
        (2030, 2026, True),
        (None, "2021", False),
        ("2022", None, False),
        ("no date", "2021", False),
    ],
)
def test_dates_run_backwards_only_where_no_reading_saves_them(start: object, end: object, wrong: bool) -> None:
    assert backwards(start, end) is wrong


@given(DATES, DATES)
def test_two_dates_never_run_backwards_both_ways(one: str, other: str) -> None:
    assert not (backwards(one, other) and backwards(other, one))
    assert not backwards(one, one)


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "2027", "2027"),
        ("en", "2027-06", "June 2027"),
        ("en", "2027-06-11", "11 June 2027"),
        ("fr", "2027-12", "décembre 2027"),
        ("fr", "2021-01-01", "1er janvier 2021"),
        ("en", "soon after", "soon after"),
        ("en", "soon", "soon"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(language: str, text: str, said: str) -> None:
    with use_language(language):
        assert in_words(text) == said


def test_the_first_of_a_month_is_written_as_french_writes_it() -> None:
    with use_language("fr"):
        assert in_words("2027-06-01") == "1er juin 2027"
        assert in_words("2027-06-11") == "11 juin 2027"
        assert read_date("1er juin 2027", days_lead=True) == ("2027-06-01", [])


def test_a_date_of_another_calendar_stands_as_it_is() -> None:
    assert shown_date("2026-03-02") == "2 March 2026"
    assert shown_date("1405-01-02") == "1405-01-02", "it may be a day of the Persian calendar"


@pytest.mark.parametrize("brought", [True, False, 2026.0, [2026], None])
def test_what_is_no_text_and_no_number_is_no_date(brought: object) -> None:
    for value, problems in (read_date(brought, days_lead=None), read_year(brought)):
        assert value is None
        assert [each.code for each in problems] == ["type"]


def test_a_number_of_thousands_of_digits_is_not_read_out() -> None:
    assert "“999999999999”" in read_date(999_999_999_999, days_lead=None)[1][0].text
    assert "“…”" in read_date(10**12, days_lead=None)[1][0].text
    assert "“…”" in read_date(10**5000, days_lead=None)[1][0].text


@pytest.mark.parametrize("month", range(1, 13))
def test_arabic_months_are_called_as_in_the_texts_of_the_united_nations_and_are_read_again(month: int) -> None:
    with use_language("ar"):
        for kept in (f"2026-{month:02}", f"2026-{month:02}-17"):
            shown = in_words(kept)
            assert "/" in shown
            assert read_date(shown, days_lead=True) == (kept, [])
    with use_language("ar"):
        assert in_words("2018-12") == "كانون الأول/ديسمبر 2018"
