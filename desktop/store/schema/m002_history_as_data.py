"""Deeds become revisions: a message with parameters in place of a label, and the copy in which each was done.

What a revision and a copy are is said here as it was then, and not taken from where it is said today.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

    from desktop.record.history import Message

DIGEST = "0d9ca223535ad282f3facdeef1a0148ee7db5446c3fa263f72b7c94beec8cabc"

_HISTORY = (
    """CREATE TABLE revisions (
        number INTEGER PRIMARY KEY NOT NULL,
        id TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        type TEXT NOT NULL,
        message TEXT NOT NULL,
        parameters TEXT NOT NULL,
        undoes TEXT NOT NULL,
        copy TEXT NOT NULL
    )""",
)
_CHANGES = (
    """CREATE TABLE changes_of_deeds AS SELECT * FROM changes WHERE deed IN (SELECT number FROM deeds)""",
    """DROP TABLE changes""",
    """DROP TABLE deeds""",
    """CREATE TABLE changes (
        revision INTEGER NOT NULL REFERENCES revisions (number),
        number INTEGER NOT NULL,
        entry TEXT NOT NULL,
        field TEXT NOT NULL,
        old TEXT,
        new TEXT,
        PRIMARY KEY (revision, number)
    )""",
    """INSERT INTO changes SELECT deed, number, entry, field, old, new FROM changes_of_deeds ORDER BY deed, number""",
    """DROP TABLE changes_of_deeds""",
    """CREATE INDEX changes_by_entry ON changes (entry, field)""",
)


def migrate(db: Database) -> None:
    """Make revisions of the deeds."""
    for statement in _HISTORY:
        db.execute(statement)
    messages = _messages_of_labels()
    rows = db.execute("SELECT number, id, at, by, sort, label, undoes FROM deeds ORDER BY number").fetchall()
    for number, revision_id, at, by, revision_type, label, undoes in rows:
        row = (number, revision_id, at, by, revision_type, *messages(label), undoes)
        db.execute(f"INSERT INTO revisions VALUES ({', '.join('?' * len(row))}, '')", row)
    for statement in _CHANGES:
        db.execute(statement)
    if db.execute("SELECT 1 FROM facts WHERE key = 'submission'").fetchone():
        _begin_copy(db)


def _begin_copy(db: Database) -> None:
    """Make the file a copy with an id. All that was done in it until now, when copies had none, is its own past."""
    from uuid import uuid4

    row = db.execute("SELECT id FROM revisions ORDER BY number DESC LIMIT 1").fetchone()
    line = [["", str(row[0])]] if row else []
    for key, text in (("copy", str(uuid4())), ("line", json.dumps(line, separators=(",", ":")))):
        db.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", (key, text))


def _messages_of_labels() -> Callable[[Any], tuple[Any, str]]:
    """Return what makes a message of a label; each label is looked at once."""
    known: dict[str, tuple[Any, str]] = {}

    def message(label: Any) -> tuple[Any, str]:
        if not isinstance(label, str):
            return label, "{}"  # nothing that we wrote; the examination that follows says so
        if label not in known:
            from desktop.record.old_labels import old_labels

            known[label] = _columns(old_labels().message(label))
        return known[label]

    return message


def _columns(message: Message) -> tuple[str, str]:
    data = {
        name: each if isinstance(each, str) else {"to": each.to, "key": each.key, "text": each.text}
        for name, each in message.parameters.items()
    }
    return message.id, json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
