"""Placeholders are filled by name and by nothing else."""

from __future__ import annotations

import pytest

from desktop.i18n.placeholders import filled, placeholders


def test_names_are_filled_and_double_brackets_are_single_ones() -> None:
    assert filled("{name}: {{{count}}} of {{all}}", {"name": "Pledge", "count": 3}) == "Pledge: {3} of {all}"
    assert placeholders("{name}: {{{count}}} of {{all}}") == {"name", "count"}
    assert filled("{name}", {"name": "{count}"}) == "{count}", "what is filled in is not filled again"


@pytest.mark.parametrize(
    "text",
    [
        "{name:>1500000000}",
        "{name!r}",
        "{name.__class__}",
        "{name[0]}",
        "{0}",
        "{}",
        "{name",
        "name}",
        "{ name }",
        "{name:{count}}",
        "{Name}",
    ],
)
def test_whatever_else_stands_in_the_brackets_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"[{}]"):
        filled(text, {"name": "x", "count": 1})


def test_a_name_that_there_is_not_is_told() -> None:
    with pytest.raises(KeyError):
        filled("{other}", {"name": "x"})
