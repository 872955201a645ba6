"""What Windows does otherwise, played here: it synchronises only what is open for writing, and locks by handles."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from desktop import atomic_write
from desktop.store import connections, locking, opening
from desktop.store.connections import uri
from desktop.store.errors import Locked, Replaced
from desktop.store.file import SubmissionFile
from tests.store.conftest import Clock

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there it is not played")


@pytest.fixture
def like_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the calls of the system refuse what Windows refuses, and have no locks of POSIX."""
    synchronise, open_file = os.fsync, os.open

    def fsync(handle: int) -> None:
        if fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(9, "Bad file descriptor")
        synchronise(handle)

    def open_(path: str | Path, flags: int, *mode: int, **further: int) -> int:
        if os.path.isdir(path):
            raise PermissionError(13, "Permission denied")
        return open_file(path, flags, *mode, **further)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "open", open_)
    for module in (atomic_write, locking):
        monkeypatch.setattr(module, "fcntl", None)
    for module in (connections, opening):
        monkeypatch.setattr(module, "VFS", "")


@pytest.mark.usefixtures("like_windows")
def test_a_submission_is_made_written_to_and_copied_there(tmp_path: Path, clock: Clock) -> None:
    file = SubmissionFile.create(tmp_path / "kenya.pledgebook", answers={}, by="", message="Create", now=clock)
    with file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "A gap"})
    file.copy_to(tmp_path / "copy.pledgebook")
    with pytest.raises(Locked):
        SubmissionFile.open(file.path, now=clock)
    file.close()
    assert {each.name for each in tmp_path.iterdir()} == {"kenya.pledgebook", "copy.pledgebook"}
    looking = [SubmissionFile.open(file.path, now=clock, read_only=True) for _number in range(2)]
    assert [each.read().of_kind("gap")[0].text("title") for each in looking] == ["A gap", "A gap"]
    with pytest.raises(Locked):
        SubmissionFile.open(file.path, now=clock)
    for each in looking:
        each.close()


@pytest.mark.usefixtures("like_windows")
def test_a_file_that_is_written_over_is_noticed_there(path: Path, clock: Clock) -> None:
    older = path.read_bytes()
    file = SubmissionFile.open(path, now=clock)
    with file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "before"})
    path.write_bytes(older)
    with pytest.raises(Replaced), file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "after"})
    assert [gap.text("title") for gap in file.read().of_kind("gap")] == ["before"]
    file.close()


class OfWindows:
    """A path as Windows writes it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def absolute(self) -> OfWindows:
        return self

    def as_posix(self) -> str:
        return self._text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("C:/Users/Amina/a b.pledgebook", "file:///C:/Users/Amina/a%20b.pledgebook?mode=rw"),
        ("//server/share/x.pledgebook", "file:////server/share/x.pledgebook?mode=rw"),
        ("/home/amina/q?x#y%41.pledgebook", "file:///home/amina/q%3Fx%23y%2541.pledgebook?mode=rw"),
    ],
)
def test_the_database_is_told_the_right_path(path: str, told: str) -> None:
    assert uri(OfWindows(path), mode="rw", vfs="") == told  # type: ignore[arg-type]
