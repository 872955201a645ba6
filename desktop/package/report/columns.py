"""Sets blocks into two columns: how much of a sequence of them has room on a page, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop.package.report.answers import Facts, Labelled, Told
from desktop.package.report.blocks import Anchor, Block, Hairline, Text
from desktop.package.report.style import COLUMN, GUTTER, HEIGHT, WIDTH

SMALL = HEIGHT / 6
"""What belongs together and is no higher than this stays in one column."""
_BEGINNING = 58.0
"""So much at least of what is higher stands where it begins."""
_LEFT_EMPTY = HEIGHT * 0.3
"""So much of a column may stay empty for an entry not to go on over the page: less than a sixth of the page."""
_LINE = 17.0
"""What is no higher than this is a single line."""
_STEP = 6.0


class Placed(NamedTuple):
    """A block with the y of its upper edge, how far in it stands, and its width."""

    block: Block
    y: float
    x: float = 0.0
    width: float = WIDTH


class Place(NamedTuple):
    """How far a sequence is set: the block that comes next, and what is left of it where a part stands already."""

    number: int
    rest: Block | None = None


@dataclass(frozen=True)
class Filled:
    """What stands in the two columns of a page, how high they are, and where to go on."""

    placed: list[Placed]
    height: float
    after: Place


class Columns:
    """A sequence of narrow blocks that is set page by page."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self.count = len(blocks)
        self._entries = _entries(blocks)

    def set(self, begin: Place, room: float, *, nothing_above: bool, until: int | None = None) -> Filled:
        """Return what stands on a page: all that has room, or the whole rest in columns of one height.

        Args:
            room: the height of the columns.
            nothing_above: whether the page is empty, so that something has to stand on it.
            until: the block before which the page is to end; None for the end of all.
        """
        end = len(self._blocks) if until is None else until
        full = self._fill(begin, room, end, forced=nothing_above)
        if full.after.number == end:
            return self._even(begin, room, end, full)
        number = self._better(full, room)
        if number is not None and number > begin.number:
            return self._fill(begin, room, number, forced=nothing_above)
        return full

    def needed(self, begin: Place) -> float:
        """Return the room that the sequence needs to begin on a page."""
        return self._needed(begin, begin.rest or self._blocks[begin.number])

    def entry_at(self, number: int) -> int | None:
        """Return where the entry begins that a block belongs to, its heading above it included; None for none."""
        entry = self._entries[number]
        return None if entry is None else self._with_headings(entry)

    def _even(self, begin: Place, room: float, end: int, full: Filled) -> Filled:
        """Return the whole rest in two columns as high as each other, as nearly as its lines allow."""
        height = sum(_foot(full.placed, left) for left in (True, False)) / 2
        while height < room:
            even = self._fill(begin, height, end, forced=False)
            if even.after.number == end:
                return even
            height += _STEP
        return full

    def _better(self, full: Filled, room: float) -> int | None:
        """Return before which block to end the page, for an entry that begins low on it to stand on one."""
        number = full.after.number
        entry = self._entries[number]
        if entry is None or (entry == number and full.after.rest is None):
            return None
        begun = next((each for each in full.placed if each.block is self._blocks[entry]), None)
        if begun is None or not begun.x or room - begun.y > _LEFT_EMPTY:
            return None
        return self._with_headings(entry)

    def _with_headings(self, entry: int) -> int:
        while entry and self._blocks[entry - 1].keep:
            entry -= 1
        return entry

    def _fill(self, begin: Place, room: float, end: int, *, forced: bool) -> Filled:
        placed: list[Placed] = []
        place, height = begin, 0.0
        for x in (0.0, COLUMN + GUTTER):
            place, used = self._column(place, room, end, x, placed, forced=forced)
            height = max(height, used)
        return Filled(placed, height, place)

    def _column(
        self, begin: Place, room: float, end: int, x: float, placed: list[Placed], *, forced: bool
    ) -> tuple[Place, float]:
        """Fill a column, and return where to go on and how much of it is used."""
        y = after = 0.0
        number, rest = begin
        must = forced  # something has to stand here, or nobody would ever get on
        while number < end:
            block = rest or self._blocks[number]
            if isinstance(block, Hairline) and not y:
                number, rest = number + 1, None
                continue  # it parts what follows from what is above it
            head = None if y else block.repeated
            above, last = (0.0, after) if head is None else (head.height(COLUMN), head.after)
            gap = max(last, block.before) if y or head is not None else 0.0
            if not must:
                needed = max(above + gap + self._needed(Place(number, rest), block), block.room)
                if needed > room - y + 0.01:
                    if y and rest is None and number > begin.number and self._is_lone(number):
                        return self._less(Place(number), begin, placed, y)
                    break
            if head is not None:
                placed.append(Placed(head, y, x, COLUMN))
                y = above
            if isinstance(block, Anchor):
                # A place that links lead to takes no room, and leaves that between its neighbours as it is.
                placed.append(Placed(block, y + after, x, COLUMN))
                number += 1
                continue
            cut = block.split(COLUMN, room - y - gap)
            if cut is None and not must:
                break
            must = False
            part, rest = cut or (block, None)
            placed.append(Placed(part, y + gap, x, COLUMN))
            y += gap + part.height(COLUMN)
            after = part.after
            if rest is not None:
                break
            number += 1
        return Place(number, rest), y

    def _is_lone(self, number: int) -> bool:
        """Tell whether a block is one line and the last of what it belongs to: it does not begin a column alone."""
        block, following = self._blocks[number], self._blocks[number + 1 : number + 2]
        return (
            isinstance(block, (Facts, Labelled, Told))
            and self._entries[number] == self._entries[number - 1]
            and all(_begins(each) for each in following)
            and block.height(COLUMN) <= _LINE
        )

    def _less(self, place: Place, begin: Place, placed: list[Placed], y: float) -> tuple[Place, float]:
        """Take the last lines of a column off it, for them to stand in the next above a line that would be alone there."""
        for number in range(place.number - 1, begin.number - 1, -1):
            last = placed[number - place.number]
            block = last.block
            if not isinstance(block, (Facts, Labelled, Told)):
                break
            cut = block.split(COLUMN, block.height(COLUMN) - 1.0)
            if cut is not None and cut[1] is not None:
                placed[number - place.number :] = [last._replace(block=cut[0])]
                return Place(number, cut[1]), last.y + cut[0].height(COLUMN)
            if block is not self._blocks[number] or number == begin.number or block.height(COLUMN) > 3 * _LINE:
                break
            if not self._blocks[number - 1].keep:
                del placed[number - place.number :]
                return Place(number), last.y
        return place, y

    def _needed(self, place: Place, block: Block) -> float:
        """Return the room that a block needs to begin in a column, with whatever must not be parted from it."""
        number = place.number
        needed = 0.0
        while True:
            if block.together and place.rest is None:
                whole = self._whole(number, block.together)
                if whole > SMALL:
                    # Of what is higher its heading stands there, with what must not be parted from that.
                    heading = self._blocks[number + 1]
                    whole = max(_BEGINNING, heading.before + self._needed(Place(number + 1), heading))
                return min(needed + whole, HEIGHT)
            if not block.keep or number + 1 == len(self._blocks):
                return min(needed + (block.height(COLUMN) if block.keep else block.least(COLUMN)), HEIGHT)
            number += 1
            following = self._blocks[number]
            needed += block.height(COLUMN) + max(block.after, following.before)
            if needed >= HEIGHT:
                return HEIGHT
            block = following

    def _whole(self, number: int, count: int) -> float:
        """Return the height of a block with so many behind it; no more than it takes to see that it is not small."""
        height = after = 0.0
        for block in self._blocks[number : number + count + 1]:
            if not isinstance(block, Anchor):
                height += max(after, block.before) + block.height(COLUMN)
                after = block.after
            if height > SMALL:
                break
        return height


def _entries(blocks: Sequence[Block]) -> list[int | None]:
    """Return for each block where the entry begins that it belongs to; None for one that belongs to none."""
    found: list[int | None] = [None] * (len(blocks) + 1)
    for number, block in enumerate(blocks):
        if block.together:
            found[number : number + block.together + 1] = [number] * (block.together + 1)
    return found


def _begins(block: Block) -> bool:
    """Tell whether something else begins with a block."""
    return isinstance(block, (Anchor, Hairline)) or (isinstance(block, Text) and block.style.rank > 0)


def _foot(placed: Sequence[Placed], left: bool) -> float:
    return max((each.y + each.block.height(COLUMN) for each in placed if (each.x == 0.0) == left), default=0.0)
