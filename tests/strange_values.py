"""Values as a stranger, a damaged file or another program may bring them, for every field of every kind."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.field_translations import has_translation, translation_key
from desktop.package.sheets import bound_rows
from desktop.record.entry import bound_id, new_id
from desktop.store.file import SubmissionFile

PILE = "a" + "\u0301" * 300

BLANK: dict[str, Any] = {
    "nothing": "",
    "spaces": "  ",
    "a no-break space": "\u00a0",
    "a tab": "\t",
    "a byte-order mark": "\ufeff",
    "a space without width": "\u200b",
    "a joiner": "\u200d",
    "a sign of variation": "\ufe0f",
    "tags": "\U000e0041",
    "a control character": "\0",
    "an empty list": [],
    "a list of nothing": [""],
    "a list of spaces": ["  ", "\u00a0"],
    "an empty row": [{}],
    "a row of nothing": [{"name": ""}, {"country": "  "}],
}
"""What says nothing, and is no answer."""

ODD: dict[str, Any] = {
    "a text": "x",
    "ends of white space": " x ",
    "another line end": "a\rb",
    "an accent by itself": "e\u0301",
    "control characters": "a\0b\x07\x1b[31m",
    "signs that turn": "\u202ex",
    "no character": "\uffff",
    "one of nobody": "\ue000",
    "empty lines": "\n\na\n\n\n",
    "a pile": PILE,
    "zero": 0,
    "less than zero": -1,
    "the largest number": 2**53 - 1,
    "yes": True,
    "no": False,
    "a text and nothing": ["x", ""],
    "a text and spaces": ["  ", "x"],
    "a text twice": ["x", "x"],
    "a text with white space": [" x "],
    "lines in a list": ["a\nb"],
    "control characters in a list": ["a\0b"],
    "a pile in a list": [PILE],
    "numbers twice": [3, 3],
    "numbers of nothing": [-1, 24, 0, 10**12],
    "a row without a name": [{"": "b"}],
    "a row of an unknown column": [{"zzz": "b"}],
    "a row with and without a name": [{"name": "b", "": "c"}],
    "a row beside an empty one": [{"name": "b"}, {}],
    "a row with an empty cell": [{"name": "b", "country": ""}],
    "a pile in a row": [{"name": PILE}],
    "a pile as a column": [{PILE: "x"}],
}
"""What a value can be, and most fields have no use for."""

IMPOSSIBLE: dict[str, Any] = {
    "a number with decimals": 1.5,
    "a number without end": float("nan"),
    "too large a number": 2**53,
    "too large a number in a list": [2**53],
    "a row by itself": {"a": "b"},
    "numbers and texts": [2, "x"],
    "texts and nothing at all": ["x", None],
    "yes in a list": [True],
    "decimals in a list": [1.5],
    "lists in a list": [["a"]],
    "an empty list in a list": [[]],
    "a number in a row": [{"a": 1}],
    "rows and texts": [{"a": "b"}, "x"],
}
"""What no value can be."""


def write_into(path: Path, catalogue: Catalogue, values: Mapping[str, Any], *, with_history: bool = False) -> None:
    """Write each value into every field of an entry of every kind, without asking the program.

    Args:
        path: of a closed submission.
        with_history: whether the history tells of each.
    """
    with closing(sqlite3.connect(path)) as file, file:
        (submission,) = file.execute("SELECT value FROM facts WHERE key = 'submission'").fetchone()
        number, answer = (
            file.execute(f"SELECT max(number) FROM {each}").fetchone()[0] for each in ("entries", "answers")
        )
        for kind in catalogue.kinds.values():
            if kind.bound == "submission":
                continue
            keys = bound_rows(kind, catalogue) if kind.bound else [""] * len(values)
            for key, value in zip(keys, values.values(), strict=False):
                number += 1
                entry_id = bound_id(submission, kind.key, key) if kind.bound else new_id()
                file.execute(
                    "INSERT INTO entries (number, id, kind, key, position) VALUES (?, ?, ?, ?, ?)",
                    (number, entry_id, kind.key, key, number),
                )
                text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
                fields = [*(each.key for each in kind.fields)]
                fields += [translation_key(each.key, "fr") for each in kind.fields if has_translation(kind, each)]
                for field in fields:
                    answer += 1
                    file.execute(
                        "INSERT INTO answers (number, entry, field, value, at, by) VALUES (?, ?, ?, ?, '', 'A')",
                        (answer, number, field, text),
                    )
                if with_history:
                    row = json.dumps([{"key": key, "kind": kind.key, "order": str(number)}])
                    said = (
                        f'["{field}",null,{text}],["{field}",{text},"z"],["{field}","z",{text}]' for field in fields
                    )
                    _write_history(file, entry_id, f'[["",null,{row}],{",".join(said)}]')


def _write_history(file: sqlite3.Connection, entry_id: str, fields: str) -> None:
    (last,) = file.execute("SELECT max(number) FROM revisions").fetchone()
    file.execute(
        "INSERT INTO revisions (number, id, at, by, type, message, parameters, undoes, copy) "
        "VALUES (?, ?, '2026-01-01T00:00:00Z', 'A', 'edit', 'Edit', '{}', '', '')",
        (last + 1, new_id()),
    )
    file.execute(
        "INSERT INTO changes (revision, number, entry, fields) VALUES (?, 0, ?, ?)", (last + 1, entry_id, fields)
    )


def write_through(file: SubmissionFile, catalogue: Catalogue, values: Iterable[Any], *, by: str = "A stranger") -> None:
    """Write each value into every field of an entry of every kind, as the code of the program does it."""
    with file.transaction("edit", "Edit", by) as unit:
        for kind in catalogue.kinds.values():
            if kind.bound == "submission":
                continue
            keys = bound_rows(kind, catalogue) if kind.bound else None
            for key, value in zip(keys, values, strict=False) if keys else (("", each) for each in values):
                entry_id = unit.ensure(kind.key, key) if keys else unit.add(kind.key, {})
                for field in kind.fields:
                    unit.set(entry_id, field.key, value)
