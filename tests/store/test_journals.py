"""A journal beside a file: one of our own finishes what was begun, one of another computer ruins nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.operations.open_file import opened_to_look
from desktop.store.connections import connection_to, migrated
from desktop.store.database import Database
from desktop.store.file import SubmissionFile
from desktop.store.opening import header_version
from desktop.store.schema import VERSION, migrations
from tests.store.conftest import Clock


def journal_of(path: Path, folder: Path, *, entries: int) -> Path:
    """Return a journal as a process leaves it that died in the middle of a large write to a copy of a file."""
    copy = folder / "other.pledgebook"
    shutil.copyfile(path, copy)
    database = sqlite3.connect(copy, isolation_level=None)
    try:
        database.execute("PRAGMA cache_size = 5")  # so that pages, and with them the journal, go to the disk at once
        for number in range(entries):
            database.execute(
                "INSERT INTO entries (id, kind, key, position) VALUES (?, 'gap', '', ?)", (f"{number:036}", number)
            )
        database.execute("BEGIN")
        database.execute("UPDATE entries SET position = position + 1")
        database.execute("UPDATE answers SET at = 'x' || at")
        for number in range(3000):
            database.execute(
                "INSERT INTO entries (id, kind, key, position) VALUES (?, 'gap', '', ?)", (f"x{number:035}", number)
            )
        kept = folder / "kept-journal"
        shutil.copyfile(copy.with_name(f"{copy.name}-journal"), kept)
        shutil.copyfile(copy, folder / "half.pledgebook")
        return kept
    finally:
        database.close()


@pytest.fixture
def filled(file: SubmissionFile, write: Callable[..., str]) -> Path:
    for number in range(200):
        write(title=f"Practice {number}", summary="s" * 400)
    file.close()
    return file.path


def died_while_it_was_upgraded(old: Path, folder: Path) -> Path:
    """Return a file of an earlier version as a process leaves it that died when all of it was written, and not yet said to be."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    other = Path(shutil.copyfile(old, elsewhere / "other.pledgebook"))
    there = folder / "old.pledgebook"
    connection = connection_to(other, mode="rw")
    connection.execute("PRAGMA synchronous = OFF")  # so that the journal says from the start that all of it counts
    with Database(connection).atomic():
        migrated(connection, migrations())
        connection.execute(f"PRAGMA user_version = {VERSION}")
        shutil.copyfile(other.with_name(f"{other.name}-journal"), there.with_name(f"{there.name}-journal"))
    connection.close()
    shutil.copyfile(other, there)
    assert header_version(there) == VERSION
    return there


@pytest.mark.parametrize("way", ["to work in", "to look at", "to join", "by a link"])
def test_a_file_that_was_being_upgraded_is_upgraded_again(tmp_path: Path, clock: Clock, way: str) -> None:
    old = min((Path(__file__).parent / "files").glob("*.pledgebook"))
    assert header_version(old) < VERSION
    there = died_while_it_was_upgraded(old, tmp_path)
    if way == "to join":
        with opened_to_look(there, now=clock) as looked:
            assert looked.read().about.text("country")
        assert header_version(there) < VERSION, "what somebody sent stays as it was"
        assert not there.with_name(f"{there.name}-journal").exists()
        return
    asked = there
    if way == "by a link":
        asked = tmp_path / "links" / "link.pledgebook"
        asked.parent.mkdir()
        asked.symlink_to(there)
    opened = SubmissionFile.open(asked, now=clock, read_only=way == "to look at")
    said = opened.read()
    assert (said.about.text("country") != "", opened.warnings) == (True, [])
    opened.close()
    assert header_version(there) == VERSION
    assert not list(tmp_path.glob("*-journal*"))


def titles(file: SubmissionFile) -> int:
    return len(file.read().of_kind("practice"))


def test_a_journal_of_another_computer_is_set_aside_and_told_of(filled: Path, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "elsewhere").mkdir()
    stranger = SubmissionFile.create(
        tmp_path / "elsewhere" / "s.pledgebook", answers={"country": "UG"}, by="", message="Create", now=clock
    )
    stranger.close()
    journal = journal_of(stranger.path, tmp_path / "elsewhere", entries=4000)
    before = filled.read_bytes()
    shutil.copyfile(journal, filled.with_name(f"{filled.name}-journal"))
    opened = SubmissionFile.open(filled, now=clock)
    assert titles(opened) == 200
    (warning,) = opened.warnings
    assert "do not belong to it" in warning
    opened.close()
    assert filled.read_bytes() == before
    (aside,) = filled.parent.glob("*-set-aside")
    assert aside.read_bytes() == journal.read_bytes()
    assert aside.name in warning


def test_what_our_own_process_began_is_taken_back(filled: Path, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "elsewhere").mkdir()
    journal = journal_of(filled, tmp_path / "elsewhere", entries=0)
    shutil.copyfile(tmp_path / "elsewhere" / "half.pledgebook", filled)
    shutil.copyfile(journal, filled.with_name(f"{filled.name}-journal"))
    opened = SubmissionFile.open(filled, now=clock)
    assert titles(opened) == 200
    assert opened.warnings == []
    opened.close()
    assert not list(filled.parent.glob(f"{filled.name}-*"))
