"""A file is a whole submission: with what is attached to it, as a copy, brought back, and read bit by bit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import AlreadyExists
from desktop.record.history import ENTRY_ITSELF
from desktop.record.submission import Attachment
from desktop.store.file import SubmissionFile
from tests.store.conftest import Clock

Write = Callable[..., str]


def test_an_attached_file_is_kept_once(file: SubmissionFile, write: Write) -> None:
    entry_id = write(title="A register")
    with file.transaction("attach", "Attach", "") as revision:
        sha256 = revision.attach("Register – سجل.pdf", b"content")
        revision.set(entry_id, "file", sha256)
    with file.transaction("attach", "Attach again", "") as revision:
        assert revision.attach("other.pdf", b"content") == sha256
    assert file.attachments() == [Attachment(sha256, "Register – سجل.pdf", 7)]
    assert file.content(sha256) == b"content"
    with pytest.raises(KeyError):
        file.content("0" * 64)


def test_a_copy_is_a_whole_submission(file: SubmissionFile, write: Write, tmp_path: Path, clock: Clock) -> None:
    write(title="A register")
    file.copy_to(tmp_path / "copy.pledgebook")
    copy = SubmissionFile.open(tmp_path / "copy.pledgebook", now=clock)
    assert copy.read() == file.read()
    copy.close()
    with pytest.raises(AlreadyExists):
        file.copy_to(tmp_path / "copy.pledgebook")


def test_a_submission_is_brought_back_exactly(file: SubmissionFile, write: Write, tmp_path: Path, clock: Clock) -> None:
    entry_id = write(title="A register", objectives=[4])
    with file.transaction("attach", "Attach", "") as revision:
        revision.set(entry_id, "file", revision.attach("register.pdf", b"content"))
    file.undo("Desk officer B")
    file.redo("")
    target = tmp_path / "back.pledgebook"
    files = [(each, file.content(each.sha256)) for each in file.attachments()]
    SubmissionFile.replay(target, file.read(), file.revisions(), files)
    back = SubmissionFile.open(target, now=clock)
    assert back.read() == file.read()
    assert list(back.revisions()) == list(file.revisions())
    assert back.content(files[0][0].sha256) == b"content"
    assert (back.can_undo(), back.can_redo()) == (file.can_undo(), file.can_redo())
    assert [hit.entry_id for hit in back.search("register")] == [entry_id]
    back.close()
    with pytest.raises(AlreadyExists):
        SubmissionFile.replay(target, file.read(), file.revisions(), files)


def test_the_history_can_be_read_bit_by_bit(file: SubmissionFile, write: Write) -> None:
    for number in range(7):
        write(title=f"Register {number}")
    newest = file.history(limit=3)
    older = file.history(limit=3, before=newest[-1].id)
    assert [revision.id for revision in newest + older] == [
        revision.id for revision in reversed(list(file.revisions()))
    ][:6]
    assert newest[0].changes[0].field == ENTRY_ITSELF
