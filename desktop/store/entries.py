"""Reads the entries of a file with their answers, each looked at before anybody works with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from desktop.record.entry import Answer, Entry, Value, from_json, without_blanks
from desktop.record.unaccepted import is_key, parted
from desktop.store.database import Database
from desktop.store.shapes import LONGEST_KEY, MOST, texts

SHAPES = {
    "entries": f"{texts('id', 'kind', 'key', most=LONGEST_KEY)} AND typeof(position) = 'integer'"
    f" AND position BETWEEN -{MOST} AND {MOST}",
    "answers": f"{texts('field', 'at', most=LONGEST_KEY)} AND typeof(entry) = 'integer' AND {texts('value', 'by')}",
}
"""What is true of every entry and every answer."""

_SHORT = 38
"""Signs of an answer as JSON that is kept once, however often it is given: a choice, a code, the name of a ministry."""

LAST_NUMBER = "max((SELECT coalesce(max(number), 0) FROM entries), (SELECT coalesce(max(entry), 0) FROM answers))"
"""The last number that an entry has, or had of which somebody left the answers: a new entry would be given those."""

INSERT_ENTRY = f"INSERT INTO entries (number, id, kind, key, position) VALUES ({LAST_NUMBER} + 1, ?, ?, ?, ?)"
"""Writes an entry under the next number: its id, kind, key and order."""


def read_entries(database: Database, fits: Callable[[object], bool] | None = None) -> dict[str, Entry]:
    """Return every entry by its id.

    Args:
        fits: whether an answer can hold a value; asked of every one that is not a plain text. Left out where every
            answer was looked at before.

    Raises:
        Unfit: an answer holds something else.
    """
    answers: dict[int, dict[str, Answer]] = {}
    once: dict[str, str] = {}  # the same few names, times and fields come again and again
    last_at = last_by = ""
    last_entry: int | None = None
    found: dict[str, Answer] = {}
    # By time and person, the short answers that were read, by their JSON.
    alike: dict[tuple[str, str], dict[str, Answer]] = {}
    given = alike.setdefault(("", ""), {})
    is_known = fits is None
    for entry, field, value, at, by in database.execute(
        "SELECT entry, field, value, at, by FROM answers ORDER BY number"
    ):
        if at != last_at or by != last_by:
            last_at, last_by = once.setdefault(at, at), once.setdefault(by, by)
            given = alike.setdefault((at, by), {})
        if entry != last_entry:
            last_entry = entry
            found = answers.setdefault(entry, {})
        answer = given.get(value)
        if answer is None:
            said: Value | None
            if is_known and value[0] == '"' and "\\" not in value:
                # A text in which no sign stands for another: what it says is known without reading it.
                said = without_blanks(value[1:-1])
            else:
                try:
                    said = from_json(value)
                except (ValueError, RecursionError) as error:
                    raise Unfit(entry, field) from error
            if said is None:
                continue
            # What the file says is text; half a character can only hide behind a backslash.
            if fits and not (type(said) is str and "\\" not in value) and not fits(said):
                raise Unfit(entry, field)
            if isinstance(said, list) and said and isinstance(said[0], str):
                said = [once.setdefault(each, each) for each in said]
            answer = Answer(said, last_at, last_by)
            if not isinstance(said, list) and len(value) <= _SHORT:  # a list can be changed, and is nobody else's
                given[value] = answer
        found[once.setdefault(field, field)] = answer
    unaccepted = set(filter(is_key, once))
    entries = {}
    for number, entry_id, kind, key, order in database.execute(
        "SELECT number, id, kind, key, position FROM entries ORDER BY number"
    ):
        held = answers.get(number, {})
        both = (held, {}) if unaccepted.isdisjoint(held) else parted(held)
        entries[entry_id] = Entry(entry_id, once.setdefault(kind, kind), key, order, *both)
    return entries


def delete_entries(database: Database, ids: Sequence[str]) -> None:
    """Take entries out of a file, with their answers and what the search index has of them."""
    which = "SELECT number FROM entries WHERE id IN (SELECT value FROM json_each(?))"
    asked = (json.dumps(list(ids)),)
    numbers = database.execute(f"SELECT number FROM answers WHERE entry IN ({which}) ORDER BY number", asked).fetchall()
    # The search index is written in the order of its numbers: out of order it takes twenty times as long.
    database.conn.executemany("DELETE FROM search WHERE rowid = ?", numbers)
    database.execute(f"DELETE FROM answers WHERE entry IN ({which})", asked)
    database.execute("DELETE FROM entries WHERE id IN (SELECT value FROM json_each(?))", asked)


class Unfit(Exception):
    """An answer holds what no answer can."""

    def __init__(self, entry: int, field: str) -> None:
        super().__init__(entry, field)
        self.entry = entry
        self.field = field
