"""Marks that are piled up on one character: to put them in order takes the square of their number.

A name has two or three of them on a letter, and the Unicode standard calls thirty enough for any text (UAX #15, section
13). Whoever piles up a hundred thousand wants a program to stand still.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

MOST = 200
"""Marks on one character that are put in order."""

_LAST = 0x1F000
"""No mark has a higher code."""


def piled_up(text: str) -> bool:
    """Tell whether more marks than anybody writes are piled up somewhere in a text."""
    return not text.isascii() and _pile().search(text) is not None


@cache
def _pile() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in range(0x300, _LAST) if unicodedata.combining(chr(code)))
    return re.compile(f"[{re.escape(marks)}]{{{MOST}}}")
