"""Reads the tags of a PDF back and tells what is wrong with them, by the conditions that a machine can check.

The conditions are those of ISO 14289-1 (PDF/UA-1) in the order of the Matterhorn protocol; their numbers stand beside them.
Nothing of the code that writes tags is used.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import uharfbuzz as hb
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

GROUPS = {"LI": {"L"}, "Lbl": {"LI", "TOCI", "Note"}, "LBody": {"LI"}, "TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}}
GROUPS |= {"TOCI": {"TOC"}, "Reference": {"TOCI"}}
HOLDS = {"L": {"LI"}, "LI": {"Lbl", "LBody"}, "Table": {"TR"}, "TR": {"TH", "TD"}, "TOC": {"TOCI"}}
PAINTS = {b"TJ", b"Tj", b"S", b"s", b"f", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh"}
HEADING = re.compile("H[1-6]")


class Tagged:
    """A PDF with its tags."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(pdf))
        self.root: Any = self.reader.trailer["/Root"]
        self.pages = {page.indirect_reference.idnum: page for page in self.reader.pages}  # type: ignore[union-attr]
        self.texts: dict[tuple[int, int], str] = {}
        self.problems: list[str] = []
        self._parents: dict[int, Any] = {}
        numbers = self.root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        for place in range(0, len(numbers), 2):
            self._parents[int(numbers[place])] = list.__getitem__(numbers, place + 1)

    def elements(self) -> Iterator[tuple[Any, Any]]:
        """Give every element with the one above it, in the order of reading."""
        waiting = [(self.root["/StructTreeRoot"]["/K"], None)]
        while waiting:
            element, parent = waiting.pop()
            yield element, parent
            waiting += [(each, element) for each in reversed(kids(element)) if is_element(each)]

    def text(self) -> str:
        """Return the text of the document as a program reads it aloud, a line for each element."""
        return "\n".join(self._said(element) for element, _parent in self.elements())

    def _said(self, element: Any) -> str:
        if "/ActualText" in element:
            return str(element["/ActualText"])
        parts = []
        for each in kids(element):
            if isinstance(each, int):
                parts.append(self.texts[element.raw_get("/Pg").idnum, int(each)])
            elif each.get("/Type") == "/MCR":
                parts.append(self.texts[each.raw_get("/Pg").idnum, int(each["/MCID"])])
            elif is_element(each) and each["/S"] in ("/Span", "/Link"):
                continue  # told for itself
        return "" if element["/S"] == "/Span" and self._above(element) else "".join(parts)

    def _above(self, element: Any) -> bool:
        return "/ActualText" in element["/P"]

    def check(self) -> list[str]:
        """Return what is wrong."""
        self._document()
        owned = self._contents()
        self._tree(owned)
        self._notes()
        self._fonts()
        return self.problems

    def _wrong(self, what: str) -> None:
        self.problems.append(what)

    def _document(self) -> None:
        root = self.root
        if root.get("/MarkInfo", {}).get("/Marked") != True:  # noqa: E712
            self._wrong("06-001: it does not say that it is tagged")
        packet = root["/Metadata"].get_data().decode() if "/Metadata" in root else ""
        if "<pdfuaid:part>1</pdfuaid:part>" not in packet:
            self._wrong("06-002: it does not say that it is PDF/UA-1")
        if not re.search("<dc:title>.*<rdf:li[^>]*>[^<]+</rdf:li>", packet, re.DOTALL):
            self._wrong("06-003: it has no title in its metadata")
        if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") != True:  # noqa: E712
            self._wrong("07-001: its title is not shown")
        if not re.fullmatch("[a-z]{2,3}(-[A-Za-z]{2,4})?", str(root.get("/Lang", ""))):
            self._wrong("11-006: its language is not said")
        if "/RoleMap" in root["/StructTreeRoot"]:
            self._wrong("02-001: it has kinds of its own")

    def _contents(self) -> dict[tuple[int, int], Any]:
        """See that all that is drawn is content or margin, once, and return the elements by page and number."""
        owned: dict[tuple[int, int], Any] = {}
        for key, page in self.pages.items():
            if page.get("/Tabs") != "/S":
                self._wrong("28-009: the order of a page is not that of its tags")
            found = self._page(key, page)
            owners = self._parents[int(page["/StructParents"])].get_object()
            if found != list(range(len(owners))):
                self._wrong(f"01-006: the numbers on a page are not those of its tree: {found} of {len(owners)}")
            owned |= {(key, number): owner for number, owner in enumerate(kids({"/K": owners}))}
        return owned

    def _page(self, key: int, page: Any) -> list[int]:
        fonts = {name: meanings(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
        opened: list[tuple[str, int | None, Any]] = []
        numbers: list[int] = []
        parts: dict[int, list[tuple[int, str]]] = {}
        font: dict[str, str] = {}
        inside_text = False
        for operands, operator in ContentStream(page["/Contents"], self.reader).operations:
            if operator in (b"BMC", b"BDC"):
                held = operands[1] if operator == b"BDC" else {}
                number = held.get("/MCID")
                if number is not None:
                    if any(each[0] == "/Artifact" or each[1] is not None for each in opened):
                        self._wrong("01-001: content stands in a margin or in other content")
                    numbers.append(int(number))
                    parts[int(number)] = []
                if operands[0] == "/Artifact" and opened:
                    self._wrong("01-002: a margin stands in content")
                opened.append((str(operands[0]), number, held))
            elif operator == b"EMC":
                opened.pop()
            elif operator == b"Tf":
                font = fonts[operands[0]]
            elif operator in (b"BT", b"ET"):
                inside_text = operator == b"BT"
            elif operator in PAINTS:
                if not any(each[0] == "/Artifact" or each[1] is not None for each in opened):
                    self._wrong(f"01-005: {operator.decode()} draws what is neither content nor margin")
                number = next((each[1] for each in opened if each[1] is not None), None)
                if operator == b"TJ" and number is not None:
                    texts = [font_text(each, font) for each in operands[0] if isinstance(each, bytes | str)]
                    place, turned = next(((int(e[2]["/N"]), e[2]["/R"]) for e in opened if "/N" in e[2]), (0, 0))
                    said = "".join(reversed([c for t in texts for c in t]) if turned else [c for t in texts for c in t])
                    parts[int(number)].append((place, said))
        if opened or inside_text:
            self._wrong("a page ends in the middle of something")
        for number, said in parts.items():
            self.texts[key, number] = "".join(text for _place, text in said)
        return numbers

    def _tree(self, owned: dict[tuple[int, int], Any]) -> None:
        level = 0
        seen: Counter[tuple[int, int]] = Counter()
        for element, parent in self.elements():
            kind = str(element["/S"])[1:]
            above = str(parent["/S"])[1:] if parent is not None else ""
            if parent is not None and element["/P"] != parent:
                self._wrong(f"an element {kind} does not know what it stands in")
            if kind in GROUPS and above not in GROUPS[kind]:
                self._wrong(f"09-002: {kind} stands in {above}")
            inner = {str(each["/S"])[1:] for each in kids(element) if is_element(each)}
            if kind in HOLDS and not inner <= HOLDS[kind]:
                self._wrong(f"09-004: {kind} holds {inner}")
            if HEADING.fullmatch(kind):
                if int(kind[1]) > level + 1:
                    self._wrong(f"14-003: {kind} comes after a heading of level {level}")
                level = int(kind[1])
            if kind in ("H1", "H2", "H3", "P", "LBody") and not kids(element):
                self._wrong(f"{kind} is empty")
            if kind == "Figure" and not (str(element.get("/Alt", "")).strip() and "/BBox" in element["/A"]):
                self._wrong("13-004: a picture is not told in words")
            if kind == "TH" and element["/A"].get("/Scope") not in ("/Column", "/Row"):
                self._wrong("15-003: a heading of a table does not say of what")
            if kind == "Table":
                self._table(element)
            if "/Lang" in element and not re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", str(element["/Lang"])):
                self._wrong("11-007: a language is none")
            for place in places(element):
                seen[place] += 1
                if owned.get(place) is not element:
                    self._wrong(f"what is drawn at {place} belongs to something else than {kind}")
        if set(seen) != set(owned) or max(seen.values(), default=1) > 1:
            self._wrong(f"01-003: content is in no element, or in two: {set(owned) ^ set(seen)}")

    def _table(self, table: Any) -> None:
        rows = kids(table)
        if len({len(kids(row)) for row in rows}) != 1:
            self._wrong("15-001: rows of a table have not the same number of cells")
        if {str(cell["/S"]) for cell in kids(rows[0])} != {"/TH"}:
            self._wrong("15-002: a table has no headings")

    def _notes(self) -> None:
        for page in self.reader.pages:
            for reference in page.get("/Annots", []):
                note = reference.get_object()
                if note["/Subtype"] == "/Widget":
                    if all(0 <= float(each) <= 1000 for each in note["/Rect"]) and not int(note["/F"]) & 2:
                        self._wrong("28-010: a field that can be seen is in no form")
                    continue
                element = self._parents[int(note["/StructParent"])].get_object()
                if element["/S"] != "/Link":
                    self._wrong("28-011: a link is none in the tree")
                if not any(
                    isinstance(kid, DictionaryObject) and "/Obj" in kid and kid["/Obj"] is note for kid in kids(element)
                ):
                    self._wrong("28-012: a link does not know its place")
                if not str(note.get("/Contents", "")).strip():
                    self._wrong("28-012: a link does not say where it leads")

    def _fonts(self) -> None:
        fonts = {
            font.indirect_reference.idnum: font.get_object()
            for page in self.reader.pages
            for font in page["/Resources"]["/Font"].values()  # type: ignore[union-attr,index]
        }
        for font in fonts.values():
            inner = font["/DescendantFonts"][0].get_object()
            program = inner["/FontDescriptor"]["/FontFile2"].get_data()  # 31-009: embedded
            face = hb.Face(program)
            measured = hb.Font(face)
            glyphs = inner["/CIDToGIDMap"].get_data()
            known = meanings(font)
            for code, width in enumerate(inner["/W"][1], 1):
                glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
                real = measured.get_glyph_h_advance(glyph) * 1000 / face.upem
                if abs(real - float(width)) > 1:
                    self._wrong(f"31-016: a width of {font['/BaseFont']} is {width} and not {real}")
                if f"{code:04x}" not in known or set(known[f"{code:04x}"]) & {"\0", "\ufeff", "\ufffe"}:
                    self._wrong(f"31-027: a letter of {font['/BaseFont']} has no meaning")


def kids(element: Any) -> list[Any]:
    """Return what stands in an element."""
    held = element.get("/K", [])
    found = list(held) if isinstance(held, list) else [held]
    return [each.get_object() if hasattr(each, "get_object") else each for each in found]


def is_element(kid: Any) -> bool:
    """Return whether something that stands in an element is one itself."""
    return isinstance(kid, DictionaryObject) and "/S" in kid


def places(element: Any) -> Iterator[tuple[int, int]]:
    """Give page and number of each content of an element."""
    for each in kids(element):
        if isinstance(each, int):
            yield element.raw_get("/Pg").idnum, int(each)
        elif each.get("/Type") == "/MCR":
            yield each.raw_get("/Pg").idnum, int(each["/MCID"])


def meanings(font: Any) -> dict[str, str]:
    """Return the text of each code of a font."""
    table = font["/ToUnicode"].get_data().decode()
    found = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]*)>", table)
    return {code: bytes.fromhex(text).decode("utf-16-be", "surrogatepass") for code, text in found}


def font_text(codes: bytes | str, font: dict[str, str]) -> list[str]:
    """Return the text of each glyph of a string."""
    raw = codes if isinstance(codes, bytes) else codes.original_bytes  # type: ignore[attr-defined]
    digits = raw.hex()
    return [font[digits[place : place + 4]] for place in range(0, len(digits), 4)]
