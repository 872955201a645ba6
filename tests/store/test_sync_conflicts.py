"""What programs that keep folders alike leave beside a file is named when it is opened."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from desktop.store.file import SubmissionFile
from tests.store.conftest import Clock

CONFLICTS = [
    "kenya (conflicted copy).pledgebook",
    "kenya (Amina's conflicted copy 2026-03-02).pledgebook",
    "kenya (conflicted copy 2026-03-02 140511).pledgebook",
    "kenya (DESKTOP-7's conflicted copy 2026-03-02) (1).pledgebook",
    "kenya (copie en conflit de Amina 2026-03-02).pledgebook",
    "kenya (Copie en conflit de PC 2026-03-02).pledgebook",
    "kenya (copia en conflicto de Amina 2026-03-02).pledgebook",
    "kenya (Case Conflict).pledgebook",
    "kenya (конфликтующая копия 2026-03-02).pledgebook",
    "kenya (冲突副本 2026-03-02).pledgebook",
    "kenya (نسخة متعارضة 2026-03-02).pledgebook",
    "kenya.sync-conflict-20260302-140511-ABCDEFG.pledgebook",
    "kenya.pledgebook.sync-conflict-20260302-140511-ABCDEFG",
    "kenya_conflict-20260302-140511.pledgebook",
    "kenya (SFConflict amina@x.ke 2026-03-02-14-05-11).pledgebook",
    "kenya.Conflict.pledgebook",
    "kenya [conflicted].pledgebook",
    "kenya (1).pledgebook",
    "kenya(1).pledgebook",
    "kenya 2.pledgebook",
    "kenya-DESKTOP-AB12CD3.pledgebook",
    "kenya-LAPTOP-2.pledgebook",
]
OTHERS = [
    "kenya-labour.pledgebook",
    "kenya-copy.pledgebook",
    "kenya-earlier.pledgebook",
    "kenya-2026.pledgebook",
    "kenya2.pledgebook",
    "uganda (conflicted copy).pledgebook",
    "kenyan (1).pledgebook",
    "conflict.pledgebook",
    "kenya.bak",
]


def opened_warnings(path: Path, clock: Clock, *, read_only: bool = False) -> list[str]:
    file = SubmissionFile.open(path, now=clock, read_only=read_only)
    file.close()
    return file.warnings


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_copy_in_conflict_is_named(path: Path, clock: Clock, name: str) -> None:
    other = path.with_name(name)
    shutil.copy(path, other)
    before = other.read_bytes()
    (warning,) = opened_warnings(path, clock)
    assert name in warning
    assert other.read_bytes() == before
    assert {each.name for each in path.parent.glob("*")} >= {path.name, name}


def test_the_other_one_is_named_from_the_copy(path: Path, clock: Clock) -> None:
    other = path.with_name(CONFLICTS[0])
    shutil.copy(path, other)
    (warning,) = opened_warnings(other, clock, read_only=True)
    assert f": {path.name}." in warning


@pytest.mark.parametrize("name", OTHERS)
def test_what_people_named_themselves_is_no_conflict(path: Path, clock: Clock, name: str) -> None:
    shutil.copy(path, path.with_name(name))
    assert opened_warnings(path, clock) == []


def test_all_of_them_are_named_in_one_sentence(path: Path, clock: Clock) -> None:
    for name in CONFLICTS[:3]:
        shutil.copy(path, path.with_name(name))
    (warning,) = opened_warnings(path, clock)
    assert all(name in warning for name in CONFLICTS[:3])


def test_only_what_holds_the_same_submission_counts(path: Path, clock: Clock) -> None:
    another = SubmissionFile.create(
        path.with_name(CONFLICTS[0]), answers={"country": "UG"}, by="", message="Create", now=clock
    )
    another.close()
    path.with_name(CONFLICTS[1]).write_text("no database")
    path.with_name(CONFLICTS[2]).mkdir()
    path.with_name(CONFLICTS[3]).write_bytes(path.read_bytes()[:1000])
    hostile = path.with_name(CONFLICTS[4])
    shutil.copy(path, hostile)
    connection = sqlite3.connect(hostile)
    connection.execute("CREATE VIEW v AS SELECT 1")
    connection.close()
    assert opened_warnings(path, clock) == []


@pytest.mark.skipif(os.name != "posix", reason="a name that is not allowed there")
def test_a_name_that_would_forge_a_sentence_is_shown_as_one_line(path: Path, clock: Clock) -> None:
    shutil.copy(path, path.with_name("kenya (conflicted\ncopy \x1b[31m).pledgebook"))
    (warning,) = opened_warnings(path, clock)
    assert "\n" not in warning
    assert "\x1b" not in warning


def test_a_copy_that_somebody_has_open_is_named_and_not_disturbed(path: Path, clock: Clock) -> None:
    other = path.with_name(CONFLICTS[0])
    shutil.copy(path, other)
    theirs = SubmissionFile.open(other, now=clock)
    assert len(opened_warnings(path, clock)) == 1
    with theirs.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "A gap"})
    assert len(theirs.read().of_kind("gap")) == 1
    theirs.close()


@pytest.mark.skipif(os.name != "posix", reason="rights are another matter there")
def test_a_folder_that_cannot_be_listed_stops_nothing(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: object) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr("desktop.store.sync_conflicts.os.scandir", refuse)
    assert opened_warnings(path, clock) == []
