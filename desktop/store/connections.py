"""Connections to a file that somebody sent: nothing in it is trusted, and what fails is told as what it means."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes

from desktop.store.errors import FAILURES, cannot_keep, of_database
from desktop.store.locking import VFS

if TYPE_CHECKING:
    from sqlite_utils.migrations import Migrations

_WAIT = 0.2
"""Seconds to wait for another window; it will hold the file for hours, so waiting longer helps nobody."""

_CACHE = 8 * 1024
"""Kilobytes of the file that stay in memory while it is open: of most files everything, so that a whole copy can be made
of what this window has, even when another program emptied the file on the disk. More would cost old laptops too much."""

MOST_BYTES = 256 * 1024 * 1024
"""What one value can hold; an attached file has at most 100 MB."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: MOST_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 500,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

_AT_ONCE = 256
"""Rows that are fetched together."""

# Numbers of sqlite3_db_config; Python knows how to ask for them from 3.12 on.
_DEFENSIVE, _ENABLE_TRIGGER, _ENABLE_VIEW, _ENABLE_LOAD_EXTENSION = 1010, 1003, 1015, 1005


class _Cursor(sqlite3.Cursor):
    """A cursor whose errors are problems of the submission."""

    connection: Connection

    def execute(self, *words: Any) -> _Cursor:
        try:
            return super().execute(*words)
        except FAILURES as error:
            raise self.connection.told(error) from error
        except (UnicodeEncodeError, OverflowError) as error:
            # Half a character, or a number beyond all that a file can hold: pasted, or in a record that somebody sent.
            raise cannot_keep(self.connection.path) from error

    def executemany(self, *words: Any) -> _Cursor:
        try:
            return super().executemany(*words)
        except FAILURES as error:
            raise self.connection.told(error) from error
        except (UnicodeEncodeError, OverflowError) as error:
            raise cannot_keep(self.connection.path) from error

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        # Many at a time: asking for each row by itself costs more than reading it.
        while rows := self.fetchmany(_AT_ONCE):
            yield from rows

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except FAILURES as error:
            raise self.connection.told(error) from error

    def fetchmany(self, *words: Any) -> list[Any]:
        try:
            return super().fetchmany(*words)
        except FAILURES as error:
            raise self.connection.told(error) from error

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except FAILURES as error:
            raise self.connection.told(error) from error

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except FAILURES as error:
            raise self.connection.told(error) from error


class Connection(sqlite3.Connection):
    """A connection whose errors are problems of the submission, wherever in a block of somebody else's they happen."""

    path = Path()

    def told(self, error: sqlite3.Error | UnicodeDecodeError) -> Exception:
        """Return the problem that people are told, the error itself when it is a bug."""
        return of_database(error, self.path) or error

    def executemany(self, *words: Any) -> Any:
        return self.cursor().executemany(*words)

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, *words: Any) -> Any:
        return self.cursor().execute(*words)


def uri(path: Path, **options: str) -> str:
    """Return a path as SQLite takes it with options, also one on a network drive of Windows."""
    text = quote_from_bytes(os.fsencode(path.absolute().as_posix()), safe="/:")
    told = "&".join(f"{key}={value}" for key, value in options.items() if value)
    return f"file://{'' if text.startswith('/') else '/'}{text}?{told}"


def connection_to(path: Path, **options: str) -> Connection:
    """Open a database as a stranger's: nothing that stands in it is run, and everything has its bounds."""
    connection = sqlite3.connect(
        uri(path, **options),
        uri=True,
        timeout=_WAIT,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )
    connection.path = path
    try:
        distrust(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def distrust(connection: sqlite3.Connection) -> None:
    """See to it that nothing that a file's schema says is obeyed without having been looked at."""
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    config = getattr(connection, "setconfig", None)
    if config is not None:
        config(_DEFENSIVE, True)
        config(_ENABLE_TRIGGER, False)
        config(_ENABLE_VIEW, False)
        config(_ENABLE_LOAD_EXTENSION, False)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA writable_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")
    # What is sorted or taken back must not lie in a folder for everybody.
    connection.execute("PRAGMA temp_store = MEMORY")


@contextmanager
def undefended(connection: sqlite3.Connection) -> Iterator[None]:
    """Let the block write to the tables of which the search index consists."""
    config = getattr(connection, "setconfig", lambda _option, _on: None)
    config(_DEFENSIVE, False)
    try:
        yield
    finally:
        config(_DEFENSIVE, True)


def for_one_window(path: Path, *, read_only: bool) -> Connection:
    """Return the connection of an open file. The lock is taken elsewhere, see `desktop.store.locking`."""
    connection = connection_to(path, mode="rw", vfs=VFS)
    try:
        # What was read stays read: the pages in memory are never thrown away because the file looks changed. It comes
        # first of all, so that a log of another program is read without a shared memory beside the file.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
            # A read that fails now is told now, not in the middle of something.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        else:
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def migrated(connection: sqlite3.Connection, steps: Migrations, *, stop_before: Sequence[str] = ()) -> None:
    """Apply the migrations that a database has not had, without plug-ins: what is installed must not reach the file."""
    from sqlite_utils import Database

    steps.apply(Database(connection, execute_plugins=False), stop_before=list(stop_before))
