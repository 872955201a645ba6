"""What writes to an open submission file: the transaction, and what takes a revision back or does it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import FileError, ReadOnly
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.history import Message, Revision, message_from_columns, message_to_columns
from desktop.record.reasons import with_reason, without_reason
from desktop.record.submission import Submission
from desktop.store.assignment import see_assigned
from desktop.store.backups import Backups
from desktop.store.copy_id import copy_of
from desktop.store.errors import cannot_keep, translate_errors
from desktop.store.examination import can_be_read_again
from desktop.store.exports import read_exports, write_exports
from desktop.store.file_reading import FileReading
from desktop.store.opened import NothingChanged, Opened
from desktop.store.preparation import prepared
from desktop.store.restore_points import mark, stands_at
from desktop.store.undo import UndoStack, turned
from desktop.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from desktop.record.restore_points import RestorePoint

Now = Callable[[], datetime]


class FileWriting(FileReading):
    """The part of `SubmissionFile` that writes. Any thread may call; one at a time is served.

    Attributes:
        warnings: sentences about what did not stop the opening and should be known, e.g. that no backup could be made.
    """

    def __init__(self, path: Path, opened: Opened, now: Now, backups: Backups | None, read_only: bool) -> None:
        super().__init__(path, opened.database)
        self.warnings: list[str] = []
        self._opened = opened
        self._now = now
        self._backups = backups
        self._read_only = read_only
        self._is_prepared = read_only
        self._is_together = False
        self._has_left = False  # a copy has left with the last revision, which must not move on any more
        self._undo = UndoStack.read(opened.database)

    def prepare(self) -> None:
        """Make a backup when one is due and bring the search index up to date; what fails in it stops nothing.

        It is done once, and before the first write or search at the latest. In a large file it takes as long as opening.
        """
        with self._lock:
            if not self._is_prepared:
                self._is_prepared = True
                self.warnings += prepared(self._opened, self.path, self.submission_id, self._backups)

    def prepare_whole(self) -> None:
        """Do all that a file waits for once it is open: what `prepare` does, and a look at each attached file."""
        self.prepare()
        self.look_at_attachments()

    # Transactions

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
            self._see_writable()
            self.prepare()
            self._entries = None
            unit = UnitOfWork(self._database, self.submission_id, stamp(self._now), by)
            try:
                with self._atomic():
                    if continues and not self._has_left:
                        unit.continues = self._last_revision(continues)
                    yield unit
                    unit.finish(type, message)
                    written = [*unit.received, *([unit.done] if unit.done else ())]
                    if not written and not unit.attached:
                        raise NothingChanged
                    if self.assignment is not None and unit.done is not None:
                        see_assigned(self._database, self.assignment, unit.done)
                    if not can_be_read_again(self._database, written):
                        raise cannot_keep(self.path)
            except NothingChanged:
                return
            except BaseException as error:
                unit.done = None
                if isinstance(error, FileError):
                    self._believe_the_file()
                raise
            if unit.attached:
                for sha256 in self.altered:
                    self._look_at(sha256)  # what was attached again is what it was
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
            self._see_writable()
            self.prepare()
            try:
                with self._opened.transaction():
                    self._is_together = True
                    yield
            except BaseException:
                self._believe_the_file()
                raise
            finally:
                self._is_together = False

    def _see_writable(self) -> None:
        if self._read_only:
            raise ReadOnly(_("{name} is open for reading only.").format(name=one_line(self.path.name)))

    def _atomic(self) -> AbstractContextManager[object]:
        return self._database.atomic() if self._is_together else self._opened.transaction()

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
            self._see_writable()
            with translate_errors(self.path):
                last = self._last_revision(revision_id)
                if last is None or last.by != by or last.copy != copy_of(self._database):
                    return None
            told = last._replace(message=with_reason(last.message, why))
            with self._atomic():
                self._database.execute(
                    "UPDATE revisions SET parameters = ? WHERE id = ?", (message_to_columns(told.message)[1], last.id)
                )
                if not can_be_read_again(self._database, [told._replace(changes=())]):
                    raise cannot_keep(self.path)
            return told

    # Undo

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
                if any(map(unit.finds, turned(revision, turn))):
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
            return any(map(unit.finds, turned(revision, "undo")))

    def _turn(self, stack: list[str], turn: str, by: str) -> Revision | None:
        while stack:
            (revision,) = self._revisions("WHERE id = ?", (stack[-1],))
            # Why something was taken away is no reason for bringing it back.
            message = without_reason(revision).message if turn == "undo" else revision.message
            with self.transaction(turn, message, by) as unit:
                unit.undoes = revision.id
                unit.apply(turned(revision, turn))
            if unit.done is not None:
                return unit.done
            stack.pop()
        return None

    # Exports and restore points, which are no revisions

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
            self._see_writable()
            with self._atomic():
                row = self._database.execute("SELECT id FROM revisions ORDER BY number DESC LIMIT 1").fetchone()
                after = str(row[0]) if row else ""
                note = Export(stamp(lambda: at), draft, package, signer, fingerprint, after, state_of(submission))
                write_exports(self._database, [*read_exports(self._database), note])

    def mark(self, name: str, cause: str, by: str) -> RestorePoint:
        """Remember this moment as a restore point. It is no revision: nothing is edited, and undo does not know of it.

        Raises:
            FileError: it could not be written down.
        """
        with self._lock:
            self._see_writable()
            with self._atomic():
                return mark(self._database, name, cause, stamp(self._now), by)


def stamp(now: Now) -> str:
    """Return the time as the file keeps it, in UTC."""
    return now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
