"""Keys that are numbers: of objectives and principles, and whatever is counted in a file."""

from __future__ import annotations

MOST_FIGURES = 9
"""A key that has more of them is no number that anybody counts with."""


def number_of_key(key: str) -> int | None:
    """Return the number that a key is, None for any other text.

    A number is written in one way only, as the program writes it: figures of other scripts, signs, spaces and zeros before it
    are what a stranger wrote into a file, and must neither stop the program nor stand for the same objective once more.
    """
    if not (key.isascii() and key.isdigit() and len(key) <= MOST_FIGURES):
        return None
    return None if key[0] == "0" and key != "0" else int(key)
