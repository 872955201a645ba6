"""The sign by which Qt marks the key of a button or of an action, as in `&Save`."""

from __future__ import annotations


def without_mnemonic(text: str) -> str:
    """Return a text as Qt takes one in which no sign marks a key: a title may have it, as in “Trade & labour”."""
    return text.replace("&", "&&")
