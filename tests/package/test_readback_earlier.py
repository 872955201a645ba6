"""Documents of another version: what people wrote is looked for in them, and what cannot be read is told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.package.readback_earlier import compare_pdfs
from desktop.package.report import write_pledge, write_report
from desktop.record.entry import Answer, Entry
from desktop.record.submission import Submission

TITLE = "A registrar in every county"


def saying(title: str) -> Submission:
    about = Entry("s", "submission", answers={"country": Answer("KE")})
    pledge = Entry("p", "pledge", answers={"title": Answer(title)})
    return Submission("s", {each.id: each for each in (about, pledge)})


@pytest.fixture(scope="module")
def report(catalogue: Catalogue) -> bytes:
    return write_report(saying(TITLE), catalogue, language="en", draft=False)


@pytest.fixture(scope="module")
def document(catalogue: Catalogue) -> bytes:
    submission = saying(TITLE)
    return write_pledge(submission, catalogue, submission.entries["p"], language="en", draft=False)


def test_what_people_wrote_is_found(catalogue: Catalogue, report: bytes, document: bytes) -> None:
    compared = compare_pdfs(saying(TITLE), catalogue, report, {"p": document})
    assert compared.differences == []
    assert compared.texts == 2


def test_other_words_are_told_in_the_report_and_in_the_document(
    catalogue: Catalogue, report: bytes, document: bytes
) -> None:
    assert len(compare_pdfs(saying("A registrar in each town"), catalogue, report, {"p": document}).differences) == 2


@pytest.mark.parametrize("pledges", [{}, {"p": b""}, {"p": b"%PDF-1.7 and nothing"}], ids=["none", "empty", "broken"])
def test_a_document_that_is_missing_or_broken_is_told(
    pledges: Mapping[str, bytes], catalogue: Catalogue, report: bytes
) -> None:
    (said,) = compare_pdfs(saying(TITLE), catalogue, report, pledges).differences
    assert said.startswith("There is no document for the pledge p")


def test_a_report_that_cannot_be_read_is_told(catalogue: Catalogue, document: bytes) -> None:
    (said,) = compare_pdfs(saying(TITLE), catalogue, b"no PDF", {"p": document}).differences
    assert said.startswith("The report cannot be read")
