"""What was computed last, kept by what it was computed of.

A list, the form beside it and the count of what is missing ask the same of an entry, one after the other. Entries, answers
and definitions are never changed but replaced, so that the same object says the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

from desktop.i18n.translation import current_language

Things = TypeVarTuple("Things")
Result = TypeVar("Result")


def recent(most: int) -> Callable[[Callable[[*Things], Result]], Callable[[*Things], Result]]:
    """Let a function remember what it returned for the last things that it was given: these very objects, in a language.

    Unlike `lru_cache` it does not ask what the things say, which takes longer than most of what is computed.

    Args:
        most: how often at most; then it begins anew.
    """

    def remember(function: Callable[[*Things], Result]) -> Callable[[*Things], Result]:
        kept: dict[Any, tuple[Any, Result]] = {}

        @wraps(function)
        def remembered(*things: *Things) -> Result:
            key = (*map(id, things), current_language())
            found = kept.get(key)
            if found is None:
                if len(kept) >= most:
                    kept.clear()
                # With the things themselves: as long as they are kept, no others can have taken their places.
                found = kept[key] = (things, function(*things))
            return found[1]

        return remembered

    return remember
