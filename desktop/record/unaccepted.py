"""Where text is kept that a field does not accept: half a date, a word that is none of the choices.

It is kept as it was typed, in the same file and the same history as the answers, under a key of its own beside that of
the field. It is no answer: nothing counts it, and it is never included in a package.
"""

from __future__ import annotations

from typing import TypeVar

_MARK = "~"
"""No key of the forms ends like this: they are letters, digits and underscores."""

_T = TypeVar("_T")


def key_of(field: str) -> str:
    """Return the key under which the text is kept that a field does not accept.

    A cell of a row has its text beside the other cells of the row, under the key of its column with the same mark.
    """
    return field + _MARK


def is_key(key: str) -> bool:
    """Whether a key is one of `key_of`."""
    return key.endswith(_MARK)


def field_of(key: str) -> str:
    """Return the field of a key, whether it is its own or that of the text that it does not accept."""
    return key.removesuffix(_MARK)


def parted(kept: dict[str, _T]) -> tuple[dict[str, _T], dict[str, _T]]:
    """Return what is an answer, and by the key of its field what was typed and is none."""
    if not any(map(is_key, kept)):
        return kept, {}
    answers = {key: each for key, each in kept.items() if not is_key(key)}
    return answers, {field_of(key): each for key, each in kept.items() if is_key(key)}
