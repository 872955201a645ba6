"""Codes and years as people write them, and what spreadsheets and other calendars make of them."""

from __future__ import annotations

import pytest

from desktop.operations.tables.codes import code_in_name, read_code
from desktop.operations.tables.years import is_period, read_year

KNOWN = ("10.7.4", "8.8.1", "17.3.2", "10.c.1", "4.b.1", "16.9.1")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("17.3.2", "17.3.2"),
        ("SDG 17.3.2", "17.3.2"),
        ("17.3.2.", "17.3.2"),
        ("Indicator 10.c.1", "10.c.1"),
        ("17-3-2", "17.3.2"),
        ("17_3_2", "17.3.2"),
        ("10.C.1", "10.c.1"),
        ("Indicateur ODD 4.b.1", "4.b.1"),
        ("Показатель 8.8.1", "8.8.1"),
        ("المؤشر ١٧.٣.٢", "17.3.2"),
        ("指标 8.8.1", "8.8.1"),
        ("(17.3.2)", "17.3.2"),
        ("17.3.2 Volume of remittances", "17.3.2"),
        ("17.3.2: Volume of remittances", "17.3.2"),
        ("C170302", "17.3.2"),
        ("C100C01", "10.c.1"),
        ("1.1.1", "1.1.1"),
    ],
)
def test_a_code_is_a_code(cell: str, code: str) -> None:
    found = read_code(cell, KNOWN)
    assert found.is_code and found.text == code


@pytest.mark.parametrize(
    "cell", ["", "BX.TRF.PWKR.DT.GD.ZS", "target 17.3", "17.3", "version 17.3.2", "17.3.2.5", "1" * 9]
)
def test_what_is_no_code_is_none(cell: str) -> None:
    assert not read_code(cell, KNOWN).is_code


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("10/07/2004", ("10.7.4",)),
        ("08.08.2001", ("8.8.1",)),
        ("2002-03-17", ("17.3.2",)),
        ("2004-07-10 00:00:00", ("10.7.4",)),
        ("7/10/2004", ("10.7.4",)),
        ("31/12/2020", ()),
    ],
)
def test_a_date_is_named_with_the_codes_that_it_may_have_been(cell: str, codes: tuple[str, ...]) -> None:
    found = read_code(cell, KNOWN)
    assert found.is_date and not found.is_code and found.dates == codes


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("indicator_17-3-2.csv", "17.3.2"),
        ("10-c-1.csv", "10.c.1"),
        ("SDG 8.8.1 (2020).xlsx", "8.8.1"),
        ("indicator_17-3-2 and 8-8-1.csv", ""),
        ("data-2020-01-02.csv", ""),
        ("table.csv", ""),
    ],
)
def test_the_name_of_a_file_may_say_the_code(name: str, code: str) -> None:
    assert code_in_name(name) == code


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("2020", 2020),
        ("٢٠٢٠", 2020),
        ("2020.0", 2020),
        ("2020*", 2020),
        ("2020 (p)", 2020),
        ("2020¹", 2020),
        ("2020 [YR2020]", 2020),
        ("F2020", 2020),
        ("2020年", 2020),
        ("2020 г.", 2020),
    ],
)
def test_a_year_is_a_year(cell: str, year: int) -> None:
    assert (read_year(cell).year, read_year(cell).why) == (year, "")


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("", "no year"),
        ("2019/20", "begins in one calendar year"),
        ("2019-2020", "begins in one calendar year"),
        ("2019–20", "begins in one calendar year"),
        ("2015-2018", "several years"),
        ("2020Q1", "part of a year"),
        ("2020-T2", "part of a year"),
        ("T1 2020", "part of a year"),
        ("2020M01", "part of a year"),
        ("2020年1季度", "part of a year"),
        ("2020-03", "a month"),
        ("03/2020", "a month"),
        ("2020-03-01", "a date"),
        ("31.12.2020", "a date"),
        ("31/12/2020 00:00", "a date"),
        ("soon", "is not a year"),
        ("2" * 5000, "is not a year"),
        ("2567", "Buddhist"),
        ("1445", "Hijri"),
        ("1402", "Solar Hijri"),
    ],
)
def test_what_is_no_single_year_is_said(cell: str, why: str) -> None:
    assert why in read_year(cell).why


def test_years_of_another_calendar_stay_out_or_are_converted(planned) -> None:  # type: ignore[no-untyped-def]
    content = "Indicator,Year,Value\n17.3.2,2567,1.1\n17.3.2,2566,1.2\n17.3.2,1445,1.3\n"
    plan = planned(content)
    assert plan.entries == [] and set(plan.calendars) == {"buddhist", "hijri"}
    assert "In the Gregorian calendar, “2567” is 2024" in plan.left_out[0]
    converted = planned(content, calendar="buddhist")
    assert [each.answers["year"] for each in converted.entries] == [2024, 2023]
    assert converted.entries[0].answers["note"] == "Year in the table: 2567"
    assert len(converted.left_out) == 1 and "1445" in converted.left_out[0]


@pytest.mark.parametrize(
    ("name", "period"),
    [("2020", True), ("F2020", True), ("2020 [YR2020]", True), ("2019/20", True), ("2020Q1", True), ("2563", True),
     ("Value", False), ("8.5.2", False), ("15-24", False), ("", False), ("1234", False)],
)  # fmt: skip
def test_the_name_of_a_column_may_be_a_span_of_time(name: str, period: bool) -> None:
    assert is_period(name) is period
