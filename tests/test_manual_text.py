"""What a topic says is read out of its Markdown block by block, and nothing of it is lost on the way."""

from __future__ import annotations

from desktop.manual_text import Heading, Listed, Paragraph, Piece, Table, blocks_of, words_of


def test_a_topic_is_headings_paragraphs_lists_and_tables() -> None:
    said = "# Title\n\nOne\nparagraph.\n\n## Part\n\n- a\n- b\n\n1. c\n2. d\n\n| Key | |\n|---|---|\n| F1 | Help |\n"
    assert list(blocks_of(said)) == [
        Heading((Piece("Title"),), 1),
        Paragraph((Piece("One paragraph."),)),
        Heading((Piece("Part"),), 2),
        Listed(((Piece("a"),), (Piece("b"),)), numbered=False),
        Listed(((Piece("c"),), (Piece("d"),)), numbered=True),
        Table(((Piece("Key"),), ()), (((Piece("F1"),), (Piece("Help"),)),)),
    ]


def test_words_look_as_they_are_marked() -> None:
    assert words_of("Press **Save**, which is *new*: `a.b`.") == (
        Piece("Press "),
        Piece("Save", "bold"),
        Piece(", which is "),
        Piece("new", "stressed"),
        Piece(": "),
        Piece("a.b", "typed"),
        Piece("."),
    )


def test_only_an_address_on_the_web_leads_somewhere_on_paper() -> None:
    assert words_of("[Copies](copies.md) and [the text](https://example.org/a)") == (
        Piece("Copies"),
        Piece(" and "),
        Piece("the text", address="https://example.org/a"),
    )
