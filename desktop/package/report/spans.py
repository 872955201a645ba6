"""How the characters of a paragraph look: what is asked of them, and which run of them is drawn in one font and direction."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from typing import NamedTuple

from desktop.i18n.break_opportunities import is_mark
from desktop.package.report.fonts import Face, family
from desktop.package.report.style import Colour, Style


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


class Look(NamedTuple):
    """How letters look; `size` in points, as large as this font has to be."""

    face: Face
    size: float
    colour: Colour


class Run(NamedTuple):
    """Characters of a paragraph that differ in nothing but what they are.

    Args:
        end: behind which character of the paragraph it ends.
        missing: whether a substitute stands for each of them.
    """

    end: int
    look: Look
    missing: bool
    link: str
    level: int


class Runs:
    """The runs of a paragraph.

    Args:
        spans: of the paragraph, none of them empty.
        levels: of each character; None where all runs left to right.
    """

    def __init__(self, spans: Sequence[Span], style: Style, levels: Sequence[int] | None) -> None:
        text = "".join(span.text for span in spans)
        only = _one_face(spans, style) if levels is None else None
        if only is not None:
            self._runs = [_run(len(text), only, False, spans[0], style, 0)]
        else:
            owners = [number for number, span in enumerate(spans) for _character in span.text]
            of_each = zip(_faces(spans, style), owners, repeat(0) if levels is None else levels, strict=False)
            self._runs, end = [], 0
            for ((face, missing), owner, level), same in groupby(of_each):
                end += sum(1 for _each in same)
                self._runs.append(_run(end, face, missing, spans[owner], style, level))
        self._ends = [run.end for run in self._runs]

    def at(self, place: int) -> Run:
        """Return the run that a character belongs to."""
        return self._runs[bisect_right(self._ends, place)]


def _run(end: int, face: Face, missing: bool, span: Span, style: Style, level: int) -> Run:
    look = Look(face, (span.size or style.size) * face.scale, span.colour or style.colour)
    return Run(end, look, missing, span.link, level)


def _one_face(spans: Sequence[Span], style: Style) -> Face | None:
    """Return the font of a whole paragraph that has one look and nothing unusual."""
    if len(spans) != 1:
        return None
    face = family(_is_bold(spans[0], style)).first
    return face if all(face.has(character) for character in set(spans[0].text)) else None


def _faces(spans: Sequence[Span], style: Style) -> list[tuple[Face, bool]]:
    """Return the font of each character, and whether a substitute has to stand for it."""
    chosen: list[tuple[Face, bool]] = []
    contexts: dict[bool, Face] = {}
    first_letter = next((character for span in spans for character in span.text if character.isalpha()), "")
    for span in spans:
        bold = _is_bold(span, style)
        fonts = family(bold)
        context = contexts.get(bold) or (first_letter and fonts.face_for(first_letter, fonts.first)) or fonts.first
        for character in span.text:
            if chosen and is_mark(character) and chosen[-1][0] in fonts.faces:
                before = chosen[-1][0]
                chosen.append((before, not before.has(character) and _is_seen(character)))
                continue
            face = fonts.face_for(character, context)
            chosen.append((face or fonts.first, face is None and _is_seen(character)))
            context = face or context
        contexts[bold] = context
    return chosen


def _is_bold(span: Span, style: Style) -> bool:
    return style.bold if span.bold is None else span.bold


def _is_seen(character: str) -> bool:
    """Return whether a character that no font has must be shown by a substitute."""
    return not (unicodedata.category(character) in ("Cf", "Zs", "Zl", "Zp") or 0xFE00 <= ord(character) <= 0xFE0F)
