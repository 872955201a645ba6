"""Reads XML of an office document that came from outside, piece by piece, and never with a document type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

from desktop.errors import UserError

XML_UNREADABLE = expat.ExpatError
"""What is raised for what is no XML."""


def parse_foreign(
    pieces: Iterable[bytes],
    damaged: Callable[[], UserError],
    *,
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Tell of each element and text, in their order; a name has that of its namespace before it, with a space between.

    Args:
        damaged: makes the problem that is raised for a document type. No office program writes one; it is how a few
            lines of XML become gigabytes.

    Raises:
        XML_UNREADABLE, and what `damaged` and the pieces raise.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text

    def refuse(*_given: Any) -> None:
        raise damaged()

    parser.StartDoctypeDeclHandler = refuse
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)
