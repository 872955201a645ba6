"""A label before what it names, as in "Reason: no data"."""

from __future__ import annotations

from desktop.i18n.translation import gettext as _

WIDE_COLON = "\N{FULLWIDTH COLON}"
"""It holds its own space; another one after it would be seen as a gap."""


def leading(label: str) -> str:
    """Return a label with its colon, and with a space where the language has one, for what follows in another style."""
    text = _("{label}:").format(label=label)
    return text if text.endswith(WIDE_COLON) else f"{text} "
