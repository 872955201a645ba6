"""Plain text in lines of so many columns, for terminals and text files: Chinese is broken between characters, words never."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from desktop.i18n.break_opportunities import break_opportunities, is_mark

_BLANKS = re.compile(r"[ \t\r\n]+")  # spaces that do not break are none


def columns(text: str) -> int:
    """Return how many columns one line takes where letters are equally wide: a Chinese character takes two, a mark none."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def wrapped(text: str, most: int, first: str = "", other: str = "") -> list[str]:
    """Return one paragraph in lines. A word that has no room in a line of its own stands out of it.

    Args:
        most: columns of a line, with what it begins with.
        first, other: what the first line begins with, and each other one.
    """
    lines, line, begin = [], "", first
    for piece in _pieces(_BLANKS.sub(" ", text).strip(" ")):
        if line and columns(begin) + columns(line) + columns(piece.rstrip()) > most:
            lines.append(begin + line.rstrip())
            line, begin = "", other
        line += piece
    return [*lines, begin + line.rstrip()] if line.strip() else lines


def _columns(character: str) -> int:
    if is_mark(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pieces(text: str) -> Iterator[str]:
    begin = 0
    for place in (*break_opportunities(text), len(text)):
        yield text[begin:place]
        begin = place
