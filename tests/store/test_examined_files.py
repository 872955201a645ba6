"""What was examined once, to the last byte, is opened without being looked at again; whatever differs is looked at."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
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


def test_several_revisions_that_failed_together_are_not_remembered(
    path: Path, clock: Clock, looked: list[Path]
) -> None:
    file = opened(path, clock)
    with pytest.raises(RuntimeError), file.together():
        with file.transaction("edit", "Add", "") as unit:
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


def altered(path: Path) -> None:
    database = sqlite3.connect(path)
    with database:
        database.execute("UPDATE answers SET value = '[[[1]]]'")
    database.close()


def another(path: Path) -> Path:
    """Return a file that is another state of the same submission, and holds what no Pledgebook writes."""
    other = path.with_name("other.bin")
    shutil.copyfile(path, other)
    altered(other)
    return other


def replaced(path: Path) -> None:
    os.replace(another(path), path)


def written_over(path: Path) -> None:
    path.write_bytes(another(path).read_bytes())


def written_over_and_nothing_shows(path: Path) -> None:
    about, header = path.stat(), path.read_bytes()[:100]
    path.write_bytes(header + another(path).read_bytes()[100:])
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


@pytest.mark.skipif(os.name != "posix", reason="an open file stays where it is there")
@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("fault", [replaced, written_over, written_over_and_nothing_shows])
def test_what_another_program_puts_there_meanwhile_is_not_remembered(
    path: Path, clock: Clock, fault: Callable[[Path], None], write: bool
) -> None:
    file = opened(path, clock)
    if write:
        with file.transaction("edit", "Add", "") as unit:
            unit.add("gap", {"title": "A gap"})
    fault(path)
    file.close()
    with pytest.raises(Damaged):
        opened(path, clock)


@pytest.mark.skipif(os.name != "posix", reason="nobody else can write to it there")
def test_what_is_written_after_the_look_is_examined(path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(path, clock).close()
    foreign = another(path).read_bytes()
    knows = ExaminedFiles.knows

    def known_and_altered(examined: ExaminedFiles, of: Path) -> bool:
        known = knows(examined, of)
        of.write_bytes(foreign)
        return known

    monkeypatch.setattr(ExaminedFiles, "knows", known_and_altered)
    with pytest.raises(Damaged):
        opened(path, clock)


def test_damage_that_was_remembered_as_sound_is_found_a_moment_later(path: Path, clock: Clock) -> None:
    database = sqlite3.connect(path)
    ((index,), (size,)) = (
        database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_entries_1'").fetchone(),
        database.execute("PRAGMA page_size").fetchone(),
    )
    database.close()
    content = bytearray(path.read_bytes())
    content[index * size - 8] ^= 1  # a letter of an id: the index no longer knows the row
    path.write_bytes(content)
    ExaminedFiles().note(path, lambda: True)
    file = opened(path, clock)
    assert len(file.warnings) == 1
    file.close()
    with pytest.raises(Damaged):
        opened(path, clock)


def test_a_file_that_is_closed_at_once_is_remembered_and_its_search_is_mended_all_the_same(
    path: Path, clock: Clock, looked: list[Path]
) -> None:
    with closing(opened(path, clock)) as file, file.transaction("edit", "Add", "") as unit:
        unit.add("gap", {"title": "Birth registration"})
    database = sqlite3.connect(path)
    with database:
        database.execute("DELETE FROM search_data WHERE id > 10")
    database.close()
    looked.clear()
    SubmissionFile.open(path, now=clock, examined=ExaminedFiles(), prepare=False).close()
    with closing(opened(path, clock)) as file:
        assert looked == [path]
        assert [hit.snippet for hit in file.search("registration")] == ["Birth registration"]
