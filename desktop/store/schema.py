"""The tables of a submission file, and how files of older versions become files of this one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from desktop.record.history import message_to_columns
from desktop.store.copy_id import become_another

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x504C4442
"""`PLDB` in ASCII: stands in the header of the file and tells it from every other database."""

VERSION = 4
"""The version of the tables, kept as `user_version`; one for each migration below."""


STEPS = ("m001_first", "m002_history_as_data", "m003_small_files", "m004_who_said_what_was_joined")
"""The names of the migrations, in their order."""


def migrations() -> Migrations:
    """Return the steps from an empty file to `VERSION`; each runs in a transaction of its own."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations("pledgebook")

    @steps()
    def m001_first(db: Database) -> None:
        """Entries with their answers, the history, attached files and the search index."""
        for statement in _FIRST:
            db.execute(statement)

    @steps()
    def m002_history_as_data(db: Database) -> None:
        """Deeds become revisions: a message with parameters in place of a label, and the copy in which each was done."""
        # Tables are made anew and never renamed: each version of SQLite writes a renamed one in its own way, and what
        # stands in the schema is compared to the letter.
        for statement in _HISTORY:
            db.execute(statement)
        messages = _messages_of_labels()
        rows = db.execute("SELECT number, id, at, by, sort, label, undoes FROM deeds ORDER BY number").fetchall()
        for number, revision_id, at, by, revision_type, label, undoes in rows:
            row = (number, revision_id, at, by, revision_type, *messages(label), undoes)
            db.execute(f"INSERT INTO revisions VALUES ({', '.join('?' * len(row))}, '')", row)
        for statement in _CHANGES:
            db.execute(statement)
        if db.execute("SELECT 1 FROM facts WHERE key = 'submission'").fetchone():
            become_another(db)

    @steps()
    def m003_small_files(db: Database) -> None:
        """Entries and answers get numbers, a revision keeps its changes entry by entry, and the search index says less."""
        for statement in _NUMBERED:
            db.execute(statement)
        rows = db.execute("SELECT revision, entry, field, old, new FROM changes_before ORDER BY revision, number")
        for revision, changes in groupby(rows.fetchall(), key=itemgetter(0)):
            for number, (entry, fields) in enumerate(groupby(changes, key=itemgetter(1))):
                row = (revision, number, entry, changes_to_column(fields))
                db.execute("INSERT INTO changes VALUES (?, ?, ?, ?)", row)
        db.execute("DROP TABLE changes_before")

    @steps()
    def m004_who_said_what_was_joined(_db: Database) -> None:
        """The tables stay: a change of a join tells when its answer was said and by whom, which version 3 would not know."""

    return steps


def changes_to_column(fields: Iterable[tuple[Any, ...]]) -> str:
    """Return changes of one entry, one after the other, as they are kept: a JSON list of field, old and new.

    Args:
        fields: rows that end with the field, and its value before and after as JSON texts; None where there was none.
    """
    return f"[{','.join(change_to_text(field, old, new) for *_entry, field, old, new in fields)}]"


def change_to_text(field: Any, old: Any, new: Any, said: tuple[str, str] | None = None) -> str:
    """Return one change as it is kept among those of its entry.

    Args:
        said: when the new value was said and by whom, where the revision does not tell it.
    """
    stamp = "" if said is None else f",{_json(said[0])},{_json(said[1])}"
    return f"[{_json(field)},{_value(old)},{_value(new)}{stamp}]"


def _json(text: Any) -> str:
    return json.dumps(text, ensure_ascii=False) if isinstance(text, str) else _SPOILT


def _value(text: Any) -> str:
    return "null" if text is None else text if isinstance(text, str) else _SPOILT


_SPOILT = "?"
"""Stands where something is that we never wrote, and is no JSON: the examination that follows says so."""


def _messages_of_labels() -> Callable[[Any], tuple[Any, str]]:
    """Return what makes a message of a label; each label is looked at once."""
    known: dict[str, tuple[Any, str]] = {}

    def message(label: Any) -> tuple[Any, str]:
        if not isinstance(label, str):
            return label, "{}"  # nothing that we wrote; the examination that follows says so
        if label not in known:
            from desktop.record.old_labels import old_labels

            known[label] = message_to_columns(old_labels().message(label))
        return known[label]

    return message


def tables(version: int) -> tuple[str, ...]:
    """Return the tables of a version with an index that can be compared with them; the search index has its own."""
    history = "deeds" if version < 2 else "revisions"
    return ("facts", "entries", "answers", history, "changes", "attachments")


