"""What a cell of a workbook can hold, and how a text that it cannot hold stays whole.

Source: ECMA-376 part 1, 18.4.12 and 22.9.2.19 (`ST_Xstring`), and the limits of spreadsheet programs.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

MOST_CHARACTERS = 32_767
"""What a spreadsheet keeps in one cell, in UTF-16 units; it cuts off what is beyond without a word."""

FIRST_PART = 32_000
"""Where a longer text is divided; the rest of the cell is for the note that says where it goes on."""

MOST_DIGITS = 15
"""Of a number, what a spreadsheet keeps."""

# A reader takes `_x0041_` in a file for the letter A, so that the underscore itself must be written as one.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

# XML cannot hold these characters at all. They are shown as the signs that Unicode has for them (U+2400…).
_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_PICTURES |= dict.fromkeys([0xFFFE, 0xFFFF, *range(0xD800, 0xE000)], 0xFFFD)

# What a spreadsheet would run as a formula once somebody has edited the cell, in every width of the sign.
_STARTS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|\s")


def shown(text: str) -> str:
    """Return the text as a cell can show it: a control character becomes its sign, such as ␀."""
    return text if text.isprintable() else text.translate(_PICTURES)


def written(text: str) -> str:
    """Return the text as it must be written into the file so that a reader gets it back as it was."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def could_be_formula(text: str) -> bool:
    """Tell whether a spreadsheet might take the text for a formula, now or after an edit."""
    return bool(_STARTS_FORMULA.match(text))


def units(text: str) -> int:
    """Return the length as a spreadsheet counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


def parts(text: str) -> list[str]:
    """Return the text in parts that each fit into a cell; one part when it fits as it is."""
    if units(written(text)) <= MOST_CHARACTERS:
        return [text]
    found = []
    while text:
        length = min(FIRST_PART, len(text))
        while units(written(text[:length])) > FIRST_PART:
            length -= max(1, length // 8)
        found.append(text[:length])
        text = text[length:]
    return found


def beginning(text: str) -> str:
    """Return the text, or where it is too long for a cell its first part, with an ellipsis that says so."""
    found = parts(text)
    return text if len(found) == 1 else f"{found[0]}…"


def as_number(text: str) -> tuple[float | int, str] | None:
    """Return a decimal as the number that a spreadsheet keeps, and the format that shows it as it was typed.

    None where the spreadsheet, which counts in binary and with 15 digits, would change it.
    """
    if not re.fullmatch(r"-?(0|[1-9]\d{0,14})(\.\d{1,12})?", text) or text.startswith("-0"):
        return None
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return None
    if len(exact.as_tuple().digits) > MOST_DIGITS or Decimal(repr(float(exact))) != exact:
        return None
    _whole, point, decimals = text.partition(".")
    return (float(exact), "0." + "0" * len(decimals)) if point else (int(text), "0")
