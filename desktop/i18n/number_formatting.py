"""Numbers as people read them: decimal sign and grouping of the language spoken, after CLDR."""

from __future__ import annotations

import re

from desktop.i18n.translation import spoken

_PLAIN = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")

SIGNS = {
    "en": (".", ","),
    "fr": (",", "\N{NARROW NO-BREAK SPACE}"),
    "es": (",", "."),
    "ar": (".", ","),
    "ru": (",", "\N{NO-BREAK SPACE}"),
    "zh": (".", ","),
}
"""The decimal sign and that between thousands, beside Western digits as in the figures of the United Nations."""


def counted(number: int) -> str:
    """Return a count, grouped by thousands: `12,345`."""
    return figure(str(number))


def figure(text: str) -> str:
    """Return a decimal number, kept with a point, with as many decimals as it has; any other text as it is."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return text
    sign, whole, decimals = found.groups()
    point, group = SIGNS[spoken()]
    first = len(whole) % 3
    threes = (whole[place : place + 3] for place in range(first, len(whole), 3))
    shown = group.join((whole[:first], *threes) if first else threes)
    return f"{sign}{shown}{point}{decimals}" if decimals else f"{sign}{shown}"
