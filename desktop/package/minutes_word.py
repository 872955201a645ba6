"""Minutes as an editable Word document, to be handed round and put right by hand."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.colons import leading
from desktop.i18n.translation import RIGHT_TO_LEFT, use_language
from desktop.package.submission_title import title_of_submission
from desktop.package.word import add_run, add_table, clean, set_direction, set_language, set_properties, use_a4
from desktop.record.minutes_text import Block, Heading, Line
from desktop.record.submission import Submission


def write_minutes_word(
    title: str, blocks: Sequence[Block], submission: Submission, catalogue: Catalogue, *, language: str
) -> bytes:
    """Return minutes as a Word document (Office Open XML), with headings that Word lists as its contents.

    Args:
        title, blocks: what they say, in the same language; see `record.minutes_text`.
        language: ISO 639-1.
    """
    from docx import Document

    rtl = language in RIGHT_TO_LEFT
    document = Document()
    use_a4(document)
    set_language(document, language)
    set_properties(document, title, submission.about.text("lead_ministry"))
    set_direction(document.add_heading(clean(title), 0), rtl)
    with use_language(language):
        set_direction(document.add_paragraph(clean(title_of_submission(submission, catalogue))), rtl)
        for each in blocks:
            if isinstance(each, Heading):
                set_direction(document.add_heading(clean(each.text), each.level), rtl)
            elif isinstance(each, Line):
                paragraph = document.add_paragraph()
                if each.label:
                    add_run(paragraph, leading(each.label), bold=True)
                add_run(paragraph, each.text)
                set_direction(paragraph, rtl)
            else:
                add_table(document, each.heads, each.rows, each.shares, rtl=rtl)
                document.add_paragraph()
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
