"""What was examined once, to the last byte, is opened without being looked at again; whatever differs is looked at."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from desktop.store import file as files
from desktop.store.errors import Damaged
from desktop.store.examined_files import ExaminedFiles
from desktop.store.file import SubmissionFile
from tests.store.conftest import Clock


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    path = tmp_path / "kenya.pledgebook"
    SubmissionFile.create(path, answers={"country": "KE"}, by="", message="Create", now=clock).close()
    return path


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Which files were examined."""
    seen: list[Path] = []
    examine = files.examine

    def examined(database: object, of: Path) -> object:
        seen.append(of)
        return examine(database, of)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "examine", examined)
    return seen


def opened(path: Path, clock: Clock, *, read_only: bool = False) -> SubmissionFile:
    return SubmissionFile.open(path, now=clock, examined=ExaminedFiles(), read_only=read_only)


def test_a_file_is_examined_until_it_was_closed_here(path: Path, clock: Clock, looked: list[Path]) -> None:
    first = opened(path, clock)
    said = first.read()
    first.close()
    assert looked == [path]
    again = opened(path, clock)
    assert looked == [path]
    assert again.read() == said
    with again.transaction("edit", "Add", "") as unit:
        unit.add("gap", {"title": "A “gap” with \\ and\na line"})
    said = again.read()
    again.close()
    last = opened(path, clock)
    assert looked == [path], "what we wrote ourselves was looked at when it was written"
    assert last.read() == said
    last.close()


@pytest.mark.parametrize("byte", [100, 4096, -1])
def test_one_byte_more_or_other_and_it_is_examined(path: Path, clock: Clock, looked: list[Path], byte: int) -> None:
    opened(path, clock).close()
    looked.clear()
    content = bytearray(path.read_bytes())
    content[byte] ^= 1
    path.write_bytes(content)
    try:
        opened(path, clock).close()
    except Damaged:
        return
    assert looked == [path]


def test_what_another_program_wrote_into_it_is_found(path: Path, clock: Clock) -> None:
    opened(path, clock).close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE answers SET value = '[[[1]]]'")
    other.close()
    with pytest.raises(Damaged):
        opened(path, clock)


def test_a_failed_write_and_a_file_only_looked_at_are_not_remembered(
    path: Path, clock: Clock, looked: list[Path]
) -> None:
    opened(path, clock, read_only=True).close()
    file = opened(path, clock)
    with pytest.raises(RuntimeError), file.transaction("edit", "Add", "") as unit:
        unit.add("gap", {})
        raise RuntimeError
    file.close()
    looked.clear()
    opened(path, clock).close()
    assert looked == [path]


def test_a_spoilt_memory_is_no_memory(path: Path, clock: Clock, looked: list[Path]) -> None:
    from desktop import paths

    opened(path, clock).close()
    kept = paths.user_cache() / "examined.json"
    kept.write_text(kept.read_text(encoding="utf-8").replace("a", "b"), encoding="utf-8")
    looked.clear()
    opened(path, clock).close()
    assert looked == [path]
