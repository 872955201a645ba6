"""An item of a list: its mark, and beside it its text, every line of which begins at the same place."""

from __future__ import annotations

from typing import Self

from desktop.package.report.blocks import EPSILON, Block, Setting, Text, Words
from desktop.package.report.painter import Painter
from desktop.package.report.style import Style
from desktop.package.report.tags import Element

BULLET = "•"


class Item(Block):
    """An item. Cut in two, its mark stands beside the first part only.

    Args:
        mark: a bullet, or a number with its full stop.
        first: the item that its list begins with; None for that one itself.
    """

    INDENT = 17.0

    def __init__(self, mark: str, words: Words, style: Style, setting: Setting, *, first: Item | None = None) -> None:
        super().__init__()
        self.before, self.after, self.keep = style.before, style.after, style.keep
        self._mark = Text(mark, style.but(align="document"), setting)
        self._text = Text(words, style, setting)
        self._numbered = mark != BULLET
        self._first = first
        self._whole = True

    def height(self, width: float) -> float:
        return self._text.height(width - self.INDENT)

    def least(self, width: float) -> float:
        return self._text.least(width - self.INDENT)

    def split(self, width: float, room: float) -> tuple[Block, Block | None] | None:
        if self.height(width) <= room + EPSILON:
            return self, None
        cut = self._text.split(width - self.INDENT, room)
        if cut is None or cut[1] is None:
            return None
        return self._with(cut[0], whole=self._whole, after=0.0), self._with(cut[1], whole=False, after=self.after)

    def _with(self, text: Block, *, whole: bool, after: float) -> Self:
        part = type(self).__new__(type(self))
        part.__dict__.update(self.__dict__)
        assert isinstance(text, Text)
        part._text, part._whole, part.after = text, whole, after
        return part

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        if self._whole:
            item = self._list(painter).add(Element("LI"))
            self._mark.draw_in(item.add(Element("Lbl")), painter, x, y, self.INDENT)
            self.elements["LBody"] = item.add(Element("LBody"))
        self._text.draw_in(self.elements["LBody"], painter, x + self.INDENT, y, width - self.INDENT)

    def _list(self, painter: Painter) -> Element:
        held = (self._first or self).elements
        if "L" not in held:
            kind = "Decimal" if self._numbered else "Disc"
            held["L"] = painter.tags.within.add(Element("L", attributes=f"/O/List/ListNumbering/{kind}"))
        return held["L"]
