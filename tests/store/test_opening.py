"""Opening: what is ours and whole is opened, and everything else is refused in words and left as it is."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.errors import AlreadyExists, CannotWrite, NotFound, ReadOnly
from desktop.record.submission import Submission
from desktop.store.errors import Damaged, Locked, NewerFile, NotASubmission
from desktop.store.file import SubmissionFile
from desktop.store.schema import APPLICATION_ID, DIGESTS, NAMES, VERSION
from desktop.store.schema.expected import digest, expected
from tests.store.conftest import Clock

OLD_FILES = sorted((Path(__file__).parent / "files").glob("*.pledgebook"))


def test_nothing_lies_beside_a_file_that_is_closed(path: Path, clock: Clock) -> None:
    file = SubmissionFile.open(path, now=clock)
    with file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "A gap"})
    file.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_the_header_says_whose_file_it_is(path: Path) -> None:
    head = path.read_bytes()[:100]
    assert int.from_bytes(head[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(head[60:64], "big") == VERSION


def other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE letters (text)")
    connection.close()


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: path.write_bytes(b""), NotASubmission),
        (lambda path: path.write_text("Dear colleagues, please find below what we discussed. " * 9), NotASubmission),
        (lambda path: path.write_bytes(os.urandom(4096)), NotASubmission),
        (other_database, NotASubmission),
        (lambda path: path.mkdir(), NotASubmission),
        (lambda path: None, NotFound),
    ],
)
def test_what_is_no_submission_is_refused_and_left_as_it_is(
    tmp_path: Path, clock: Clock, make: object, problem: type[Exception]
) -> None:
    path = tmp_path / "something.pledgebook"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(problem) as caught:
        SubmissionFile.open(path, now=clock)
    assert "something.pledgebook" in str(caught.value)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_file_of_a_newer_program_is_refused_by_name(path: Path, clock: Clock) -> None:
    content = bytearray(path.read_bytes())
    content[60:64] = (VERSION + 1).to_bytes(4, "big")
    path.write_bytes(content)
    with pytest.raises(NewerFile) as caught:
        SubmissionFile.open(path, now=clock)
    assert "newer" in str(caught.value)
    assert path.read_bytes() == bytes(content)


def test_a_file_that_was_cut_off_is_refused(path: Path, clock: Clock) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(Damaged):
        SubmissionFile.open(path, now=clock)


def others_write(path: Path, mode: str) -> sqlite3.Connection:
    """Have another program write to a file, in its own way, without ending."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute(f"PRAGMA journal_mode = {mode}")
    other.execute("PRAGMA wal_autocheckpoint = 0")
    other.execute("PRAGMA cache_size = 5")  # so that pages go to the disk at once
    other.execute("BEGIN")
    for number in range(2000):
        other.execute("INSERT INTO facts VALUES (?, ?)", (f"other {number}", "x" * 100))
    return other


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("cut", [1, 2, 100, 999, 1000, 1001, 2000, 4095, 4096, 4097, 9000])
def test_a_file_that_lacks_its_end_is_refused(path: Path, clock: Clock, cut: int, *, read_only: bool) -> None:
    whole = path.read_bytes()
    os.truncate(path, len(whole) - cut)
    with pytest.raises(Damaged, match="damaged and was not opened"):
        SubmissionFile.open(path, now=clock, read_only=read_only)
    assert path.read_bytes() == whole[:-cut]


@pytest.mark.parametrize("left", ["journal", "log", "an empty log"])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_to_be_finished_first_is_no_cut_one(
    path: Path, tmp_path: Path, clock: Clock, left: str, *, read_only: bool
) -> None:
    """What another program left is taken back or taken in before anybody looks how long the file is."""
    other = others_write(path, "DELETE" if left == "journal" else "WAL")
    if left != "journal":
        other.execute("COMMIT")
    died = tmp_path / "died"
    died.mkdir()
    for each in (path, path.with_name(f"{path.name}-journal"), path.with_name(f"{path.name}-wal")):
        if each.exists():
            shutil.copyfile(each, died / each.name)
    if left == "an empty log":
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(path, died / path.name)
        (died / f"{path.name}-wal").write_bytes(b"")
    other.close()
    there = died / path.name
    opened = SubmissionFile.open(there, now=clock, read_only=read_only)
    about = opened.read().about
    opened.close()
    assert about.text("country") == "KE"
    assert list(died.iterdir()) == [there]
    with sqlite3.connect(there) as written:
        (count,) = written.execute("SELECT count(*) FROM facts WHERE key LIKE 'other %'").fetchone()
    written.close()
    assert count == (0 if left == "journal" else 2000)


def test_a_file_that_keeps_a_log_and_lacks_its_end_is_refused(path: Path, clock: Clock) -> None:
    other = others_write(path, "WAL")
    other.execute("COMMIT")
    other.close()  # the log is taken in, and the header still says that there is one
    os.truncate(path, path.stat().st_size - 700)
    with pytest.raises(Damaged):
        SubmissionFile.open(path, now=clock)


