"""The review report: it writes itself, stays the team's to change, and comes as PDF and as Word."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import CannotWrite
from desktop.i18n.translation import LANGUAGES
from desktop.operations import review as reviewing
from desktop.record.chapters import chapter, review
from desktop.store.file import SubmissionFile


@pytest.fixture
def told(submission: SubmissionFile) -> SubmissionFile:
    with submission.transaction("edit", "Write", "Desk officer A") as revision:
        about = revision.ensure("submission", "")
        revision.set(about, "lead_ministry", "Ministry A")
        revision.set(about, "focal_point_email", "desk@example.org")
        revision.add("stakeholder", {"name": "City of Mombasa", "topics": "Shelter"})
        revision.add("practice", {"title": "One-stop centre", "objectives": [13], "results": "2,000 people served"})
        revision.add("gap", {"title": "No shelter", "objectives": [7]})
        revision.add("pledge", {"title": "Two shelters", "objectives": [7], "lead": "Ministry B", "end": "2028"})
        revision.add("support", {"title": "Training for forty registrars", "channel": "fund"})
        revision.set(revision.ensure("assessment", "13"), "rating", "partial")
    return submission


def texts(file: SubmissionFile, catalogue: Catalogue) -> dict[str, str]:
    return {each.key: each.text for each in review(file.read(), catalogue)}


def test_every_chapter_is_drawn_from_the_entries(told: SubmissionFile, catalogue: Catalogue) -> None:
    found = texts(told, catalogue)
    assert list(found) == [
        "process", "environment", "progress", "objective_7", "objective_13", "means", "support", "next"
    ]  # fmt: skip
    assert "• City of Mombasa: Shelter" in found["process"]
    assert "One-stop centre. 2,000 people served" in found["objective_13"]
    assert "Partly achieved" in found["objective_13"]
    assert "Training for forty registrars" in found["support"]
    assert "Two shelters: Ministry B; 2028" in found["next"]
    assert "• No shelter" in found["next"], "a gap that no pledge answers"


def test_a_chapter_taken_over_is_the_teams_own_and_says_when_the_entries_move_on(
    told: SubmissionFile, catalogue: Catalogue
) -> None:
    reviewing.take_over(told, catalogue, "support", by="Desk officer A")
    own = chapter(told.read(), catalogue, "support")
    assert own.own and not own.moved_on
    with told.transaction("edit", "Write", "") as revision:
        revision.set(own_id(told), "text", "We need trainers.")
        revision.add("support", {"title": "Two boats"})
    own = chapter(told.read(), catalogue, "support")
    assert (own.text, own.moved_on) == ("We need trainers.", True)
    reviewing.give_back(told, catalogue, "support")
    again = chapter(told.read(), catalogue, "support")
    assert not again.own and "Two boats" in again.text


def own_id(file: SubmissionFile) -> str:
    return file.read().bound("chapter", "support").id


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_documents_hold_every_chapter_in_every_language(
    language: str, told: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    word = reviewing.save_review(told, catalogue, tmp_path / "review.docx", language=language)
    pdf = reviewing.save_review(told, catalogue, tmp_path / "review.pdf", language=language)
    in_word = "\n".join(each.text for each in Document(str(word)).paragraphs)
    in_pdf = "\n".join(page.extract_text() for page in PdfReader(pdf).pages)
    for text in ("City of Mombasa", "One-stop centre", "Two shelters", "Training for forty registrars"):
        assert text in in_word
        assert text in " ".join(in_pdf.split())
    assert "desk@example.org" not in in_word + in_pdf
    rtl = "w:bidi" in Document(str(word)).element.xml
    assert rtl == (language == "ar")


def test_another_ending_and_a_place_that_is_not_there_are_refused(
    told: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    with pytest.raises(reviewing.CannotSaveReview, match=r"\.pdf or \.docx"):
        reviewing.save_review(told, catalogue, tmp_path / "review.odt")
    reviewing.save_review(told, catalogue, tmp_path / "review.pdf", language="no such")
    with pytest.raises(CannotWrite, match="could not be saved"):
        reviewing.save_review(told, catalogue, tmp_path / "nowhere" / "review.pdf")


def test_signs_that_word_cannot_hold_do_not_break_the_document(
    told: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    with told.transaction("edit", "Write", "") as revision:
        revision.add("gap", {"title": "Bell \x07 and \u202eoverride\u202c 🙂", "objectives": [7]})
    word = reviewing.save_review(told, catalogue, tmp_path / "review.docx")
    assert "override" in "\n".join(each.text for each in Document(str(word)).paragraphs)
    reviewing.save_review(told, catalogue, tmp_path / "review.pdf")


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_that_say_the_same_are_each_told_in_word(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, language: str
) -> None:
    with submission.transaction("edit", "Write", "") as revision:
        revision.set(revision.ensure("submission", ""), "language", language)
        for title in ("Register", "Register", "Register of births"):
            revision.add("practice", {"title": title, "objectives": [4], "results": "Register"})
    reviewing.save_review(submission, catalogue, tmp_path / "review.docx")
    told = [paragraph.text.lstrip("• ") for paragraph in Document(str(tmp_path / "review.docx")).paragraphs]
    assert len([text for text in told if text.startswith("Register") and "births" not in text]) == 2, told
    assert len([text for text in told if text.startswith("Register of births")]) == 1
