"""A file remembers moments by name: they are no revisions, they stay still, and no copy carries them along."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import ReadOnly, UserError
from desktop.i18n.translation import set_language
from desktop.operations.restore_points import mark, mark_in
from desktop.record.restore_points import (
    BEFORE_IMPORT,
    BEFORE_JOINING,
    MANUAL,
    MOST,
    RestorePoint,
    found,
    said,
    with_point,
)
from desktop.store.file import SubmissionFile

from .conftest import Clock

Write = Callable[..., str]


def test_a_moment_is_kept_with_who_named_it_and_when(
    file: SubmissionFile, write: Write, path: Path, clock: Clock
) -> None:
    write(title="A register")
    clock.wait(minutes=5)
    made = mark(file, "  Before the\nworkshop ", by="Coordinator")
    assert (made.name, made.by, made.at, made.cause) == (
        "Before the workshop",
        "Coordinator",
        "2026-03-02T09:05:00Z",
        MANUAL,
    )
    assert made.after == file.history(limit=1)[0].id
    file.close()
    again = SubmissionFile.open(path, now=clock)
    assert again.restore_points() == [made]
    again.close()


def test_a_point_is_no_edit_and_no_undo_takes_it_back(file: SubmissionFile, write: Write) -> None:
    write(title="A register")
    before = list(file.revisions())
    mark(file, "Before the workshop")
    assert list(file.revisions()) == before
    assert file.undo("") is not None
    assert [each.name for each in file.restore_points()] == ["Before the workshop"]


def test_a_point_of_somebody_needs_a_name(file: SubmissionFile) -> None:
    with pytest.raises(UserError, match="name"):
        mark(file, " \n ")
    assert file.restore_points() == []


def test_the_same_moment_under_the_same_name_is_one_point(file: SubmissionFile, write: Write) -> None:
    for _time in range(2):
        mark(file, "Draft")
    assert len(file.restore_points()) == 1
    write(title="A register")
    mark(file, "Draft")
    assert len(file.restore_points()) == 2


def test_what_is_typed_on_after_a_point_is_another_revision(file: SubmissionFile, write: Write) -> None:
    practice = write(title="A register")
    with file.transaction("edit", "Edit", "") as first:
        first.set(practice, "summary", "One")
    assert first.done is not None
    mark(file, "Draft")
    with file.transaction("edit", "Edit", "", continues=first.done.id) as second:
        second.set(practice, "summary", "One for all")
    assert second.done is not None and second.done.id != first.done.id, "the moment with a name stands still"
    (point,) = file.restore_points()
    assert point.after == first.done.id
    with file.transaction("edit", "Edit", "", continues=second.done.id) as third:
        third.set(practice, "summary", "One for all of us")
    assert third.done is not None and third.done.id == second.done.id


def test_a_point_inside_a_transaction_is_the_moment_before_it(file: SubmissionFile, write: Write) -> None:
    write(title="A register")
    before = file.history(limit=1)[0].id
    with file.transaction("join", "Join", "Coordinator") as unit:
        mark_in(unit, "health.pledgebook", BEFORE_JOINING)
        unit.add("gap", {"title": "No registrar"})
    (point,) = file.restore_points()
    assert (point.after, point.by, said(point)) == (before, "Coordinator", "Before joining health.pledgebook")


def test_no_point_is_left_of_a_transaction_that_changed_nothing_or_failed(file: SubmissionFile) -> None:
    with file.transaction("join", "Join", "") as unit:
        mark_in(unit, "health.pledgebook", BEFORE_JOINING)
    assert file.restore_points() == []
    with pytest.raises(ZeroDivisionError), file.transaction("join", "Join", "") as unit:
        mark_in(unit, "health.pledgebook", BEFORE_JOINING)
        unit.add("gap", {"title": "No registrar"})
        _nothing = 1 / 0
    assert file.restore_points() == []


def test_no_copy_carries_them_along_and_a_backup_does(
    file: SubmissionFile, write: Write, tmp_path: Path, clock: Clock
) -> None:
    write(title="A register")
    mark(file, "Before the minister called")
    backup = file.back_up()
    file.copy_to(tmp_path / "ministry.pledgebook")
    assert backup is not None
    (tmp_path / "back.pledgebook").write_bytes(backup.read_bytes())
    copy = SubmissionFile.open(tmp_path / "ministry.pledgebook", now=clock)
    back = SubmissionFile.open(tmp_path / "back.pledgebook", now=clock)
    assert copy.restore_points() == []
    assert [each.name for each in back.restore_points()] == ["Before the minister called"]
    copy.close()
    back.close()


def test_in_a_file_that_is_only_looked_at_nothing_is_named(path: Path, clock: Clock) -> None:
    file = SubmissionFile.open(path, now=clock, read_only=True)
    with pytest.raises(ReadOnly):
        mark(file, "Draft")
    file.close()


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "{}",
        "[" * 100_000,
        '[{"name": "Draft"}]',
        '[{"id": "1", "name": 7, "after": "", "at": "", "by": "", "cause": ""}]',
        '[{"id": "1", "name": "Draft", "after": "", "at": "soon", "by": "", "cause": ""}]',
        '[{"id": "1", "name": "Draft", "after": "", "at": "0001-01-01T00:00:00+14:00", "by": "", "cause": ""}]',
    ],
)
def test_what_a_stranger_put_there_is_no_point(file: SubmissionFile, kept: str) -> None:
    with file._database.atomic():
        file._database.execute("INSERT INTO facts VALUES ('restore_points', ?)", (kept,))
    assert file.restore_points() == []
    mark(file, "Draft")
    assert [each.name for each in file.restore_points()] == ["Draft"]


def point(name: str, cause: str = MANUAL, after: str = "", at: str = "2026-03-02T09:00:00Z") -> RestorePoint:
    return RestorePoint(name, name, after or name, at, "", cause)


def test_when_there_are_many_the_oldest_of_the_program_goes_and_none_that_somebody_named() -> None:
    kept = [point("Mine"), *(point(str(number), BEFORE_IMPORT) for number in range(MOST - 1))]
    later = with_point(kept, point("Another"))
    assert len(later) == MOST
    assert [each.name for each in later[:2]] == ["Mine", "1"]
    assert later[-1].name == "Another"


def test_points_are_found_by_their_name_as_written_and_as_said() -> None:
    first, second = point("Après l'atelier"), point("values.csv", BEFORE_IMPORT)
    assert found([first, second], "apres l'ATELIER ") == [first]
    assert found([first, second], "Before importing values.csv") == [second]
    set_language("fr")
    assert found([first, second], said(second)) == [second]
    assert found([first, second], "atelier") == []


def test_two_moments_of_one_name_are_both_found_and_one_moment_once() -> None:
    first = point("Draft", after="1")
    again = point("draft", after="1", at="2026-03-02T09:30:00Z")
    second = point("Draft", after="2", at="2026-03-02T10:00:00Z")
    assert found([first, again, second], "Draft") == [second, again]


def test_the_row_is_plain_json(file: SubmissionFile) -> None:
    made = mark(file, "Draft")
    (text,) = file._database.execute("SELECT value FROM facts WHERE key = 'restore_points'").fetchone()
    assert json.loads(text) == [
        {"id": made.id, "name": "Draft", "after": made.after, "at": made.at, "by": "", "cause": "manual"}
    ]
