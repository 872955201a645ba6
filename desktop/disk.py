"""What every part asks of the disk in the same way: folders of our own, names that last, and how "full" is said."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""Numbers of errors that mean that there is no room left."""

TOO_LARGE = errno.EFBIG
"""The number of the error that means that a file may not become so large, by a limit of the system or of its kind of disk."""

_A_LITTLE = 1 << 20
"""Bytes without which there is no room for anything that people write."""

_PAGE = 1 << 16
"""Bytes that a database writes at once, at most."""


def private_folder(folder: Path) -> Path:
    """Make a folder that nobody but its owner may look into, where it is not there; also of one made before."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix":
        with suppress(OSError):  # a folder of somebody else's, or on a stick that knows no owners
            folder.chmod(0o700)
    return folder


def read_at_most(path: Path, most: int) -> bytes:
    """Return the first bytes of a file, so many at most.

    Raises:
        OSError: it cannot be read, or is no file: a pipe that nobody writes to never begins, and a device may never end.
    """
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # of a folder the system tells that it is one
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    with open(path, "rb") as stream:
        return stream.read(most)


def is_at_limit(folder: Path) -> bool:
    """Whether a file in a folder cannot grow, because this process may not write larger ones (`ulimit -f`)."""
    if resource is None:
        return False
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    if most == resource.RLIM_INFINITY:
        return False
    with suppress(OSError), os.scandir(folder) as found:
        return any(each.is_file() and each.stat().st_size + _PAGE > most for each in found)
    return False


def has_room(folder: Path) -> bool:
    """Whether a folder takes a little more; where that cannot be asked, nobody knows that it does not."""
    import tempfile  # seldom asked for, and no part of a start

    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(_A_LITTLE))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return error.errno not in NO_ROOM
    return True


def settle(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system lets a folder be synchronised."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
