"""The report of a join as a Word document, for the files of whoever joined."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.package.word import add_table, clean, set_direction, set_language, set_properties
from desktop.record.join_report import KINDS, Told

_SHARES = (0.12, 0.28, 0.24, 0.24, 0.12)


def write_join_report(
    title: str, sentences: Sequence[str], groups: Sequence[tuple[str, Sequence[Told]]], *, language: str
) -> bytes:
    """Return a report as a Word document: what was said of the whole, then a table for each group.

    Args:
        language: of the headings, ISO 639-1; answers stand as they were given.
    """
    from docx import Document

    with use_language(language):
        document = Document()
        set_language(document, language)
        rtl = LANGUAGES[language].right_to_left
        set_properties(document, title, "")
        set_direction(document.add_heading(clean(title), 0), rtl)
        for each in sentences:
            set_direction(document.add_paragraph(clean(each)), rtl)
        heads = (_("Kind of change"), _("Where"), _("Before"), _("After"), _("Author"))
        for heading, lines in groups:
            set_direction(document.add_heading(clean(heading), 1), rtl)
            rows = [(_(KINDS[each.kind]), each.sentence(), each.before, each.after, each.by) for each in lines]
            add_table(document, heads, rows, _SHARES, rtl=rtl)
        stream = BytesIO()
        document.save(stream)
        return stream.getvalue()
