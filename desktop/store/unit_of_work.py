"""One revision while it is being done: writes, remembers what stood there before, keeps the search index."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.record.entry import Entry, Value, bound_id, from_json, new_id, to_json
from desktop.record.history import ENTRY_ITSELF, Change, Revision, gathered, places, same
from desktop.record.submission import being, made
from desktop.record.unaccepted import is_key, key_of
from desktop.store.search_index import index

if TYPE_CHECKING:
    from sqlite_utils import Database


class UnitOfWork:
    """What may be done inside `SubmissionFile.transaction`.

    Attributes:
        done: the revision, once the block has ended; None when nothing was changed.
        undoes: the id of the revision that this one takes back or does again.
        continues: the last revision of the history, when this one may go on where it ended; see `SubmissionFile.transaction`.
        vanished: whether nothing is left of the revision that was gone on with.
    """

    def __init__(self, database: Database, submission_id: str, at: str, by: str) -> None:
        self._database = database
        self._submission_id = submission_id
        self._at = at
        self._by = by
        self._changes: list[Change] = []
        self.attached = False
        self.undoes = ""
        self.continues: Revision | None = None
        self.vanished = False
        self.done: Revision | None = None

    def add(self, kind: str, answers: Mapping[str, Value], *, entry_id: str = "") -> str:
        """Add an entry of a free kind after all others of its kind, with its first answers. Returns its id."""
        row = self._database.execute("SELECT max(position) FROM entries WHERE kind = ?", (kind,)).fetchone()
        entry = Entry(entry_id or new_id(), kind, order=(row[0] or 0) + 1)
        self._make(entry)
        for field, value in answers.items():
            self.set(entry.id, field, value)
        return entry.id

    def ensure(self, kind: str, key: str) -> str:
        """Make the entry of a bound kind when it is not there yet. Returns its id."""
        entry_id = bound_id(self._submission_id, kind, key)
        if self._entry(entry_id) is None:
            self._make(Entry(entry_id, kind, key))
        return entry_id

    def set(self, entry_id: str, field: str, value: Value | None) -> None:
        """Give, change or clear one answer; the same answer again is no change.

        A new answer takes the place of what was typed in its field and not accepted.

        Raises:
            KeyError: there is no entry of that id.
        """
        if self._set(entry_id, field, value) and not is_key(field):
            self._set(entry_id, key_of(field), None)

    def has(self, entry_id: str) -> bool:
        """Whether there is an entry of that id."""
        return self._entry(entry_id) is not None

    def _set(self, entry_id: str, field: str, value: Value | None) -> bool:
        if self._entry(entry_id) is None:
            raise KeyError(entry_id)
        row = self._database.execute(
            "SELECT value FROM answers WHERE entry = ? AND field = ?", (entry_id, field)
        ).fetchone()
        old = None if row is None else from_json(row[0])
        if same(old, value):
            return False
        self._write(entry_id, field, value, self._at, self._by)
        self._changes.append(Change(entry_id, field, old, value))
        return True

    def confirm(self, entry_id: str, field: str) -> None:
        """Say an answer again as it is, now and by this person. Raises KeyError when there is no such answer."""
        row = self._database.execute(
            "SELECT value FROM answers WHERE entry = ? AND field = ?", (entry_id, field)
        ).fetchone()
        if row is None:
            raise KeyError(f"{entry_id}.{field}")
        value = from_json(row[0])
        self._write(entry_id, field, value, self._at, self._by)
        self._changes.append(Change(entry_id, field, value, value))

    def remove(self, entry_id: str) -> None:
        """Take an entry away with all its answers. Raises KeyError when there is none of that id."""
        entry = self._entry(entry_id)
        if entry is None:
            raise KeyError(entry_id)
        fields = self._database.execute("SELECT field FROM answers WHERE entry = ? ORDER BY field", (entry_id,))
        for (field,) in fields.fetchall():
            self.set(entry_id, field, None)
        self._database.execute("DELETE FROM entries WHERE id = ?", (entry_id,))
        self._changes.append(Change(entry_id, ENTRY_ITSELF, being(entry), None))

    def apply(self, changes: Sequence[Change]) -> None:
        """Make changes as the history has them."""
        for change in changes:
            if change.field != ENTRY_ITSELF and change.old == change.new:
                self.confirm(change.entry_id, change.field)
            elif change.field != ENTRY_ITSELF:
                self._set(change.entry_id, change.field, change.new)
            elif change.new is None:
                self.remove(change.entry_id)
            else:
                self._make(made(change.entry_id, change.new))

    def attach(self, name: str, content: bytes) -> str:
        """Keep a file. Returns its SHA-256; the same content is kept once, under the name that it had first."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._database.execute(
            "INSERT OR IGNORE INTO attachments VALUES (?, ?, ?, ?)", (sha256, name, len(content), content)
        )
        self.attached = True
        return sha256

    def put(self, entry: Entry) -> None:
        """Write an entry exactly as it is, without a word in the history: for a submission that is brought back."""
        self._insert(entry)
        for field, answer in entry.answers.items():
            self._write(entry.id, field, answer.value, answer.at, answer.by)
        for field, typed in entry.typed.items():
            self._write(entry.id, key_of(field), typed.value, typed.at, typed.by)

    def finish(self, sort: str, label: str) -> None:
        """Write the history of what was done."""
        changes = gathered(self._changes)
        before = self.continues
        if not changes:
            return
        if before is None or not _goes_on(before, sort, self._by, changes):
            self.done = Revision(new_id(), self._at, self._by, sort, label, changes, self.undoes)
            insert_revision(self._database, self.done)
            return
        whole = gathered([*before.changes, *changes])
        delete_revision(self._database, before.id)
        if any(each.field != ENTRY_ITSELF for each in whole):
            insert_revision(self._database, replace(before, at=self._at, changes=whole))
            self.done = replace(before, at=self._at, changes=changes)
        else:
            self.done = self._back_at_the_beginning(before, whole, changes)

    def _back_at_the_beginning(
        self, before: Revision, made_too: Sequence[Change], changes: Sequence[Change]
    ) -> Revision:
        """Leave everything as it was before a revision of which nothing is left, down to who gave the answer and when.

        Returns the revision that tells what is different now from what that revision had left.
        """
        self.vanished = True
        at, by = self._at, self._by
        for each in made_too:  # the entry was made for this answer alone
            self._database.execute("DELETE FROM entries WHERE id = ?", (each.entry_id,))
            changes = [*changes, Change(each.entry_id, ENTRY_ITSELF, each.new, None)]
        for each in before.changes:
            row = self._database.execute(
                "SELECT at, by FROM deeds JOIN changes ON deed = deeds.number WHERE entry = ? AND field = ? "
                "ORDER BY deeds.number DESC LIMIT 1",
                (each.entry_id, each.field),
            ).fetchone()
            if row is not None:
                at, by = row
                self._database.execute(
                    "UPDATE answers SET at = ?, by = ? WHERE entry = ? AND field = ?",
                    (at, by, each.entry_id, each.field),
                )
        return replace(before, at=at, by=by, changes=tuple(changes))

    def _make(self, entry: Entry) -> None:
        self._insert(entry)
        self._changes.append(Change(entry.id, ENTRY_ITSELF, None, being(entry)))

    def _insert(self, entry: Entry) -> None:
        self._database.execute(
            "INSERT INTO entries (id, kind, key, position) VALUES (?, ?, ?, ?)",
            (entry.id, entry.kind, entry.key, entry.order),
        )

    def _entry(self, entry_id: str) -> Entry | None:
        row = self._database.execute("SELECT id, kind, key, position FROM entries WHERE id = ?", (entry_id,)).fetchone()
        return None if row is None else Entry(*row)

    def _write(self, entry_id: str, field: str, value: Value | None, at: str, by: str) -> None:
        if value is None:
            self._database.execute("DELETE FROM answers WHERE entry = ? AND field = ?", (entry_id, field))
        else:
            self._database.execute(
                "INSERT OR REPLACE INTO answers (entry, field, value, at, by) VALUES (?, ?, ?, ?, ?)",
                (entry_id, field, to_json(value), at, by),
            )
        index(self._database, entry_id, field, value)


