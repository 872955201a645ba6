"""A journal beside a file that nobody has open: left by a process that died here, or brought by another program.

The database plays whatever lies there under the right name back into the file. A program that keeps folders alike may
have brought the journal of another computer, and that would be the end of the file. So it is tried on a copy first.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from desktop.errors import FileError
from desktop.store.connections import Connection, connection_to
from desktop.store.locking import VFS

Check = Callable[[Connection, Path], None]


def beside(path: Path, ending: str) -> Path:
    """Return the journal or log of a database; of a link it lies beside what that leads to."""
    return Path(f"{os.path.realpath(path)}{ending}")


def set_aside(path: Path, check: Check) -> str:
    """Set a journal aside that would ruin its file; return its new name, empty where none was.

    Args:
        path: a file that this process holds alone and has no connection to.
        check: raises `FileError` for a file that is not whole.
    """
    journal = beside(path, "-journal")
    try:
        if not journal.exists() or not journal.stat().st_size or _helps(path, journal, check):
            return ""
    except OSError:
        return ""  # no room for a copy: the file is opened as it would be without this look
    if not _is_whole(path, check, immutable="1"):
        return ""
    aside = journal.with_name(f"{journal.name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-set-aside")
    with suppress(OSError):
        journal.rename(aside)
        return aside.name
    return ""


def _helps(path: Path, journal: Path, check: Check) -> bool:
    """Whether a copy of the file is whole once a copy of the journal was played back into it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.pledgebook"
        shutil.copyfile(path, copy)
        shutil.copyfile(journal, copy.with_name(f"{copy.name}-journal"))
        return _is_whole(copy, check)


def _is_whole(path: Path, check: Check, **how: str) -> bool:
    connection: Connection | None = None
    try:
        connection = connection_to(path, mode="ro" if how else "rw", vfs=VFS, **how)
        check(connection, path)
    except (FileError, sqlite3.Error):
        return False
    finally:
        if connection is not None:
            connection.close()
    return True
