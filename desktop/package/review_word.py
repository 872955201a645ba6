"""The voluntary review report as an editable Word document, since ministries circulate Word."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.package.review_pdf import title_of_review
from desktop.record.chapters import ChapterText, review
from desktop.record.submission import Submission

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_review_word(submission: Submission, catalogue: Catalogue, *, language: str) -> bytes:
    """Return the review report as a Word document (Office Open XML), with headings that Word lists as its contents.

    Args:
        submission: what is included in the package, see `desktop.record.release.released`.
        language: of headings and of what the program puts together, ISO 639-1; answers stand as they were given.
    """
    from docx import Document

    with use_language(language):
        document = Document()
        _set_language(document, language)
        title = title_of_review(submission, catalogue)
        document.core_properties.title = _clean(title)
        document.core_properties.author = _clean(submission.about.text("lead_ministry"))
        document.core_properties.comments = ""
        rtl = LANGUAGES[language].right_to_left
        _set(document.add_heading(_clean(title), 0), rtl)
        for each in review(submission, catalogue):
            _chapter(document, each, rtl)
        stream = BytesIO()
        document.save(stream)
        return stream.getvalue()


def _chapter(document: WordDocument, chapter: ChapterText, rtl: bool) -> None:
    _set(document.add_heading(_clean(chapter.title), chapter.level), rtl)
    if not chapter.text and chapter.level == 1:
        _set(document.add_paragraph(_("Nothing has been recorded for this chapter.")), rtl)
    for listed, line in chapter.paragraphs():
        _set(document.add_paragraph(_clean(line), style="List Bullet" if listed else None), rtl)


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _set(paragraph: Paragraph, rtl: bool) -> None:
    """Set a paragraph from right to left where the language is written so (ISO/IEC 29500, `w:bidi` and `w:rtl`)."""
    if not rtl:
        return
    properties = paragraph._p.get_or_add_pPr()
    properties.append(_element("w:bidi"))
    for run in paragraph.runs:
        run._r.get_or_add_rPr().append(_element("w:rtl"))


def _set_language(document: WordDocument, language: str) -> None:
    """Say in which language the text is, so that Word checks its spelling and chooses a font that has its letters."""
    written = LANGUAGES[language]
    style: Any = document.styles["Normal"]
    properties = style.element.get_or_add_rPr()
    properties.append(_element("w:lang", **{written.script.word_attribute: written.word}))


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element
