"""The tables of a submission file, and how files of older versions become files of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x504C4442
"""`PLDB` in ASCII: stands in the header of the file and tells it from every other database."""

VERSION = 1
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

    return steps


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