SEARCH = """CREATE VIRTUAL TABLE search USING fts5 (
        text, tokenize = 'trigram', detail = 'none', columnsize = 0
    )"""
"""The search index, each row under the number of its answer; it can be made anew from the answers at any time.

It says in which answers three letters stand, and not where in them: that would be larger than all that was typed.
"""

_FIRST_SEARCH = """CREATE VIRTUAL TABLE search USING fts5 (
        entry UNINDEXED, field UNINDEXED, text, tokenize = 'trigram'
    )"""

# Every table has a primary key and every answer a row of its own, so that copies can be joined field by field.
_FIRST = (
    """CREATE TABLE facts (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)""",
    """CREATE TABLE entries (
        id TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        position INTEGER NOT NULL
    )""",
    """CREATE INDEX entries_by_kind ON entries (kind, position)""",
    """CREATE TABLE answers (
        entry TEXT NOT NULL REFERENCES entries (id),
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        PRIMARY KEY (entry, field)
    )""",
    """CREATE TABLE deeds (
        number INTEGER PRIMARY KEY NOT NULL,
        id TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        sort TEXT NOT NULL,
        label TEXT NOT NULL,
        undoes TEXT NOT NULL
    )""",
    """CREATE TABLE changes (
        deed INTEGER NOT NULL REFERENCES deeds (number),
        number INTEGER NOT NULL,
        entry TEXT NOT NULL,
        field TEXT NOT NULL,
        old TEXT,
        new TEXT,
        PRIMARY KEY (deed, number)
    )""",
    """CREATE INDEX changes_by_entry ON changes (entry, field)""",
    """CREATE TABLE attachments (
        sha256 TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        content BLOB NOT NULL
    )""",
    _FIRST_SEARCH,
)

_HISTORY = (
    """CREATE TABLE revisions (
        number INTEGER PRIMARY KEY NOT NULL,
        id TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        type TEXT NOT NULL,
        message TEXT NOT NULL,
        parameters TEXT NOT NULL,
        undoes TEXT NOT NULL,
        copy TEXT NOT NULL
    )""",
)
_CHANGES = (
    """CREATE TABLE changes_of_deeds AS SELECT * FROM changes WHERE deed IN (SELECT number FROM deeds)""",
    """DROP TABLE changes""",
    """DROP TABLE deeds""",
    """CREATE TABLE changes (
        revision INTEGER NOT NULL REFERENCES revisions (number),
        number INTEGER NOT NULL,
        entry TEXT NOT NULL,
        field TEXT NOT NULL,
        old TEXT,
        new TEXT,
        PRIMARY KEY (revision, number)
    )""",
    """INSERT INTO changes SELECT deed, number, entry, field, old, new FROM changes_of_deeds ORDER BY deed, number""",
    """DROP TABLE changes_of_deeds""",
    """CREATE INDEX changes_by_entry ON changes (entry, field)""",
)
_NUMBERED = (
    """CREATE TABLE entries_before AS SELECT * FROM entries""",
    """CREATE TABLE answers_before AS SELECT * FROM answers""",
    """CREATE TABLE changes_before AS SELECT * FROM changes""",
    """DROP TABLE changes""",
    """DROP TABLE answers""",
    """DROP TABLE entries""",
    """DROP TABLE search""",
    """CREATE TABLE entries (
        number INTEGER PRIMARY KEY NOT NULL,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        position INTEGER NOT NULL
    )""",
    """INSERT INTO entries (id, kind, key, position) SELECT id, kind, key, position FROM entries_before ORDER BY id""",
    """CREATE INDEX entries_by_kind ON entries (kind, position)""",
    """CREATE TABLE answers (
        number INTEGER PRIMARY KEY NOT NULL,
        entry INTEGER NOT NULL REFERENCES entries (number),
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        UNIQUE (entry, field)
    )""",
    """INSERT INTO answers (entry, field, value, at, by)
        SELECT entries.number, field, value, at, by FROM answers_before JOIN entries ON entries.id = entry
        ORDER BY entries.number, field""",
    """CREATE TABLE changes (
        revision INTEGER NOT NULL REFERENCES revisions (number),
        number INTEGER NOT NULL,
        entry TEXT NOT NULL,
        fields TEXT NOT NULL,
        PRIMARY KEY (revision, number)
    )""",
    """CREATE INDEX changes_by_entry ON changes (entry)""",
    SEARCH,
    """DROP TABLE entries_before""",
    """DROP TABLE answers_before""",
    """DELETE FROM facts WHERE key = 'folding'""",  # the search index is made anew when the file is first opened
)
