"""The errors of a submission file: what can be wrong with it and with no other file, and what the database says as a sentence for people.

What any file can have (no room, a name that is taken) is in `desktop.errors`; whoever opens a submission meets both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.disk import has_room, is_at_limit
from desktop.errors import CannotWrite, DiskFull, FileError, ReadOnly, TooLarge, name_of, no_room, of_system, too_large
from desktop.i18n.translation import gettext as _

FAILURES = (sqlite3.Error, UnicodeDecodeError)
"""What a database fails with. Its message quotes what is damaged, and Python cannot always read that."""


_OF_A_WRITE = frozenset({sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC})
"""What a database says when the system did not take what it wrote."""


class NotASubmission(FileError):
    """It is some other file."""


class Foreign(NotASubmission):
    """It calls itself a submission, and holds tables that no Pledgebook made."""


class Damaged(FileError):
    """It was a submission, and cannot be relied on."""


class NewerFile(FileError):
    """A newer program made it."""


class Locked(FileError):
    """Another window has it open."""


class Replaced(FileError):
    """What lies under the name of the open file is another file now, or nothing; the window still has everything.

    Every write raises it, and `SubmissionFile.copy_to` still writes a whole copy.
    """


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Turn what the database and the file system say into a sentence; what is none of these surfaces as a bug."""
    try:
        yield
    except FAILURES as error:
        problem = of_database(error, path)
        if problem is None:
            raise
        raise problem from error
    except OSError as error:
        raise of_system(error, path, writing=False) from error


@contextmanager
def translate_errors_of_new(path: Path) -> Iterator[None]:
    """The same for a file that is being made: where there is no room for it, no change of anybody's was lost."""
    try:
        with translate_errors(path):
            yield
    except DiskFull as problem:
        raise no_room(path) from problem
    except TooLarge as problem:
        raise too_large(path) from problem


def of_database(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> FileError | None:
    """Return what an error of the database means for people, None when it is a bug of ours."""
    if isinstance(error, UnicodeDecodeError):
        return damaged(path)
    # Extended codes carry the plain one in their low byte. An error that Python itself found has none: what it finds
    # in reading is a text that is none.
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return damaged(path) if "decode" in str(error) else None
    is_of_a_write = code in _OF_A_WRITE
    code &= 0xFF
    name = name_of(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Locked(
            _(
                "{name} is in use in another window or by another command. Please close it there, or "
                "wait until the command has finished."
            ).format(name=name)
        )
    # SQLite knows of a disk that is full. Of a share of it that is used up (a quota) it says what it says of a broken one.
    if code == sqlite3.SQLITE_FULL or (is_of_a_write and not has_room(path.parent)):
        return DiskFull(
            _("There is no space left on the disk with {name}. The last change could not be saved.").format(name=name)
        )
    if code == sqlite3.SQLITE_READONLY:
        return ReadOnly(_("{name} cannot be changed here. Please copy it to another place.").format(name=name))
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path)
    if code == sqlite3.SQLITE_CANTOPEN:
        return CannotWrite(_("{name} cannot be opened in this place.").format(name=name))
    if code == sqlite3.SQLITE_IOERR and is_at_limit(path.parent):
        return TooLarge(
            _(
                "{name} cannot grow any larger: this computer or its disk limits the size of files. The "
                "last change could not be saved."
            ).format(name=name)
        )
    if code == sqlite3.SQLITE_IOERR:
        return CannotWrite(
            _(
                "The disk or USB stick that contains {name} is not responding correctly. The last change "
                "could not be saved."
            ).format(name=name)
        )
    return None


def damaged(path: Path) -> Damaged:
    """Return the problem of a damaged file."""
    return Damaged(
        _("{name} is damaged and was not opened. A backup may be intact: see the folder of backups.").format(
            name=name_of(path)
        )
    )


def cannot_keep(path: Path) -> CannotWrite:
    """Return the problem of an answer that a file cannot hold."""
    return CannotWrite(
        _(
            "An answer cannot be saved in {name}: it is too long, or contains characters that are not allowed in "
            "a text."
        ).format(name=name_of(path))
    )
