"""What is drawn depends on what is to be drawn alone, and not on what was kept of something drawn before."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from desktop.catalogue.catalogue import Catalogue
from desktop.package.report import line_breaking, write_pledge, write_report
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
