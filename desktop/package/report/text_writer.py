"""Writes a document as a sequence of blocks: chapters, sections, texts, lists, tables; whatever it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext

from desktop.package.report.answers import Labelled, Told
from desktop.package.report.blocks import Anchor, Block, Callout, Figure, Hairline, Row, Setting, Text, Words
from desktop.package.report.items import BULLET, Item
from desktop.package.report.style import (
    BODY,
    CELL,
    CELL_HEAD,
    CHAPTER,
    COLUMN,
    HEIGHT,
    OVERLINE,
    SECTION,
    SMALL,
    SOFT,
    WARNING,
    WARNING_SOFT,
    WIDTH,
    Style,
)

_TALL_ROW = HEIGHT / 3
_WITHOUT_SPACES = "\u2e80"
_LONGEST_WORD = 24
"""What is longer is an address or no word of a language, and may be broken in a table."""
_NARROW_COLUMNS = 3
"""A table of no more columns stands in one of two columns of the page."""
_ONE_LINE = 90
"""A cell with more characters has no room on one line of any column."""
_SHORT_TABLE = 10
"""A table of so few rows stays on one page."""
_WHOLE_TABLE = HEIGHT * 0.36
_CHAPTER_ROOM = HEIGHT / 6
_BETWEEN_ITEMS = 3.0


class TextWriter:
    """A document while it is written.

    Args:
        cell, cell_head: how the texts of a table are set.
    """

    def __init__(self, setting: Setting, *, cell: Style = CELL, cell_head: Style = CELL_HEAD) -> None:
        self.setting = setting
        self.blocks: list[Block] = []
        self.narrow = False
        """Whether what is written now stands in two columns. What is open across both is written while it does not."""
        self._cell, self._cell_head = cell, cell_head

    @property
    def width(self) -> float:
        """The width of what is written now."""
        return COLUMN if self.narrow else WIDTH

    def add(self, *blocks: Block) -> None:
        """Add blocks as they are."""
        for block in blocks:
            block.narrow = self.narrow
        self.blocks += blocks

    @contextmanager
    def across(self) -> Iterator[None]:
        """What is written inside stands across both columns, with the headings above it."""
        for block in reversed(self.blocks if self.narrow else ()):
            if not block.keep:
                break
            block.narrow = False
        before, self.narrow = self.narrow, False
        yield
        self.narrow = before

    def chapter(
        self,
        name: str,
        title: str,
        *,
        overline: str = "",
        listed: str = "",
        short: str = "",
        flowing: bool = True,
    ) -> None:
        """Begin a chapter.

        Args:
            name: where links lead.
            flowing: whether it may begin on the page of the chapter before; else it has a page of its own.
            overline: a short line above the title.
            listed: how the outline calls it; as its title when empty.
            short: how the contents page calls it; as the outline does when empty.
        """
        if flowing:
            self.add(Hairline(before=14.0, after=9.0, room=_CHAPTER_ROOM))
        self.add(Anchor(name, listed or title, new_page=not flowing, listed=True, short=short))
        if overline:
            self.text(overline, OVERLINE)
        self.text(title, CHAPTER)

    def stay_together(self, begun: int) -> None:
        """Let what was written of the chapter from a block on stand on one page with its title.

        Args:
            begun: how many blocks there were then.
        """
        height = self.height_from(begun)
        for block in reversed(self.blocks[:begun]):
            if isinstance(block, Hairline):
                block.room = min(height + 60, HEIGHT)
                break

    def height_from(self, begun: int) -> float:
        """Return how high what was written from a block on is across the page, no less."""
        return sum(block.height(WIDTH) + max(block.before, block.after) for block in self.blocks[begun:])

    def section(self, title: str, name: str = "", *, level: int = 1) -> None:
        """Begin a section; with a name it is in the outline."""
        if name:
            self.add(Anchor(name, title, level))
        self.text(title, SECTION)

    def text(self, words: Words, style: Style = BODY, *, language: str = "") -> None:
        """Add a text. One from a person has the web addresses in it made links by `linked`.

        Args:
            language: in which it is written, where that is known and may be another than that of the document.
        """
        self.add(Text(words, style, self.setting, language=language))

    def items(self, items: Iterable[Words], style: Style = BODY, *, numbered: bool = False) -> None:
        """Add a list, each item behind a number or a bullet; the room that the style leaves below is that below the list."""
        listed: list[Item] = []
        for number, words in enumerate(items, 1):
            mark = f"{number}." if numbered else BULLET
            listed.append(Item(mark, words, style, self.setting, first=listed[0] if listed else None))
        for item in listed[:-1]:
            item.after = min(style.after, _BETWEEN_ITEMS)
        if len(listed) > 1:
            listed[0].keep = listed[-2].keep = True  # no item stands alone on a page
        self.add(*listed)

    def note(self, words: Words, *, keep: bool = False) -> None:
        """Add a small, quiet text.

        Args:
            keep: whether it introduces what follows, and stays on one page with it.
        """
        self.text(words, SMALL.but(keep=keep))

    def callout(self, words: Words, *, warning: bool = False) -> None:
        """Add a text that must be seen, on the page of what follows."""
        colours = {"ground": WARNING_SOFT, "bar": WARNING} if warning else {}
        callout = Callout(words, BODY.but(after=0.0), self.setting, **colours)
        callout.keep = True
        self.add(callout)

    def labelled(self, label: str, words: Words, *, language: str = "") -> None:
        """Add a label with what was answered; `language` as of a text."""
        self.add(
            Told(label, words, self.setting, COLUMN, language=language)
            if self.narrow
            else Labelled(label, words, self.setting, language=language)
        )

    def figure(self, figure: Figure) -> None:
        """Add a drawing."""
        self.add(figure)

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[Words]],
        shares: Sequence[float],
        *,
        ends: Sequence[int] = (),
        otherwise: Callable[[], None] | None = None,
        whole: bool = False,
    ) -> None:
        """Add a table.

        Args:
            shares: of the width for each column, together 1.
            ends: the columns of figures, which stand at the end of their column.
            otherwise: writes the same in another way, where a row would fill much of a page. A row is never parted.
            whole: whether it stays on one page where it takes no more than a good third of it.
        """
        rows = list(rows)
        width = self.width if len(heads) <= _NARROW_COLUMNS else WIDTH
        least = self._least(heads, rows)
        if sum(least) > width:
            width = WIDTH
        shares, scale = _wide_enough(least, shares, width)
        shares = self._on_one_line(heads, rows, shares, width) or shares
        head, *others = [
            self._row(cells, shares, ends, style.but(size=style.size * scale))
            for cells, style in self._styled(heads, rows)
        ]
        head.heads = True
        if not others:
            return

        def height(row: Row) -> float:
            return row.height(width)

        if otherwise and any(height(row) > _TALL_ROW for row in others):
            otherwise()
            return
        head.fill = SOFT
        head.before = 4.0
        for row in others:
            row.repeated = head
        others[-1].after = 10.0
        stays = len(others) <= _SHORT_TABLE or (whole and sum(map(height, (head, *others))) <= _WHOLE_TABLE)
        for place, row in enumerate((head, *others[:-1])):
            # The head stays with two rows, and the last row is not the only one of its page.
            row.keep = place < 2 or place == len(others) - 1 or stays
        with nullcontext() if width == self.width else self.across():
            self.add(head, *others)

    def _least(self, heads: Sequence[str], rows: Sequence[Sequence[Words]]) -> list[float]:
        """Return how wide each column has to be so that no word in it is broken."""
        least = []
        for place, head in enumerate(heads):
            words = {word for row in rows for word in plain_words(row[place]).split() if _is_whole(word)}
            longest = max(
                self._longest(self._cell_head, filter(_is_whole, head.split())), self._longest(self._cell, words)
            )
            least.append(longest + Row.PAD + 1)
        return least

    def _on_one_line(
        self, heads: Sequence[str], rows: Sequence[Sequence[Words]], shares: Sequence[float], width: float
    ) -> Sequence[float] | None:
        """Return shares with which no cell needs a second line, and which leave the rest as it was; None where none do."""
        taken = []
        for place, head in enumerate(heads):
            said = {plain_words(row[place]) for row in rows}
            if max(map(len, said), default=0) > _ONE_LINE or any("\n" in each for each in said):
                return None
            longest = max(self._longest(self._cell_head, [head]), self._longest(self._cell, said))
            taken.append((longest + Row.PAD + 1) / width)
        spare = 1 - sum(taken)
        return None if spare < 0 else [each + spare * share for each, share in zip(taken, shares, strict=True)]

    def _styled(self, heads: Sequence[str], rows: Iterable[Sequence[Words]]) -> Iterable[tuple[Sequence[Words], Style]]:
        yield heads, self._cell_head
        for cells in rows:
            yield cells, self._cell

    def _longest(self, style: Style, words: Iterable[str]) -> float:
        return max((Text(word, style, self.setting).width() for word in words), default=0.0)

    def _row(self, cells: Sequence[Words], shares: Sequence[float], ends: Sequence[int], style: Style) -> Row:
        at_end = style.but(align="end")
        texts = [Text(words, at_end if place in ends else style, self.setting) for place, words in enumerate(cells)]
        return Row(texts, shares)


def plain_words(words: Words) -> str:
    """Return a text without its looks."""
    return words if isinstance(words, str) else "".join(span.text for span in words)


def _is_whole(word: str) -> bool:
    """Tell whether a word must not be broken: it is no address, and of a script that has spaces between words."""
    return len(word) <= _LONGEST_WORD and max(word) < _WITHOUT_SPACES


def _wide_enough(least: Sequence[float], shares: Sequence[float], width: float) -> tuple[Sequence[float], float]:
    """Return the shares of columns so that each is wide enough, and how large letters are then."""
    least = [each / width for each in least]
    if all(share >= needed for share, needed in zip(shares, least, strict=True)):
        return shares, 1.0
    spare = 1 - sum(least)
    if spare < 0:
        return [needed / sum(least) for needed in least], max(1 / sum(least), 0.7)
    wanted = [max(share - needed, 0.0) for share, needed in zip(shares, least, strict=True)]
    return [needed + spare * more / (sum(wanted) or 1) for needed, more in zip(least, wanted, strict=True)], 1.0
