"""What can be read of an open submission file: what it says now, its history, attached files, exports, copies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.file_names import file_name
from desktop.record.history import Revision
from desktop.record.submission import Attachment, Submission
from desktop.store.assignment import is_open, read_assignment
from desktop.store.attachments import read_attachments, read_content
from desktop.store.copy_id import copy_of, line_of
from desktop.store.entries import read_entries
from desktop.store.errors import Damaged, translate_errors
from desktop.store.exports import read_exports
from desktop.store.past import Past
from desktop.store.restore_points import read_points
from desktop.store.revisions import read_revisions

if TYPE_CHECKING:
    from desktop.record.exported import Export, Exports
    from desktop.record.restore_points import RestorePoint
    from desktop.store.database import Database


class FileReading:
    """The part of `SubmissionFile` that only reads. Any thread may call; one at a time is served.

    Attributes:
        path: where the file lies.
        submission_id: the UUID of the submission.
        past: how things were, as the history tells it.
        assignment: what this file was handed out for, None where it is no ministry copy.
    """

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self._database = database
        self._entries: dict[str, Entry] | None = None  # read when the file was opened, until somebody asks or writes
        self.submission_id = str(database.execute("SELECT value FROM facts WHERE key = 'submission'").fetchone()[0])
        self._lock = RLock()
        self.past = Past(database, self._lock, path)
        self.assignment = read_assignment(database)
        self._intact: dict[str, bool] = {}  # of each attached file that was looked at, by its key

    @property
    def altered(self) -> frozenset[str]:
        """The keys of the attached files that are not what they were; of those that were looked at."""
        return frozenset(sha256 for sha256, intact in self._intact.copy().items() if not intact)

    def look_at_attachments(self) -> None:
        """See of each attached file whether its bytes are those that its key tells of. Each is looked at once.

        It takes as long as all of them are to read, so it is nothing for the thread of a window.
        """
        for each in self.attachments():
            if each.sha256 not in self._intact:
                self._look_at(each.sha256)

    def _look_at(self, sha256: str) -> None:
        try:
            self.content(sha256)
        except (Damaged, KeyError):
            self._intact[sha256] = False
        else:
            self._intact[sha256] = True

    def read(self) -> Submission:
        """Return all that the file says now, as one value."""
        with self._lock, translate_errors(self.path):
            entries = self._entries or read_entries(self._database)
            self._entries = None
        return Submission(self.submission_id, entries, {each.sha256: each for each in self.attachments()})

    def of_kind(self, kind: str) -> list[Entry]:
        """Return the entries of a kind as they stand, without reading all the others."""
        from desktop.store.joining import entries_of  # seldom asked for, and no part of a start

        with self._lock, translate_errors(self.path):
            rows = self._database.execute("SELECT id FROM entries WHERE kind = ? ORDER BY position, id", (kind,))
            return list(entries_of(self._database, [entry_id for (entry_id,) in rows.fetchall()]).values())

    def attachments(self) -> list[Attachment]:
        """Return what is known of every attached file."""
        with self._lock, translate_errors(self.path):
            return [each._replace(name=file_name(each.name)) for each in read_attachments(self._database)]

    def content(self, sha256: str) -> bytes:
        """Return the bytes of an attached file. Raises KeyError when there is none of that key."""
        with self._lock, translate_errors(self.path):
            content = read_content(self._database, sha256)
        if content is None:
            raise KeyError(sha256)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Damaged(
                _(
                    "{name} contains an attached file that has changed: it was damaged or altered. A backup may "
                    "be intact: see the folder of backups."
                ).format(name=one_line(self.path.name))
            )
        return content

    def history(
        self,
        *,
        limit: int = 100,
        before: str | None = None,
        entry_id: str | None = None,
        by: str | None = None,
        entries: Collection[str] | None = None,
    ) -> list[Revision]:
        """Return revisions, newest first.

        Args:
            limit: at most so many.
            before: only those older than the revision of this id.
            entry_id: only those that changed this entry.
            by: only those of this person; empty for those of nobody who was named.
            entries: only those that changed one of these entries.
        """
        conditions, values = [], []
        if before:
            conditions.append("number < (SELECT number FROM revisions WHERE id = ?)")
            values.append(before)
        if entry_id:
            conditions.append("number IN (SELECT revision FROM changes WHERE entry = ?)")
            values.append(entry_id)
        if entries is not None:
            conditions.append(
                "number IN (SELECT revision FROM changes WHERE entry IN (SELECT value FROM json_each(?)))"
            )
            values.append(json.dumps(list(entries)))
        if by is not None:
            conditions.append("by = ?")
            values.append(by)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        return self._revisions(f"{where} ORDER BY number DESC LIMIT {int(limit)}", tuple(values))

    def people(self) -> list[str]:
        """Return everybody who made a revision, in the order of their names; an empty name for nobody who was named."""
        with self._lock, translate_errors(self.path):
            return [by for (by,) in self._database.execute("SELECT DISTINCT by FROM revisions ORDER BY by")]

    def revisions(self) -> Iterator[Revision]:
        """Return every revision, oldest first."""
        yield from self._revisions("ORDER BY number", ())

    def _revisions(self, where: str, values: tuple[str, ...]) -> list[Revision]:
        with self._lock, translate_errors(self.path):
            if where == "ORDER BY number":
                return read_revisions(self._database)
            rows = self._database.execute(f"SELECT number FROM revisions {where}", values).fetchall()
            numbers = [number for (number,) in rows]
            found = read_revisions(self._database, sorted(numbers))
            return found[::-1] if numbers != sorted(numbers) else found

    def exports(self) -> list[Export]:
        """Return what was exported from this file, oldest first."""
        with self._lock, translate_errors(self.path):
            return read_exports(self._database)

    def since_exports(self, submission: Submission) -> Exports:
        """Return the last signed package and the last draft, each with what has changed in the submission since."""
        from desktop.record.exported import latest, since  # seldom asked for, and no part of a start

        exports = self.exports()
        with self._lock, translate_errors(self.path):
            after = {
                export.after: self._database.execute(
                    "SELECT count(*) FROM revisions WHERE number > coalesce((SELECT number FROM revisions WHERE id = ?), 0)",
                    (export.after,),
                ).fetchone()[0]
                for export in latest(exports)
            }
        return since(exports, submission, after)

    def restore_points(self) -> list[RestorePoint]:
        """Return the restore points of this copy, oldest first."""
        with self._lock, translate_errors(self.path):
            return read_points(self._database)

    def copies(self) -> list[str]:
        """Return the id of the copy that this file is, and before it those that it was, the latest first."""
        with self._lock, translate_errors(self.path):
            return [copy_of(self._database), *(each.copy for each in reversed(line_of(self._database)) if each.copy)]

    def is_open(self, entry: Entry) -> bool:
        """Whether an entry may be changed here; in a ministry copy only what was assigned may."""
        if self.assignment is None:
            return True
        with self._lock, translate_errors(self.path):
            return is_open(self._database, self.assignment, entry)
