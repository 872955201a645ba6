"""What changed in a file is found, told in few bytes, and made again to the byte; what leads astray is no file."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from desktop.package.byte_changes import MEMBERS, ByteChanges
from installers.byte_changes import changes


def read(*streams: bytes) -> ByteChanges:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in zip(MEMBERS, streams, strict=True):
            packed.writestr(name, content)
    return ByteChanges(zipfile.ZipFile(made))


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


OLD = noise(4000)
PAIRS = {
    "the same": (OLD, OLD),
    "nothing of nothing": (b"", b""),
    "all of it new": (b"", noise(50, 2)),
    "none of it left": (OLD, b""),
    "nothing in common": (OLD, noise(3000, 3)),
    "a few bytes": (b"abc", b"abd"),
    "something added in front": (OLD, b"something" + OLD),
    "something added within": (OLD, OLD[:1234] + b"a line more\n" + OLD[1234:]),
    "something added at the end": (OLD, OLD + b"something"),
    "something taken out": (OLD, OLD[:1000] + OLD[1300:]),
    "parts in another order": (OLD, OLD[2500:] + OLD[:2500]),
    "the same again and again": (OLD, OLD[:700] * 4),
    "zeros": (bytes(5000), bytes(7000)),
    "numbers that count on": (OLD, bytes((each + (place % 10 == 0)) & 255 for place, each in enumerate(OLD))),
}


@pytest.mark.parametrize(("old", "new"), PAIRS.values(), ids=PAIRS.keys())
def test_it_is_made_again_to_the_byte(old: bytes, new: bytes) -> None:
    with read(*changes(old, new)) as inside:
        assert inside.made(old, len(new)) == new


def test_any_file_is_made_again_to_the_byte() -> None:
    """Files that are cut, moved and altered at places of chance, one after the other in the same streams."""
    chance = random.Random(7)
    pairs = []
    for _file in range(60):
        old = bytes(chance.choices(b"abcd", k=chance.randrange(900)))
        new = bytearray()
        while chance.random() < 0.8:
            at = chance.randrange(len(old) + 1)
            new += old[at : at + chance.randrange(300)] + chance.randbytes(chance.randrange(12))
        for _byte in range(len(new) // 40):
            new[chance.randrange(len(new))] = chance.randrange(256)
        pairs.append((old, bytes(new)))
    found = [changes(old, new) for old, new in pairs]
    with read(*(b"".join(each) for each in zip(*found, strict=True))) as inside:
        for old, new in pairs:
            assert inside.made(old, len(new)) == new


@pytest.mark.parametrize(
    "name", ["something added in front", "something added within", "something taken out", "parts in another order"]
)
def test_what_is_the_same_is_not_told_again(name: str) -> None:
    steps, differences, additions = changes(*PAIRS[name])
    assert len(steps) < 20
    assert differences.count(0) == len(differences)
    assert len(additions) < 20


def test_a_stretch_reaches_back_over_a_byte_that_differs() -> None:
    new = OLD[:1000] + b"something" + OLD[1000:1003] + b"?" + OLD[1004:]
    _steps, differences, additions = changes(OLD, new)
    assert (len(additions), len(differences) - differences.count(0)) == (9, 1)


def test_bytes_that_count_on_are_differences_and_break_nothing_off() -> None:
    steps, differences, additions = changes(*PAIRS["numbers that count on"])
    assert (len(steps), set(differences), additions) == (4, {0, 1}, b"")


WHY = "no number|another size|out of the earlier file|cut off"


@pytest.mark.parametrize(
    ("steps", "differences", "additions"),
    [
        (b"", bytes(4), b""),
        (b"\0\4", bytes(4), b""),
        (b"\0\0\0", bytes(4), b""),
        (b"\0\5\0", bytes(5), b""),
        (b"\0\0\5", b"", bytes(5)),
        (b"\3\4\0", bytes(4), b""),
        (b"\x11\4\0", bytes(4), b""),
        (b"\x0a\4\0", bytes(4), b""),
        (b"\0\4\0", bytes(3), b""),
        (b"\0\0\4", b"", bytes(3)),
        (b"\xff\xff\xff\xff\xff\1\4\0", bytes(4), b""),
    ],
    ids=[
        *("no steps", "half a step", "a step that leads nowhere", "more taken", "more added", "before the file"),
        *("long before the file", "behind the file", "too few differences", "too little added", "an endless number"),
    ],
)
def test_steps_that_lead_astray_make_nothing(steps: bytes, differences: bytes, additions: bytes) -> None:
    with read(steps, differences, additions) as inside, pytest.raises(ValueError, match=WHY):
        inside.made(b"eight by", 4)
