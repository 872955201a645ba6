"""The open file: its connection, the lock, the look-out, and how a write ends."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import FileError
from desktop.store.errors import translate_errors
from desktop.store.file_watch import Watch, mark
from desktop.store.locking import Hold

if TYPE_CHECKING:
    from desktop.store.database import Database
    from desktop.store.examined_files import ExaminedFiles


class NothingChanged(Exception):
    """Ends a transaction in which nothing was changed, so that it is taken back."""


class Opened:
    """A file that this process holds until it is closed.

    Attributes:
        database: the one connection that reads and writes it.
        is_known: whether all of it was examined before, on this computer.
        kept: whether others are kept out; a place without locks cannot do that.
        set_aside: the name of a journal that did not belong to the file and was set aside; empty when there was none.
        examined: remembers, once the file is closed, that what it holds is sound; None where nobody can say so.
    """

    def __init__(
        self, path: Path, database: Database, hold: Hold, watch: Watch, *, is_known: bool = False, set_aside: str = ""
    ) -> None:
        self.database = database
        self.kept = hold.kept
        self.set_aside = set_aside
        self.is_known = is_known
        self.examined: ExaminedFiles | None = None
        self._path = path
        self._hold = hold
        self._watch = watch
        # Where a link leads to is where the database has its journal.
        self._journal = Path(f"{os.path.realpath(path)}-journal")
        self._has_journal = False
        self._was_written = False

    def is_untouched(self) -> bool:
        """Whether nobody else wrote to the file since it was opened, or since we last wrote to it."""
        return self._watch.is_untouched()

    def close(self) -> None:
        """Let the file go; nothing is left beside it. What it holds is remembered while it is still ours."""
        # The lock goes last: until then nobody may look at what the connection still has to clear away.
        try:
            self.database.conn.close()
            if self.examined is not None and (self._was_written or not self.is_known):
                self.examined.note(self._path, self.is_untouched)
        finally:
            self._hold.release()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of the block or nothing of it. When it ends well, it is on the disk, in the file that people see.

        What the block raises passes through as it is: it may speak of anything. After an error, whatever the disk made of
        it, the file is looked at again when it is next opened.

        Raises:
            Replaced: the file under this name is another one, or none.
            FileError: see `desktop.store.errors`.
        """
        try:
            with translate_errors(self._path):
                self._watch.look()
                self._see_to_journal()
                self.database.execute("BEGIN IMMEDIATE")
            try:
                before = mark(self.database.conn)
                yield
                with translate_errors(self._path):
                    self._commit(before)
            except BaseException:
                self._roll_back()
                raise
            with translate_errors(self._path):
                self._has_journal = self._journal.exists()
                self._watch.wrote()
        except NothingChanged:
            raise
        except BaseException:
            self.examined = None
            raise
        self._was_written = True

    def _commit(self, before: str) -> None:
        done = mark(self.database.conn)
        self._watch.look_at_name()
        try:
            self.database.execute("COMMIT")
        except FileError:
            self._roll_back()
            if done == before or not self._stands(done):
                raise

    def _stands(self, done: str) -> bool:
        """Return whether a write that ended in an error is there for good all the same.

        The disk can refuse when all that was left to do was to throw the journal away. Then a write that changes
        nothing, and that goes well, says that the disk has everything up to here.
        """
        try:
            if mark(self.database.conn) != done:
                return False
            version = self.database.execute("PRAGMA user_version").fetchone()[0]
            self.database.execute(f"PRAGMA user_version = {version}")
        except (FileError, sqlite3.Error):
            return False
        return True

    def _roll_back(self) -> None:
        with suppress(FileError, sqlite3.Error):
            if self.database.conn.in_transaction:
                self.database.execute("ROLLBACK")

    def _see_to_journal(self) -> None:
        # A journal that somebody removed would go on being written to without a name, and nothing could be taken back
        # after a power cut. The database lets go of it when it unlocks, which it thinks it does here; the lock is ours.
        if self._has_journal and not self._journal.exists():
            self.database.execute("PRAGMA locking_mode = NORMAL")
            self.database.execute("SELECT count(*) FROM facts").fetchone()
            self.database.execute("PRAGMA locking_mode = EXCLUSIVE")
