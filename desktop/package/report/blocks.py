"""What a page is made of: blocks that know their height, can be cut in two, and draw themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from desktop.i18n.text_sanitizing import shortened
from desktop.package.report.line_breaking import Line, paragraphs
from desktop.package.report.painter import BASELINE, Painter
from desktop.package.report.spans import Span
from desktop.package.report.style import (
    ACCENT,
    ACCENT_SOFT,
    LINE,
    Align,
    Colour,
    Style,
)
from desktop.package.report.tags import MARGIN, Element

Words = str | Sequence[Span]
"""A text, or spans of one."""

EPSILON = 0.01
ANY_WIDTH = 10_000.0
"""So wide a line takes whatever has no need to be broken."""
_OUTLINE = 180
"""So many characters of a title stand in the outline and on the contents page."""


class Block:
    """Something that stands on a page. Lengths are points.

    Attributes:
        before, after: the room to what stands above and below; of two that meet, the larger one counts.
        keep: whether it stays on one page with what follows.
        new_page: whether it begins a page.
        room: how much of the page has to be left for it, so that a chapter does not begin at the foot of one.
        together: with how many blocks behind it it stays on one page, where all of these fit into half of one.
        repeated: what is drawn again above it when it is the first on a page, such as the head of a table.
        narrow: whether it stands in one of two columns, see `columns`.
    """

    before: float = 0
    after: float = 0
    keep: bool = False
    new_page: bool = False
    room: float = 0
    together: int = 0
    repeated: Block | None = None
    narrow: bool = False

    def __init__(self) -> None:
        self.elements: dict[str, Element] = {}
        """What it is in the tree of the document, once it is drawn; both parts of one that was cut are the same."""

    def height(self, width: float) -> float:
        """Return the height of the whole block."""
        raise NotImplementedError

    def least(self, width: float) -> float:
        """Return the height of the smallest first part that may stand at the foot of a page."""
        return self.height(width)

    def split(self, width: float, room: float) -> tuple[Block, Block | None] | None:
        """Cut the block: what fits into `room`, and the rest. None when nothing of it fits."""
        return (self, None) if self.height(width) <= room + EPSILON else None

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        """Draw the block with its upper edge at y."""
        raise NotImplementedError


@dataclass(frozen=True)
class Setting:
    """How the document runs, for everything that sets text in it.

    Args:
        throughout: whether all of its texts run so, for they are in one language; else each as its first letter does.
    """

    right_to_left: bool
    throughout: bool = False


@dataclass(frozen=True, slots=True)
class _Set:
    """A line in its place: the room above and before it, where it stands in the width, and to which paragraph it belongs."""

    line: Line
    gap: float
    align: Align
    paragraph: int
    lead: float


class Text(Block):
    """A text in one style, of any length.

    Attributes:
        lead: so much later its first line begins, since something else stands there.
    """

    def __init__(
        self, words: Words, style: Style, setting: Setting, *, keep: bool | None = None, language: str = ""
    ) -> None:
        super().__init__()
        self.lead = 0.0
        self.language = language
        self.style = style
        self.before, self.after = style.before, style.after
        self.keep = style.keep if keep is None else keep
        self._paragraphs = paragraphs(
            words,
            style,
            right_to_left=setting.right_to_left if setting.throughout else None,
            fallback=setting.right_to_left,
        )
        self._lines: tuple[float, list[_Set]] | None = None
        self._height: tuple[float, float] | None = None
        self._from = 0
        self._to: int | None = None

    def lines(self, width: float) -> list[_Set]:
        """Return the lines as they are set in a width."""
        if self._lines is None or self._lines[0] != width:
            self._lines = (width, self._broken(width))
        lines = self._lines[1]
        return lines if not self._from and self._to is None else lines[self._from : self._to]

    def _broken(self, width: float) -> list[_Set]:
        broken = [
            paragraph.lines(width, 0.0 if place else self.lead) for place, paragraph in enumerate(self._paragraphs)
        ]
        # A list of short lines stays close together; paragraphs stand apart, and more so after an empty line.
        near = 0.4 if any(len(lines) > 1 for lines in broken) else 0.06
        found: list[_Set] = []
        gap = 0.0
        for number, lines in enumerate(broken):
            if not lines[0].pieces:
                gap = 0.7
                continue
            align = self.style.align
            if align == "own" and len(lines) == 1:
                align = "document"  # a single line has no shape of its own and begins where the document begins
            found += [
                _Set(line, 0.0 if place else gap * line.height, align, number, 0.0 if place or number else self.lead)
                for place, line in enumerate(lines)
            ]
            gap = near
        return found or [_Set(broken[0][0], 0.0, "document", 0, self.lead)]

    def baseline(self, width: float) -> float:
        """Return how far below its upper edge the letters of its first line stand."""
        line = self.lines(width)[0].line
        return line.height / 2 + line.size * BASELINE

    def goes_on(self, lead: float, width: float, *, right_to_left: bool) -> bool:
        """Tell whether the text can go on in a line on which something stands: it runs as that does, and begins there."""
        first = self._paragraphs[0]
        return first.right_to_left == right_to_left and bool(first.text.strip()) and first.begins_within(width - lead)

    def letters(self) -> int:
        """Return how many characters it has."""
        return sum(len(paragraph.text) for paragraph in self._paragraphs)

    def width(self) -> float:
        """Return the width of the text when nothing breaks its lines."""
        return max(line.width for paragraph in self._paragraphs for line in paragraph.lines(ANY_WIDTH))

    def height(self, width: float) -> float:
        if self._height is None or self._height[0] != width:
            self._height = (width, _height(self.lines(width)))
        return self._height[1]

    def least(self, width: float) -> float:
        lines = self.lines(width)
        # Two lines at least stay together, and three lines are not parted.
        return self.height(width) if len(lines) <= 3 else _height(lines[:2])

    def split(self, width: float, room: float) -> tuple[Block, Block | None] | None:
        lines = self.lines(width)
        used = 0.0
        fits = 0
        for each in lines:
            used += (each.gap if fits else 0) + each.line.height
            if used > room + EPSILON:
                break
            fits += 1
        if fits == len(lines):
            return self, None
        if len(lines) - fits == 1:
            fits -= 1
        if fits < 2 or len(lines) <= 3:
            return None
        return self._part(0, fits, after=0.0), self._part(fits, len(lines), before=0.0)

    def _part(self, start: int, end: int, *, before: float | None = None, after: float | None = None) -> Self:
        part = type(self).__new__(type(self))
        part.__dict__.update(self.__dict__)
        part._from, part._to, part._height = self._from + start, self._from + end, None
        part.before = self.before if before is None else before
        part.after = self.after if after is None else after
        return part

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        self._draw(painter, x, y, width, "P", painter.tags.within)

    def draw_in(self, element: Element, painter: Painter, x: float, y: float, width: float) -> None:
        """Draw the text as content of an element, which has an element for each paragraph where there are several."""
        if self.language and self.language != painter.language:
            element.language = self.language
        self._draw(painter, x, y, width, "" if len(self._paragraphs) == 1 else "P", element)

    def go_on_in(self, element: Element, painter: Painter, width: float) -> None:
        """Let the first paragraph be content of an element that has content already."""
        if self.language and self.language != painter.language:
            element = element.add(Element("Span", language=self.language))
        self.elements[str(self.lines(width)[0].paragraph)] = element

    def _draw(self, painter: Painter, x: float, y: float, width: float, kind: str, within: Element) -> None:
        for number, each in enumerate(self.lines(width)):
            y += each.gap if number else 0
            with painter.tags.inside(self._element(painter, kind, within, each.paragraph)):
                painter.text(each.line, x + each.lead, y, width - each.lead, each.align)
            y += each.line.height

    def _element(self, painter: Painter, kind: str, within: Element, paragraph: int) -> Element:
        """Return the element of a paragraph; a heading is one, whatever its lines."""
        if not kind or painter.tags.is_whole:
            return within
        key = "" if self.style.rank else str(paragraph)
        found = self.elements.get(key)
        if found is None:
            found = painter.tags.heading(self.style.rank) if self.style.rank else within.add(Element(kind))
            if self.language != painter.language:
                found.language = self.language
            self.elements[key] = found
        return found


def _height(lines: Sequence[_Set]) -> float:
    return sum((each.gap if number else 0) + each.line.height for number, each in enumerate(lines))


class Row(Block):
    """A row of a table: texts side by side, which is never cut in two.

    Args:
        shares: of the width for each cell, together 1.
        heads: whether it says what stands below.

    Attributes:
        fill: a ground for the whole row.
    """

    PAD = 6.0

    def __init__(self, cells: Sequence[Text], shares: Sequence[float], *, heads: bool = False) -> None:
        super().__init__()
        self.heads = heads
        self.cells = list(cells)
        self.shares = shares
        self.fill: Colour | None = None

    def height(self, width: float) -> float:
        return (
            max(cell.height(self._inner(share, width)) for cell, share in zip(self.cells, self.shares, strict=True))
            + self.PAD
        )

    def _inner(self, share: float, width: float) -> float:
        return share * width - self.PAD

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        height = self.height(width)
        if self.fill:
            painter.box(x, y, width, height, fill=self.fill)
        painter.rule(x, y + height, x + width, y + height, LINE, 0.5)
        again = "TR" in self.elements  # the head of a table on its next page, which was read already
        for cell, share in zip(self.cells, self.shares, strict=True):
            element = MARGIN if again else self._row(painter).add(self._cell())
            cell.draw_in(element, painter, x + self.PAD / 2, y + self.PAD / 2, self._inner(share, width))
            x += share * width

    def _row(self, painter: Painter) -> Element:
        if "TR" not in self.elements:
            head = self.repeated or self
            if "Table" not in head.elements:
                head.elements["Table"] = painter.tags.within.add(Element("Table"))
            self.elements["TR"] = head.elements["Table"].add(Element("TR"))
        return self.elements["TR"]

    def _cell(self) -> Element:
        return Element("TH", attributes="/O/Table/Scope/Column") if self.heads else Element("TD")


class Callout(Block):
    """A text on a ground of its own with a bar at its beginning."""

    PAD = 9.0

    def __init__(
        self,
        words: Words,
        style: Style,
        setting: Setting,
        *,
        ground: Colour = ACCENT_SOFT,
        bar: Colour = ACCENT,
    ) -> None:
        super().__init__()
        self.before = self.after = 8.0
        self._text = Text(words, style, setting)
        self._ground, self._bar = ground, bar

    def _inner(self, width: float) -> float:
        return width - 2 * self.PAD - 3

    def height(self, width: float) -> float:
        return self._text.height(self._inner(width)) + 2 * self.PAD

    def least(self, width: float) -> float:
        return self._text.least(self._inner(width)) + 2 * self.PAD

    def split(self, width: float, room: float) -> tuple[Block, Block | None] | None:
        if self.height(width) <= room + EPSILON:
            return self, None
        cut = self._text.split(self._inner(width), room - 2 * self.PAD)
        if cut is None or cut[1] is None:
            return None
        return self._with(cut[0]), self._with(cut[1])

    def _with(self, text: Block) -> Callout:
        part = Callout.__new__(Callout)
        part.__dict__.update(self.__dict__)
        assert isinstance(text, Text)
        part._text = text
        return part

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        height = self.height(width)
        painter.box(x, y, width, height, fill=self._ground)
        painter.box(x, y, 3, height, fill=self._bar)
        self._text.draw(painter, x + 3 + self.PAD, y + self.PAD, self._inner(width))


class Figure(Block):
    """A drawing of a fixed height.

    Args:
        shown: what it shows, in words, for whoever does not see it; empty where it says everything in texts.
        broad: whether it needs the room of both columns.
    """

    def __init__(
        self,
        height: float,
        paint: Callable[[Painter, float, float, float], None],
        *,
        shown: str = "",
        after: float = 8.0,
        keep: bool = False,
        broad: bool = False,
    ) -> None:
        super().__init__()
        self.broad = broad
        self._shown = shown
        self._height = height
        self._paint = paint
        self.after = after
        self.keep = keep

    def height(self, width: float) -> float:
        return self._height

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        if not self._shown:
            self._paint(painter, x, y, width)
            return
        picture = Element("Figure", shown=self._shown, attributes=painter.layout(x, y, width, self._height))
        with painter.tags.inside(painter.tags.within.add(picture)):
            self._paint(painter, x, y, width)


class Anchor(Block):
    """A place that links lead to.

    Args:
        name: of the place.
        title: for the outline; not in the outline when empty.
        level: in the outline, 0 for a chapter.
        listed: whether it stands on the contents page.
        short: how it is called there; by its title when empty.
    """

    keep = True

    def __init__(
        self,
        name: str,
        title: str = "",
        level: int = 0,
        *,
        new_page: bool = False,
        room: float = 0,
        listed: bool = False,
        short: str = "",
    ) -> None:
        super().__init__()
        self.name, self.title = name, shortened(title, _OUTLINE)
        self.short = short or self.title
        self.level, self.listed = level, listed
        self.new_page, self.room = new_page, room

    def height(self, width: float) -> float:
        return 0.0

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        painter.anchor(self.name, y, self.title, self.level)


class Hairline(Block):
    """A thin line across the page, above what follows; at the top of a page nothing is drawn."""

    def __init__(self, *, before: float = 6.0, after: float = 6.0, room: float = 0) -> None:
        super().__init__()
        self.before, self.after, self.room = before, after, room
        self.keep = True

    def height(self, width: float) -> float:
        return 0.6

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        painter.rule(x, y, x + width, y, LINE)
