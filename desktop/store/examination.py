"""Every value of a file is looked at when it is opened, before anybody works with it.

The program writes texts, whole numbers and lists of a few known shapes. A file that holds anything else was damaged, or
made by somebody who wants to find out what happens then.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.history import (
    ENTRY_ITSELF,
    Change,
    Message,
    Revision,
    is_stamp,
    message_from_columns,
    message_to_columns,
)
from desktop.store import attachments, entries, revisions
from desktop.store.entries import Unfit, read_entries
from desktop.store.errors import Damaged
from desktop.store.shapes import LONGEST_KEY, MOST, MOST_LETTERS, texts

if TYPE_CHECKING:
    from desktop.store.database import Database

_MOST_ANSWERS = 1_000
"""Answers of one entry: the longest form has some forty questions, each in up to six languages."""

_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_TYPE = re.compile("[a-z][a-z_]{0,39}")
"""What a revision is, such as `edit`, see `record.history.Revision`."""

SHAPES = {"facts": texts("key", "value"), **entries.SHAPES, **revisions.SHAPES, **attachments.SHAPES}
"""What is true of every row of a table."""

_TEXTS = (
    "SELECT by FROM answers UNION SELECT by FROM revisions",
    "SELECT message FROM revisions",
    "SELECT key, value FROM facts",
    "SELECT name FROM attachments",
)
"""What is not looked at otherwise, and need only be text."""


def examine(database: Database, path: Path) -> dict[str, Entry]:
    """Look at every value, and return the entries that were read for it.

    Raises:
        Damaged: something is of a kind that no Pledgebook writes; `details` say where.
    """
    found = next(_found(database), None)
    if found is not None:
        raise altered(path, found)
    try:
        return read_entries(database, fits)
    except Unfit as unfit:
        raise altered(
            path,
            _("The answer to “{field}” in the entry {entry} cannot be read.").format(
                field=one_line(unfit.field), entry=_id_of(database, unfit.entry)
            ),
        ) from unfit


def altered(path: Path, *details: str) -> Damaged:
    """Return the problem of a file that holds what cannot be in it."""
    return Damaged(
        _(
            "{name} contains something that Pledgebook does not write: it was damaged or altered, and was not "
            "opened. A backup may be intact: see the folder of backups."
        ).format(name=one_line(path.name)),
        details,
    )


def _found(database: Database) -> Iterator[str]:
    for table, shape in SHAPES.items():
        if database.execute(f"SELECT 1 FROM {table} WHERE ({shape}) IS NOT TRUE LIMIT 1").fetchone():
            yield _("A row of the table “{table}” is not valid.").format(table=table)
    row = database.execute("SELECT value FROM facts WHERE key = 'submission'").fetchone()
    if row is None or not is_uuid(row[0]):
        yield _("The identifier of the submission is missing or not valid.")
    if database.execute("SELECT k, v FROM search_config").fetchall() != [("version", 4)]:
        yield _("A row of the table “{table}” is not valid.").format(table="search_config")
    told = "SELECT id FROM entries UNION SELECT entry FROM changes WHERE revision IN (SELECT number FROM revisions)"
    for (entry_id,) in database.execute(told):
        if not is_uuid(entry_id):
            yield _("The entry {entry} has no valid identifier.").format(entry=one_line(entry_id))
    for text in _TEXTS:
        for _row in database.execute(text):
            pass  # that it can be read is all that is asked
    row = database.execute("SELECT entry FROM answers GROUP BY entry HAVING count(*) > ? LIMIT 1", (_MOST_ANSWERS,))
    for (entry,) in row:
        yield _("The entry {entry} has more answers than there are questions.").format(entry=_id_of(database, entry))
    for (at,) in database.execute("SELECT at FROM answers UNION SELECT at FROM revisions"):
        if not is_stamp(at):
            yield _("“{text}” is not a time.").format(text=one_line(at))
    for revision, fields in database.execute("SELECT revision, fields FROM changes"):
        if not _are_changes(fields):
            yield _("A change on line {number} of the history cannot be read.").format(number=revision)
    for (parameters,) in database.execute("SELECT DISTINCT parameters FROM revisions WHERE parameters <> '{}'"):
        if not _are_parameters(parameters):
            yield _("A row of the table “{table}” is not valid.").format(table="revisions")
    for revision_id, type_ in database.execute("SELECT id, type FROM revisions"):
        if not (is_uuid(revision_id) and _TYPE.fullmatch(type_)):
            yield _("A row of the table “{table}” is not valid.").format(table="revisions")
    copies = database.execute("SELECT DISTINCT copy FROM revisions WHERE copy <> ''").fetchall()
    here = database.execute("SELECT coalesce((SELECT value FROM facts WHERE key = 'copy'), '')").fetchall()
    for table, found in (("revisions", copies), ("facts", here)):
        if not all(is_uuid(copy) for (copy,) in found):
            yield _("A row of the table “{table}” is not valid.").format(table=table)


def can_be_read_again(database: Database, revisions: Sequence[Revision]) -> bool:
    """Return whether what was just written would pass the examination: what it refuses must not get in from inside."""
    (last,) = database.execute("SELECT max(number) FROM revisions").fetchone()
    if last is not None and last > MOST:
        return False
    if not all(_is_readable_head(each) and all(map(_is_readable, each.changes)) for each in revisions):
        return False
    (most,) = database.execute(
        "SELECT coalesce(max(number), 0) FROM (SELECT count(*) AS number FROM answers WHERE entry IN "
        "(SELECT entries.number FROM entries JOIN json_each(?) AS changed ON entries.id = changed.value) GROUP BY entry)",
        (json.dumps(list({change.entry_id for each in revisions for change in each.changes})),),
    ).fetchone()
    return bool(most <= _MOST_ANSWERS)


def _id_of(database: Database, entry: int) -> str:
    row = database.execute("SELECT id FROM entries WHERE number = ?", (entry,)).fetchone()
    return one_line(row[0] if row else str(entry))


def _is_readable_head(revision: Revision) -> bool:
    message, parameters = message_to_columns(revision.message)
    return (
        is_uuid(revision.id)
        and _TYPE.fullmatch(revision.type) is not None
        and len(revision.undoes) <= LONGEST_KEY
        and all(len(each) <= MOST_LETTERS and _is_text(each) for each in (revision.by, message, parameters))
        and _are_parameters(parameters)
        and is_stamp(revision.at)
        and (not revision.copy or is_uuid(revision.copy))
    )


def _is_readable(change: Change) -> bool:
    if not is_uuid(change.entry_id) or len(change.field) > LONGEST_KEY or not _is_said(change.said_at, change.said_by):
        return False
    if change.new is None:
        return True
    return fits(change.new) and (change.field != ENTRY_ITSELF or _is_entry_row(change.new))


def fits(value: object) -> bool:
    """Return whether a value is one that an answer can hold, see `desktop.record.entry.Value`."""
    if isinstance(value, str):
        return len(value) <= MOST_LETTERS and _is_text(value)
    if isinstance(value, int):
        return -MOST <= value <= MOST
    if not isinstance(value, list):
        return False
    return all(map(_is_word, value)) or all(map(_is_row, value)) or all(map(_is_number, value))


def _is_word(item: object) -> bool:
    return isinstance(item, str) and _is_text(item)


def _is_row(item: object) -> bool:
    return isinstance(item, dict) and all(_is_word(part) for pair in item.items() for part in pair)


def _is_number(item: object) -> bool:
    return type(item) is int and -MOST <= item <= MOST


def is_uuid(text: str) -> bool:
    """Return whether a text is a UUID as we write it; nothing else may name a folder."""
    return _UUID.fullmatch(text) is not None


def _is_text(text: str) -> bool:
    # Half a character can be written as JSON, and in no file and on no screen.
    return text.isascii() or not _HALF.search(text)


_HALF = re.compile("[\ud800-\udfff]")


# Changes as we write them in which no sign stands for another: nearly all there are, and seen at a glance.
_WORD, _NUMBER = r'"[^"\\\x00-\x1f]*"', r"-?(?:0|[1-9]\d{0,14})"
_ROW = rf"\{{{_WORD}:{_WORD}(?:,{_WORD}:{_WORD})*\}}"
_VALUE = (
    rf"(?:null|{_WORD}|true|false|{_NUMBER}"
    rf"|\[{_WORD}(?:,{_WORD})*\]|\[{_NUMBER}(?:,{_NUMBER})*\]|\[{_ROW}(?:,{_ROW})*\])"
)
_KEY = r'"[^"\\\x00-\x1f]{0,200}"'
_ENTRY = rf'(?:null|\[\{{"key":{_KEY},"kind":{_KEY},"order":"{_NUMBER}"\}}\])'
_CHANGE = rf'\[(?:"",{_ENTRY},{_ENTRY}|(?!""){_KEY},{_VALUE},{_VALUE})\]'


@cache
def _plain_changes() -> re.Pattern[str]:
    return re.compile(rf"\[{_CHANGE}(?:,{_CHANGE})*\]", re.ASCII)


def _are_changes(text: str) -> bool:
    if len(text) <= MOST_LETTERS and _plain_changes().fullmatch(text):
        return True
    try:
        changes = json.loads(text)
        # What the file says is text; half a character can only hide behind a backslash.
        plain = "\\" not in text and len(text) <= MOST_LETTERS
        return isinstance(changes, list) and all(_is_change(change, plain) for change in changes)
    except (ValueError, RecursionError):
        return False


def _is_change(change: Any, plain: bool) -> bool:
    if type(change) is not list:
        return False
    field, old, new, *said = change  # a ValueError where it is another number of things
    if said and not (len(said) == 2 and all(type(each) is str for each in said) and said[0] and _is_said(*said)):
        return False
    if type(field) is not str or len(field) > LONGEST_KEY or not (plain or _is_text(field)):
        return False
    if field == ENTRY_ITSELF:
        return all(each is None or _is_entry_row(each) for each in (old, new))
    return (old is None or (plain and type(old) is str) or fits(old)) and (
        new is None or (plain and type(new) is str) or fits(new)
    )


def _is_said(at: str, by: str) -> bool:
    """Whether something can be when an answer was said, and by whom."""
    return is_stamp(at) and len(by) <= MOST_LETTERS and _is_text(by)


def _is_entry_row(value: object) -> bool:
    if not (isinstance(value, list) and len(value) == 1 and _is_row(value[0])):
        return False
    row = value[0]
    try:
        return (
            "kind" in row
            and abs(int(row.get("order", "0"))) <= MOST
            and max(len(row["kind"]), len(row.get("key", ""))) <= LONGEST_KEY
        )
    except ValueError:
        return False


def _are_parameters(text: str) -> bool:
    try:
        return all(map(_is_word, _texts_in(message_from_columns("", text))))
    except (ValueError, RecursionError):
        return False


def _texts_in(message: Message) -> Iterator[str]:
    for each in message.parameters.values():
        yield from (each,) if isinstance(each, str) else (each.key, each.text)
