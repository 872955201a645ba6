"""Dates are read as people write them, and mean the same wherever they are read again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.i18n.translation import LANGUAGES, use_language
from desktop.record.date_parsing import calendar_problem, read_date, read_year
from desktop.record.dates import in_words
from desktop.record.months import months
from desktop.record.written_dates import MOST, day_first, understood

# In each of the six languages, since names of months mean the same in all of them.
EVERYWHERE = [
    ("2026", "2026"),
    ("2026-03", "2026-03"),
    ("2026-03-02", "2026-03-02"),
    ("2026-3-2", "2026-03-02"),
    ("2026/03", "2026-03"),
    ("03/2026", "2026-03"),
    ("3.2026", "2026-03"),
    ("2026/3/2", "2026-03-02"),
    ("20260302", "2026-03-02"),
    ("2026-03-02T00:00:00Z", "2026-03-02"),
    ("2026-03-02 00:00", "2026-03-02"),
    ("03/03/2026", "2026-03-03"),
    ("3.3.2026", "2026-03-03"),
    ("3 3 2026", "2026-03-03"),
    ("25/12/2026", "2026-12-25"),
    ("12/25/2026", "2026-12-25"),  # there is only one way to read it
    ("March 2026", "2026-03"),
    ("Mar-2026", "2026-03"),
    ("Sept. 2026", "2026-09"),
    ("2 March 2026", "2026-03-02"),
    ("March 2, 2026", "2026-03-02"),
    ("the 2nd of March, 2026", "2026-03-02"),
    ("2026 March 2", "2026-03-02"),
    ("Monday, 2 March 2026", "2026-03-02"),
    ("janvier 2023", "2023-01"),
    ("JANVIER 2023", "2023-01"),
    ("1er mars 2026", "2026-03-01"),
    ("1ᵉʳ mars 2026", "2026-03-01"),
    ("10 août 2026", "2026-08-10"),
    ("10 aout 2026", "2026-08-10"),
    ("févr. 2026", "2026-02"),
    ("fevrier 2026", "2026-02"),
    ("mar. 3 mars 2026", "2026-03-03"),
    ("1º de marzo de 2026", "2026-03-01"),
    ("1.º de mayo de 2026", "2026-05-01"),
    ("2 de enero del 2026", "2026-01-02"),
    ("setiembre de 2026", "2026-09"),
    ("2 марта 2026 г.", "2026-03-02"),
    ("2-го марта 2026 года", "2026-03-02"),
    ("март 2026", "2026-03"),
    ("май 2026 г.", "2026-05"),
    ("нояб. 2026", "2026-11"),
    ("مارس 2026", "2026-03"),
    ("٣ مارس ٢٠٢٦", "2026-03-03"),
    ("۲۰۲۶/۰۳/۰۲", "2026-03-02"),
    ("كانون الثاني 2026", "2026-01"),
    ("تشرين ثاني 2026", "2026-11"),
    ("أيلول 2026", "2026-09"),
    ("ايلول 2026", "2026-09"),
    ("3 حزيران/يونيه 2026م", "2026-06-03"),  # as the United Nations write
    ("2 آذار (مارس) 2026", "2026-03-02"),
    ("جويلية 2026", "2026-07"),
    ("غشت 2026", "2026-08"),
    ("يـنـايـر 2026", "2026-01"),
    ("2026年3月2日", "2026-03-02"),
    ("2026年3月", "2026-03"),
    ("2026 年 3 月 2 日", "2026-03-02"),
    ("2026年", "2026"),
    ("2026年3月2日星期一", "2026-03-02"),
    ("二〇二六年十二月二十一日", "2026-12-21"),
    ("２０２６／３／２", "2026-03-02"),
    ("\u200f3/3/2026\u200f", "2026-03-03"),
    ("2\u00a0March\u202f2026", "2026-03-02"),
    ("2026 г.", "2026"),
]


@pytest.mark.parametrize("days_lead", [True, False, None])
@pytest.mark.parametrize(("text", "kept"), EVERYWHERE)
def test_a_date_is_read_as_it_is_written(text: str, kept: str, days_lead: bool | None) -> None:
    assert read_date(text, days_lead=days_lead) == (kept, [])


@pytest.mark.parametrize(("language", "first"), [(each, each != "zh") for each in LANGUAGES])
def test_the_day_comes_first_but_in_chinese(language: str, first: bool) -> None:
    assert day_first(language) is first


@pytest.mark.parametrize("text", ["03/04/2026", "3.4.2026", "3-4-2026", "٣/٤/٢٠٢٦", "3/4/2026 г."])
def test_numbers_alone_are_read_by_the_order_of_the_language(text: str) -> None:
    assert read_date(text, days_lead=True) == ("2026-04-03", [])


@pytest.mark.parametrize("days_lead", [False, None])
def test_where_there_is_no_order_both_readings_are_told_and_none_is_taken(days_lead: bool | None) -> None:
    with use_language("en"):
        value, (problem,) = read_date("03/04/2026", days_lead=days_lead)
    assert value is None
    assert "3 April 2026 or 4 March 2026" in problem.text
    assert problem.offers == ("2026-04-03", "2026-03-04")


@pytest.mark.parametrize(
    "text",
    ["31.2.2026", "2026-02-30", "29/02/2025", "13/2026", "2026-00", "31 апреля 2026", "2026-13-02", "2026年2月30日"],
)
def test_a_day_that_there_is_not_is_refused_as_such(text: str) -> None:
    assert understood(text, days_lead=True).fault == "impossible"
    value, (problem,) = read_date(text, days_lead=True)
    assert value is None
    assert text in problem.text


def test_a_day_of_the_week_has_to_be_that_of_the_date() -> None:
    assert understood("Tuesday, 2 March 2026", days_lead=True).fault == "impossible"
    assert understood("2026年3月2日星期二", days_lead=True).fault == "impossible"
    # It even tells which of two readings is meant.
    assert read_date("Friday 03/04/2026", days_lead=None) == ("2026-04-03", [])


@pytest.mark.parametrize("text", ["3-3-26", "3/3/26", "mars 26", "2 March 26", "3 mars", "March", "26年3月", "٣/٣/٢٦"])
def test_a_year_of_two_digits_is_not_guessed(text: str) -> None:
    value, (problem,) = read_date(text, days_lead=True)
    assert value is None
    assert "four digits" in problem.text
    assert problem.offers == ()


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "Q1 2026",
        "T1 2026",
        "2026-2027",
        "20266",
        "026",
        "1",
        "c. 2026",
        "2026?",
        "March April 2026",
        "2 2 March 2026",
        "3--3-2026",
        "2026-03-02 10:30",
        "2024 AH",
        "-2026",
        "(2026)",
        "3/2026/3",
        "二月",
        "\u200f",
        "x" * 100_000,
        "3/" * 50_000,
        "1 " * 50_000,
        "年" * 50_000,
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert understood(text, days_lead=True).fault == "unknown"
    assert read_date(text, days_lead=True)[0] is None


@given(st.text(max_size=MOST + 5))
@settings(max_examples=300, deadline=None)
def test_nothing_that_is_typed_is_stumbled_over(text: str) -> None:
    value, problems = read_date(text, days_lead=True)
    assert (value is None) == bool(problems)
    assert read_year(text) is not None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_what_is_shown_means_the_same_in_every_language(day: date) -> None:
    for kept in (f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"):
        for shown_in in LANGUAGES:
            with use_language(shown_in):
                shown = in_words(kept)
            for read_in in LANGUAGES:
                assert read_date(shown, days_lead=day_first(read_in)) == (kept, []), (shown, read_in)


def test_every_month_is_known_in_every_language() -> None:
    for language in LANGUAGES:
        for month in range(1, 13):
            with use_language(language):
                assert read_date(in_words(f"2026-{month:02}"), days_lead=None) == (f"2026-{month:02}", [])


def test_no_name_means_two_months() -> None:
    assert "jui" not in months()
    assert months()["mai"] == ("", 5)


# Other calendars


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("2567", ("2024",)),
        ("๒๕๖๗", ("2024",)),
        ("2567 BE", ("2024",)),
        ("佛历2567年1月15日", ("2024-01-15",)),
        ("15/01/2567", ("2024-01-15",)),
        ("1445", ("2023", "2024")),
        ("1445-09-01", ("2024-03-11",)),
        ("١٤٤٥/٩/١ هـ", ("2024-03-11",)),
        ("1 رمضان 1445", ("2024-03-11",)),
        ("رمضان 1445 هـ", ("2024-03", "2024-04")),
        ("5 Ramadan 1445 AH", ("2024-03-15",)),
        ("1401-03-05", ("2022-05-26", "1981-01-11")),
        ("۱۴۰۲/۰۳/۰۵", ("2023-05-26", "1981-12-31")),
        ("1401 ه.ش", ("2022", "2023")),
        ("1401 هـ", ("1980", "1981")),
        ("5 خرداد 1401", ("2022-05-26",)),
        ("5 Khordad 1401", ("2022-05-26",)),
        ("31/02/1401", ("2022-05-21",)),
    ],
)
def test_a_date_of_another_calendar_is_offered_in_ours_and_never_taken(text: str, offers: tuple[str, ...]) -> None:
    value, (problem,) = read_date(text, days_lead=True)
    assert value is None
    assert problem.code == "calendar"
    assert problem.offers == offers


def test_where_the_order_is_not_known_only_the_year_is_told() -> None:
    assert read_date("3/4/2567", days_lead=True)[1][0].offers == ("2024-04-03",)
    assert read_date("3/4/2567", days_lead=None)[1][0].offers == ("2024",)


@pytest.mark.parametrize(
    ("text", "year"), [("2026", 2026), ("٢٠٢٦", 2026), ("2026年", 2026), ("2026 г.", 2026), ("7", 7)]
)
def test_a_year_is_read_in_every_script(text: str, year: int) -> None:
    assert read_year(text) == (year, [])


@pytest.mark.parametrize(("text", "offers"), [("2567", (2024,)), (1445, (2023, 2024)), ("1445 هـ", (2023, 2024))])
def test_a_year_of_another_calendar_is_offered_in_ours(text: str | int, offers: tuple[int, ...]) -> None:
    value, (problem,) = read_year(text)
    assert value is None
    assert problem.offers == offers


@pytest.mark.parametrize("text", ["2026-03", "20 26", "", "year", "1234567", "2024 AH", "9" * 5000])
def test_what_is_no_year_is_refused(text: str) -> None:
    assert [each.code for each in read_year(text)[1]] == ["type"]


def test_what_was_kept_before_is_looked_at_too() -> None:
    assert calendar_problem("1445-09-01") is not None
    assert calendar_problem(2567) is not None
    assert calendar_problem("2026-03-02") is None
    assert calendar_problem("no date") is None
    assert calendar_problem(2026) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_written_forges_a_line_of_the_answer(language: str) -> None:
    with use_language(language):
        (problem,) = read_date("soon\n\x1b[2J\u202eok", days_lead=True)[1]
    assert not set(problem.text) & set("\n\x1b\u202e")
