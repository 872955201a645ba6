"""The catalogue answers in the language that is spoken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.catalogue.forms_reader import current
from desktop.i18n.translation import use_language


def test_titles_are_said_in_the_language_spoken() -> None:
    catalogue = current()
    assert catalogue.title(1).startswith("Collect and utilize accurate")
    with use_language("fr"):
        assert catalogue.title(1).startswith("Collecter et utiliser")
        assert catalogue.title_standing(1) == "attested"
        assert catalogue.label(1) == "Données"
        assert catalogue.principle_name(6) == "Droits de l’homme"
    with use_language("zh"):
        assert catalogue.title_standing(1) == "working_translation"
        assert catalogue.principle_name(1) == "以人为中心"
        assert catalogue.principle_standing(1) == "attested"
        assert catalogue.indicator_name("10.7.3") == "向国际目的地迁移过程中死亡或失踪的人数"


def test_a_label_comes_in_the_language_spoken_with_its_standing() -> None:
    with use_language("ru"):
        assert current().label(1) == "Данные"
        assert current().label_standing(1) == "working_translation"
    with use_language("fr"):
        assert current().label_standing(1) == "attested"


def test_a_label_that_is_not_there_is_said_in_english() -> None:
    whole = current()
    first = whole.objective(1)
    bare = replace(whole, objectives=(first.changed(label={"en": "Data"}), *whole.objectives[1:]))
    with use_language("ru"):
        assert bare.label(1) == "Data"
        assert bare.label_standing(1) == "attested"


def test_what_is_not_official_is_marked() -> None:
    catalogue = current()
    assert catalogue.standing_label("attested") == ""
    assert catalogue.standing_label("ours") == ""
    assert catalogue.standing_label("unconfirmed") == "Working text"
    assert catalogue.standing_label("candidate") == "Candidate, not from the official set"
    for standing in ("attested_in_part", "attested_secondary", "working_translation", "derived"):
        assert catalogue.standing_label(standing)
        assert catalogue.standing_help(standing).endswith(".")


@pytest.mark.parametrize(
    ("kind", "key", "name"),
    [
        ("assessment", "8", "Save lives and establish coordinated international efforts on missing migrants"),
        ("follow_up", "H1.6", "Agree between States how rescue is coordinated"),
        ("indicator", "10.c.1", "Remittance costs as a proportion of the amount remitted"),
        ("policy_answer", "4d", "Facilitating or promoting the flow of remittances"),
        ("principle_note", "6", "Human rights"),
        ("practice", "", ""),
        ("assessment", "24", ""),
        ("follow_up", "H9.9", ""),
    ],
)
def test_a_bound_entry_has_the_name_of_its_thing(kind: str, key: str, name: str) -> None:
    assert current().thing(kind, key) == name


def test_the_shipped_forms_are_read_once() -> None:
    assert current() is current()


def test_what_is_not_there_is_a_key_error() -> None:
    catalogue = current()
    with pytest.raises(KeyError):
        catalogue.objective(24)
    with pytest.raises(KeyError):
        catalogue.kind("pledg")
    with pytest.raises(KeyError):
        catalogue.kind("pledge").field("titel")
