"""Sets blocks into two columns: how much of a sequence of them has room on a page, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop.package.report.blocks import Anchor, Block, Hairline
from desktop.package.report.style import COLUMN, GUTTER, HEIGHT, WIDTH

SMALL = HEIGHT / 6
"""What belongs together and is no higher than this stays in one column."""
_BEGINNING = 58.0
"""So much at least of what is higher stands where it begins."""
_LEFT_EMPTY = HEIGHT * 0.3
"""So much of a column may stay empty for an entry not to go on over the page: less than a sixth of the page."""
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
        self._entries = _entries(blocks)

    def set(self, begin: Place, room: float, *, nothing_above: bool) -> Filled:
        """Return what stands on a page: all that has room, or the whole rest in columns of one height.

        Args:
            room: the height of the columns.
            nothing_above: whether the page is empty, so that something has to stand on it.
        """
        full = self._fill(begin, room, len(self._blocks), forced=nothing_above)
        if full.after.number == len(self._blocks):
            return self._even(begin, room, full)
        number = self._better(full, room)
        if number is not None and number > begin.number:
            return self._fill(begin, room, number, forced=nothing_above)
        return full

    def needed(self, begin: Place) -> float:
        """Return the room that the sequence needs to begin on a page."""
        return self._needed(begin, begin.rest or self._blocks[begin.number])

    def _even(self, begin: Place, room: float, full: Filled) -> Filled:
        """Return the whole rest in two columns as high as each other, as nearly as its lines allow."""
        end = len(self._blocks)
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

    def _needed(self, place: Place, block: Block) -> float:
        """Return the room that a block needs to begin in a column, with whatever must not be parted from it."""
        number = place.number
        needed = 0.0
        while True:
            if block.together and place.rest is None:
                whole = self._whole(number, block.together)
                return min(needed + (whole if whole <= SMALL else _BEGINNING), HEIGHT)
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


def _foot(placed: Sequence[Placed], left: bool) -> float:
    return max((each.y + each.block.height(COLUMN) for each in placed if (each.x == 0.0) == left), default=0.0)
