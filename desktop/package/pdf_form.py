"""The form of the PDFs of a package: what our writer makes and our signer adds, and nothing besides.

A PDF can be added to after it was signed, and so that the signature still holds: a later part shadows an earlier one. It
can hold programs, other files and notes that cover a page. Ours hold nothing of it, so anything of it is a sign that
somebody else wrote here. All is looked at by hand first, within bounds, before a library unpacks anything.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from desktop.i18n.translation import gettext as _

MOST_BYTES = 1 << 26
"""Of one document; the online form takes 25 MB."""

MOST_UNPACKED = 1 << 28
"""Bytes of all pages and fonts of one document together."""

_MOST_PAGES = 20_000
_MOST_OF_TRAILER = 4096
_END = re.compile(rb"startxref\s{1,2}(\d{1,10})\s{1,2}%%EOF\s{0,2}")
_PREVIOUS = re.compile(rb"/Prev\s+(\d{1,10})\b")
_OTHER_TABLES = (b"/XRefStm", b"/Encrypt")

_OPERATORS = frozenset(b"rg RG Tf Tr Ts Tm TJ BT ET n l m w S BMC BDC EMC cm gs q Q f* B* re c h".split())
"""What is drawn with: text by the codes of our fonts, lines and areas. No picture, and no text in other ways."""

_STRINGS = re.compile(rb"<[0-9a-f]*>|<<[^<>]*>>|/[A-Za-z0-9]+")
# A word is looked for where it begins and nowhere else: a number of a million digits is gone through once.
_WORD = re.compile(
    rb"(?<![^\s\[\]<>()/A-Za-z'\"*])[^\s\[\]<>()/A-Za-z'\"*]*+[A-Za-z'\"*][^\s\[\]<>()]*",
)
_ACTIVE = frozenset(
    [
        "/AA",
        "/OpenAction",
        "/JS",
        "/JavaScript",
        "/Launch",
        "/EmbeddedFiles",
        "/EmbeddedFile",
        "/EF",
        "/RichMedia",
        "/XFA",
        "/OCProperties",
        "/XObject",
        "/Pattern",
        "/PieceInfo",
        "/Collection",
        "/Threads",
    ]
)
_ACTIONS = frozenset(("/URI", "/GoTo"))
_HEARD = ("/ActualText", "/Alt", "/E", "/Contents", "/TU", "/Title")
_DEEPEST = 50


class NotOurFormError(ValueError):
    """The document is not in the form that Pledgebook writes; the text is a sentence."""


def revisions(pdf: bytes) -> list[int]:
    """Return where each part of a PDF ends that was written at one time, the first one first.

    Raises:
        NotOurFormError: the tables at the ends are not like those that our writer and signer write.
    """
    found = _END.fullmatch(pdf[pdf.rfind(b"startxref") :]) if len(pdf) <= MOST_BYTES else None
    if found is None or not pdf.startswith(b"%PDF-1."):
        raise NotOurFormError(_("It is not a PDF document that this program can read."))
    end = len(pdf)
    ends = [end]
    while True:
        start = int(found[1])
        if pdf.find(b"startxref", start) + len(found[0]) != end:
            raise _strange()  # something lies between the table and the end
        begin = pdf.find(b"trailer", start, end)
        trailer = pdf[begin : begin + _MOST_OF_TRAILER] if begin >= 0 else b""
        trailer = trailer[: trailer.find(b"startxref")]
        if pdf[start : start + 4] != b"xref" or not trailer or any(each in trailer for each in _OTHER_TABLES):
            raise _strange()
        previous = _PREVIOUS.search(trailer)
        if previous is None:
            return ends[::-1]
        start = int(previous[1])
        place = pdf.find(b"startxref", start, end)
        found = _END.match(pdf, place) if place >= 0 else None
        if found is None or int(found[1]) != start or found.end() >= end or len(ends) > 2:
            raise _strange()
        end = found.end()
        ends.append(end)


def see_one_field(reader: Any) -> None:
    """See that a signed PDF asks for one thing at most, its signature: fields may stand in fields without end.

    Args:
        reader: pyHanko's, over the whole document.

    Raises:
        NotOurFormError: it asks for more.
    """
    fields = reader.root["/AcroForm"]["/Fields"] if "/AcroForm" in reader.root else []
    if len(fields) > 1 or any("/Kids" in fields[number] for number in range(len(fields))):
        raise _strange()


def see_only_the_signature_added(reader: Any) -> None:
    """See that the second part of a signed PDF adds its signature, and changes nothing else of the first.

    Args:
        reader: pyHanko's, over the whole document.

    Raises:
        NotOurFormError: it does something else.
    """
    now, before = reader.root, reader.get_historical_root(0)
    first = reader.xrefs.get_xref_data(0).explicit_refs_in_revision
    old = {each for each in reader.xrefs.explicit_refs_in_revision(1) if (each.idnum, each.generation) in first}
    pages = old - {reader.root_ref}
    if _differing(now, before) - {"/AcroForm", "/Extensions", "/Version"} or len(pages) > 1:
        raise _strange()
    earlier = reader.get_historical_resolver(0)
    for page in pages:
        after, was = reader.get_object(page), earlier.get_object(page)
        if after.get("/Type") != "/Page" or _differing(after, was) - {"/Annots"}:
            raise _strange()
        notes = [each.reference for each in _raw_items(after, "/Annots")]
        if notes[:-1] != [each.reference for each in _raw_items(was, "/Annots")] or notes[-1] in old:
            raise _strange()
        if reader.get_object(notes[-1]).get("/Subtype") != "/Widget":
            raise _strange()


def _differing(after: Any, before: Any) -> set[str]:
    keys = {str(key) for key in (*after.keys(), *before.keys())}
    return {key for key in keys if _raw(after, key) != _raw(before, key)}


def _raw(held: Any, key: str) -> Any:
    return held.raw_get(key) if key in held else None


def _raw_items(page: Any, key: str) -> list[Any]:
    return [page[key].raw_get(number) for number in range(len(page[key]))] if key in page else []


def see_only_what_we_draw(pdf: bytes) -> None:
    """See that a PDF holds pages with text and lines as our writer draws them, in reasonable number.

    Raises:
        NotOurFormError: it holds more, or more than can be looked at.
    """
    from pypdf import PdfReader
    from pypdf.generic import StreamObject

    reader = PdfReader(io.BytesIO(pdf))
    unpacked = 0
    for each in _objects(reader):
        _see_passive(each, 0)
        if isinstance(each, StreamObject):
            if each.get("/Filter", []) not in ([], ["/FlateDecode"]):
                raise _strange()
            unpacked += len(each.get_data())
            if unpacked > MOST_UNPACKED:
                raise _strange()
    for page in _pages(reader):
        content = page["/Contents"].get_data()
        drawn = _STRINGS.sub(b" ", content)
        if b"(" in drawn or not _OPERATORS.issuperset(_WORD.findall(drawn)):
            raise _strange()


def heard(pdf: bytes) -> list[str]:
    """Return what a PDF says to whoever listens to it and does not see it, besides what is drawn, in the order of its objects."""
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

    said = []
    for each in _objects(PdfReader(io.BytesIO(pdf))):
        if isinstance(each, DictionaryObject) and each.get("/Subtype") != "/Widget" and "/ByteRange" not in each:
            said += [str(each[key]) for key in _HEARD if key in each]
    return said


def _objects(reader: Any) -> Iterator[Any]:
    numbers = sorted({number for numbers in reader.xref.values() for number in numbers})
    for number in numbers:
        yield reader.get_object(number)


def _pages(reader: Any) -> Iterator[Any]:
    """Give the pages; each place of the tree is gone to once, or a small tree could have any number of them."""
    seen: set[int] = set()
    waiting = [reader.trailer["/Root"].raw_get("/Pages")]
    while waiting:
        reference = waiting.pop()
        if reference.idnum in seen or len(seen) > _MOST_PAGES:
            raise _strange()
        seen.add(reference.idnum)
        node = reference.get_object()
        if "/Kids" in node:
            waiting += list.__iter__(node["/Kids"])
        elif "/Contents" in node:
            yield node


def _see_passive(held: Any, depth: int) -> None:
    from pypdf.generic import ArrayObject, DictionaryObject

    if depth > _DEEPEST:
        raise _strange()
    if isinstance(held, DictionaryObject):
        if not _ACTIVE.isdisjoint(held) or (held.get("/S") not in (None, *_ACTIONS) and "/Type" in held):
            raise _strange()
        if held.get("/Type") == "/Annot" and held.get("/Subtype") not in ("/Link", "/Widget"):
            raise _strange()
        for key in held:
            _see_passive(held.raw_get(key), depth + 1)
    elif isinstance(held, ArrayObject):
        for each in list.__iter__(held):
            _see_passive(each, depth + 1)


def _strange() -> NotOurFormError:
    return NotOurFormError(_("It contains something that Pledgebook does not write."))
