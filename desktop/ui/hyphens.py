"""Hyphens at which no line may end: so little stands before or after them, as in `e-mail`, that nobody would look for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

HYPHEN, JOINED = "-", "\u2060"
"""The hyphen, and the sign without width beside which no line ends."""

_UNBROKEN = "\u2011"

LITTLE = 2
"""Letters that do not stand alone at an end of a line."""

MOST = 20
"""Letters that may stay together: where little room is, more would be cut."""


def kept_together(text: str) -> str:
    """Return a text with a sign behind each such hyphen."""
    return _marked(text, HYPHEN + JOINED) if HYPHEN in text else text


def as_long(text: str) -> str:
    """Return a text of as many letters whose lines end where they should; only to find out where that is."""
    return _marked(text, _UNBROKEN) if HYPHEN in text else text


def _marked(text: str, hyphen: str) -> str:
    # By hand: to compile what would find them takes as long as a thousand labels.
    first, *others = text.split(HYPHEN)
    made = [first]
    before = together = _letters(reversed(first))
    for piece in others:
        after = _letters(piece)
        stays = 0 < min(before, after) <= LITTLE and together + 1 + after <= MOST
        made += (hyphen if stays else HYPHEN, piece)
        before = _letters(reversed(piece))
        together = together + 1 + after if stays and after == len(piece) else before
    return "".join(made)


def _letters(text: Iterable[str]) -> int:
    """Return with how many letters and figures a text begins; a line may end after any Chinese one, so those are not meant."""
    return sum(1 for _each in takewhile(lambda each: each.isalnum() and not "\u2e80" <= each <= "\u9fff", text))
