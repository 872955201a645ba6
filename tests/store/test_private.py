"""What we make is readable by its owner alone, and what a file says never leads out of the folders that are ours."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop import paths
from desktop.operations.copy_file import copy_file
from desktop.operations.export_backup import export_backup
from desktop.operations.open_file import open_file
from desktop.store.backups import Backups
from desktop.store.errors import Damaged
from desktop.store.file import SubmissionFile
from tests.store.conftest import Clock

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights are another matter there")


@pytest.fixture(autouse=True)
def generous() -> Iterator[None]:
    """The system would let everybody read what is made."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_everything_that_is_made_is_for_its_owner(tmp_path: Path) -> None:
    file = SubmissionFile.create(
        tmp_path / "kenya.pledgebook", answers={"country": "KE"}, by="", message="Create", now=lambda: datetime.now(UTC)
    )
    file.close()
    file = open_file(file.path)
    with file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "A gap"})
    copy = copy_file(file, tmp_path / "copy")
    (backup,) = file.backups()
    taken_out = export_backup(backup.path, tmp_path / "earlier")
    for each in (file.path, *tmp_path.glob("*-journal"), copy, backup.path, taken_out):
        assert rights(each) == 0o600, each
    for folder in (backup.path.parent, backup.path.parent.parent, paths.user_data(), paths.user_settings()):
        assert rights(folder) == 0o700, folder
    file.close()


def test_folders_of_an_earlier_program_are_closed(path: Path, clock: Clock, backups: Backups) -> None:
    file = SubmissionFile.open(path, now=clock, backups=backups)
    (backup,) = file.backups()
    backup.path.parent.chmod(0o755)
    paths.user_data().chmod(0o755)
    clock.wait(hours=2)
    assert file.back_up() is not None
    assert rights(backup.path.parent) == 0o700
    assert rights(paths.user_data()) == 0o700
    file.close()


def test_nothing_is_left_by_what_was_killed_in_the_middle(path: Path, clock: Clock, tmp_path: Path) -> None:
    left = [tmp_path / f".pledgebook-{'0' * 16}.part{ending}" for ending in ("", "-journal")]
    for each in left:
        each.write_text("half")
    file = SubmissionFile.open(path, now=clock)
    file.copy_to(tmp_path / "copy.pledgebook")
    assert not any(each.exists() for each in left)
    file.close()


@pytest.mark.parametrize("wrong", ["../../victim", "/tmp/victim", "victim/new/dir", "..", "con", "{id}", "\0"])
def test_no_value_of_a_file_makes_a_folder(
    path: Path, clock: Clock, backups: Backups, tmp_path: Path, wrong: str
) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE facts SET value = ? WHERE key = 'submission'", (wrong,))
    connection.commit()
    connection.close()
    with pytest.raises(Damaged):
        SubmissionFile.open(path, now=clock, backups=backups)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    with pytest.raises(ValueError, match="UUID"):
        backups.list(wrong)


def test_a_stranger_with_our_id_pushes_no_backup_out(path: Path, clock: Clock, backups: Backups) -> None:
    SubmissionFile.open(path, now=clock, backups=backups).close()
    file = SubmissionFile.open(path, now=clock, backups=backups)
    (mine,) = file.backups()
    stranger = path.with_name("stranger.pledgebook")
    file.copy_to(stranger)
    file.close()
    for _number in range(40):
        clock.wait(minutes=61)
        SubmissionFile.open(stranger, now=clock, backups=backups).close()
    file = SubmissionFile.open(path, now=clock, backups=backups)
    assert mine in file.backups()
    assert mine.path.exists()
    newest = {each.mark for each in file.backups() if each.at == clock.now}
    assert mine.mark in newest, "a backup of the stranger from this hour is none of ours"
    file.close()


def test_backups_of_the_first_release_stay_and_are_listed(path: Path, clock: Clock, backups: Backups) -> None:
    file = SubmissionFile.open(path, now=clock, backups=backups)
    (made,) = file.backups()
    old = [made.path.with_name(name) for name in ("20250101T090000Z.pledgebook", "20250101T090000Z-2.pledgebook")]
    for each in old:
        each.write_bytes(made.path.read_bytes())
    (made.path.with_name("notes.pledgebook")).write_text("no backup")
    for _number in range(15):
        clock.wait(hours=1)
        file.back_up()
    assert {each.path for each in file.backups()[-2:]} == set(old)
    file.close()


@pytest.mark.parametrize("wrong_by", [timedelta(days=-400), timedelta(days=90), timedelta(days=4000)])
def test_a_wrong_clock_costs_no_backup_that_was_just_made(
    path: Path, clock: Clock, backups: Backups, wrong_by: timedelta
) -> None:
    right = clock.now
    clock.now = right + wrong_by
    for _number in range(60):
        clock.wait(days=1)
        SubmissionFile.open(path, now=clock, backups=backups).close()
    clock.now = right
    file = SubmissionFile.open(path, now=clock, backups=backups)
    for _number in range(30):
        clock.wait(hours=1)
        made = file.back_up()
        assert made is not None
        assert made.exists()
    assert len([each for each in file.backups() if right <= each.at <= clock.now]) >= 10
    file.close()


def test_a_place_for_backups_that_cannot_be_made_stops_nothing(
    path: Path, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    monkeypatch.setenv("PLEDGEBOOK_HOME", str(tmp_path / "home"))
    file = open_file(path)
    (warning,) = file.warnings
    assert "No backup could be made" in warning
    assert file.submission_id not in warning
    file.close()
