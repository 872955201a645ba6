"""A value that cannot be is told from one that is only surprising."""

from __future__ import annotations

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import use_language
from desktop.record.value_bounds import beyond


def said(catalogue: Catalogue, key: str, number: str, unit: str = "") -> str:
    return beyond(next(each for each in catalogue.indicators if each.key == key), number, unit)


@pytest.mark.parametrize(
    ("key", "number", "unit"),
    [
        ("16.9.1", "0", ""),
        ("16.9.1", "100", ""),
        ("16.9.1", "100", "Per cent of children under five"),
        ("16.9.1", "412000", "Children"),  # another unit has bounds of its own
        ("10.7.4", "120", ""),  # counted per 100,000 too
        ("10.7.4", "100", "Per cent"),
        ("10.7.4", "120", "per 100,000"),
        ("17.3.2", "120", "Per cent"),  # remittances can be more than all that is made in the country
        ("8.8.2", "10", ""),
        ("10.7.3", "0", "People"),
    ],
)
def test_what_can_be_is_not_spoken_of(catalogue: Catalogue, key: str, number: str, unit: str) -> None:
    assert said(catalogue, key, number, unit) == ""


def test_what_cannot_be_is_said_with_the_bound(catalogue: Catalogue) -> None:
    assert said(catalogue, "16.9.1", "100.5") == "100.5 is more than 100, the highest possible value of 16.9.1."
    assert said(catalogue, "8.8.2", "11", "score") == "11 is more than 10, the highest possible value of 8.8.2."
    assert said(catalogue, "10.7.3", "-1") == "-1 is less than 0, the lowest possible value of 10.7.3."
    assert said(catalogue, "16.9.1", "-0.5", "PER CENT OF CHILDREN UNDER FIVE").startswith("-0.5 is less than 0")


def test_a_proportion_in_per_cent_is_never_more_than_all(catalogue: Catalogue) -> None:
    assert said(catalogue, "10.7.4", "101", "Per cent").startswith("101 is more than 100")
    assert said(catalogue, "16.9.1", "101", "per cent").startswith("101 is more than 100")


def test_a_unit_is_known_in_the_language_spoken(catalogue: Catalogue) -> None:
    with use_language("fr"):
        assert said(catalogue, "10.7.4", "101", "Pour cent") != ""
        assert said(catalogue, "8.5.2", "101", "Pour cent") != "", "its own unit, by its French name"
