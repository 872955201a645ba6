"""Backups make themselves, let old ones go, and are whole submissions."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.errors import DiskFull
from desktop.store.backups import DAYS, RECENT, WEEKS, Backups, kept
from desktop.store.file import SubmissionFile
from tests.store.conftest import Clock


def test_one_is_made_on_opening_and_the_next_after_an_hour(path: Path, clock: Clock, backups: Backups) -> None:
    for minutes, count in ((0, 1), (30, 1), (45, 2)):
        clock.wait(minutes=minutes)
        file = SubmissionFile.open(path, now=clock, backups=backups)
        assert len(file.backups()) == count
        file.close()


def test_a_clock_that_was_set_back_does_not_stop_them(path: Path, clock: Clock, backups: Backups) -> None:
    SubmissionFile.open(path, now=clock, backups=backups).close()
    clock.wait(days=-3)
    file = SubmissionFile.open(path, now=clock, backups=backups)
    assert len(file.backups()) == 2
    file.close()


def test_a_backup_is_a_whole_submission(file: SubmissionFile, clock: Clock) -> None:
    with file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "A gap"})
    clock.wait(minutes=1)
    made = file.back_up()
    assert made is not None
    backup = SubmissionFile.open(made, now=clock)
    assert backup.read() == file.read()
    backup.close()


def test_one_that_cannot_be_made_is_told_and_stops_nothing(
    path: Path, clock: Clock, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_database: object, _path: Path) -> None:
        raise DiskFull("There is no room left.")

    monkeypatch.setattr("desktop.store.opening.copied", full)
    file = SubmissionFile.open(path, now=clock, backups=backups)
    assert file.read().about.text("country") == "KE"
    (warning,) = file.warnings
    assert "There is no room left." in warning
    file.close()


@pytest.mark.parametrize("where", ["backups", "backups/..", "backups/../.."])
def test_a_file_where_their_folder_is_needed_is_named(where: str, path: Path, clock: Clock, tmp_path: Path) -> None:
    folder = tmp_path / "kept" / "program" / "backups"
    taken = Path(os.path.normpath(folder.parent / "backups" / where.removeprefix("backups").lstrip("/")))
    taken.parent.mkdir(parents=True, exist_ok=True)
    taken.write_text("no folder")
    file = SubmissionFile.open(path, now=clock, backups=Backups(folder, clock))
    (warning,) = file.warnings
    file.close()
    assert f"There is a file with the name {taken} where a folder is needed." in warning


def test_recent_ones_one_a_day_and_one_a_week_are_kept() -> None:
    now = datetime(2026, 6, 30, 18, 0, tzinfo=UTC)
    times = [now - timedelta(hours=6 * number) for number in range(4 * 7 * 30)]
    keep = kept(times)
    assert set(times[:RECENT]) <= keep
    days = {at.date() for at in keep}
    assert {now.date() - timedelta(days=number) for number in range(DAYS)} <= days
    weeks = {at.isocalendar()[:2] for at in keep}
    assert len(weeks) == WEEKS
    assert len(keep) <= RECENT + DAYS + WEEKS
    assert kept(keep) == keep, "thinning twice must change nothing"


def test_of_a_day_the_last_one_is_kept() -> None:
    day = [datetime(2026, 1, 5, hour, 0, tzinfo=UTC) for hour in range(24)]
    recent = [datetime(2026, 3, 1, 0, minute, tzinfo=UTC) for minute in range(RECENT)]
    assert kept([*day, *recent]) & set(day) == {day[-1]}


def test_old_ones_are_let_go(file: SubmissionFile, clock: Clock) -> None:
    for _number in range(RECENT + DAYS + WEEKS + 10):
        clock.wait(minutes=1)
        file.back_up()
    assert len(file.backups()) == RECENT
