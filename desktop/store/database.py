"""The connection of an open file with what is asked of it: one statement, or a block that is written whole or not at all.

It has the shape of the layer that sqlite-utils puts over a connection, which the migrations are given. Importing that
library takes longer than opening a file; so a file of today's version is opened without it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.store.connections import Connection


class Database:
    """One connection, which writes by itself only in `atomic` blocks.

    Attributes:
        conn: the connection; it has no transactions of its own making.
    """

    def __init__(self, connection: Connection) -> None:
        self.conn = connection

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        cursor: sqlite3.Cursor = self.conn.execute(sql, parameters)
        return cursor

    @contextmanager
    def atomic(self) -> Iterator[Database]:
        """Write all of the block or nothing of it; within a transaction that is under way, as a part of it."""
        inside = self.conn.in_transaction
        self.conn.execute("SAVEPOINT part" if inside else "BEGIN")
        try:
            yield self
            self.conn.execute("RELEASE part" if inside else "COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # some errors end the transaction by themselves
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK TO part" if inside else "ROLLBACK")
                    if inside:
                        self.conn.execute("RELEASE part")
            raise
