"""The container of a package: one file that holds the others, in one canonical form and no other.

An ASiC-E container (ETSI EN 319 162-1) is a ZIP file, and ZIP leaves much open: order, dates, compression,
comments, gaps. Here all of it is settled, so that a list of names and contents makes one sequence of bytes:

- `mimetype` first, then the payload sorted by name, then, when signed, for each signature in the order in which they
  were made the manifest that it stands over and the signature itself;
- each member is stored as it is, dated 1980-01-01, with no attribute, extra field or comment; no ZIP64;
- names are plain ASCII, safe on every system, and no two differ in their case alone.

Whoever reads a container makes these bytes anew from what was read and demands that they are the same, so a
change of any bit, even one that no ZIP program looks at, is seen.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from desktop.atomic_write import atomic_write
from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.package import manifest
from desktop.package.container_names import (
    LONGEST_NAME,
    MIMETYPE_NAME,
    MOST_SIGNATURES,
    BadName,
    check_names,
    is_own,
    manifest_name,
    names_of_signatures,
    signature_name,
)

if TYPE_CHECKING:
    from desktop.package.announced_signers import AnnouncedSigner
    from desktop.package.signer import Signer

MIMETYPE = b"application/vnd.etsi.asic-e+zip"
MOST_BYTES = 0xFFFF_FFFE
"""The largest container, in bytes: what ZIP can hold without its 64-bit extension."""

MOST_MEMBERS = 20_000

_MOST_OF_MANIFEST, _MOST_OF_SIGNATURE = 1 << 23, 1 << 20
"""Bytes that what the container adds for itself may have."""

_CHUNK = 1 << 20
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_VERSION = 10  # 1.0: nothing but stored files
_DATE = 0x0021  # 1980-01-01, the first day that ZIP knows


class NotAPackage(UserError):
    """The file is something else: a text, a picture, a container of another program, nothing at all."""


class CutShort(NotAPackage):
    """The file begins like a package and has no end: it was not copied or received whole."""


class NotOneForm(UserError):
    """The file is a container, but not in the one form that Pledgebook writes."""


class AlteredMember(UserError):
    """The content of a member does not belong to its checksum; `names` says of which ones."""

    def __init__(self, names: Sequence[str]) -> None:
        sentence = _("The file {name} was changed after the package was made.")
        details = tuple(sentence.format(name=name) for name in names)
        super().__init__(details[0], details)
        self.names = tuple(names)


class CannotRead(UserError):
    """The file is not there, is a folder, or may not be read."""


class TooLarge(UserError):
    """A package cannot hold so much."""


Step = Callable[[int, int], None]
"""Is told how much of how much is done. Raises `Cancelled` when somebody chose to stop."""


def unwatched(_done: int, _total: int) -> None:
    """Do nothing: nobody watches."""


@dataclass(frozen=True)
class Member:
    """One member of a container.

    Args:
        name: its path in the container.
        size: in bytes.
        crc: the CRC-32 that ZIP wants.
        sha256: the digest that the manifest lists, 32 bytes.
    """

    name: str
    size: int
    crc: int
    sha256: bytes


class Members(Mapping[str, bytes]):
    """The payload of a container by name; each content is read, and checked again, when it is asked for."""

    def __init__(self, source: Path | bytes, places: Mapping[str, tuple[int, Member]]) -> None:
        self._source = source
        self._places = places

    def __getitem__(self, name: str) -> bytes:
        """Return the content. Raises `AlteredMember` when the file was changed since it was opened."""
        start, member = self._places[name]
        with opened(self._source) as stream:
            stream.seek(start)
            content = stream.read(member.size)
        if hashlib.sha256(content).digest() != member.sha256:
            raise AlteredMember([name])
        return content

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True)
class Signed:
    """A signature as it lies in a container.

    Args:
        manifest: the list that was signed.
        signature: the detached CMS signature over it.
    """

    manifest: bytes
    signature: bytes


@dataclass(frozen=True)
class Container:
    """A container that is in the one form.

    Args:
        members: the payload, without what the container adds for itself.
        facts: size and digests of each member of the payload, in order.
        signatures: in the order in which they were made; none in a draft.
    """

    members: Members
    facts: tuple[Member, ...]
    signatures: tuple[Signed, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether it bears no signature at all."""
        return not self.signatures

    @property
    def manifest(self) -> bytes | None:
        """The list under the first signature, None in a draft."""
        return self.signatures[0].manifest if self.signatures else None

    @property
    def signature(self) -> bytes | None:
        """The first signature, None in a draft."""
        return self.signatures[0].signature if self.signatures else None


