"""The cases by which Unicode tests implementations of its bidirectional algorithm, from `unicode/`."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.package.report.bidi import levels, runs_right_to_left, visual_order

FOLDER = Path(__file__).parent / "unicode"

# One character of each class; BidiTest names classes only.
_OF_CLASS = {
    "L": "a", "R": "\u05d0", "AL": "\u0627", "EN": "1", "ES": "+", "ET": "#", "AN": "\u0660", "CS": ",", "NSM": "\u0300",
    "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "BN": "\u00ad", "LRE": "\u202a", "RLE": "\u202b", "PDF": "\u202c",
    "LRO": "\u202d", "RLO": "\u202e", "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A text and how it must come out.

    Args:
        direction: of the paragraph: 0 from left to right, 1 from right to left, 2 as the first letter says.
        levels: of each character, `x` for one that is taken away.
        order: the places of the others from left to right.
    """

    text: str
    direction: int
    levels: list[str]
    order: list[int]

    def holds(self) -> bool:
        right_to_left = runs_right_to_left(self.text) if self.direction == 2 else self.direction == 1
        found = levels(self.text, right_to_left=right_to_left) or [0] * len(self.text)
        seen = [level if level == "x" else str(each) for level, each in zip(self.levels, found, strict=True)]
        order = [place for place in visual_order(found) if self.levels[place] != "x"]
        return seen == self.levels and order == self.order


def _lines(name: str) -> Iterator[str]:
    with lzma.open(FOLDER / name, "rt", encoding="utf-8") as lines:
        yield from (line.strip() for line in lines if line.strip() and not line.startswith("#"))


def of_characters(step: int = 1) -> Iterator[Case]:
    """Yield every so-manieth case of BidiCharacterTest: texts of real characters, brackets among them."""
    for number, line in enumerate(_lines("BidiCharacterTest.txt.xz")):
        if number % step == 0:
            codes, direction, _base, level, order = line.split(";")
            text = "".join(chr(int(code, 16)) for code in codes.split())
            yield Case(text, int(direction), level.split(), [int(place) for place in order.split()])


def of_classes(step: int = 1) -> Iterator[Case]:
    """Yield every so-manieth case of BidiTest: all that up to four classes in a row can come to, in each direction."""
    level: list[str] = []
    order: list[int] = []
    for number, line in enumerate(_lines("BidiTest.txt.xz")):
        if line.startswith("@Levels:"):
            level = line.partition(":")[2].split()
        elif line.startswith("@Reorder:"):
            order = [int(place) for place in line.partition(":")[2].split()]
        elif number % step == 0:
            classes, bits = line.split(";")
            text = "".join(_OF_CLASS[each] for each in classes.split())
            yield from (Case(text, of, level, order) for bit, of in ((1, 2), (2, 0), (4, 1)) if int(bits) & bit)


def brackets() -> Iterator[tuple[str, str, str]]:
    """Yield each bracket, the one that belongs to it, and `o` or `c` for what it does."""
    for line in (FOLDER / "BidiBrackets.txt").read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].split(";")
        if len(words) == 3:
            yield chr(int(words[0], 16)), chr(int(words[1], 16)), words[2].strip()
