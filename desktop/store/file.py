"""The open submission file: opening and closing, the unit of work, undo, search, and the copies that it makes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from desktop.errors import FileError, ReadOnly
from desktop.i18n.lists import joined
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.entry import Entry, Value, bound_id, new_id
from desktop.record.history import Change, Message, Revision, message_from_columns, message_to_columns, same
from desktop.record.reasons import with_reason, without_reason
from desktop.record.submission import Attachment, Submission
from desktop.store import opening
from desktop.store.assignment import see_assigned, write_assignment
from desktop.store.backups import Backup, Backups
from desktop.store.copy_id import Was, begin_copy, copy_of
from desktop.store.entries import read_entries
from desktop.store.errors import cannot_keep, damaged, translate_errors
from desktop.store.examination import altered, can_be_read_again, examine, is_uuid
from desktop.store.examined_files import ExaminedFiles
from desktop.store.exports import read_exports, write_exports
from desktop.store.file_reading import FileReading
from desktop.store.opened import Opened
from desktop.store.restore_points import mark, stands_at
from desktop.store.revisions import insert_revision
from desktop.store.schema import VERSION
from desktop.store.search_index import Hit, bring_up_to_date, find, find_again, mend
from desktop.store.sync_conflicts import conflicts
from desktop.store.undo import UndoStack, reversed_changes
from desktop.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from desktop.record.assignment import Assignment
    from desktop.record.joining import Incoming, Place
    from desktop.record.ministry_copy import Part
    from desktop.record.restore_points import RestorePoint
    from desktop.store.database import Database

Now = Callable[[], datetime]


class SubmissionFile(FileReading):
    """One open file. It belongs to this process alone until it is closed.

    Any thread may call; one at a time is served. Nothing here is waited for longer than a write to the disk takes,
    except the backups.

    Attributes:
        submission_id: the UUID of the submission.
        warnings: sentences about what did not stop the opening and should be known, e.g. that no backup could be made.
    """

    def __init__(self, path: Path, opened: Opened, now: Now, backups: Backups | None, read_only: bool) -> None:
        database = opened.database
        super().__init__(path, database)
        self.warnings: list[str] = []
        self._opened = opened
        self._now = now
        self._backups = backups
        self._read_only = read_only
        self._entries: dict[str, Entry] | None = None  # read when the file was opened, until somebody asks or writes
        self._is_prepared = read_only
        self._examined: ExaminedFiles | None = None
        self._is_noted = False
        self._is_closed = False
        self._is_together = False
        self.submission_id = str(database.execute("SELECT value FROM facts WHERE key = 'submission'").fetchone()[0])
        self._has_left = False  # a copy has left with the last revision, which must not move on any more
        self._undo = UndoStack.read(database)

    # Opening and closing

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
            unit = UnitOfWork(database, submission_id, _stamp(now), by)
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
        version = opening.header_version(path)
        # An older file has to be upgraded to be read at all; looking at it is then a write.
        opened = opening.opened(path, version, read_only=read_only and version == VERSION, examined=examined)
        try:
            with translate_errors(path):
                if version < VERSION:
                    _upgrade(path, opened.database, backups)
                entries = _entries(path, opened)
                file = cls(path, opened, now, backups, read_only)
                file._examined = None if read_only else examined
                file._is_noted = opened.is_known
                file._entries = entries
                file.warnings += _warnings(path, opened, file.submission_id)
        except BaseException:
            opened.close()
            raise
        if prepare:
            file.prepare()
        return file

    def prepare(self) -> None:
        """Make a backup when one is due and bring the search index up to date; what fails in it stops nothing.

        It is done once, and before the first write or search at the latest. In a large file it takes as long as opening.
        """
        with self._lock:
            if not self._is_prepared and not self._is_closed:
                self._is_prepared = True
                self._back_up_when_due()
                if self._opened.is_known:
                    self._check()
                self._mend_search()

    def _back_up_when_due(self) -> None:
        if self._backups is None:
            return
        try:
            with translate_errors(self.path):
                self._backups.make_when_due(self.submission_id, self._database, self.path)
        except FileError as problem:
            self.warnings.append(_no_backup(problem))

    def _check(self) -> None:
        """See that a file that was opened as known is whole, as every other was seen to be when it was opened."""
        try:
            with translate_errors(self.path):
                opening.check(self._database.conn, self.path, VERSION)
        except (FileError, sqlite3.Error) as error:
            if self._examined is not None:
                self._examined.forget()
            self._tell_of_search(error)

    def _mend_search(self) -> None:
        try:
            with translate_errors(self.path):
                mend(self._database)
                bring_up_to_date(self._database)
        except (FileError, sqlite3.Error) as error:
            self._tell_of_search(error)

    def _tell_of_search(self, error: Exception) -> None:
        self._examined = None
        why = error if isinstance(error, FileError) else damaged(self.path)
        self.warnings.append(_("The search may not find everything: {problem}").format(problem=why.message))

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
                database.execute(
                    "INSERT INTO attachments VALUES (?, ?, ?, ?)", (file.sha256, file.name, file.size, content)
                )
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
            self._is_closed = True
            self._opened.close(None if self._is_noted else self._examined)

    # Reading

    def read(self) -> Submission:
        """Return all that the file says now, as one value."""
        with self._lock, translate_errors(self.path):
            entries = self._entries or read_entries(self._database)
            self._entries = None
        return Submission(self.submission_id, entries, {each.sha256: each for each in self.attachments()})

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

    @contextmanager
    def transaction(self, type: str, message: Message | str, by: str, *, continues: str = "") -> Iterator[UnitOfWork]:
        """Do one revision: everything in the block is one transaction with its history and the search index.

        When the block ends the revision is on the disk. When nothing was changed, nothing is written. When the block
        raises, or the disk is full, the file is as it was.

        Args:
            type: see `Revision`.
            message: what is done; a text is no message of ours and stands for itself.
            by: who does it.
            continues: the id of a revision. When it is the last one of the history, and both are edits of the same field of
                the same entry, or of an entry that it added, by the same person in this copy, and no restore point stands
                there, that one is amended instead of another one being written after it: what stood there before stays,
                what stands there now and the time move on. When nothing is left of it, it goes. `UnitOfWork.done` then has
                the id of the amended revision, and those changes only that were made now.
        """
        with self._lock:
            if self._read_only:
                raise ReadOnly(_("{name} is open for reading only.").format(name=one_line(self.path.name)))
            self.prepare()
            self._entries = None
            self._is_noted = False
            unit = UnitOfWork(self._database, self.submission_id, _stamp(self._now), by)
            try:
                with self._database.atomic() if self._is_together else self._opened.transaction():
                    if continues and not self._has_left:
                        unit.continues = self._last_revision(continues)
                    yield unit
                    unit.finish(type, message)
                    written = [*unit.received, *([unit.done] if unit.done else ())]
                    if not written and not unit.attached:
                        raise _NothingError
                    if self.assignment is not None and unit.done is not None:
                        see_assigned(self._database, self.assignment, unit.done)
                    if not can_be_read_again(self._database, written):
                        raise cannot_keep(self.path)
            except _NothingError:
                return
            except BaseException as error:
                unit.done = None
                self._examined = None  # whatever the disk made of it, it is looked at again next time
                if isinstance(error, FileError):
                    self._believe_the_file()
                raise
            self._has_left = self._has_left and unit.done is None
            if unit.vanished or unit.received:
                # What could be done again before that revision can be done again now; what was received changes who we are.
                self._undo = UndoStack.read(self._database)
            elif unit.done is not None and unit.done.id != continues:
                self._undo.push(unit.done)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Do several revisions as one: when the block ends all of them are on the disk, and when it raises none is."""
        with self._lock:
            if self._read_only:
                raise ReadOnly(_("{name} is open for reading only.").format(name=one_line(self.path.name)))
            self.prepare()
            self._is_noted = False
            try:
                with self._opened.transaction():
                    self._is_together = True
                    yield
            except BaseException:
                self._believe_the_file()
                raise
            finally:
                self._is_together = False

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

    def _believe_the_file(self) -> None:
        """After a write that failed, what can be undone is what the file says, whatever became of it."""
        with suppress(FileError):
            self._undo = UndoStack.read(self._database)

    def say_why(self, revision_id: str, why: str, by: str) -> Revision | None:
        """Keep with a revision why it was done. Returns the revision with it; None when that may not be any more.

        As when somebody types on: it has to be the last revision of the history, done in this copy by the same person,
        and no restore point may stand after it.
        """
        with self._lock:
            if self._read_only:
                raise ReadOnly(_("{name} is open for reading only.").format(name=one_line(self.path.name)))
            with translate_errors(self.path):
                last = self._last_revision(revision_id)
                if last is None or last.by != by or last.copy != copy_of(self._database):
                    return None
            self._is_noted = False
            told = replace(last, message=with_reason(last.message, why))
            with self._opened.transaction():
                self._database.execute(
                    "UPDATE revisions SET parameters = ? WHERE id = ?", (message_to_columns(told.message)[1], last.id)
                )
                if not can_be_read_again(self._database, [replace(told, changes=())]):
                    raise cannot_keep(self.path)
            return told

    def undo(self, by: str) -> Revision | None:
        """Take back the last revision of this copy that was not taken back, as a revision of its own.

        What other copies have written over since stays; a revision of which nothing stands any more is passed over.
        Returns None when there is none.
        """
        with self._lock:
            return self._turn(self._undo.done, "undo", by)

    def redo(self, by: str) -> Revision | None:
        """Do the revision again that was taken back last. None when there is none, or something else was done since."""
        with self._lock:
            return self._turn(self._undo.undone, "redo", by)

    def can_undo(self) -> Message | None:
        """Return what the revision did that `undo` would take back."""
        return self._next(self._undo.done, "undo")

    def next_undo(self) -> Revision | None:
        """Return the whole revision that `undo` would take back."""
        with self._lock:
            if self.can_undo() is None:
                return None
            return self._revisions("WHERE id = ?", (self._undo.done[-1],))[0]

    def can_redo(self) -> Message | None:
        """Return what the revision did that `redo` would do again."""
        return self._next(self._undo.undone, "redo")

    def _last_revision(self, revision_id: str) -> Revision | None:
        if stands_at(self._database, revision_id):
            return None
        last = self._revisions("ORDER BY number DESC LIMIT 1", ())
        return last[0] if last and last[0].id == revision_id else None

    def _next(self, stack: list[str], turn: str) -> Message | None:
        with self._lock, translate_errors(self.path):
            if not self._undo.met_others:
                sql = "SELECT message, parameters FROM revisions WHERE id = ?"
                return message_from_columns(*self._database.execute(sql, (stack[-1],)).fetchone()) if stack else None
            unit = UnitOfWork(self._database, self.submission_id, "", "")
            while stack:
                (revision,) = self._revisions("WHERE id = ?", (stack[-1],))
                if any(map(unit.finds, _turned(revision, turn))):
                    return revision.message
                stack.pop()
            return None

    def take_back(self, revision_id: str, by: str) -> Revision | None:
        """Take back one revision of this copy, whichever was done since, as a revision of its own.

        What was written over since stays. Returns None when the revision was taken back already, is that of another
        copy, or nothing of it stands any more.
        """
        with self._lock:
            return self._turn([revision_id], "undo", by) if self.can_take_back(revision_id) else None

    def can_take_back(self, revision_id: str) -> bool:
        """Return whether something of a revision stands that this copy can take back."""
        with self._lock, translate_errors(self.path):
            if revision_id not in self._undo.done:
                return False
            (revision,) = self._revisions("WHERE id = ?", (revision_id,))
            unit = UnitOfWork(self._database, self.submission_id, "", "")
            return any(map(unit.finds, _turned(revision, "undo")))

    def _turn(self, stack: list[str], turn: str, by: str) -> Revision | None:
        while stack:
            (revision,) = self._revisions("WHERE id = ?", (stack[-1],))
            # Why something was taken away is no reason for bringing it back.
            message = without_reason(revision).message if turn == "undo" else revision.message
            with self.transaction(turn, message, by) as unit:
                unit.undoes = revision.id
                unit.apply(_turned(revision, turn))
            if unit.done is not None:
                return unit.done
            stack.pop()
        return None

    # Exports

    def note_export(
        self,
        submission: Submission,
        *,
        at: datetime,
        draft: bool,
        package: str,
        signer: str = "",
        fingerprint: str = "",
    ) -> None:
        """Remember that a package was written. It is no revision: nothing is edited, and undo does not know of it.

        Args:
            submission: as it was exported.

        Raises:
            FileError: it could not be written down; the package stands all the same.
        """
        from desktop.record.exported import Export, state_of  # seldom asked for, and no part of a start

        with self._lock:
            if self._read_only:
                raise ReadOnly(_("{name} is open for reading only.").format(name=one_line(self.path.name)))
            self._is_noted = False
            with self._opened.transaction():
                row = self._database.execute("SELECT id FROM revisions ORDER BY number DESC LIMIT 1").fetchone()
                after = str(row[0]) if row else ""
                note = Export(_stamp(lambda: at), draft, package, signer, fingerprint, after, state_of(submission))
                write_exports(self._database, [*read_exports(self._database), note])

    # Restore points

    def mark(self, name: str, cause: str, by: str) -> RestorePoint:
        """Remember this moment as a restore point. It is no revision: nothing is edited, and undo does not know of it.

        Raises:
            FileError: it could not be written down.
        """
        with self._lock:
            if self._read_only:
                raise ReadOnly(_("{name} is open for reading only.").format(name=one_line(self.path.name)))
            self._is_noted = False
            with self._database.atomic() if self._is_together else self._opened.transaction():
                return mark(self._database, name, cause, _stamp(self._now), by)

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
            raise type(problem)(_no_backup(problem)) from problem

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
        opening.check(opened.database.conn, path, VERSION)
    return examine(opened.database, path)


