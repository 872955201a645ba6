"""Digits of every script as those of ASCII, for whatever reads a number, a year or a code."""

from __future__ import annotations

import unicodedata

_SIGNS = {ord(wide): narrow for wide, narrow in zip("．，－％＋：；（）", ".,-%+:;()", strict=True)}


def western(text: str) -> str:
    """Return a text with the digits of every script, and the wide signs of Chinese ones, as those of ASCII."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() and not each.isascii() else each
        for each in text.translate(_SIGNS)
    )
