"""What tests need of their rules is written down, and every shipped rule has it."""

from __future__ import annotations

import re

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.record.checks import TESTS
from desktop.record.rules import unworkable


def test_every_shipped_rule_has_what_its_test_needs(catalogue: Catalogue) -> None:
    assert list(unworkable(catalogue.rules)) == []


@pytest.mark.parametrize("name", TESTS)
def test_it_says_what_the_test_itself_says(name: str) -> None:
    said = " ".join((TESTS[name].look.__doc__ or "").split())
    given = re.search(r"Placeholders: ([a-z, ]+?(?: and [a-z]+)?)(?: in MB[^.]*)?\.", said)
    words = set(re.findall("[a-z]+", given[1])) - {"and"} if given else set()
    needs = TESTS[name].needs
    assert needs.gives == words
    assert needs.single <= needs.settings <= set(re.findall(r"[a-z_]+", said.partition("Settings:")[2]))


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"test": "no_such_test"}, "test"),
        ({"test": "over_before", "settings": {"since": "2018"}, "kind": ""}, "field"),
        ({"test": "over_before", "settings": {}}, "settings"),
        ({"test": "over_before", "settings": {"since": ["2018", "2019"]}}, "settings"),
        ({"text": "{name} and {other}"}, "text"),
        ({"text": "{name:>1500000000}"}, "text"),
        ({"text": "{name.__class__}"}, "text"),
        ({"text": "{name!r}"}, "text"),
        ({"text": "{0}"}, "text"),
        ({"text": "{"}, "text"),
    ],
)
def test_a_rule_that_cannot_work_is_told(said: dict[str, object], key: str, catalogue: Catalogue) -> None:
    rule = next(each for each in catalogue.rules if each.test == "over_before").changed(**said)
    assert key in {each[1] for each in unworkable([rule])}
