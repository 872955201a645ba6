"""The tables of a submission file, and how files of older versions become files of this one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop.record.history import message_to_columns
from desktop.store.copy_id import become_another

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x504C4442
"""`PLDB` in ASCII: stands in the header of the file and tells it from every other database."""

VERSION = 2
"""The version of the tables, kept as `user_version`; one for each migration below."""


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

    return steps


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
        entry UNINDEXED, field UNINDEXED, text, tokenize = 'trigram'
    )"""
"""The search index; it can be made anew from the answers at any time."""

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
    SEARCH,
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
