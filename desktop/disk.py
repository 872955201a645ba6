"""What every part asks of the disk in the same way: folders of our own, names that last, and how "full" is said."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
"""Numbers of errors that mean that there is no room left."""


def private_folder(folder: Path) -> Path:
    """Make a folder that nobody but its owner may look into, where it is not there; also of one made before."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix":
        with suppress(OSError):  # a folder of somebody else's, or on a stick that knows no owners
            folder.chmod(0o700)
    return folder


def settle(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system lets a folder be synchronised."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
