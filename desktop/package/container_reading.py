"""Reading a container strictly: it is in the one form, to the last byte, or it is refused."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from desktop.i18n.translation import gettext as _
from desktop.package import manifest
from desktop.package.container import (
    CENTRAL,
    END,
    LOCAL,
    MIMETYPE,
    MOST_BYTES,
    MOST_MEMBERS,
    AlteredMember,
    Container,
    CutShort,
    Member,
    Members,
    NotAPackage,
    NotOneForm,
    Signed,
    Step,
    central_directory,
    local_header,
    summed,
    unwatched,
)
from desktop.package.container_names import (
    LONGEST_NAME,
    MANIFEST_NAME,
    MIMETYPE_NAME,
    BadName,
    check_names,
    is_own,
    manifest_name,
    names_of_signatures,
    signature_name,
)
from desktop.package.received_file import CHUNK, opened

_MOST_OF_MANIFEST, _MOST_OF_SIGNATURE = 1 << 23, 1 << 20
"""Bytes that what the container adds for itself may have."""


def read_container(source: Path | bytes, *, step: Step = unwatched) -> Container:
    """Read a container strictly; it says nothing of what the signature is worth (see `examine`).

    Args:
        step: is told how many bytes of how many were read.

    Raises:
        CannotRead: the file cannot be read at all.
        NotAPackage: it is something else, or cut short (`CutShort`).
        AlteredMember: a content was changed.
        NotOneForm: anything else is not as Pledgebook writes it.
    """
    with opened(source) as stream:
        listed = _listed(stream)
        total = sum(size for _name, size, _crc in listed)
        places: dict[str, tuple[int, Member]] = {}
        altered = []
        stream.seek(0)
        for name, size, crc in listed:
            header = stream.read(LOCAL.size + len(name))
            start = stream.tell()
            found = summed(name, _exactly(stream, size, lambda: step(stream.tell(), max(total, stream.tell()))))
            # Each header is made anew and compared, so nothing in it is believed; with the checksum of the
            # content it differs when the content was altered, and then it is still told which content that
            # was.
            if found.crc != crc:
                altered.append(name)
                found = replace(found, crc=crc)
            if header != local_header(found):
                raise not_one_form()
            places[name] = (start, found)
        end = central_directory([found for _start, found in places.values()])
        # What follows may be huge where the directory lies about where it begins.
        if stream.read(len(end) + 1) != end:
            raise not_one_form()
        own = {name: _own(stream, *places.pop(name)) for name in list(places) if is_own(name)}
        if altered:
            listed_as = _digests(own.get(MANIFEST_NAME, b""))
            contents = [name for name in altered if name not in places or listed_as.get(name) != places[name][1].sha256]
            # Else the contents are those of the list, and only what stands around them was changed.
            raise AlteredMember(contents) if contents else not_one_form()
    facts = tuple(found for _start, found in places.values())
    signatures = tuple(
        Signed(own[manifest_name(number)], own[signature_name(number)]) for number in range(len(own) // 2)
    )
    return Container(Members(source, places), facts, signatures)


def _listed(stream: BinaryIO) -> list[tuple[str, int, int]]:
    """Return name, size and CRC of each member as the central directory tells them, in its order.

    Nothing here is believed: it only says where to look, and the whole directory is made anew and compared
    later.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    prefix = local_header(summed(MIMETYPE_NAME, [MIMETYPE])) + MIMETYPE
    if stream.read(len(prefix)) != prefix:
        stream.seek(0)
        raise not_one_form() if MIMETYPE in stream.read(CHUNK) else _not_a_package()
    if size > MOST_BYTES:
        raise not_one_form()
    stream.seek(max(0, size - END.size))
    mark, *_disks, count, length, start, _comment = END.unpack(stream.read(END.size).rjust(END.size, b"\0"))
    if mark != b"PK\x05\x06":
        raise not_one_form() if _has_end(stream, size) else _cut_short()
    most = count * (CENTRAL.size + LONGEST_NAME)
    if not 1 < count <= MOST_MEMBERS or start + length + END.size != size or length > most:
        raise not_one_form()
    stream.seek(start)
    listed = _entries(stream.read(length), count)
    names = [name for name, _size, _crc in listed]
    payload = [name for name in names if not is_own(name)]
    try:
        check_names(payload)
    except BadName as error:
        raise not_one_form() from error
    signatures = (len(names) - len(payload)) // 2
    if not payload or names != [MIMETYPE_NAME, *sorted(payload), *names_of_signatures(signatures)]:
        raise not_one_form()
    return listed


def _entries(directory: bytes, count: int) -> list[tuple[str, int, int]]:
    listed = []
    at = 0
    for _each in range(count):
        if at + CENTRAL.size > len(directory):
            raise not_one_form()
        fields = CENTRAL.unpack_from(directory, at)
        crc, size, length = fields[7], fields[9], fields[10]
        at += CENTRAL.size
        try:
            listed.append((directory[at : at + length].decode("ascii"), size, crc))
        except UnicodeDecodeError as error:
            raise not_one_form() from error
        at += length
    return listed


def _has_end(stream: BinaryIO, size: int) -> bool:
    """Tell whether there is a whole end record that is merely not the last thing in the file."""
    stream.seek(max(0, size - 0x1_0100))
    return b"PK\x05\x06" in stream.read()[: 4 - END.size]


def _exactly(stream: BinaryIO, size: int, step: Callable[[], None]) -> Iterator[bytes]:
    while size:
        step()
        chunk = stream.read(min(size, CHUNK))
        if not chunk:
            raise not_one_form()
        size -= len(chunk)
        yield chunk


def _digests(listing: bytes) -> dict[str, bytes]:
    """Return the digest of each file by the list of what was signed, nothing where there is none."""
    try:
        return manifest.read(listing)
    except manifest.NotAManifest:
        return {}


def _own(stream: BinaryIO, start: int, member: Member) -> bytes:
    """Return what the container adds for itself; ours is small, and a huge one is not ours."""
    if member.size > (_MOST_OF_SIGNATURE if member.name.endswith(".p7s") else _MOST_OF_MANIFEST):
        raise not_one_form()
    stream.seek(start)
    return stream.read(member.size)


def _not_a_package() -> NotAPackage:
    return NotAPackage(_("This file is not a package made by Pledgebook."))


def _cut_short() -> CutShort:
    return CutShort(_("This package is incomplete: it was not fully copied or received. Please get it again."))


def not_one_form() -> NotOneForm:
    """Return the refusal of anything that is not written as it is written here."""
    return NotOneForm(
        _(
            "This package is not in the form that Pledgebook writes: something was added, removed, moved or "
            "packed again after it was made."
        )
    )
