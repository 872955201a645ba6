"""The open submission file: how it is made, opened and closed, searched, joined with others, and copied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from desktop.errors import FileError
from desktop.record.entry import Entry, Value, bound_id, new_id
from desktop.record.history import Message, Revision
from desktop.record.submission import Attachment, Submission
from desktop.store import opening
from desktop.store.assignment import write_assignment
from desktop.store.attachments import insert_attachment
from desktop.store.backups import Backup, Backups
from desktop.store.copy_id import Was, begin_copy
from desktop.store.entries import read_entries
from desktop.store.errors import translate_errors
from desktop.store.examination import altered, examine, is_uuid
from desktop.store.examined_files import ExaminedFiles
from desktop.store.file_writing import FileWriting, Now, stamp
from desktop.store.opened import Opened
from desktop.store.preparation import no_backup, warnings_of_opening
from desktop.store.revisions import insert_revision
from desktop.store.schema import VERSION
from desktop.store.search_index import Hit, find, find_again
from desktop.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from desktop.record.assignment import Assignment
    from desktop.record.joining import Incoming, Place
    from desktop.record.ministry_copy import Part
    from desktop.store.database import Database


class SubmissionFile(FileWriting):
    """One open file. It belongs to this process alone until it is closed.

    Any thread may call; one at a time is served. Nothing here is waited for longer than a write to the disk takes,
    except the backups. What reads is in `FileReading`, what writes in `FileWriting`.
    """

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        answers: Mapping[str, Value],
        by: str,
        message: Message | str,
        now: Now,
        backups: Backups | None = None,
    ) -> Self:
        """Make a new submission with the first answers of its own form, and leave it open.

        Raises:
            AlreadyExists, CannotWrite, DiskFull.
        """
        submission_id = new_id()
        with opening.made(path) as database, database.atomic():
            database.execute("INSERT INTO facts VALUES ('submission', ?)", (submission_id,))
            begin_copy(database)
            entry_id = bound_id(submission_id, "submission", "")
            unit = UnitOfWork(database, submission_id, stamp(now), by)
            unit.ensure("submission", "")
            for field, value in answers.items():
                unit.set(entry_id, field, value)
            unit.finish("create", message)
        return cls.open(path, now=now, backups=backups)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        now: Now,
        backups: Backups | None = None,
        read_only: bool = False,
        prepare: bool = True,
        examined: ExaminedFiles | None = None,
    ) -> Self:
        """Open a submission file, through every check of the opening.

        A file of an older version is backed up and brought to this one first.

        Args:
            prepare: whether `prepare` is called at once; else by whoever opens the file, when there is time.
            examined: remembers which contents were examined before; what this file holds is added when it is closed.

        Raises:
            FileError: see `desktop.store.errors`.
        """
        path = path.absolute()
        opening.header_version(path)
        opened = opening.opened(path, read_only=read_only, examined=examined)
        if read_only and opening.version_of(opened.database.conn) < VERSION:
            # It has to be upgraded to be read at all; looking at it is then a write.
            opened.close()
            opened = opening.opened(path, read_only=False)
        try:
            with translate_errors(path):
                if opening.version_of(opened.database.conn) < VERSION:
                    _upgrade(path, opened.database, backups)
                entries = _entries(path, opened)
                file = cls(path, opened, now, backups, read_only)
                file._entries = entries
                file.warnings += warnings_of_opening(opened, path, file.submission_id)
                opened.examined = None if read_only else examined
        except BaseException:
            opened.close()
            raise
        if prepare:
            file.prepare()
        return file

    @classmethod
    def replay(
        cls,
        path: Path,
        submission: Submission,
        revisions: Iterable[Revision],
        attachments: Iterable[tuple[Attachment, bytes]],
        assignment: Assignment | None = None,
    ) -> None:
        """Write a whole submission into a new file exactly as it is given: entries, history and attached files.

        It is another copy than the one it came from, and its past is that of the copy of the last revision.

        Args:
            assignment: what the new file is open for, where it is a ministry copy.

        Raises:
            AlreadyExists, CannotWrite, DiskFull.
        """
        with opening.made(path) as database, database.atomic():
            database.execute("INSERT INTO facts VALUES ('submission', ?)", (submission.id,))
            for file, content in attachments:
                insert_attachment(database, file, content)
            unit = UnitOfWork(database, submission.id, "", "")
            unit.put(submission.entries.values())
            last = None
            for last in revisions:
                insert_revision(database, last)
            if assignment is not None:
                write_assignment(database, assignment)
            begin_copy(database, *([Was(last.copy, last.id)] if last else ()))

    def close(self) -> None:
        """Let the file go; nothing is left beside it."""
        with self._lock:
            self._is_prepared = True  # for whoever comes too late
            self._opened.close()

    # Search

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Return the answers that hold every word of the query."""
        self.prepare()
        with self._lock, translate_errors(self.path):
            return find(self._database, query, limit)

    def search_again(
        self, query: str, hits: Sequence[Hit], changed: Collection[tuple[str, str]], limit: int = 50
    ) -> list[Hit]:
        """Return what `search` would find now, where only some answers were looked at anew, see `search_index.find_again`."""
        with self._lock, translate_errors(self.path):
            return find_again(self._database, query, limit, hits, changed)

    # Writing

    def incoming(self, other: SubmissionFile) -> Incoming:
        """Return what was done in another copy of this submission and is not here."""
        from desktop.store.joining import incoming  # seldom asked for, and no part of a start

        with self._lock, translate_errors(self.path), translate_errors(other.path):
            return incoming(self._database, other._database)

    def incoming_revision(
        self, revision: Revision, base: Mapping[Place, Value | None], theirs: Mapping[str, Entry]
    ) -> Incoming:
        """Return what came back in something that is no copy of the file; see `joining.incoming_revision`."""
        from desktop.store.joining import incoming_revision  # seldom asked for, and no part of a start

        with self._lock, translate_errors(self.path):
            return incoming_revision(self._database, revision, base, theirs)

    # Copies

    def back_up(self) -> Path | None:
        """Make a backup now. Returns where it lies, None where this file keeps none.

        Raises:
            FileError: it could not be made; what was to follow should wait.
        """
        if self._backups is None:
            return None
        try:
            with self._lock, translate_errors(self.path):
                return self._backups.make(self.submission_id, self._database, self.path)
        except FileError as problem:
            raise type(problem)(no_backup(problem)) from problem

    def backups(self) -> list[Backup]:
        """Return the backups of this submission on this computer, newest first."""
        return self._backups.list(self.submission_id) if self._backups else []

    def copy_to(self, path: Path) -> None:
        """Write a whole copy of the file as it is now, to be worked on. Raises AlreadyExists, CannotWrite, DiskFull."""
        with self._lock:
            opening.copied(self._database, path, becomes_another=True)
            self._has_left = True

    def copy_part_to(self, path: Path, part: Part, assignment: Assignment) -> str:
        """Write a ministry copy, and return the id of the copy that it is; see `store.ministry_copy`."""
        from desktop.store.ministry_copy import write_part

        with self._lock, translate_errors(self.path):
            copy = write_part(self._database, path, part, assignment)
            self._has_left = True
        return copy


def _entries(path: Path, opened: Opened) -> dict[str, Entry]:
    if opened.is_known:
        entries = read_entries(opened.database)
        if opened.is_untouched():
            return entries
        # Somebody wrote to it after it was found to be known: it is a stranger like any other.
        opened.is_known = False
        opening.check(opened.database.conn, path)
    return examine(opened.database, path)


def _upgrade(path: Path, database: Database, backups: Backups | None) -> None:
    row = database.execute("SELECT value FROM facts WHERE key = 'submission'").fetchone()
    if row is None or not is_uuid(str(row[0])):
        raise altered(path)
    if backups is not None:
        backups.make(str(row[0]), database, path)
    opening.upgrade(database)
