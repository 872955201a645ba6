"""In which direction each character runs, and in which order the parts of a line stand on paper.

The Unicode bidirectional algorithm (UAX #9), all of it up to rule L2; `docs/decisions/0009-bidi.md` says why it is written
here. Levels are kept for each character and not just a reordered text, since text must be measured and broken into lines
before it is reordered. The rules carry the names that they have in the standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from unicodedata import bidirectional, category, mirrored

DEEPEST = 125
"""The deepest level to which texts are put into each other (BD2)."""

_MOST_OPEN = 63
"""Brackets that are open at once, beyond which none of a text is paired (BD16)."""

_STRONG = frozenset({"L", "R", "AL"})
_OPENS_ISOLATE = frozenset({"LRI", "RLI", "FSI"})
_ISOLATES = _OPENS_ISOLATE | {"PDI"}
_EMBEDS = {"RLE": ("R", ""), "LRE": ("L", ""), "RLO": ("R", "R"), "LRO": ("L", "L")}
"""To the direction that a text inside a text has, and the one that its characters are made to have."""
_REMOVED = frozenset({*_EMBEDS, "PDF", "BN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON"}) | _ISOLATES
_AT_THE_END = frozenset({"WS", *_ISOLATES, *_REMOVED})

# Every character of a right-to-left script and of an Arabic number, the marks that say which way to go, and the controls.
_SCRIPTS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_OF_SCRIPT = re.compile(f"[{_SCRIPTS}]")
_NEEDS_LEVELS = re.compile(f"[{_SCRIPTS}\u200f\u202a-\u202e\u2066-\u2069]")

_CLOSING = {"[": "]", "{": "}", "［": "］", "｛": "｝", "\u298d": "\u2990", "\u298f": "\u298e"}
"""The closing bracket is the next character to the opening one, but for these."""
_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}
"""Brackets that are others in their canonical form."""


def runs_right_to_left(text: str) -> bool:
    """Return whether the first letter of a text belongs to a right-to-left script (rules P2 and P3)."""
    return _first_strong(map(_class_of, text)) in ("R", "AL")


def levels(text: str, *, right_to_left: bool) -> list[int] | None:
    """Return the level of each character of a paragraph: even runs left to right, odd right to left.

    Characters that rule X9 takes away (controls and what only joins) have the level of what stands before them.

    Args:
        text: one paragraph, or one line of it.
        right_to_left: the direction of the paragraph.

    Returns:
        None when the whole paragraph runs left to right, which needs no reordering.
    """
    if not right_to_left and not _NEEDS_LEVELS.search(text):
        return None
    base = int(right_to_left)
    classes = [_class_of(character) for character in text]
    kinds = list(classes)
    found = _explicit(kinds, base)
    for run in _isolating_runs(classes, tuple(found), base):
        inside = [kinds[place] for place in run.places]
        _resolve_weak(inside, run.before)
        _resolve_brackets(text, classes, inside, run)
        _resolve_neutral(inside, run)
        for place, kind in zip(run.places, inside, strict=True):
            found[place] += _raised(kind, run.level)
    _reset_whitespace(classes, found, base)
    return found


def _class_of(character: str) -> str:
    # What no version of the standard has yet runs as the script does in whose block it will be.
    return bidirectional(character) or ("R" if _OF_SCRIPT.match(character) else "L")


def _first_strong(classes: Iterable[str], *, inside: bool = False) -> str:
    """Return the first strong class that is in no isolate, or nothing.

    Args:
        inside: whether the text lies in an isolate, whose end is then the end of the search.
    """
    depth = 0
    for kind in classes:
        if kind in _OPENS_ISOLATE:
            depth += 1
        elif kind == "PDI":
            if inside and not depth:
                return ""
            depth = max(depth - 1, 0)
        elif not depth and kind in _STRONG:
            return kind
    return ""


def _matching(classes: Sequence[str]) -> dict[int, int]:
    """Return where each isolate that ends does so (BD9)."""
    found: dict[int, int] = {}
    open_ones: list[int] = []
    for place, kind in enumerate(classes):
        if kind in _OPENS_ISOLATE:
            open_ones.append(place)
        elif kind == "PDI" and open_ones:
            found[open_ones.pop()] = place
    return found


@dataclass(frozen=True, slots=True)
class _Inside:
    """A text inside the text, being read: its level, the class its characters are made to have, and how it began."""

    level: int
    override: str
    isolate: bool


class _Nesting:
    """Which texts are open inside each other at a place of a paragraph (rules X1 to X7)."""

    def __init__(self, base: int) -> None:
        self._stack = [_Inside(base, "", False)]
        self._too_deep_isolates = self._too_deep_embeddings = self._isolates = 0

    @property
    def innermost(self) -> _Inside:
        """The text that a character now belongs to."""
        return self._stack[-1]

    def begin(self, direction: str, override: str = "", *, isolate: bool = False) -> None:
        """Begin a text inside the text (X2 to X5b)."""
        level = self._stack[-1].level
        level += 1 if level % 2 == (direction == "L") else 2
        if level > DEEPEST or self._too_deep_isolates or self._too_deep_embeddings:
            if isolate:
                self._too_deep_isolates += 1
            elif not self._too_deep_isolates:
                self._too_deep_embeddings += 1
            return
        self._isolates += isolate
        self._stack.append(_Inside(level, override, isolate))

    def end_isolate(self) -> None:
        """End the last isolate, and every embedding in it (X6a)."""
        if self._too_deep_isolates:
            self._too_deep_isolates -= 1
        elif self._isolates:
            self._too_deep_embeddings = 0
            while not self._stack.pop().isolate:
                pass
            self._isolates -= 1

    def end_embedding(self) -> None:
        """End the last embedding (X7)."""
        if self._too_deep_isolates:
            return
        if self._too_deep_embeddings:
            self._too_deep_embeddings -= 1
        elif len(self._stack) > 1 and not self._stack[-1].isolate:
            self._stack.pop()


def _explicit(kinds: list[str], base: int) -> list[int]:
    """Return the level of each character as controls say it, and give `kinds` the classes that they make (X1 to X8)."""
    if _OPENS_ISOLATE.isdisjoint(kinds) and _REMOVED.isdisjoint(kinds):
        return [base] * len(kinds)
    found = []
    nesting = _Nesting(base)
    for place, kind in enumerate(list(kinds)):
        if kind == "PDI":
            nesting.end_isolate()
        elif kind == "B":
            nesting = _Nesting(base)
        found.append(nesting.innermost.level)
        if kind not in _REMOVED:
            kinds[place] = nesting.innermost.override or kind
        if kind in _EMBEDS:
            nesting.begin(*_EMBEDS[kind])
        elif kind == "PDF":
            nesting.end_embedding()
        elif kind in _OPENS_ISOLATE:
            # Ahead of this place every character still has the class of its own.
            strong = {"LRI": "L", "RLI": "R"}.get(kind) or _first_strong(islice(kinds, place + 1, None), inside=True)
            nesting.begin("R" if strong in ("R", "AL") else "L", isolate=True)
    return found


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters of one level that are read as if nothing stood between them (an isolating run sequence, BD13).

    Args:
        places: of the characters.
        before, after: the directions at both ends (X10).
    """

    places: list[int]
    level: int
    before: str
    after: str

    @property
    def direction(self) -> str:
        """The direction of its level."""
        return _direction(self.level)


