"""What stands in a submission file as tables, and nothing else: a file with more, less or other things is a stranger.

A view can answer differently each time it is asked, and a trigger can rewrite what was typed. What is expected is not
written down anywhere: it is what our own migrations make, in memory.
"""

from __future__ import annotations

import re
import sqlite3
from functools import cache

from desktop.store.connections import wrapped
from desktop.store.schema import migrations

Row = tuple[str, str, str, str | None]

_LIBRARY = "_sqlite_migrations"
"""The table in which the library of the migrations notes them; its makers may write its SQL with other quotes."""


def is_expected(connection: sqlite3.Connection, version: int) -> bool:
    """Return whether a database has the tables of a version, each as we made it, and nothing more.

    This is asked before anything of the database is read.
    """
    wanted = expected(version)
    rows = connection.execute(f"SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT {len(wanted) + 1}").fetchall()
    if len(rows) != len(wanted) or not all(isinstance(cell, str | None) for row in rows for cell in row):
        return False
    return frozenset(_compared(row) for row in rows) == wanted


@cache
def expected(version: int) -> frozenset[Row]:
    """Return the rows of `sqlite_master` of a file of a version."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database = wrapped(connection)
        steps = migrations()
        names = [step.name for step in steps.pending(database)]
        steps.apply(database, stop_before=names[version:])
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    finally:
        connection.close()
    return frozenset(_compared(row) for row in rows)


def _compared(row: Row) -> Row:
    row_type, name, table, sql = row
    if table == _LIBRARY and sql is not None:
        sql = " ".join(re.sub(r"""[\[\]"'`]""", "", sql).split())
    return row_type, name, table, sql
