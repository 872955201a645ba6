"""Write files that are either whole or not there.

What is being written lies under a name of its own in the same folder until its last byte is on the disk; then
it takes its final name in one step. A process that is killed leaves at most such a left-over, which the next
writing in that folder clears away.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop.disk import NO_ROOM, settle
from desktop.errors import UserError
from desktop.i18n.translation import gettext as _

try:
    import fcntl
except ImportError:  # Windows has no flock, and needs none: a file that is open there cannot be removed.
    fcntl = None  # type: ignore[assignment]

_LEFT_OVER = re.compile(r"\.pledgebook-[0-9a-f]{16}\.part")


class CannotWrite(UserError):
    """A file could not be written; what stood under its name before still stands."""


class AlreadyThere(CannotWrite):
    """A file of that name exists, and it is not one to be written over."""


@contextmanager
def atomic_write(
    path: Path, *, private: bool = False, replace: bool = True, look: Callable[[Path], None] | None = None
) -> Iterator[BinaryIO]:
    """Give a stream whose content stands under `path` once the block has ended well, and nowhere otherwise.

    Args:
        private: only the person who writes may read the file (mode 0600).
        replace: whether a file of that name may be replaced.
        look: is given the whole file while it still has another name; when it raises, nothing takes the name.

    Raises:
        AlreadyThere: the name is taken and `replace` is false.
        CannotWrite: the folder is missing, read-only or full, or the file is in use.
    """
    part = path.parent / f".pledgebook-{secrets.token_hex(8)}.part"
    try:
        _clear_left_overs(path.parent)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(part, flags, 0o600 if private else 0o666)
        try:
            with open(descriptor, "wb") as stream:
                _hold(stream)
                mode = _kept_private(stream)
                yield stream
                stream.flush()
                if mode is not None and not private:
                    os.fchmod(stream.fileno(), mode)
                os.fsync(stream.fileno())
                if look is not None:
                    look(part)
                if fcntl is not None:  # while it is still held
                    _give_name(part, path, replace=replace)
            if fcntl is None:  # Windows renames no file that is open
                _give_name(part, path, replace=replace)
        finally:
            # Nothing is left after an error or a cancellation; after success the name is gone already.
            with suppress(OSError):
                part.unlink(missing_ok=True)
        settle(path.parent)
    except OSError as error:
        raise _explained(error, path) from error


def _kept_private(stream: BinaryIO) -> int | None:
    """Let nobody else read the file while it is being written, nor what a killed process leaves of it.

    Returns the permissions that it would have had, None where the system has no such thing.
    """
    if fcntl is None:
        return None
    mode = stat.S_IMODE(os.fstat(stream.fileno()).st_mode)
    with suppress(OSError):  # a stick with FAT knows no owners
        os.fchmod(stream.fileno(), 0o600)
        return mode
    return None


def _hold(stream: BinaryIO) -> None:
    """Hold a lock while the file is being written, so that nobody takes it for a left-over."""
    if fcntl is not None:
        with suppress(OSError):  # a shared folder may know no locks
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _clear_left_overs(folder: Path) -> None:
    """Remove what killed processes left in the folder; what is still being written is held, and stays."""
    try:
        names = os.listdir(folder)
    except OSError:  # writing there will tell why, if it matters
        return
    for name in filter(_LEFT_OVER.fullmatch, names):
        with suppress(OSError):
            if fcntl is None:
                os.unlink(folder / name)
                continue
            with open(folder / name, "rb") as stream:
                fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.unlink(folder / name)


def _give_name(part: Path, path: Path, *, replace: bool) -> None:
    if replace:
        os.replace(part, path)
        return
    try:
        os.link(part, path)  # fails when the name was taken meanwhile, which a rename would not
    except FileExistsError:
        raise
    except OSError:  # a USB stick with FAT has no links
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        os.rename(part, path)


def _explained(error: OSError, path: Path) -> CannotWrite:
    if isinstance(error, FileExistsError):
        return AlreadyThere(_("There is a file named {name} already; it was left as it is.").format(name=path.name))
    if error.errno in NO_ROOM:
        return CannotWrite(
            _("There is no room left on the disk for {name}; nothing was written.").format(name=path.name)
        )
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return CannotWrite(
            _("The folder {folder} is not there, so {name} could not be written.").format(
                folder=path.parent, name=path.name
            )
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return CannotWrite(
            _("{name} could not be written: the folder does not allow it, or the file is open elsewhere.").format(
                name=path.name
            )
        )
    return CannotWrite(_("{name} could not be written; nothing was left half done.").format(name=path.name))
