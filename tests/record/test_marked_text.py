"""What differs between two versions is marked word by word, in every script, and said in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.record.marked_text import Piece, marked, marked_answer, spoken


def drawn(pieces: list[Piece]) -> str:
    signs = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(signs[each.mark].format(each.text) for each in pieces)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("One office opens.", "Two offices open.", "[-One office opens-][+Two offices open+]."),
        ("The register is open.", "The register is closed.", "The register is [-open-][+closed+]."),
        ("It is open", "It is open now", "It is open[+ now+]"),
        ("l'accès aux soins", "l'accès gratuit aux soins", "l'accès[+ gratuit+] aux soins"),
        ("السجل مفتوح", "السجل مُغْلَق", "السجل [-مفتوح-][+مُغْلَق+]"),
        ("登记处开放", "登记处关闭", "登记处[-开放-][+关闭+]"),
        ("Реестр открыт", "Реестр закрыт", "Реестр [-открыт-][+закрыт+]"),
        ("First.\n\nSecond.", "First.\n\nThird.", "First.\n\n[-Second-][+Third+]."),
        ("", "New", "[+New+]"),
        ("Old", "", "[-Old-]"),
        ("Same", "Same", "Same"),
    ],
)
def test_words_are_marked(old: str, new: str, expected: str) -> None:
    assert drawn(marked(old, new)) == expected


@given(old=st.text(alphabet="ab é\nم中.'", max_size=40), new=st.text(alphabet="ab é\nم中.'", max_size=40))
def test_both_versions_can_be_read_out_of_the_marks(old: str, new: str) -> None:
    from desktop.i18n.text_sanitizing import clean

    pieces = marked(old, new)
    assert "".join(each.text for each in pieces if each.mark != "added") == clean(old)
    assert "".join(each.text for each in pieces if each.mark != "removed") == clean(new)


def test_a_book_is_compared_by_its_paragraphs_first() -> None:
    old = "\n".join(f"Paragraph {number} says much of the same." for number in range(2_000))
    new = old.replace("Paragraph 1000 says", "Paragraph 1000 tells")
    changed = [each for each in marked(old, new) if each.mark != "same"]
    assert changed == [Piece("removed", "says"), Piece("added", "tells")]


def test_a_list_is_marked_by_its_elements(catalogue: Catalogue) -> None:
    field = catalogue.kind("practice").field("objectives")
    pieces = marked_answer(field, [7, 9], [7, 10], catalogue)
    same, *changed = pieces
    assert same.mark == "same" and same.text.startswith("7 ")
    assert [(each.mark, each.text[:2]) for each in changed if each.text.strip()] == [("removed", "9 "), ("added", "10")]


def test_a_choice_is_marked_as_it_is_read(catalogue: Catalogue) -> None:
    field = catalogue.kind("assessment").field("rating")
    first, second = field.options[:2]
    removed, added = (each for each in marked_answer(field, first.key, second.key, catalogue) if each.mark != "same")
    assert removed.text in catalogue.option_text(first) and added.text in catalogue.option_text(second)


def test_what_is_marked_is_said() -> None:
    assert spoken(marked("The register is open.", "The register is closed.")) == "Removed: “open”. Added: “closed”."
    assert spoken(marked("Same", "Same")) == ""
