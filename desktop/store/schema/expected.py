"""What stands in a submission file as tables, and nothing else: a file with more, less or other things is a stranger.

A view can answer differently each time it is asked, and a trigger can rewrite what was typed. What is expected is not
written down anywhere: it is what our own migrations make, in memory.
"""

from __future__ import annotations

import json
import re
import sqlite3
from functools import cache
from hashlib import sha256

from desktop.store.connections import migrated
from desktop.store.schema import DIGESTS, NAMES, migrations

Row = tuple[str, str, str, str | None]

_MOST_ROWS = 100

_LIBRARY = "_sqlite_migrations"
"""The table in which the library of the migrations notes them; its makers may write its SQL with other quotes."""


def is_expected(connection: sqlite3.Connection, version: int) -> bool:
    """Return whether a database has the tables of a version, each as we made it, and nothing more.

    This is asked before anything of the database is read.
    """
    rows = connection.execute(f"SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT {_MOST_ROWS}").fetchall()
    if not all(isinstance(cell, str | None) for row in rows for cell in row):
        return False
    found = frozenset(_compared(row) for row in rows)
    if len(found) != len(rows):
        return False
    # The digest saves making the tables; another version of SQLite may word those of the search index in its own way.
    return (version > 0 and digest(found) == DIGESTS[version - 1]) or found == expected(version)


def tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables with an index that can be compared with them, of a database that is expected; the search index has its own."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [name for (name,) in rows if name != _LIBRARY and not name.startswith("search")]


def digest(rows: frozenset[Row]) -> str:
    """Return what tells one set of tables from every other."""
    return sha256(json.dumps(sorted(rows, key=str), ensure_ascii=False).encode()).hexdigest()


@cache
def expected(version: int) -> frozenset[Row]:
    """Return the rows of `sqlite_master` of a file of a version."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        steps = migrations()
        migrated(connection, steps, stop_before=NAMES[version:])
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    finally:
        connection.close()
    return frozenset(_compared(row) for row in rows)


def _compared(row: Row) -> Row:
    row_type, name, table, sql = row
    if table == _LIBRARY and sql is not None:
        sql = " ".join(re.sub(r"""[\[\]"'`]""", "", sql).split())
    return row_type, name, table, sql
