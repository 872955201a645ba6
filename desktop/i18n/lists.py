"""Lists and sentences put together with the signs of the language spoken: its comma, its semicolon, its full stop.

The signs stand in `i18n/languages.py`, so that no caller has any of its own: “2، 7”, “2、7”. Lists have no “and”: what is
listed are answers, names and numbers as they are, and the comma goes with each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sized

from desktop.i18n.translation import language_in_use

_MANY = 11
"""From here on no language has other words for more, unless the number itself is said."""


def joined(texts: Iterable[str]) -> str:
    """Return short texts in one list: numbers, names, codes."""
    return language_in_use().joins.join(texts)


def separated(texts: Iterable[str]) -> str:
    """Return texts in one list that may have commas themselves: titles, answers."""
    return separator().join(texts)


def separator() -> str:
    """Return what stands between the texts of `separated`, for those who draw each of them by itself."""
    return language_in_use().separates


def several(listed: Sized) -> int:
    """Return the number by which a sentence chooses its words for what it names one by one, without saying how many.

    Where 21 things are counted, Russian speaks of them as of one; where all 21 are named, they are many.
    """
    return min(len(listed), _MANY)


def sentences(texts: Iterable[str]) -> str:
    """Return whole sentences one after the other; empty ones are left out."""
    return language_in_use().between_sentences.join(text for text in texts if text)


def stopped(text: str) -> str:
    """Return a text as a sentence, with the full stop; an empty one stays empty."""
    return text + language_in_use().stop if text else ""
