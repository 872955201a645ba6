"""A topic of the manual as PDF, with the means of the report; the sheet for a workshop is one."""

from __future__ import annotations

from itertools import pairwise

from desktop.i18n.translation import RIGHT_TO_LEFT, left_to_right, use_language
from desktop.i18n.translation import gettext as _
from desktop.manual import Topic
from desktop.manual_text import Block, Heading, Listed, Paragraph, Piece, Words, blocks_of
from desktop.package.report.blocks import Setting
from desktop.package.report.pages import Heading as PageHeading
from desktop.package.report.pages import Printer, compose
from desktop.package.report.spans import Span
from desktop.package.report.style import ACCENT, BODY, CELL, CELL_HEAD, CHAPTER, SECTION
from desktop.package.report.text_writer import TextWriter
from desktop.package.report.writer import linked
from desktop.progress_reporter import ProgressReporter

# Larger than the report: a sheet lies on a table, and whoever reads a manual is tired.
_TEXT = BODY.but(size=10.5, leading=1.4, align="document")
_HEADINGS = {1: CHAPTER.but(size=17.0, after=7.0), 2: SECTION.but(size=12.5, before=11.0, after=3.0)}
_CELL, _CELL_HEAD = CELL.but(size=10.0), CELL_HEAD.but(size=9.5)
_NARROW = 0.3
"""Of a table the first column says in few words what the others tell of."""


def write_topic_pdf(topic: Topic, *, work: ProgressReporter) -> bytes:
    """Return a topic as PDF in its language; the same topic gives the same bytes.

    Raises:
        Cancelled: somebody chose to stop.
    """
    right_to_left = topic.language in RIGHT_TO_LEFT
    with use_language(topic.language):
        writer = TextWriter(Setting(right_to_left, throughout=True), cell=_CELL, cell_head=_CELL_HEAD)
        blocks = list(blocks_of(topic.without_pages()))
        for block, following in pairwise([*blocks, None]):
            assert block is not None
            _block(writer, block, following)
        composed = compose(writer.blocks)
        heading = PageHeading(
            title=topic.title,
            author="Pledgebook",
            subject=_("Manual"),
            left=topic.title,
            right=_("Manual"),
            notice="",
            draft=False,
            language=topic.language,
            right_to_left=right_to_left,
            at=None,
        )
        return Printer(heading).write(composed, work, 0, len(composed))


def _block(writer: TextWriter, block: Block, following: Block | None) -> None:
    if isinstance(block, Heading):
        writer.text(_spans(block.words), _HEADINGS[block.level])
    elif isinstance(block, Listed):
        writer.items(map(_spans, block.items), _TEXT, numbered=block.numbered)
    elif isinstance(block, Paragraph):
        # What introduces a list or a table stays on the page of its beginning.
        writer.text(_spans(block.words), _TEXT.but(keep=not isinstance(following, Heading | Paragraph | None)))
    else:
        heads = ["".join(piece.text for piece in head) for head in block.heads]
        rest = (1 - _NARROW) / (len(heads) - 1)
        rows = [[_spans(cell) for cell in row] for row in block.rows]
        writer.table(heads, rows, [_NARROW] + [rest] * (len(heads) - 1))


def _spans(words: Words) -> list[Span]:
    return [span for piece in words for span in _looking(piece)]


def _looking(piece: Piece) -> list[Span]:
    """Return words as they look: there is no slanted font, so what is stressed is bold as well."""
    if piece.address:
        return [Span(piece.text, colour=ACCENT, link=piece.address)]
    if piece.look == "typed":
        return [Span(left_to_right(piece.text))]
    return [Span(piece.text, bold=True)] if piece.look != "plain" else linked(piece.text)
