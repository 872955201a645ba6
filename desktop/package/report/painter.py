"""Draws on the pages of one PDF: text, boxes, links and bookmarks, mirrored where the document runs right to left.

Lengths are points. x is measured from where a line starts (left, or right in Arabic), y from the top of the page
downwards. Whoever draws never needs to know in which direction the document runs.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from desktop.package.report.bidi import visual_order
from desktop.package.report.embedding import Embedded
from desktop.package.report.fonts import Face, Shaped, is_mark
from desktop.package.report.line_breaking import Line, Piece
from desktop.package.report.style import PAGE_HEIGHT, PAGE_WIDTH, Align, Colour

RUN = "PbRun"
"""The tag around each part of a line that is reordered. /N is its place in reading, /R is 1 when its glyphs run
right to left. With it a reader of the content stream gets back exactly what was written; see `reading`."""

# Pages as bytes and not as letters, which are a quarter longer. There is no way to say so for one document.
rl_config.useA85 = 0

_MARKS = ("\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}")

_State = tuple[Face, float, Colour]


@dataclass(frozen=True, slots=True)
class _Linked:
    """Words side by side that lead to one place: from where to where, and the size of the largest."""

    target: str
    left: float
    right: float
    size: float


class Painter:
    """One PDF while it is drawn.

    Args:
        title, author: of the document.
        language: ISO 639-1.
        right_to_left: whether pages are mirrored.
        at: the moment of the content, which stands for the time of making; None where nobody knows one.
    """

    def __init__(
        self,
        *,
        title: str,
        author: str,
        subject: str,
        language: str,
        right_to_left: bool,
        at: datetime | None,
    ) -> None:
        self.right_to_left = right_to_left
        self.page = 1
        self.places: set[str] = set()
        """The names of all anchors of the document; a link to any other place is not made."""
        self._out = io.BytesIO()
        self._canvas: Any = _Quiet(
            self._out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1, invariant=1, lang=language
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("Pledgebook")
        self._canvas.setProducer("Pledgebook")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._canvas.setViewerPreference("Direction", "R2L" if right_to_left else "L2R")
        self._document = self._canvas._doc
        self._document._timeStamp = _Stamp(at)
        self._digest = hashlib.sha256(title.encode())
        self._fonts: dict[Face, Embedded] = {}
        self._anchored = False

    def finish(self) -> bytes:
        """Return the PDF."""
        if self._anchored:
            self._canvas.showOutline()
        # reportlab's own identifier holds the time of writing; this one holds what was written (ISO 32000-1, 14.4).
        name = self._digest.hexdigest()[:32].encode()
        self._document._ID = b"\n[<" + name + b"><" + name + b">]\n"
        self._canvas.save()
        return self._out.getvalue()

    def next_page(self) -> None:
        """End this page."""
        self._digest.update("\n".join(self._canvas._code).encode())
        self._canvas.showPage()
        self.page += 1

    def text(self, line: Line, x: float, y: float, width: float, align: Align = "own") -> None:
        """Draw a line of text.

        Args:
            x, width: of the box that it stands in.
            y: its upper edge.
        """
        left = self._left(x, width)
        room = width - line.width
        if align == "centre":
            left += room / 2
        elif align == "end":
            left += 0 if self.right_to_left else room
        elif line.right_to_left if align == "own" else self.right_to_left:
            left += room
        baseline = PAGE_HEIGHT - y - line.height / 2 - line.size * 0.35
        self._pieces(line, left, baseline)

    def _pieces(self, line: Line, left: float, baseline: float) -> None:
        code = self._canvas._code
        base = int(line.right_to_left)
        levels = [piece.level for piece in line.pieces]
        reordered = any(levels)
        order = visual_order(levels) if reordered else range(len(levels))
        code.append("BT")
        state: _State | None = None
        waiting: list[Shaped] = []
        linked = _Linked("", left, left, 0.0)
        for number, place in enumerate(order):
            piece = line.pieces[place]
            wanted = (piece.face, piece.size, piece.colour)
            if wanted != state or reordered:
                self._flush(waiting, state)
                if wanted != state:
                    self._set(piece)
                    state = wanted
                code.append(f"1 0 0 1 {left:.2f} {baseline:.2f} Tm")
            if reordered:
                here = piece.level % 2
                before = line.pieces[order[number - 1]].level % 2 if number else base
                after = line.pieces[order[number + 1]].level % 2 if number + 1 < len(order) else base
                code.append(f"/{RUN} <</N {place} /R {here}>> BDC")
                self._flush([_marked(piece, here != before, here != after)], state)
                code.append("EMC")
            else:
                waiting.append(piece.shaped)
            if piece.link != linked.target:
                self._link_words(linked, baseline)
                linked = _Linked(piece.link, left, left, 0.0)
            left += piece.width
            if piece.link:
                linked = _Linked(piece.link, linked.left, left, max(linked.size, piece.size))
        self._flush(waiting, state)
        self._link_words(linked, baseline)
        code.append("ET")

    def _link_words(self, linked: _Linked, baseline: float) -> None:
        """Make words that stand side by side one link, where they lead somewhere."""
        if linked.target:
            low, high = baseline - linked.size * 0.25, baseline + linked.size * 0.8
            self._link(linked.target, linked.left, low, linked.right, high)

    def _flush(self, pieces: list[Shaped], state: _State | None) -> None:
        """Write pieces that follow one another in one look, and forget them."""
        if pieces and state:
            face, size, _colour = state
            self._canvas._code.append(self._shown(pieces, face, size))
            pieces.clear()

    def _set(self, piece: Piece) -> None:
        font = self._embedded(piece.face)
        colour = _rgb(piece.colour)
        thick = f"2 Tr {piece.size * 0.028:.2f} w {colour} RG" if piece.face.thicken else "0 Tr"
        self._canvas._code.append(f"/{font.name} {piece.size:.2f} Tf {colour} rg {thick}")

    def _shown(self, pieces: Sequence[Shaped], face: Face, size: float) -> str:
        """Return the operators that draw pieces from the place of the pen on."""
        font = self._embedded(face)
        out: list[str] = []
        codes: list[str] = []
        owed = rise = 0.0  # by how much the pen stands too far left, and above the line

        def flush() -> None:
            if codes:
                out.append(f"[{''.join(codes)}] TJ")
                codes.clear()

        for piece in pieces:
            drift = piece.drift
            if drift and not rise and owed + drift[0] > -0.5 and owed + drift[1] < 0.5:
                codes.append(font.codes_of(piece))
                owed += drift[2]
                continue
            for glyph in piece.glyphs:
                if glyph.y != rise:
                    flush()
                    rise = glyph.y
                    out.append(f"{rise * size / 1000:.2f} Ts")
                shift = owed + glyph.x
                if abs(shift) >= 0.5:
                    codes.append(f"{-shift:.0f}")
                    owed -= round(shift)
                codes.append(f"<{font.code(glyph)}>")
                owed += glyph.advance - face.pen(glyph.number)
        flush()
        if rise:
            out.append("0 Ts")
        return " ".join(out).replace("><", "")

    def _embedded(self, face: Face) -> Embedded:
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = Embedded(face, f"T{len(self._fonts) + 1}")
            self._document.delayedFonts.append(font)
        return font

    def lines(self, lines: Sequence[Line], x: float, y: float, width: float, align: Align = "own") -> float:
        """Draw lines below one another and return the y below the last."""
        for line in lines:
            self.text(line, x, y, width, align)
            y += line.height
        return y

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        radius: float = 0,
        thickness: float = 0.6,
    ) -> None:
        """Draw a rectangle, its corners rounded by `radius`."""
        self._colours(fill, stroke, thickness)
        place = (self._left(x, width), PAGE_HEIGHT - y - height, width, height)
        how = {"fill": int(fill is not None), "stroke": int(stroke is not None)}
        if radius:
            self._canvas.roundRect(*place, min(radius, width / 2, height / 2), **how)
        else:
            self._canvas.rect(*place, **how)

    def rule(self, x: float, y: float, x_end: float, y_end: float, colour: Colour, thickness: float = 0.6) -> None:
        """Draw a straight line."""
        self._colours(None, colour, thickness)
        self._canvas.line(self._left(x, 0), PAGE_HEIGHT - y, self._left(x_end, 0), PAGE_HEIGHT - y_end)

    def dot(
        self, x: float, y: float, radius: float, *, fill: Colour | None = None, stroke: Colour | None = None
    ) -> None:
        """Draw a circle around a point."""
        self._colours(fill, stroke, 0.8)
        self._canvas.circle(
            self._left(x, 0),
            PAGE_HEIGHT - y,
            radius,
            fill=int(fill is not None),
            stroke=int(stroke is not None),
        )

    def trace(
        self,
        points: Sequence[tuple[float, float]],
        colour: Colour,
        thickness: float = 1.2,
        dashes: Sequence[float] = (),
    ) -> None:
        """Draw a line through points.

        Args:
            dashes: lengths of dashes and of the gaps between them; none for a whole line.
        """
        self._colours(None, colour, thickness)
        if dashes:
            self._canvas.setDash(list(dashes))
        path = self._canvas.beginPath()
        for number, (x, y) in enumerate(points):
            (path.lineTo if number else path.moveTo)(self._left(x, 0), PAGE_HEIGHT - y)
        self._canvas.drawPath(path, stroke=1, fill=0)
        if dashes:
            self._canvas.setDash([])

    def link(self, target: str, x: float, y: float, width: float, height: float) -> None:
        """Make a rectangle a link to an anchor."""
        left = self._left(x, width)
        self._link(target, left, PAGE_HEIGHT - y - height, left + width, PAGE_HEIGHT - y)

    def _link(self, target: str, left: float, low: float, right: float, high: float) -> None:
        rectangle = (round(left, 2), round(low, 2), round(right, 2), round(high, 2))
        if target.startswith(("https://", "http://", "mailto:")):
            self._canvas.linkURL(target, rectangle)
        elif target in self.places:
            self._canvas.linkRect("", target, rectangle)

    def anchor(self, name: str, y: float, title: str = "", level: int = 0) -> None:
        """Let links lead here; with a title it is in the outline as well, `level` 0 for a chapter."""
        self._canvas.bookmarkHorizontalAbsolute(name, PAGE_HEIGHT - max(y - 12, 0))
        if title:
            self._anchored = True
            self._canvas.addOutlineEntry(title, name, level, closed=level > 0 or None)

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """What is drawn inside belongs to the page and not to the content (ISO 32000-1, 14.8.2.2, artifacts)."""
        self._canvas._code.append("/Artifact BMC")
        yield
        self._canvas._code.append("EMC")

    @contextmanager
    def faint_and_turned(self, degrees: float) -> Iterator[None]:
        """Turn what is drawn inside around the middle of the page and let the page show through it."""
        self._canvas.saveState()
        self._canvas.setFillAlpha(0.07)
        self._canvas.setStrokeAlpha(0.07)  # a letter that is thickened is stroked as well
        self._canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        self._canvas.rotate(degrees)
        self._canvas.translate(-PAGE_WIDTH / 2, -PAGE_HEIGHT / 2)
        yield
        self._canvas.restoreState()

    def _left(self, x: float, width: float) -> float:
        return PAGE_WIDTH - x - width if self.right_to_left else x

    def _colours(self, fill: Colour | None, stroke: Colour | None, thickness: float) -> None:
        if fill:
            self._canvas.setFillColor(HexColor(fill))
        if stroke:
            self._canvas.setStrokeColor(HexColor(stroke))
            self._canvas.setLineWidth(thickness)


def _marked(piece: Piece, before: bool, after: bool) -> Shaped:
    """Return a shaped piece with direction marks at the ends asked for that no letter or figure decides.

    A reader that sorts text by its place on the page guesses where a run in the other direction ends, and takes
    brackets and percent signs for the wrong one. The marks leave nothing to guess.
    """
    glyphs = list(piece.shaped.glyphs)
    mark = _MARKS[piece.level % 2]
    if piece.level % 2:
        # Two signs side by side, such as a percent sign and a comma, look like a part of a number.
        for place, (here, following) in enumerate(pairwise(piece.shaped.glyphs)):
            if _is_sign(here.text) and _is_sign(following.text):
                glyphs[place] = here._replace(text=here.text + mark)
    if glyphs and before and not glyphs[0].text.isalnum():
        glyphs[0] = glyphs[0]._replace(text=mark + glyphs[0].text)
    if glyphs and after and not glyphs[-1].text.isalnum():
        glyphs[-1] = glyphs[-1]._replace(text=glyphs[-1].text + mark)
    marked = tuple(glyphs)
    return piece.shaped if marked == piece.shaped.glyphs else replace(piece.shaped, glyphs=marked)


def _is_sign(text: str) -> bool:
    return bool(text) and not text.isalnum() and not text.isspace() and not is_mark(text[0])


@cache
def _rgb(colour: Colour) -> str:
    """Return a colour as a page says it."""
    red, green, blue = HexColor(colour).rgb()
    return f"{red:.3f} {green:.3f} {blue:.3f}"


class _Quiet(Canvas):  # type: ignore[misc]
    """A canvas that does not begin each page by asking for a font that the document does not hold."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class _Stamp:
    """The time of a document: that of its content, never that of a clock."""

    def __init__(self, at: datetime | None) -> None:
        moment = (at or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC)
        self.YMDhms = moment.timetuple()[:6]
        self.dhh = self.dmm = 0
        self.t = moment.timestamp()
