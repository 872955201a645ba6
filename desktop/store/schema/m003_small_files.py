"""Entries and answers get numbers, a revision keeps its changes entry by entry, and the search index says less."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

DIGEST = "34ff208cb2fcf48fd5a1957b41a5aa0a4f9b5934893e3321f095ac7f9f22025e"

SEARCH = """CREATE VIRTUAL TABLE search USING fts5 (
        text, tokenize = 'trigram', detail = 'none', columnsize = 0
    )"""
"""The search index, each row under the number of its answer; it can be made anew from the answers at any time.

It says in which answers three letters stand, and not where in them: that would be larger than all that was typed.
"""

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


def migrate(db: Database) -> None:
    """Number entries and answers, and put changes together."""
    for statement in _NUMBERED:
        db.execute(statement)
    rows = db.execute("SELECT revision, entry, field, old, new FROM changes_before ORDER BY revision, number")
    for revision, changes in groupby(rows.fetchall(), key=itemgetter(0)):
        for number, (entry, fields) in enumerate(groupby(changes, key=itemgetter(1))):
            row = (revision, number, entry, _column(fields))
            db.execute("INSERT INTO changes VALUES (?, ?, ?, ?)", row)
    db.execute("DROP TABLE changes_before")


_SPOILT = "?"
"""Stands where something is that we never wrote, and is no JSON: the examination that follows says so."""


def _column(fields: Iterable[tuple[Any, ...]]) -> str:
    """Return changes of one entry as version 3 keeps them: a JSON list of field, old and new."""
    return f"[{','.join(f'[{_name(field)},{_value(old)},{_value(new)}]' for *_entry, field, old, new in fields)}]"


def _name(field: Any) -> str:
    return json.dumps(field, ensure_ascii=False) if isinstance(field, str) else _SPOILT


def _value(text: Any) -> str:
    return "null" if text is None else text if isinstance(text, str) else _SPOILT
