"""Sees whether the file under its name is still the one that is open: programs that keep folders alike replace, move,
remove and overwrite files whenever they like, and tell nobody.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from desktop.errors import ReadOnly
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.store.errors import Replaced

_HEADER = 100
_WRITE_BITS = 0o222


class _State(NamedTuple):
    """What the file looks like from outside; when it is the same as before, nobody wrote to it."""

    size: int
    written_at: int
    changed_at: int
    """When anything of it was changed, which nobody can set back; on Windows, when it was made."""
    header: bytes


class Watch:
    """Looks at the open file before and after each write.

    Args:
        path: its name.
        descriptor: the one that holds the lock.
        connection: the one that writes.
        on_disk: returns the `mark` of the file as anybody else would read it, None when it cannot be read.
    """

    def __init__(
        self, path: Path, descriptor: int, connection: sqlite3.Connection, on_disk: Callable[[Path], str | None]
    ) -> None:
        self._path = path
        self._descriptor = descriptor
        self._connection = connection
        self._on_disk = on_disk
        self._has_numbers = has_numbers(path)
        self._state = self._seen()

    def look(self) -> None:
        """See whether a write will reach the file that people see.

        Raises:
            Replaced: it would not.
            ReadOnly: somebody said meanwhile that the file is not to be written to.
            OSError: the place does not answer.
        """
        self.look_at_name()
        if self._seen() != self._state:
            self._look_inside()

    def wrote(self) -> None:
        """Take notice of a write of our own, and see that it went where people see it. Raises what `look` raises."""
        self.look_at_name()
        if not self._has_our_size():
            raise self._overwritten()
        self._state = self._seen()

    def is_untouched(self) -> bool:
        """Whether the file under its name is the open one, and nobody else wrote to it since we last looked."""
        try:
            return self._is_ours(os.stat(self._path)) and self._seen() == self._state
        except OSError:
            return False

    def look_at_name(self) -> None:
        """See whether the file under its name is ours, without looking inside. Raises what `look` raises."""
        try:
            there = os.stat(self._path)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise Replaced(
                _(
                    "{name} was moved, renamed or removed while it was open here. Nothing more can be saved in "
                    "it. Save a copy in another place to keep what is in this window."
                ).format(name=one_line(self._path.name))
            ) from error
        if self._has_numbers and not self._is_ours(there):
            raise Replaced(
                _(
                    "Another program replaced {name} with another file while it was open here. Nothing more can "
                    "be saved in it. Save a copy under another name to keep what is in this window."
                ).format(name=one_line(self._path.name))
            )
        if not there.st_mode & _WRITE_BITS:
            raise ReadOnly(
                _("{name} cannot be changed here. Please copy it to another place.").format(
                    name=one_line(self._path.name)
                )
            )

    def _look_inside(self) -> None:
        # Somebody wrote to it. Copying it somewhere, or saying that it was touched, is nothing; another content is.
        if not self._has_our_size() or self._on_disk(self._path) != mark(self._connection):
            raise self._overwritten()
        self._state = self._seen()

    def _overwritten(self) -> Replaced:
        return Replaced(
            _(
                "Another program changed {name} while it was open here. Nothing more can be saved in it. Save a "
                "copy under another name to keep what is in this window."
            ).format(name=one_line(self._path.name))
        )

    def _has_our_size(self) -> bool:
        pages, size = (self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        return bool(os.fstat(self._descriptor).st_size >= pages * size)

    def _is_ours(self, there: os.stat_result) -> bool:
        return os.path.samestat(there, os.fstat(self._descriptor))

    def _seen(self) -> _State:
        about = os.fstat(self._descriptor)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return _State(about.st_size, about.st_mtime_ns, about.st_ctime_ns, os.read(self._descriptor, _HEADER))


def has_numbers(path: Path) -> bool:
    """Return whether a place gives each file a lasting number; some network drives make up another one each time."""
    return os.path.samestat(os.stat(path), os.stat(path))


def mark(connection: sqlite3.Connection) -> str:
    """Return what tells one state of a submission from another: a digest of its id and of its last revision."""
    parts = connection.execute(
        """SELECT value, '', '', '', '', '', '' FROM facts WHERE key = 'submission'
        UNION ALL SELECT * FROM (SELECT number, id, at, by, type, message, parameters FROM revisions ORDER BY number DESC LIMIT 1)
        UNION ALL SELECT * FROM (SELECT number, entry, fields, '', '', '', '' FROM changes
            WHERE revision = (SELECT max(number) FROM revisions) ORDER BY number)"""
    )
    digest = sha256()
    for part in parts:
        digest.update(repr(part).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
