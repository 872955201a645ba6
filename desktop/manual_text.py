"""What a topic of the manual says, block by block, for whoever sets it in another way than the window does.

Its Markdown is that of `manual/` and no more: headings, paragraphs, lists of one level, tables, and in a line what is bold,
stressed, typed, or leads somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Look = Literal["plain", "bold", "stressed", "typed"]

_LOOKS = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<stressed>.+?)\*|`(?P<typed>[^`]+)`|\[(?P<plain>[^\]]+)\]\((?P<address>[^)]+)\)"
)
_HEADING = re.compile("(#+) (.*)")
_ITEM = re.compile(r"(?:-|(\d+)\.) (.*)")


@dataclass(frozen=True)
class Piece:
    """Words of one look.

    Args:
        address: on the web, where they lead; empty where they lead nowhere, or into the manual.
    """

    text: str
    look: Look = "plain"
    address: str = ""


Words = tuple[Piece, ...]


@dataclass(frozen=True)
class Heading:
    """A heading, of level 1 for the title of the topic."""

    words: Words
    level: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    words: Words


@dataclass(frozen=True)
class Listed:
    """A list."""

    items: tuple[Words, ...]
    numbered: bool


@dataclass(frozen=True)
class Table:
    """A table with its headings; each row has as many cells."""

    heads: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


Block = Heading | Paragraph | Listed | Table


def blocks_of(markdown: str) -> Iterator[Block]:
    """Give what a topic says, in its order; an empty line parts one block from the next."""
    for block in re.split(r"\n{2,}", markdown.strip()):
        lines = block.splitlines()
        items = [_ITEM.fullmatch(line) for line in lines]
        if heading := _HEADING.fullmatch(block):
            yield Heading(words_of(heading[2]), len(heading[1]))
        elif block.startswith("|"):
            yield _table(lines)
        elif all(items):
            yield Listed(tuple(words_of(item[2]) for item in items if item), numbered=bool(items[0] and items[0][1]))
        else:
            yield Paragraph(words_of(" ".join(lines)))


def words_of(text: str) -> Words:
    """Return the words of one line of Markdown."""
    pieces: list[Piece] = []
    done = 0
    for found in _LOOKS.finditer(text):
        pieces.append(Piece(text[done : found.start()]))
        look: Look = found.lastgroup if found.lastgroup != "address" else "plain"  # type: ignore[assignment]
        address = found["address"] or ""
        pieces.append(Piece(found[look], look, address if address.startswith("https://") else ""))
        done = found.end()
    pieces.append(Piece(text[done:]))
    return tuple(piece for piece in pieces if piece.text)


def _table(lines: Sequence[str]) -> Table:
    """Return a table: its headings, a rule of hyphens that says nothing, and its rows."""
    heads, _rule, *rows = (tuple(words_of(cell.strip()) for cell in line.strip()[1:-1].split("|")) for line in lines)
    return Table(heads, tuple(rows))
