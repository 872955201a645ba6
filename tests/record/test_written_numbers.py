"""Numbers as they are written everywhere: one reader for fields and tables, which guesses nothing."""

from __future__ import annotations

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.tables.numbers import read_number
from desktop.record.value_parsing import read
from desktop.record.written_numbers import decimal_mark, in_two_ways, looks_like_number, plain, read_digits, tidied


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("12.5", "12.5"),
        ("١٢٫٥", "12.5"),
        ("१२.५", "12.5"),
        ("１２．５", "12.5"),
        ("\u200e12.5", "12.5"),
        ("\u22123", "-3"),
    ],
)
def test_a_field_and_a_table_read_the_same_number(catalogue: Catalogue, written: str, digits: str) -> None:
    field = catalogue.kind("value").field("value")
    assert read(field, written, catalogue) == (digits, [])
    assert read_number(written).text == digits


@pytest.mark.parametrize("written", ["1,234", "-1,234", "١,٢٣٤"])
def test_what_can_be_read_in_two_ways_is_read_by_neither(catalogue: Catalogue, written: str) -> None:
    value, problems = read(catalogue.kind("value").field("value"), written, catalogue)
    assert value is None
    assert "two ways" in problems[0].text
    assert read_number(written).why == "two_ways"


@pytest.mark.parametrize("written", ["\u00ad3", "3\u00ad4", "1 2", "1'2", "--3", "3-", "1.2.3"])
def test_nothing_is_guessed(catalogue: Catalogue, written: str) -> None:
    assert read(catalogue.kind("value").field("value"), written, catalogue)[0] is None
    assert read_number(written).text == ""


def test_a_table_may_leave_out_the_nought_and_a_sign_alone_is_no_number() -> None:
    assert [read_digits(each, "") for each in (".5", "-.5", ",5", ".", "-")] == ["0.5", "-0.5", "0.5", "", ""]
    assert decimal_mark("1.2.3.4") == ""


def test_a_raised_number_is_a_note_and_no_digit() -> None:
    assert plain("12¹") == "12¹"
    assert plain("12¹", "NFKC") == "121"
    assert read_number("12¹").text == "12"


def test_the_decimal_sign_is_told_where_it_is_beyond_doubt() -> None:
    assert [decimal_mark(each) for each in ("1.5", "1,5", "1.234", "1.234,5", "1,234.5", "12")] == [
        ".",
        ",",
        "",
        ",",
        ".",
        "",
    ]
    assert read_digits("1,234", ".") == "1234"
    assert read_digits("1,234", ",") == "1.234"
    assert read_digits("1,234", "") is None
    assert in_two_ways("1,234") and not in_two_ways("1.234", ",")


def test_a_number_has_an_end() -> None:
    assert looks_like_number("9" * 40) and not looks_like_number("9" * 41)
    assert tidied("\u200f ١٢ \u200e") == "12"
