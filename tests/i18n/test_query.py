"""A word is found in its other numbers and cases, and in no word that only begins or looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n.query import query_words
from desktop.i18n.text_normalization import fold

FOUND = {
    "en": [
        ("policy", "national policies"),
        ("policies", "a policy"),
        ("country", "countries of origin"),
        ("countries", "the country of origin"),
        ("cities", "the city of Mombasa"),
        ("laws", "a new law"),
        ("migrants", "each migrant worker"),
        ("measures", "a measure"),
        ("classes", "one class"),
        ("migrants’", "the rights of a migrant"),
        ("states", "the State party"),
        ("refugees", "a refugee"),
    ],
    "fr": [
        ("femmes", "chaque femme"),
        ("réfugiées", "un réfugié"),
        ("déplacées", "des enfants déplacés"),
        ("politiques", "la politique"),
        ("mesures", "une mesure"),
        ("parties", "une partie"),
    ],
    "es": [
        ("obligaciones", "una obligación"),
        ("naciones", "la nación"),
        ("mujeres", "una mujer"),
        ("migrantes", "el migrante"),
        ("fronteras", "la frontera"),
    ],
    "ru": [
        ("мигранты", "права трудящихся-мигрантов"),
        ("миграция", "в процессе миграции"),
        ("трудящиеся", "права трудящихся"),
        ("данные", "на основе данных"),
        ("границы", "управление границами"),
        ("страны", "со странами"),
        ("права", "правам человека"),
        ("дети", "с детьми"),
        ("женщин", "женщинами"),
        ("международный", "международного сотрудничества"),
        ("цели", "цель 10"),
    ],
    "ar": [
        ("المهاجرون", "حماية المهاجرين"),
        ("المهاجرين", "للمهاجرات والمهاجرون"),
        ("لاجئون", "مخيم للاجئين"),
        ("سياسات", "سياسة الهجرة"),
        ("سياسة", "سياساتها الوطنية"),
        ("العمال", "للعمال المهاجرين"),
        ("العمال", "عمال مهاجرون"),
        ("المهاجرون", "مهاجرين"),
        ("السياسة", "سياسات وطنية"),
        ("العمل", "فرص عمل"),
        ("العمل", "سوق للعمل"),
        ("الأمن", "لأمن الحدود"),
        ("للأسرة", "الأسرة والهجرة"),
        ("للعمل", "سوق العمل"),
        ("للأمن", "أمن الحدود"),
        ("للمهاجرين", "حقوق المهاجرين"),
        ("للاجئين", "اللاجئون والمهاجرون"),
        ("للغة", "تعليم لغة"),
        ("للجنة", "لجان ولجنة"),
    ],
    "zh": [("移民", "国际移民问题"), ("“移民”", "国际移民问题"), ("《全球契约》", "执行全球契约")],
}
"""Language to what is typed, and where it has to be found."""

NOT_FOUND = {
    "en": [
        ("policy", "the police"),
        ("policies", "police officers"),
        ("refugees", "a refuge"),
        ("states", "national statistics"),
        ("states", "a statement"),
        ("crimes", "discrimination"),
        ("parties", "a part"),
        ("cities", "to cite"),
        ("countries", "counting"),
    ],
    "fr": [("mesures", "une mesurette"), ("parties", "partir"), ("polices", "la politique")],
    "es": [("naciones", "su nacionalidad"), ("partes", "el partido"), ("mujeres", "mujeriego")],
    "ru": [
        ("страны", "страница 5"),
        ("страны", "странный вопрос"),
        ("права", "правила"),
        ("мера", "например"),
        ("цели", "целый год"),
        ("полиция", "политика"),
        ("труда", "трудности"),
    ],
    "ar": [
        ("مدرسة", "مدرس"),
        ("سياسات", "القرار السياسي"),
        ("السياسي", "سياسات"),
        ("الانسان", "انسحاب"),
        ("العمل", "عملية"),
        ("اله", "له"),
        ("للعمل", "عملية"),
        ("لله", "له"),
        ("للسكان", "سك"),
        ("للغة", "لغو"),
    ],
    "zh": [("移民", "移动人民")],
}
"""Language to what is typed, and where it must not be found."""


def _pairs(table: dict[str, list[tuple[str, str]]]) -> list[object]:
    return [pytest.param(*pair, id=f"{language} {pair[0]}") for language, pairs in table.items() for pair in pairs]


def finds(typed: str, written: str) -> bool:
    return all(word.is_in(fold(written)) for word in query_words(typed))


@pytest.mark.parametrize(("typed", "written"), _pairs(FOUND))
def test_a_word_is_found_in_its_other_numbers_and_cases(typed: str, written: str) -> None:
    assert finds(typed, written)


@pytest.mark.parametrize(("typed", "written"), _pairs(FOUND))
def test_what_a_word_finds_is_found_while_it_is_typed(typed: str, written: str) -> None:
    # In Arabic the article and the first letters say too little: nothing is missed by them where it stands with its own.
    least = 6 if typed.startswith(("ال", "لل")) else 2
    assert not [typed[:end] for end in range(least, len(typed)) if not finds(typed[:end], written)]


@pytest.mark.parametrize(("typed", "written"), _pairs(NOT_FOUND))
def test_a_word_is_not_found_in_others_that_only_look_like_it(typed: str, written: str) -> None:
    assert not finds(typed, written)


def test_between_quotation_marks_it_is_as_it_is() -> None:
    for pairs in FOUND.values():
        for typed, written in pairs:
            word = typed.strip("“”《》’")
            for quoted in (
                f"«{word}»",
                f"«\u00a0{word}\u00a0»",
                f"“{word}",
                f"“a {word} a”",
                f"a «\u00a0a {word} a\u00a0» a",
            ):
                assert finds(quoted, f"a {written}") == (fold(word) in fold(written)), quoted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("«l’État civil»", ["l'etat", "civil"]),
        ("\"births\" 'x'", ["births", "x"]),
        ("« »", []),
        ("\u00ad \u2060", []),
        ("migrants, refugees.", ["migrants", "refugees"]),
        ("(les migrants) ; ¿niños?", ["les", "migrants", "ninos"]),
        ("العمال، المهاجرين؟", ["العمال", "المهاجرين"]),
        ("10.7.2.", ["10.7.2"]),
        ("(“migrants”)", ["migrants"]),
        ("...", ["..."]),
        ("• Migrants – a policy", ["migrants", "a", "policy"]),
        ("- [x] {y} *z*", ["x", "y", "z"]),
        ("-", ["-"]),
    ],
)
def test_a_query_asks_for_its_words_and_not_for_their_marks(query: str, wanted: list[str]) -> None:
    assert [word.typed for word in query_words(query)] == wanted


@pytest.mark.parametrize("word", ["gas", "class", "قانون", "تمكين", "移民", "10.7.2"])
def test_what_has_no_ending_is_looked_for_whole(word: str) -> None:
    assert [(each.stem, each.forms) for each in query_words(word)] == [(fold(word), "")]


@given(st.text(), st.text(), st.text())
def test_whatever_holds_what_was_typed_is_found(before: str, text: str, after: str) -> None:
    assert all(word.is_in(fold(before) + fold(text) + fold(after)) for word in query_words(text))


@given(st.text(alphabet="aeisyrcп ыиястранالهوني"))
def test_the_stem_is_a_part_of_what_was_typed(text: str) -> None:
    for word in query_words(text):
        assert word.stem in word.typed


@pytest.mark.parametrize(("typed", "written"), _pairs(FOUND))
def test_where_a_word_is_found_what_is_indexed_of_it_stands(typed: str, written: str) -> None:
    # The index finds by it what is looked at then.
    text = fold(written)
    words = [word for end in range(1, len(typed) + 1) for word in query_words(typed[:end])]
    assert not [word for word in words if word.is_in(text) and word.indexed not in text]
