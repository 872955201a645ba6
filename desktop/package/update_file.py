"""The file of an update: what is new in the program, signed, in one file that is passed on by a stick.

It is a ZIP file with two members that are not compressed: the update itself, again a ZIP file, and its signature in the
format of minisign. Whoever unpacks it can check it without this program: `minisign -V -m Pledgebook-0.4.1-update.zip -p KEY`.
Nothing of the update is looked into before its signature holds, and then it is still held to its own list: the first member
says of each file of the program its path, size and SHA-256, which of them are brought, and of which file of what is installed
each of these is made. The others are taken from what is installed as they are.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import minisign
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from desktop.disk import read_at_most
from desktop.errors import CannotRead, UserError, of_system
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.installation import MANIFEST, VERSION
from desktop.package.byte_changes import ADDITIONS, DIFFERENCES, MEMBERS, STEPS, ByteChanges
from desktop.package.container_names import BadName, check_names
from desktop.package.foreign_zip import UNREADABLE, chunks, directory
from desktop.record.strict_json import NotJsonError, read_json

SUFFIX = ".pledgebook-update"
FORMAT = 2

LARGEST = 1 << 26
"""Bytes of the file of an update. One with every font has some ten million."""
LARGEST_MANIFEST = 1 << 22
LARGEST_SIGNATURE = 1 << 13
LARGEST_STEPS = 1 << 23
LARGEST_PROGRAM = 1 << 28
"""Bytes of all files of a program together, and so what an update can lay."""
MOST_FILES = 5000

_NAME = re.compile(rf"Pledgebook-({VERSION})-update\.zip")
_SIGNATURE = ".minisig"
_NAME_AT = 30
"""Where the name of its first member stands in a ZIP file."""

Version = Annotated[str, Field(pattern=f"^{VERSION}$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, Field(min_length=1, max_length=2000)]


class NotTaken(UserError):
    """This file is no update for this program; the answer is no."""


class NotAnUpdate(NotTaken):
    """It is something else."""


class Damaged(NotTaken):
    """It is not as it was signed."""


class Foreign(NotTaken):
    """It was signed with a key that this program does not know."""


class Shape(BaseModel):
    """Closed, strict and frozen: nothing unknown, nothing read as something that it is not."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Base(Shape):
    """An installed program that the update is made for."""

    version: Version
    system: Literal["windows", "linux", "macos"]
    runtime: Sha256 = Field(description="The name of the Python and the libraries, which an update leaves as they are.")


class Part(Shape):
    """A file of the program."""

    path: str = Field(max_length=200)
    size: int = Field(ge=0, le=LARGEST_PROGRAM)
    sha256: Sha256
    inside: bool = Field(description="Whether the update brings it; else it is the same in what is installed.")
    old: Sha256 | None = Field(default=None, description="The installed file of this path that it is made of, if any.")


class Manifest(Shape):
    """What an update says of itself."""

    format: Literal[2]
    version: Version
    bases: Annotated[list[Base], Field(min_length=1, max_length=50)]
    says: dict[Annotated[str, Field(pattern=r"^[a-z]{2}$")], Text] = Field(description="What changes, by language.")
    files: Annotated[list[Part], Field(min_length=1, max_length=MOST_FILES)]

    @model_validator(mode="after")
    def _see_files(self) -> Manifest:
        if sum(each.size for each in self.files) > LARGEST_PROGRAM:
            raise ValueError("too large")
        if any(not each.path.startswith("desktop/") for each in self.files):
            raise ValueError("beside the program")
        if any(each.old and not each.inside for each in self.files):
            raise ValueError("made of something, and not brought")
        try:
            check_names([each.path for each in self.files])
        except BadName as error:
            raise ValueError("a name that some system does not take") from error
        return self


@dataclass(frozen=True)
class UpdateKey:
    """A key that the program takes updates of.

    Args:
        name: by which people know it.
        key: its public half.
    """

    name: str
    key: minisign.PublicKey

    @property
    def number(self) -> str:
        """Its number, as minisign writes it."""
        return _number(self.key.to_base64())


@dataclass(frozen=True)
class UpdateFile:
    """An update whose signature holds, and whose content is what its list says.

    Args:
        path: where it lies.
        manifest: its list.
        kept: the bytes of that list.
        key: that it was signed with.
        payload: the signed ZIP file.
    """

    path: Path
    manifest: Manifest
    kept: bytes
    key: UpdateKey
    payload: bytes

    @contextmanager
    def open(self) -> Iterator[ByteChanges]:
        """Give what is inside for the time of a block, to be read with `content`. Raises Damaged."""
        with ExitStack() as opened:
            try:
                inside = opened.enter_context(ByteChanges(zipfile.ZipFile(io.BytesIO(self.payload))))
            except UNREADABLE as error:
                raise damaged(self.path) from error
            yield inside

    def content(self, inside: ByteChanges, part: Part, old: bytes) -> bytes:
        """Return the next file that is inside, in the order of the list.

        Args:
            inside: what `open` gives.
            part: that file, as the list says.
            old: the installed file that it is made of, nothing where it is made of none.

        Raises:
            Damaged: it does not become as large as the list says.
        """
        try:
            return inside.made(old, part.size)
        except UNREADABLE as error:
            raise damaged(self.path) from error


def public_keys(folder: Path) -> list[UpdateKey]:
    """Return the keys in a folder, by the names of their files; what is no key is none."""
    found = []
    for path in sorted(folder.glob("*.pub")):
        try:
            found.append(UpdateKey(path.stem, minisign.PublicKey.from_file(path)))
        except (OSError, minisign.Error):
            continue
    return found


