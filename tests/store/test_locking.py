"""A submission that is open is ours alone, whoever in this process looks at the file again."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.forms_reader import current
from desktop.errors import UserError
from desktop.operations.attach import attach
from desktop.operations.copy_file import copy_file
from desktop.operations.cycle import read_last
from desktop.operations.edit import add
from desktop.operations.import_entries import import_entries
from desktop.operations.verify import verify
from desktop.store import locking
from desktop.store.backups import Backups
from desktop.store.errors import Locked
from desktop.store.file import SubmissionFile
from tests.store.conftest import Clock

posix = pytest.mark.skipif(os.name != "posix", reason="locks belong to handles there")


def another_process(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Let the command line have a go at the file."""
    command = [sys.executable, "-m", "desktop", *(words or ("info", str(path)))]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def refused(path: Path) -> bool:
    """Return whether a second process is told that the file is open here."""
    done = another_process(path)
    return done.returncode == 2 and "another window" in done.stderr


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return current()


def by_another_path(file: SubmissionFile, clock: Clock) -> None:
    os.chdir(file.path.parent)
    open_again(Path("..") / file.path.parent.name / file.path.name, clock)


def by_a_link(file: SubmissionFile, clock: Clock) -> None:
    link = file.path.with_name("link.pledgebook")
    link.symlink_to(file.path)
    open_again(link, clock)


def by_a_hard_link(file: SubmissionFile, clock: Clock) -> None:
    link = file.path.with_name("second.pledgebook")
    os.link(file.path, link)
    open_again(link, clock)


def by_a_descriptor(file: SubmissionFile, clock: Clock) -> None:
    descriptor = os.open(file.path, os.O_RDONLY)
    way = Path(f"/proc/self/fd/{descriptor}")
    if way.exists():
        open_again(way, clock)
    os.close(descriptor)


def to_look_at(file: SubmissionFile, clock: Clock) -> None:
    with pytest.raises(Locked):
        SubmissionFile.open(file.path, now=clock, read_only=True)


def as_the_last_one(file: SubmissionFile, clock: Clock) -> None:
    with pytest.raises(Locked):
        read_last(file.path)


def as_a_source(file: SubmissionFile, clock: Clock) -> None:
    with pytest.raises(UserError):
        import_entries(file, current(), file.path)


def as_a_package(file: SubmissionFile, clock: Clock) -> None:
    with suppress(UserError):
        assert not verify(file.path).sound


def as_an_attachment(file: SubmissionFile, clock: Clock) -> None:
    entry_id, _revision = add(file, current(), "evidence", {"title": "The file itself"})
    assert attach(file, current(), file.read().entries[entry_id], "file", file.path) is not None


def as_a_backup(file: SubmissionFile, clock: Clock) -> None:
    assert file.back_up() is not None


def as_a_copy(file: SubmissionFile, clock: Clock) -> None:
    copy_file(file, file.path.with_name("copy.pledgebook"))


def as_bytes(file: SubmissionFile, clock: Clock) -> None:
    file.path.read_bytes()
    shutil.copy(file.path, file.path.with_name("bytes.pledgebook"))


def beside_a_copy(file: SubmissionFile, clock: Clock) -> None:
    other = copy_file(file, file.path.with_name(f"{file.path.stem} (conflicted copy).pledgebook"))
    opened = SubmissionFile.open(other, now=clock)
    assert file.path.name in opened.warnings[0]
    opened.close()


def open_again(path: Path, clock: Clock) -> None:
    with pytest.raises(Locked):
        SubmissionFile.open(path, now=clock)


LOOKS: list[Callable[[SubmissionFile, Clock], None]] = [
    by_another_path,
    by_a_link,
    by_a_hard_link,
    by_a_descriptor,
    to_look_at,
    as_the_last_one,
    as_a_source,
    as_a_package,
    as_an_attachment,
    as_a_backup,
    as_a_copy,
    as_bytes,
    beside_a_copy,
]