def _direction(level: int) -> str:
    return "R" if level % 2 else "L"


def _isolating_runs(classes: Sequence[str], found: Sequence[int], base: int) -> Iterator[_Run]:
    """Yield the runs of a paragraph, without what rule X9 takes away."""
    kept = [place for place, kind in enumerate(classes) if kind not in _REMOVED]
    matching = _matching(classes)
    ends = frozenset(matching.values())
    # Level runs, each by the place that it begins at.
    runs: dict[int, list[int]] = {}
    for before, place in zip([-1, *kept], kept, strict=False):
        if before < 0 or found[before] != found[place]:
            runs[place] = run = []
        run.append(place)
    before_it = dict(zip(kept, [-1, *kept], strict=False))
    behind_it = dict(zip(kept, [*kept[1:], -1], strict=False))

    def level_at(place: int) -> int:
        return base if place < 0 else found[place]

    for begin, places in runs.items():
        if begin in ends:
            continue  # it goes on with the run that its isolate was begun in
        sequence = list(places)
        while (goes_on := matching.get(sequence[-1])) is not None:
            sequence += runs[goes_on]
        level = found[begin]
        last = sequence[-1]
        behind = -1 if classes[last] in _OPENS_ISOLATE else behind_it[last]
        before, after = level_at(before_it[begin]), level_at(behind)
        yield _Run(sequence, level, _direction(max(level, before)), _direction(max(level, after)))


