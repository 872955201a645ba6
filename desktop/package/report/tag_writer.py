"""Writes the tree of a document into its PDF, and the claim that the document is for everybody (ISO 14289-1, PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape  # that of xml.sax brings an HTTP client along
from typing import Any

from reportlab.pdfbase import pdfdoc

from desktop.package.report.pdf_objects import Written, add, number_of
from desktop.package.report.tags import Annotation, Element, Tags

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>Pledgebook</xmp:CreatorTool>
<pdf:Producer>Pledgebook</pdf:Producer>
<xmp:CreateDate>{at}</xmp:CreateDate>
<xmp:ModifyDate>{at}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


class Leading(pdfdoc.PDFObject):  # type: ignore[misc]
    """A place on a page that leads somewhere; written in one go, since a long report has thousands.

    Args:
        box: its corners.
        said: in words, where it leads.
        number: among the parents of the tree.
        address: on the web; else `place` is where in the document.
    """

    __RefOnly__ = 1

    def __init__(self, box: Sequence[float], said: str, number: int, *, address: str = "", place: Any = None) -> None:
        self._box, self._said, self._number = box, said, number
        self._address, self._place = address, place

    def format(self, document: Any) -> bytes:
        corners = " ".join(f"{each:.2f}" for each in self._box)
        head = f"<</Type/Annot/Subtype/Link/Rect[{corners}]/Border[0 0 0]/StructParent {self._number}"
        head += f"/Contents{_string(self._said)}"
        if self._address:
            return f"{head}/A<</S/URI/URI{_string(self._address)}>>>>".encode("latin-1")
        place: bytes = pdfdoc.format(self._place, document)
        return head.encode("latin-1") + b"/Dest" + place + b">>"


def write_tags(document: Any, tags: Tags) -> None:
    """Put the tree into a document of reportlab, all pages of which are drawn.

    Args:
        document: to which pages with the names that reportlab gives them belong.
    """
    pages = [number_of(document, page) for page in document.Pages.pages]
    root = Written()
    root_number = add(document, root)
    written = [(each, Written()) for each in _all(tags.document)]
    numbers = {id(each): add(document, to) for each, to in written}
    for each, to in written:
        parent = root_number if each is tags.document else numbers[id(each.parent)]
        to.content = _element(each, parent, numbers, pages)
        each.kids.clear()  # a long report has tens of thousands
    parents = Written(_parents(tags, numbers))
    root.content = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>" % (
        numbers[id(tags.document)],
        add(document, parents),
        len(tags.parents),
    )
    document.Catalog.StructTreeRoot = root
    document.Catalog.MarkInfo = Written(b"<</Marked true>>")


def write_properties(document: Any, *, title: str, author: str, subject: str, language: str, at: datetime) -> None:
    """Say what the document is, and that it is made by PDF/UA-1, where programs look for it (XMP, ISO 16684-1)."""
    said = {"title": title, "author": author, "subject": subject, "language": language}
    packet = _XMP.format(at=at.isoformat(), **{key: escape(text, quote=False) for key, text in said.items()})
    entries = {"Type": "/Metadata", "Subtype": "/XML"}
    document.Catalog.Metadata = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), packet.encode("utf-8", "replace"))


def tag_page(page: Any, number: int) -> None:
    """Let a page be read in the order of the tree."""
    page.__NoDefault__ = (*page.__NoDefault__, "StructParents", "Tabs")
    page.StructParents = number
    page.Tabs = "/S"


def _all(element: Element) -> Iterator[Element]:
    waiting = [element]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [each for each in reversed(element.kids) if isinstance(each, Element)]


def _element(element: Element, parent: int, numbers: dict[int, int], pages: list[int]) -> bytes:
    page = next((each.page for each in element.kids if not isinstance(each, Element)), None)
    kids = []
    for each in element.kids:
        if isinstance(each, Element):
            kids.append(f"{numbers[id(each)]} 0 R")
        elif isinstance(each, Annotation):
            kids.append(f"<</Type/OBJR/Obj {each.object_number} 0 R/Pg {pages[each.page]} 0 R>>")
        elif each.page == page:
            kids.append(str(each.number))
        else:
            kids.append(f"<</Type/MCR/Pg {pages[each.page]} 0 R/MCID {each.number}>>")
    parts = [f"<</S/{element.kind}/P {parent} 0 R"]
    if page is not None:
        parts.append(f"/Pg {pages[page]} 0 R")
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    parts += [
        f"/{name}{_string(text)}"
        for name, text in (("Lang", element.language), ("ActualText", element.said), ("Alt", element.shown))
        if text
    ]
    if element.attributes:
        parts.append(f"/A<<{element.attributes}>>")
    return "".join([*parts, ">>"]).encode("latin-1")


def _string(text: str) -> str:
    """Return a text as a PDF has it: its letters where these are ASCII, its code units in UTF-16 otherwise."""
    if not text.isascii():
        text = "\xfe\xff" + text.encode("utf-16-be", "replace").decode("latin-1")
    for sign in "\\()":
        text = text.replace(sign, "\\" + sign)
    return "(" + text.replace("\r", "\\r").replace("\n", "\\n") + ")"


def _parents(tags: Tags, numbers: dict[int, int]) -> bytes:
    """Return the tree that leads from what is drawn, and from annotations, to their elements."""
    parts = [
        f"{place} {numbers[id(each)]} 0 R"
        if isinstance(each, Element)
        else f"{place}[{' '.join(f'{numbers[id(owner)]} 0 R' for owner in each)}]"
        for place, each in enumerate(tags.parents)
    ]
    return f"<</Nums[{' '.join(parts)}]>>".encode("latin-1")
