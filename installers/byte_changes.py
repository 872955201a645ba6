"""Find what changed in a file, byte by byte, as `desktop/package/byte_changes.py` reads it.

First the new file is parted into stretches, each of which lies alike in the old file but for single bytes: a stretch ends
where another place of the old file has clearly more of what follows. Then each stretch is let reach as far into the
next one, and the next one as far back, as more than half of its bytes are the same; what is between them is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

LEAST = 8
"""Bytes by which a place of the old file is found, and by which another one has to be better."""
_MOST_PLACES = 24
"""Of bytes that come again and again not every place is looked at."""


@dataclass
class Stretch:
    """A stretch of the new file, from `begin` until before `end`; each byte stands `shift` further on in the old file."""

    begin: int
    end: int
    shift: int


def changes(old: bytes, new: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the steps that lead from an old file to a new one, the differences, and what was added."""
    steps, differences, additions = bytearray(), bytearray(), bytearray()
    place = 0
    stretches = _stretches(old, new)
    for number, each in enumerate(stretches):
        following = stretches[number + 1].begin if number + 1 < len(stretches) else len(new)
        taken, begin = each.end - each.begin, each.begin + each.shift if each.end > each.begin else place
        if following == each.begin:
            continue
        steps += _way(begin - place) + _number(taken) + _number(following - each.end)
        differences += bytes(
            (one - other) & 255
            for one, other in zip(new[each.begin : each.end], old[begin : begin + taken], strict=True)
        )
        additions += new[each.end : following]
        place = begin + taken
    return bytes(steps), bytes(differences), bytes(additions)


def _stretches(old: bytes, new: bytes) -> list[Stretch]:
    """Return what of the new file lies in the old one, each stretch as far as it goes."""
    parted = _parted(old, new)
    widened = [
        Stretch(each.begin, each.begin + _worth(old, new, range(each.begin, each.end), each.shift), each.shift)
        for each in parted
    ]
    for before, each, stretch in zip(parted, parted[1:], widened[1:], strict=False):
        stretch.begin -= _worth(old, new, range(each.begin - 1, before.begin - 1, -1), each.shift)
    for one, other in pairwise(widened):
        if other.begin < one.end:
            one.end = other.begin = _border(old, new, one, other)
    return widened


def _parted(old: bytes, new: bytes) -> list[Stretch]:
    """Part the new file where what follows lies better in another place of the old file."""
    places = _places(old)
    parted: list[Stretch] = []
    begin = shift = at = 0
    while at < len(new):
        same = _same(new, at, old, at + shift)
        if same >= LEAST:
            at += same
            continue
        alike, place = max(
            ((_same(new, at, old, each), each) for each in places.get(new[at : at + LEAST], ())), default=(0, 0)
        )
        if alike > LEAST + _equal(new, at, old, at + shift, alike):
            parted.append(Stretch(begin, at, shift))
            begin, shift = at, place - at
            at += alike
        else:
            at += max(same, 1)
    return [*parted, Stretch(begin, len(new), shift)]


def _places(old: bytes) -> dict[bytes, list[int]]:
    """Return where any few bytes stand in the old file."""
    places: dict[bytes, list[int]] = defaultdict(list)
    for at in range(len(old) - LEAST + 1):
        found = places[old[at : at + LEAST]]
        if len(found) < _MOST_PLACES:
            found.append(at)
    return places


def _same(new: bytes, at: int, old: bytes, place: int) -> int:
    """Return how many bytes are the same from two places on."""
    if not 0 <= place < len(old):
        return 0
    most = min(len(new) - at, len(old) - place)
    same, step = 0, 16
    while same < most:
        step = min(step, most - same)
        if new[at + same : at + same + step] == old[place + same : place + same + step]:
            same += step
            step *= 2
        elif step == 1:
            break
        else:
            step = max(1, step // 4)
    return same


def _equal(new: bytes, at: int, old: bytes, place: int, size: int) -> int:
    """Return how many of so many bytes are equal, each to each."""
    if not 0 <= place < len(old):
        return 0
    return sum(map(int.__eq__, new[at : at + size], old[place : place + size]))


def _worth(old: bytes, new: bytes, order: Iterable[int], shift: int) -> int:
    """Return how many bytes, in this order, are worth being taken of the old file."""
    gain = best = worth = 0
    for number, at in enumerate(order, 1):
        if not 0 <= at + shift < len(old):
            break
        gain += 1 if old[at + shift] == new[at] else -1
        if gain > best:
            best, worth = gain, number
    return worth


def _border(old: bytes, new: bytes, one: Stretch, other: Stretch) -> int:
    """Return where one stretch had best give way to the other, between which both reach."""
    gain = best = 0
    border = other.begin
    for at in range(other.begin, one.end):
        gain += (new[at] == old[at + one.shift]) - (new[at] == old[at + other.shift])
        if gain > best:
            best, border = gain, at + 1
    return border


def _number(number: int) -> bytes:
    """Return a number by seven bits in each byte; the eighth says that more follows."""
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    return bytes([*written, number])


def _way(way: int) -> bytes:
    """Return how far a place is; the last bit says whether it lies before."""
    return _number(way << 1 if way >= 0 else -way << 1 | 1)
