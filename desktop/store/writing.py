"""One deed while it is being done: writes, remembers what stood there before, keeps the search index."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.record.entry import Entry, Value, bound_id, from_json, new_id, to_json
from desktop.record.history import BEING, Change, Deed
from desktop.record.submission import being, made
from desktop.store.searching import index

if TYPE_CHECKING:
    from sqlite_utils import Database


class Writing:
    """What may be done inside `SubmissionFile.deed`.

    Attributes:
        done: the deed, once the block has ended; None when nothing was changed.
        undoes: the id of the deed that this one takes back or does again.
    """

    def __init__(self, database: Database, submission_id: str, at: str, by: str) -> None:
        self._database = database
        self._submission_id = submission_id
        self._at = at
        self._by = by
        self._changes: list[Change] = []
        self.attached = False
        self.undoes = ""
        self.done: Deed | None = None

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

        Raises:
            KeyError: there is no entry of that id.
        """
        if self._entry(entry_id) is None:
            raise KeyError(entry_id)
        row = self._database.execute(
            "SELECT value FROM answers WHERE entry = ? AND field = ?", (entry_id, field)
        ).fetchone()
        old = None if row is None else from_json(row[0])
        if old == value and type(old) is type(value):
            return
        self._write(entry_id, field, value, self._at, self._by)
        self._changes.append(Change(entry_id, field, old, value))

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
        self._changes.append(Change(entry_id, BEING, being(entry), None))

    def apply(self, changes: Sequence[Change]) -> None:
        """Make changes as the history has them."""
        for change in changes:
            if change.field != BEING and change.old == change.new:
                self.confirm(change.entry_id, change.field)
            elif change.field != BEING:
                self.set(change.entry_id, change.field, change.new)
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

    def finish(self, sort: str, label: str) -> None:
        """Write the history of what was done."""
        if self._changes:
            self.done = Deed(new_id(), self._at, self._by, sort, label, tuple(self._changes), self.undoes)
            insert_deed(self._database, self.done)

    def _make(self, entry: Entry) -> None:
        self._insert(entry)
        self._changes.append(Change(entry.id, BEING, None, being(entry)))

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


def insert_deed(database: Database, deed: Deed) -> None:
    """Write a deed with its changes at the end of the history."""
    number = (database.execute("SELECT max(number) FROM deeds").fetchone()[0] or 0) + 1
    database.execute(
        "INSERT INTO deeds (number, id, at, by, sort, label, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, deed.id, deed.at, deed.by, deed.sort, deed.label, deed.undoes),
    )
    for place, change in enumerate(deed.changes):
        database.execute(
            "INSERT INTO changes (deed, number, entry, field, old, new) VALUES (?, ?, ?, ?, ?, ?)",
            (number, place, change.entry_id, change.field, _text(change.old), _text(change.new)),
        )


def _text(value: Value | None) -> str | None:
    return None if value is None else to_json(value)
