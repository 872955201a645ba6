"""The search index: which texts of an entry can be found, and what a query means."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from desktop.errors import FileError
from desktop.i18n.query import Word, query_words
from desktop.i18n.text_normalization import fold
from desktop.record.entry import Value, from_json
from desktop.record.unaccepted import is_key
from desktop.store.connections import undefended
from desktop.store.schema.m003_small_files import SEARCH

if TYPE_CHECKING:
    from desktop.store.database import Database

FOLDING = "3"
"""The version of what the index holds of a text, and how it is folded; another one makes the index anew."""

_TRIGRAM, _MOST_GROUPS = 3, 60
_LONGEST, _MOST_WORDS = 2_000, 100
"""Letters and words of a query that are looked for; the database refuses more than a thousand conditions."""

_LAST = 2**63 - 1
"""The largest number that an answer can have."""

_AROUND = 70
"""Characters of a snippet on each side of what was found."""


class Hit(NamedTuple):
    """A place where something was found.

    Args:
        number: of the answer; what is found stands in the order of these.
        snippet: the text around it, as it was written.
    """

    number: int
    entry_id: str
    field: str
    snippet: str


def texts_of(value: Value | None) -> str:
    """Return what can be found of a value: its texts, also those in rows; not numbers, and no identifiers of entries and files.

    Nobody looks for what a link is kept by, and among what is found its letters and digits would say nothing.
    """
    if isinstance(value, str):
        return "" if _is_identifier(value) else value
    if isinstance(value, list):
        return "\n".join(each for each in _parts(value) if not _is_identifier(each))
    return ""


def _parts(value: list[str] | list[int] | list[dict[str, str]]) -> Iterator[str]:
    for item in value:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            yield from (text for text in item.values() if isinstance(text, str))


def _is_identifier(text: str) -> bool:
    """Whether a text is what a link or a file is kept by: a UUID or a SHA-256 digest, in hexadecimal digits."""
    digits = text.replace("-", "")
    return (len(text), len(digits)) in ((36, 32), (64, 64)) and not set(digits) - _HEXADECIMAL


_HEXADECIMAL = frozenset("0123456789abcdef")


def index(database: Database, number: int, field: str, value: Value | None) -> None:
    """Put what an answer says now in place of what it said before.

    Args:
        number: of the answer.
        value: None when the answer goes.
    """
    database.execute("DELETE FROM search WHERE rowid = ?", (number,))
    text = "" if value is None else searchable(field, value)
    if text:
        database.execute("INSERT INTO search (rowid, text) VALUES (?, ?)", (number, text))


def index_new(database: Database, answers: Iterable[tuple[int, str, Value | None]]) -> None:
    """Take up answers that are new: number, field and value of each."""
    texts = ((number, searchable(field, value)) for number, field, value in answers)
    database.conn.executemany("INSERT INTO search (rowid, text) VALUES (?, ?)", (each for each in texts if each[1]))


def forget_leftovers(database: Database) -> None:
    """Make room for the numbers that come next: whoever took answers away by hand left there what the index has of them.

    What is added under such a number would be found by words that it does not say.
    """
    database.execute("DELETE FROM search WHERE rowid > (SELECT coalesce(max(number), 0) FROM answers)")


def searchable(field: str, value: Value | None) -> str:
    """Return what can be found of an answer, folded; what was typed and not accepted is not found."""
    return "" if is_key(field) else fold(texts_of(value))


def mend(database: Database) -> None:
    """Make the index anew where it is damaged, or was altered by somebody: else every write would fail in it.

    Raises:
        FileError, sqlite3.Error: it cannot even be thrown away.
    """
    try:
        with database.atomic():
            database.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    except (FileError, sqlite3.Error):
        with database.atomic(), undefended(database.conn):
            # An index whose first page is spoilt cannot even be thrown away; as an empty one it can.
            database.execute("DELETE FROM search_data")
            database.execute("DELETE FROM search_idx")
            database.execute("INSERT INTO search_data VALUES (1, x''), (10, x'00000000000000')")
            database.execute("DROP TABLE search")
            database.execute(SEARCH)
            database.execute("DELETE FROM facts WHERE key = 'folding'")


def bring_up_to_date(database: Database) -> None:
    """Make the index anew where it was made by another folding of words than today's: nothing would be found by it."""
    known = database.execute("SELECT value FROM facts WHERE key = 'folding'").fetchone()
    if known is not None and known[0] == FOLDING:
        return
    with database.atomic():
        database.execute("DELETE FROM search")
        rows = database.execute("SELECT number, field, value FROM answers ORDER BY number").fetchall()
        index_new(database, ((number, field, from_json(value)) for number, field, value in rows))
        database.execute("INSERT OR REPLACE INTO facts VALUES ('folding', ?)", (FOLDING,))


