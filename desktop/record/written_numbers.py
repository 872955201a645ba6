"""Numbers as people and tables write them, made into digits with a point; what can be read in two ways is not read.

Digits of every script and the signs that stand for nothing else are understood everywhere. What a field takes besides and
what a table takes (signs between thousands, per cent, references to notes) stands with each of them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from desktop.i18n.unicode_form import composed

Mark = Literal["", ".", ","]
"""A decimal sign; empty where it is not known."""

MOST_DIGITS = 40
"""Characters of a number; more is a slip of the keyboard, and slow to reckon with."""

_WIDE = {ord(wide): narrow for wide, narrow in zip("．，－％＋：；（）", ".,-%+:;()", strict=True)}
_UNSEEN = {ord(each): None for each in "\u200e\u200f\u061c\u200b\ufeff"}
"""Marks of direction and what takes no room. A soft hyphen is not among them: it may have been a minus."""

_POINT = "\ue000"
"""Stands for a decimal sign that can be nothing else; no text holds this letter."""
_SIGNS = {ord("٫"): _POINT, ord("٬"): "'", ord("’"): "'", ord("\u2212"): "-", ord("،"): ","}
"""The Arabic signs say themselves which they are, but for the comma of sentences, which is on the keyboard and can be either;
`'` stands for one between thousands."""
_SPACES = {ord(each): " " for each in "\u00a0\u202f\u2009\u2007\u2008"}

_KEPT = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_PLAIN = re.compile(r"[-+]?[0-9]+")
_GROUPS = r"[0-9]{1,3}(?:%s[0-9]{2,3})*%s[0-9]{3}"


def western(text: str) -> str:
    """Return a text with the digits of every script, and the wide signs of Chinese ones, as those of ASCII."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() and not each.isascii() else each
        for each in text.translate(_WIDE)
    )


def plain(text: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """Return a text with plain digits and without marks that nobody sees, for whatever reads a number, year or code.

    Args:
        form: `NFKC` also makes a raised 1 a digit, which is a reference to a note beside a number.
    """
    return western(composed(text, form)).translate(_UNSEEN).strip()


def tidied(text: str) -> str:
    """Return a number with one sign for each thing that a sign can be: minus, space, between thousands, decimal."""
    return plain(text).translate(_SIGNS).translate(_SPACES).strip()


def kept(text: str) -> str:
    """Return a number that was `tidied` with a point for the decimal sign that can be nothing else."""
    return text.replace(_POINT, ".")


def looks_like_number(text: str) -> bool:
    """Whether a text is a number as it is kept: digits with a point at most, and a sign."""
    return len(text) <= MOST_DIGITS and _KEPT.fullmatch(text) is not None


def in_two_ways(text: str, marks: str = ".,") -> bool:
    """Whether a number is a thousand and more to one reader and one and a bit to another: `1,234`.

    Args:
        marks: the signs that can be either.
    """
    return re.fullmatch(rf"[+-]?[1-9][0-9]{{0,2}}[{marks}][0-9]{{3}}", text) is not None


def decimal_mark(text: str) -> Mark:
    """Return the decimal sign that a `tidied` number shows, empty where it can be read in two ways or has none."""
    body = text.lstrip("+-")
    if in_two_ways(body):
        return ""
    as_point, as_comma = _with(body, "."), _with(body, ",")
    if as_point and not as_comma:
        return "."
    return "," if as_comma and not as_point else ""


def read_digits(text: str, decimal: Mark) -> str | None:
    """Return the digits of a `tidied` number: an empty text where it is none, None where it can be read in two ways.

    Args:
        decimal: the decimal sign, if it is known. Only what can be read in two ways needs it.
    """
    sign = "-" if text.startswith("-") else ""
    body = text.removeprefix("-") if sign else text.removeprefix("+")
    if in_two_ways(body):
        read = _with(body, decimal) if decimal else None
        return None if read is None else sign + read
    read = _with(body, ".") or _with(body, ",")
    return sign + read if read else ""


def is_bound(text: str) -> bool:
    """Whether a `tidied` text is a limit and no number: `<0.1`."""
    return re.fullmatch(rf"(<|>|≤|≥|~|≈|<=|>=)\s*[-+]?[0-9.,'{_POINT} ]+", text) is not None


def _with(body: str, decimal: Mark) -> str:
    """Return the digits when the decimal sign is known, empty where the text is no number then."""
    whole, _mark, part = body.replace(_POINT, decimal).partition(decimal)
    if _POINT in body and decimal in body:
        return ""
    if part and not part.isdecimal():
        return ""
    digits = _without_groups(whole, "," if decimal == "." else ".")
    if not digits:
        return ("0." + part) if not whole and part else ""
    return f"{digits}.{part}" if part else digits


def _without_groups(whole: str, other: str) -> str:
    if _PLAIN.fullmatch(whole):
        return whole
    for between in (other, " ", "'"):
        sign = re.escape(between)
        if re.fullmatch(_GROUPS % (sign, sign), whole) and not whole.startswith("0"):
            return whole.replace(between, "")
    return ""
