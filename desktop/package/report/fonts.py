"""The fonts of the report: which one shows a character, and what a piece of text looks like in it.

The fonts lie in `resources/fonts`. A font is opened when the first character needs it, so that a report without a
Chinese character never touches the largest file. Text is shaped by HarfBuzz, piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from desktop import paths
from desktop.i18n.languages import SCRIPTS
from desktop.i18n.text_sanitizing import SUBSTITUTE

_ZERO_WIDTH_SPACE = "\u200b"

HIDDEN = -1
"""The number of a glyph that shows nothing and takes no room: it only carries a character of the text layer."""


_FEW_SUBSETS, _MANY_GLYPHS = 24, 10_000
"""To prepare a large font takes as long as so many subsets of it, and some memory; another one then takes next to nothing."""


class Glyph(NamedTuple):
    """One glyph of a shaped piece; lengths in thousandths of the font's size.

    Args:
        number: of the glyph in its font.
        text: the characters that it stands for; empty for the further glyphs of one group of characters.
        advance: how far the pen goes on.
        x, y: how far the glyph is moved from the pen.
    """

    number: int
    text: str
    advance: float
    x: float
    y: float


Step = tuple[int, str] | int
"""What is done to draw a piece: a glyph, by its number and its text, or a move of the pen to the right, in thousandths."""


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A shaped piece of text. One is the same as itself alone: what is kept for it is found without a look at its glyphs.

    Args:
        glyphs: from left to right.
        width: in thousandths of the font's size.
        steps: how it is drawn in one go; None where a glyph stands above the line or below it.
        owed: by how much the pen stands too far left then: a reader's pen goes on by whole thousandths.
    """

    glyphs: tuple[Glyph, ...]
    width: float
    steps: tuple[Step, ...] | None
    owed: float

    def __add__(self, other: Shaped) -> Shaped:
        """Return this piece and another one behind it as one."""
        glyphs, width = (*self.glyphs, *other.glyphs), self.width + other.width
        if self.steps is None or other.steps is None:
            return Shaped(glyphs, width, None, 0.0)
        moved = round(self.owed)
        between = (moved,) if moved else ()
        return Shaped(glyphs, width, (*self.steps, *between, *other.steps), self.owed - moved + other.owed)


