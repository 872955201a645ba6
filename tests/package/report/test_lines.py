"""Text of any script is broken into lines that fit, at places where a reader expects it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.i18n.text_sanitizing import clean, shortened
from desktop.package.report.line_breaking import Line, paragraphs
from desktop.package.report.spans import Span
from desktop.package.report.style import BODY
from tests.package.report.conftest import ARABIC, CHINESE, FRENCH, SCRIPTS

NARROW = 110.0


def read(line: Line) -> str:
    """Return what a line says, in the order of reading."""
    return "".join(
        "".join(glyph.text for glyph in (piece.shaped.glyphs[::-1] if piece.level % 2 else piece.shaped.glyphs))
        for piece in line.pieces
    )


def lines_of(text: str, width: float = NARROW) -> list[Line]:
    return [line for paragraph in paragraphs(text, BODY) for line in paragraph.lines(width)]


@pytest.mark.parametrize("text", SCRIPTS)
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(text: str) -> None:
    lines = lines_of(text)
    assert len(lines) > 2
    assert all(0 < line.width <= NARROW + 0.02 for line in lines)
    letters = "".join(character for character in text if character.isalnum())
    assert "".join(character for line in lines for character in read(line) if character.isalnum()) == letters


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=120), st.floats(40, 500))
def test_any_text_fits_any_column(text: str, width: float) -> None:
    assert all(line.width <= width + 0.02 for line in lines_of(text, width) if len(line.pieces) > 1)


def test_chinese_breaks_between_characters_and_keeps_its_marks_where_they_belong() -> None:
    read_lines = [read(line) for line in lines_of(CHINESE)]
    assert all(len(line) > 5 for line in read_lines[:-1])
    assert not any(line[0] in "，。：、！”）" for line in read_lines)
    assert not any(line[-1] in "“（" for line in read_lines)


def test_a_french_sign_is_not_left_alone_at_the_beginning_of_a_line() -> None:
    for width in range(60, 300, 7):
        assert not any(read(line).startswith(("!", ":", "»", "%")) for line in lines_of(FRENCH, width))
        assert not any(read(line).endswith("«") for line in lines_of(FRENCH, width))


def test_a_word_of_three_hundred_letters_is_cut_into_full_lines() -> None:
    lines = lines_of("W" * 300)
    assert "".join(map(read, lines)) == "W" * 300
    assert all(line.width > NARROW * 0.8 for line in lines[:-1])


def test_a_web_address_is_cut_behind_a_sign() -> None:
    lines = lines_of("https://migrationnetwork.un.org/hub/repository-of-practices/one-of-many", 150)
    assert all(read(line)[-1] in "/-." for line in lines[:-1])


def test_an_arabic_line_begins_at_the_right_and_its_latin_name_runs_to_the_right() -> None:
    line = lines_of(ARABIC, 2000)[0]
    assert line.right_to_left
    levels = {read_piece: piece.level for piece in line.pieces if (read_piece := read(_only(line, piece)).strip())}
    assert levels["وفقًا"] == 1
    assert levels["International"] == 2
    assert levels["2025"] == 2


def _only(line: Line, piece: object) -> Line:
    return Line(tuple(each for each in line.pieces if each is piece)[:1], 0, line.right_to_left, 0, 0)


def test_what_would_turn_a_title_around_is_taken_out() -> None:
    assert clean("invoice\u202efdp.exe\u202c \u2066x\u2069") == "invoicefdp.exe x"
    assert [read(line) for line in lines_of("\u202eabc\u202c", 500)] == ["abc"]


def test_control_characters_go_and_half_characters_are_shown_as_lost() -> None:
    assert clean("a\x00\x1b[1mb\ufeff\u00adc\r\nd\u2028e\tf") == "a[1mbc\nd\ne f"
    assert clean("\ud800x") == "\N{REPLACEMENT CHARACTER}x"


def test_what_no_font_has_is_shown_by_a_sign_and_keeps_its_text() -> None:
    line = lines_of("a😀\U000103a0", 500)[0]
    assert read(line) == "a😀\U000103a0"
    numbers = [glyph.number for piece in line.pieces for glyph in piece.shaped.glyphs]
    assert numbers[1] == numbers[2] != 0  # the sign, and not the empty box of a font


def test_spans_keep_their_own_look_inside_a_paragraph() -> None:
    paragraph = paragraphs([Span("one "), Span("two", bold=True, link="there"), Span(" three")], BODY)[0]
    looks = {read(_only(paragraph.lines(500)[0], piece)).strip(): piece for piece in paragraph.lines(500)[0].pieces}
    assert looks["two"].link == "there"
    assert "Bold" in looks["two"].look.face.path.name
    assert "Regular" in looks["one"].look.face.path.name
    assert not looks["one"].link


def test_an_empty_text_is_one_empty_line() -> None:
    assert [line.pieces for line in lines_of("")] == [()]


def test_a_long_title_is_shortened_for_the_outline() -> None:
    assert shortened("a\nb  c", 10) == "a b c"
    assert shortened("word " * 50, 20) == "word word word word…"


def test_titles_in_a_list_do_not_turn_it() -> None:
    spans = [Span("First title", link="entry-1"), Span("؛ "), Span("Second title", link="entry-2")]
    (paragraph,) = paragraphs(spans, BODY, fallback=True)
    assert paragraph.right_to_left
    (line,) = paragraph.lines(2_000)
    levels = [piece.level for piece in line.pieces]
    assert 1 in levels, "what stands between two titles runs as the document does, so that the first one comes first"
    (alone,) = paragraphs([Span("First title"), Span("؛ "), Span("Second title")], BODY, fallback=True)
    assert not alone.right_to_left


def test_a_first_line_leaves_room_for_what_stands_before_it() -> None:
    (paragraph,) = paragraphs(FRENCH, BODY)
    lines = paragraph.lines(NARROW * 2, NARROW)
    assert 0 < lines[0].width <= NARROW
    assert any(line.width > NARROW for line in lines[1:])
    assert "".join(map(read, lines)) == "".join(map(read, paragraph.lines(NARROW * 2)))
    assert not paragraph.begins_within(3)
