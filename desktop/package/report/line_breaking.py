"""Text in any script, broken into lines: what is drawn where on each line.

The order of work matters: a paragraph is cleaned, its directions are found on the whole of it, it is broken into
lines in the order in which it is read, and only then is each line put into the order in which it stands on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from desktop.i18n.break_opportunities import SPACES, break_opportunities, is_mark
from desktop.i18n.isolation import closed, plain, set_apart
from desktop.i18n.text_sanitizing import clean
from desktop.package.report import bidi
from desktop.package.report.fonts import Face, Shaped
from desktop.package.report.spans import Look, Run, Runs, Span
from desktop.package.report.style import Style

ADDRESSES = ("https://", "http://", "mailto:")
"""How links to what is not in the document begin."""

_CUT_AFTER = frozenset("/\\-_.?&=%#,:;@|+~")
_MARKS_TOGETHER = 24
_WIDTHS = 4
"""In so many widths a paragraph is kept: that of its page, of a column, one in which nothing breaks it, and one more."""
_USUAL_WORD = 40
_MOST_WORDS = 20_000
_REPEATED = 600
"""Texts of so many characters at most are kept as they are set: labels, titles, and answers that a pledge tells again."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A shaped piece of a line; `width` in points."""

    shaped: Shaped
    look: Look
    link: str
    level: int
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Args:
        pieces: in the order in which they are read.
        width: points.
        right_to_left: the direction of the paragraph.
        height: from this line to the next, points.
        size: of its largest letters, points.
        spaces: the width of what stands behind its last word, where the paragraph goes on.
        reordered: whether any piece stands elsewhere than it is read.
        leads: whether any piece is a link.
    """

    pieces: tuple[Piece, ...]
    width: float
    right_to_left: bool
    height: float
    size: float
    spaces: float = 0.0
    reordered: bool = False
    leads: bool = False


@dataclass(slots=True)
class _Word:
    """What stays together on a line, and the spaces behind it, which are dropped where the line ends.

    Args:
        whole: both, as few pieces as they can be.
    """

    text: str
    pieces: list[Piece]
    spaces: list[Piece]
    whole: list[Piece]
    width: float
    space: float


class Paragraph:
    """One paragraph of spans, ready to be broken into lines of any width.

    Args:
        spans: cleaned, without line feeds.
        right_to_left: its direction; that of its first letter when None, `fallback` when it has no letter.
    """

    def __init__(
        self,
        spans: Sequence[Span],
        style: Style,
        *,
        right_to_left: bool | None = None,
        fallback: bool = False,
    ) -> None:
        self.style = style
        self.text = "".join(span.text for span in spans)
        self._spans = [span for span in spans if span.text]
        self._leads = any(span.link for span in self._spans)
        titles = self._leads and any(_is_title(span) for span in self._spans)
        if right_to_left is None:
            # A title that leads to an entry says nothing of the direction of the list that it stands in (UAX #9, P2).
            said = "".join(span.text for span in self._spans if not _is_title(span)) if titles else self.text
            has_letter = any(character.isalpha() for character in said)
            right_to_left = bidi.runs_right_to_left(said) if has_letter else fallback
        self.right_to_left = right_to_left
        levels = _levels(self.text, right_to_left, self._spans if titles else ())
        self._turns = levels is not None
        self._runs = Runs(self._spans, style, levels)
        self._lines: dict[tuple[float, float], Sequence[Line]] = {}

    def lines(self, width: float, lead: float = 0.0) -> Sequence[Line]:
        """Return the lines of the paragraph, none of them wider than `width` points; one empty line for no text.

        Args:
            lead: so much shorter is the first line, on which something else stands before it; its first word has room there.
        """
        if (width, lead) not in self._lines:
            if len(self._lines) >= _WIDTHS:
                self._lines.clear()
            self._lines[width, lead] = self._broken(width, lead)
        return self._lines[width, lead]

    def begins_within(self, width: float) -> bool:
        """Tell whether the first word has room on a line."""
        first = next(self._words(10_000), None)
        return first is None or first.width <= width

    def _broken(self, width: float, lead: float) -> list[Line]:
        lines: list[Line] = []
        row: list[Piece] = []
        last: _Word | None = None
        used = 0.0
        room = width - lead + 0.01
        for word in self._words(width):
            if last is not None:
                if (row or last.pieces) and used + last.space + word.width > room:
                    lines.append(self._line(row + last.pieces, used, last.spaces))
                    row, used, room = [], 0.0, width + 0.01
                else:
                    row += last.whole
                    used += last.space
            used += word.width
            last = word
        if last is not None:
            row += last.pieces
        if row or not lines:
            lines.append(self._line(row, used))
        return lines

    def _line(self, pieces: list[Piece], width: float, spaces: Sequence[Piece] = ()) -> Line:
        # Words on two lines are two words for whoever reads the text without its lines. At the end of a line
        # spaces run as the paragraph does.
        level = int(self.right_to_left)
        behind = [each if each.level == level else replace(each, level=level) for each in spaces]
        looks = {piece.look for piece in pieces}
        tall = max((look.face.tall for look in looks), default=1.0)
        size = max((look.size / look.face.scale for look in looks), default=self.style.size)
        room = sum([each.width for each in behind])
        whole = (*pieces, *behind)
        reordered = self._turns and any(piece.level for piece in whole)
        leads = self._leads and any(piece.link for piece in whole)
        height = size * self.style.leading * tall
        return Line(whole, width, self.right_to_left, height, size, room, reordered, leads)

    def _words(self, width: float) -> Iterator[_Word]:
        start = 0
        run: Run | None = None
        known: dict[str, _Word] = {}
        for end in chain(break_opportunities(self.text), (len(self.text),)):
            if end == start:
                continue
            if run is None or start >= run.end:
                run = self._runs.at(start)
                known = {} if run.link else _words_of(run.look, run.missing, run.level)
            whole = self.text[start:end]
            word = known.get(whole) if end <= run.end else None
            if word is None:
                letters = len(whole.rstrip(SPACES)) if end < len(self.text) or whole.strip() else 0
                word = self._word(start, start + letters, end)
                if end <= run.end and letters and len(whole) <= _USUAL_WORD and len(known) < _MOST_WORDS:
                    known[whole] = word
            if word.width > width:
                yield from self._cut(word, start, end, width)
            else:
                yield word
            start = end

    def _word(self, start: int, letters: int, end: int) -> _Word:
        pieces = self._pieces(start, letters)
        spaces = self._pieces(letters, end)
        whole = (
            [_joined(*pieces, *spaces)]
            if len(pieces) == len(spaces) == 1 and _alike(*pieces, *spaces)
            else pieces + spaces
        )
        width, space = sum([piece.width for piece in pieces]), sum([piece.width for piece in spaces])
        return _Word(self.text[start:letters], pieces, spaces, whole, width, space)

    def _cut(self, word: _Word, start: int, end: int, width: float) -> Iterator[_Word]:
        """Cut a word that is wider than a line, where a web address has a sign if there is one late enough."""
        letters = start + len(word.text)
        while start < letters:
            cut = self._longest(start, letters, width)
            if cut < letters:
                late = start + (cut - start) * 3 // 5
                cut = next((each for each in range(cut, late, -1) if self.text[each - 1] in _CUT_AFTER), cut)
            yield self._word(start, cut, cut if cut < letters else end)
            start = cut

    def _longest(self, start: int, end: int, width: float) -> int:
        """Return the last place up to which the text fits into a line; at least one character does."""
        low, high = start + 1, min(end, start + 400)
        while low < high:
            middle = (low + high + 1) // 2
            if sum(piece.width for piece in self._pieces(start, middle)) <= width:
                low = middle
            else:
                high = middle - 1
        while start + 1 < low < end and is_mark(self.text[low]):
            low -= 1
        return low

    def _pieces(self, start: int, end: int) -> list[Piece]:
        """Return the text from `start` to `end` as pieces of one font, one direction and one look each."""
        pieces: list[Piece] = []
        while start < end:
            run = self._runs.at(start)
            stop = min(run.end, end)
            pieces += [
                _piece(each, run.look, run.missing, run.link, run.level) for each in _apart(self.text[start:stop])
            ]
            start = stop
        return pieces


def _apart(text: str) -> list[str]:
    """Return a text in parts, in none of which many marks stand on one letter."""
    if len(text) <= _MARKS_TOGETHER or text.isascii():
        return [text]
    parts: list[str] = []
    begin = marks = 0
    for place in range(1, len(text)):
        marks = marks + 1 if is_mark(text[place]) else 0
        if marks > _MARKS_TOGETHER:
            parts.append(text[begin:place])
            begin, marks = place, 0
    return [*parts, text[begin:]]


def _alike(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces look the same, run the same way, and lead to the same place."""
    return (one.look, one.level, one.link) == (other.look, other.level, other.link)


