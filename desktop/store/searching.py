"""The search index: which texts of an entry can be found, and what a query means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from desktop.record.entry import Value
from desktop.record.unaccepted import is_key
from desktop.record.words import normal

if TYPE_CHECKING:
    from sqlite_utils import Database

_TRIGRAM = 3
_AROUND = 70
"""Characters of a snippet on each side of what was found."""


@dataclass(frozen=True)
class Hit:
    """A place where something was found.

    Args:
        snippet: the text around it, as it was written.
    """

    entry_id: str
    field: str
    snippet: str


def texts_of(value: Value) -> str:
    """Return what can be found of a value: its texts, also those in rows; not numbers and choices of one letter."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(_parts(value))
    return ""


def _parts(value: list[str] | list[int] | list[dict[str, str]]) -> Iterator[str]:
    for item in value:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            yield from item.values()


def index(database: Database, entry_id: str, field: str, value: Value | None) -> None:
    """Put what an answer says now in place of what it said before; what was typed and not accepted is not found."""
    row = _row(entry_id, field)
    database.execute("DELETE FROM search WHERE rowid = ?", (row,))
    text = normal(texts_of(value)) if value is not None and not is_key(field) else ""
    if text:
        database.execute(
            "INSERT INTO search (rowid, entry, field, text) VALUES (?, ?, ?, ?)", (row, entry_id, field, text)
        )


def _row(entry_id: str, field: str) -> int:
    # The index finds its own rows by number only; a number computed from the place spares a table that maps them.
    return int.from_bytes(sha256(f"{entry_id}/{field}".encode()).digest()[:8], "big") >> 1


def find(database: Database, query: str, limit: int) -> list[tuple[str, str]]:
    """Return entry and field of the answers that hold every word of the query.

    Words of three letters and more are looked up by trigrams; shorter ones, most Chinese words among them, are
    looked for in each text that is left.
    """
    words = _words(query)
    if not words:
        return []
    long = [word for word in words if len(word) >= _TRIGRAM]
    short = [word for word in words if len(word) < _TRIGRAM]
    conditions, values = [], []
    if long:
        conditions.append("search MATCH ?")
        values.append(" AND ".join('"' + word.replace('"', '""') + '"' for word in long))
    for word in short:
        conditions.append("instr(text, ?) > 0")
        values.append(word)
    found = database.execute(
        f"SELECT entry, field FROM search WHERE {' AND '.join(conditions)} LIMIT ?",
        (*values, limit),
    )
    return [(row[0], row[1]) for row in found]


def _words(query: str) -> list[str]:
    # Whoever puts a word between quotation marks looks for the word, not for the marks.
    return [word for each in normal(query).split() if (word := each.strip("\"'“”„«»‘’"))]


def snippet(text: str, query: str) -> str:
    """Return the text around the first word that is found, as it was written."""
    flat = " ".join(text.split())
    places = [place for word in _words(query) if (place := normal(flat).find(word)) >= 0]
    # Normal letters can be more or fewer than those written; near enough is good enough for a look.
    middle = min(places, default=0)
    begin, end = max(middle - _AROUND, 0), middle + _AROUND * 2
    return ("…" if begin else "") + flat[begin:end] + ("…" if end < len(flat) else "")
