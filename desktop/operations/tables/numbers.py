"""Numbers as tables of many countries write them, made into digits with a point, or not read at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from desktop.record.written_numbers import Mark, decimal_mark, is_bound, looks_like_number, read_digits, tidied

Why = Literal["", "empty", "bound", "none", "two_ways", "not_number"]
"""Why a cell gives no number: it is empty, a limit (`<0.1`), a word for no data (`NaN`), readable in two ways, or
none of these."""

LONGEST_NUMBER = 80
"""Characters of a cell that can be a number with its marks."""

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
_POWER = re.compile(r"[-+]?[0-9]+([.][0-9]+)?[eE][-+]?[0-9]{1,2}")


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
    if len(cell) > LONGEST_NUMBER:
        return Number("", "not_number" if cell.strip() else "empty")
    text = _tidied(cell)
    if text.casefold() in _NO_DATA:
        return Number("", "none" if text else "empty")
    if is_bound(text.rstrip("%٪ ")):
        return Number("", "bound")
    text, mark, per_cent = _without_marks(text)
    found = _power(text) or read_digits(text, decimal)
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
        mark
        for cell in cells
        if len(cell) <= LONGEST_NUMBER and (mark := decimal_mark(_without_marks(_tidied(cell))[0]))
    )


def _tidied(cell: str) -> str:
    return re.sub(r"^([-+])\s+", r"\1", tidied(cell))


def _power(text: str) -> str:
    return format(Decimal(text), "f") if _POWER.fullmatch(text) else ""