def _goes_on(before: Revision, sort: str, by: str, changes: Sequence[Change]) -> bool:
    """Whether changes go on where a revision ended: with the same field of the same entry, by the same person."""
    made_now = any(each.field == ENTRY_ITSELF for each in changes)
    return (
        (before.sort, sort, before.by) == ("edit", "edit", by)
        and not made_now
        and (places(before.changes) == places(changes))
    )


def delete_revision(database: Database, revision_id: str) -> None:
    """Take a revision with its changes out of the history, to write it anew."""
    database.execute("DELETE FROM changes WHERE deed = (SELECT number FROM deeds WHERE id = ?)", (revision_id,))
    database.execute("DELETE FROM deeds WHERE id = ?", (revision_id,))


def insert_revision(database: Database, revision: Revision) -> None:
    """Write a revision with its changes at the end of the history."""
    number = (database.execute("SELECT max(number) FROM deeds").fetchone()[0] or 0) + 1
    database.execute(
        "INSERT INTO deeds (number, id, at, by, sort, label, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, revision.id, revision.at, revision.by, revision.sort, revision.label, revision.undoes),
    )
    for place, change in enumerate(revision.changes):
        database.execute(
            "INSERT INTO changes (deed, number, entry, field, old, new) VALUES (?, ?, ?, ?, ?, ?)",
            (number, place, change.entry_id, change.field, _text(change.old), _text(change.new)),
        )


def _text(value: Value | None) -> str | None:
    return None if value is None else to_json(value)
