"""The lock on an open file: it hangs on a descriptor of its own, so that nothing else in this process can drop it.

SQLite locks with `fcntl` on POSIX, and there closing *any* descriptor of a file drops all locks that the process has on
it: whoever looks once more at the open file, by whatever way, lets a second process in. So SQLite locks nothing itself
there (`vfs=unix-none`), and this lock, which ends with its own descriptor and with the process, stands for it:

- Linux: a lock of the open file description, over the bytes that SQLite itself would lock, so that older Pledgebooks and
  other programs that use SQLite are kept out as well.
- macOS and other systems: `flock` on the descriptor. It hangs on the open file too, and their kernels let it keep out
  what `fcntl` locks.
- Windows: locks belong to a handle there, and SQLite's own are right.

A place that knows no locks at all (some network drives, some sticks) gives none; `kept` says so.
"""

from __future__ import annotations

import errno
import os
import struct
import time
from pathlib import Path
from typing import Self

from desktop.errors import ReadOnly, name_of
from desktop.i18n.translation import gettext as _
from desktop.store.errors import Locked

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

VFS = "unix-none" if fcntl is not None else ""
"""How SQLite opens a file on which we hold the lock: where it shall lock nothing itself."""

# Where SQLite locks, https://www.sqlite.org/src/file/src/os.h: one byte for who waits to write, one for who is about to
# write, 510 for who reads. A file has no content there, however long it is.
_PENDING = 0x40000000
_READERS = _PENDING + 2
_READERS_LENGTH = 510
_ALL_LENGTH = 2 + _READERS_LENGTH

_KNOWS_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS}
_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK}
_TRIES, _PAUSE = 5, 0.04
"""Another window holds a file for hours; only one that is just closing is worth waiting for."""


class Hold:
    """A descriptor of the open file with the lock on it.

    Attributes:
        descriptor: for reading, and for writing where the file was opened for that. Nobody else may close it.
        kept: whether others are kept out. On Windows SQLite does that, and this is true.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self.descriptor = descriptor
        self.kept = True

    @classmethod
    def take(cls, path: Path, *, alone: bool) -> Self:
        """Open a file and lock it.

        Args:
            alone: keep everybody else out, to write. Otherwise others may read at the same time.

        Raises:
            Locked: another window or program has it.
            ReadOnly: it cannot be written to, and `alone` was asked for.
            OSError: what else the system says.
        """
        writes = alone and fcntl is not None
        flags = (os.O_RDWR if writes else os.O_RDONLY) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        try:
            hold = cls(path, os.open(path, flags))
        except OSError as error:
            if writes and (isinstance(error, PermissionError) or error.errno == errno.EROFS):
                raise ReadOnly(
                    _("{name} cannot be changed here. Please copy it to another place.").format(name=name_of(path))
                ) from error
            raise
        try:
            hold.change(alone=alone)
        except BaseException:
            hold.release()
            raise
        return hold

    @property
    def is_ours(self) -> bool:
        """Whether the lock is held here and keeps others out, before the database has been asked for its own."""
        return fcntl is not None and self.kept

    def change(self, *, alone: bool) -> None:
        """Lock the file for us alone, or only against those who write. Raises Locked when somebody is in the way."""
        if fcntl is None:
            return
        for tries_left in reversed(range(_TRIES)):
            try:
                self.kept = self._lock(alone)
            except OSError as error:
                if error.errno not in _TAKEN:
                    raise
                if not tries_left:
                    raise Locked(
                        _(
                            "{name} is in use in another window or by another command. Please close it there, or "
                            "wait until the command has finished."
                        ).format(name=name_of(self._path))
                    ) from error
                time.sleep(_PAUSE)
            else:
                return

    def release(self) -> None:
        """Let the file go. The lock goes with the descriptor."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def _lock(self, alone: bool) -> bool:
        if hasattr(fcntl, "F_OFD_SETLK"):
            try:
                if alone:
                    self._lock_bytes(fcntl.F_WRLCK, _PENDING, _ALL_LENGTH)
                else:
                    self._lock_bytes(fcntl.F_RDLCK, _READERS, _READERS_LENGTH)
                    self._lock_bytes(fcntl.F_UNLCK, _PENDING, _READERS - _PENDING)
            except OSError as error:
                if error.errno not in _KNOWS_NO_LOCKS:
                    raise
            else:
                return True
        try:
            fcntl.flock(self.descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _KNOWS_NO_LOCKS:
                raise
            return False
        return True

    def _lock_bytes(self, sort: int, begin: int, length: int) -> None:
        # struct flock: type, whence, start, length, process (0 for a lock of the open file); padded as a struct is.
        asked = struct.pack("hhqqi0q", sort, os.SEEK_SET, begin, length, 0)
        fcntl.fcntl(self.descriptor, fcntl.F_OFD_SETLK, asked)
