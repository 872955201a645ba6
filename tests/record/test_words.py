"""Words are compared as people compare them: accents, capital letters and short vowels do not matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.record.words import loose, normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élève", "ELEVE"),
        ("Straße", "strasse"),
        ("ＫＥＮＹＡ", "kenya"),
        ("e\u0301", "é"),
        ("الأُسْرَة", "الاسره"),
        ("مـــهاجر", "مهاجر"),
        ("Ёлка", "елка"),
    ],
)
def test_two_ways_to_write_a_word_are_one(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(("one", "other"), [("мой", "мои"), ("migrants", "migrant"), ("移民", "难民"), ("ö", "o")])
def test_letters_of_their_own_stay_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@given(st.text())
def test_to_compare_twice_changes_nothing(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize(
    ("typed", "label"),
    [("turkiye", "Türkiye"), ("cote d'ivoire", "Côte d’Ivoire"), ("HAITI", "Haïti"), ("sao tome", "São Tomé")],
)
def test_a_list_finds_what_any_keyboard_can_type(typed: str, label: str) -> None:
    assert loose(typed) == loose(label)
