"""Codes of indicators as people and programs write them, and the dates that spreadsheets make of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from desktop.operations.tables.vocabulary import bare
from desktop.record.written_numbers import plain

LONGEST_CODE = 400
"""Characters of a cell that are looked at: a code may be followed by the name of its indicator."""

_BEFORE = frozenset(
    bare(word)
    for word in (
        "SDG", "SDG indicator", "indicator", "indicator no", "SDGs", "ODD", "indicateur", "indicateur ODD", "ODS",
        "indicador", "indicador ODS", "ЦУР", "показатель", "показатель ЦУР", "индикатор", "المؤشر", "مؤشر",
        "أهداف التنمية المستدامة", "指标", "指標", "可持续发展目标", "no", "n°", "nº", "№",
    )
)  # fmt: skip
_CODE = re.compile(r"(?P<goal>[0-9]{1,2})(?P<sign>[.\-_ ])(?P<target>[0-9]{1,2}|[a-d])(?P=sign)(?P<number>[0-9]{1,2})")
_UNSD = re.compile(r"c(?P<goal>[0-9]{2})(?P<target>[0-9]{2}|0[a-d])(?P<number>[0-9]{2})")
_DATE = re.compile(
    r"(?:(?P<first>[0-9]{1,2})[./-](?P<second>[0-9]{1,2})[./-](?P<last>[0-9]{4})|"
    r"(?P<year>[0-9]{4})[./-](?P<month>[0-9]{1,2})[./-](?P<day>[0-9]{1,2}))(?:[ T][0-9:.]{1,15})?"
)
_FILE = re.compile(r"(?<![0-9])([0-9]{1,2})[.\-_ ]([0-9]{1,2}|[a-d])[.\-_ ]([0-9]{1,2})(?![0-9a-z])", re.IGNORECASE)


@dataclass(frozen=True)
class Code:
    """What a cell for the code of an indicator says.

    Args:
        text: the code in the form of the catalogue (`10.c.1`), or the cell as it is where it is none.
        is_code: whether it has the form of a code.
        dates: the codes that a spreadsheet may have made into this date; the cell is a date then.
    """

    text: str
    is_code: bool = False
    dates: tuple[str, ...] = ()
    is_date: bool = False


def read_code(cell: str, known: Collection[str]) -> Code:
    """Return the code that a cell holds.

    Args:
        known: the codes of the catalogue, in small letters; only these are said to be what a date may have been.
    """
    text = plain(cell[:LONGEST_CODE], "NFKC").strip("()[]").strip()
    if found := _DATE.fullmatch(text):
        return Code(cell, False, _codes_of_date(found, known), True)
    lower = text.casefold()
    if found := _UNSD.fullmatch(lower):
        return Code(_joined(found), True)
    start = next((place for place, each in enumerate(lower) if each.isdigit()), 0)
    before, rest = lower[:start], lower[start:]
    found = _CODE.match(rest)
    if found and (not bare(before) or bare(before) in _BEFORE):
        after = rest[found.end() :]
        if re.match(r"\.?\s*$|\.?\s*[:–—-]\s|\.?\s+\S", after):
            return Code(_joined(found), True)
    return Code(cell)


def _joined(found: re.Match[str]) -> str:
    return ".".join(found[part].lstrip("0") or "0" for part in ("goal", "target", "number"))


def _codes_of_date(found: re.Match[str], known: Collection[str]) -> tuple[str, ...]:
    if found["year"]:
        year, one, other = found["year"], found["month"], found["day"]
    else:
        year, one, other = found["last"], found["first"], found["second"]
    short, one, other = str(int(year) % 100), str(int(one)), str(int(other))
    orders = ((other, one, short), (one, other, short), (short, one, other), (short, other, one))
    return tuple(code for code in dict.fromkeys(".".join(order) for order in orders) if code in known)


def code_in_name(name: str) -> str:
    """Return the one code that the name of a file holds (`indicator_17-3-2.csv`), empty for none or several."""
    found = {".".join(part.lstrip("0") or "0" for part in each).lower() for each in _FILE.findall(name[:LONGEST_CODE])}
    return found.pop() if len(found) == 1 else ""
