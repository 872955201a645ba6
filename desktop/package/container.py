"""The container of a package: one file that holds the others, in one canonical form and no other.

An ASiC-E container (ETSI EN 319 162-1) is a ZIP file, and ZIP leaves much open: order, dates, compression,
comments, gaps. Here all of it is settled, so that a list of names and contents makes one sequence of bytes:

- `mimetype` first, then the payload sorted by name, then, when signed, for each signature in the order in which they
  were made the manifest that it stands over and the signature itself;
- each member is stored as it is, dated 1980-01-01, with no attribute, extra field or comment; no ZIP64;
- names are plain ASCII, safe on every system, and no two differ in their case alone.

Whoever reads a container (`package/container_reading.py`) makes these bytes anew from what was read and demands that they are the
same, so a change of any bit, even one that no ZIP program looks at, is seen. Both that and `package/container_writing.py` make them
here.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.package.received_file import opened

MIMETYPE = b"application/vnd.etsi.asic-e+zip"
MOST_BYTES = 0xFFFF_FFFE
"""The largest container, in bytes: what ZIP can hold without its 64-bit extension."""

MOST_MEMBERS = 20_000

LOCAL = struct.Struct("<4sHHHHHIIIHH")
CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
END = struct.Struct("<4sHHHHIIH")
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


def local_header(member: Member) -> bytes:
    """Return what stands before the content of a member."""
    name = member.name.encode("ascii")
    sizes = (member.crc, member.size, member.size, len(name), 0)
    return LOCAL.pack(b"PK\x03\x04", _VERSION, 0, 0, 0, _DATE, *sizes) + name


def central_directory(members: Sequence[Member]) -> bytes:
    """Return everything that follows the last member: the central directory and the end record."""
    entries = bytearray()
    start = 0
    for member in members:
        name = member.name.encode("ascii")
        sizes = (member.crc, member.size, member.size, len(name), 0, 0, 0, 0, 0, start)
        entries += CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, 0, 0, 0, _DATE, *sizes) + name
        start += LOCAL.size + len(name) + member.size
    count = len(members)
    return bytes(entries) + END.pack(b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)


def summed(name: str, chunks: Iterable[bytes]) -> Member:
    """Return what there is to say of a member, by its content in pieces."""
    size = crc = 0
    digest = hashlib.sha256()
    for chunk in chunks:
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        digest.update(chunk)
    return Member(name, size, crc, digest.digest())
