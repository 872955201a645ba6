"""A ZIP file of somebody else gives what it says, and asks for no more memory than is read at a time."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from desktop.package.foreign_zip import UNREADABLE, TooMuchError, chunks, directory, opened, unsummed

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


@PACKED
@pytest.mark.parametrize("stated", [0, 0xFFFFFFFF])
def test_a_sum_that_is_smaller_or_larger_than_what_comes_is_an_error(stated: int, packed_by: int) -> None:
    made = packed(CONTENT, packed_by)
    for signature, place in ((b"PK\3\4", 14), (b"PK\1\2", 16)):
        at = made.rfind(signature) + place
        made[at : at + 4] = stated.to_bytes(4, "little")
    with pytest.raises(UNREADABLE):
        read(made)


@pytest.mark.parametrize("packed_by", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_content_can_be_asked_for_without_its_sum(packed_by: int) -> None:
    made = packed(CONTENT, packed_by)
    made[made.rfind(b"PK\1\2") + 16] ^= 1
    made[made.rfind(b"PK\3\4") + 14] ^= 1
    with directory(io.BytesIO(made), LARGE, 2) as archive:
        assert b"".join(chunks(archive, unsummed(archive.getinfo("member")))) == CONTENT


def test_what_bzip2_has_packed_keeps_its_sum() -> None:
    with directory(io.BytesIO(packed(CONTENT, zipfile.ZIP_BZIP2)), LARGE, 2) as archive:
        entry = archive.getinfo("member")
        assert unsummed(entry) is entry


def looked_into(made: bytes | bytearray, *, most: int = LARGE, most_members: int = 2) -> bool:
    """Return whether a ZIP file is looked into."""
    try:
        directory(io.BytesIO(made), most, most_members).close()
    except UNREADABLE:
        return False
    return True


def test_it_is_looked_into_up_to_so_many_members_and_bytes_and_no_further() -> None:
    made = packed(CONTENT, zipfile.ZIP_DEFLATED)
    assert looked_into(made, most=len(CONTENT))
    assert not looked_into(made, most=len(CONTENT) - 1)
    assert not looked_into(made, most_members=1)
    three = io.BytesIO(made)
    with zipfile.ZipFile(three, "a") as archive:
        archive.writestr("third", b"")
    assert looked_into(three.getvalue(), most_members=3) and not looked_into(three.getvalue())


def test_a_way_of_packing_that_asks_for_memory_first_is_left_alone() -> None:
    assert not looked_into(packed(b"a", zipfile.ZIP_LZMA))


@pytest.mark.parametrize(("length", "looked"), [(1024, True), (1025, False)])
def test_a_directory_has_a_thousand_bytes_for_each_member(length: int, looked: bool) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("n" * (length - 46), b"")
    assert looked_into(made.getvalue(), most_members=1) is looked


@pytest.mark.parametrize("length", [0, 1, 0xFFFF])
def test_its_end_is_found_before_the_longest_comment(length: int) -> None:
    made = io.BytesIO(packed(b"", zipfile.ZIP_STORED))
    with zipfile.ZipFile(made, "a") as archive:
        archive.comment = b"c" * length
    assert looked_into(made.getvalue())


@pytest.mark.parametrize("much", [b"", CONTENT], ids=["little", "much"])
def test_the_end_of_a_large_kind_and_half_an_end_are_not_followed(much: bytes) -> None:
    made = packed(much, zipfile.ZIP_STORED)
    end = made.rfind(b"PK\5\6")
    with pytest.raises(TooMuchError):
        directory(io.BytesIO(made[:end] + b"PK\6\7" + bytes(16) + made[end:]), LARGE, 2)
    with pytest.raises(TooMuchError):
        directory(io.BytesIO(made[:-1]), LARGE, 2)
    with pytest.raises(TooMuchError):
        directory(io.BytesIO(made[:end]), LARGE, 2)
