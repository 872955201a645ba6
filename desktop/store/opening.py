"""Opening: every file is looked at here before a line of it is believed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.atomic_write import atomic_file
from desktop.errors import CannotRead, CannotWrite, FileError, NotFound, ReadOnly, name_of
from desktop.i18n.translation import gettext as _
from desktop.store.connections import Connection, connection_to, for_one_window, migrated
from desktop.store.copy_id import become_another
from desktop.store.database import Database
from desktop.store.errors import (
    Damaged,
    Foreign,
    NewerFile,
    NotASubmission,
    damaged,
    translate_errors,
    translate_errors_of_new,
)
from desktop.store.examination import examine, is_uuid
from desktop.store.examined_files import ExaminedFiles
from desktop.store.file_watch import Watch, has_numbers, mark
from desktop.store.journals import beside, set_aside
from desktop.store.locking import VFS, Hold
from desktop.store.opened import Opened
from desktop.store.restore_points import forget_points
from desktop.store.schema import APPLICATION_ID, VERSION, migrations
from desktop.store.schema.expected import is_expected, tables

_MAGIC = b"SQLite format 3\x00"
_KEEPS_LOG_AT, _VERSION_AT, _ID_AT, _HEADER = 18, 60, 68, 100
_LOG = 2
"""What stands in the header of a database that keeps a log beside it (WAL). We make none, but other programs can."""

_WHOLE = "quick_check(1)"

_BESIDE = ("-journal", "-wal")


def header_version(path: Path) -> int:
    """Return the schema version of a submission file from its first bytes, without opening it as a database.

    Raises:
        NotFound, NotASubmission, NewerFile.
    """
    name = name_of(path)
    with translate_errors(path):
        if not path.exists():
            raise NotFound(_("There is no file {name}.").format(name=name))
        if not path.is_file():
            raise NotASubmission(_("{name} is not a file.").format(name=name))
        head = _head(path)
    if not head:
        raise NotASubmission(_("{name} is empty. It contains no submission.").format(name=name))
    is_ours = head.startswith(_MAGIC) and int.from_bytes(head[_ID_AT : _ID_AT + 4], "big") == APPLICATION_ID
    if len(head) < _HEADER or not is_ours:
        raise NotASubmission(_("{name} is not a submission made with Pledgebook.").format(name=name))
    version = int.from_bytes(head[_VERSION_AT : _VERSION_AT + 4], "big")
    if version > VERSION:
        raise NewerFile(
            _("{name} was made with a newer Pledgebook. Please open it with that version.").format(name=name)
        )
    return version


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEADER)


def opened(path: Path, *, read_only: bool, examined: ExaminedFiles | None = None) -> Opened:
    """Open a submission file, take it for this window alone, and see that it is whole and ours.

    The lock is held as long as the file is open, and goes when the process goes.

    Its version is known only now: what a process that died left unfinished may have been to bring it to another one.

    Args:
        read_only: others may read it at the same time, and nobody may write.
        examined: what was found to be whole before, and is not looked at again; see `Opened.is_known`.

    Raises:
        FileError: see `desktop.store.errors`.
    """
    with translate_errors(path):
        if read_only and is_unfinished(path):
            # What a process that died left unfinished is finished by a write, and nobody may be reading meanwhile. On a
            # medium for reading only the reading will tell whether it matters.
            with suppress(ReadOnly, CannotRead, CannotWrite):
                opened(path, read_only=False).close()
        hold = Hold.take(path, alone=not read_only)
        try:
            if has_numbers(path) and not os.path.samestat(os.stat(path), os.fstat(hold.descriptor)):
                raise NotFound(_("There is no file {name}.").format(name=name_of(path)))
            # Only where nobody can be writing to it at this moment: else the journal may be theirs, and alive.
            aside = set_aside(path, check) if hold.is_ours and not read_only else ""
            connection = for_one_window(path, read_only=read_only)
            try:
                # Whoever writes to it from here on did so after we began to look.
                watch = Watch(path, hold.descriptor, connection, mark_on_disk)
                # What a journal or a log adds to the file was not in it when it was examined.
                known = examined is not None and not is_unfinished(path) and examined.knows(path)
                if known:
                    see_tables(connection, path)
                else:
                    check(connection, path)
                if not read_only and _clear_beside(connection, path):
                    watch = Watch(path, hold.descriptor, connection, mark_on_disk)
                return Opened(path, Database(connection), hold, watch, is_known=known, set_aside=aside)
            except BaseException:
                connection.close()
                raise
        except BaseException:
            hold.release()
            raise


def check(connection: Connection, path: Path) -> None:
    """See that a database is whole and that its tables are those of its version and nothing else.

    `quick_check` reads every page and the structure of each, and leaves out the comparison of indexes with tables. That
    is made for our own tables: a row that no index knows is read and never found again, so what is typed over it goes
    nowhere. The search index is made anew where it is wrong, and need not be whole.

    Raises:
        Foreign, Damaged.
    """
    see_tables(connection, path)
    try:
        whole = _is_as_long_as_it_says(connection) and all(
            _is_whole(connection, each) for each in (_WHOLE, *_indexed(connection))
        )
    except sqlite3.Error as error:
        raise damaged(path) from error
    if not whole:
        raise damaged(path)


def see_tables(connection: sqlite3.Connection, path: Path) -> int:
    """See that the tables of a database are those of its version and nothing else, and return that. Raises Foreign, Damaged."""
    try:
        version = version_of(connection)
        fits = 0 < version <= VERSION and is_expected(connection, version)
    except sqlite3.Error as error:
        # A schema that cannot be understood is none of ours.
        raise damaged(path) from error
    if not fits:
        raise Foreign(
            _(
                "{name} looks like a submission, but does not have the structure of one: it was damaged or "
                "altered, and was not opened."
            ).format(name=name_of(path))
        )
    return version


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables of a database, with whatever was unfinished in it finished."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _indexed(connection: sqlite3.Connection) -> Iterator[str]:
    yield from (f"integrity_check({table})" for table in tables(connection))


def _is_whole(connection: sqlite3.Connection, pragma: str) -> bool:
    return bool(connection.execute(f"PRAGMA {pragma}").fetchone()[0] == "ok")


def _is_as_long_as_it_says(connection: Connection) -> bool:
    """Return whether all pages that the header counts are on the disk, to the last byte.

    SQLite itself refuses a file in which whole pages are missing, and takes the end of a page that was cut off for zeros.
    What a log holds is not in the file yet; a journal was played back before anything was read.
    """
    log = beside(connection.path, "-wal")
    if log.exists() and log.stat().st_size:
        return True
    pages, size = (connection.execute(f"PRAGMA {each}").fetchone()[0] for each in ("page_count", "page_size"))
    return connection.path.stat().st_size >= int(pages) * int(size)


def is_unfinished(path: Path) -> bool:
    """Whether something lies beside a file that a process which died may have left there, and that belongs into it."""
    return _keeps_log(path) or any(beside(path, ending).exists() for ending in _BESIDE)


def _keeps_log(path: Path) -> bool:
    return _LOG in _head(path)[_KEEPS_LOG_AT : _KEEPS_LOG_AT + 2]


def _clear_beside(connection: sqlite3.Connection, path: Path) -> bool:
    """Clear away what a process that died left beside the file. Returns whether the file was written to for that."""
    log = _keeps_log(path)
    if log:
        connection.execute("PRAGMA journal_mode = DELETE")
        # What a program that was killed shared with others; nobody else can be using it now.
        beside(path, "-shm").unlink(missing_ok=True)
    journal = beside(path, "-journal").exists()
    if journal:
        # Left by a process that died after its last revision. SQLite removes on closing only a journal that it
        # has used, and a write that changes nothing makes it do so.
        connection.execute(f"PRAGMA user_version = {version_of(connection)}")
    return log or journal


def mark_on_disk(path: Path) -> str | None:
    """Return the `mark` of a file as it lies on the disk, None when it is no submission that can be read."""
    return _asked_on_disk(path, mark)


def id_on_disk(path: Path) -> str | None:
    """Return the id of the submission in a file, None when it is none."""
    return _asked_on_disk(path, _id_of)


def _asked_on_disk(path: Path, ask: Callable[[sqlite3.Connection], str | None]) -> str | None:
    # This can be asked of any file, also of one that somebody has open: nothing is locked, written or unlocked.
    try:
        version = header_version(path)
        connection = connection_to(path, mode="ro", immutable="1", vfs=VFS)
        try:
            return ask(connection) if is_expected(connection, version) else None
        finally:
            connection.close()
    except (FileError, sqlite3.Error):
        return None


def _id_of(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT value FROM facts WHERE key = 'submission'").fetchone()
    return row[0] if row and isinstance(row[0], str) and is_uuid(row[0]) else None


def upgrade(database: Database) -> None:
    """Bring a file of an older version to this one; the whole of it, or none of it."""
    with database.atomic():
        migrated(database.conn, migrations())
        database.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def made(path: Path) -> Iterator[Database]:
    """Make a new submission file: under another name until it is whole, then under its own.

    What could not be opened afterwards is not made: it is looked at as it will be then.

    Raises:
        AlreadyExists: a file of that name is there.
        DiskFull: there is no room.
        CannotWrite: the folder is missing or takes no file, or what was put in is nothing that a submission can hold; `details` say where.
    """
    with translate_errors_of_new(path), atomic_file(path) as beside:
        connection = connection_to(beside, mode="rw", vfs=VFS)
        try:
            connection.path = path
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA foreign_keys = ON")
            database = Database(connection)
            upgrade(database)
            yield database
            _examine_before(database, path)
        finally:
            connection.close()


def _examine_before(database: Database, path: Path) -> None:
    try:
        examine(database, path)
    except Damaged as problem:
        raise CannotWrite(
            _("{name} was not created: it would contain something that a submission cannot contain.").format(
                name=name_of(path)
            ),
            problem.details,
        ) from problem


def copied(database: Database, path: Path, *, becomes_another: bool = False) -> None:
    """Write a whole copy of an open file to a new place, through the database's own backup interface.

    Args:
        becomes_another: what is done in it from then on is done in another copy, and says so. A backup is the same one.
    """
    with translate_errors_of_new(path), atomic_file(path) as beside:
        target = connection_to(beside, mode="rw", vfs=VFS)
        try:
            database.conn.backup(target)
            # What the file on the disk no longer gives must not pass for a copy.
            try:
                check(target, path)
            except (Damaged, NotASubmission) as problem:
                raise Damaged(
                    _(
                        "{name} was not created: not everything that belongs in it could be read from the disk. "
                        "A backup may be intact: see the folder of backups."
                    ).format(name=name_of(path))
                ) from problem
            if becomes_another:
                become_another(target)
                forget_points(target)
        finally:
            target.close()
