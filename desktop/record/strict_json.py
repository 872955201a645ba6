"""What strict readers of JSON share: a key that is said twice in one place is an error, not the last one of both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class SaidTwiceError(ValueError):
    """A key is there twice in one place."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return pairs as a dict, for `json.loads(…, object_pairs_hook=once)`. Raises SaidTwiceError."""
    # json keeps the last of two equal keys without a word; an answer would be lost.
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise SaidTwiceError(key)
        found[key] = value
    return found
