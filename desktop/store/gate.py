"""The opening gate: every file is looked at here before a line of it is believed."""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.catalogue.language import gettext as _
from desktop.store.errors import NewerFile, NotASubmission, NotThere, already_there, damaged, told
from desktop.store.schema import APPLICATION_ID, VERSION, migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

_MAGIC = b"SQLite format 3\x00"
_VERSION_AT, _ID_AT, _HEADER = 60, 68, 100
_WAIT = 0.2
"""Seconds to wait for another window; it will hold the file for hours, so waiting longer helps nobody."""


def header_version(path: Path) -> int:
    """Return the schema version of a submission file from its first bytes, without opening it as a database.

    Raises:
        NotThere, NotASubmission, NewerFile.
    """
    with told(path):
        if not path.exists():
            raise NotThere(_("There is no file {name}.").format(name=path.name))
        if not path.is_file():
            raise NotASubmission(_("{name} is not a file.").format(name=path.name))
        with path.open("rb") as stream:
            head = stream.read(_HEADER)
    if not head:
        raise NotASubmission(_("{name} is empty. It holds no submission.").format(name=path.name))
    is_ours = head.startswith(_MAGIC) and int.from_bytes(head[_ID_AT : _ID_AT + 4], "big") == APPLICATION_ID
    if len(head) < _HEADER or not is_ours:
        raise NotASubmission(_("{name} is not a submission made with Pledgebook.").format(name=path.name))
    version = int.from_bytes(head[_VERSION_AT : _VERSION_AT + 4], "big")
    if version > VERSION:
        raise NewerFile(
            _("{name} was made with a newer Pledgebook. Please open it with that one.").format(name=path.name)
        )
    return version


def connect(path: Path, *, read_only: bool) -> Database:
    """Open a submission file, take it for this window alone, and check that it is whole.

    The lock is that of the database itself, held as long as the connection: it goes when the process goes.
    `quick_check` reads every page and the structure of each; it leaves out only the comparison of indexes with
    tables, which takes several times as long.

    Raises:
        StoreProblem: see `desktop.store.errors`.
    """
    with told(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=_WAIT,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _take(connection, read_only)
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise damaged(path)
            if not read_only and path.with_name(f"{path.name}-journal").exists():
                # Left by a process that died after its last deed. SQLite removes on closing only a journal that it
                # has used, and a write that changes nothing makes it do so.
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                connection.execute(f"PRAGMA user_version = {version}")
        except BaseException:
            connection.close()
            raise
    return wrapped(connection)


def _take(connection: sqlite3.Connection, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        # A read that fails now is told now, not in the middle of something.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def wrapped(connection: sqlite3.Connection) -> Database:
    """Return the layer over a connection, without plug-ins: what is installed beside us must not reach the file."""
    from sqlite_utils import Database

    return Database(connection, execute_plugins=False)


def upgrade(database: Database) -> None:
    """Bring a file of an older version to this one; the whole of it, or none of it."""
    with database.atomic():
        migrations().apply(database)
        database.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def made(path: Path) -> Iterator[Database]:
    """Make a new submission file: under another name until it is whole, then under its own.

    Raises:
        AlreadyThere: a file of that name is there.
    """
    if path.exists():
        raise already_there(path)
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.new")
    with told(path):
        connection = sqlite3.connect(beside, isolation_level=None, check_same_thread=False)
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA foreign_keys = ON")
            database = wrapped(connection)
            upgrade(database)
            yield database
            connection.close()
            put(beside, path)
        finally:
            connection.close()
            beside.unlink(missing_ok=True)


def put(beside: Path, path: Path) -> None:
    """Give a whole file its name, on the disk before we return."""
    if path.exists():
        raise already_there(path)
    _sync(beside)
    os.replace(beside, path)
    if os.name == "posix":
        _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copied(database: Database, path: Path) -> None:
    """Write a whole copy of an open file to a new place, through the database's own backup interface."""
    if path.exists():
        raise already_there(path)
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.new")
    with told(path):
        target = sqlite3.connect(beside)
        try:
            database.conn.backup(target)
            target.close()
            put(beside, path)
        finally:
            target.close()
            beside.unlink(missing_ok=True)
