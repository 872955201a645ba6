"""Files that are made of earlier ones, as an update carries them: what changed in each, byte by byte.

A line that is added to a module moves all that comes after it, and a few bytes here and there count it. So a file is told
in steps through the earlier one: go to a place, take so many bytes and add to each its difference, then take so many that
are new. The steps, the differences and what was added are kept apart, since each packs best by itself: nearly all
differences are nought. `installers/byte_changes.py` finds the steps.
"""

from __future__ import annotations

import zipfile
from contextlib import ExitStack
from typing import IO, Self

from desktop.package.foreign_zip import chunks, opened

STEPS, DIFFERENCES, ADDITIONS = "steps", "differences", "additions"
MEMBERS = (STEPS, DIFFERENCES, ADDITIONS)
"""Where they lie in a ZIP file, of all files one after the other."""

_MOST_OF_NUMBER = 5
"""Bytes of a number, which has seven bits in each."""


class ByteChanges:
    """What changed in files, read from a ZIP file once, in the order in which it was written.

    Args:
        packed: that file. Whoever opened it knows how much each member may give.
    """

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._open.enter_context(self._packed)
        self._steps = iter(b"".join(chunks(self._packed, self._packed.getinfo(STEPS))))
        self._differences = self._open.enter_context(opened(self._packed, self._packed.getinfo(DIFFERENCES)))
        self._additions = self._open.enter_context(opened(self._packed, self._packed.getinfo(ADDITIONS)))
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    def made(self, old: bytes, size: int) -> bytes:
        """Return the next file.

        Args:
            old: the earlier file that it is made of; nothing for one that is new as a whole.
            size: how large it is.

        Raises:
            ValueError: the steps lead out of the earlier file, or to another size; and whatever a ZIP file is met with
                that is broken.
        """
        new = bytearray()
        place = 0
        while len(new) < size:
            place += self._way()
            taken, added = self._number(), self._number()
            if not 0 < taken + added <= size - len(new):
                raise ValueError("another size")
            if not 0 <= place <= len(old) - taken:
                raise ValueError("out of the earlier file")
            new += _sum(old[place : place + taken], _exactly(self._differences, taken))
            new += _exactly(self._additions, added)
            place += taken
        return bytes(new)

    def _number(self) -> int:
        number = 0
        for position in range(_MOST_OF_NUMBER):
            seven = next(self._steps, None)
            if seven is None:
                break
            number |= (seven & 127) << 7 * position
            if seven < 128:
                return number
        raise ValueError("no number")

    def _way(self) -> int:
        """Return how far the next place is; the last bit says whether it lies before."""
        number = self._number()
        return -(number >> 1) if number & 1 else number >> 1


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) != size:
        raise ValueError("cut off")
    return content


def _sum(old: bytes, differences: bytes) -> bytes:
    if differences.count(0) == len(differences):
        return old
    return bytes((one + other) & 255 for one, other in zip(old, differences, strict=True))
