"""Answers with their labels: beside it, going on in its line, or several short ones on one line."""

from __future__ import annotations

from desktop.i18n.translation import gettext as _
from desktop.package.report.blocks import ANY_WIDTH, EPSILON, Block, Setting, Text, Words
from desktop.package.report.painter import Painter
from desktop.package.report.style import LABEL, VALUE, Style
from desktop.package.report.tags import Element


class Labelled(Block):
    """A label, and beside it what was answered. Cut in two, the label stands beside the first part only.

    Attributes:
        share: of the width for the label.
    """

    SHARE = 0.24
    GAP = 10.0

    def __init__(
        self,
        label: Words,
        value: Words,
        setting: Setting,
        style: Style = VALUE,
        *,
        language: str = "",
    ) -> None:
        super().__init__()
        self.after = 2.5
        self.share = self.SHARE
        self._label = Text(label, LABEL, setting)
        self._value = Text(value, style, setting, language=language)
        self._whole = True

    def width(self) -> float:
        """Return the width of the answer when nothing breaks its lines."""
        return self._value.width()

    def _widths(self, width: float) -> tuple[float, float]:
        return width * self.share - self.GAP, width * (1 - self.share)

    def height(self, width: float) -> float:
        label, value = self._widths(width)
        return max(self._label.height(label) + self._drop() if self._whole else 0, self._value.height(value))

    def least(self, width: float) -> float:
        label, value = self._widths(width)
        return max(self._label.height(label) + self._drop() if self._whole else 0, self._value.least(value))

    def split(self, width: float, room: float) -> tuple[Block, Block | None] | None:
        label, value = self._widths(width)
        if self.height(width) <= room + EPSILON:
            return self, None
        if self._whole and self._label.height(label) + self._drop() > room:
            return None
        cut = self._value.split(value, room)
        if cut is None or cut[1] is None:
            return None
        return self._with(cut[0], whole=self._whole, after=0.0), self._with(cut[1], whole=False, after=self.after)

    def _with(self, value: Block, *, whole: bool, after: float) -> Labelled:
        part = Labelled.__new__(Labelled)
        part.__dict__.update(self.__dict__)
        assert isinstance(value, Text)
        part._value, part._whole, part.after = value, whole, after
        return part

    def _drop(self) -> float:
        # The label is smaller: it goes down so far that both stand on one line.
        return max((self._value.style.size - LABEL.size) * 0.9, 0)

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        label, value = self._widths(width)
        if self._whole:
            # One paragraph, and not an item of a list: a report has thousands, and most answers are a word or a line.
            paragraph = painter.tags.within.add(Element("P"))
            self._label.draw_in(paragraph, painter, x, y + self._drop(), label)
            self._value.go_on_in(paragraph, painter, value)
        self._value.draw(painter, x + width * self.share, y, value)


class Told(Block):
    """A label and, going on in its line, what was answered; below it where the answer runs the other way.

    Args:
        width: in which it will stand.
    """

    def __init__(self, label: str, value: Words, setting: Setting, width: float, *, language: str = "") -> None:
        super().__init__()
        self.after = 2.0
        # A space that ends no line: label and answer are two words for whoever hears or copies them.
        named = _("{label}:").format(label=label) + "\N{NO-BREAK SPACE}"
        self._label = Text(named, LABEL, setting)
        self._value = Text(value, VALUE, setting, language=language)
        self._whole = True
        lead = self._label.width()
        # How wide a long text would be on one line nobody has to know.
        is_short = self._value.letters() <= _ON_ONE_LINE
        self._natural = lead + (self._value.width() if is_short else ANY_WIDTH)
        fits = self._natural <= width
        goes_on = self._value.goes_on(lead, width, right_to_left=setting.right_to_left)
        self._below = not fits and (lead > width * _LONGEST_LABEL or not goes_on)
        if not self._below:
            self._value.lead = lead

    def width(self) -> float:
        """Return the width of label and answer when nothing breaks their lines; of a long answer, more than any line has."""
        return self._natural

    @property
    def is_below(self) -> bool:
        """Whether the answer begins below its label."""
        return self._below

    def _head(self, width: float) -> float:
        """Return how much lower than the label the answer stands."""
        return self._label.height(width) if self._below and self._whole else 0.0

    def height(self, width: float) -> float:
        return self._head(width) + self._value.height(width)

    def least(self, width: float) -> float:
        return self._head(width) + self._value.least(width)

    def split(self, width: float, room: float) -> tuple[Block, Block | None] | None:
        cut = self._value.split(width, room - self._head(width))
        if cut is None:
            return None
        part, rest = cut
        if rest is None:
            return self, None
        return self._with(part, whole=self._whole, after=0.0), self._with(rest, whole=False, after=self.after)

    def _with(self, value: Block, *, whole: bool, after: float) -> Told:
        part = Told.__new__(Told)
        part.__dict__.update(self.__dict__)
        assert isinstance(value, Text)
        part._value, part._whole, part.after, part.keep = value, whole, after, False
        return part

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        paragraph = painter.tags.within.add(Element("P")) if self._whole else painter.tags.within
        self.draw_in(paragraph, painter, x, y, width)

    def draw_in(self, paragraph: Element, painter: Painter, x: float, y: float, width: float) -> None:
        """Draw label and answer as content of a paragraph."""
        head = self._head(width)
        if self._whole:
            drop = 0.0 if self._below else max(self._value.baseline(width) - self._label.baseline(width), 0.0)
            self._label.draw_in(paragraph, painter, x, y + drop, width)
            self._value.go_on_in(paragraph, painter, width)
        self._value.draw(painter, x, y + head, width)


_ON_ONE_LINE = 160
"""What has more characters has no room on a line of any width."""
_LONGEST_LABEL = 0.6
"""A label that takes more of a line stands above its answer, unless both have room on it."""


class Facts(Block):
    """Short answers side by side on one line, each with its label."""

    GAP = 13.0

    def __init__(self, first: Told) -> None:
        super().__init__()
        self.after = first.after
        self._facts = [first]
        self._used = first.width()

    def takes(self, another: Told, width: float) -> bool:
        """Add an answer where there is room for it on the line."""
        used = self._used + self.GAP + another.width()
        if used > width:
            return False
        self._facts.append(another)
        self._used = used
        return True

    def width(self) -> float:
        """Return the width of all of them with the room between."""
        return self._used

    def height(self, width: float) -> float:
        return max(each.height(width) for each in self._facts)

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        # One paragraph for the line: a report has thousands of short answers, and a few of them are a sentence.
        paragraph = painter.tags.within.add(Element("P"))
        for each in self._facts:
            each.draw_in(paragraph, painter, x, y, width)
            x += each.width() + self.GAP
