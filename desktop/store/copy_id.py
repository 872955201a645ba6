"""Which copy of a submission a file is, so that each revision tells where it was done.

The id is made anew when a file is created, restored, or written as a copy by the program. The line of a file tells which
copies it was before, each with the last revision that was done until then: what was done in one of them while it was this
file is this file's own past, what comes from it later is not.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from desktop.record.entry import new_id

if TYPE_CHECKING:
    from desktop.store.database import Database

COPY = "copy"
LINE = "line"
"""Rows of the facts: the id of this copy, and what it was before, oldest first."""

_MOST = 1_000
"""Copies of copies that are remembered."""


class Was(NamedTuple):
    """What a file was before it became the copy that it is.

    Args:
        copy: the id of that copy; empty for the time before copies had one.
        until: the id of the last revision of that time.
    """

    copy: str
    until: str


class _Connection(Protocol):
    def execute(self, sql: str, values: Any = ..., /) -> Any: ...


def copy_of(database: Database | _Connection) -> str:
    """Return the id of this copy; empty in a file that lost it."""
    return _fact(database, COPY)


def line_of(database: Database | _Connection) -> list[Was]:
    """Return what this file was before, oldest first; what cannot be read is left out."""
    try:
        kept = json.loads(_fact(database, LINE) or "[]")
    except (ValueError, RecursionError):
        return []
    rows = kept if isinstance(kept, list) else []
    return [Was(*row) for row in rows[-_MOST:] if _is_row(row)]


def become_another(database: Database | _Connection) -> str:
    """Make a file another copy than it was until now, and return its id. All that was done in it stays its own past."""
    row = database.execute("SELECT id FROM revisions ORDER BY number DESC LIMIT 1").fetchone()
    before = _fact(database, COPY)
    line = [*line_of(database), Was(before, str(row[0]))] if row else []
    return begin_copy(database, *line[-_MOST:])


def begin_copy(database: Database | _Connection, *line: Was) -> str:
    """Give a file a copy id of its own, made anew, and return it."""
    copy = new_id()
    for key, text in ((COPY, copy), (LINE, json.dumps(line, separators=(",", ":")))):
        database.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", (key, text))
    return copy


def _fact(database: Database | _Connection, key: str) -> str:
    row = database.execute("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def _is_row(row: object) -> bool:
    return isinstance(row, list) and len(row) == 2 and all(isinstance(each, str) for each in row)
