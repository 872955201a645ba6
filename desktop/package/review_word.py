"""The voluntary review report as an editable Word document, since ministries circulate Word."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.package.review_pdf import title_of_review
from desktop.package.review_record import (
    BOOKMARK,
    HIDDEN,
    ChapterRecord,
    ReviewRecord,
    mark_of,
    packed,
    to_text,
)
from desktop.record.chapters import ChapterText, review
from desktop.record.dates import in_words
from desktop.record.submission import Submission

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_review_word(submission: Submission, catalogue: Catalogue, *, language: str) -> bytes:
    """Return the review report as a Word document (Office Open XML), with headings that Word lists as its contents.

    Args:
        submission: what is included in the package, see `desktop.record.release.released`.
        language: of headings and of what the program puts together, ISO 639-1; answers stand as they were given.
    """
    with use_language(language):
        document, rtl = _begun(submission, catalogue, language)
        for each in review(submission, catalogue):
            _chapter(document, each, rtl)
        return _saved(document)


def write_review_to_edit(
    submission: Submission,
    catalogue: Catalogue,
    *,
    language: str,
    document: str,
    revision: str,
    to: str,
    until: str = "",
) -> tuple[bytes, str]:
    """Return the review report as a Word document that is changed by somebody and comes back, and its mark.

    Each heading bears a bookmark, by which its chapter is known again. What each chapter said stands hidden in a part of its
    own. So it is for colleagues and not for the public: whoever takes a sentence out of it has not taken it out of there.

    Args:
        submission: what is included in the package, see `desktop.record.release.released`.
        document: a new UUID, by which it is known when it comes back.
        revision: the id of the last revision of the file.
        to: who changes it.
        until: the day by which it should be back, as a date is kept; empty for none.
    """
    with use_language(language):
        made, rtl = _begun(submission, catalogue, language)
        for text in _to_do(to, until):
            _set(made.add_paragraph(_clean(text), style="Intense Quote"), rtl)
        chapters = review(submission, catalogue)
        for number, each in enumerate(chapters):
            _chapter(made, each, rtl, bookmark=number + 1)
        known = tuple(ChapterRecord(each.key, each.title, each.text, each.own) for each in chapters)
        text = to_text(ReviewRecord(document, submission.id, revision, language, to, known))
        _hide(made, text)
        return _saved(made), mark_of(text)


def _to_do(to: str, until: str) -> list[str]:
    lines = [
        _("For {name}: please change the text below the headings, and leave the headings as they are.").format(
            name=one_line(to)
        )
    ]
    if until:
        lines.append(_("Please send it back by {day}.").format(day=in_words(until)))
    return lines


def _begun(submission: Submission, catalogue: Catalogue, language: str) -> tuple[WordDocument, bool]:
    """Return a new document with its title, and whether it is written from right to left."""
    from docx import Document

    document = Document()
    _set_language(document, language)
    title = title_of_review(submission, catalogue)
    document.core_properties.title = _clean(title)
    document.core_properties.author = _clean(submission.about.text("lead_ministry"))
    document.core_properties.comments = ""
    rtl = LANGUAGES[language].right_to_left
    _set(document.add_heading(_clean(title), 0), rtl)
    return document, rtl


def _saved(document: WordDocument) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _hide(document: WordDocument, text: str) -> None:
    """Put a text into a part of its own, which word processors keep and do not show."""
    from docx.opc.part import Part

    content = f'<review xmlns="{HIDDEN}">{packed(text)}</review>'.encode()
    package = document.part.package
    name = package.next_partname("/customXml/item%d.xml")
    part = Part(name, "application/xml", content, package)
    document.part.relate_to(part, _CUSTOM_XML)


def _chapter(document: WordDocument, chapter: ChapterText, rtl: bool, *, bookmark: int = 0) -> None:
    heading = document.add_heading(_clean(chapter.title), chapter.level)
    _set(heading, rtl)
    if bookmark:
        start = _element("w:bookmarkStart", **{"w:id": str(bookmark), "w:name": f"{BOOKMARK}{chapter.key}"})
        heading._p.insert(heading._p.index(heading.runs[0]._r), start)
        heading._p.append(_element("w:bookmarkEnd", **{"w:id": str(bookmark)}))
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
