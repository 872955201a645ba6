"""Numbers as people read them, however long somebody made them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from babel.numbers import get_decimal_symbol, get_group_symbol

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.number_formatting import figure
from desktop.i18n.translation import use_language


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0", "0"),
        ("12", "12"),
        ("123", "123"),
        ("1234", "1,234"),
        ("-123456", "-123,456"),
        ("1234567.89", "1,234,567.89"),
        ("12.", "12."),
        ("about 1234", "about 1234"),
    ],
)
def test_thousands_are_grouped(text: str, said: str) -> None:
    assert figure(text) == said


def test_the_signs_are_those_of_the_language_spoken() -> None:
    with use_language("es"):
        assert figure("1234567.5") == "1.234.567,5"


def test_the_signs_are_those_of_cldr() -> None:
    def said(ask: Callable[..., str], language: str) -> str:
        return ask(language, numbering_system="latn")

    for code, language in LANGUAGES.items():
        assert language.decimal == said(get_decimal_symbol, code), code
        assert language.thousands == said(get_group_symbol, code), code


def test_a_number_of_a_million_digits_is_gone_through_once() -> None:
    said = figure("1" * 1_000_000)  # looking ahead from each digit would take hours
    assert said.startswith("1,111,") and said.endswith(",111")
    assert len(said) == 1_000_000 + 333_333
