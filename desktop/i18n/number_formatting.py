"""Numbers as people read them: decimal sign and grouping of the language spoken, after CLDR."""

from __future__ import annotations

import re

from desktop.i18n.translation import language_in_use

_PLAIN = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")


def counted(number: int) -> str:
    """Return a count, grouped by thousands: `12,345`."""
    return figure(str(number))


def figure(text: str) -> str:
    """Return a decimal number, kept with a point, with as many decimals as it has; any other text as it is."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return text
    sign, whole, decimals = found.groups()
    language = language_in_use()
    first = len(whole) % 3
    threes = (whole[place : place + 3] for place in range(first, len(whole), 3))
    shown = language.thousands.join((whole[:first], *threes) if first else threes)
    return f"{sign}{shown}{language.decimal}{decimals}" if decimals else f"{sign}{shown}"


def written(text: str) -> str:
    """Return a decimal number, kept with a point, as it is typed: with the decimal sign of the language, and no other sign."""
    found = _PLAIN.fullmatch(text)
    if found is None or not found.group(3):
        return text
    return text.replace(".", language_in_use().decimal)
