"""The document of one pledge: what the online form asks, in its order, ready to be held against it."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.package.report import write_pledge
from desktop.package.report.pdf_text import extracted, normal
from desktop.record.values import display
from tests.package.conftest import Filled
from tests.package.report.conftest import ARABIC, CHINESE, Drafting


def read(pdf: bytes) -> str:
    return normal(extracted(pdf))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_of_the_pledge_stands_in_its_document(filled: Filled, catalogue: Catalogue, language: str) -> None:
    submission = filled()
    pledge = submission.of_kind("pledge")[0]
    found = read(write_pledge(submission, catalogue, pledge, language=language, draft=False))
    with use_language(language):
        for field in catalogue.kind("pledge").fields:
            assert normal(display(field, pledge.value(field.key), catalogue, submission)) in found, field.key


def test_the_sections_stand_in_the_order_of_the_online_form(filled: Filled, catalogue: Catalogue) -> None:
    submission = filled({"pledge": {"kind": "matching"}})
    found = read(write_pledge(submission, catalogue, submission.of_kind("pledge")[0], language="en", draft=False))
    sections = [section for section in catalogue.kind("pledge").sections if section.key != "IIa"]
    assert "For your own records" not in found  # whoever has the document is not the team
    labels = [normal(each.short if each.key in ("plan", "file") else each.label) for each in sections]
    places = [found.index(label) for label in labels]
    assert places == sorted(places)


def test_what_the_form_does_not_ask_of_this_kind_of_pledge_is_left_out(
    drafting: Drafting, catalogue: Catalogue
) -> None:
    submission = drafting.free("pledge", title="Alone", kind="individual").done()
    found = read(write_pledge(submission, catalogue, submission.of_kind("pledge")[0], language="en", draft=False))
    assert normal("II. The pledge") in found
    assert normal("II a. Participating States and actors") not in found
    assert normal("II b. The matched pledge") not in found
    assert normal("Nature of the pledge Not answered") in found


def test_the_characters_of_the_description_are_counted(drafting: Drafting, catalogue: Catalogue) -> None:
    submission = drafting.free("pledge", title="Counted", description="é" * 1234).done()
    found = read(write_pledge(submission, catalogue, submission.of_kind("pledge")[0], language="en", draft=False))
    assert normal("(characters: 1,234)") in found


def test_the_document_stands_alone(drafting: Drafting, catalogue: Catalogue) -> None:
    drafting.bound("submission", "", country="KE", lead_ministry="Ministry", demonstration=True)
    submission = drafting.free("pledge", title=ARABIC, description=CHINESE * 20).free("pledge", title="Another").done()
    first = submission.of_kind("pledge")[0]
    pdf = write_pledge(submission, catalogue, first, language="ar", draft=True)
    assert write_pledge(submission, catalogue, first, language="ar", draft=True) == pdf
    assert len(pdf) < 1_000_000
    document = PdfReader(io.BytesIO(pdf))
    assert document.metadata is not None
    assert document.metadata.title == ARABIC
    assert document.metadata.author == "Ministry"
    assert normal(CHINESE * 20) in read(pdf)
    assert "Another" not in read(pdf)
    in_english = write_pledge(submission, catalogue, first, language="en", draft=True)
    for page in PdfReader(io.BytesIO(in_english)).pages:
        assert "Draft, not signed" in page.extract_text()
        assert "Demonstration" in page.extract_text()