def test_a_file_that_another_program_is_writing_is_in_use_and_not_damaged(path: Path, clock: Clock) -> None:
    """Of another process: within one, closing the file anywhere would drop the lock of the other connection."""
    writing = (
        "import sys; from pathlib import Path; from tests.store.test_opening import others_write;"
        "other = others_write(Path(sys.argv[1]), 'DELETE'); print('written', flush=True);"
        "input(); other.execute('COMMIT')"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", writing, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "written\n"
    for read_only in (False, True):
        with pytest.raises(Locked):
            SubmissionFile.open(path, now=clock, read_only=read_only)
    other.communicate("go on\n")
    assert other.returncode == 0
    SubmissionFile.open(path, now=clock).close()


def test_a_file_with_a_spoilt_page_is_refused(path: Path, clock: Clock) -> None:
    content = bytearray(path.read_bytes())
    page = int.from_bytes(content[16:18], "big")
    content[page : page * 3] = os.urandom(page * 2)
    path.write_bytes(content)
    with pytest.raises(Damaged) as caught:
        SubmissionFile.open(path, now=clock)
    assert "backup" in str(caught.value)
    assert path.read_bytes() == bytes(content)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_whose_tables_are_described_in_no_letters_is_refused(
    path: Path, clock: Clock, *, read_only: bool
) -> None:
    """SQLite quotes what it cannot read in its message, and Python cannot read the message."""
    content = path.read_bytes()
    begins = b"CREATE INDEX entries_by_kind"
    assert content.count(begins) == 1
    path.write_bytes(content.replace(begins, b"CREATE IN\xc4EX entries_by_kind"))
    with pytest.raises(Damaged):
        SubmissionFile.open(path, now=clock, read_only=read_only)


def test_a_second_window_is_refused_and_the_first_goes_on(path: Path, clock: Clock) -> None:
    first = SubmissionFile.open(path, now=clock)
    with pytest.raises(Locked) as caught:
        SubmissionFile.open(path, now=clock)
    assert "another window" in str(caught.value)
    with pytest.raises(Locked):
        SubmissionFile.open(path, now=clock, read_only=True)
    with first.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "A gap"})
    assert len(first.read().of_kind("gap")) == 1
    first.close()
    SubmissionFile.open(path, now=clock).close()


def test_another_process_is_refused_too(path: Path, clock: Clock) -> None:
    file = SubmissionFile.open(path, now=clock)
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC;"
        "from desktop.store.file import SubmissionFile; from desktop.store.errors import Locked\n"
        "try: SubmissionFile.open(Path(sys.argv[1]), now=lambda: datetime.now(UTC))\n"
        "except Locked: sys.exit(7)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 7
    file.close()


def test_what_is_opened_for_reading_only_cannot_be_written_to(path: Path, clock: Clock) -> None:
    file = SubmissionFile.open(path, now=clock, read_only=True)
    with pytest.raises(ReadOnly), file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "A gap"})
    assert file.read().of_kind("gap") == []
    file.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_file_that_may_not_be_written_to_says_so(path: Path, clock: Clock) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with pytest.raises(ReadOnly):
            SubmissionFile.open(path, now=clock)
        SubmissionFile.open(path, now=clock, read_only=True).close()
    finally:
        path.parent.chmod(0o755)


def test_an_existing_file_is_never_replaced_by_a_new_one(path: Path, clock: Clock) -> None:
    before = path.read_bytes()
    with pytest.raises(AlreadyExists):
        SubmissionFile.create(path, answers={}, by="", message="Create", now=clock)
    assert path.read_bytes() == before


def test_a_file_that_cannot_get_its_name_leaves_nothing(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_from: object, _to: object) -> None:
        raise PermissionError(13, "refused")

    for name in ("link", "rename"):
        monkeypatch.setattr(os, name, refuse)
    with pytest.raises(CannotWrite, match="could not be saved"):
        SubmissionFile.create(tmp_path / "new.pledgebook", answers={}, by="", message="Create", now=clock)
    assert list(tmp_path.iterdir()) == []


def values(submission: Submission) -> dict[str, dict[str, object]]:
    """What is said, without who said it when."""
    return {
        key: {field: each.value for field, each in entry.answers.items()} for key, entry in submission.entries.items()
    }


@pytest.mark.parametrize("old", OLD_FILES, ids=lambda path: path.stem)
def test_files_of_every_released_version_are_opened(old: Path, tmp_path: Path, clock: Clock) -> None:
    copy = tmp_path / old.name
    copy.write_bytes(old.read_bytes())
    file = SubmissionFile.open(copy, now=clock)
    submission = file.read()
    assert submission.about.text("country") == "KE"
    assert submission.entries
    assert next(iter(file.revisions())).type == "create"
    assert file.undo("") is not None
    assert file.redo("") is not None
    assert values(file.read()) == values(submission)
    file.close()


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_the_mark_of_the_tables_is_that_of_what_the_steps_make(version: int) -> None:
    assert digest(expected(version)) == DIGESTS[version - 1]


def test_the_steps_are_numbered_in_their_order() -> None:
    assert [name.partition("_")[0] for name in NAMES] == [f"m{number:03}" for number in range(1, VERSION + 1)]


@pytest.mark.parametrize("old", OLD_FILES, ids=lambda path: path.stem)
def test_a_file_that_was_brought_to_this_version_has_the_tables_of_a_new_one(
    old: Path, path: Path, tmp_path: Path, clock: Clock
) -> None:
    def tables(file: Path) -> set[tuple[str, ...]]:
        connection = sqlite3.connect(file)
        try:
            rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
            return {*rows, ("version", *connection.execute("PRAGMA user_version").fetchone())}
        finally:
            connection.close()

    copy = tmp_path / f"old-{old.name}"
    copy.write_bytes(old.read_bytes())
    SubmissionFile.open(copy, now=clock).close()
    assert tables(copy) == tables(path)


def test_an_old_file_of_each_version_is_kept() -> None:
    assert {path.stem.partition("-")[0] for path in OLD_FILES} == {f"v{version}" for version in range(1, VERSION + 1)}