def _resolve_weak(kinds: list[str], edge: str) -> None:
    """Rules W1 to W7."""
    strong = before = edge
    for place, kind in enumerate(kinds):
        if kind == "NSM":
            kind = "ON" if before in _ISOLATES else before
        if kind in _STRONG:
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


def _resolve_brackets(text: str, classes: Sequence[str], kinds: list[str], run: _Run) -> None:
    """Rule N0: both brackets of a pair take one direction, that of the run when it occurs inside."""
    for opening, closing in _pairs(text, kinds, run.places):
        inside = {_as_strong(kinds[place]) for place in range(opening + 1, closing)}
        if run.direction in inside:
            kind = run.direction
        elif inside & {"L", "R"}:
            strong = (_as_strong(kinds[place]) for place in range(opening - 1, -1, -1))
            # Inside is the other direction only; it counts when it also stands before the pair.
            before = next((each for each in strong if each), run.before)
            kind = before if before in inside else run.direction
        else:
            continue
        for bracket in (opening, closing):
            kinds[bracket] = kind
            mark = bracket + 1
            while mark < len(kinds) and classes[run.places[mark]] == "NSM":
                kinds[mark] = kind
                mark += 1


def _pairs(text: str, kinds: Sequence[str], places: Sequence[int]) -> list[tuple[int, int]]:
    """Return where in a run the brackets stand that belong together, by the opening one (BD16)."""
    open_ones: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for at, place in enumerate(places):
        character = text[place]
        if kinds[at] != "ON" or not mirrored(character):
            continue
        character = _SAME.get(character, character)
        sort = category(character)
        if sort == "Ps":
            if len(open_ones) == _MOST_OPEN:
                return []
            open_ones.append((_CLOSING.get(character) or chr(ord(character) + 1), at))
        elif sort == "Pe":
            for depth in range(len(open_ones) - 1, -1, -1):
                if open_ones[depth][0] == character:
                    found.append((open_ones[depth][1], at))
                    del open_ones[depth:]
                    break
    return sorted(found)


def _as_strong(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""


def _resolve_neutral(kinds: list[str], run: _Run) -> None:
    """Rules N1 and N2: neutral characters go with both neighbours when they agree, else with the run."""
    place = 0
    before = run.before
    while place < len(kinds):
        if kinds[place] not in _NEUTRAL:
            before = _as_strong(kinds[place])
            place += 1
            continue
        end = place
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        after = _as_strong(kinds[end]) if end < len(kinds) else run.after
        kinds[place:end] = [before if before == after else run.direction] * (end - place)
        place = end


def _raised(kind: str, level: int) -> int:
    """Return by how much a character is raised above the level of its text (rules I1 and I2)."""
    if level % 2:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)


def _reset_whitespace(classes: Sequence[str], found: list[int], base: int) -> None:
    """Let spaces at the end of the line, and before a tab, run as the paragraph does (L1), and give levels where X9 took."""
    at_the_end = True
    for place in range(len(classes) - 1, -1, -1):
        kind = classes[place]
        at_the_end = kind in ("B", "S") or (at_the_end and kind in _AT_THE_END)
        if at_the_end:
            found[place] = base
    if not _REMOVED.isdisjoint(classes):
        for place, kind in enumerate(classes):
            if kind in _REMOVED:
                found[place] = found[place - 1] if place else base


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
