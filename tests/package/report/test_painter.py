"""What is drawn depends on what is to be drawn alone, and not on what was kept of something drawn before."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from desktop.catalogue.catalogue import Catalogue
from desktop.package.report import fonts, line_breaking, write_pledge, write_report
from desktop.package.report.line_breaking import paragraphs
from desktop.package.report.painter import Painter
from desktop.package.report.spans import Span
from desktop.package.report.style import BODY
from desktop.record.submission import Submission

Filled = Callable[..., Submission]
ADDRESS = "https://example.org/one"


def links(words: list[Span], width: float) -> list[tuple[list[float], str]]:
    """Return the links of a page with these words: their rectangles, and where they lead."""
    painter = Painter(title="", author="", subject="", language="en", right_to_left=False, at=None)
    (paragraph,) = paragraphs(words, BODY)
    painter.lines(paragraph.lines(width), 0, 0, width)
    painter.next_page()
    notes = PdfReader(io.BytesIO(painter.finish())).pages[0]["/Annots"]
    found = [each.get_object() for each in notes]  # type: ignore[attr-defined]
    return [([float(number) for number in note["/Rect"]], note["/A"]["/URI"]) for note in found]


def test_words_side_by_side_are_one_link_on_each_line() -> None:
    words = [Span("See "), Span("the national register of births", link=ADDRESS), Span(" for more.")]
    ((rectangle, target),) = links(words, 400)
    assert target == ADDRESS
    assert rectangle[2] - rectangle[0] > 100
    above, below = links(words, 110)
    assert above[0][1] > below[0][1]


def test_links_that_lead_to_two_places_stay_two() -> None:
    one, two = links([Span("one", link=ADDRESS), Span("two", link=f"{ADDRESS}/two"), Span(" three")], 400)
    assert (one[1], two[1]) == (ADDRESS, f"{ADDRESS}/two")
    assert one[0][2] == pytest.approx(two[0][0], abs=0.02)


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_a_pledge_is_the_same_whether_or_not_its_texts_were_set_before(
    language: str, filled: Filled, catalogue: Catalogue
) -> None:
    submission = filled(pledge=2)
    pledge = submission.of_kind("pledge")[0]
    kept = (line_breaking._repeated, line_breaking._words_of, line_breaking._piece, line_breaking._shaped)
    for each in kept:
        each.cache_clear()
    alone = write_pledge(submission, catalogue, pledge, language=language, draft=True)
    write_report(submission, catalogue, language=language, draft=True)
    assert write_pledge(submission, catalogue, pledge, language=language, draft=True) == alone
    assert all(each.cache_info().hits for each in kept)


@pytest.mark.parametrize("text", ["AVATAR Tо Ltd.", "وزارة الداخلية", "परिवारों के लिए", "移徙者的权利"])
def test_the_pen_never_stands_beside_the_place_of_a_glyph(text: str) -> None:
    for right_to_left in (False, True):
        (paragraph,) = paragraphs(text, BODY, right_to_left=right_to_left)
        for piece in paragraph.lines(500)[0].pieces:
            face, pen, place = piece.look.face, 0.0, 0.0
            glyphs = iter(piece.shaped.glyphs)
            for step in piece.shaped.steps or face.steps(piece.shaped.glyphs)[0]:
                if isinstance(step, int):
                    pen += step
                    continue
                glyph = next(glyphs)
                assert abs(pen - place - glyph.x) <= 0.501
                pen += face.pen(glyph.number)
                place += glyph.advance
            assert next(glyphs, None) is None


def test_a_word_and_the_spaces_behind_it_are_drawn_as_they_are_read() -> None:
    (paragraph,) = paragraphs("first second", BODY)
    (line,) = paragraph.lines(500)
    assert ["".join(glyph.text for glyph in piece.shaped.glyphs) for piece in line.pieces] == ["first ", "second"]
    assert line.width == pytest.approx(sum(piece.width for piece in line.pieces))
    (paragraph,) = paragraphs("أول ثان", BODY)
    first, _second = paragraph.lines(500)[0].pieces
    assert first.shaped.glyphs[0].text == " "  # from left to right, the space comes before the word


def test_a_font_that_is_prepared_gives_the_same_document(
    filled: Filled, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = filled(pledge=1)
    pledge = submission.of_kind("pledge")[0]
    alone = write_pledge(submission, catalogue, pledge, language="zh", draft=True)
    monkeypatch.setattr(fonts, "_FEW_SUBSETS", 0)
    monkeypatch.setattr(fonts, "_MANY_GLYPHS", 0)
    assert write_pledge(submission, catalogue, pledge, language="zh", draft=True) == alone
    assert any(face._prepared for bold in (False, True) for face in fonts.family(bold).faces)
