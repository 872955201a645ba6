"""The open file is replaced, moved, removed, emptied or written over by a program that keeps folders alike."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import FileError, NotFound, ReadOnly
from desktop.record.history import Message
from desktop.store.errors import Damaged, NotASubmission, Replaced
from desktop.store.file import SubmissionFile
from tests.store.conftest import Clock

posix = pytest.mark.skipif(os.name != "posix", reason="an open file stays where it is there")


def elsewhere(path: Path) -> Path:
    return path.with_name("elsewhere.bin")


def removed(path: Path) -> None:
    path.unlink()


def moved(path: Path) -> None:
    path.rename(elsewhere(path))


def folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name(f"{path.parent.name}-gone"))


def replaced(path: Path) -> None:
    os.replace(path.with_name("older.bin"), path)


def replaced_by_the_same(path: Path) -> None:
    shutil.copy(path, elsewhere(path))
    os.replace(elsewhere(path), path)


def replaced_by_another_thing(path: Path) -> None:
    elsewhere(path).write_text("a note of the sync client")
    os.replace(elsewhere(path), path)


def replaced_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def written_over(path: Path) -> None:
    shutil.copy(path.with_name("older.bin"), path)


def written_over_at_the_old_time(path: Path) -> None:
    about = path.stat()
    shutil.copy(path.with_name("older.bin"), path)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def written_over_by_another_thing(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


FAULTS: list[Callable[[Path], None]] = [
    removed,
    moved,
    folder_moved,
    replaced,
    replaced_by_the_same,
    replaced_by_another_thing,
    replaced_by_a_folder,
    written_over,
    written_over_at_the_old_time,
    written_over_by_another_thing,
    emptied,
    cut,
]


def add(file: SubmissionFile, title: str) -> None:
    with file.transaction("edit", f"Add {title}", "Desk officer A") as revision:
        revision.add("gap", {"title": title, "summary": title * 500})


def titles(file: SubmissionFile) -> list[str]:
    return [gap.text("title") for gap in file.read().of_kind("gap")]


@posix
@pytest.mark.parametrize("edits_before", [0, 1, 3])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_every_write_notices_and_everything_can_be_kept(
    path: Path, clock: Clock, tmp_path_factory: pytest.TempPathFactory, fault: Callable[[Path], None], edits_before: int
) -> None:
    first = SubmissionFile.open(path, now=clock)
    add(first, "before")
    first.close()
    shutil.copy(path, path.with_name("older.bin"))
    file = SubmissionFile.open(path, now=clock)
    with file.transaction("attach", "Attach", "") as revision:
        sha256 = revision.attach("law.pdf", b"%PDF " * 9000)
    for number in range(edits_before):
        add(file, f"edit {number}")
    known, undoable, history = file.read(), file.can_undo(), list(file.revisions())
    fault(path)
    on_disk = path.read_bytes() if path.is_file() else None
    for write in (
        lambda: add(file, "after"),
        lambda: file.undo(""),
        lambda: add(file, "after again"),
        lambda: file.redo("") or add(file, "last"),
    ):
        with pytest.raises(Replaced) as caught:
            write()
        assert path.name in caught.value.message
        assert "copy" in caught.value.message
    assert (path.read_bytes() if path.is_file() else None) == on_disk, "what is there now belongs to somebody else"
    assert file.read() == known
    assert file.can_undo() == undoable
    copy = tmp_path_factory.mktemp("copy") / "kept.pledgebook"
    file.copy_to(copy)
    file.close()
    again = SubmissionFile.open(copy, now=clock)
    assert again.read() == known
    assert list(again.revisions()) == history
    assert again.content(sha256) == b"%PDF " * 9000
    add(again, "goes on")
    again.close()


@posix
def test_a_file_that_comes_back_is_written_to_again(file: SubmissionFile) -> None:
    add(file, "before")
    moved(file.path)
    with pytest.raises(Replaced):
        add(file, "meanwhile")
    elsewhere(file.path).rename(file.path)
    add(file, "after")
    assert titles(file) == ["before", "after"]


@posix
def test_a_file_that_goes_in_the_middle_of_a_revision_takes_nothing(file: SubmissionFile) -> None:
    add(file, "before")
    with pytest.raises(Replaced), file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "in the middle"})
        file.path.rename(elsewhere(file.path))
    assert titles(file) == ["before"]
    assert file.can_undo() == Message("Add before")


@posix
def test_a_file_that_goes_while_the_revision_ends_is_told_and_the_window_and_its_history_agree(
    file: SubmissionFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = file._opened
    execute = opened.database.execute

    def ends(statement: str, *words: object) -> object:
        done = execute(statement, *words)  # type: ignore[arg-type]
        if statement == "COMMIT":
            file.path.rename(elsewhere(file.path))
        return done

    monkeypatch.setattr(opened.database, "execute", ends)
    with pytest.raises(Replaced):
        add(file, "at the end")
    assert titles(file) == ["at the end"], "the window still has it"
    assert file.can_undo() == Message("Add at the end")


def test_what_only_was_touched_is_still_ours(file: SubmissionFile) -> None:
    add(file, "before")
    os.utime(file.path, ns=(0, 0))
    add(file, "after")
    file.path.read_bytes()
    add(file, "last")
    assert titles(file) == ["before", "after", "last"]


@posix
def test_a_place_that_gives_no_lasting_numbers_to_files_can_be_written_to(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.store.file_watch.os.path.samestat", lambda _one, _other: False)
    file = SubmissionFile.open(path, now=clock)
    add(file, "a gap")
    file.close()
    assert titles(SubmissionFile.open(path, now=clock, read_only=True)) == ["a gap"]


def test_a_file_that_somebody_protected_meanwhile_is_not_written_to(file: SubmissionFile) -> None:
    add(file, "before")
    file.path.chmod(0o444)
    with pytest.raises(ReadOnly):
        add(file, "after")
    file.path.chmod(0o644)
    add(file, "after")
    assert titles(file) == ["before", "after"]


@posix
def test_a_journal_that_was_removed_is_made_again(file: SubmissionFile) -> None:
    add(file, "before")
    journal = file.path.with_name(f"{file.path.name}-journal")
    journal.unlink()
    with file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "after"})
        assert journal.exists(), "without it nothing could be taken back after a power cut"
    assert titles(file) == ["before", "after"]


@posix
def test_a_copy_that_cannot_be_whole_is_not_made(
    path: Path, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.store.connections._CACHE", 1)
    file = SubmissionFile.open(path, now=clock)
    emptied(path)
    with pytest.raises((Damaged, NotASubmission)):
        file.copy_to(tmp_path / "copy.pledgebook")
    assert not (tmp_path / "copy.pledgebook").exists()
    file.close()


def test_a_write_of_ours_that_nobody_announced_is_no_replacement(file: SubmissionFile) -> None:
    file._database.execute("INSERT INTO facts VALUES ('exports', ?)", ("x" * 90_000,))
    add(file, "after")
    assert titles(file) == ["after"]


def test_the_file_is_never_looked_for_in_the_folder_of_the_moment(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(path.parent)
    file = SubmissionFile.open(Path(path.name), now=clock)
    monkeypatch.chdir(tmp_path_factory.mktemp("other"))
    add(file, "after")
    file.close()


@posix
def test_a_link_that_leads_elsewhere_now_is_a_replacement(path: Path, clock: Clock) -> None:
    link = path.with_name("link.pledgebook")
    link.symlink_to(path)
    other = path.with_name("other.pledgebook")
    shutil.copy(path, other)
    file = SubmissionFile.open(link, now=clock)
    add(file, "before")
    link.unlink()
    link.symlink_to(other)
    with pytest.raises(FileError):
        add(file, "after")
    file.close()


def test_whoever_has_it_for_reading_only_is_not_disturbed(path: Path, clock: Clock) -> None:
    file = SubmissionFile.open(path, now=clock, read_only=True)
    if os.name == "posix":
        path.unlink()
    assert file.read().about.text("country") == "KE"
    file.close()
    if os.name == "posix":
        with pytest.raises(NotFound):
            SubmissionFile.open(path, now=clock)


def test_another_database_is_not_looked_into(path: Path, clock: Clock, file: SubmissionFile) -> None:
    """What lies there now may be anything: looking whether it is ours must run nothing of it."""
    add(file, "before")
    hostile = path.with_name("hostile.bin")
    connection = sqlite3.connect(hostile)
    connection.executescript(
        "PRAGMA application_id = 1347175490; PRAGMA user_version = 1; CREATE VIEW facts AS WITH RECURSIVE c(x) AS "
        "(SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT 'submission' AS key, x AS value FROM c;"
    )
    connection.close()
    shutil.copy(hostile, path)
    with pytest.raises(Replaced):
        add(file, "after")
