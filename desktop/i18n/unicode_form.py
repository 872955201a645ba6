"""Texts in the one form of Unicode in which they are kept and compared (NFC), within bounds.

To put the marks on one character in order takes the square of their number. A name has two or three of them on a letter,
and the Unicode standard calls thirty enough for any text (UAX #15, section 13). Whoever piles up a hundred thousand wants
a program to stand still: such a text stays as it came.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

MOST = 200
"""Marks on one character that are put in order."""

ENOUGH = 30
"""Marks on one character that the Unicode standard calls enough for any text."""


def composed(text: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """Return a text in a form of Unicode; a text with piled up marks as it is, in time that grows as its length does."""
    return text if text.isascii() or piled_up(text) else unicodedata.normalize(form, text)


def piled_up(text: str) -> bool:
    """Tell whether more marks than anybody writes are piled up somewhere in a text."""
    # A pile that is high enough covers one of the places that lie so far apart.
    return any(
        unicodedata.combining(text[place]) and _height(text, place) >= MOST for place in range(0, len(text), MOST)
    )


def thinned(text: str) -> str:
    """Return a text with no more marks on one character than a document can show; all but a piled up one is as it was."""
    if text.isascii() or not piled_up(text):
        return text
    kept: list[str] = []
    height = 0
    for character in text:
        height = height + 1 if unicodedata.combining(character) else 0
        if height <= ENOUGH:
            kept.append(character)
    return "".join(kept)


def _height(text: str, place: int) -> int:
    """Return how many marks stand in a row around a place, as far as it matters."""
    first = last = place
    while first > 0 and last - first < MOST and unicodedata.combining(text[first - 1]):
        first -= 1
    while last + 1 < len(text) and last - first < MOST and unicodedata.combining(text[last + 1]):
        last += 1
    return last - first + 1
