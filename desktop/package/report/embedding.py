"""The fonts inside the PDF: only the glyphs that were drawn, each with the text that it stands for.

reportlab's own TrueType fonts know one glyph for each character. A shaped script needs more: the same letter has
several glyphs, one glyph may stand for several letters, and the same glyph (a substitute) for different ones. So
each font goes in as a composite font (ISO 32000-1, 9.7) in which a code is one glyph with one text, and a ToUnicode
table (9.10.3) says that text: what is searched for or copied is what was written, whatever it looks like.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from desktop.package.report.fonts import HIDDEN, Face, Shaped, Step
from desktop.package.report.pdf_objects import Written, add, stream

_DROPPED = (
    "GSUB",
    "GPOS",
    "GDEF",
    "STAT",
    "BASE",
    "VORG",
    "vhea",
    "vmtx",
    "name",
    "OS/2",
    "cmap",
    "post",
    "gasp",
    "DSIG",
)

_LAST_CODE = 0xFFFF
"""A code has two bytes."""


class Embedded:
    """A font inside one document.

    Args:
        face: the font.
        name: what the pages call it, e.g. `T1`.

    Attributes:
        codes: number of a glyph and its text to its code.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.codes: dict[tuple[int, str], str] = {}
        self._steps = _Steps(self.codes, _LAST_CODE - face.glyph_count)
        self._pieces: dict[Shaped, str] = {}

    def drawn(self, shaped: Shaped) -> str:
        """Return what stands between the brackets when a piece is drawn in one go, without the first and the last of them."""
        known = self._pieces.get(shaped)
        if known is None:  # words repeat
            known = self._pieces[shaped] = self._written(shaped.steps or ())
        return known

    def raised(self, shaped: Shaped, size: float, owed: float) -> tuple[str, float]:
        """Return the operators that draw a piece of which a glyph stands above the line or below it, and what is owed then.

        Args:
            size: in which it is drawn, points.
            owed: by how much the pen stands too far left before it.
        """
        out: list[str] = []
        for rise, glyphs in groupby(shaped.glyphs, lambda glyph: glyph.y):
            steps, owed = self.face.steps(glyphs, owed)
            out += (f"{rise * size / 1000:.2f} Ts", in_one_go([self._written(steps)]))
        return " ".join([*out, "0 Ts"]), owed

    def _written(self, steps: Iterable[Step]) -> str:
        return "".join(map(self._steps.__getitem__, steps))

    def addObjects(self, document: Any) -> None:  # noqa: N802 - reportlab calls it when the document is written
        """Write the font into the document."""
        program, numbers = self._subset()
        name = "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
        name = f"/{name}+{self.face.path.stem}"
        extents = self.face.font.get_font_extents("ltr")
        lowest, highest = round(extents.descender * self.face.unit), round(extents.ascender * self.face.unit)
        drawn = [self._shown(number) for number, _text in self.codes]
        gids = b"\0\0" + b"".join([numbers[number].to_bytes(2, "big") for number in drawn])
        widths = " ".join([str(self.face.pen(number)) for number in drawn])
        file = add(document, stream(program, f"/Length1 {len(program)}"))
        descriptor = _add(
            document,
            f"/Type/FontDescriptor/FontName{name}/Flags 4/FontBBox[-1000 {lowest} 2000 {highest}]/ItalicAngle 0"
            f"/Ascent {highest}/Descent {lowest}/CapHeight 714/StemV 80/FontFile2 {file} 0 R",
        )
        inner = _add(
            document,
            f"/Type/Font/Subtype/CIDFontType2/BaseFont{name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor} 0 R/DW 1000/W[1 [{widths}]]/CIDToGIDMap {add(document, stream(gids))} 0 R",
        )
        texts = add(document, stream(self._to_unicode().encode("ascii")))
        outer = Written(
            f"<</Type/Font/Subtype/Type0/BaseFont{name}/Encoding/Identity-H/DescendantFonts[{inner} 0 R]"
            f"/ToUnicode {texts} 0 R>>".encode("ascii")
        )
        document.idToObject[pdfdoc.BasicFonts].dict[self.name] = document.Reference(outer)

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """Return the font with the glyphs that are used, and the new number of each."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({self._shown(number) for number, _text in self.codes})
        # Text comes shaped, and codes are looked up in the document: only outlines and widths are needed.
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        wanted.drop_table_tag_set.update({int.from_bytes(table.encode(), "big") for table in _DROPPED})
        plan = hb.SubsetPlan(self.face.to_subset(), wanted)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)

    def _shown(self, number: int) -> int:
        return self.face.blank if number == HIDDEN else number

    def _to_unicode(self) -> str:
        lines = [f"<{code}> <{text.encode('utf-16-be').hex()}>" for (_number, text), code in self.codes.items()]
        blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
                "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
                "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
                "1 begincodespacerange <0000> <ffff> endcodespacerange",
                *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
                "endcmap CMapName currentdict /CMap defineresource pop end end",
            ]
        )


class _Steps(dict[Step, str]):
    """What each step is written as in a document: a glyph by its code in hexadecimal digits, from 0001 on.

    Args:
        codes: see `Embedded`.
        most: so many codes there are at most for glyphs with their texts.
    """

    def __init__(self, codes: dict[tuple[int, str], str], most: int) -> None:
        super().__init__()
        self._codes, self._most = codes, most

    def __missing__(self, step: Step) -> str:
        if isinstance(step, int):
            written = moves(step)
        else:
            # Beyond the most a glyph is drawn all the same, only not to be searched for.
            key = step if len(self._codes) < self._most else (step[0], "")
            written = self._codes.setdefault(key, f"{len(self._codes) + 1:04x}")
        self[step] = written
        return written


def in_one_go(codes: Sequence[str]) -> str:
    """Return the operator that draws codes, with moves of the pen between them."""
    return f"[<{''.join(codes)}>] TJ"


def moves(thousandths: int) -> str:
    """Return what moves the pen to the right between two codes that are drawn in one go."""
    return f">{-thousandths}<"


def _add(document: Any, entries: str) -> int:
    """Put a dictionary into a document, and return its number there."""
    return add(document, Written(f"<<{entries}>>".encode("ascii")))
