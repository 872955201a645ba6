"""Numbers as people read them: decimal sign and grouping of the language spoken, after CLDR."""

from __future__ import annotations

import re
from functools import cache

from desktop.i18n.translation import spoken

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
    point, group = _signs(spoken())
    first = len(whole) % 3
    threes = (whole[place : place + 3] for place in range(first, len(whole), 3))
    shown = group.join((whole[:first], *threes) if first else threes)
    return f"{sign}{shown}{point}{decimals}" if decimals else f"{sign}{shown}"


@cache
def _signs(language: str) -> tuple[str, str]:
    from babel.numbers import get_decimal_symbol, get_group_symbol

    # Western digits in every language, as in the figures of the United Nations.
    return (
        str(get_decimal_symbol(language, numbering_system="latn")),
        str(get_group_symbol(language, numbering_system="latn")),
    )