def _joined(one: Piece, other: Piece) -> Piece:
    """Return two pieces that are read one after the other as one."""
    left, right = (other, one) if one.level % 2 else (one, other)
    return replace(one, shaped=left.shaped + right.shaped, width=one.width + other.width)


@lru_cache(maxsize=256)
def _words_of(_look: Look, _missing: bool, _level: int) -> dict[str, _Word]:
    """Return the words that were set in one look so far, each with the spaces behind it."""
    return {}


@lru_cache(maxsize=100_000)  # words repeat: a long report is made of a few thousand of them
def _piece(text: str, look: Look, missing: bool, link: str, level: int) -> Piece:
    shaped = _shaped(text, look.face, missing, level % 2 == 1)
    return Piece(shaped, look, link, level, shaped.width * look.size / 1000)


@lru_cache(maxsize=50_000)  # the same in every size and colour
def _shaped(text: str, face: Face, missing: bool, right_to_left: bool) -> Shaped:
    if not missing:
        return face.shape(text, right_to_left=right_to_left)
    return face.substitute(text[::-1] if right_to_left else text)


def paragraphs(
    text: str | Sequence[Span], style: Style, *, right_to_left: bool | None = None, fallback: bool = False
) -> list[Paragraph]:
    """Return the paragraphs of a text, one for each of its lines.

    Args:
        text: as somebody wrote it, or spans of it.
        right_to_left, fallback: see `Paragraph`.
    """
    spans = [Span(text)] if isinstance(text, str) else text
    rows: list[list[Span]] = [[]]
    for span in spans:
        first, *others = clean(span.text).split("\n")
        rows[-1].append(_renamed(span, first))
        rows += [[_renamed(span, other)] for other in others]
    return [_paragraph(tuple(row), style, right_to_left, fallback) for row in rows]


