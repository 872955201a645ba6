"""The changes of an entry as the history keeps them: JSON, in the order in which they were made."""

from __future__ import annotations

import json
from typing import Any

# Made once: `dumps` makes one for each text, and an entry that is removed has dozens.
_encoded = json.JSONEncoder(ensure_ascii=False).encode


def change_to_text(field: Any, old: Any, new: Any, said: tuple[str, str] | None = None) -> str:
    """Return one change as it is kept among those of its entry.

    Args:
        said: when the new value was said and by whom, where the revision does not tell it.
    """
    stamp = "" if said is None else f",{_json(said[0])},{_json(said[1])}"
    return f"[{_json(field)},{_value(old)},{_value(new)}{stamp}]"


def _json(text: Any) -> str:
    return _encoded(text) if isinstance(text, str) else _SPOILT


def _value(text: Any) -> str:
    return "null" if text is None else text if isinstance(text, str) else _SPOILT


_SPOILT = "?"
"""Stands where something is that we never wrote, and is no JSON: the examination that follows says so."""
