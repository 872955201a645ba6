"""Numbers as tables of many countries write them, made into digits with a point, or not read at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from desktop.i18n.unicode_form import composed
from desktop.record.digits import western
from desktop.record.value_parsing import looks_like_number

Mark = Literal["", ".", ","]
"""A decimal sign; empty where it is not known."""

Why = Literal["", "empty", "bound", "none", "two_ways", "not_number"]
"""Why a cell gives no number: it is empty, a limit (`<0.1`), a word for no data (`NaN`), readable in two ways, or
none of these."""

LONGEST = 80
"""Characters of a cell that can be a number with its marks."""

_POINT = "\ue000"
"""Stands for a decimal sign that can be nothing else; no text holds this letter."""
_MARKS = {ord("٫"): _POINT, ord("٬"): "'", ord("’"): "'", ord("\u2212"): "-"}
"""The Arabic signs say themselves which they are; `'` stands for one between thousands."""
_SPACES = {ord(each): " " for each in "\u00a0\u202f\u2009\u2007\u2008"}
_UNSEEN = {ord(each): None for each in "\u200e\u200f\u061c\u200b\ufeff"}
_LETTERS = _MARKS | _SPACES | _UNSEEN

_NO_DATA = frozenset(
    {
        "", ".", "..", "...", "....", "…", "-", "--", "–", "—", ":", "*", "**", "nan", "na", "n/a", "n.a.", "n.a", "null",
        "none", "nd", "n.d.", "n/d", "nd.", "s.d.", "s/d", "x", "z", "#n/a", "c", "(c)", "[c]", "[x]", "[z]", "[u]",
        "non disponible", "no disponible", "not available", "غير متاح", "غير متوفر", "нет данных", "н/д", "н.д.", "无",
        "不详", "无数据", "未获得",
    }
)  # fmt: skip
_PER_CENT = re.compile(r"(?P<number>.*[0-9].*?) ?(?:%|٪|％|﹪)|(?:%|٪) ?(?P<after>[-+0-9].*)")
_MARKED = re.compile(
    r"(?P<number>.*[0-9]) ?(?P<mark>\*{1,3}|[†‡§#^]|[¹²³⁰⁴-⁹ᵃ-ᵛ]{1,3}[)⁾]?|\((?:[a-z]{1,4}|\*{1,3}|[0-9]{1,2})\.?\)|"
    r"\[(?:[a-z]{1,4}|[0-9]{1,2})\]|(?<= )[0-9]{1,2}\)|[bcdefinprsuv]{1,3}|(?<= )(?:est|prov|rev|prel)\.?)",
    re.IGNORECASE,
)
"""A number with what statistical offices write after it. Letters that may mean thousands or millions are not among them."""
_ESTIMATES = frozenset({"e", "est", "es", "se"})
_BOUND = re.compile(rf"(<|>|≤|≥|~|≈|<=|>=)\s*[-+]?[0-9.,'{_POINT} ]+")
_PLAIN = re.compile(r"[-+]?[0-9]+")
_POWER = re.compile(r"[-+]?[0-9]+([.][0-9]+)?[eE][-+]?[0-9]{1,2}")
_GROUPS = r"[0-9]{1,3}(?:%s[0-9]{2,3})*%s[0-9]{3}"


@dataclass(frozen=True)
class Number:
    """What a cell says.

    Args:
        text: the number with a point as decimal sign and nothing between thousands; empty when there is none.
        why: why there is none.
        mark: what stands after it and refers to a note, as it is; empty for nothing.
        per_cent: whether a sign says that it is per cent.
    """

    text: str
    why: Why = ""
    mark: str = ""
    per_cent: bool = False

    @property
    def estimated(self) -> bool:
        """Whether its mark says that it was estimated."""
        return self.mark.strip("()[].").casefold() in _ESTIMATES


def read_number(cell: str, decimal: Mark = "") -> Number:
    """Return the number of a cell.

    Args:
        decimal: the decimal sign of the column, see `marks_of`. Only what can be read in two ways (`1,234`) needs it.
    """
    if len(cell) > LONGEST:
        return Number("", "not_number" if cell.strip() else "empty")
    text = _tidied(cell)
    if text.casefold() in _NO_DATA:
        return Number("", "none" if text else "empty")
    if _BOUND.fullmatch(text.rstrip("%٪ ")):
        return Number("", "bound")
    text, mark, per_cent = _without_marks(text)
    found = _power(text) or _read(text, decimal)
    if found is None:
        return Number("", "two_ways")
    if not found or not looks_like_number(found):
        return Number("", "not_number")
    if found.startswith("-") and not found.strip("-0."):
        found = found.removeprefix("-")
    return Number(found, "", mark, per_cent)


def _without_marks(text: str) -> tuple[str, str, bool]:
    """Return a number without what stands after it, the mark that it bears, and whether it is per cent."""
    mark, per_cent = "", False
    for _turn in range(2):  # `4.5 %*` and `4.5* %`
        if _power(text):
            break
        if found := _PER_CENT.fullmatch(text):
            text, per_cent = (found["number"] or found["after"]).strip(), True
        if not mark and (found := _MARKED.fullmatch(text)):
            text, mark = found["number"].strip(), found["mark"]
    return text, mark, per_cent


def marks_of(cells: Iterable[str]) -> frozenset[Mark]:
    """Return the decimal signs that the cells of a column show beyond doubt: none, one, or both."""
    return frozenset(
        mark for cell in cells if len(cell) <= LONGEST and (mark := _shows(_without_marks(_tidied(cell))[0]))
    )


def _tidied(cell: str) -> str:
    text = western(composed(cell)).translate(_LETTERS).strip()
    return re.sub(r"^([-+])\s+", r"\1", text)


def _shows(text: str) -> Mark:
    """Return the decimal sign that one cell shows, empty where it can be read in two ways or has none."""
    body = text.lstrip("+-")
    if _two_ways(body):
        return ""
    as_point, as_comma = _with(body, "."), _with(body, ",")
    if as_point and not as_comma:
        return "." if {".", ","} & set(body) else ""
    return "," if as_comma and not as_point else ""


def _two_ways(body: str) -> bool:
    return re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", body) is not None


def _read(text: str, decimal: Mark) -> str | None:
    """Return the digits, an empty text where it is no number, None where it can be read in two ways."""
    sign = "-" if text.startswith("-") else ""
    body = text.removeprefix("-") if sign else text.removeprefix("+")
    if _two_ways(body):
        read = _with(body, decimal) if decimal else None
        return None if read is None else sign + read
    read = _with(body, ".") or _with(body, ",")
    return sign + read if read else ""


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


def _power(text: str) -> str:
    return format(Decimal(text), "f") if _POWER.fullmatch(text) else ""
