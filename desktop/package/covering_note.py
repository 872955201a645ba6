"""The covering note of a package, as Word and as PDF: what is sent, who signed it, and the code to read out.

It goes another way than the package does, on paper or in a letter, so that whoever receives both can compare. It tells what
verification found and nothing else, and the same package always gives the same note.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import RIGHT_TO_LEFT, current_language, ngettext, use_language
from desktop.i18n.translation import gettext as _
from desktop.package import container_paths, verification_guide
from desktop.package.report.submission_facts import LONGEST_TITLE, country_of, purpose_of
from desktop.record.dates import day_in_words

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.package.container_findings import ContainerFindings
    from desktop.record.submission import Submission

Part = Literal["title", "heading", "text", "code", "line"]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the note.

    Args:
        part: a title, a heading, a text, something that is read sign by sign from left to right, or a line to write on.
        text: what it says; of a line, what is to be written there.
    """

    part: Part
    text: str


@dataclass(frozen=True)
class Note:
    """What a covering note says, in the language of the package.

    Args:
        paragraphs: in their order.
        language: ISO 639-1.
        title: for the properties of the document.
        code: the code to read out, which stands large.
        author: the lead ministry, or the country.
    """

    paragraphs: tuple[Paragraph, ...]
    language: str
    title: str
    code: str
    author: str


def note_of(
    findings: ContainerFindings, submission: Submission, catalogue: Catalogue, *, name: str, size: int, language: str
) -> Note:
    """Return what the note of a package says.

    Args:
        findings: of a package with which nothing is wrong.
        submission: what it holds.
        name, size: of its file; the size in bytes.
        language: of the note, ISO 639-1.
    """
    with use_language(language):
        country = country_of(submission, catalogue)
        author = shortened(submission.about.text("lead_ministry") or country, LONGEST_TITLE)
        return Note(
            tuple(_paragraphs(findings, submission, catalogue, name, size)),
            language,
            _("Covering note"),
            findings.code,
            author,
        )


def _paragraphs(
    findings: ContainerFindings, submission: Submission, catalogue: Catalogue, name: str, size: int
) -> Iterator[Paragraph]:
    country = country_of(submission, catalogue)
    ministry = shortened(submission.about.text("lead_ministry"), LONGEST_TITLE)
    title = shortened(submission.about.text("title"), LONGEST_TITLE)
    yield Paragraph("title", _("Covering note"))
    for text in (purpose_of(submission, catalogue), country, ministry, title):
        if text:
            yield Paragraph("text", text)
    yield Paragraph("heading", _("What is sent"))
    yield Paragraph("text", _("One file, the submission package, with the name:"))
    yield Paragraph("code", name)
    pledges = sum(1 for each in findings.members if each.name.startswith(container_paths.PLEDGES))
    measured = ngettext("Its size is {count} byte.", "Its size is {count} bytes.", size).format(count=counted(size))
    yield Paragraph("text", measured)
    yield Paragraph(
        "text", _("It contains the report, the workbook and the data file. Pledges: {count}").format(count=pledges)
    )
    yield Paragraph("heading", _("Code to read out"))
    yield Paragraph("code", findings.code)
    yield Paragraph(
        "text",
        _(
            "The same code is on the cover of the report. Call the sender on a number that you know "
            "from elsewhere, and compare the code digit by digit."
        ),
    )
    yield from _signers(findings)
    yield Paragraph("heading", _("How to check the package"))
    yield Paragraph(
        "text",
        _(
            "The file {name} in the package and the last page of the report explain every step; free "
            "tools are enough. With Pledgebook, open “Verify a package” and type the code, or type "
            "this command:"
        ).format(name=container_paths.GUIDE),
    )
    yield Paragraph("code", f"{verification_guide.OURS} --code {findings.code}")
    for text in (_("Place and date"), _("Name and position"), _("Signature and stamp")):
        yield Paragraph("line", text)


def _signers(findings: ContainerFindings) -> Iterator[Paragraph]:
    yield Paragraph("heading", _("Who signed it"))
    for each in findings.signers:
        who = each.signatory.name
        if each.signed_for and each.signed_for != who:
            who = _("{name}, for {other}").format(name=who, other=each.signed_for)
        if each.signed_at is not None:
            who = _("{name}, on {day}").format(name=who, day=day_in_words(each.signed_at))
        yield Paragraph("text", who)
        yield Paragraph("text", _("Fingerprint of the certificate (SHA-256):"))
        yield Paragraph("code", each.signatory.fingerprint)
    if findings.missing:
        yield Paragraph("heading", _("Who has not signed yet"))
        for missing in findings.missing:
            yield Paragraph("text", missing.name)


def write_word(note: Note) -> bytes:
    """Return the note as a Word document (Office Open XML)."""
    from docx import Document
    from docx.enum.text import WD_TAB_LEADER
    from docx.shared import Mm, Pt

    from desktop.package.word import clean, set_direction, set_language, set_properties, use_a4

    with use_language(note.language):
        document = Document()
        use_a4(document)
        set_language(document, note.language)
        set_properties(document, note.title, note.author)
        rtl = LANGUAGES[note.language].right_to_left
        for each in note.paragraphs:
            text = clean(each.text)
            if each.part in ("title", "heading"):
                set_direction(document.add_heading(text, 0 if each.part == "title" else 1), rtl)
            elif each.part == "code":
                # Left to right in every language: digits and commands are read in one order only.
                run = document.add_paragraph().add_run(text)
                run.font.name = "Consolas"
                run.font.size = Pt(14 if text == note.code else 9)
            elif each.part == "line":
                paragraph = document.add_paragraph(f"{text}\t")
                paragraph.paragraph_format.space_before = Pt(18)
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(150), leader=WD_TAB_LEADER.DOTS)
                set_direction(paragraph, rtl)
            else:
                set_direction(document.add_paragraph(text), rtl)
        stream = BytesIO()
        document.save(stream)
        return stream.getvalue()


def write_pdf(note: Note, submission: Submission, catalogue: Catalogue) -> bytes:
    """Return the note as PDF."""
    from desktop.package.report.blocks import Hairline, Setting
    from desktop.package.report.pages import Printer, compose
    from desktop.package.report.style import BODY, CHAPTER, SECTION
    from desktop.package.report.submission_facts import heading_of
    from desktop.package.report.writer import Writer
    from desktop.progress_reporter import NullProgress

    with use_language(note.language):
        writer = Writer(submission, catalogue, Setting(current_language() in RIGHT_TO_LEFT))
        styles = {
            "title": CHAPTER,
            "heading": SECTION.but(before=11.0, after=4.0),
            "text": BODY.but(after=3.0, align="document"),
            "code": BODY.but(size=8.5, align="own", after=5.0),
            "line": BODY.but(before=14.0, after=0.0, align="document"),
        }
        for each in note.paragraphs:
            style = styles[each.part]
            writer.text(each.text, style.but(size=15.0, bold=True) if each.text == note.code else style)
            if each.part == "line":
                writer.add(Hairline(before=10.0, after=0.0))
        pages = compose(writer.blocks)
        heading = heading_of(submission, catalogue, title=note.title, draft=False)
        return Printer(heading).write(pages, NullProgress(), 0, len(pages))