def write_container(
    path: Path,
    members: Mapping[str, bytes] | Mapping[str, bytes | Path],
    signer: Signer | None,
    at: datetime,
    *,
    announced: Sequence[AnnouncedSigner] = (),
    look: Callable[[Path], None] | None = None,
    step: Step = unwatched,
) -> None:
    """Write a container that stands whole under its name, or not at all.

    Args:
        members: name and content of the payload; each is asked for twice, and one at a time is held in memory; a path
            is read while writing and never held whole.
        signer: who signs; None makes a draft, with neither manifest nor signature.
        at: when it is signed, with its time zone; a draft carries no time.
        announced: who is to sign as well, see `add_signature`.
        look: is given the whole file before it takes its name; when it raises, no package stands.
        step: is told of each member, when it is measured and when it is written.

    Raises:
        BadName: a name is not fit for a package.
        TooLarge: more than `MOST_BYTES` or `MOST_MEMBERS`.
        CannotRead: a file of the payload cannot be read, or changed meanwhile.
        CannotWrite: see `atomic_write`.
        UserError: the signer refuses, e.g. because the certificate has expired.
    """
    check_names(list(members))
    # One after the other, and again when it is written: a package may hold more than the memory does.
    facts = []
    for number, name in enumerate(sorted(members)):
        step(number, 2 * len(members))
        facts.append(_measured(name, members[name]))
    signatures = [] if signer is None else [_signed(facts, signer, at, announced=announced)]
    _write(path, members, facts, signatures, look, step)


def add_signature(
    path: Path,
    held: Container,
    signer: Signer,
    at: datetime,
    *,
    signed_for: str = "",
    look: Callable[[Path], None] | None = None,
    step: Step = unwatched,
) -> None:
    """Write a container that was read once more, with a further signature; what was signed before stays as it is.

    Args:
        path: where it will stand, which may be where it was read from.
        signed_for: for whom of those who were announced it is signed, by name; empty for nobody of them.
        look, step: see `write_container`.

    Raises:
        AlteredMember: the file was changed since it was read.
        TooLarge, CannotWrite, UserError: see `write_container`.
    """
    number = len(held.signatures)
    if number >= MOST_SIGNATURES:
        raise TooLarge(_("The package has as many signatures as it can have: {count}.").format(count=MOST_SIGNATURES))
    further = _signed(held.facts, signer, at, number=number, signed_for=signed_for)
    _write(path, held.members, held.facts, [*held.signatures, further], look, step)


def _signed(
    facts: Sequence[Member],
    signer: Signer,
    at: datetime,
    *,
    number: int = 0,
    announced: Sequence[AnnouncedSigner] = (),
    signed_for: str = "",
) -> Signed:
    from desktop.package import cades_signature

    listing = manifest.written(
        [(fact.name, fact.sha256) for fact in facts], number=number, announced=announced, signed_for=signed_for
    )
    return Signed(listing, cades_signature.sign_digest(hashlib.sha256(listing).digest(), signer, at))


def _write(
    path: Path,
    members: Mapping[str, bytes] | Mapping[str, bytes | Path],
    payload: Sequence[Member],
    signatures: Sequence[Signed],
    look: Callable[[Path], None] | None,
    step: Step,
) -> None:
    own: dict[str, bytes] = {MIMETYPE_NAME: MIMETYPE}
    for number, each in enumerate(signatures):
        own |= {manifest_name(number): each.manifest, signature_name(number): each.signature}
    added = [_measured(name, content) for name, content in own.items()]
    facts = [added[0], *payload, *added[1:]]
    if len(facts) > MOST_MEMBERS or _total(facts) > MOST_BYTES:
        raise TooLarge(
            _(
                "The package would be too large. It can contain four gigabytes, and at most this number of "
                "files: {count}."
            ).format(count=MOST_MEMBERS)
        )
    with atomic_write(path, look=look) as stream:
        for number, fact in enumerate(facts):
            step(min(len(members) + number, 2 * len(members)), 2 * len(members))
            stream.write(_local_header(fact))
            held: bytes | Path = own[fact.name] if fact.name in own else members[fact.name]
            for chunk in _again(fact.name, held, fact):
                stream.write(chunk)
        stream.write(_directory(facts))


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
            header = stream.read(_LOCAL.size + len(name))
            start = stream.tell()
            found = _summed(name, _exactly(stream, size, lambda: step(stream.tell(), max(total, stream.tell()))))
            # Each header is made anew and compared, so nothing in it is believed; with the checksum of the
            # content it differs when the content was altered, and then it is still told which content that
            # was.
            if found.crc != crc:
                altered.append(name)
                found = replace(found, crc=crc)
            if header != _local_header(found):
                raise not_one_form()
            places[name] = (start, found)
        end = _directory([found for _start, found in places.values()])
        # What follows may be huge where the directory lies about where it begins.
        if stream.read(len(end) + 1) != end:
            raise not_one_form()
        if altered:
            raise AlteredMember(altered)
        own = {name: _own(stream, *places.pop(name)) for name in list(places) if is_own(name)}
    facts = tuple(found for _start, found in places.values())
    signatures = tuple(
        Signed(own[manifest_name(number)], own[signature_name(number)]) for number in range(len(own) // 2)
    )
    return Container(Members(source, places), facts, signatures)


@contextmanager
def opened(source: Path | bytes) -> Iterator[BinaryIO]:
    """Give a stream over a file or over bytes. Raises `CannotRead` in words."""
    if isinstance(source, bytes):
        yield io.BytesIO(source)
        return
    try:
        # A name can be longer than any file system takes, so that even this cannot be asked.
        if source.is_dir():
            raise CannotRead(_("{name} is a folder, not a package.").format(name=source.name))
        if not source.exists():
            raise CannotRead(_("There is no file with the name {name} here.").format(name=source.name))
        if not source.is_file():
            raise CannotRead(_("{name} is not a file that can be read.").format(name=source.name))
        with open(source, "rb") as stream:
            yield stream
    except OSError as error:
        raise CannotRead(_("{name} could not be read.").format(name=source.name)) from error


def _local_header(member: Member) -> bytes:
    name = member.name.encode("ascii")
    sizes = (member.crc, member.size, member.size, len(name), 0)
    return _LOCAL.pack(b"PK\x03\x04", _VERSION, 0, 0, 0, _DATE, *sizes) + name


def _directory(members: Sequence[Member]) -> bytes:
    """Return everything that follows the last member: the central directory and the end record."""
    entries = bytearray()
    start = 0
    for member in members:
        name = member.name.encode("ascii")
        sizes = (member.crc, member.size, member.size, len(name), 0, 0, 0, 0, 0, start)
        entries += _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, 0, 0, 0, _DATE, *sizes) + name
        start += _LOCAL.size + len(name) + member.size
    count = len(members)
    return bytes(entries) + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)