def _is_title(span: Span) -> bool:
    """Tell whether a span is what something in the document is called, and leads there."""
    return bool(span.link) and not span.link.startswith(ADDRESSES)


def _levels(text: str, right_to_left: bool, spans: Sequence[Span] = ()) -> list[int] | None:
    """Return the level of each character, with what stands by itself isolated; the text keeps no sign of that.

    Args:
        spans: of the text, where there are titles among them.
    """
    if spans and bidi.levels(text, right_to_left=right_to_left) is None:
        return None  # all runs one way, and no title can turn anything
    apart = "".join(closed(span.text) if _is_title(span) else span.text for span in spans) or text
    apart = set_apart(apart, right_to_left=right_to_left)
    found = bidi.levels(apart, right_to_left=right_to_left)
    if found is None or len(apart) == len(text):
        return found
    return [level for level, character in zip(found, apart, strict=True) if plain(character)]


def _paragraph(spans: tuple[Span, ...], style: Style, right_to_left: bool | None, fallback: bool) -> Paragraph:
    if sum(len(span.text) for span in spans) <= _REPEATED:
        return _repeated(spans, style, right_to_left, fallback)
    return Paragraph(spans, style, right_to_left=right_to_left, fallback=fallback)


@lru_cache(maxsize=10_000)
def _repeated(spans: tuple[Span, ...], style: Style, right_to_left: bool | None, fallback: bool) -> Paragraph:
    return Paragraph(spans, style, right_to_left=right_to_left, fallback=fallback)


def _renamed(span: Span, text: str) -> Span:
    return span if span.text == text else Span(text, span.bold, span.colour, span.size, span.link)
