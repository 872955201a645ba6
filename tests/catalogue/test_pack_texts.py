"""What a pack brings bears where it came from, however it is handed on."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Option
from desktop.catalogue.field_translations import TranslationLabel
from desktop.catalogue.pack_texts import Claim, HeadText, PackText, brought, claimant, claimed, is_official
from desktop.i18n.translation import LANGUAGES, TranslatedText, gettext, in_every_language, use_language
from desktop.operations.tables.dimensions import unit_of

OWN = {"fr": {"Boats": "Bateaux"}, "ar": {"Boats": "قوارب"}}

TEXTS = [
    PackText("Boats", {"fr": "Bateaux"}),
    HeadText("Boats", {"fr": "Bateaux"}, "A pack"),
    TranslationLabel("Title", "wo"),
]
WAYS: dict[str, Callable[[FormField], FormField]] = {
    "pickled": lambda field: pickle.loads(pickle.dumps(field)),
    "copied": copy.copy,
    "copied to the ground": copy.deepcopy,
    "copied with a change": lambda field: field.changed(wide=False),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: type(text).__name__)
def test_a_text_keeps_what_it_says_however_it_is_handed_on(way: str, text: TranslatedText) -> None:
    field = FormField(key="boats", type="text", label="").changed(label=text)
    again = WAYS[way](field).label
    assert type(again) is type(text) and again == text
    for language in LANGUAGES:
        with use_language(language):
            assert gettext(again) == gettext(text)
            assert type(gettext(again)) is str


def test_a_text_of_a_pack_is_equal_to_its_english_one() -> None:
    text = PackText("Boats", {"fr": "Bateaux"})
    assert text == "Boats" and hash(text) == hash("Boats") and f"{text}s" == "Boatss"


def test_the_same_text_says_what_its_own_pack_brought() -> None:
    one, other = PackText("Boats", {"fr": "Bateaux"}), PackText("Boats", {"fr": "Navires"})
    with use_language("fr"):
        assert [gettext(each) for each in (one, other, "Boats")] == ["Bateaux", "Navires", "Boats"]
    with use_language("es"):
        assert gettext(one) == "Boats"


def test_where_the_program_has_a_text_its_own_translation_is_said() -> None:
    with use_language("fr"):
        own = gettext("Title")
        assert own != "Title"
        assert gettext(PackText("Title", {"fr": "Autre chose"})) == own


def test_a_part_of_a_pack_bears_its_translations_down_to_the_last_option() -> None:
    option = Option(key="a", label="Boats", help="A kind of boat")
    field = FormField(
        key="boats",
        type="rows",
        label="Boats",
        columns=(FormField(key="x", type="choice", label="x", options=(option,)),),
    )
    made = brought(field, OWN, "A pack")
    inner = made.columns[0].options[0]
    with use_language("fr"):
        assert (gettext(made.label), gettext(inner.label), gettext(inner.help)) == (
            "Bateaux",
            "Bateaux",
            "A kind of boat",
        )
    assert made.key == "boats" and type(made.key) is str and type(made.type) is str
    assert [claimant(each.standing) for each in (made, made.columns[0], inner)] == ["A pack"] * 3
    assert made == field, "what it is called is the same"


def test_what_a_pack_claims_is_shown_as_its_claim_in_every_language(catalogue: Catalogue) -> None:
    for standing in (
        "attested",
        "attested_in_part",
        "attested_secondary",
        "unconfirmed",
        "candidate",
        "derived",
        "ours",
    ):
        claim = claimed(standing, "A pack\u202e of\nsomebody")
        assert not is_official(claim)
        for language in LANGUAGES:
            with use_language(language):
                assert "A pack of somebody" in catalogue.standing_label(claim)
                assert "A pack of somebody" in catalogue.standing_help(claim)
                assert catalogue.standing_label(claim) != catalogue.standing_label(standing)
                assert catalogue.standing_in_translation(claim) == standing
    assert is_official("attested") and not is_official("unconfirmed")
    assert catalogue.standing_label("attested") == ""
    again = pickle.loads(pickle.dumps(claimed("attested", "A pack")))
    assert isinstance(again, Claim) and claimant(again) == "A pack"


def test_two_packs_say_one_text_in_their_own_words_wherever_it_is_kept() -> None:
    """What was worked out from the text of one pack is not handed to the next one that has the same English."""
    first = PackText("Wards per district", {"fr": "Salles par district"})
    second = PackText("Wards per district", {"fr": "Quartiers par arrondissement"})
    assert "Salles par district" in in_every_language(first)
    assert "Quartiers par arrondissement" in in_every_language(second)
    assert unit_of("Salles par district", first) == ""
    assert unit_of("Salles par district", second) == "Salles par district"
    assert unit_of("Quartiers par arrondissement", second) == ""
