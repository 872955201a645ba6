"""The parts of a workbook that came from outside, as they really unpack, and what is said of one that is not read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from desktop.i18n.translation import gettext as _
from desktop.operations.import_entries import CannotImport
from desktop.package.foreign_xml import XML_UNREADABLE, parse_foreign

MOST_UNPACKED = 400_000_000
"""Bytes of all parts of a workbook, and characters of all its cells."""
MOST_PARTS = 5_000
_PIECE = 1 << 20
_PART = b"PK\x01\x02"
"""Begins the line of a part in the directory of an archive."""


def check_archive(content: bytes) -> zipfile.ZipFile:
    """Return an archive of which every part unpacks to what its directory says, within limits.

    Raises:
        CannotImport: it is broken, or unpacks to more than any table needs.
    """
    # The library makes an object of each part that the directory lists, before anybody can ask how many there are.
    if content.count(_PART) > MOST_PARTS:
        raise too_big()
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise damaged() from error
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_UNPACKED:
        raise too_big()
    if len({folded(each.filename) for each in parts}) < len(parts):
        raise damaged()
    left = MOST_UNPACKED
    for part in parts:
        for piece in pieces(content, part):
            left -= len(piece)
            if left < 0:
                raise too_big()
    return archive


def folded(name: str) -> str:
    """Return the name of a part as the library compares it."""
    return name.replace("\\", "/").lstrip("/").casefold()


def too_big() -> CannotImport:
    """Return what is said of a workbook that is too big."""
    return CannotImport(
        _(
            "When unpacked, the workbook is larger than a table of values needs to be, so it is not read. Save "
            "its sheet as CSV."
        )
    )


def damaged() -> CannotImport:
    """Return what is said of a workbook that cannot be read."""
    return CannotImport(_("This workbook or archive is damaged and cannot be read."))


def protected() -> CannotImport:
    """Return what is said of a workbook that a password keeps closed."""
    return CannotImport(_("The workbook is protected by a password, or damaged. Save it without a password first."))


def pieces(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part of an archive in pieces, as it really unpacks and not as the directory says."""
    start = part.header_offset
    header = content[start : start + 30]
    if len(header) < 30 or part.flag_bits & 1:
        raise protected()
    begin = start + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(content)[begin : begin + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise damaged()
    unpacking = zlib.decompressobj(-15)
    said = 0
    try:
        rest: Any = packed
        while True:
            piece = unpacking.decompress(rest, _PIECE)
            rest = unpacking.unconsumed_tail
            said += len(piece)
            if said > part.file_size:
                raise too_big()
            if piece:
                yield piece
            if unpacking.eof or (not piece and not rest):
                return
    except zlib.error as error:
        raise damaged() from error


def parse(
    content: bytes,
    part: zipfile.ZipInfo | None,
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Tell of each element and text of a part, see `parse_foreign`; of none where there is no such part.

    Raises:
        CannotImport: it is no XML, or has a document type.
    """
    if part is None:
        return
    try:
        parse_foreign(pieces(content, part), damaged, start=start, end=end, text=text)
    except XML_UNREADABLE as error:
        raise damaged() from error


def bare(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition(" ")[2]
