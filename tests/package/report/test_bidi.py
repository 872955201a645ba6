"""Each character runs in its direction, as the bidirectional algorithm of Unicode says."""

from __future__ import annotations

import unicodedata

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.package.report.bidi import levels, runs_right_to_left, visual_order

LETTERS = "abZ أبجدשל 0123٠١٢.,:;()[]{}/-+$%€«»“”\u200f\u200e中文，（）'\"!?&\u064b\u0651ёж"


def shown(text: str, right_to_left: bool) -> str:
    """Return a line as it stands on paper, from left to right."""
    found = levels(text, right_to_left=right_to_left)
    if found is None:
        return text
    place = len(text)
    while place and unicodedata.bidirectional(text[place - 1]) in ("WS", "S", "B"):
        place -= 1  # rule L1: spaces at the end of a line run as the paragraph does; a set line has none
        found[place] = int(right_to_left)
    return "".join(text[place] for place in visual_order(found))


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.text(alphabet=LETTERS, max_size=25), st.booleans())
def test_any_mixed_line_stands_as_another_implementation_puts_it(text: str, right_to_left: bool) -> None:
    assert shown(text, right_to_left) == get_display(text, base_dir="R" if right_to_left else "L")


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("abc", "abc"),
        ("أب 12 جد", "دج 12 بأ"),
        ("أب (IOM) جد", "دج )IOM( بأ"),
        ("אב (abc 12) ג", "ג )abc 12( בא"),
        ("", ""),
    ],
)
def test_a_line_of_a_right_to_left_paragraph(text: str, paper: str) -> None:
    assert shown(text, runs_right_to_left(text)) == paper


def test_the_first_letter_decides_and_figures_do_not() -> None:
    assert runs_right_to_left("2026: عام IOM")
    assert not runs_right_to_left("2026: IOM عام")
    assert not runs_right_to_left("2026, 15 %")
