"""Calculates the formulas of our workbook from its cells, apart from the program and from any spreadsheet.

Knows the functions that the program uses, with cells, ranges, texts, numbers and four kinds of operators; nothing besides.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")|(?P<place>(?:'(?:[^']|'')+'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![A-Z(])"""
    r"""|(?P<call>[A-Z]+)\(|(?P<number>\d+(?:\.\d+)?)|(?P<sign>[-+*/=&>,()])"""
)


class Calculator:
    """Gives the value of each cell of a workbook; a formula is worked out, and nothing is taken that stands beside it."""

    def __init__(self, book: openpyxl.Workbook) -> None:
        self._book = book
        self._known: dict[tuple[str, str], Any] = {}

    def value(self, sheet: str, cell: str) -> Any:
        if (sheet, cell) not in self._known:
            content = self._book[sheet][cell]
            given = content.value
            self._known[sheet, cell] = (
                _Formula(self, sheet, str(given)[1:]).value() if content.data_type == "f" else given
            )
        return self._known[sheet, cell]

    def range(self, sheet: str, place: str) -> Any:
        left, top, right, bottom = range_boundaries(place.replace("$", ""))
        assert left is not None and right is not None and top is not None and bottom is not None
        found = [
            self.value(sheet, self._book[sheet].cell(row, column).coordinate)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]
        return found if ":" in place else found[0]


class _Formula:
    def __init__(self, calculator: Calculator, sheet: str, text: str) -> None:
        self._calculator, self._sheet = calculator, sheet
        self._tokens = [(match.lastgroup, match.group(match.lastgroup or 0)) for match in _TOKEN.finditer(text)]
        spelt = "".join(f"{text}(" if kind == "call" else text for kind, text in self._tokens)
        assert spelt == text, f"what is {text}?"
        self._at = 0

    def value(self) -> Any:
        found = self._compared()
        assert self._at == len(self._tokens)
        return found

    def _next(self, *signs: str) -> str:
        kind, text = self._tokens[self._at] if self._at < len(self._tokens) else ("", "")
        if kind != "sign" or text not in signs:
            return ""
        self._at += 1
        return text

    def _chain(self, part: Callable[[], Any], signs: dict[str, Callable[[Any, Any], Any]]) -> Any:
        found = part()
        while sign := self._next(*signs):
            found = _each(signs[sign], found, part())
        return found

    def _compared(self) -> Any:
        return self._chain(self._joined, {"=": _same, ">": lambda one, other: _number(one) > _number(other)})

    def _joined(self) -> Any:
        return self._chain(self._sum, {"&": lambda one, other: _text(one) + _text(other)})

    def _sum(self) -> Any:
        return self._chain(
            self._product,
            {
                "+": lambda one, other: _number(one) + _number(other),
                "-": lambda one, other: _number(one) - _number(other),
            },
        )

    def _product(self) -> Any:
        return self._chain(
            self._atom,
            {
                "*": lambda one, other: _number(one) * _number(other),
                "/": lambda one, other: _number(one) / _number(other),
            },
        )

    def _atom(self) -> Any:
        if self._next("("):
            found = self._compared()
            assert self._next(")")
            return found
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "number":
            return float(text)
        if kind == "place":
            name, _mark, place = text.rpartition("!")
            return self._calculator.range(name[1:-1].replace("''", "'") if name else self._sheet, place)
        assert kind == "call", text
        given = [self._compared()]
        while self._next(","):
            given.append(self._compared())
        assert self._next(")")
        return _FUNCTIONS[text](*given)


def _each(what: Callable[[Any, Any], Any], one: Any, other: Any) -> Any:
    if not isinstance(one, list) and not isinstance(other, list):
        return what(one, other)
    length = len(one) if isinstance(one, list) else len(other)
    ones = one if isinstance(one, list) else [one] * length
    others = other if isinstance(other, list) else [other] * length
    return [what(each, beside) for each, beside in zip(ones, others, strict=True)]


def _number(value: Any) -> float:
    return 0.0 if value is None else float(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float | int) and not isinstance(value, bool) else str(value)


def _same(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return (one or "") == (other or "")
    if isinstance(one, str) and isinstance(other, str):
        return one.casefold() == other.casefold()
    return bool(one == other)


def _find(text: Any, within: Any) -> Any:
    if isinstance(within, list):
        return [_find(text, each) for each in within]
    place = _text(within).find(_text(text))
    return "#VALUE!" if place < 0 else place + 1.0


def _is_number(value: Any) -> Any:
    if isinstance(value, list):
        return [_is_number(each) for each in value]
    return isinstance(value, float | int) and not isinstance(value, bool)


def _substitute(text: Any, old: str, new: str) -> Any:
    return [_substitute(each, old, new) for each in text] if isinstance(text, list) else _text(text).replace(old, new)


def _numbers(given: tuple[Any, ...]) -> list[float]:
    flat = [each for value in given for each in (value if isinstance(value, list) else [value])]
    return [float(each) for each in flat if _is_number(each)]


def _rounded(value: Any, places: float) -> float:
    shifted = abs(float(value)) * 10**places
    return math.copysign(math.floor(shifted + 0.5 + 1e-9), float(value)) / 10**places


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "AND": lambda *given: all(given),
    "AVERAGE": lambda *given: sum(_numbers(given)) / len(_numbers(given)),
    "COUNT": lambda *given: float(len(_numbers(given))),
    "FIND": _find,
    "IF": lambda test, one, other: one if test else other,
    "ISNUMBER": _is_number,
    "N": lambda value: float(value) if _is_number(value) else 0.0,
    "ROUND": _rounded,
    "SUBSTITUTE": _substitute,
    "SUM": lambda *given: sum(_numbers(given)),
    "SUMPRODUCT": lambda values: sum(map(_number, values)) if isinstance(values, list) else _number(values),
}
