"""The fonts inside the PDF: only the glyphs that were drawn, each with the text that it stands for.

reportlab's own TrueType fonts know one glyph for each character. A shaped script needs more: the same letter has
several glyphs, one glyph may stand for several letters, and the same glyph (a substitute) for different ones. So
each font goes in as a composite font (ISO 32000-1, 9.7) in which a code is one glyph with one text, and a ToUnicode
table (9.10.3) says that text: what is searched for or copied is what was written, whatever it looks like.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from desktop.package.report.fonts import HIDDEN, Face, Glyph, Shaped

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


@dataclass(frozen=True, slots=True)
class Run:
    """The codes of a shaped piece that a reader's pen draws one after the other, nothing being moved between them.

    Args:
        codes: for the page, hexadecimal.
        least, most: by how much the pen stands too far left before a glyph, at least and at most, in thousandths.
        owed: the same behind the last one.
    """

    codes: str
    least: float
    most: float
    owed: float


class Embedded:
    """A font inside one document.

    Args:
        face: the font.
        name: what the pages call it, e.g. `T1`.

    Attributes:
        codes: number of a glyph and its text to its code and width, see `code`.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.codes: dict[tuple[int, str], tuple[str, int]] = {}
        self._runs: dict[Shaped, Run | None] = {}

    def run(self, shaped: Shaped) -> Run | None:
        """Return the codes of a piece, None when one of its glyphs stands beside its place. Words repeat."""
        try:
            return self._runs[shaped]
        except KeyError:
            run = self._runs[shaped] = self._run(shaped)
            return run

    def _run(self, shaped: Shaped) -> Run | None:
        if any(glyph.x or glyph.y for glyph in shaped.glyphs):
            return None
        codes = []
        owed = least = most = 0.0
        for glyph in shaped.glyphs:
            code, width = self.code(glyph)
            codes.append(f"<{code}>")
            least, most = min(least, owed), max(most, owed)
            owed += glyph.advance - width
        return Run("".join(codes), least, most, owed)

    def code(self, glyph: Glyph) -> tuple[str, int]:
        """Return the code of a glyph with its text, in hexadecimal digits from 0001 on, and its width in thousandths.

        The width is how far a reader's pen goes on after it.
        """
        key = (glyph.number, glyph.text)
        code = self.codes.get(key)
        if code is None:
            if len(self.codes) >= _LAST_CODE - self.face.glyph_count:
                key = (glyph.number, "")  # drawn all the same, only not to be searched for
            made = (f"{len(self.codes) + 1:04x}", round(self.face.advance(glyph.number)))
            code = self.codes.setdefault(key, made)
        return code

    def addObjects(self, document: Any) -> None:  # noqa: N802 - reportlab calls it when the document is written
        """Write the font into the document."""
        program, numbers = self._subset()
        name = "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
        name = f"/{name}+{self.face.path.stem}"
        extents = self.face.font.get_font_extents("ltr")
        unit = self.face.unit
        places = list(self.codes)
        descriptor = _dictionary(
            Type="/FontDescriptor",
            FontName=name,
            Flags=4,
            FontBBox=f"[-1000 {round(extents.descender * unit)} 2000 {round(extents.ascender * unit)}]",
            ItalicAngle=0,
            Ascent=round(extents.ascender * unit),
            Descent=round(extents.descender * unit),
            CapHeight=714,
            StemV=80,
            FontFile2=_stream(document, program, Length1=len(program)),
        )
        widths = " ".join(str(width) for _code, width in self.codes.values())
        gids = b"\0\0" + b"".join(numbers[self._drawn(number)].to_bytes(2, "big") for number, _text in places)
        inner = _dictionary(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont=name,
            CIDSystemInfo="<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
            FontDescriptor=document.Reference(descriptor),
            DW=1000,
            W=f"[1 [{widths}]]",
            CIDToGIDMap=_stream(document, gids),
        )
        outer = _dictionary(
            Type="/Font",
            Subtype="/Type0",
            BaseFont=name,
            Encoding="/Identity-H",
            DescendantFonts=pdfdoc.PDFArray([document.Reference(inner)]),
            ToUnicode=_stream(document, self._to_unicode().encode("ascii")),
        )
        document.idToObject[pdfdoc.BasicFonts].dict[self.name] = document.Reference(outer)

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """Return the font with the glyphs that are used, and the new number of each."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({self._drawn(number) for number, _text in self.codes})
        # Text comes shaped, and codes are looked up in the document: only outlines and widths are needed.
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        wanted.drop_table_tag_set.update({int.from_bytes(table.encode(), "big") for table in _DROPPED})
        plan = hb.SubsetPlan(self.face.face, wanted)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)

    def _drawn(self, number: int) -> int:
        return self.face.blank if number == HIDDEN else number

    def _to_unicode(self) -> str:
        lines = [
            f"<{code}> <{text.encode('utf-16-be').hex()}>" for (_number, text), (code, _width) in self.codes.items()
        ]
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


def _dictionary(**entries: object) -> Any:
    return pdfdoc.PDFDictionary(entries)


def _stream(document: Any, content: bytes, **entries: object) -> Any:
    stream = pdfdoc.PDFStream(_dictionary(**entries), content, filters=[pdfdoc.PDFZCompress])
    return document.Reference(stream)
