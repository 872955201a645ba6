"""In which direction each character runs, and in which order the parts of a line stand on paper.

The Unicode bidirectional algorithm (UAX #9) for text from which explicit controls were taken away, which leaves
its implicit rules: W1 to W7, N0 to N2, I1, I2 and L2. Levels are kept for each character and not just a
reordered text, since text must be measured and broken into lines before it is reordered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import bidirectional, category, mirrored

_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_STRONG = frozenset({"L", "R", "AL"})
# Every character of a right-to-left script, of an Arabic number, and the two marks that say which way to go.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def runs_right_to_left(text: str) -> bool:
    """Return whether the first letter of a text belongs to a right-to-left script (rules P2 and P3)."""
    for character in text:
        kind = bidirectional(character)
        if kind in _STRONG:
            return kind != "L"
    return False


def levels(text: str, *, right_to_left: bool) -> list[int] | None:
    """Return the level of each character of a paragraph: even runs left to right, odd right to left.

    Args:
        text: one paragraph without explicit controls (U+202A to U+202E, U+2066 to U+2069).
        right_to_left: the direction of the paragraph.

    Returns:
        None when the whole paragraph runs left to right, which needs no reordering.
    """
    if not right_to_left and not _RIGHT_TO_LEFT.search(text):
        return None
    base = 1 if right_to_left else 0
    kinds = [bidirectional(character) or "L" for character in text]
    _resolve_weak(kinds, "R" if base else "L")
    _resolve_brackets(text, kinds, "R" if base else "L")
    _resolve_neutral(kinds, "R" if base else "L")
    return [_level(kind, base) for kind in kinds]


def _resolve_weak(kinds: list[str], edge: str) -> None:
    """Rules W1 to W7; characters that only join (BN) go with what stands before them."""
    strong = before = edge
    for place, kind in enumerate(kinds):
        if kind in ("NSM", "BN"):
            kind = before
        elif kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[place] = before = kind
    for place in range(1, len(kinds) - 1):
        around = {kinds[place - 1], kinds[place + 1]}
        if kinds[place] in ("ES", "CS") and around == {"EN"}:
            kinds[place] = "EN"
        elif kinds[place] == "CS" and around == {"AN"}:
            kinds[place] = "AN"
    place = 0
    while place < len(kinds):
        end = place
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > place:
            beside = (kinds[place - 1] if place else "", kinds[end] if end < len(kinds) else "")
            kinds[place:end] = ["EN" if "EN" in beside else "ON"] * (end - place)
        place = end + 1
    strong = edge
    for place, kind in enumerate(kinds):
        if kind in _STRONG:
            strong = kind
            kinds[place] = "L" if kind == "L" else "R"
        elif kind in ("ES", "CS", "ET"):
            kinds[place] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"


def _resolve_brackets(text: str, kinds: list[str], edge: str) -> None:
    """Rule N0: both brackets of a pair take one direction, that of the paragraph when it occurs inside."""
    for opening, closing in _pairs(text, kinds):
        inside = {_as_strong(kind) for kind in kinds[opening + 1 : closing]}
        if edge in inside:
            kind = edge
        elif inside & {"L", "R"}:
            other = "L" if edge == "R" else "R"
            before = next((s for k in reversed(kinds[:opening]) if (s := _as_strong(k))), edge)
            kind = other if before == other else edge
        else:
            continue
        for bracket in (opening, closing):
            kinds[bracket] = kind
            mark = bracket + 1
            while mark < len(text) and bidirectional(text[mark]) == "NSM":
                kinds[mark] = kind
                mark += 1


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of the brackets that belong together, by place (BD16)."""
    open_ones: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for place, character in enumerate(text):
        if kinds[place] != "ON" or not mirrored(character):
            continue
        sort = category(character)
        if sort == "Ps":
            if len(open_ones) == 63:  # the depth at which the standard stops
                break
            # The closing bracket is the next character but for those of ASCII, where one stands between.
            open_ones.append((chr(ord(character) + (2 if character in "[{" else 1)), place))
        elif sort == "Pe":
            for depth in range(len(open_ones) - 1, -1, -1):
                if open_ones[depth][0] == character:
                    found.append((open_ones[depth][1], place))
                    del open_ones[depth:]
                    break
    return sorted(found)


def _as_strong(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""


def _resolve_neutral(kinds: list[str], edge: str) -> None:
    """Rules N1 and N2: neutral characters go with both neighbours when they agree, else with the paragraph."""
    place = 0
    before = edge
    while place < len(kinds):
        if kinds[place] not in _NEUTRAL:
            before = _as_strong(kinds[place])
            place += 1
            continue
        end = place
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        after = _as_strong(kinds[end]) if end < len(kinds) else edge
        kinds[place:end] = [before if before == after else edge] * (end - place)
        place = end


def _level(kind: str, base: int) -> int:
    """Rules I1 and I2."""
    if base == 0:
        return {"L": 0, "R": 1}.get(kind, 2)
    return 1 if kind == "R" else 2


def visual_order(of: Sequence[int]) -> list[int]:
    """Return the places of the parts of a line from left to right (rule L2), given the level of each."""
    order = list(range(len(of)))
    if not of:
        return order
    for level in range(max(of), 0, -1):
        place = 0
        while place < len(order):
            end = place
            while end < len(order) and of[order[end]] >= level:
                end += 1
            if end > place:
                order[place:end] = reversed(order[place:end])
            place = end + 1
    return order
