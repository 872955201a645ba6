"""The revisions of a file: how each is written, with its changes, and read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from desktop.record.entry import Value, to_json, without_blanks
from desktop.record.history import ENTRY_ITSELF, Change, Revision, message_from_columns, message_to_columns
from desktop.record.submission import entry_from_row, entry_row
from desktop.store.change_texts import change_to_text
from desktop.store.shapes import LONGEST_KEY, MOST, MOST_LETTERS, texts

if TYPE_CHECKING:
    from desktop.store.database import Database

_MOST_OF_A_ROW = 4 * MOST_LETTERS
"""Letters of the changes of one entry that a row of the history holds, one after the other."""

SHAPES = {
    "revisions": f"{texts('id', 'at', 'type', 'undoes', 'copy', most=LONGEST_KEY)}"
    f" AND {texts('by', 'message', 'parameters')}"
    f" AND number BETWEEN -{MOST} AND {MOST}",
    "changes": f"{texts('entry', most=LONGEST_KEY)} AND typeof(number) = 'integer'"
    f" AND {texts('fields', most=_MOST_OF_A_ROW)}",
}
"""What is true of every revision and of the changes of one."""

_LETTERS_OF_A_ROW = 1_000_000
_HEADS = "SELECT number, id, at, by, type, message, parameters, undoes, copy FROM revisions"


def delete_revision(database: Database, revision_id: str) -> None:
    """Take a revision with its changes out of the history, to write it anew."""
    database.execute("DELETE FROM changes WHERE revision = (SELECT number FROM revisions WHERE id = ?)", (revision_id,))
    database.execute("DELETE FROM revisions WHERE id = ?", (revision_id,))


def insert_revision(database: Database, revision: Revision) -> None:
    """Write a revision with its changes at the end of the history."""
    insert_revisions(database, (revision,))


def insert_revisions(database: Database, revisions: Sequence[Revision]) -> None:
    """Write revisions with their changes at the end of the history, one after the other."""
    # Whoever took a revision away by hand may have left its changes: they are those of no other.
    (last,) = database.execute(
        "SELECT max((SELECT coalesce(max(number), 0) FROM revisions), (SELECT coalesce(max(revision), 0) FROM changes))"
    ).fetchone()
    first = last + 1
    database.conn.executemany(
        "INSERT INTO revisions (number, id, at, by, type, message, parameters, undoes, copy) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, each.id, each.at, each.by, each.type, *message_to_columns(each.message), each.undoes, each.copy)
            for number, each in enumerate(revisions, first)
        ),
    )
    database.conn.executemany(
        "INSERT INTO changes (revision, number, entry, fields) VALUES (?, ?, ?, ?)",
        (
            (number, place, *row)
            for number, each in enumerate(revisions, first)
            for place, row in enumerate(_rows(each.changes))
        ),
    )


def _rows(changes: Iterable[Change]) -> Iterator[tuple[str, str]]:
    """Yield the rows of the changes of a revision: the entry, and what was changed in it.

    One after the other, changes of one entry share a row: what an import brings is many answers of few entries.
    """
    for entry_id, group in groupby(changes, key=attrgetter("entry_id")):
        yield from ((entry_id, f"[{','.join(part)}]") for part in _parts(group))


def read_revisions(database: Database, numbers: Sequence[int] | None = None) -> list[Revision]:
    """Return revisions with their changes, oldest first.

    Args:
        numbers: which ones, ascending; all when they are left out.
    """
    if numbers is None:
        heads = database.execute(f"{_HEADS} ORDER BY number").fetchall()
        rows = database.execute("SELECT revision, entry, fields FROM changes ORDER BY revision, number")
    else:
        which = json.dumps(list(numbers))
        heads = database.execute(
            f"{_HEADS} WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number", (which,)
        ).fetchall()
        rows = database.execute(
            "SELECT revision, entry, fields FROM changes WHERE revision IN (SELECT value FROM json_each(?)) "
            "ORDER BY revision, number",
            (which,),
        )
    changes: dict[int, list[Change]] = {head[0]: [] for head in heads}
    for number, entry_id, fields in rows:
        if number in changes:
            changes[number] += changes_in(entry_id, fields)
    return [
        Revision(id_, at, by, type_, message_from_columns(*message), tuple(changes[number]), undoes, copy)
        for number, id_, at, by, type_, *message, undoes, copy in heads
    ]


def _parts(changes: Iterable[Change]) -> Iterator[list[str]]:
    """Yield changes as texts, so many together as a row may hold."""
    part: list[str] = []
    letters = 0
    for each in changes:
        said = (each.said_at, each.said_by) if each.said_at else None
        part.append(change_to_text(each.field, _text(each.old), _text(each.new), said))
        letters += len(part[-1])
        if letters > _LETTERS_OF_A_ROW:
            yield part
            part, letters = [], 0
    if part:
        yield part


def changes_in(entry_id: str, fields: str) -> list[Change]:
    """Return the changes that a row of the history holds, their values as `from_json` gives those of answers."""
    return [
        Change(entry_id, field, _entry_row(entry_id, old), _entry_row(entry_id, new), *said)
        if field == ENTRY_ITSELF
        else Change(entry_id, field, without_blanks(old), without_blanks(new), *said)
        for field, old, new, *said in json.loads(fields)
    ]


def _entry_row(entry_id: str, value: Value | None) -> Value | None:
    """Return what a change says of an entry that comes or goes, in the one form of it."""
    return None if value is None else entry_row(entry_from_row(entry_id, value))


def last_change_of(database: Database, entry_id: str, field: str) -> tuple[str, str] | None:
    """Return when a field was changed last, and by whom; None when the history does not know of it."""
    rows = database.execute(
        "SELECT at, by, fields FROM revisions JOIN changes ON revision = revisions.number WHERE entry = ? "
        "ORDER BY revisions.number DESC, changes.number DESC",
        (entry_id,),
    )
    for at, by, fields in rows:
        for change in reversed(changes_in(entry_id, fields)):
            if change.field == field:
                return (change.said_at, change.said_by) if change.said_at else (at, by)
    return None


def _text(value: Value | None) -> str | None:
    return None if value is None else to_json(value)