def _total(members: Sequence[Member]) -> int:
    each = _LOCAL.size + _CENTRAL.size
    return _END.size + sum(each + 2 * len(member.name) + member.size for member in members)


def _listed(stream: BinaryIO) -> list[tuple[str, int, int]]:
    """Return name, size and CRC of each member as the central directory tells them, in its order.

    Nothing here is believed: it only says where to look, and the whole directory is made anew and compared
    later.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    prefix = _local_header(_summed(MIMETYPE_NAME, [MIMETYPE])) + MIMETYPE
    if stream.read(len(prefix)) != prefix:
        stream.seek(0)
        raise not_one_form() if MIMETYPE in stream.read(_CHUNK) else _not_a_package()
    if size > MOST_BYTES:
        raise not_one_form()
    stream.seek(max(0, size - _END.size))
    mark, *_disks, count, length, start, _comment = _END.unpack(stream.read(_END.size).rjust(_END.size, b"\0"))
    if mark != b"PK\x05\x06":
        raise not_one_form() if _has_end(stream, size) else _cut_short()
    most = count * (_CENTRAL.size + LONGEST_NAME)
    if not 1 < count <= MOST_MEMBERS or start + length + _END.size != size or length > most:
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
        if at + _CENTRAL.size > len(directory):
            raise not_one_form()
        fields = _CENTRAL.unpack_from(directory, at)
        crc, size, length = fields[7], fields[9], fields[10]
        at += _CENTRAL.size
        try:
            listed.append((directory[at : at + length].decode("ascii"), size, crc))
        except UnicodeDecodeError as error:
            raise not_one_form() from error
        at += length
    return listed


def _has_end(stream: BinaryIO, size: int) -> bool:
    """Tell whether there is a whole end record that is merely not the last thing in the file."""
    stream.seek(max(0, size - 0x1_0100))
    return b"PK\x05\x06" in stream.read()[: 4 - _END.size]


def _measured(name: str, content: bytes | Path) -> Member:
    if isinstance(content, bytes):
        return _summed(name, [content])
    with opened(content) as stream:
        return _summed(name, iter(lambda: stream.read(_CHUNK), b""))


def _summed(name: str, chunks: Sequence[bytes] | Iterator[bytes]) -> Member:
    size = crc = 0
    digest = hashlib.sha256()
    for chunk in chunks:
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        digest.update(chunk)
    return Member(name, size, crc, digest.digest())


def _again(name: str, content: bytes | Path, fact: Member) -> Iterator[bytes]:
    """Give the content once more, and see that it is still what was measured and signed."""
    digest = hashlib.sha256()
    if isinstance(content, bytes):
        digest.update(content)
        yield content
    else:
        name = content.name
        with opened(content) as stream:
            for chunk in iter(lambda: stream.read(_CHUNK), b""):
                digest.update(chunk)
                yield chunk
    if digest.digest() != fact.sha256:
        raise CannotRead(_("{name} was changed while the package was being written.").format(name=name))


def _exactly(stream: BinaryIO, size: int, step: Callable[[], None]) -> Iterator[bytes]:
    while size:
        step()
        chunk = stream.read(min(size, _CHUNK))
        if not chunk:
            raise not_one_form()
        size -= len(chunk)
        yield chunk


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
