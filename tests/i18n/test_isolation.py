"""What enters a sentence does not run into it, whichever way each of them is read."""

from __future__ import annotations

import pytest

from desktop.i18n.isolation import Sentence, isolated, plain, set_apart, side_by_side
from desktop.i18n.placeholders import filled
from desktop.i18n.translation import gettext, use_language
from desktop.package.report import bidi

LATIN, ARABIC = "Single Registry", "سجل «واحد»"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", LATIN, LATIN),
        ("en", "2026-03", "2026-03"),
        ("en", ARABIC, f"\u2068{ARABIC}\u2069"),
        ("ar", ARABIC, ARABIC),
        ("ar", LATIN, f"\u2068{LATIN}\u2069"),
        ("ar", "2026", "2026"),
        ("ar", "2026-03", "\u20662026-03\u2069"),
        ("ar", "16.b.1", "\u206816.b.1\u2069"),
        ("ar", "", ""),
    ],
)
def test_only_what_would_turn_its_neighbours_is_isolated(language: str, text: str, expected: str) -> None:
    with use_language(language):
        assert isolated(text) == expected
        assert isolated(isolated(text)) == expected
        assert plain(isolated(text)) == text


def test_texts_beside_each_other_stand_in_the_order_of_the_language() -> None:
    texts = ("6، 21", "", LATIN)
    with use_language("ar"):
        assert side_by_side(texts) == f"\u20676، 21 · \u2068{LATIN}\u2069\u2069"
        assert isolated(side_by_side(texts)) == side_by_side(texts)
        assert side_by_side(["", ""]) == ""
    with use_language("fr"):
        assert side_by_side(["6, 21", "", LATIN]) == f"6, 21 · {LATIN}"


def test_what_a_text_opens_or_closes_itself_reaches_nothing_else() -> None:
    for text in ("a\u2069\u202e b", "\u2067a", "\u2067a\u2069 b\u2069"):
        shown = isolated(text)
        assert plain(shown) == plain(text)
        deep = 0
        for place, character in enumerate(shown, 1):
            deep += (character in "\u2066\u2067\u2068") - (character == "\u2069")
            assert deep > 0 or place == len(shown)
        assert deep == 0


def test_every_sentence_isolates_what_is_put_into_it() -> None:
    said = gettext("History of {field}")
    assert isinstance(said, Sentence)
    assert said.format(field=LATIN) == f"History of {LATIN}"
    assert said.format(field=ARABIC) == f"History of \u2068{ARABIC}\u2069"
    assert Sentence("{count:>4}|{share:.1f}").format(count=7, share=0.5) == "   7|0.5"
    assert filled("About {title}", {"title": ARABIC}) == f"About \u2068{ARABIC}\u2069"
    with use_language("ar"):
        assert f"\u2068{LATIN}\u2069" in gettext("History of {field}").format(field=LATIN)


def test_dates_in_the_words_of_an_arabic_text_keep_their_order() -> None:
    with use_language("ar"):
        said = gettext("Enter a date, such as 2026, 2026-03 or 2026-03-02.")
    assert "\u20662026-03\u2069" in said
    assert "\u20662026-03-02\u2069" in said
    with use_language("ar"):
        said = gettext(
            "There is no restore point “{name}”, and it is not a time such as 2026-03-02 or 2026-03-02T14:05."
        )
    assert "\u20662026-03-02T14:05\u2069" in said


@pytest.mark.parametrize(
    ("text", "right_to_left", "kept"),
    [
        ("انظر https://example.org/ هناك", True, "https://example.org/"),
        ("في 2026-03-02 تماما", True, "2026-03-02"),
        ("في 2026-03-02 09:30 تماما", True, "2026-03-02 09:30"),
        ("الممارسة «Women's shelters (II).» جيدة", True, "Women's shelters (II)."),
    ],
)
def test_on_paper_they_are_read_in_their_own_order_too(text: str, right_to_left: bool, kept: str) -> None:
    apart = set_apart(text, right_to_left=right_to_left)
    levels = bidi.levels(apart, right_to_left=right_to_left)
    assert levels is not None
    begin = apart.index(kept)
    assert {level % 2 for level in levels[begin : begin + len(kept)]} == {0}
    assert plain(apart) == text
