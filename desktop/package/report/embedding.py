"""The fonts inside the PDF: only the glyphs that were drawn, each with the text that it stands for.

reportlab's own TrueType fonts know one glyph for each character. A shaped script needs more: the same letter has
several glyphs, one glyph may stand for several letters, and the same glyph (a substitute) for different ones. So
each font goes in as a composite font (ISO 32000-1, 9.7) in which a code is one glyph with one text, and a ToUnicode
table (9.10.3) says that text: what is searched for or copied is what was written, whatever it looks like.
"""

from __future__ import annotations

import hashlib
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


class Embedded:
    """A font inside one document.

    Args:
        face: the font.
        name: what the pages call it, e.g. `T1`.

    Attributes:
        codes: number of a glyph and its text to its code, see `code`.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.codes: dict[tuple[int, str], str] = {}
        self._pieces: dict[Shaped, str] = {}

    def codes_of(self, shaped: Shaped) -> str:
        """Return the codes of the glyphs of a piece, each in brackets. Words repeat."""
        known = self._pieces.get(shaped)
        if known is None:
            known = self._pieces[shaped] = "".join([f"<{self.code(glyph)}>" for glyph in shaped.glyphs])
        return known

    def code(self, glyph: Glyph) -> str:
        """Return the code of a glyph with its text, in hexadecimal digits from 0001 on."""
        key = glyph[:2]
        code = self.codes.get(key)
        if code is None:
            if len(self.codes) >= _LAST_CODE - self.face.glyph_count:
                key = (glyph.number, "")  # drawn all the same, only not to be searched for
            code = self.codes.setdefault(key, f"{len(self.codes) + 1:04x}")
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
        widths = " ".join(str(self.face.pen(number)) for number, _text in places)
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


def _dictionary(**entries: object) -> Any:
    return pdfdoc.PDFDictionary(entries)


def _stream(document: Any, content: bytes, **entries: object) -> Any:
    stream = pdfdoc.PDFStream(_dictionary(**entries), content, filters=[pdfdoc.PDFZCompress])
    return document.Reference(stream)
