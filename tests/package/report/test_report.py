"""The report as its receiver has it: cover, contents, summary, chapters, annex; everything that was said, and no more."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import Cancelled
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.package.report import write_report
from desktop.package.report.pdf_text import extracted, normal
from desktop.package.report.writer import linked
from desktop.record.indicator_methods import method_of
from desktop.record.submission import Submission
from desktop.record.values import display
from tests.package.conftest import Filled
from tests.package.report.conftest import ARABIC, CHINESE, SCRIPTS, Drafting

HOSTILE = (
    "x" * 40_000,
    "W" * 300,
    "<b>bold</b> <para> &amp; ]]> (paren \\ back %PDF",
    "\u202eevil\u202c \u2066isolated\u2069",
    "😀👨‍👩‍👧‍👦🏳️‍🌈 \ue000",
    "中" * 5_000,
    "العربية" * 900,
    "line\n" * 900,
    "e" + "\u0301" * 500,
    "\x00\x07 \ud800",
    "   ",
    "https://example.org/" + "a" * 3_000,
)


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def written(submission: Submission, catalogue: Catalogue, *, language: str = "en", draft: bool = False) -> bytes:
    return write_report(submission, catalogue, language=language, draft=draft)


def outline(pdf: bytes) -> list[str]:
    """Return the titles of the outline, those below others indented."""

    def walk(items: list[Any], depth: int) -> Iterator[str]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                yield "  " * depth + str(item.title)

    return list(walk(reader(pdf).outline, 0))


@pytest.fixture(scope="module")
def whole(filled: Filled) -> Submission:
    """A submission in which everything is answered."""
    return filled(practice=3, gap=3, pledge=3, value=4, person=2)


@pytest.fixture(scope="module")
def of_whole(whole: Submission, catalogue: Catalogue) -> bytes:
    """The report of it in English."""
    return written(whole, catalogue)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_stands_in_the_report(whole: Submission, catalogue: Catalogue, language: str) -> None:
    read = normal(extracted(written(whole, catalogue, language=language)))
    with use_language(language):
        for entry in whole.entries.values():
            for field in catalogue.kind(entry.kind).fields:
                said = display(field, entry.value(field.key), catalogue, whole)
                if (entry.kind, field.key) == ("policy_answer", "answer"):
                    continue  # told in the words of its domain, see below
                assert normal(said) in read, (entry.kind, field.key, said)


def test_answers_on_policies_are_told_in_the_words_of_their_domain(drafting: Drafting, catalogue: Catalogue) -> None:
    drafting.bound("policy_answer", "1a", answer="yes", evidence="Act of 2011")
    drafting.bound("policy_answer", "2a", answer="yes", evidence="Act of 2012")
    read = normal(extracted(written(drafting.done(), catalogue)))
    assert normal("Yes, regardless of immigration status Act of 2011") in read
    assert normal("Yes Act of 2012") in read
    assert normal("Questions answered: 2 of 30; a missing answer counts as 0") in read


def test_an_objective_has_a_chapter_when_something_was_said_of_it(drafting: Drafting, catalogue: Catalogue) -> None:
    drafting.bound("assessment", "13", rating="partial", reason="Because.", said_by="Workshop of 3 March")
    drafting.free("gap", title="A gap", objectives=[4])
    pdf = written(drafting.done(), catalogue)
    found = outline(pdf)
    chapters = [title for title in found if title.startswith(("4 ", "13 "))]
    assert chapters == [f"{number} {catalogue.heading(number)}" for number in (4, 13)]
    assert "Objectives without an entry" in found
    read = normal(extracted(pdf))
    for number in range(1, 24):
        assert normal(catalogue.heading(number)) in read
    assert normal("21 objectives have no rating") in read
    assert normal("Rated by: Workshop of 3 March") in read


def test_the_contents_lead_to_every_chapter_and_name_its_page(of_whole: bytes, catalogue: Catalogue) -> None:
    pdf = of_whole
    pages = reader(pdf).pages
    (contents,) = [number for number, page in enumerate(pages) if page.extract_text().count("\nContents\n")]
    front = pages[contents].extract_text()
    places = {item.title: reader(pdf).get_destination_page_number(item) + 1 for item in _chapters(pdf)}
    assert len(places) >= 30
    # Objectives are named by their short titles there, so that the contents take little of a page.
    short = {f"{each.number} {catalogue.heading(each.number)}": each for each in catalogue.objectives}
    for title, page in places.items():
        if title in short:
            title = f"{short[title].number} {catalogue.label(short[title].number)}"
        if title != "Contents":
            assert normal(f"{title}{page}") in normal(front), title
    assert len(pages[contents].annotations or []) >= 25


def _chapters(pdf: bytes) -> list[Any]:
    return [item for item in reader(pdf).outline if not isinstance(item, list)]


def test_every_link_leads_somewhere(of_whole: bytes) -> None:
    pdf = reader(of_whole)
    inside = outside = 0
    for page in pdf.pages:
        for reference in page.annotations or []:
            link = reference.get_object()
            if "/A" in link:
                outside += 1
                assert link["/A"]["/URI"].startswith(("https://", "http://", "mailto:"))
            else:
                inside += 1
                assert link["/Dest"][0].get_object()["/Type"] == "/Page"
    assert inside > 50
    assert outside > 10


def test_each_page_says_its_number_and_the_first_one_does_not(of_whole: bytes) -> None:
    pages = reader(of_whole).pages
    assert "Page 1 of" not in pages[0].extract_text()
    for number in (2, len(pages) // 2, len(pages)):
        assert f"Page {number} of {len(pages)}" in pages[number - 1].extract_text()


def test_the_same_submission_gives_the_same_bytes(
    whole: Submission, of_whole: bytes, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    monkeypatch.setenv("USER", "somebody")
    again = Submission(whole.id, dict(reversed(whole.entries.items())), whole.attachments)
    assert written(again, catalogue) == of_whole


def test_the_document_says_whose_it_is_and_when_it_was_said(drafting: Drafting, catalogue: Catalogue) -> None:
    drafting.bound("submission", "", country="KE", title="Our submission", lead_ministry="Ministry of the Interior")
    pdf = reader(written(drafting.done(), catalogue))
    about = pdf.metadata
    assert about is not None
    assert about.title == "Our submission"
    assert about.author == "Ministry of the Interior"
    assert about["/CreationDate"] == about["/ModDate"] == "D:20260302140511+00'00'"
    assert pdf.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]


def test_a_draft_says_so_on_every_page(drafting: Drafting, catalogue: Catalogue) -> None:
    submission = drafting.bound("submission", "", country="KE").done()
    for page in reader(written(submission, catalogue, draft=True)).pages:
        assert "Draft" in page.extract_text().replace("Draft, not signed", "", 1)  # the large mark
        assert "Draft, not signed" in page.extract_text()
    assert "Draft" not in extracted(written(submission, catalogue))


def test_a_demonstration_says_so_on_its_cover_and_every_page(drafting: Drafting, catalogue: Catalogue) -> None:
    submission = drafting.bound("submission", "", demonstration=True).done()
    pages = reader(written(submission, catalogue)).pages
    assert "This is a demonstration." in pages[0].extract_text()
    assert all("Demonstration: what many countries" in page.extract_text() for page in pages)


def test_indicators_are_never_shown_as_the_official_set(drafting: Drafting, catalogue: Catalogue) -> None:
    drafting.free("value", indicator="10.7.1", year=2020, value="3.2", source="Survey")
    drafting.free("value", indicator="10.7.1", year=2024, value="1.9", source="Survey")
    read = normal(extracted(written(drafting.done(), catalogue)))
    assert normal("Candidate, not from the official set") in read
    assert normal("Latest value: 1.9 in 2024.") in read
    assert read.count(normal(catalogue.pack.caution)) >= 2


def test_an_empty_submission_is_a_short_report(catalogue: Catalogue) -> None:
    pdf = written(Submission("6f1b2c1e-0000-4000-8000-000000000001"), catalogue)
    assert 4 <= len(reader(pdf).pages) <= 9
    assert [title for title in outline(pdf) if not title.startswith(" ")] == [
        "Summary",
        "Contents",
        "Objectives without an entry",
        "Annex: how to read this report",
        "How to check this report",
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_text_breaks_the_report(drafting: Drafting, catalogue: Catalogue, language: str) -> None:
    for number, text in enumerate(HOSTILE):
        drafting.free("practice", title=text, summary=text, source=text, objectives=[1 + number, 99])
        drafting.free("pledge", title=text, description=text, entity=text, status=text, end=text, objectives=[2])
        drafting.free("value", indicator="10.7.1", year=2000 + number, value=str(number), note=text)
    drafting.bound("submission", "", title=HOSTILE[0], country="ZZ", cycle="1999", lead_ministry=HOSTILE[5])
    drafting.bound("policy_answer", "1a", answer="perhaps", evidence=HOSTILE[0])
    drafting.bound("follow_up", "Z9", measures="for a recommendation that is gone")
    drafting.bound("indicator", "99.9", comment="for an indicator that is gone")
    pdf = written(drafting.done(), catalogue, language=language, draft=True)
    read = normal(extracted(pdf))
    for text in (*HOSTILE, "for a recommendation that is gone", "for an indicator that is gone"):
        assert normal(text) in read, text[:40]


def test_content_in_every_script_stands_in_a_report_of_any_language(drafting: Drafting, catalogue: Catalogue) -> None:
    for text in SCRIPTS:
        drafting.free("practice", title=text, summary=text * 3, objectives=[1])
    submission = drafting.done()
    for language in ("en", "ar", "zh"):
        pdf = written(submission, catalogue, language=language)
        read = normal(extracted(pdf))
        for text in SCRIPTS:
            assert normal(text * 3) in read
        preferences = reader(pdf).trailer["/Root"]["/ViewerPreferences"]  # type: ignore[index]
        assert preferences["/Direction"] == ("/R2L" if language == "ar" else "/L2R")


def test_long_work_can_be_stopped_at_any_moment(whole: Submission, catalogue: Catalogue) -> None:
    class Stop:
        def __init__(self, after: int) -> None:
            self.left = after
            self.told: list[tuple[int, int]] = []

        def step(self, done: int, total: int, text: str) -> None:
            assert text
            self.told.append((done, total))
            self.left -= 1
            if not self.left:
                raise Cancelled("Stopped.")

    patient = Stop(-1)
    write_report(whole, catalogue, language="en", draft=False, work=patient)
    steps = len(patient.told)
    assert steps > 60
    assert [done / total for done, total in patient.told] == sorted(done / total for done, total in patient.told)
    for after in (1, steps // 2, steps):
        with pytest.raises(Cancelled):
            write_report(whole, catalogue, language="en", draft=False, work=Stop(after))


def test_the_note_on_history_is_in_the_annex(drafting: Drafting, catalogue: Catalogue) -> None:
    pdf = write_report(
        drafting.done(), catalogue, language="en", draft=False, history_note="Twelve people made 340 changes."
    )
    assert normal("History Twelve people made 340 changes.") in normal(extracted(pdf))


def test_the_bytes_are_small_and_hold_no_other_font(drafting: Drafting, catalogue: Catalogue) -> None:
    pdf = written(drafting.bound("submission", "", summary=ARABIC + CHINESE).done(), catalogue)
    assert len(zlib.compress(pdf)) < 250_000
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader(pdf).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert fonts
    assert all("+Noto" in font for font in fonts)


def test_the_indicator_that_has_its_own_chapter_is_not_among_those_of_which_nothing_is_said(
    drafting: Drafting, catalogue: Catalogue
) -> None:
    drafting.bound("policy_answer", "1a", answer="yes")
    drafting.free("value", indicator="10.7.1", year=2024, value="3")
    read = normal(extracted(written(drafting.done(), catalogue)))
    rest = sum(method_of(each).by_itself for each in catalogue.indicators) - 1
    assert normal(f"Nothing is reported on {rest} other indicators") in read


def test_what_is_said_often_does_not_grow_the_report_by_its_length_each_time(
    drafting: Drafting, catalogue: Catalogue
) -> None:
    drafting.free("gap", title="word " * 4_000, objectives=[1])
    (gap,) = drafting.done().of_kind("gap")
    drafting.free("pledge", title="A pledge", gaps=[gap.id] * 40)
    text = extracted(written(drafting.done(), catalogue))
    assert text.count("word") < 4_000 * 10  # the whole title, 40 times over, would be 160 000 words


def test_an_address_that_nobody_could_follow_is_no_link() -> None:
    assert [each.link for each in linked("See https://example.org/a.")] == ["", "https://example.org/a", ""]
    assert not any(each.link for each in linked("https://example.org/" + "a" * 2_000))


def test_names_of_choices_that_were_not_compared_are_named_in_the_annex(
    drafting: Drafting, catalogue: Catalogue
) -> None:
    def told() -> int:
        return normal(extracted(written(drafting.done(), catalogue))).count(normal("Sustainable Development Goals"))

    before = told()
    drafting.free("practice", title="One-stop centres")
    assert told() == before + 1


def test_a_report_of_one_pledge_has_what_belongs_to_it_and_nothing_else(
    drafting: Drafting, catalogue: Catalogue
) -> None:
    drafting.bound("submission", "", country="KE", cycle="2026", purpose="pledge")
    drafting.free("pledge", title="Permits within 60 days", description="A text. " * 60, objectives=[5], principles=[2])
    submission = drafting.done()
    for language in LANGUAGES:
        pdf = written(submission, catalogue, language=language)
        assert len(reader(pdf).pages) <= 3, language
    titles = [title for title in outline(written(submission, catalogue)) if not title.startswith(" ")]
    assert titles == [
        "About this submission",
        "Pledges",
        "Annex: how to read this report",
        "How to check this report",
    ]
    read = normal(extracted(written(submission, catalogue)))
    assert normal("10.7.2") not in read
    assert normal(catalogue.pack.rating_help) not in read


def test_the_annex_tells_only_how_to_read_what_is_there(drafting: Drafting, catalogue: Catalogue) -> None:
    def annex() -> str:
        return extracted(written(drafting.done(), catalogue)).partition("how to read this report")[2]

    assert "SDG indicator 10.7.2" not in annex()
    drafting.bound("policy_answer", "1a", answer="yes")
    assert "SDG indicator 10.7.2" in annex()


def test_an_entry_of_last_time_is_called_as_its_form_is(drafting: Drafting, catalogue: Catalogue) -> None:
    drafting.free("carried", title="A gap of last time", of_kind="gap", state="open")
    for language, said in (("en", "Gap"), ("fr", "Lacune")):
        read = normal(extracted(written(drafting.done(), catalogue, language=language)))
        assert normal(f": {said}") in read, language
        assert normal(": gap") not in read
