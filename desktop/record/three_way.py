"""What two copies made of one value, brought together: lists by their elements, long texts by their paragraphs.

Both are held against what stood there when the copies were one (`base`). What one side alone did is taken; where both did
something, it is put together where that can be done without guessing. The result does not depend on which side is which,
and a third copy may be brought in before or after: joining stands on that.

A library would do this for lines of text (`merge3` does, under the GPL, which a program under the Apache licence cannot take in);
none was found that knows elements of a list.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

_Key = tuple[Hashable, int]
"""An element, and which of those that are equal to it."""


@dataclass(frozen=True)
class Merged:
    """What came of two lists.

    Args:
        value: the elements.
        sure: whether nothing had to be guessed; else it is a proposal.
    """

    value: list[Any]
    sure: bool


def merged_list(
    base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any], *, first_matters: bool = False
) -> Merged | None:
    """Return a list with what both sides added and without what either took away; None where both chose another order.

    Elements are texts, numbers or rows. What stood in the base stays in its order; what was added follows, in an order that is
    made by what it says, so that it is the same whichever copy came first. A row that both sides wrote over stands twice in
    what is returned, and that is then a proposal.

    Args:
        first_matters: whether the first element has a meaning of its own, as the main objective has.
    """
    keys = [_keys(each) for each in (base, ours, theirs)]
    if keys[1] == keys[2]:
        return Merged(list(ours), sure=True)
    for side, other in ((1, 2), (2, 1)):
        if keys[other] == keys[0]:
            return Merged(list((base, ours, theirs)[side]), sure=True)
    there = [set(each) for each in keys]
    order = _order(*keys)
    if order is None:
        return None
    by_key = {key: each for side in (base, ours, theirs) for key, each in zip(_keys(side), side, strict=True)}
    kept = [key for key in order if key in there[1] and key in there[2]]
    merged = [*kept, *sorted((there[1] | there[2]) - there[0], key=_rank)]
    if first_matters:
        first = _first(keys[0], keys[1], keys[2], set(merged))
        if first is None:
            return None
        merged = [*first, *(key for key in merged if key not in first)]
    gone = there[0] - there[1] - there[2]
    rows = any(isinstance(each, dict) for each in (*ours, *theirs))
    both_wrote = rows and gone and there[1] - there[0] != there[2] - there[0]
    return Merged([by_key[key] for key in merged], sure=not both_wrote)


def _order(base: list[_Key], ours: list[_Key], theirs: list[_Key]) -> list[_Key] | None:
    """Return the elements of the base in the order that one of the sides gave them; None where both gave another one."""
    found: list[list[_Key]] = []
    for side in (ours, theirs):
        kept = [key for key in side if key in set(base)]
        if kept != [key for key in base if key in set(side)]:
            found.append(kept)
    if len(found) == 2 and found[0] != found[1]:
        return None
    return found[0] if found else base


def _first(base: list[_Key], ours: list[_Key], theirs: list[_Key], merged: set[_Key]) -> list[_Key] | None:
    """Return which element somebody put first, if anybody did; None where that is not for us to say."""
    heads = {side[0] for side in (ours, theirs) if side and side[0] in merged} - set(base[:1])
    if base and base[0] in merged:
        return None if len(heads) > 1 else list(heads)
    # The first one is gone. The next one of those that were there takes its place; a new one may have been meant to, or not.
    return None if len(merged) > 1 and not heads <= set(base) else []


def merged_text(base: str, ours: str, theirs: str) -> str | None:
    """Return a text with the paragraphs that either side wrote anew; None where both wrote over the same ones."""
    lines = [each.split("\n") for each in (base, ours, theirs)]
    changes = sorted({*_changes(lines[0], lines[1]), *_changes(lines[0], lines[2])})
    for before, after in pairwise(changes):
        # Two that begin at one place, or reach into each other, have no order of their own.
        if after[0] < before[1] or after[0] == before[0]:
            return None
    merged: list[str] = []
    place = 0
    for begin, end, new in changes:
        merged += [*lines[0][place:begin], *new]
        place = end
    return "\n".join([*merged, *lines[0][place:]])


def _changes(base: list[str], side: list[str]) -> Iterable[tuple[int, int, tuple[str, ...]]]:
    for tag, begin, end, left, right in SequenceMatcher(None, base, side, autojunk=False).get_opcodes():
        if tag != "equal":
            yield begin, end, tuple(side[left:right])


def _rank(key: _Key) -> tuple[int, str]:
    """Return what orders elements that were added: numbers as numbers, all else by what it says."""
    element, _which = key
    return (element, "") if isinstance(element, int) else (0, json.dumps(key, ensure_ascii=False))


def _keys(elements: Sequence[Any]) -> list[_Key]:
    seen: Counter[Hashable] = Counter()
    keys = []
    for each in elements:
        key = _hashable(each)
        keys.append((key, seen[key]))
        seen[key] += 1
    return keys


def _hashable(element: Any) -> Hashable:
    return tuple(sorted(element.items())) if isinstance(element, Mapping) else element
