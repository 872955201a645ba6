"""Entries and answers: the one shape of everything that a country says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha1
from types import MappingProxyType
from typing import NamedTuple

from desktop.i18n.text_sanitizing import is_blank
from desktop.i18n.unicode_form import composed
from desktop.record.unaccepted import field_of, is_key

Value = str | int | bool | list[str] | list[int] | list[dict[str, str]]
"""What an answer can hold, see `FieldType`. A number is text exactly as typed. There is no null: an empty answer
is no answer, and `tidy` turns blank text, empty lists and empty rows into None."""


class Answer(NamedTuple):
    """One answer, with who gave it and when.

    Args:
        value: see `Value`.
        at: when it was given, ISO 8601 in UTC, e.g. `2026-03-02T14:05:11Z`.
        by: the name of the person who is said to have given it; empty when nobody was named.
    """

    value: Value
    at: str = ""
    by: str = ""


class Entry(NamedTuple):
    """One entry: a practice, a gap, a pledge, the assessment of an objective, the submission itself.

    Args:
        id: a UUID made once and kept for life, through merge, workbook and package.
        kind: the key of its `Kind`.
        key: for a bound kind what it is bound to (`13`, `10.7.1`, `4b`, `H1.1`), else empty.
        order: where it stands among its kind, ascending; ties by id.
        answers: field key to answer; only fields that were answered.
        typed: field key to what was typed there and is not accepted; it is no answer, and never leaves.
    """

    id: str
    kind: str
    key: str = ""
    order: int = 0
    answers: Mapping[str, Answer] = MappingProxyType({})
    typed: Mapping[str, Answer] = MappingProxyType({})

    def value(self, key: str) -> Value | None:
        """Return the value of a field, None when it was not answered."""
        answer = self.answers.get(key)
        return None if answer is None else answer.value

    def text(self, key: str) -> str:
        """Return the value of a text-like field, empty when it was not answered."""
        value = self.value(key)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def numbers(self, key: str) -> list[int]:
        """Return a list of whole numbers (objectives, principles), empty when it was not answered."""
        return whole_numbers(self.value(key))

    def items(self, key: str) -> list[str]:
        """Return a list of texts (choices, links, countries), empty when it was not answered."""
        value = self.value(key)
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def rows(self, key: str) -> list[dict[str, str]]:
        """Return the rows of a `rows` field, empty when it was not answered."""
        value = self.value(key)
        return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []

    def answered(self, key: str, answer: Answer | None) -> Entry:
        """Return the entry with one answer set, or taken away when `answer` is None.

        With a key of `unaccepted.key_of` it is what was typed in its field that is set or taken away.
        """
        kept = dict(self.typed if is_key(key) else self.answers)
        if answer is None:
            kept.pop(field_of(key), None)
        else:
            kept[field_of(key)] = answer
        return self._replace(typed=kept) if is_key(key) else self._replace(answers=kept)


def whole_numbers(value: Value | None) -> list[int]:
    """Return the whole numbers that a value lists (objectives, principles), empty where it lists none."""
    return [item for item in value if isinstance(item, int)] if isinstance(value, list) else []


def tidy(value: Value | None) -> Value | None:
    """Return the value as it is kept: Unicode NFC, no white space at the ends, nothing that says nothing (None instead).

    What no answer can hold, such as a list of texts and numbers, is returned as it is: to leave out half of it would be to
    lose it, and the store refuses it.
    """
    if isinstance(value, str):
        return _tidy_text(value)
    if not isinstance(value, list):
        return value
    texts = [item for item in value if isinstance(item, str)]
    if len(texts) == len(value):
        return [text for item in texts if (text := _tidy_text(item)) is not None] or None
    rows = [item for item in value if isinstance(item, dict)]
    if len(rows) == len(value):
        return [row for item in rows if (row := _tidy_row(item))] or None
    return value


def _tidy_text(text: str) -> str | None:
    tidied = composed(_whole(text).replace("\r\n", "\n").replace("\r", "\n")).strip()
    return None if is_blank(tidied) else tidied


def _tidy_row(row: dict[str, str]) -> dict[str, str]:
    """Return a row by its keys, without its empty cells; what is no text in it stays for whoever refuses it."""
    tidied = ((key, _tidy_text(cell) if isinstance(cell, str) else cell) for key, cell in sorted(row.items()))
    return {key: cell for key, cell in tidied if cell is not None}


def without_blanks(value: Value | None) -> Value | None:
    """Return what a value says that was kept by whomever: without what says nothing in it, None where nothing is left.

    The program keeps nothing of that kind. A file that was damaged, or written by another program, may have it, and nobody
    past the reading of a file has to think of it.
    """
    if isinstance(value, str):
        return None if not value[:1].isalnum() and is_blank(value) else value
    if not isinstance(value, list) or (value and all(map(_is_said, value))):
        return value
    return tidy(value)


def _is_said(item: object) -> bool:
    if isinstance(item, str):
        return item[:1].isalnum() or not is_blank(item)
    if isinstance(item, dict):
        # Rows are read again in the order of their keys, wherever they have been.
        cells = (not isinstance(cell, str) or not is_blank(cell) for cell in item.values())
        return bool(item) and list(item) == sorted(item) and all(cells)
    return True


def texts_in(value: Value) -> Iterator[str]:
    """Yield every text of a value, the keys of its rows among them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            for pair in item.items():
                yield from pair


def _whole(text: str) -> str:
    """Return a text with a mark in place of half a letter, such as a bad paste leaves: no file can keep one."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def to_json(value: Value) -> str:
    """Return the one canonical JSON text of a value: sorted keys, no spaces, no escapes beyond need."""
    return _encoded(value)


# Made once: `dumps` makes one for each value.
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # what is known of it leaves this out


def from_json(text: str) -> Value | None:
    """Return the value of a text made by `to_json`; None where it says nothing, see `without_blanks`.

    Raises:
        ValueError: it is no JSON, or a value that is none.
    """
    value: Value | None
    try:
        value, end = _scan(text, 0)  # what `json.loads` does between looking at white space, which we never write
    except StopIteration:
        end = -1
    if end != len(text):
        value = json.loads(text)
    if value is None:
        raise ValueError(text)
    return without_blanks(value)


_BOUND = bytes.fromhex("b1f5a9f06f3c5f0e9a570f4f1d1b7c11")


@lru_cache(maxsize=4096)
def bound_id(submission_id: str, kind: str, key: str) -> str:
    """Return the id of a bound entry, the same in every copy of one submission.

    Two ministries that both open the assessment of objective 13 in their own copies must have made the same
    entry, or joining the copies would hold two.
    """
    # As UUIDs of version 5 are made (RFC 9562): that module brings much which opening a file does not need.
    name = f"{submission_id}/{kind}/{key}".encode()
    made = bytearray(sha1(_BOUND + name, usedforsecurity=False).digest()[:16])
    made[6], made[8] = made[6] & 0x0F | 0x50, made[8] & 0x3F | 0x80
    text = made.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def is_bound_id(entry_id: str) -> bool:
    """Whether an id is one that `bound_id` makes: such an entry is there for its thing, whether or not it is in the file."""
    return entry_id[14:15] == "5"


def new_id() -> str:
    """Return a new random UUID."""
    from uuid import uuid4

    return str(uuid4())
