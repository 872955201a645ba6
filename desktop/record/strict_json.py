"""The one strict reader of JSON that comes from outside: within bounds, in UTF-8, and no key twice.

`read_json` says why it takes a text or not; in whose words that is told to people, whoever reads knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Literal

LARGEST_RECORD = 1 << 26
"""Bytes of a record. A year of a large team comes to a tenth of it."""

_DEEPEST = 32
_MOST_PARTS = 5_000_000
"""Values, keys and brackets of a record: what is read takes up to a hundred times its size in memory."""

# A text that has no end takes all that is left; so nothing is looked at twice.
_TEXTS = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_BRACKETS = re.compile(r"[\[\]{}]")

Why = Literal["too_large", "not_utf8", "malformed", "too_deep", "twice", "number"]
"""Why it is not taken: `number` is a whole number of thousands of digits."""


class NotJsonError(ValueError):
    """The bytes are no JSON that we take.

    Args:
        why: what is wrong.
        line: where, for `malformed`.
        key: which one is there twice in one place.
    """

    def __init__(self, why: Why, *, line: int = 1, key: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.line = line
        self.key = key


def read_json(content: bytes) -> tuple[Any, str]:
    """Return what JSON says, and its text.

    Half characters, which an escape can bring into a text that was valid UTF-8, are left to whoever names the place.

    Raises:
        NotJsonError.
    """
    if len(content) > LARGEST_RECORD:
        raise NotJsonError("too_large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotJsonError("not_utf8") from error
    _see_bounds(text)
    try:
        return json.loads(text, object_pairs_hook=_once), text
    except json.JSONDecodeError as error:
        raise NotJsonError("malformed", line=error.lineno) from error
    except RecursionError as error:
        raise NotJsonError("too_deep") from error
    except NotJsonError:
        raise
    except ValueError as error:
        raise NotJsonError("number") from error


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    # json keeps the last of two equal keys without a word; an answer would be lost.
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise NotJsonError("twice", key=key)
        found[key] = value
    return found


def _see_bounds(text: str) -> None:
    """See that a text has neither more parts nor is nested more deeply than a record, before it is read."""
    bare = _TEXTS.sub("", text)
    if sum(map(bare.count, ",:[{")) > _MOST_PARTS:
        raise NotJsonError("too_large")
    depth = 0
    for bracket in _BRACKETS.finditer(bare):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > _DEEPEST:
            raise NotJsonError("too_deep")
