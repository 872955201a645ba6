"""The voluntary review report as PDF."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import RIGHT_TO_LEFT, use_language
from desktop.i18n.translation import gettext as _
from desktop.package.report.blocks import Setting
from desktop.package.report.pages import Printer, compose
from desktop.package.report.spans import Span
from desktop.package.report.style import BODY, CHAPTER, ENTRY, SECTION
from desktop.package.report.submission_facts import heading_of, purpose_of
from desktop.package.report.writer import Writer, linked
from desktop.progress_reporter import NullProgress
from desktop.record.chapters import BULLET, ChapterText, review
from desktop.record.submission import Submission


def write_review_pdf(submission: Submission, catalogue: Catalogue, *, language: str) -> bytes:
    """Return the review report as PDF; the same submission gives the same bytes.

    Args:
        submission: what is included in the package, see `desktop.record.release.released`.
        language: of headings and of what the program puts together, ISO 639-1; answers stand as they were given.
    """
    with use_language(language):
        writer = Writer(submission, catalogue, Setting(language in RIGHT_TO_LEFT))
        title = title_of_review(submission, catalogue)
        writer.text(title, CHAPTER)
        for each in review(submission, catalogue):
            _chapter(writer, each)
        pages = compose(writer.blocks)
        return Printer(heading_of(submission, catalogue, title=title, draft=False)).write(
            pages, NullProgress(), 0, len(pages)
        )


def title_of_review(submission: Submission, catalogue: Catalogue) -> str:
    """Return the title of the review report, with the country and what it is for."""
    return _("Voluntary review: {purpose}").format(
        purpose=submission.about.text("title") or purpose_of(submission, catalogue)
    )


def _chapter(writer: Writer, chapter: ChapterText) -> None:
    writer.text(chapter.title, SECTION if chapter.level == 1 else ENTRY)
    if not chapter.text and chapter.level == 1:
        writer.note(_("Nothing has been recorded for this chapter."))
    lines = list(chapter.paragraphs())
    for place, (listed, line) in enumerate(lines):
        # What introduces a list stays on the page of its first line.
        before_list = not listed and place + 1 < len(lines) and lines[place + 1][0]
        style = BODY.but(keep=True) if before_list else BODY.but(after=3.0) if listed else BODY
        writer.text([Span(BULLET), *linked(line)] if listed else linked(line), style)
