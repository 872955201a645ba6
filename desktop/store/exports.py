"""The exports that a submission file remembers: one row of its facts, which no undo takes back.

They belong to the file and not to what the country says: a copy carries them along, a restored package has none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from desktop.i18n.text_sanitizing import one_line
from desktop.record.history import is_time

if TYPE_CHECKING:
    from desktop.record.exported import Export
    from desktop.store.database import Database

KEY = "exports"
MOST = 200
"""So many are remembered, the latest ones; nobody looks further back, and the row stays short."""


def read_exports(database: Database) -> list[Export]:
    """Return all exports, oldest first; what cannot be read is left out."""
    row = database.execute("SELECT value FROM facts WHERE key = ?", (KEY,)).fetchone()
    try:
        kept = json.loads(row[0]) if row else []
    except (ValueError, TypeError, RecursionError):
        return []
    return [export for each in kept if (export := _read(each)) is not None] if isinstance(kept, list) else []


def write_exports(database: Database, exports: Sequence[Export]) -> None:
    """Keep these exports in place of those that are there."""
    text = json.dumps([asdict(each) for each in exports[-MOST:]], ensure_ascii=False, separators=(",", ":"))
    database.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", (KEY, text))


def _read(row: Any) -> Export | None:
    from desktop.record.exported import Export  # seldom asked for, and no part of a start

    # A received file is a stranger: what has another shape than ours is no note of ours.
    if not isinstance(row, dict) or row.keys() != {field.name for field in fields(Export)}:
        return None
    texts = {key: value for key, value in row.items() if key != "draft"}
    if not isinstance(row["draft"], bool) or not all(isinstance(text, str) for text in texts.values()):
        return None
    if not row["at"] or not is_time(row["at"]):
        return None
    return Export(draft=row["draft"], **{key: text and one_line(text) for key, text in texts.items()})
