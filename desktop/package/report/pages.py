"""Puts blocks onto pages, and pages into a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desktop.i18n.translation import gettext as _
from desktop.package.report.blocks import Anchor, Block, Hairline, Setting, Text
from desktop.package.report.columns import Columns, Filled, Place, Placed
from desktop.package.report.painter import Painter
from desktop.package.report.style import (
    BOTTOM,
    FURNITURE,
    HEIGHT,
    INK,
    LINE,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    WARNING,
    WIDTH,
    Style,
)
from desktop.progress_reporter import ProgressReporter

_FEW = 60
"""What narrow blocks need to begin is known from so many of them, and no more stand on a page that is nearly empty."""

_BETWEEN = 14.0
"""Points between what stands at the start and at the end of a line above or below the text."""

_FULL_ENOUGH = HEIGHT * 0.58
"""So far down at least a page is filled that gives something to the next."""
_LOW = HEIGHT / 6
"""In less than this at the foot of a page no entry begins that does not end there."""
_LAST_PAGE = HEIGHT * 0.32
"""So far down at least the last page is filled, where the one before it has enough to give."""
_STEP = 12.0

_LONGEST_WATERMARK = 640.0
"""Points from corner to corner that the word may take across a page, whatever the language calls a draft."""


@dataclass
class Page:
    """What stands on a page."""

    placed: list[Placed] = field(default_factory=list)


def compose(blocks: Sequence[Block], *, step: Callable[[int], None] = lambda _done: None) -> list[Page]:
    """Return the pages of a sequence of blocks; at least one page, and none that is empty between others.

    Args:
        step: called with the number of blocks that are done, now and then.
    """
    return _Composer(blocks, step).pages()


class _Composer:
    def __init__(self, blocks: Sequence[Block], step: Callable[[int], None]) -> None:
        self._blocks = blocks
        self._step = step
        self._pages = [Page()]
        self._y = 0.0
        self._after = 0.0

    def pages(self) -> list[Page]:
        number = 0
        while number < len(self._blocks):
            block = self._blocks[number]
            if number % 20 == 0:
                self._step(number)
            if block.narrow:
                number = self._in_columns(number)
                continue
            if block.new_page or block.room > HEIGHT - self._y:
                self._turn()
            if self._y and self._y + self._gap(block) + self._needed(number) > HEIGHT:
                self._turn()
            self._place(block)
            number += 1
        return self._pages

    def _in_columns(self, number: int) -> int:
        """Set the narrow blocks that follow one another from one on, and return which is the next after them."""
        begun = number
        while number < len(self._blocks) and self._blocks[number].narrow:
            number += 1
        columns = Columns(self._blocks[begun:number])
        place = Place(0)
        while place.number < number - begun:
            self._step(begun + place.number)
            gap = self._gap(self._blocks[begun + place.number])
            if self._y and gap + columns.needed(place) > HEIGHT - self._y:
                self._turn()
                gap = 0.0
            top = self._y + gap
            filled = self._filled(columns, place, HEIGHT - top, begun, number)
            self._pages[-1].placed += [each._replace(y=top + each.y) for each in filled.placed]
            self._y, self._after = top + filled.height, self._blocks[begun + filled.after.number - 1].after
            place = filled.after
            if place.number < number - begun:
                self._turn()
        return number

    def _filled(self, columns: Columns, place: Place, room: float, begun: int, end: int) -> Filled:
        """Return what of the narrow blocks from `begun` to `end` stands on this page."""
        empty = not self._y
        filled = columns.set(place, room, nothing_above=empty)
        above = HEIGHT - room
        if begun + filled.after.number < end:
            if not empty and room < _LOW and columns.entry_at(filled.after.number) == place.number and not place.rest:
                return Filled([], 0.0, place)  # nothing else would stand here but the beginning of an entry
            return filled if end < len(self._blocks) else self._shared(columns, place, filled, room)
        entry = columns.entry_at(columns.count - 1)
        if end == len(self._blocks) or entry is None or entry < place.number or not self._goes_on(begun + entry, end):
            return filled
        # What stands across the page below an entry and belongs to it is not on another page than the entry.
        if above + filled.height + self._needed(end) <= HEIGHT:
            return filled
        if entry == place.number:
            return filled if empty or place.rest or above < _FULL_ENOUGH else Filled([], 0.0, place)
        shorter = columns.set(place, room, nothing_above=empty, until=entry)
        return shorter if above + shorter.height >= _FULL_ENOUGH else filled

    def _goes_on(self, entry: int, end: int) -> bool:
        """Tell whether the entry that begins at a block, or below its headings, goes on behind another."""
        return any(place + self._blocks[place].together >= end for place in range(entry, end))

    def _shared(self, columns: Columns, place: Place, filled: Filled, room: float) -> Filled:
        """Return less for this page where the last one, the next, would be left nearly empty."""
        less = room
        while columns.count - filled.after.number < _FEW:
            rest = columns.set(filled.after, HEIGHT, nothing_above=True)
            if rest.after.number < columns.count or rest.height >= _LAST_PAGE:
                break
            less -= _STEP
            shorter = columns.set(place, less, nothing_above=not self._y)
            if HEIGHT - room + less < _FULL_ENOUGH or not shorter.placed:
                break
            filled = shorter
        return filled

    def _needed(self, number: int) -> float:
        """Return the room that a block needs to begin here, with whatever must not be parted from it."""
        needed = 0.0
        while True:
            block = self._blocks[number]
            if block.narrow:
                return min(needed + self._beginning(number), HEIGHT)
            if block.together:
                whole = self._stretch(number, block.together)
                if whole <= HEIGHT / 2:
                    return min(needed + whole, HEIGHT)
            last = number + 1 == len(self._blocks)
            if not block.keep or last or self._blocks[number + 1].new_page:
                return min(needed + (block.height(WIDTH) if block.keep else block.least(WIDTH)), HEIGHT)
            following = self._blocks[number + 1]
            needed += block.height(WIDTH) + max(block.after, following.before)
            if needed >= HEIGHT:
                return HEIGHT
            number += 1

    def _beginning(self, number: int) -> float:
        """Return the room that narrow blocks need to begin, from one on."""
        end = number
        while end < len(self._blocks) and self._blocks[end].narrow and end < number + _FEW:
            end += 1
        return Columns(self._blocks[number:end]).needed(Place(0))

    def _stretch(self, number: int, count: int) -> float:
        """Return the height of a block with so many behind it, as they stand on one page."""
        blocks = self._blocks[number : number + count + 1]
        height = after = 0.0
        for block in blocks:
            tall = block.height(WIDTH)
            if not isinstance(block, Anchor):
                height += max(after, block.before) + tall
                after = block.after
            if height > HEIGHT / 2:
                break
        return height

    def _gap(self, block: Block) -> float:
        return max(self._after, block.before) if self._y else 0.0

    def _turn(self) -> None:
        if self._pages[-1].placed:
            self._pages.append(Page())
        self._y = self._after = 0.0

    def _place(self, block: Block) -> None:
        if isinstance(block, Hairline) and not self._y:
            return  # it parts what follows from what is above it
        rest: Block | None = block
        while rest is not None:
            begins = not self._y
            if begins and rest.repeated is not None:
                self._put(rest.repeated)
            gap = self._gap(rest)
            cut = rest.split(WIDTH, HEIGHT - self._y - gap)
            if cut is None:
                if begins:
                    # Nothing is left out, even if it should be higher than a page.
                    self._put(rest)
                    return
                self._turn()
                continue
            part, rest = cut
            self._put(part)
            if rest is not None:
                self._turn()

    def _put(self, block: Block) -> None:
        if isinstance(block, Anchor):
            # A place that links lead to takes no room, and leaves that between its neighbours as it is.
            self._pages[-1].placed.append(Placed(block, self._y + self._after))
            return
        self._y += self._gap(block)
        self._pages[-1].placed.append(Placed(block, self._y))
        self._y += block.height(WIDTH)
        self._after = block.after


@dataclass(frozen=True)
class Heading:
    """What every page of a document says of it, and the document of itself.

    Args:
        title, author, subject: of the document, for its properties.
        left, right: above every page but the first; `left` is where lines start.
        notice: below every page, e.g. that this is a demonstration; empty for none.
        draft: whether every page is marked as a draft.
        at: the moment of its content.
    """

    title: str
    author: str
    subject: str
    left: str
    right: str
    notice: str
    draft: bool
    language: str
    right_to_left: bool
    at: datetime | None


class Printer:
    """Writes composed pages into a PDF.

    Args:
        plain: how many pages at the beginning have no header and footer, such as a cover.
    """

    def __init__(self, heading: Heading, *, plain: int = 0) -> None:
        self.heading = heading
        self.painter = Painter(
            title=heading.title,
            author=heading.author,
            subject=heading.subject,
            language=heading.language,
            right_to_left=heading.right_to_left,
            at=heading.at,
        )
        self._plain = plain
        self._setting = Setting(heading.right_to_left)

    def write(self, pages: Sequence[Page], work: ProgressReporter, done: int, total: int) -> bytes:
        """Return the PDF. `work` is told of each page, counted from `done` on; raises what it raises."""
        self.painter.places = {
            block.name for page in pages for block, *_place in page.placed if isinstance(block, Anchor)
        }
        for number, page in enumerate(pages, 1):
            work.step(
                done + number - 1,
                total,
                _("Creating page {number} of {count}").format(number=number, count=len(pages)),
            )
            if number > self._plain:
                self._furniture(number, len(pages))
            else:
                with self.painter.furniture():
                    self._notice(PAGE_HEIGHT - BOTTOM + 20)
            top = TOP if number > self._plain else 0.0
            for block, y, x, width in page.placed:
                block.draw(self.painter, MARGIN + x, top + y, width)
            if self.heading.draft:
                self._watermark()
            self.painter.next_page()
        return self.painter.finish()

    def _furniture(self, number: int, count: int) -> None:
        with self.painter.furniture():
            y = TOP - 26
            taken = self._at_end(self.heading.right, y, WIDTH * 0.36)
            self._line(self.heading.left, FURNITURE, y, WIDTH - taken)
            self.painter.rule(MARGIN, TOP - 12, MARGIN + WIDTH, TOP - 12, LINE, 0.5)
            y = PAGE_HEIGHT - BOTTOM + 20
            page = _("Page {number} of {count}").format(number=number, count=count)
            self._notice(y, WIDTH - self._at_end(page, y, WIDTH * 0.3))

    def _at_end(self, text: str, y: float, most: float) -> float:
        """Draw a line where lines end, and return how much of the width it takes from what stands where they start."""
        if not text:
            return 0.0
        wide = min(Text(text, FURNITURE, self._setting).width() + 1, most)
        self._line(text, FURNITURE.but(align="end"), y, wide, x=MARGIN + WIDTH - wide)
        return wide + _BETWEEN

    def _notice(self, y: float, width: float = WIDTH) -> None:
        draft = _("Draft, not signed") if self.heading.draft else ""
        notice = "  ·  ".join(text for text in (draft, self.heading.notice) if text)
        self._line(notice, FURNITURE.but(colour=WARNING), y, width)

    def _line(self, text: str, style: Style, y: float, width: float, x: float = MARGIN) -> None:
        """Draw the first line of a text, shortened to one line."""
        if not text:
            return
        lines = Text(text, style, self._setting).lines(width)
        if len(lines) > 1:
            while len(Text(text + "…", style, self._setting).lines(width)) > 1:
                text = text[: max(len(text) * 9 // 10, 1)].rstrip()
            lines = Text(text + "…", style, self._setting).lines(width)
        self.painter.text(lines[0].line, x, y, width, style.align)

    def _watermark(self) -> None:
        style = Style(size=130, bold=True, colour=INK, align="centre")
        wide = Text(_("Draft"), style, self._setting).width()
        word = Text(_("Draft"), style.but(size=min(style.size, style.size * _LONGEST_WATERMARK / wide)), self._setting)
        with self.painter.furniture(), self.painter.faint_and_turned(52):
            room = PAGE_WIDTH * 3  # it never breaks
            word.draw(self.painter, -PAGE_WIDTH, (PAGE_HEIGHT - word.height(room)) / 2, room)
