"""Where a line of text may end, in every script that we write: after UAX #14, as far as our texts need it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_NEVER_FIRST = frozenset("、。，．：；？！％‰℃°・ー々〜～”’）》〉」』】〕〗｝］…—–!),.:;?]}%»›،؛؟٪")
_NEVER_LAST = frozenset("“‘（《〈「『【〔〖｛［([{«‹￥＄£¥$")

SPACES = " \u3000\u200b"
"""Signs after which a line may begin, and that none begins with."""

_BEHIND_A_SPACE = "!?;:»%"  # French puts a space before these, which does not let them begin a line
_BEFORE_A_SPACE = "«"
_UNUSUAL = re.compile("[\u0300-\u036f\u2000-\u200f\u2060\u2e80-\uffff\U00010000-\U0010ffff]")
_PLAIN_BREAKS = re.compile(r"(?<![« ]) +(?![ !?;:»%])(?=.)|(?<=[^\W\d_])[-\u2010\u2013\u2014](?=[^\W\d_])")
_NO_BREAK = frozenset("\u00a0\u2007\u202f\u2060")


def break_opportunities(text: str) -> Iterator[int]:
    """Yield the places before which a line may begin."""
    if not _UNUSUAL.search(text):
        yield from (found.end() for found in _PLAIN_BREAKS.finditer(text))
        return
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        if before in SPACES:
            held = before == " " and (after in _BEHIND_A_SPACE or (place > 1 and text[place - 2] in _BEFORE_A_SPACE))
            if after not in SPACES and not held:
                yield place
        elif not _held(before, after) and (is_wide(before) or is_wide(after) or _after_hyphen(text, place)):
            yield place


def _held(before: str, after: str) -> bool:
    """Return whether two characters may not be parted."""
    return (
        after in SPACES
        or before in _NO_BREAK
        or after in _NO_BREAK
        or after in _NEVER_FIRST
        or before in _NEVER_LAST
        or is_mark(after)
    )


def _after_hyphen(text: str, place: int) -> bool:
    return (
        text[place - 1] in "-\u2010\u2013\u2014" and text[place].isalpha() and place > 1 and text[place - 2].isalpha()
    )


def is_wide(character: str) -> bool:
    """Return whether a character is written without spaces between words, as Chinese is."""
    return character > "\u2e7f" and unicodedata.east_asian_width(character) in "WF"


@lru_cache(maxsize=20_000)
def is_mark(character: str) -> bool:
    """Return whether a character is drawn on the one before it, or only joins (zero-width joiner and such)."""
    return unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf")