class Face:
    """One font file.

    Args:
        path: of a TrueType font.
        scale: by how much it is enlarged to look as large as the others.
        tall: how much more room between lines it needs, 1 for none.
        thicken: whether it is drawn bolder than it is, being there in one weight only.
    """

    def __init__(self, path: Path, *, scale: float = 1.0, tall: float = 1.0, thicken: bool = False) -> None:
        self.path = path
        self.scale = scale
        self.tall = tall
        self.thicken = thicken
        self._known: dict[str, bool] = {}
        self._pens: dict[int, int] = {}
        self._subsets = 0
        self._prepared: hb.Face | None = None

    @cached_property
    def face(self) -> hb.Face:
        """The font as HarfBuzz holds it; its file is mapped, not read."""
        return hb.Face(hb.Blob.from_file_path(str(self.path)))

    @cached_property
    def font(self) -> hb.Font:
        """The font to shape with."""
        return hb.Font(self.face)

    @cached_property
    def unit(self) -> float:
        """Thousandths of the font's size in one of its own units."""
        return 1000 / int(self.face.upem)

    @cached_property
    def blank(self) -> int:
        """The number of the glyph that shows nothing, and takes no room where the font has such a one."""
        return self.font.get_nominal_glyph(ord(_ZERO_WIDTH_SPACE)) or self.font.get_nominal_glyph(ord(" ")) or 0

    @property
    def glyph_count(self) -> int:
        """How many glyphs the font has."""
        return int(self.face.glyph_count)

    def to_subset(self) -> hb.Face:
        """Return the font to take a subset of, which is the same whether or not it was prepared for that."""
        self._subsets += 1
        if self._prepared is None and self._subsets > _FEW_SUBSETS and self.glyph_count > _MANY_GLYPHS:
            self._prepared = hb.subset_preprocess(self.face)
        return self._prepared or self.face

    def has(self, character: str) -> bool:
        """Return whether the font shows a character."""
        known = self._known.get(character)
        if known is None:
            known = self._known[character] = self.font.get_nominal_glyph(ord(character)) is not None
        return known

    def advance(self, number: int) -> float:
        """Return the width of a glyph, in thousandths of the font's size."""
        return 0 if number == HIDDEN else float(self.font.get_glyph_h_advance(number) * self.unit)

    def pen(self, number: int) -> int:
        """Return how far a reader's pen goes on after a glyph, in whole thousandths."""
        width = self._pens.get(number)
        if width is None:
            drawn = self.blank if number == HIDDEN else number
            width = self._pens[number] = round(self.advance(drawn))
        return width

    def steps(self, glyphs: Iterable[Glyph], owed: float = 0.0) -> tuple[tuple[Step, ...], float]:
        """Return how glyphs are drawn in one go, whatever stands above the line or below it, and what is owed then.

        Args:
            owed: by how much the pen stands too far left before them.
        """
        steps: list[Step] = []
        for glyph in glyphs:
            moved = round(owed + glyph.x)
            if moved:
                steps.append(moved)
            steps.append(glyph[:2])
            owed += glyph.advance - self.pen(glyph.number) - moved
        return tuple(steps), owed

    def shaped(self, glyphs: tuple[Glyph, ...]) -> Shaped:
        """Return glyphs as a piece."""
        width = sum(glyph.advance for glyph in glyphs)
        if any(glyph.y for glyph in glyphs):
            return Shaped(glyphs, width, None, 0.0)
        return Shaped(glyphs, width, *self.steps(glyphs))

    def substitute(self, text: str) -> Shaped:
        """Return the sign that stands for characters that no font shows, one for each."""
        number = self.font.get_nominal_glyph(ord(SUBSTITUTE)) or 0
        advance = self.advance(number)
        return self.shaped(tuple(Glyph(number, character, advance, 0, 0) for character in text))

    def shape(self, text: str, *, right_to_left: bool) -> Shaped:
        """Return a piece of text in one direction as glyphs, from left to right."""
        unit = self.unit
        buffer = hb.Buffer()
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES | hb.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        hb.shape(self.font, buffer)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        if len(infos) == len(text) and all(info.cluster == place for place, info in enumerate(infos)):
            # Each character has one glyph, in the order in which they are read.
            return self.shaped(
                tuple(
                    Glyph(info.codepoint, said, each.x_advance * unit, each.x_offset * unit, each.y_offset * unit)
                    for info, said, each in zip(infos, text, positions, strict=True)
                )
            )
        starts = sorted({0, *(info.cluster for info in infos)})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        # The widest glyph of a group speaks for the whole group: the letter, and not the marks above it.
        speakers: dict[int, int] = {}
        for place, info in enumerate(infos):
            best = speakers.get(info.cluster)
            if best is None or positions[place].x_advance > positions[best].x_advance:
                speakers[info.cluster] = place
        glyphs: list[Glyph] = []
        for place, (info, position) in enumerate(zip(infos, positions, strict=True)):
            speaks = speakers[info.cluster] == place
            said = text[info.cluster : ends[info.cluster]] if speaks else ""
            if right_to_left and len(said) > 1:
                glyphs += [Glyph(HIDDEN, each, 0, 0, 0) for each in reversed(said[1:])]
                said = said[0]
            glyphs.append(
                Glyph(
                    info.codepoint,
                    said,
                    position.x_advance * unit,
                    position.x_offset * unit,
                    position.y_offset * unit,
                )
            )
        return self.shaped(tuple(glyphs))


@dataclass(frozen=True)
class Family:
    """The fonts of one weight, in the order in which they are asked for a character."""

    faces: tuple[Face, ...]
    _chosen: dict[tuple[str, Face], Face | None] = field(default_factory=dict, compare=False)

    @property
    def first(self) -> Face:
        """The font for everything that is not special to a script; it has the substitute."""
        return self.faces[0]

    def face_for(self, character: str, context: Face) -> Face | None:
        """Return the font for a character, None where no font shows it.

        Args:
            context: the font of what stands before. Signs that all scripts share stay in it, so that a comma or
                a figure does not change its look in the middle of a text.
        """
        key = (character, context)
        if key not in self._chosen:
            if not character.isalpha() and context.has(character):
                self._chosen[key] = context
            else:
                self._chosen[key] = next((face for face in self.faces if face.has(character)), None)
        return self._chosen[key]


@cache
def family(bold: bool) -> Family:
    """Return the fonts of a weight. A font that ships in one weight, as the large Chinese one, is thickened to look bold."""
    weight = "bold" if bold else "regular"
    folder = paths.resources() / "fonts"
    return Family(
        tuple(
            Face(
                folder / script.font(weight),
                scale=script.scale,
                tall=script.tall,
                thicken=bold and weight not in script.fonts,
            )
            for script in SCRIPTS
        )
    )


def covered() -> list[tuple[int, int]]:
    """Return the code points that any font shows, as ranges from the first to the last of each."""
    known = sorted({code for face in family(bold=False).faces for code in face.face.unicodes})
    ranges: list[tuple[int, int]] = []
    for code in known:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return ranges
