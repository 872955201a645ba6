"""What tests need of their rules is written down, and every shipped rule has it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.record.check_scope import needs
from desktop.record.checks import TESTS, of_rule
from desktop.record.rules import fruitless, unworkable


def test_every_shipped_rule_has_what_its_test_needs(catalogue: Catalogue) -> None:
    assert list(unworkable(catalogue.rules)) == list(fruitless(catalogue.rules, catalogue.kinds)) == []


@pytest.mark.parametrize("name", TESTS)
def test_it_says_what_the_test_itself_says(name: str) -> None:
    said = " ".join((TESTS[name].look.__doc__ or "").split())
    given = re.search(r"Placeholders: ([a-z, ]+?(?: and [a-z]+)?)(?: in MB[^.]*)?\.", said)
    words = set(re.findall("[a-z]+", given[1])) - {"and"} if given else set()
    has = TESTS[name].needs
    assert has.gives == words
    settings = set(re.findall(r"[a-z_]+", said.partition("Settings:")[2]))
    assert has.dates | has.numbers | has.kinds | has.fields <= has.settings <= settings
    assert has.answers.keys() <= settings


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
    ("value", "said", "works"),
    [
        ("2018-12", "", True),
        (2018, "", True),
        (["2018-12"], "", True),
        ("soon", "this is not a date.", True),
        ("2018-02-31", "this is not a date.", True),
        (True, "this must be text; put it in quotation marks.", True),
        ([], "the setting “since” must have one value.", False),
    ],
)
def test_a_setting_that_is_a_date_is_looked_at_as_one(
    value: object, said: str, works: bool, catalogue: Catalogue
) -> None:
    rule = next(each for each in catalogue.rules if each.test == "over_before").changed(settings={"since": value})
    told = [((0, "settings", "since"), said)] if said else []
    assert list(unworkable([rule])) == ([] if works else told)
    assert list(fruitless([rule], catalogue.kinds)) == (told if works else [])


@pytest.mark.parametrize(
    ("test", "settings", "said"),
    [
        ("nothing_to_submit", {"kinds": ["pledge", "gap"]}, ""),
        ("nothing_to_submit", {"kinds": ["pledge", "gapp"]}, "there is no kind “gapp”."),
        ("nothing_to_submit", {"kinds": "gapp"}, "there is no kind “gapp”."),
        ("not_measurable", {"fields": ["title", "descripton"]}, "there is no field “descripton”."),
        ("about_refugees", {"fields": "headline"}, "there is no field “headline”."),
        ("none_met_then", {"purpose": "nowhere"}, "there is no field “nowhere”."),
        ("answer_is", {"any_of": ["planned", "in another word"]}, ""),
        ("joint_recorded_twice", {"joint": ["shared"]}, "“shared” is not a possible answer in that field."),
        ("over_before_the_forum", {"unless": ["in another word"]}, ""),
        ("other_year_named", {"unless": ["done"]}, ""),
    ],
)
def test_a_setting_names_what_the_forms_have(
    test: str, settings: dict[str, object], said: str, catalogue: Catalogue
) -> None:
    rule = next(each for each in catalogue.rules if each.test == test)
    rule = rule.changed(settings={**rule.settings, **settings})
    told = [((0, "settings", next(iter(settings))), said)] if said else []
    assert list(unworkable([rule])) == []
    assert list(fruitless([rule], catalogue.kinds)) == told


def test_the_answers_of_a_closed_choice_are_those_that_it_offers(catalogue: Catalogue) -> None:
    rule = next(each for each in catalogue.rules if each.test == "answer_is")
    rule = rule.changed(kind="indicator", field="availability", settings={"any_of": ["planned", "plannd"]})
    (told,) = fruitless([rule], catalogue.kinds)
    assert told == ((0, "settings", "any_of"), "“plannd” is not a possible answer in that field.")


@pytest.mark.parametrize("name", [name for name, test in TESTS.items() if getattr(test, "kinds", None) is of_rule])
def test_a_rule_that_says_no_kind_where_its_test_looks_at_that_is_told(name: str, catalogue: Catalogue) -> None:
    rule = next(each for each in catalogue.rules if each.test == name).changed(kind="", field="")
    told = [*unworkable([rule]), *fruitless([rule], catalogue.kinds)]
    needs_field = "this test needs a kind and a field of that kind."
    wanted = ("field", needs_field) if TESTS[name].needs.field else ("kind", "this test needs a kind.")
    assert [(place[1], text) for place, text in told if place[1] in ("kind", "field")] == [wanted]


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
    assert [*unworkable([rule]), *fruitless([rule], catalogue.kinds)] == (
        [((0, "settings", "most"), said)] if said else []
    )


def test_words_are_no_yes_or_no(catalogue: Catalogue) -> None:
    rule = next(each for each in catalogue.rules if each.test == "joint_recorded_twice").changed(
        settings={"joint": True}
    )
    assert [place for place, _text in fruitless([rule], catalogue.kinds)] == [(0, "settings", "joint")]
