"""Look into a ZIP file that somebody else packed, within bounds: a small file can ask for any amount of memory.

What a ZIP program would see in a container that is not in the one form is told to people, and nothing rests on it. The
workbook of a package is a ZIP file, too, and is looked at in the same way before another library reads it.
"""

from __future__ import annotations

import bz2
import copy
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any, BinaryIO

from desktop.errors import CannotRead

UNREADABLE = (
    CannotRead,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    RuntimeError,
    OverflowError,
    struct.error,
)
"""What a ZIP file that is broken, or made to be so, is met with."""

_MOST_OF_DIRECTORY = 1 << 23
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_END_SIZE = 22
_LONGEST_COMMENT = 0xFFFF
_CHUNK = 1 << 20
# Others, LZMA for one, ask for as much memory as the file says before a byte is unpacked.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)


class TooMuchError(ValueError):
    """The file holds more, or in another way, than is looked into."""


def directory(stream: BinaryIO, most: int, most_members: int) -> zipfile.ZipFile:
    """Return the ZIP file in a stream once its directory is known to be one that can be read.

    Args:
        most: bytes of all members together, as the directory says; none of them gives more when it is read.
        most_members: how many there may be.

    Raises:
        TooMuchError, or any of `UNREADABLE`.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or at + _END_SIZE > len(tail) or tail[max(0, at - 20) : at].startswith(_END_64):
        raise TooMuchError("no end record of a small ZIP file")
    (length,) = struct.unpack_from("<I", tail, at + 12)
    if length > min(_MOST_OF_DIRECTORY, most_members * 1024):
        raise TooMuchError("a large directory")
    packed = zipfile.ZipFile(stream)
    entries = packed.infolist()
    if (
        len(entries) > most_members
        or sum(entry.file_size for entry in entries) > most
        or any(entry.compress_type not in _PACKED for entry in entries)
    ):
        raise TooMuchError("large members, or packed in another way")
    return packed


def chunks(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give the content of a member piece by piece; what is there beyond its stated size is an error."""
    with opened(packed, entry) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def unsummed(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return a member as if no checksum stood beside it; one that bzip2 has packed stays as it is."""
    if entry.compress_type == zipfile.ZIP_BZIP2:
        return entry
    plain = copy.copy(entry)
    del plain.CRC
    return plain


def opened(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    """Return the content of a member as a stream, which takes no more memory than is asked of it at a time."""
    if entry.compress_type == zipfile.ZIP_BZIP2:
        return io.BufferedReader(_Bzip2(packed, entry))
    return packed.open(entry)


class _Bzip2(io.RawIOBase):
    """A member that bzip2 has packed: `zipfile` unpacks at once all that it has read, and 40 bytes can give 40 MB."""

    def __init__(self, packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        self._entry = entry
        self._packed = packed.open(_as_it_lies(entry))
        self._unpacking = bz2.BZ2File(self._packed)
        self._given = self._sum = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self._unpacking.read(len(buffer))
        self._given += len(chunk)
        self._sum = zlib.crc32(chunk, self._sum)
        whole = (self._given, self._sum) == (self._entry.file_size, self._entry.CRC)
        if self._given > self._entry.file_size or not (chunk or whole):
            raise zipfile.BadZipFile("another content than it says")
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._packed.close()
        super().close()


def _as_it_lies(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return a member as if it were not packed, so that its bytes are given as they lie in the file."""
    lies = copy.copy(entry)
    lies.compress_type, lies.file_size = zipfile.ZIP_STORED, entry.compress_size
    del lies.CRC
    return lies
