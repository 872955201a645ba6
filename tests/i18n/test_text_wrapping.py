"""Lines of plain text end where those of their language may, and no word is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n.text_wrapping import columns, wrapped

CHINESE = "指明某一列的内容：indicator（指标）、year（年份）、country（国家）、by（以该列名称分列）。"


def test_chinese_is_broken_between_characters_and_latin_words_are_not() -> None:
    lines = wrapped(CHINESE, 40)
    assert len(lines) > 2 and all(columns(line) <= 40 for line in lines)
    assert "".join(lines) == CHINESE
    for word in ("indicator", "year", "country"):
        assert any(word in line for line in lines)
    assert not any(line[0] in "，。、；：）" for line in lines)


def test_a_mark_takes_no_column_and_a_chinese_character_two() -> None:
    assert [columns(each) for each in ("abc", "年份", "é", "تُحوَّل")] == [3, 4, 1, 4]


def test_each_line_begins_as_it_was_asked_to() -> None:
    assert wrapped("one two three", 9, "- ", "  ") == ["- one two", "  three"]
    assert wrapped("", 9, "- ") == []


@given(st.lists(st.text(st.characters(categories=["Ll", "Lo", "Nd"]), min_size=1, max_size=12), max_size=30))
def test_no_letter_is_lost_whatever_is_written(words: list[str]) -> None:
    lines = wrapped(" ".join(words), 20)
    assert "".join("".join(lines).split()) == "".join("".join(words).split())
