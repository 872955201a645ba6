"""What takes long to work out and can be worked out again at any time, kept as data in a folder of the user's.

It is a cache, and no more. It is used only when it was made of the very same sources (which the caller's key says), when
nobody else can have written it, and when it is whole. Whatever is wrong with it, it is made anew and nobody hears of it.
It holds JSON, so the worst that it can be is a wrong text.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop import paths

LARGEST = 8_000_000
"""Bytes of a file that is read; the forms that ship take a quarter of a million."""

Hook = Callable[[dict[str, Any]], Any]


def kept(name: str, key: str, hook: Hook | None = None) -> Any:
    """Return what was kept under a name, None when it was not, or was made of something else, or cannot be used.

    Args:
        key: what tells its sources from all others.
        hook: is given each JSON object, the inner ones first, and returns what stands for it.
    """
    try:
        head, _end, body = _private_content(_path(name)).partition(b"\n")
        if head == _head(key, body):
            return json.loads(body, object_hook=hook)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        pass
    return None


def keep(name: str, key: str, data: Any) -> None:
    """Keep data for the next start. Where that cannot be, nothing is kept."""
    from desktop.atomic_write import atomic_write
    from desktop.errors import UserError

    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        with atomic_write(_path(name), private=True) as stream:
            stream.write(_head(key, body) + b"\n" + body)
    except (OSError, UserError):
        return


def _head(key: str, body: bytes) -> bytes:
    """Return the first line: it goes with one key and one content only."""
    return hashlib.sha256(key.encode() + b"\n" + body).hexdigest().encode()


def _path(name: str) -> Path:
    return paths.user_cache() / f"{name}.json"


def _private_content(path: Path) -> bytes:
    """Return the bytes of a file that nobody but us can have written. Raises OSError."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as stream:
        about = os.fstat(stream.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            raise OSError
        if os.name == "posix" and (about.st_uid != os.geteuid() or about.st_mode & 0o022):
            raise PermissionError
        return stream.read(LARGEST)
