"""What is read first: what the country says in its own words, and the summary on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.package.report.blocks import Block
from desktop.package.report.pages import compose
from desktop.package.report.style import BODY, Style
from desktop.package.report.summary import WAYS, write_message, write_summary
from desktop.package.report.writer import Writer

_LETTERS = (BODY, BODY.but(size=10.3), BODY.but(size=11.2, leading=1.5), BODY.but(size=9.1, leading=1.4))
"""In one of these a message is set: as usual where that leaves no page half empty."""


def front_matter(make: Callable[[], Writer], *, alone: bool) -> list[Block]:
    """Return the message, and the summary below it or on a page of its own.

    A message that leaves room for the summary shares its page with it, which is as full as the room allows. One that leaves
    too little is set in such letters that there is room, or that its last page is as full as it can be.

    Args:
        make: gives a writer that has written nothing.
        alone: whether the report shows nothing but pledges, of which there is no summary.
    """
    begun: list[tuple[int, float, list[Block]]] = []
    for style in _LETTERS:
        message = _written(make, style)
        if alone:
            return message
        pages = compose(message) if message else []
        below = _summary(make, message, len(pages)) if message else []
        if below or not message:
            return [*message, *(below or _summary(make, [], 0))]
        foot = max(each.y + each.block.height(each.width) for each in pages[-1].placed)
        begun.append((len(pages), foot, message))
    _count, _foot, message = max((each for each in begun if each[0] <= begun[0][0]), key=lambda each: each[1])
    return [*message, *_summary(make, [], 0)]


def _written(make: Callable[[], Writer], style: Style) -> list[Block]:
    writer = make()
    write_message(writer, style)
    return writer.blocks


def _summary(make: Callable[[], Writer], above: Sequence[Block], pages: int) -> list[Block]:
    """Return the fullest summary that has room below what stands on so many pages, or on a page of its own below nothing.

    It is empty where there is no room; on a page of its own it is there in any case.
    """
    blocks: list[Block] = []
    for way in WAYS:
        writer = make()
        write_summary(writer, way, flowing=bool(above))
        blocks = writer.blocks
        if len(compose([*above, *blocks])) == (pages or 1):
            return blocks
    return [] if above else blocks
