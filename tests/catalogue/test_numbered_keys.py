"""Keys that are numbers, and what looks like one."""

from __future__ import annotations

import pytest

from desktop.catalogue.numbered_keys import number_of_key


@pytest.mark.parametrize(("key", "number"), [("1", 1), ("23", 23), ("0", 0), ("999999999", 999_999_999)])
def test_a_number_as_the_program_writes_it_is_one(key: str, number: int) -> None:
    assert number_of_key(key) == number


@pytest.mark.parametrize("key", ["", "²", "٣", "３", "03", "+3", "-3", " 3", "3 ", "3\n", "3.0", "1_0", "x", "9" * 10])
def test_whatever_else_is_none(key: str) -> None:
    assert number_of_key(key) is None
