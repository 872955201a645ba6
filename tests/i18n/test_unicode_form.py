"""Texts are put into one form, and piled up marks cannot make that take the square of their length."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n.text_normalization import fold
from desktop.i18n.text_sanitizing import clean
from desktop.i18n.unicode_form import MOST, composed, piled_up
from desktop.record.entry import tidy


@given(st.text())
def test_a_text_that_people_write_is_composed(text: str) -> None:
    assert composed(text) == unicodedata.normalize("NFC", text)
    assert composed(text, "NFKC") == unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("before", [0, 1, MOST - 1, MOST, 3 * MOST + 7])
def test_a_pile_is_seen_wherever_it_stands(before: int) -> None:
    assert piled_up("a" * before + "\u0301" * MOST)
    assert piled_up("a" * before + "\u0301\u0316" * MOST + "b")
    assert not piled_up("a" * before + "\u0301" * (MOST - 1) + "b" + "\u0301" * (MOST - 1))


def test_nothing_that_reads_a_text_stands_still_over_a_pile() -> None:
    pile = "a" + "\u0301\u0316" * 500_000  # in order, it would take half an hour
    assert tidy(pile) == pile
    assert len(clean(pile)) == len(pile)
    assert fold(pile) == "a"
