"""Entries with their answers, the history, attached files and the search index."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

DIGEST = "2bfcaae52e4a830df38eb761c8bd11d63c7644e22970df1875351a956f05a78e"

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


def migrate(db: Database) -> None:
    """Make the first tables."""
    for statement in _FIRST:
        db.execute(statement)
