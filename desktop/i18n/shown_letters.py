"""Which characters the fonts that ship can show, so that it is known without opening one."""

from __future__ import annotations

import re
from functools import cache

from desktop import paths

COVERED = "covered.txt"
"""In `resources/fonts`: ranges of code points, written by `.ci/covered-letters`."""

_COMMON = re.compile("[^\x20-\x7e\xa0-\xff\\s]")
"""Finds what may be a character that is not shown; most texts have none, and nothing has to be read for them."""


def not_shown(text: str) -> str:
    """Return the characters of a text that no font shows, each once, in their order; empty for nearly every text.

    Signs that only join others or choose how they look are never among them: nobody misses them.
    """
    if text.isascii() or not _COMMON.search(text):
        return ""
    return "".join(dict.fromkeys(_unseen().findall(text)))


@cache
def _unseen() -> re.Pattern[str]:
    ranges = (paths.resources() / "fonts" / COVERED).read_text(encoding="ascii").split()
    pairs = (each.split("-") for each in ranges)
    shown = "".join(f"\\U{int(first, 16):08x}-\\U{int(last, 16):08x}" for first, last in pairs)
    # Control characters, joiners, directions, variation selectors: what is never drawn by itself.
    never = "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\\U000e0000-\\U000e0fff"
    return re.compile(f"[^{shown}{never}]")
