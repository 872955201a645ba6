"""The assignment of a ministry copy: one row of its facts, which no undo takes back and no joining carries on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Answer, Entry, from_json
from desktop.record.history import ENTRY_ITSELF, Change, Revision
from desktop.record.submission import entry_from_row

if TYPE_CHECKING:
    from desktop.record.assignment import Assignment
    from desktop.store.database import Database

KEY = "assignment"

_NUMBERS = "objectives"
_LISTS = ("kinds", "indicators", "questions", "whole")


class NotAssigned(UserError):
    """What was to be changed is not open in this ministry copy."""


def read_assignment(database: Database) -> Assignment | None:
    """Return what a copy was handed out for, None where it was not, or where that cannot be read."""
    row = database.execute("SELECT value FROM facts WHERE key = ?", (KEY,)).fetchone()
    try:
        return _read(json.loads(row[0])) if row else None
    except (ValueError, TypeError, RecursionError):
        return None


def write_assignment(database: Database, assignment: Assignment) -> None:
    """Say what a copy is handed out for."""
    text = json.dumps(asdict(assignment), ensure_ascii=False, separators=(",", ":"))
    database.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", (KEY, text))


def _read(kept: Any) -> Assignment | None:
    from desktop.record.assignment import Assignment  # of ministry copies only, and no part of another start

    # A received file is a stranger: what has another shape than ours opens nothing and closes nothing.
    if not isinstance(kept, dict) or kept.keys() != {field.name for field in fields(Assignment)}:
        return None
    said: dict[str, Any] = {}
    for key, value in kept.items():
        if key == _NUMBERS or key in _LISTS:
            wanted = int if key == _NUMBERS else str
            if not isinstance(value, list) or not all(type(each) is wanted for each in value):
                return None
            said[key] = tuple(value)
        elif isinstance(value, str):
            said[key] = value
        else:
            return None
    return Assignment(**said)


def first_number(database: Database, assignment: Assignment) -> int:
    """Return the number of the last revision that was done before a ministry copy left; 0 where it is not known."""
    row = database.execute("SELECT number FROM revisions WHERE id = ?", (assignment.after,)).fetchone()
    return int(row[0]) if row else 0


def is_open(database: Database, assignment: Assignment, entry: Entry) -> bool:
    """Whether an entry is open in a ministry copy; one that names no objective yet is, where it was made in it."""

    def find(entry_id: str) -> Entry | None:
        return _entry(database, entry_id)

    if assignment.opens(entry, find):
        return True
    if not assignment.may_be_new(entry):
        return False
    (first,) = database.execute("SELECT min(revision) FROM changes WHERE entry = ?", (entry.id,)).fetchone()
    # Of what was begun and taken back letter by letter, the history knows nothing any more.
    return first > first_number(database, assignment) if first is not None else find(entry.id) is None


def see_assigned(database: Database, assignment: Assignment, revision: Revision) -> None:
    """See that all that a revision changed is open in a ministry copy, as it was and as it is.

    Joining may write anything, and so may whoever takes it back.

    Raises:
        NotAssigned: something of it is not.
    """
    if "join" in (revision.type, _type_of(database, revision.undoes)):
        return
    changed = dict.fromkeys(change.entry_id for change in revision.changes)
    for entry_id in changed:
        after = _entry(database, entry_id)
        before = _before(entry_id, after, revision.changes)
        if not all(each is None or is_open(database, assignment, each) for each in (before, after)):
            raise NotAssigned(
                _("This is not part of what {ministry} was asked for. In this copy it can only be read.").format(
                    ministry=one_line(assignment.to)
                )
            )


def _type_of(database: Database, revision_id: str) -> str:
    row = (
        database.execute("SELECT type FROM revisions WHERE id = ?", (revision_id,)).fetchone() if revision_id else None
    )
    return str(row[0]) if row else ""


def _before(entry_id: str, after: Entry | None, changes: Iterable[Change]) -> Entry | None:
    """Return an entry as it was before some changes."""
    entry = after
    for change in reversed([each for each in changes if each.entry_id == entry_id]):
        if change.field == ENTRY_ITSELF:
            entry = None if change.old is None else entry_from_row(entry_id, change.old)
        elif entry is not None:
            entry = entry.answered(change.field, None if change.old is None else Answer(change.old))
    return entry


def _entry(database: Database, entry_id: str) -> Entry | None:
    row = database.execute("SELECT number, kind, key, position FROM entries WHERE id = ?", (entry_id,)).fetchone()
    if row is None:
        return None
    entry = Entry(entry_id, *row[1:])
    for field, value in database.execute("SELECT field, value FROM answers WHERE entry = ?", (row[0],)).fetchall():
        if (said := from_json(value)) is not None:
            entry = entry.answered(field, Answer(said))
    return entry
