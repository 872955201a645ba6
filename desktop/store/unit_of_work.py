"""One revision while it is being done: writes, remembers what stood there before, keeps the search index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from desktop.record.entry import Answer, Entry, Value, bound_id, from_json, new_id, tidy, to_json
from desktop.record.history import (
    AGAIN,
    ENTRY_ITSELF,
    RECEIVED,
    Change,
    Message,
    Revision,
    gathered,
    places,
    same,
)
from desktop.record.submission import Attachment, entry_from_row, entry_row
from desktop.record.unaccepted import field_of, is_key, key_of
from desktop.store.attachments import insert_attachment
from desktop.store.copy_id import copy_of
from desktop.store.entries import INSERT_ENTRY, LAST_NUMBER, delete_entries
from desktop.store.restore_points import mark
from desktop.store.revisions import delete_revision, insert_revision, last_change_of
from desktop.store.search_index import forget_leftovers, index, index_new

if TYPE_CHECKING:
    from desktop.record.joining import Joined
    from desktop.record.restore_points import RestorePoint
    from desktop.store.database import Database


OF_ENTRY = "entry = (SELECT number FROM entries WHERE id = ?)"
OF_FIELD = f"{OF_ENTRY} AND field = ?"
"""Which answers are those of an entry, and which one is that of a field, by the id of the entry."""


class UnitOfWork:
    """What may be done inside `SubmissionFile.transaction`.

    Attributes:
        done: the revision, once the block has ended; None when nothing was changed.
        undoes: the id of the revision that this one takes back or does again.
        continues: the last revision of the history, when this one may go on where it ended; see `SubmissionFile.transaction`.
        vanished: whether nothing is left of the revision that was gone on with.
        received: the revisions of another copy that were written down.
        joined: what another copy brought; that is a revision even where nothing is different afterwards.
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
        self.received: list[Revision] = []
        self.joined: Joined | None = None
        self.done: Revision | None = None

    def add(self, kind: str, answers: Mapping[str, Value], *, entry_id: str = "") -> str:
        """Add an entry of a free kind after all others of its kind, with its first answers. Returns its id."""
        row = self._database.execute("SELECT max(position) FROM entries WHERE kind = ?", (kind,)).fetchone()
        first = {field: Answer(value) for field, value in answers.items()}
        entry = Entry(entry_id or new_id(), kind, order=(row[0] or 0) + 1, answers=first)
        self._add_whole((entry,))
        return entry.id

    def add_all(self, entries: Sequence[Entry]) -> None:
        """Add many new entries of free kinds with their first answers at once, after all others of their kinds.

        Args:
            entries: each with an id that no entry has; their answers, and what was typed into them, bear the time and the author of
                this revision, and their order within a kind becomes their order in the file.
        """
        last: dict[str, int] = dict(
            self._database.execute("SELECT kind, max(position) FROM entries GROUP BY kind").fetchall()
        )
        placed: list[Entry] = []
        for entry in entries:
            last[entry.kind] = last.get(entry.kind, 0) + 1
            placed.append(entry._replace(order=last[entry.kind]))
        self._add_whole(placed)

    def _add_whole(self, entries: Iterable[Entry]) -> None:
        """Write new entries with their answers, where they say that they stand, by whoever does this and now."""
        for entry in self._put(entries, at=self._at, by=self._by):
            self._changes.append(Change(entry.id, ENTRY_ITSELF, None, entry_row(entry)))
            self._changes += [Change(entry.id, field, None, each.value) for field, each in _kept(entry)]

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
        old, value = self._value(entry_id, field), tidy(value)
        if same(old, value):
            return False
        self._write(entry_id, field, value, self._at, self._by)
        self._changes.append(Change(entry_id, field, old, value))
        return True

    def confirm(self, entry_id: str, field: str) -> None:
        """Say an answer again as it is, now and by this person. Raises KeyError when there is no such answer."""
        value = self._value(entry_id, field)
        if value is None:
            raise KeyError(f"{entry_id}.{field}")
        self._write(entry_id, field, value, self._at, self._by)
        self._changes.append(Change(entry_id, field, value, value))

    def remove(self, entry_id: str) -> None:
        """Take an entry away with all its answers. Raises KeyError when there is none of that id."""
        self.remove_all((entry_id,))

    def remove_all(self, ids: Sequence[str]) -> None:
        """Take entries away with all their answers. Raises KeyError when there is none of one of the ids."""
        for entry_id in ids:
            entry = self._entry(entry_id)
            if entry is None:
                raise KeyError(entry_id)
            rows = self._database.execute(
                f"SELECT field, value FROM answers WHERE {OF_ENTRY} ORDER BY field", (entry_id,)
            )
            said = ((field, from_json(value)) for field, value in rows.fetchall())
            self._changes += [Change(entry_id, field, value, None) for field, value in said if value is not None]
            self._changes.append(Change(entry_id, ENTRY_ITSELF, entry_row(entry), None))
        delete_entries(self._database, ids)

    def apply(self, changes: Sequence[Change]) -> None:
        """Make changes as the history has them, each where it still finds what it says that it changes.

        What another copy has written over since stays as it is, and so does an entry in which it has written.
        """
        # What comes back comes back whole, and at once: an entry that was removed has dozens of answers. Not one that goes
        # again, or went just before: that is done step by step.
        gone = {each.entry_id for each in changes if each.removes_entry}
        back = {
            each.entry_id: entry_from_row(each.entry_id, each.new)._replace(answers={}, typed={})
            for each in changes
            if each.creates_entry and each.entry_id not in gone and self.finds(each)
        }
        for change in changes:
            if change.entry_id in back and change.field != ENTRY_ITSELF:
                entry = back[change.entry_id]
                said = entry.typed if is_key(change.field) else entry.answers
                assert isinstance(said, dict)
                if change.new is None:
                    said.pop(field_of(change.field), None)
                else:
                    said[field_of(change.field)] = Answer(change.new)
        if back:
            self._add_whole(back.values())
        for change in changes:
            if change.entry_id in back or not self.finds(change):
                continue
            if change.creates_entry:
                self._make(entry_from_row(change.entry_id, change.new))
            elif change.removes_entry:
                if not self._has_answers(change.entry_id):
                    self.remove(change.entry_id)
            elif same(change.old, change.new):
                self.confirm(change.entry_id, change.field)
            else:
                self._set(change.entry_id, change.field, change.new)

    def finds(self, change: Change) -> bool:
        """Whether what a change says that it changes stands there now."""
        there = self.has(change.entry_id)
        if change.field == ENTRY_ITSELF:
            return there is change.removes_entry
        return there and same(tidy(self._value(change.entry_id, change.field)), tidy(change.old))

    def join(self, joined: Joined) -> None:
        """Write what was decided when another copy came home: what it did, as it is there, and what stands here from now on.

        The answers bear the author and the time that they have there; the revision of this unit tells what is different
        here, so that it can be taken back like any other.
        """
        from desktop.store.joining import write_join  # seldom asked for, and no part of a start

        self.received += write_join(self._database, joined)
        self.joined = joined
        self._changes += joined.changes

    def attach(self, name: str, content: bytes) -> str:
        """Keep a file. Returns its SHA-256; the same content is kept once, under the name that it had first."""
        sha256 = hashlib.sha256(content).hexdigest()
        insert_attachment(self._database, Attachment(sha256, name, len(content)), content)
        self.attached = True
        return sha256

    def put(self, entries: Iterable[Entry]) -> None:
        """Write entries with who said what and when, without a word in the history: for a submission that is brought back."""
        self._put(entries)

    def _put(self, entries: Iterable[Entry], **said: str) -> list[Entry]:
        """Write new entries with their answers, and return them in the order in which they were written.

        Args:
            said: `at` and `by` of every answer; each bears its own when they are left out.
        """
        # Indexes that grow at their end are smaller, and quicker to write.
        ordered = sorted(entries, key=lambda each: each.id)
        forget_leftovers(self._database)
        database = self._database.conn
        (before,) = database.execute(f"SELECT {LAST_NUMBER}").fetchone()
        (last,) = database.execute("SELECT coalesce(max(number), 0) FROM answers").fetchone()
        given = (
            (place, field, answer if not said else answer._replace(**said))
            for place, entry in enumerate(ordered, before + 1)
            for field, answer in _kept(entry)
        )
        answers = [(number, *each) for number, each in enumerate(given, last + 1)]
        database.executemany(
            "INSERT INTO entries (number, id, kind, key, position) VALUES (?, ?, ?, ?, ?)",
            ((place, each.id, each.kind, each.key, each.order) for place, each in enumerate(ordered, before + 1)),
        )
        database.executemany(
            "INSERT INTO answers (number, entry, field, value, at, by) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, place, field, to_json(answer.value), answer.at, answer.by)
                for number, place, field, answer in answers
            ),
        )
        index_new(self._database, ((number, field, answer.value) for number, _place, field, answer in answers))
        return ordered

    def mark(self, name: str, cause: str) -> RestorePoint:
        """Remember the moment before this revision as a restore point; it is kept if anything is changed."""
        return mark(self._database, name, cause, self._at, self._by)

    def finish(self, revision_type: str, message: Message | str) -> None:
        """Write the history of what was done."""
        message = Message(message) if isinstance(message, str) else message
        changes = gathered(self._changes)
        before = self.continues
        if not changes and self.joined is None:
            return
        if self.joined is not None:
            again = {AGAIN: " ".join(self.joined.incoming.again)} if self.joined.incoming.again else {}
            message = Message(message.id, {**message.parameters, RECEIVED: str(len(self.received)), **again})
        if before is None or not self._goes_on(before, revision_type, changes):
            copy = copy_of(self._database)
            self.done = Revision(new_id(), self._at, self._by, revision_type, message, changes, self.undoes, copy)
            insert_revision(self._database, self.done)
            return
        withdrawn = any(each.removes_entry for each in changes)
        whole = () if withdrawn else gathered([*self._as_said(before), *changes])
        delete_revision(self._database, before.id)
        if any(each.field != ENTRY_ITSELF for each in whole):
            # What is added is called by what it says in the end.
            said = message if any(each.creates_entry for each in whole) else before.message
            insert_revision(self._database, before._replace(at=self._at, message=said, changes=whole))
            self.done = before._replace(at=self._at, changes=changes)
        else:
            self.done = self._back_at_the_beginning(before, whole, changes)

    def _as_said(self, before: Revision) -> Iterator[Change]:
        """Return what a revision changed, which moves on to the time of now: what it said already was said when it was."""
        for each in before.changes:
            own = each.field == ENTRY_ITSELF or each.said_at or before.at == self._at
            yield each if own else each._replace(said_at=before.at, said_by=before.by)

    def _goes_on(self, before: Revision, revision_type: str, changes: Sequence[Change]) -> bool:
        """Whether changes go on where a revision ended: in the same field of the same entry, by the same person, here.

        Of an entry that was added by that revision every field goes on, and so does taking it away again. What was done in
        another copy stands there as it is, and must not move on here.
        """
        if (before.type, revision_type, before.by) != ("edit", "edit", self._by):
            return False
        if before.copy != copy_of(self._database):
            return False
        added = {each.entry_id for each in before.changes if each.creates_entry}
        if added == {each.entry_id for each in changes}:
            return True
        return not any(each.field == ENTRY_ITSELF for each in changes) and places(before.changes) == places(changes)

    def _back_at_the_beginning(
        self, before: Revision, created: Sequence[Change], changes: Sequence[Change]
    ) -> Revision:
        """Leave everything as it was before a revision of which nothing is left, down to who gave the answer and when.

        Returns the revision that tells what is different now from what that revision had left.
        """
        self.vanished = True
        at, by = self._at, self._by
        for each in created:  # the entry was there for this answer alone
            self._database.execute("DELETE FROM entries WHERE id = ?", (each.entry_id,))
            changes = [*changes, Change(each.entry_id, ENTRY_ITSELF, each.new, None)]
        for each in before.changes:
            row = last_change_of(self._database, each.entry_id, each.field)
            if row is not None:
                at, by = row
                self._database.execute(
                    f"UPDATE answers SET at = ?, by = ? WHERE {OF_FIELD}",
                    (at, by, each.entry_id, each.field),
                )
        return before._replace(at=at, by=by, changes=tuple(changes))

    def _make(self, entry: Entry) -> None:
        self._insert(entry)
        self._changes.append(Change(entry.id, ENTRY_ITSELF, None, entry_row(entry)))

    def _insert(self, entry: Entry) -> None:
        self._database.execute(INSERT_ENTRY, (entry.id, entry.kind, entry.key, entry.order))

    def _value(self, entry_id: str, field: str) -> Value | None:
        row = self._database.execute(f"SELECT value FROM answers WHERE {OF_FIELD}", (entry_id, field)).fetchone()
        return None if row is None else from_json(row[0])

    def _has_answers(self, entry_id: str) -> bool:
        rows = self._database.execute(f"SELECT value FROM answers WHERE {OF_ENTRY}", (entry_id,))
        return any(from_json(value) is not None for (value,) in rows.fetchall())

    def _entry(self, entry_id: str) -> Entry | None:
        row = self._database.execute("SELECT id, kind, key, position FROM entries WHERE id = ?", (entry_id,)).fetchone()
        return None if row is None else Entry(*row)

    def _write(self, entry_id: str, field: str, value: Value | None, at: str, by: str) -> None:
        if value is None:
            row = self._number(entry_id, field)
            if row is None:
                return
            self._database.execute("DELETE FROM answers WHERE number = ?", row)
        else:
            self._database.execute(
                "INSERT INTO answers (entry, field, value, at, by) "
                "VALUES ((SELECT number FROM entries WHERE id = ?), ?, ?, ?, ?) ON CONFLICT (entry, field) "
                "DO UPDATE SET value = excluded.value, at = excluded.at, by = excluded.by",
                (entry_id, field, to_json(value), at, by),
            )
            row = self._number(entry_id, field)
            assert row is not None
        index(self._database, row[0], field, value)

    def _number(self, entry_id: str, field: str) -> tuple[int] | None:
        found: tuple[int] | None = self._database.execute(
            f"SELECT number FROM answers WHERE {OF_FIELD}", (entry_id, field)
        ).fetchone()
        return found


def _kept(entry: Entry) -> list[tuple[str, Answer]]:
    """Return what an entry keeps by the key of its row, tidied: its answers, and what was typed and is none."""
    both = chain(entry.answers.items(), ((key_of(key), each) for key, each in entry.typed.items()))
    tidied = ((key, each, tidy(each.value)) for key, each in both)
    return [
        (key, each if value is each.value else each._replace(value=value))
        for key, each, value in tidied
        if value is not None
    ]
