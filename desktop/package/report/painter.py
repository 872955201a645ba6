"""Draws on the pages of one PDF: text, boxes, links and bookmarks, mirrored where the document runs right to left.

Lengths are points. x is measured from where a line starts (left, or right in Arabic), y from the top of the page
downwards. Whoever draws never needs to know in which direction the document runs.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from desktop.i18n.break_opportunities import is_mark
from desktop.package.report.bidi import visual_order
from desktop.package.report.embedding import Embedded, in_one_go, moves
from desktop.package.report.fonts import Face, Shaped
from desktop.package.report.line_breaking import ADDRESSES, Line, Piece
from desktop.package.report.pdf_objects import number_of, stream
from desktop.package.report.spans import Look
from desktop.package.report.style import PAGE_HEIGHT, PAGE_WIDTH, Align, Colour
from desktop.package.report.tag_writer import Leading, tag_page, write_properties, write_tags
from desktop.package.report.tags import MARGIN, Element, Tags

RUN = "PbRun"
"""The tag around each part of a line that is reordered. /N is its place in reading, /R is 1 when its glyphs run
right to left. With it a reader of the content stream gets back exactly what was written; see `pdf_text`. The tree of the
document knows the line as a whole, with what it says in the order of reading."""

_MARKS = ("\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}")

BASELINE = 0.35
"""So far below the middle of a line its letters stand, as a part of their size."""


class _Part(NamedTuple):
    """Words side by side that lead to one place, or nowhere: from which piece to which, as they stand on the page."""

    link: str
    begin: int
    end: int


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
        self.right_to_left, self.language = right_to_left, language
        self.page = 1
        self.places: set[str] = set()
        """The names of all anchors of the document; a link to any other place is not made."""
        self._out = io.BytesIO()
        self._canvas: Any = _Quiet(
            self._out,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            lang=language,
            pdfVersion=(1, 7),
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("Pledgebook")
        self._canvas.setProducer("Pledgebook")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._canvas.setViewerPreference("Direction", "R2L" if right_to_left else "L2R")
        self._document = self._canvas._doc
        self._at = (at or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC)
        self._document._timeStamp = _Stamp(self._at)
        self._digest = hashlib.sha256(title.encode())
        self._said = {"title": title, "author": author, "subject": subject, "language": language}
        self._fonts: dict[Face, Embedded] = {}
        self._looks: dict[Look, str] = {}
        self._look: Look | None = None  # in which the pen draws, within a line
        self._anchored = False
        self.tags = Tags(self._canvas._code)
        self._page_key = 0

    def finish(self) -> bytes:
        """Return the PDF."""
        if self._anchored:
            self._canvas.showOutline()
        write_tags(self._document, self.tags)
        write_properties(self._document, **self._said, at=self._at)
        # reportlab's own identifier holds the time of writing; this one holds what was written (ISO 32000-1, 14.4).
        name = self._digest.hexdigest()[:32].encode()
        self._document._ID = b"\n[<" + name + b"><" + name + b">]\n"
        self._canvas.save()
        return self._out.getvalue()

    def next_page(self) -> None:
        """End this page."""
        self.tags.close()
        self._canvas.showPage()
        page = self._document.Pages.pages[-1]
        drawn, page.stream = page.stream.encode("latin-1"), None
        self._digest.update(drawn)
        page.Contents = stream(drawn)  # reportlab would keep a long report as it is until it is written
        tag_page(page, self._page_key)
        self._page_key = self.tags.turn(self._canvas._code)
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
        if line.right_to_left:
            left -= line.spaces
        baseline = PAGE_HEIGHT - y - line.height / 2 - line.size * BASELINE
        self._pieces(line, left, baseline)

    def _pieces(self, line: Line, left: float, baseline: float) -> None:
        code = self._canvas._code
        here = self.tags.here
        if here is self.tags.document:
            here = self.tags.within.add(Element("P"))
        pieces = line.pieces
        order = visual_order([piece.level for piece in pieces]) if line.reordered else range(len(pieces))
        # What is all of one element is marked around the line, and goes on with the line before.
        whole = self.tags.is_whole
        parts = self._parts(pieces, order) if line.leads and not whole else [_Part("", 0, len(pieces))]
        owners = []
        if not whole and pieces and (line.reordered or len(parts) > 1 or parts[0].link):
            owners = self._owners(parts, pieces, order, here, line.reordered)
            self.tags.close()
        else:
            self.tags.mark(here)
        draw = self._reordered if line.reordered else self._straight
        code.append("BT")
        self._look = None
        for number, part in enumerate(parts):
            bearer = owners[number][1] if owners else None
            if bearer:
                code.append(self.tags.opening(bearer))
            begin = left
            left = draw(line, order, part, left, baseline)
            if bearer:
                code.append("EMC")
            if part.link:
                size = max(pieces[place].look.size for place in order[part.begin : part.end])
                box = (begin, baseline - size * 0.25, left, baseline + size * 0.8)
                self._link(part.link, box, owners[number][0], _said(pieces, order[part.begin : part.end]))
        code.append("ET")

    def _straight(self, line: Line, _order: Sequence[int], part: _Part, left: float, baseline: float) -> float:
        """Draw a part of a line that stands as it is read, and return where the pen stands then."""
        code = self._canvas._code
        waiting: list[Shaped] = []
        for piece in line.pieces[part.begin : part.end]:
            if not waiting or piece.look != self._look:
                self._flush(waiting)
                self._set(piece.look)
                code.append(f"1 0 0 1 {left:.2f} {baseline:.2f} Tm")
            waiting.append(piece.shaped)
            left += piece.width
        self._flush(waiting)
        return left

    def _reordered(self, line: Line, order: Sequence[int], part: _Part, left: float, baseline: float) -> float:
        """Draw a part of a line that is reordered, and return where the pen stands then. Each piece says where it is read."""
        code = self._canvas._code
        pieces = line.pieces
        base = int(line.right_to_left)
        for at in range(part.begin, part.end):
            place = order[at]
            piece = pieces[place]
            self._set(piece.look)
            here = piece.level % 2
            before = pieces[order[at - 1]].level % 2 if at else base
            after = pieces[order[at + 1]].level % 2 if at + 1 < len(order) else base
            code += (f"1 0 0 1 {left:.2f} {baseline:.2f} Tm", f"/{RUN} <</N {place} /R {here}>> BDC")
            self._flush([_marked(piece.shaped, piece.look.face, here, here != before, here != after)])
            code.append("EMC")
            left += piece.width
        return left

    def _parts(self, pieces: Sequence[Piece], order: Sequence[int]) -> list[_Part]:
        """Return the words of a line that stand side by side and lead to one place, or nowhere."""
        parts: list[_Part] = []
        for at, place in enumerate(order):
            link = pieces[place].link
            link = link if self._leads(link) else ""
            if parts and parts[-1].link == link:
                parts[-1] = parts[-1]._replace(end=at + 1)
            else:
                parts.append(_Part(link, at, at + 1))
        return parts

    def _owners(
        self, parts: Sequence[_Part], pieces: Sequence[Piece], order: Sequence[int], here: Element, reordered: bool
    ) -> list[tuple[Element, Element]]:
        """Return for each part of a line its element, and the one that bears its content; in the order of reading.

        What is reordered says how it is read: its letters stand on the page from left to right.
        """
        reading = sorted(range(len(parts)), key=lambda number: min(order[parts[number].begin : parts[number].end]))
        found: dict[int, tuple[Element, Element]] = {}
        for number in reading:
            part = parts[number]
            last = here.kids[-1] if here.kids else None
            if not part.link:
                owner = here
            elif isinstance(last, Element) and last.target == part.link:
                owner = last  # it goes on from the line before
            else:
                owner = here.add(Element("Link", target=part.link))
            bearer = owner
            if reordered:
                bearer = owner.add(Element("Span", said=_said(pieces, order[part.begin : part.end])))
            found[number] = (owner, bearer)
        return [found[number] for number in range(len(parts))]

    def _flush(self, pieces: list[Shaped]) -> None:
        """Write pieces that follow one another in one look, and forget them."""
        if pieces and self._look:
            self._canvas._code.append(self._shown(pieces, self._look))
            pieces.clear()

    def _set(self, look: Look) -> None:
        """Let what is drawn from now on have a look; nothing happens when it has it already."""
        if look == self._look:
            return
        self._look = look
        known = self._looks.get(look)
        if known is None:
            font = self._embedded(look.face)
            colour = _rgb(look.colour)
            thick = f"2 Tr {look.size * 0.028:.2f} w {colour} RG" if look.face.thicken else "0 Tr"
            known = self._looks[look] = f"/{font.name} {look.size:.2f} Tf {colour} rg {thick}"
        self._canvas._code.append(known)

    def _shown(self, pieces: Sequence[Shaped], look: Look) -> str:
        """Return the operators that draw pieces from the place of the pen on."""
        font = self._embedded(look.face)
        out: list[str] = []
        codes: list[str] = []
        owed = 0.0  # by how much the pen stands too far left
        for piece in pieces:
            if piece.steps is None:
                if codes:
                    out.append(in_one_go(codes))
                    codes = []
                raised, owed = font.raised(piece, look.size, owed)
                out.append(raised)
                continue
            if not -0.5 <= owed <= 0.5:
                codes.append(moves(round(owed)))
                owed -= round(owed)
            codes.append(font.drawn(piece))
            owed += piece.owed
        if codes:
            out.append(in_one_go(codes))
        return " ".join(out)

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

    def link(self, target: str, x: float, y: float, width: float, height: float, element: Element, said: str) -> None:
        """Make a rectangle a link to an anchor.

        Args:
            element: what stands in it.
            said: in words, where it leads.
        """
        left = self._left(x, width)
        box = (left, PAGE_HEIGHT - y - height, left + width, PAGE_HEIGHT - y)
        if self._leads(target):
            self._link(target, box, element, said)

    def _leads(self, target: str) -> bool:
        return target in self.places or target.startswith(ADDRESSES)

    def _link(self, target: str, box: Sequence[float], element: Element, said: str) -> None:
        number = len(self.tags.parents)
        if target.startswith(ADDRESSES):
            note = Leading(box, said or target, number, address=target)
        else:
            note = Leading(box, said or target, number, place=self._canvas._bookmarkReference(target))
        self._canvas._addAnnotation(note)
        self.tags.lead(element, number_of(self._document, note))

    def anchor(self, name: str, y: float, title: str = "", level: int = 0) -> None:
        """Let links lead here; with a title it is in the outline as well, `level` 0 for a chapter."""
        self._canvas.bookmarkHorizontalAbsolute(name, PAGE_HEIGHT - max(y - 12, 0))
        if title:
            self._anchored = True
            self._canvas.addOutlineEntry(title, name, level, closed=level > 0 or None)

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """What is drawn inside belongs to the page and not to the content (ISO 32000-1, 14.8.2.2, artifacts)."""
        with self.tags.inside(MARGIN):
            yield

    @contextmanager
    def faint_and_turned(self, degrees: float) -> Iterator[None]:
        """Turn what is drawn inside around the middle of the page and let the page show through it."""
        self._decorate()
        self._canvas.saveState()
        self._canvas.setFillAlpha(0.07)
        self._canvas.setStrokeAlpha(0.07)  # a letter that is thickened is stroked as well
        self._canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        self._canvas.rotate(degrees)
        self._canvas.translate(-PAGE_WIDTH / 2, -PAGE_HEIGHT / 2)
        yield
        self._canvas.restoreState()

    def layout(self, x: float, y: float, width: float, height: float) -> str:
        """Return the attributes of a picture, which say where on the page it stands."""
        left = self._left(x, width)
        box = f"{left:.2f} {PAGE_HEIGHT - y - height:.2f} {left + width:.2f} {PAGE_HEIGHT - y:.2f}"
        return f"/O/Layout/Placement/Block/BBox[{box}]"

    def _left(self, x: float, width: float) -> float:
        return PAGE_WIDTH - x - width if self.right_to_left else x

    def _decorate(self) -> None:
        """Let lines and grounds belong to the picture that is being drawn, else to the page."""
        self.tags.mark(self.tags.here if self.tags.is_whole else MARGIN)

    def _colours(self, fill: Colour | None, stroke: Colour | None, thickness: float) -> None:
        self._decorate()
        if fill:
            self._canvas.setFillColor(HexColor(fill))
        if stroke:
            self._canvas.setStrokeColor(HexColor(stroke))
            self._canvas.setLineWidth(thickness)


@lru_cache(maxsize=50_000)  # words repeat
def _marked(shaped: Shaped, face: Face, turned: int, before: bool, after: bool) -> Shaped:
    """Return a shaped piece with direction marks at the ends asked for that no letter or figure decides.

    A reader that sorts text by its place on the page guesses where a run in the other direction ends, and takes
    brackets and percent signs for the wrong one. The marks leave nothing to guess.

    Args:
        face: that it is shaped in.
        turned: 1 for a piece that runs right to left, else 0.
    """
    glyphs = list(shaped.glyphs)
    mark = _MARKS[turned]
    if turned:
        # Two signs side by side, such as a percent sign and a comma, look like a part of a number.
        for place, (here, following) in enumerate(pairwise(shaped.glyphs)):
            if _is_sign(here.text) and _is_sign(following.text):
                glyphs[place] = here._replace(text=here.text + mark)
    if glyphs and before and not glyphs[0].text.isalnum():
        glyphs[0] = glyphs[0]._replace(text=mark + glyphs[0].text)
    if glyphs and after and not glyphs[-1].text.isalnum():
        glyphs[-1] = glyphs[-1]._replace(text=glyphs[-1].text + mark)
    marked = tuple(glyphs)
    return shaped if marked == shaped.glyphs else face.shaped(marked)


def _said(pieces: Sequence[Piece], places: Sequence[int]) -> str:
    """Return what pieces of a line say, in the order of reading."""
    said: list[str] = []
    for place in sorted(places):
        piece = pieces[place]
        glyphs = [glyph.text for glyph in piece.shaped.glyphs]
        said += reversed(glyphs) if piece.level % 2 else glyphs
    return "".join(said)


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

    def __init__(self, moment: datetime) -> None:
        self.YMDhms = moment.timetuple()[:6]
        self.dhh = self.dmm = 0
        self.t = moment.timestamp()
