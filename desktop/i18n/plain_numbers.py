"""Numbers in the one form in which the program writes them: keys of objectives, counts, what a command is given."""

from __future__ import annotations

MOST_FIGURES = 9
"""What has more of them is no number that anybody counts with."""


def plain_number(text: str) -> int | None:
    """Return the number that a text is, None for any other text.

    A number is written in one way only, as the program writes it: figures of other scripts, signs, spaces and zeros before it
    are what a stranger wrote into a file, and must neither stop the program nor stand for the same objective once more.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_FIGURES):
        return None
    return None if text[0] == "0" and text != "0" else int(text)