def read_update(path: Path, keys: Sequence[UpdateKey]) -> UpdateFile:
    """Read the file of an update, its signature before all else.

    Raises:
        NotFound: there is no such file.
        NotAnUpdate, Foreign, Damaged: why it is not taken.
    """
    name, payload, signed = _unpacked(path)
    key = _signed_by(path, name, payload, signed, keys)
    kept, manifest = _manifest(path, payload)
    if name != payload_name(manifest.version):
        raise damaged(path)
    return UpdateFile(path, manifest, kept, key, payload)


def payload_name(version: str) -> str:
    """Return the name of the signed ZIP file inside."""
    return f"Pledgebook-{version}-update.zip"


def trusted_comment(version: str, at: int) -> str:
    """Return what is signed along with an update: nothing else that the same key signs can be taken for one.

    Args:
        at: seconds since 1970.
    """
    return f"timestamp:{at}\tfile:{payload_name(version)}\tpledgebook-update:{version}"


def signed_file(version: str, payload: bytes, signature: bytes) -> bytes:
    """Return the file of an update; the same bytes for the same update."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        name = payload_name(version)
        for member, content in ((name, payload), (f"{name}{_SIGNATURE}", signature)):
            info = zipfile.ZipInfo(member)
            info.external_attr = 0o644 << 16
            packed.writestr(info, content)
    return made.getvalue()


def damaged(path: Path) -> Damaged:
    """Return the problem of an update that is not as it was signed."""
    return Damaged(_("{name} is damaged. Please copy it again.").format(name=one_line(path.name)))


def _unpacked(path: Path) -> tuple[str, bytes, bytes]:
    """Return the name of the signed ZIP file, its bytes, and its signature, none of which is trusted yet."""
    content = _bytes_of(path)
    try:
        packed = directory(io.BytesIO(content), LARGEST, 2)
        first, second = packed.namelist()
        if not _NAME.fullmatch(first) or second != f"{first}{_SIGNATURE}":
            raise ValueError("other members")
        return first, _read(packed, first, LARGEST), _read(packed, second, LARGEST_SIGNATURE)
    except UNREADABLE as error:
        begin = content[_NAME_AT : _NAME_AT + 64].decode("ascii", "replace")
        if content.startswith(b"PK\3\4") and _NAME.match(begin):
            raise damaged(path) from error
        raise _another(path) from error


def _bytes_of(path: Path) -> bytes:
    try:
        content = read_at_most(path, LARGEST + 1)
    except FileNotFoundError as error:
        raise of_system(error, path, writing=False) from error
    except OSError as error:
        raise CannotRead(_("{name} could not be read.").format(name=one_line(path.name))) from error
    if len(content) > LARGEST:
        raise _another(path)
    return content


def _another(path: Path) -> NotAnUpdate:
    return NotAnUpdate(_("{name} is not a Pledgebook update.").format(name=one_line(path.name)))


def _read(packed: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Return the content of a member that says itself that it is no larger, and gives no more than it says."""
    entry = packed.getinfo(name)
    if entry.file_size > most:
        raise ValueError("a large member")
    return b"".join(chunks(packed, entry))


def _signed_by(path: Path, name: str, payload: bytes, signed: bytes, keys: Sequence[UpdateKey]) -> UpdateKey:
    try:
        signature = minisign.Signature.from_bytes(signed)
        number = _number(bytes(signature).splitlines()[1])
    except minisign.Error as error:
        raise damaged(path) from error
    known = [each for each in keys if each.number == number]
    if not known:
        text = _("{name} is signed with a key that this Pledgebook does not know ({number}).")
        raise Foreign(text.format(name=one_line(path.name), number=number))
    said = dict(each.partition(":")[::2] for each in signature.trusted_comment.split("\t"))
    for key in known:
        try:
            key.key.verify(payload, signature)
        except minisign.Error:
            continue
        version = _NAME.fullmatch(name)
        if version and said.get("file") == name and said.get("pledgebook-update") == version[1]:
            return key
    raise damaged(path)


def _number(encoded: bytes) -> str:
    """Return the number of the key in a key or a signature, which begins with two letters and then has it backwards."""
    return base64.b64decode(encoded)[2:10][::-1].hex().upper()


def _manifest(path: Path, payload: bytes) -> tuple[bytes, Manifest]:
    """Return the list of an update, once it is known that exactly what it says lies inside."""
    try:
        packed = directory(io.BytesIO(payload), LARGEST_PROGRAM, 1 + len(MEMBERS))
        kept = _read(packed, MANIFEST, LARGEST_MANIFEST)
        told, _text = read_json(kept)
        if isinstance(told, dict) and isinstance(told.get("format"), int) and told["format"] > FORMAT:
            text = _("{name} was made for a newer Pledgebook. Use the full installer of the new version.")
            raise NotTaken(text.format(name=one_line(path.name)))
        manifest = Manifest.model_validate(told)
        if packed.namelist() != [MANIFEST, *MEMBERS]:
            raise ValueError("other members")
        steps, *parts = (packed.getinfo(name).file_size for name in (STEPS, DIFFERENCES, ADDITIONS))
        if steps > LARGEST_STEPS or sum(parts) != sum(each.size for each in manifest.files if each.inside):
            raise ValueError("other sizes")
    except (*UNREADABLE, NotJsonError, ValidationError) as error:
        raise damaged(path) from error
    return kept, manifest
