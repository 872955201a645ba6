"""Word documents say what a program needs that reads them aloud: their language, their title, which row heads a table."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation

from desktop.catalogue.catalogue import Catalogue
from desktop.package.brief_word import write_brief
from desktop.package.minutes_word import write_minutes_word
from desktop.package.review_word import write_review_word
from desktop.package.slides import write_slides
from desktop.record.minutes_text import Heading, Line, Table

from .conftest import Filled


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("ar", "ar-SA"), ("zh", "zh-CN"), ("fr", "fr-FR")])
def test_a_document_says_its_language_and_its_title(
    language: str, tag: str, filled: Filled, catalogue: Catalogue
) -> None:
    submission = filled()
    blocks = [
        Heading("Decisions", 1),
        Line("", "Text"),
        Table(("Question", "Result"), (("A", "Yes"), ("B", "No")), (0.5, 0.5)),
    ]
    minutes = write_minutes_word("Minutes", blocks, submission, catalogue, language=language)
    review = write_review_word(submission, catalogue, language=language)
    for content in (minutes, review):
        document = Document(io.BytesIO(content))
        assert document.core_properties.language == tag
        assert document.core_properties.title
        assert any(paragraph.style.name == "Heading 1" for paragraph in document.paragraphs)  # type: ignore[union-attr]
        for table in document.tables:
            heads = [row for row in table.rows if row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
            assert len(heads) == 1


def test_the_longest_name_of_a_ministry_is_cut_where_only_a_short_one_has_room(
    filled: Filled, catalogue: Catalogue
) -> None:
    submission = filled(said={"submission": {"lead_ministry": "Ministry of Labour \u202e" * 5000}})
    for made in (
        write_brief(submission, catalogue, language="en"),
        write_minutes_word("Minutes " * 1000, [], submission, catalogue, language="en"),
        write_review_word(submission, catalogue, language="en"),
    ):
        properties = Document(io.BytesIO(made)).core_properties
        assert properties.author.startswith("Ministry of Labour Ministry")
        assert 250 < len(properties.author) <= 255
        assert "\u202e" not in properties.author
    slides = Presentation(io.BytesIO(write_slides(submission, catalogue, language="en")))
    assert 250 < len(slides.core_properties.author) <= 255
