"""Words are compared as people compare them: accents, capital letters and short vowels do not matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n.text_normalization import fold, fold_loosely, query_words


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
        ("l’État", "l'etat"),
        ("d‘un «mot»", "d'un “mot”"),
        ("Re\u00adgis\u00adtre", "registre"),
        ("می\u200cخواهم", "میخواهم"),
        ("می\u200cخواهم", "ميخواهم"),
        ("wo\u2060rd wo\u200brd wo\ufeffrd", "word word word"),
        ("العدد ٤٥", "العدد 45"),
        ("۴۵ ४५ ４５ ߄߅", "45 45 45 45"),
        ("\u200fمهاجر\u200e", "مهاجر"),
        ("أسرة إقامة آمنة مسؤولية شئون", "اسره اقامه امنه مسووليه شيون"),
        ("مهاجرین کارگر", "مهاجرين كارگر"),
        ("2020–2024 a‑b a−b", "2020-2024 a-b a-b"),
        ("cœur Łódź Ærø Đà Nẵng", "coeur lodz aero da nang"),
        ("Noël naïf Türkiye", "noel naif turkiye"),
        ("10\u202f000\u00a0km", "10 000 km"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_two_ways_to_write_a_word_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("мой", "мои"), ("migrants", "migrant"), ("移民", "难民"), ("їх", "іх")])
def test_letters_of_their_own_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_to_compare_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "label"),
    [("turkiye", "Türkiye"), ("cote d'ivoire", "Côte d’Ivoire"), ("HAITI", "Haïti"), ("sao tome", "São Tomé")],
)
def test_a_list_finds_what_any_keyboard_can_type(typed: str, label: str) -> None:
    assert fold_loosely(typed) == fold_loosely(label)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [("«l’État civil»", ["l'etat", "civil"]), ("\"births\" 'x'", ["births", "x"]), ("« »", []), ("\u00ad \u2060", [])],
)
def test_a_query_asks_for_its_words_and_not_for_their_marks(query: str, wanted: list[str]) -> None:
    assert query_words(query) == wanted


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("мигранты", "права трудящихся-мигрантов"),
        ("миграция", "в процессе миграции"),
        ("трудящиеся", "права трудящихся"),
        ("данные", "на основе данных"),
        ("границы", "управление границами"),
        ("المهاجرون", "حماية المهاجرين"),
        ("المهاجرين", "للمهاجرات والمهاجرون"),
        ("لاجئون", "مخيم للاجئين"),
        ("سياسات", "سياسة الهجرة"),
        ("migrants", "each migrant worker"),
        ("réfugiées", "un réfugié"),
        ("obligaciones", "una obligación"),
        ("policies", "a policy"),
        ("policy", "national policies"),
        ("countries", "the country of origin"),
        ("country", "countries of origin"),
        ("measures", "a measure"),
        ("femmes", "chaque femme"),
        ("classes", "one class"),
    ],
)
def test_a_word_is_found_in_its_other_numbers_and_cases(typed: str, written: str) -> None:
    assert all(word in fold(written) for word in query_words(typed))
    assert not all(word in fold(written) for word in query_words(f"«{typed}»")), (
        "between quotation marks it is as it is"
    )


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("migrants, refugees.", ["migrant", "refuge"]),
        ("(les migrants) ; ¿niños?", ["les", "migrant", "nino"]),
        ("العمال، المهاجرين؟", ["عمال", "مهاجر"]),
        ("10.7.2.", ["10.7.2"]),
        ("(“migrants”)", ["migrants"]),
        ("...", ["..."]),
    ],
)
def test_the_signs_of_a_sentence_that_was_pasted_are_not_looked_for(pasted: str, words: list[str]) -> None:
    assert query_words(pasted) == words


@pytest.mark.parametrize("word", ["pays", "gas", "дети", "труда", "قانون", "تمكين", "移民", "10.7.2"])
def test_what_is_short_is_looked_for_whole(word: str) -> None:
    assert query_words(word) == [fold(word)]


@pytest.mark.parametrize(
    ("typed", "written"),
    [("states", "national statistics"), ("crimes", "discrimination"), ("parties", "a part"), ("cities", "to cite")],
)
def test_a_word_is_not_found_in_others_that_only_begin_like_it(typed: str, written: str) -> None:
    assert not all(word in fold(written) for word in query_words(typed))


@given(st.text())
def test_whatever_holds_what_was_typed_is_found(text: str) -> None:
    whole = fold(text).split()
    assert all(any(word in each for each in whole) for word in query_words(text))
