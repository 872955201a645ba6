"""Numbers as the program writes them, and what looks like one."""

from __future__ import annotations

import pytest

from desktop.i18n.plain_numbers import plain_number


@pytest.mark.parametrize(("key", "number"), [("1", 1), ("23", 23), ("0", 0), ("999999999", 999_999_999)])
def test_a_number_as_the_program_writes_it_is_one(key: str, number: int) -> None:
    assert plain_number(key) == number


@pytest.mark.parametrize("key", ["", "²", "٣", "３", "03", "+3", "-3", " 3", "3 ", "3\n", "3.0", "1_0", "x", "9" * 10])
def test_whatever_else_is_none(key: str) -> None:
    assert plain_number(key) is None
