"""What no reader of JSON from outside takes, and why."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from desktop.record import strict_json
from desktop.record.strict_json import NotJsonError, read_json


def test_what_is_right_is_read_with_its_text() -> None:
    assert read_json('\ufeff{"a": [1, "é"]}'.encode()) == ({"a": [1, "é"]}, '{"a": [1, "é"]}')


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"b": [{"a": 1, "a": 2}]}', "twice"),
        (b"\xff\xfe{}", "not_utf8"),
        (b'{"a":\n', "malformed"),
        (b"[" * 33 + b"]" * 33, "too_deep"),
        (b"[" * 1_000_000, "too_deep"),
        (b"[" + b"9" * 5000 + b"]", "number"),
    ],
)
def test_what_is_not_taken(content: bytes, why: str) -> None:
    with pytest.raises(NotJsonError) as caught:
        read_json(content)
    assert caught.value.why == why


def test_the_place_is_told() -> None:
    with pytest.raises(NotJsonError) as caught:
        read_json(b'{"a": 1,\n"b" 2}')
    assert caught.value.line == 2
    with pytest.raises(NotJsonError) as caught:
        read_json(b'{"title": 1, "title": 2}')
    assert caught.value.key == "title"


def test_what_is_as_deep_as_may_be_is_read_and_however_much_there_is_beside_it() -> None:
    deepest = "[" * 32 + "]" * 32
    assert read_json(f"[{'[],' * 100}{deepest[1:-1]}]".encode())[0][:100] == [[]] * 100
    assert json.dumps(read_json(deepest.encode())[0]) == deepest


def test_bounds_are_seen_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_json, "_MOST_PARTS", 10)
    with pytest.raises(NotJsonError, match="too_large"):
        read_json(b"[1,2,3,4,5,6,7,8,9,10,11]")
    assert read_json(b"[1,2,3,4,5,6,7,8,9,10]")[0][-1] == 10
    monkeypatch.setattr(strict_json, "LARGEST_RECORD", 5)
    assert read_json(b"[1,2]")[0] == [1, 2]
    with pytest.raises(NotJsonError, match="too_large"):
        read_json(b"[1, 2]")


OURS = {
    "desktop/record/strict_json.py": "the reader itself",
    "desktop/record/entry.py": "an answer as the file keeps it, looked at when the file is opened",
    "desktop/operations/demonstrate.py": "what ships with the program",
    "desktop/record/old_labels.py": "what ships with the program",
    "desktop/record/ballots.py": "an envelope as the file keeps it, in an answer",
    "desktop/record/history.py": "a message as the file keeps it",
    "desktop/operations/dictionary_packs.py": "what a process of our own answers",
    "desktop/record/carry_over.py": "an entry of last time, kept as text in an answer",
}


def test_nobody_else_reads_json_from_outside() -> None:
    """The store looks at what a file keeps in the form that it is kept in."""
    found = {
        path.as_posix()
        for room in ("operations", "package", "record")
        for path in Path("desktop", room).rglob("*.py")
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.Attribute)
        and each.attr in ("loads", "load")
        and getattr(each.value, "id", "") == "json"
    }
    assert found <= set(OURS), found - set(OURS)
