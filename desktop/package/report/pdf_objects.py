"""Objects of a PDF that are written here and not by reportlab, which asks each part of one how it is written."""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc

_LEVEL = 5
"""Of compression. The usual one takes half as long again, for pages that are a twentieth shorter."""


class Written(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object of which the bytes are known, at the latest when the document is written."""

    __RefOnly__ = 1

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    def format(self, _document: Any) -> bytes:
        content, self.content = self.content, b""
        return content


def stream(content: bytes, entries: str = "") -> Written:
    """Return an object that is a stream, compressed."""
    packed = zlib.compress(content, _LEVEL)
    head = f"<</Filter[/FlateDecode]/Length {len(packed)}{entries}>>"
    return Written(head.encode("ascii") + b"\nstream\n" + packed + b"\nendstream\n")


def add(document: Any, held: Any) -> int:
    """Put an object into a document of reportlab, and return its number there."""
    document.Reference(held)
    return number_of(document, held)


def number_of(document: Any, held: Any) -> int:
    """Return the number of an object that a document has."""
    number: int = document.idToObjectNumberAndVersion[held.__InternalName__][0]
    return number
