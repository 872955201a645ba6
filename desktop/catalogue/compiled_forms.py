"""The shipped forms as they are after reading, kept as data: to read and check YAML takes longer than all of a start.

What is kept lies in a folder of the user's and is a cache, no more. It is used only for the very forms that it was made
of (their digest and the version of the program are its name), when nobody else can have written it, and when it is
whole. Whatever is wrong with it, the forms are read anew and it is made anew, and nobody hears of it. It holds JSON, so
the worst that it can be is a wrong text.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from pathlib import Path
from typing import Any

from desktop import __version__, paths
from desktop.catalogue import definitions
from desktop.catalogue.parts import Parts
from desktop.catalogue.shape import Shape

FORMAT = 1
"""Changes with what is written here, or with what a definition can say."""

LARGEST = 8_000_000
"""Bytes of a file that can be one; the forms that ship take half a million."""

_IS = ""
"""The key under which an object says which shape it is; no field has such a name."""


class Broken(Exception):
    """What is kept is not there, not whole, or nothing that can be used."""


def digest_of(folder: Path) -> str:
    """Return what tells the forms in a folder from all others, and from the same as another program reads them."""
    found = hashlib.sha256(f"{FORMAT} {__version__}".encode())
    for path in _files(folder):
        content = path.read_bytes()
        found.update(f"\n{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yaml"))


def kept(digest: str) -> Parts | None:
    """Return the forms of a digest as they were kept, None when they were not or cannot be used."""
    try:
        return read(_private_content(_path(digest)), digest)
    except (OSError, Broken):
        return None


def keep(parts: Parts, digest: str) -> None:
    """Keep forms for the next start, and let go what was kept of others. Where that cannot be, nothing is kept."""
    from desktop.atomic_write import atomic_write
    from desktop.errors import UserError

    try:
        path = _path(digest)
        for other in path.parent.glob(f"{_NAME}*"):
            other.unlink(missing_ok=True)
        with atomic_write(path, private=True) as stream:
            stream.write(written(parts, digest))
    except (OSError, UserError):
        return


_NAME = "forms-"


def _path(digest: str) -> Path:
    return paths.user_cache() / f"{_NAME}{digest[:32]}.json"


def _private_content(path: Path) -> bytes:
    """Return the bytes of a file that only we can have written. Raises Broken, OSError."""
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)), "rb") as stream:
        about = os.fstat(stream.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            raise Broken
        if os.name == "posix" and (about.st_uid != os.geteuid() or about.st_mode & 0o022):
            raise Broken
        return stream.read(LARGEST)


# The form in which they are kept: a line with the digest of the forms, one with that of the rest, and the rest.


def written(parts: Parts, digest: str) -> bytes:
    """Return the bytes in which forms are kept."""
    plain = {name: _plain(getattr(parts, name)) for name in Parts.__dataclass_fields__}
    body = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return f"{digest}\n{hashlib.sha256(body).hexdigest()}\n".encode() + body


def read(content: bytes, digest: str) -> Parts:
    """Return the forms that were kept in these bytes. Raises Broken."""
    head, _end, rest = content.partition(b"\n")
    own, _end, body = rest.partition(b"\n")
    if head != digest.encode() or own != hashlib.sha256(body).hexdigest().encode():
        raise Broken
    try:
        found = json.loads(body, object_hook=_shape)
        return Parts(**{name: tuple(each) if isinstance(each, list) else each for name, each in found.items()})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Broken from error


def _plain(value: Any) -> Any:
    if isinstance(value, Shape):
        return {_IS: type(value).__name__, **{name: _plain(each) for name, each in value.said().items()}}
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


_SHAPES = {name: each for name, each in vars(definitions).items() if isinstance(each, type) and issubclass(each, Shape)}


def _shape(said: dict[str, Any]) -> Any:
    name = said.pop(_IS, None)
    if name is None:
        return said
    for key, value in said.items():
        if type(value) is list:
            said[key] = tuple(value)
    return _SHAPES[name].made(said)