@posix
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.__name__)
def test_no_look_at_the_open_file_lets_a_second_process_in(
    file: SubmissionFile, clock: Clock, look: Callable[[SubmissionFile, Clock], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    monkeypatch.chdir(file.path.parent)
    look(file, clock)
    assert refused(file.path)
    with file.transaction("edit", "Go on", "") as revision:
        revision.add("gap", {"title": "Written afterwards"})
    file.close()
    again = SubmissionFile.open(file.path, now=clock)
    assert [gap.text("title") for gap in again.read().of_kind("gap")] == ["Written afterwards"]
    again.close()


def test_other_programs_that_use_the_same_database_are_kept_out(file: SubmissionFile, clock: Clock) -> None:
    file.path.read_bytes()
    other = sqlite3.connect(file.path, timeout=0)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("SELECT count(*) FROM entries")
    other.close()
    assert file.read().of_kind("gap") == []


def test_many_may_look_at_once_and_nobody_writes_meanwhile(path: Path, clock: Clock) -> None:
    looking = [SubmissionFile.open(path, now=clock, read_only=True) for _number in range(3)]
    assert another_process(path).returncode == 0
    with pytest.raises(Locked):
        SubmissionFile.open(path, now=clock)
    for each in looking:
        each.close()
    SubmissionFile.open(path, now=clock).close()


def test_the_lock_goes_with_the_process(path: Path, clock: Clock) -> None:
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from desktop.store.file import SubmissionFile\n"
        "file = SubmissionFile.open(Path(sys.argv[1]), now=lambda: datetime.now(UTC))\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    with pytest.raises(Locked):
        SubmissionFile.open(path, now=clock)
    process.kill()
    process.communicate()
    SubmissionFile.open(path, now=clock).close()


def left_by_a_killed_process(path: Path) -> None:
    """Leave a file of which half a revision is written, and the journal that takes it back."""
    code = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN')\n"
        "c.execute('DELETE FROM answers'); c.execute('UPDATE revisions SET message = hex(zeroblob(90000))')\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)


@posix
@pytest.mark.parametrize("read_only", [False, True])
def test_what_a_killed_process_left_is_taken_back(path: Path, clock: Clock, read_only: bool) -> None:
    before = path.read_bytes()
    left_by_a_killed_process(path)
    assert path.with_name(f"{path.name}-journal").exists()
    assert path.read_bytes() != before
    file = SubmissionFile.open(path, now=clock, read_only=read_only)
    assert file.read().about.text("country") == "KE"
    file.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@posix
def test_a_log_that_another_program_left_is_taken_in(path: Path, clock: Clock) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("UPDATE answers SET value = '\"FR\"' WHERE field = 'country'")
    other.commit()
    kept = [(each, each.read_bytes()) for each in path.parent.iterdir()]
    other.close()
    for each, content in kept:  # as if that program had been killed
        each.write_bytes(content)
    file = SubmissionFile.open(path, now=clock, read_only=True)
    assert file.read().about.text("country") == "FR"
    file.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@posix
def test_where_the_first_kind_of_lock_is_not_known_another_keeps_others_out(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(locking.fcntl, "F_OFD_SETLK", raising=False)
    file = SubmissionFile.open(path, now=clock)
    path.read_bytes()
    with pytest.raises(Locked):
        SubmissionFile.open(path, now=clock)
    file.close()
    assert file.warnings == []
    looking = [SubmissionFile.open(path, now=clock, read_only=True) for _number in range(2)]
    with pytest.raises(Locked):
        SubmissionFile.open(path, now=clock)
    for each in looking:
        each.close()


@posix
@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL])
def test_a_place_that_knows_no_locks_says_so(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def unknown(*_words: object) -> None:
        raise OSError(code, "not known here")

    monkeypatch.setattr(locking.fcntl, "fcntl", unknown)
    monkeypatch.setattr(locking.fcntl, "flock", unknown)
    file = SubmissionFile.open(path, now=clock)
    (warning,) = file.warnings
    assert "cannot be locked" in warning
    with file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "A gap"})
    file.close()


@posix
def test_a_lock_that_fails_otherwise_is_told(path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_words: object) -> None:
        raise OSError(errno.EIO, "the disk")

    monkeypatch.setattr(locking.fcntl, "fcntl", fails)
    with pytest.raises(UserError, match=r"kenya\.pledgebook"):
        SubmissionFile.open(path, now=clock)


def test_whoever_is_just_closing_is_waited_for(path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    first = SubmissionFile.open(path, now=clock)
    monkeypatch.setattr(locking.time, "sleep", lambda _seconds: first.close())
    SubmissionFile.open(path, now=clock).close()


def test_a_backup_is_opened_while_the_file_is_open(file: SubmissionFile, clock: Clock, backups: Backups) -> None:
    made = file.back_up()
    assert made is not None
    SubmissionFile.open(made, now=clock, read_only=True).close()
    with pytest.raises(Locked):
        SubmissionFile.open(file.path, now=clock)
