"""What tests need of their rules is written down, and every shipped rule has it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.record.check_scope import needs
from desktop.record.checks import TESTS
from desktop.record.rules import fruitless, unworkable


def test_every_shipped_rule_has_what_its_test_needs(catalogue: Catalogue) -> None:
    assert list(unworkable(catalogue.rules)) == list(fruitless(catalogue.rules)) == []


@pytest.mark.parametrize("name", TESTS)
def test_it_says_what_the_test_itself_says(name: str) -> None:
    said = " ".join((TESTS[name].look.__doc__ or "").split())
    given = re.search(r"Placeholders: ([a-z, ]+?(?: and [a-z]+)?)(?: in MB[^.]*)?\.", said)
    words = set(re.findall("[a-z]+", given[1])) - {"and"} if given else set()
    has = TESTS[name].needs
    assert has.gives == words
    assert has.dates | has.numbers <= has.settings <= set(re.findall(r"[a-z_]+", said.partition("Settings:")[2]))


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
    assert key in {place[1] for place, _text in unworkable([rule])}


@pytest.mark.parametrize(
    ("value", "said", "told_by"),
    [
        ("2018-12", "", fruitless),
        (2018, "", fruitless),
        (["2018-12"], "", fruitless),
        ("soon", "this is not a date.", fruitless),
        ("2018-02-31", "this is not a date.", fruitless),
        (True, "this must be text; put it in quotation marks.", fruitless),
        ([], "the setting “since” must have one value.", unworkable),
    ],
)
def test_a_setting_that_is_a_date_is_looked_at_as_one(
    value: object, said: str, told_by: object, catalogue: Catalogue
) -> None:
    rule = next(each for each in catalogue.rules if each.test == "over_before").changed(settings={"since": value})
    for each in (unworkable, fruitless):
        wanted = [((0, "settings", "since"), said)] if said and each is told_by else []
        assert list(each([rule])) == wanted


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (80, ""),
        ("eighty", "this must be a whole number."),
        ("80", "this must be a whole number."),
        (True, "this must be a whole number."),
        (["80"], "this must be a whole number."),
        (["80", "90"], "the setting “most” must have one value."),
    ],
)
def test_a_setting_that_is_a_number_is_looked_at_as_one(
    value: object, said: str, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = replace(TESTS["not_rated"], needs=needs(numbers="most"))
    monkeypatch.setitem(TESTS, "not_rated", test)
    rule = next(each for each in catalogue.rules if each.test == "not_rated").changed(settings={"most": value})
    assert [*unworkable([rule]), *fruitless([rule])] == ([((0, "settings", "most"), said)] if said else [])


def test_words_are_no_yes_or_no(catalogue: Catalogue) -> None:
    rule = next(each for each in catalogue.rules if each.test == "joint_recorded_twice").changed(
        settings={"joint": True}
    )
    assert [place for place, _text in fruitless([rule])] == [(0, "settings", "joint")]
