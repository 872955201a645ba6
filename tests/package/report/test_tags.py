"""Every PDF of the program can be read aloud: tagged by PDF/UA-1, in every direction of writing, before and after signing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import use_language
from desktop.package import covering_note
from desktop.package.clearance_sheet import write_clearance_sheet
from desktop.package.covering_note import Note, Paragraph
from desktop.package.identity import Identity
from desktop.package.minutes_pdf import write_minutes_pdf
from desktop.package.report import write_pledge, write_report
from desktop.package.report.pdf_text import extracted, normal
from desktop.package.review_pdf import write_review_pdf
from desktop.package.signing import sign_pdf
from desktop.record.clearance_parts import objective_part, pledge_part
from desktop.record.minutes_text import Heading, Line, Table
from desktop.record.submission import Submission
from tests.package.conftest import Filled
from tests.package.report.conftest import ARABIC, SCRIPTS, Drafting, Set

from .tagged import Tagged, is_element, kids

LANGUAGES = ("en", "fr", "ar", "zh")

Write = Callable[[Submission, Catalogue, str], bytes]


def report(submission: Submission, catalogue: Catalogue, language: str) -> bytes:
    return write_report(submission, catalogue, language=language, draft=False, code="1234 5678")


def draft(submission: Submission, catalogue: Catalogue, language: str) -> bytes:
    return write_report(submission, catalogue, language=language, draft=True)


def pledge(submission: Submission, catalogue: Catalogue, language: str) -> bytes:
    return write_pledge(submission, catalogue, submission.of_kind("pledge")[0], language=language, draft=True)


def clearance(submission: Submission, catalogue: Catalogue, language: str) -> bytes:
    parts = [objective_part(2), pledge_part(submission.of_kind("pledge")[0].id)]
    with use_language(language):
        return write_clearance_sheet(submission, catalogue, parts, language=language)


def minutes(submission: Submission, catalogue: Catalogue, language: str) -> bytes:
    blocks = [
        Heading("Decisions", 1),
        Line("Objective 2", ARABIC),
        Line("", "See https://example.org/a."),
        Heading("Votes", 3),
        Table(("Question", "Result"), (("A", "Yes"), ("B", "No")), (0.5, 0.5)),
    ]
    return write_minutes_pdf("Minutes", blocks, submission, catalogue, language=language)


def note(submission: Submission, catalogue: Catalogue, language: str) -> bytes:
    paragraphs = (
        Paragraph("title", "Covering note"),
        Paragraph("text", ARABIC),
        Paragraph("heading", "Code to read out"),
        Paragraph("code", "1234 5678"),
        Paragraph("line", "Signature"),
    )
    return covering_note.write_pdf(
        Note(paragraphs, language, "Covering note", "1234 5678", "Ministry"), submission, catalogue
    )


def review(submission: Submission, catalogue: Catalogue, language: str) -> bytes:
    return write_review_pdf(submission, catalogue, language=language)


DOCUMENTS = (report, draft, pledge, clearance, minutes, note, review)


@pytest.fixture(scope="module")
def whole(filled: Filled) -> Submission:
    """A submission with entries of every kind, each field of theirs answered, and gaps in Arabic."""
    made = filled({"gap": {"title": ARABIC, "language": "ar"}}, practice=2, pledge=2, value=3)
    seen = Counter[str]()
    entries = {}
    for entry in made.entries.values():
        seen[entry.kind] += 1
        if seen[entry.kind] <= 3:
            entries[entry.id] = entry
    return Submission(made.id, entries, made.attachments)


@pytest.mark.parametrize(
    ("write", "language"),
    [
        (write, language)
        for write in DOCUMENTS
        for number, language in enumerate(LANGUAGES)
        # A draft is the report with a mark on each page; it is written in either direction.
        if write is not draft or number % 2 == 0
    ],
)
def test_every_document_is_tagged_in_every_language(
    write: Write, language: str, whole: Submission, catalogue: Catalogue
) -> None:
    pdf = write(whole, catalogue, language)
    tagged = Tagged(pdf)
    assert tagged.check() == []
    # Whoever listens hears all that others see, in the same order; only pictures are told in other words.
    heard, seen = normal(tagged.text()), normal(extracted(pdf))
    assert sorted(heard) == sorted(seen)
    assert tagged.root["/Lang"] == language


@pytest.mark.parametrize("write", [report, pledge])
def test_a_signed_document_is_tagged_as_well(
    write: Write, whole: Submission, catalogue: Catalogue, identity: Identity, at: datetime
) -> None:
    pdf = sign_pdf(write(whole, catalogue, "ar"), identity, "Signed", "", at)
    assert Tagged(pdf).check() == []


def test_text_is_heard_as_it_was_written(set_texts: Set) -> None:
    for right_to_left in (False, True):
        tagged = Tagged(set_texts(SCRIPTS, right_to_left=right_to_left))
        assert tagged.check() == []
        heard = normal(tagged.text())
        for text in SCRIPTS:
            assert normal(text) in heard


def test_words_on_two_lines_stay_two_words(set_texts: Set) -> None:
    text = "One word after the other stands on this line and on the next one, and the one after that. " * 3
    tagged = Tagged(set_texts([text]))
    tagged.check()
    assert text.strip() in tagged.text()


def test_an_answer_in_another_language_says_so(drafting: Drafting, catalogue: Catalogue) -> None:
    drafting.bound("submission", "", language="fr", summary="Le message du pays.")
    drafting.free("practice", title="Una práctica", summary="Un texto.", language="es", objectives=[1])
    drafting.free("gap", title="Une lacune", objectives=[1])
    tagged = Tagged(report(drafting.done(), catalogue, "en"))
    tagged.check()
    spoken = {str(element["/Lang"]) for element, _above in tagged.elements() if "/Lang" in element}
    assert spoken == {"es", "fr"}
    for element, _above in tagged.elements():
        if element["/S"] in ("/H3", "/H4") and "práctica" in tagged._said(element):
            assert element["/Lang"] == "es"


def test_the_head_of_a_table_is_heard_once_however_many_pages_it_has(drafting: Drafting, catalogue: Catalogue) -> None:
    for year in range(1950, 2026):
        drafting.free("value", indicator="10.7.1", year=year, value="3", source="A survey of households")
    tagged = Tagged(report(drafting.done(), catalogue, "en"))
    assert tagged.check() == []
    tables = [element for element, _above in tagged.elements() if element["/S"] == "/Table"]
    (long,) = [table for table in tables if len(kids(table)) == 77]
    assert [str(cell["/S"]) for row in kids(long)[1:] for cell in kids(row)] == ["/TD"] * 76 * len(kids(kids(long)[0]))


def test_charts_are_told_in_words(drafting: Drafting, catalogue: Catalogue) -> None:
    drafting.free("value", indicator="10.7.1", year=2020, value="3.2", source="Survey")
    drafting.free("value", indicator="10.7.1", year=2024, value="1.9", source="Survey")
    drafting.bound("assessment", "3", rating="partial", trend="improving")
    tagged = Tagged(report(drafting.done(), catalogue, "en"))
    told = [str(element["/Alt"]) for element, _above in tagged.elements() if "/Alt" in element]
    assert any("3.2" in each and "1.9" in each and "2024" in each for each in told)
    assert any(each.startswith("3 ") and "artly" in each for each in told)


def test_a_broken_tree_is_seen(set_texts: Set) -> None:
    pdf = set_texts(["One", "Two"])
    assert Tagged(pdf).check() == []
    assert Tagged(pdf.replace(b"/S/P/P", b"/S/TD/P")).check()
    assert Tagged(pdf.replace(b"/Tabs /S", b"/Tabs /R")).check()
    assert Tagged(pdf.replace(b"/K 0>>", b"/K 1>>")).check()


def test_a_link_over_two_lines_is_one(set_texts: Set, drafting: Drafting, catalogue: Catalogue) -> None:
    drafting.free("practice", title="A practice", summary="See https://example.org/" + "a/" * 200, objectives=[1])
    tagged = Tagged(report(drafting.done(), catalogue, "en"))
    assert tagged.check() == []
    links = [
        element
        for element, _above in tagged.elements()
        if element["/S"] == "/Link" and any(not is_element(kid) and "/Obj" in kid for kid in kids(element)[1:])
    ]
    assert links
