"""The restore points that a submission file remembers: one row of its facts, which no undo takes back.

They belong to this copy. A backup keeps them, a copy that the program writes does not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Protocol

from desktop.record.entry import new_id
from desktop.record.history import is_time

if TYPE_CHECKING:
    from desktop.record.restore_points import RestorePoint
    from desktop.store.database import Database

KEY = "restore_points"


class _Connection(Protocol):
    def execute(self, sql: str, values: Any = ..., /) -> Any: ...


def read_points(database: Database | _Connection) -> list[RestorePoint]:
    """Return all restore points, oldest first; what cannot be read is left out."""
    row = database.execute("SELECT value FROM facts WHERE key = ?", (KEY,)).fetchone()
    try:
        kept = json.loads(row[0]) if row else []
    except (ValueError, TypeError, RecursionError):
        return []
    return [point for each in kept if (point := _read(each)) is not None] if isinstance(kept, list) else []


def mark(database: Database, name: str, cause: str, at: str, by: str) -> RestorePoint:
    """Remember the moment after the last revision that is written, and return its point."""
    from desktop.record.restore_points import RestorePoint, with_point  # seldom asked for, and no part of a start

    row = database.execute("SELECT id FROM revisions ORDER BY number DESC LIMIT 1").fetchone()
    point = RestorePoint(new_id(), name, str(row[0]) if row else "", at, by, cause)
    write_points(database, with_point(read_points(database), point))
    return point


def write_points(database: Database, points: Sequence[RestorePoint]) -> None:
    """Keep these points in place of those that are there."""
    text = json.dumps([asdict(each) for each in points], ensure_ascii=False, separators=(",", ":"))
    database.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", (KEY, text))


def stands_at(database: Database, revision_id: str) -> bool:
    """Whether some point names the moment after a revision, which therefore must not move on."""
    row = database.execute("SELECT instr(value, ?) FROM facts WHERE key = ?", (revision_id, KEY)).fetchone()
    return bool(row and row[0])


def forget_points(database: Database | _Connection) -> None:
    """Remember no point any more, in a copy that somebody else will work in."""
    database.execute("DELETE FROM facts WHERE key = ?", (KEY,))


def _read(row: Any) -> RestorePoint | None:
    from desktop.record.restore_points import LONGEST_NAME, RestorePoint  # seldom asked for, and no part of a start

    # A received file is a stranger: what has another shape than ours is no point of ours.
    if not isinstance(row, dict) or row.keys() != {field.name for field in fields(RestorePoint)}:
        return None
    if not all(isinstance(text, str) for text in row.values()):
        return None
    if not row["at"] or not is_time(row["at"]):
        return None
    return RestorePoint(**{**row, "name": row["name"][:LONGEST_NAME]})
