"""Text in any script, broken into lines: what is drawn where on each line.

The order of work matters: a paragraph is cleaned, its directions are found on the whole of it, it is broken into
lines in the order in which it is read, and only then is each line put into the order in which it stands on paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from desktop.i18n.isolation import closed, plain, set_apart
from desktop.i18n.text_sanitizing import clean
from desktop.package.report import bidi
from desktop.package.report.fonts import Face, Shaped, family, is_mark
from desktop.package.report.style import Colour, Style

ADDRESSES = ("https://", "http://", "mailto:")
"""How links to what is not in the document begin."""

_NEVER_FIRST = frozenset("、。，．：；？！％‰℃°・ー々〜～”’）》〉」』】〕〗｝］…—–!),.:;?]}%»›،؛؟٪")
_NEVER_LAST = frozenset("“‘（《〈「『【〔〖｛［([{«‹￥＄£¥$")
_CUT_AFTER = frozenset("/\\-_.?&=%#,:;@|+~")
_SPACES = " \u3000\u200b"
_BEHIND_A_SPACE = "!?;:»%"  # French puts a space before these, which does not let them begin a line
_BEFORE_A_SPACE = "«"
_UNUSUAL = re.compile("[\u0300-\u036f\u2000-\u200f\u2060\u2e80-\uffff\U00010000-\U0010ffff]")
_PLAIN_BREAKS = re.compile(r"(?<![« ]) +(?![ !?;:»%])(?=.)|(?<=[^\W\d_])[-\u2010\u2013\u2014](?=[^\W\d_])")
_NO_BREAK = frozenset("\u00a0\u2007\u202f\u2060")
_MARKS_TOGETHER = 24
_WIDTHS = 4
"""In so many widths a paragraph is kept: that of its page, of a column, one in which nothing breaks it, and one more."""
_USUAL_WORD = 40
_MOST_WORDS = 20_000
_REPEATED = 600
"""Texts of so many characters at most are kept as they are set: labels, titles, and answers that a pledge tells again."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph with a look of its own; None leaves what the style says.

    Args:
        link: the name of an anchor, or a web address.
    """

    text: str
    bold: bool | None = None
    colour: Colour | None = None
    size: float | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A shaped piece of a line; `width` in points."""

    shaped: Shaped
    face: Face
    size: float
    colour: Colour
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
    """

    pieces: tuple[Piece, ...]
    width: float
    right_to_left: bool
    height: float
    size: float
    spaces: float = 0.0


@dataclass(slots=True)
class _Word:
    """What stays together on a line, and the spaces behind it, which are dropped where the line ends."""

    text: str
    pieces: list[Piece]
    spaces: list[Piece]
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
        # To which span each character belongs; nothing to look up in a text of one.
        self._owners = (
            [number for number, span in enumerate(self._spans) for _character in span.text]
            if len(self._spans) > 1
            else []
        )
        titles = any(_is_title(span) for span in self._spans)
        if right_to_left is None:
            # A title that leads to an entry says nothing of the direction of the list that it stands in (UAX #9, P2).
            said = "".join(span.text for span in self._spans if not _is_title(span)) if titles else self.text
            has_letter = any(character.isalpha() for character in said)
            right_to_left = bidi.runs_right_to_left(said) if has_letter else fallback
        self.right_to_left = right_to_left
        self._levels = _levels(self.text, right_to_left, self._spans if titles else ())
        self._plain = self._one_face()
        self._faces = [] if self._plain else self._choose_faces()
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
        used = space = 0.0
        spaces: list[Piece] = []
        for word in self._words(width):
            if row and used + space + word.width > width - (0.0 if lines else lead) + 0.01:
                lines.append(self._line(row, used, spaces))
                row, used, space, spaces = [], 0.0, 0.0, []
            row += spaces + word.pieces
            used += space + word.width
            space, spaces = word.space, word.spaces
        if row or not lines:
            lines.append(self._line(row, used))
        return lines

    def _line(self, pieces: list[Piece], width: float, spaces: Sequence[Piece] = ()) -> Line:
        # Words on two lines are two words for whoever reads the text without its lines. At the end of a line
        # spaces run as the paragraph does.
        level = int(self.right_to_left)
        behind = [each if each.level == level else replace(each, level=level) for each in spaces]
        tall = max((piece.face.tall for piece in pieces), default=1.0)
        size = max((piece.size / piece.face.scale for piece in pieces), default=self.style.size)
        room = sum(each.width for each in behind)
        return Line((*pieces, *behind), width, self.right_to_left, size * self.style.leading * tall, size, room)

    def _one_face(self) -> Face | None:
        """Return the font of the whole paragraph when it has one look, one direction and nothing unusual."""
        if self._levels is not None or len(self._spans) != 1:
            return None
        face = family(self._bold(0)).first
        return face if all(face.has(character) for character in set(self.text)) else None

    def _choose_faces(self) -> list[tuple[Face, bool]]:
        """Return the font of each character, and whether a substitute has to stand for it."""
        chosen: list[tuple[Face, bool]] = []
        contexts: dict[bool, Face] = {}
        first_letter = next((character for character in self.text if character.isalpha()), "")
        same: dict[tuple[Face, bool], tuple[Face, bool]] = {}  # one pair for all characters that share it
        for place, character in enumerate(self.text):
            bold = self._bold(place)
            fonts = family(bold)
            context = contexts.get(bold)
            if context is None:
                context = (first_letter and fonts.face_for(first_letter, fonts.first)) or fonts.first
            if place and is_mark(character) and chosen[place - 1][0] in fonts.faces:
                before = chosen[place - 1][0]
                pair = (before, not before.has(character) and _is_seen(character))
                chosen.append(same.setdefault(pair, pair))
                continue
            face = fonts.face_for(character, context)
            pair = (face or fonts.first, face is None and _is_seen(character))
            chosen.append(same.setdefault(pair, pair))
            contexts[bold] = face or context
        return chosen

    def _bold(self, place: int) -> bool:
        bold = self._span(place).bold
        return self.style.bold if bold is None else bold

    def _span(self, place: int) -> Span:
        return self._spans[self._owners[place] if self._owners else 0]

    def _words(self, width: float) -> Iterator[_Word]:
        start = 0
        known: dict[str, _Word] = {}
        if self._plain:
            span = self._spans[0]
            known = _words_of(self._plain, span.size or self.style.size, span.colour or self.style.colour, span.link)
        for end in chain(_breaks(self.text), (len(self.text),)):
            if end == start:
                continue
            whole = self.text[start:end]
            word = known.get(whole)
            if word is None:
                letters = len(whole.rstrip(_SPACES)) if end < len(self.text) or whole.strip() else 0
                word = self._word(start, start + letters, end)
                if self._plain and letters and len(whole) <= _USUAL_WORD and len(known) < _MOST_WORDS:
                    known[whole] = word
            if word.width > width:
                yield from self._cut(word, start, end, width)
            else:
                yield word
            start = end

    def _word(self, start: int, letters: int, end: int) -> _Word:
        pieces = self._pieces(start, letters)
        spaces = self._pieces(letters, end)
        return _Word(
            self.text[start:letters],
            pieces,
            spaces,
            sum(piece.width for piece in pieces),
            sum(piece.width for piece in spaces),
        )

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
        if self._plain and end - start <= _MARKS_TOGETHER:
            return [self._piece(self.text[start:end], start)] if end > start else []
        pieces: list[Piece] = []
        while start < end:
            stop = start + 1
            key = self._key(start)
            marks = 0
            while stop < end and self._key(stop) == key:
                marks = marks + 1 if is_mark(self.text[stop]) else 0
                if marks > _MARKS_TOGETHER:
                    break
                stop += 1
            pieces.append(self._piece(self.text[start:stop], start))
            start = stop
        return pieces

    def _key(self, place: int) -> tuple[int, int, Face, bool]:
        face, missing = self._face(place)
        return (self._level(place), self._owners[place] if self._owners else 0, face, missing)

    def _face(self, place: int) -> tuple[Face, bool]:
        return (self._plain, False) if self._plain else self._faces[place]

    def _level(self, place: int) -> int:
        return self._levels[place] if self._levels else 0

    def _piece(self, text: str, place: int) -> Piece:
        face, missing = self._face(place)
        span = self._span(place)
        size = span.size or self.style.size
        return _piece(text, face, missing, size, span.colour or self.style.colour, span.link, self._level(place))


@lru_cache(maxsize=64)
def _words_of(_face: Face, _size: float, _colour: Colour, _link: str) -> dict[str, _Word]:
    """Return the words that were set in one look so far, each with the spaces behind it."""
    return {}


@lru_cache(maxsize=100_000)  # words repeat: a long report is made of a few thousand of them
def _piece(text: str, face: Face, missing: bool, size: float, colour: Colour, link: str, level: int) -> Piece:
    shaped = _shaped(text, face, missing, level % 2 == 1)
    size *= face.scale
    return Piece(shaped, face, size, colour, link, level, shaped.width * size / 1000)


@lru_cache(maxsize=50_000)  # the same in every size and colour
def _shaped(text: str, face: Face, missing: bool, right_to_left: bool) -> Shaped:
    if not missing:
        return face.shape(text, right_to_left=right_to_left)
    return face.substitute(text[::-1] if right_to_left else text)


def _is_seen(character: str) -> bool:
    """Return whether a character that no font has must be shown by a substitute."""
    return not (unicodedata.category(character) in ("Cf", "Zs", "Zl", "Zp") or 0xFE00 <= ord(character) <= 0xFE0F)


def _breaks(text: str) -> Iterator[int]:
    """Yield the places before which a line may begin."""
    if not _UNUSUAL.search(text):
        yield from (found.end() for found in _PLAIN_BREAKS.finditer(text))
        return
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        if before in _SPACES:
            held = before == " " and (after in _BEHIND_A_SPACE or (place > 1 and text[place - 2] in _BEFORE_A_SPACE))
            if after not in _SPACES and not held:
                yield place
        elif not _held(before, after) and (_is_wide(before) or _is_wide(after) or _after_hyphen(text, place)):
            yield place


def _held(before: str, after: str) -> bool:
    """Return whether two characters may not be parted."""
    return (
        after in _SPACES
        or before in _NO_BREAK
        or after in _NO_BREAK
        or after in _NEVER_FIRST
        or before in _NEVER_LAST
        or is_mark(after)
    )


def _after_hyphen(text: str, place: int) -> bool:
    return (
        text[place - 1] in "-\u2010\u2013\u2014" and text[place].isalpha() and place > 1 and text[place - 2].isalpha()
    )


def _is_wide(character: str) -> bool:
    """Return whether a character is written without spaces between words, as Chinese is."""
    return character > "\u2e7f" and unicodedata.east_asian_width(character) in "WF"


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