def find(database: Database, query: str, limit: int, *, first: int = 0, last: int = _LAST) -> list[Hit]:
    """Return the answers that hold every word of the query, from the number of an answer to that of another.

    Words of three letters and more are looked up by the groups of three letters in them, and then looked for in each
    text that has those; shorter ones, most Chinese words among them, are looked for in each text that is left.
    """
    # Signs that no file holds are found nowhere, and a whole page that was pasted is looked for by its beginning.
    asked = query[:_LONGEST].encode("utf-8", "ignore").decode().replace("\0", " ")
    words = query_words(asked)[:_MOST_WORDS]
    if not words:
        return []
    conditions = ["instr(search.text, ?) > 0" for _word in words]
    values: list[str | int] = [word.indexed for word in words]
    for number, word in enumerate(words):
        if word.forms:
            # As bytes: in a file from somewhere else what stands in the index may be no text.
            conditions.append("holds(CAST(search.text AS BLOB), ?)")
            values.append(number)
    database.conn.create_function("holds", 2, partial(_holds, words), deterministic=True)
    if groups := _groups(word.indexed for word in words):
        conditions.append("search MATCH ?")
        values.append(" AND ".join('"' + group.replace('"', '""') + '"' for group in groups))
    found = database.execute(
        "SELECT answers.number, entries.id, answers.field, answers.value FROM search "
        "JOIN answers ON answers.number = search.rowid JOIN entries ON entries.number = answers.entry "
        f"WHERE {' AND '.join(conditions)} AND search.rowid BETWEEN ? AND ? ORDER BY search.rowid LIMIT ?",
        (*values, first, last, limit),
    ).fetchall()
    return [
        Hit(number, entry_id, field, snippet(texts_of(from_json(value)), query))
        for number, entry_id, field, value in found
    ]


def _holds(words: Sequence[Word], text: bytes, number: int) -> bool:
    return words[number].is_in(text.decode("utf-8", "replace"))


def find_again(
    database: Database, query: str, limit: int, hits: Sequence[Hit], changed: Collection[tuple[str, str]]
) -> list[Hit]:
    """Return what `find` would, where it found these hits before and only some answers are others since.

    Args:
        hits: all that was found, up to the same limit.
        changed: entry and field of these answers, of those that came and those that are gone too.
    """
    if len(changed) > limit:
        return find(database, query, limit)
    seen = hits[-1].number if len(hits) >= limit else _LAST  # nobody looked further
    found = [hit for hit in hits if (hit.entry_id, hit.field) not in changed]
    for place in changed:
        row = database.execute(
            "SELECT answers.number FROM answers JOIN entries ON entries.number = answers.entry "
            "WHERE entries.id = ? AND answers.field = ?",
            place,
        ).fetchone()
        if row is not None and row[0] <= seen:
            found += find(database, query, 1, first=row[0], last=row[0])
    found.sort(key=lambda hit: hit.number)
    if len(found) < limit and seen < _LAST:
        found += find(database, query, limit - len(found), first=seen + 1)
    return found[:limit]


def _groups(words: Iterable[str]) -> list[str]:
    """Return groups of three letters that stand in every text with these words, each once and a bounded number."""
    groups: dict[str, None] = {}
    for word in words:
        groups.update((word[place : place + _TRIGRAM], None) for place in range(len(word) - _TRIGRAM + 1))
    return list(groups)[:_MOST_GROUPS]


def snippet(text: str, query: str) -> str:
    """Return the text around the first word that is found, as it was written."""
    flat = " ".join(text.split())
    folded = fold(flat)
    places = [place for word in query_words(query) if (place := word.place_in(folded)) >= 0]
    # Normal letters can be more or fewer than those written; near enough is good enough for a look.
    middle = min(places, default=0)
    begin, end = max(middle - _AROUND, 0), middle + _AROUND * 2
    return ("…" if begin else "") + flat[begin:end] + ("…" if end < len(flat) else "")
