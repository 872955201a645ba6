"""What every Word document of the program is made with: its language, its direction, and tables that Word knows as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.text_sanitizing import shortened

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_OF_PROPERTY = 255
"""Characters of a title or an author among the properties of a document; the libraries refuse more."""


def clean(text: str) -> str:
    """Return a text without what no Word document can hold."""
    return _NOT_IN_XML.sub("", text)


def set_properties(made: Any, title: str, author: str) -> None:
    """Say what a document or a presentation is, and whose, where programs and screen readers look for it."""
    properties = made.core_properties
    properties.title = shortened(clean(title), _MOST_OF_PROPERTY)
    properties.author = properties.last_modified_by = shortened(clean(author), _MOST_OF_PROPERTY)
    properties.comments = ""


def add_run(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """Add words to a paragraph; bold in every script, of which Word asks twice."""
    run = paragraph.add_run(clean(text))
    if bold:
        run.font.bold = run.font.cs_bold = True


def use_a4(document: WordDocument) -> None:
    """Let a document be printed on A4, with margins that leave tables their room."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)


def set_direction(paragraph: Paragraph, rtl: bool) -> None:
    """Set a paragraph from right to left where the language is written so (ISO/IEC 29500, `w:bidi` and `w:rtl`)."""
    if not rtl:
        return
    properties = paragraph._p.get_or_add_pPr()
    properties.append(element("w:bidi"))
    for run in paragraph.runs:
        run._r.get_or_add_rPr().append(element("w:rtl"))


def set_language(document: WordDocument, language: str) -> None:
    """Say in which language the text is, so that Word checks its spelling and chooses a font that has its letters."""
    written = LANGUAGES[language]
    document.core_properties.language = written.word
    style: Any = document.styles["Normal"]
    properties = style.element.get_or_add_rPr()
    properties.append(element("w:lang", **{written.script.word_attribute: written.word}))


def add_table(
    document: WordDocument, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float], *, rtl: bool
) -> WordTable:
    """Add a table whose first row is said to be its headings, and stands again on each page.

    Args:
        shares: of the width for each column, together 1.
    """
    table: WordTable = document.add_table(rows=0, cols=len(heads), style="Table Grid")
    table.autofit = False
    if rtl:
        # After the style and before all else, as the schema has it.
        table._tbl.tblPr.insert(1, element("w:bidiVisual"))
    section = document.sections[0]
    whole = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
    widths = [int(whole * share) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, texts in enumerate((heads, *rows)):
        row = table.add_row()  # type: ignore[no-untyped-call]
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if not number:
            properties.append(element("w:tblHeader"))
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            for place, line in enumerate(clean(text).split("\n")):
                if place:
                    paragraph = cell.add_paragraph()
                paragraph.paragraph_format.space_after = 0
                add_run(paragraph, line, bold=not number)
                set_direction(paragraph, rtl)
    return table


def element(tag: str, **attributes: str) -> Any:
    """Return an element of a Word document."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made
