"""A ZIP file of somebody else gives what it says, and asks for no more memory than is read at a time."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from desktop.package.foreign_zip import UNREADABLE, chunks, directory, opened

CONTENT = bytes(range(256)) * 9000
PACKED = pytest.mark.parametrize("packed_by", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
LARGE = 1 << 26


def packed(content: bytes, packed_by: int) -> bytearray:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packed_by) as archive:
        archive.writestr("before", b"")
        archive.writestr("member", content)
    return bytearray(made.getvalue())


def saying(size: int, content: bytes, packed_by: int) -> bytearray:
    """Return a ZIP file whose member has another size than it says, in its header and in the directory."""
    made = packed(content, packed_by)
    for signature, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = made.rfind(signature) + place
        made[at : at + 4] = size.to_bytes(4, "little")
    return made


def read(made: bytearray) -> bytes:
    with directory(io.BytesIO(made), LARGE, 2) as archive:
        return b"".join(chunks(archive, archive.getinfo("member")))


@PACKED
@pytest.mark.parametrize("content", [b"", b"a", CONTENT], ids=["nothing", "a byte", "more than is read at a time"])
def test_it_gives_what_was_packed(content: bytes, packed_by: int) -> None:
    made = packed(content, packed_by)
    assert read(made) == content
    with directory(io.BytesIO(made), LARGE, 2) as archive, opened(archive, archive.getinfo("member")) as stream:
        assert (stream.read(100), stream.read(100)) == (content[:100], content[100:200])


@PACKED
@pytest.mark.parametrize("size", [len(CONTENT) - 1, 1, 0])
def test_more_than_it_says_is_an_error(size: int, packed_by: int) -> None:
    with pytest.raises(UNREADABLE):
        read(saying(size, CONTENT, packed_by))


@PACKED
def test_another_sum_than_it_says_and_half_of_it_are_errors(packed_by: int) -> None:
    made = packed(CONTENT, packed_by)
    half = made.rfind(b"PK\3\4") + 20
    for place in (made.rfind(b"PK\1\2") + 16, made.rfind(b"PK\3\4") + 60):
        altered = bytearray(made)
        altered[place] ^= 1
        with pytest.raises(UNREADABLE):
            read(altered)
    with pytest.raises(UNREADABLE):
        read(made[:half])


@pytest.mark.parametrize("packed_by", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_few_bytes_that_give_many_take_no_memory(packed_by: int) -> None:
    bomb = saying(100, bytes(LARGE), packed_by)
    assert len(bomb) < LARGE // 500
    tracemalloc.start()
    try:
        with pytest.raises(UNREADABLE):
            read(bomb)
        assert tracemalloc.get_traced_memory()[1] < LARGE // 10
    finally:
        tracemalloc.stop()
