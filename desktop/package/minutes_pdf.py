"""Minutes as PDF, with the means of the report."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import RIGHT_TO_LEFT, use_language
from desktop.package.report.blocks import Setting
from desktop.package.report.pages import Printer, compose
from desktop.package.report.style import BODY, CHAPTER, ENTRY, SECTION
from desktop.package.report.submission_facts import heading_of
from desktop.package.report.writer import Writer, linked
from desktop.package.submission_title import title_of_submission
from desktop.progress_reporter import NullProgress
from desktop.record.minutes_text import Block, Heading, Line, Table
from desktop.record.submission import Submission

_STYLES = {1: SECTION.but(size=13.0), 2: SECTION.but(rank=3), 3: ENTRY.but(rank=4)}


def write_minutes_pdf(
    title: str, blocks: Sequence[Block], submission: Submission, catalogue: Catalogue, *, language: str
) -> bytes:
    """Return minutes as PDF; the same minutes give the same bytes.

    Args:
        title, blocks: what they say, in the same language; see `record.minutes_text`.
        language: ISO 639-1.
    """
    with use_language(language):
        writer = Writer(submission, catalogue, Setting(language in RIGHT_TO_LEFT))
        writer.text(title, CHAPTER)
        writer.text(title_of_submission(submission, catalogue))
        for each in blocks:
            if isinstance(each, Heading):
                writer.text(each.text, _STYLES[each.level])
            elif isinstance(each, Line) and each.label:
                writer.labelled(each.label, linked(each.text))
            elif isinstance(each, Line):
                writer.text(linked(each.text), BODY)
            else:
                _table(writer, each)
        pages = compose(writer.blocks)
        heading = heading_of(submission, catalogue, title=title, draft=False)
        return Printer(heading).write(pages, NullProgress(), 0, len(pages))


def _table(writer: Writer, table: Table) -> None:
    def otherwise() -> None:
        """A row that would fill much of a page cannot be one: its cells stand below each other, each with its heading."""
        for row in table.rows:
            for label, text in zip(table.heads, row, strict=True):
                writer.labelled(label, linked(text))

    rows = [[linked(text) for text in row] for row in table.rows]
    writer.table(table.heads, rows, table.shares, otherwise=otherwise)
