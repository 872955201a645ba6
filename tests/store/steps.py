"""What each released step made of the kept files, table by table, so that no step ever makes something else of them."""

from __future__ import annotations

import json
import re
import sqlite3
from hashlib import sha256
from pathlib import Path

from desktop.store.connections import migrated
from desktop.store.schema import NAMES, VERSION, migrations
from desktop.store.schema.expected import tables

FILES = Path(__file__).parent / "files"
MADE = FILES / "steps.json"
"""Name of a kept file, then the version that it was brought to, then the table: the mark of its rows."""

Marks = dict[str, dict[str, str]]

_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def version_of(old: Path) -> int:
    """Return the version whose tables a kept file has."""
    return int(old.name[1])


def steps_of(old: Path, copy: Path) -> Marks:
    """Return what each version makes of a kept file, from the one after its own to the last.

    Args:
        copy: where it may be brought from one to the next.
    """
    copy.write_bytes(old.read_bytes())
    connection = sqlite3.connect(copy, isolation_level=None)
    made = {}
    try:
        for version in range(version_of(old) + 1, VERSION + 1):
            migrated(connection, migrations(), stop_before=NAMES[version:])
            made[str(version)] = {table: _mark(connection, table) for table in sorted(tables(connection))}
    finally:
        connection.close()
    return made


def _mark(connection: sqlite3.Connection, table: str) -> str:
    """Return what tells the rows of a table from all others, in their order; the id that a copy is given is any."""
    rows = [
        [key, "an id"] if table == "facts" and key == "copy" and _ID.fullmatch(str(rest[0])) else [key, *rest]
        for key, *rest in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")
    ]
    return sha256(json.dumps(rows, ensure_ascii=False, default=bytes.hex).encode()).hexdigest()[:16]


def kept_steps() -> dict[str, Marks]:
    """Return the marks that were written down."""
    return json.loads(MADE.read_text(encoding="utf-8")) if MADE.exists() else {}


def write_steps(folder: Path) -> None:
    """Write the marks of what is new: of a step or a kept file that has none yet. None that is there is made anew."""
    kept = kept_steps()
    for old in sorted(FILES.glob("*.pledgebook")):
        kept[old.stem] = {**steps_of(old, folder / old.name), **kept.get(old.stem, {})}
    MADE.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
