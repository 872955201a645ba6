"""The voluntary review report as an editable Word document, since ministries circulate Word."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.package.review_pdf import title_of_review
from desktop.package.review_record import (
    BOOKMARK,
    HIDDEN,
    PIECE,
    PROPERTIES,
    PROPERTY,
    ChapterRecord,
    ReviewRecord,
    mark_of,
    packed,
    to_text,
)
from desktop.package.word import clean, element, set_direction, set_language, set_properties
from desktop.record.chapters import ChapterText, review
from desktop.record.dates import in_words
from desktop.record.submission import Submission

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_CUSTOM_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_OF_USERS = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


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
            set_direction(made.add_paragraph(clean(text), style="Intense Quote"), rtl)
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
    set_language(document, language)
    title = title_of_review(submission, catalogue)
    set_properties(document, title, submission.about.text("lead_ministry"))
    rtl = LANGUAGES[language].right_to_left
    set_direction(document.add_heading(clean(title), 0), rtl)
    return document, rtl


def _saved(document: WordDocument) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _hide(document: WordDocument, text: str) -> None:
    """Put a text into a part of its own, which word processors keep and do not show; and into properties of the document.

    Whoever saves the document as .odt or .doc on the way loses the part, and keeps the properties.
    """
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    letters = packed(text)
    content = f'<review xmlns="{HIDDEN}">{letters}</review>'.encode()
    package = document.part.package
    name = package.next_partname("/customXml/item%d.xml")
    part = Part(name, "application/xml", content, package)
    document.part.relate_to(part, _CUSTOM_XML)
    pieces = [letters[start : start + PIECE] for start in range(0, len(letters), PIECE)]
    properties = "".join(
        f'<property fmtid="{_OF_USERS}" pid="{number + 2}" name="{PROPERTY}{number:04d}">'
        f"<vt:lpwstr>{piece}</vt:lpwstr></property>"
        for number, piece in enumerate(pieces)
    )
    held = f'<Properties xmlns="{PROPERTIES}" xmlns:vt="{_TYPES}">{properties}</Properties>'.encode()
    custom = Part(PackURI("/docProps/custom.xml"), _PROPERTIES_TYPE, held, package)
    package.relate_to(custom, _CUSTOM_PROPERTIES)


def _chapter(document: WordDocument, chapter: ChapterText, rtl: bool, *, bookmark: int = 0) -> None:
    heading = document.add_heading(clean(chapter.title), chapter.level)
    set_direction(heading, rtl)
    if bookmark:
        start = element("w:bookmarkStart", **{"w:id": str(bookmark), "w:name": f"{BOOKMARK}{chapter.key}"})
        heading._p.insert(heading._p.index(heading.runs[0]._r), start)
        heading._p.append(element("w:bookmarkEnd", **{"w:id": str(bookmark)}))
    if not chapter.text and chapter.level == 1:
        set_direction(document.add_paragraph(_("Nothing has been recorded for this chapter.")), rtl)
    for listed, line in chapter.paragraphs():
        set_direction(document.add_paragraph(clean(line), style="List Bullet" if listed else None), rtl)
