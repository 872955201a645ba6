"""The voluntary review report as an editable Word document, since ministries circulate Word."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.package.review_pdf import title_of_review
from desktop.package.word import clean, set_direction, set_language
from desktop.record.chapters import ChapterText, review
from desktop.record.submission import Submission

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


def write_review_word(submission: Submission, catalogue: Catalogue, *, language: str) -> bytes:
    """Return the review report as a Word document (Office Open XML), with headings that Word lists as its contents.

    Args:
        submission: what is included in the package, see `desktop.record.release.released`.
        language: of headings and of what the program puts together, ISO 639-1; answers stand as they were given.
    """
    from docx import Document

    with use_language(language):
        document = Document()
        set_language(document, language)
        title = title_of_review(submission, catalogue)
        document.core_properties.title = clean(title)
        document.core_properties.author = clean(submission.about.text("lead_ministry"))
        document.core_properties.comments = ""
        rtl = LANGUAGES[language].right_to_left
        set_direction(document.add_heading(clean(title), 0), rtl)
        for each in review(submission, catalogue):
            _chapter(document, each, rtl)
        stream = BytesIO()
        document.save(stream)
        return stream.getvalue()


def _chapter(document: WordDocument, chapter: ChapterText, rtl: bool) -> None:
    set_direction(document.add_heading(clean(chapter.title), chapter.level), rtl)
    if not chapter.text and chapter.level == 1:
        set_direction(document.add_paragraph(_("Nothing has been recorded for this chapter.")), rtl)
    for listed, line in chapter.paragraphs():
        set_direction(document.add_paragraph(clean(line), style="List Bullet" if listed else None), rtl)
