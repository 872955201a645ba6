"""A write that fails: what is told, what the file holds, and what can be undone agree, wherever it failed."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import CannotWrite, DiskFull, FileError
from desktop.record.history import Message
from desktop.store.errors import Damaged, Locked, of_database
from desktop.store.file import SubmissionFile
from tests.store.conftest import Clock


def add(file: SubmissionFile, title: str) -> None:
    with file.transaction("edit", f"Add {title}", "") as revision:
        revision.add("gap", {"title": title})


def titles(file: SubmissionFile) -> list[str]:
    return [gap.text("title") for gap in file.read().of_kind("gap")]


def of(code: int) -> sqlite3.OperationalError:
    """Return an error as the database gives it."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    return error


@pytest.fixture
def failing(file: SubmissionFile, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let a statement fail once or always, before or after it was carried out."""

    def fail(statement: str, code: int = sqlite3.SQLITE_IOERR, *, after: bool = False, always: bool = False) -> None:
        database = file._database
        execute, failed = database.execute, []

        def failing_execute(words: str, *values: object) -> object:
            hits = words.startswith(statement) and (always or not failed)
            if hits and not after:
                failed.append(words)
                raise database.conn.told(of(code))  # type: ignore[attr-defined]
            done = execute(words, *values)  # type: ignore[arg-type]
            if hits:
                failed.append(words)
                raise database.conn.told(of(code))  # type: ignore[attr-defined]
            return done

        monkeypatch.setattr(database, "execute", failing_execute)

    return fail


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (sqlite3.SQLITE_BUSY, Locked),
        (sqlite3.SQLITE_IOERR, CannotWrite),
        (sqlite3.SQLITE_FULL, DiskFull),
        (sqlite3.SQLITE_CANTOPEN, CannotWrite),
    ],
)
def test_a_beginning_that_fails_is_a_known_outcome(
    file: SubmissionFile, failing: Callable[..., None], code: int, problem: type[FileError]
) -> None:
    add(file, "before")
    failing("BEGIN", code)
    with pytest.raises(problem):
        add(file, "refused")
    failing("BEGIN", code)
    with pytest.raises(problem):
        file.undo("")
    add(file, "after")
    assert titles(file) == ["before", "after"]
    assert file.can_undo() == Message("Add after")


@pytest.mark.parametrize("number", [errno.EDQUOT, errno.ENOSPC])
@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC])
def test_a_share_of_a_disk_that_is_used_up_is_no_broken_disk(
    file: SubmissionFile, failing: Callable[..., None], monkeypatch: pytest.MonkeyPatch, code: int, number: int
) -> None:
    """The database tells both alike; whether the folder takes anything more tells them apart."""
    add(file, "before")
    failing("COMMIT", code)
    with pytest.raises(CannotWrite, match="is not responding correctly"):
        add(file, "refused by the disk")

    def used_up(_handle: int) -> None:
        raise OSError(number, "used up")

    failing("COMMIT", code)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", used_up)
        with pytest.raises(DiskFull, match="no space left"):
            add(file, "refused for want of room")
    assert titles(file) == ["before"]
    assert os.listdir(file.path.parent).count(file.path.name) == 1


def test_an_end_that_fails_leaves_everything_as_it_was(file: SubmissionFile, failing: Callable[..., None]) -> None:
    add(file, "before")
    failing("COMMIT")
    with pytest.raises(CannotWrite), file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "refused"})
    assert revision.done is None
    assert titles(file) == ["before"]
    assert file.can_undo() == Message("Add before")
    assert len(list(file.revisions())) == 2


def test_an_end_that_fails_after_everything_was_kept_is_no_failure(
    file: SubmissionFile, failing: Callable[..., None]
) -> None:
    """The disk refused only to throw the journal away: what was written is there, so it is said and can be undone."""
    add(file, "before")
    failing("COMMIT", after=True)
    add(file, "kept")
    assert titles(file) == ["before", "kept"]
    assert file.can_undo() == Message("Add kept")
    failing("COMMIT", after=True)
    assert file.undo("") is not None
    assert titles(file) == ["before"]
    assert file.can_redo() == Message("Add kept")


def test_an_end_of_which_nobody_knows_is_a_failure_and_the_history_says_what_the_file_says(
    file: SubmissionFile, failing: Callable[..., None]
) -> None:
    add(file, "before")
    failing("COMMIT", after=True)
    failing("PRAGMA user_version =")
    with pytest.raises(CannotWrite):
        add(file, "who knows")
    assert file.can_undo() == list(file.revisions())[-1].message
    assert len(titles(file)) == len(list(file.revisions())) - 1


def test_what_the_block_of_somebody_else_raises_is_his(file: SubmissionFile, tmp_path: Path) -> None:
    add(file, "before")
    elsewhere = sqlite3.connect(tmp_path / "other.db")
    elsewhere.execute("CREATE TABLE t (x UNIQUE)")
    elsewhere.execute("INSERT INTO t VALUES (1)")

    def other_database() -> None:
        elsewhere.execute("INSERT INTO t VALUES (1)")

    def locked_database() -> None:
        raise of(sqlite3.SQLITE_BUSY)

    def missing() -> None:
        (tmp_path / "missing").read_bytes()

    def full() -> None:
        raise OSError(errno.ENOSPC, "no room in the other place")

    def stopped() -> None:
        raise KeyboardInterrupt

    for raises, kind in (
        (other_database, sqlite3.IntegrityError),
        (locked_database, sqlite3.OperationalError),
        (missing, FileNotFoundError),
        (full, OSError),
        (stopped, KeyboardInterrupt),
    ):
        with pytest.raises(kind) as caught, file.transaction("edit", "Add", "") as revision:
            revision.add("gap", {"title": "half"})
            raises()
        assert not isinstance(caught.value, FileError)
    elsewhere.close()
    assert titles(file) == ["before"]
    add(file, "after")
    assert file.can_undo() == Message("Add after")


def test_what_the_store_itself_raises_in_the_block_is_told(file: SubmissionFile) -> None:
    pages = file._database.execute("PRAGMA page_count").fetchone()[0]
    file._database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull) as caught, file.transaction("edit", "Add", "") as revision:
        for number in range(1000):
            revision.add("gap", {"title": f"{number}" * 5000})
    assert file.path.name in caught.value.message
    file._database.execute("PRAGMA max_page_count = 1000000")
    assert titles(file) == []


def test_a_text_with_half_a_character_is_a_known_outcome(file: SubmissionFile) -> None:
    with pytest.raises(CannotWrite):
        add(file, "half \ud800")
    assert titles(file) == []


def test_an_error_that_is_a_bug_surfaces_as_one(file: SubmissionFile) -> None:
    with pytest.raises(sqlite3.OperationalError), file.transaction("edit", "Add", ""):
        file._database.execute("SELECT * FROM nowhere")
    assert of_database(sqlite3.OperationalError("no such table"), Path("x")) is None


def test_a_text_that_is_none_is_damage(path: Path, clock: Clock) -> None:
    file = SubmissionFile.open(path, now=clock)
    with pytest.raises(Damaged):
        file._database.execute("SELECT CAST(x'fffe' AS TEXT)").fetchone()
    file.close()


def test_a_name_that_is_too_long_is_a_known_outcome(tmp_path: Path, clock: Clock) -> None:
    SubmissionFile.create(
        tmp_path / ("x" * 230 + ".pledgebook"), answers={}, by="", message="Create", now=clock
    ).close()
    for length in (250, 300, 5000):
        path = tmp_path / ("x" * length + ".pledgebook")
        with pytest.raises(CannotWrite, match="too long") as caught:
            SubmissionFile.create(path, answers={}, by="", message="Create", now=clock)
        assert len(caught.value.message) < 300
    with pytest.raises(FileError):
        SubmissionFile.open(tmp_path / ("x" * 300), now=clock)


@pytest.mark.skipif(os.name != "posix", reason="a name like any other there")
def test_a_folder_that_is_a_file_is_a_known_outcome(path: Path, clock: Clock) -> None:
    with pytest.raises(FileError):
        SubmissionFile.open(path / "inside.pledgebook", now=clock)
    with pytest.raises(FileError):
        SubmissionFile.create(path / "inside.pledgebook", answers={}, by="", message="Create", now=clock)