def _upgrade(path: Path, database: Database, backups: Backups | None) -> None:
    row = database.execute("SELECT value FROM facts WHERE key = 'submission'").fetchone()
    if row is None or not is_uuid(str(row[0])):
        raise altered(path)
    if backups is not None:
        backups.make(str(row[0]), database, path)
    opening.upgrade(database)


def _warnings(path: Path, opened: Opened, submission_id: str) -> Iterator[str]:
    if not opened.kept:
        yield _(
            "{name} cannot be locked in this place. Please make sure that nobody else has it open, or copy it to "
            "this computer."
        ).format(name=one_line(path.name))
    if opened.set_aside:
        yield _(
            "Unfinished changes were found next to {name} that do not belong to it. Another program must have "
            "put them there. They were not used, and were kept as {other}."
        ).format(name=one_line(path.name), other=one_line(opened.set_aside))
    names = conflicts(path, submission_id)
    if names:
        yield ngettext(
            "There is another copy of this submission next to {name}: {names}. A program that synchronizes "
            "folders makes such a copy when two people save at the same time. Please check whether it contains "
            "something that is missing here.",
            "There are other copies of this submission next to {name}: {names}. A program that synchronizes "
            "folders makes such copies when two people save at the same time. Please check whether they contain "
            "something that is missing here.",
            len(names),
        ).format(name=one_line(path.name), names=joined(one_line(name) for name in names))


def _no_backup(problem: FileError) -> str:
    return _("No backup could be made: {problem}").format(problem=problem.message)


class _NothingError(Exception):
    """Ends a revision in which nothing was changed, so that its transaction is taken back."""


def _turned(revision: Revision, turn: str) -> Sequence[Change]:
    changes = revision.changes
    if revision.type == "join":
        # What both sides had said alike stands either way; whose it is, is not for a turn to say.
        changes = tuple(each for each in changes if not same(each.old, each.new))
    return reversed_changes(changes) if turn == "undo" else changes


def _stamp(now: Now) -> str:
    return now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
