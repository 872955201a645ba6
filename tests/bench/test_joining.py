"""Joining contributions, beside what the session extension of SQLite needs to bring the same rows from one file into the other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import apsw

from desktop.catalogue.forms_reader import current
from desktop.operations.clock import now
from desktop.operations.join import join, join_all, plan_of
from desktop.store.file import SubmissionFile
from tests.bench.measuring import Took, alternate, call, judge

Make = Callable[[int], Path]

ENTRIES, CHANGED = 10_000, 2_000
TABLES = ("entries", "answers", "revisions", "changes", "attachments")


def handed_out(path: Path, to: Path, changed: int, first: int = 0) -> Path:
    """Make a copy in which so many answers were changed, each as a revision of its own."""
    with_now = SubmissionFile.open(path, now=now)
    with_now.copy_to(to)
    with_now.close()
    copy = SubmissionFile.open(to, now=now)
    entries = [each for kind in ("practice", "gap", "pledge") for each in copy.read().of_kind(kind)]
    with copy.together():
        for entry in entries[first : first + changed]:
            with copy.transaction("edit", "Change", "Ministry") as unit:
                unit.set(entry.id, "title", f"{entry.text('title')}, changed by the ministry")
    copy.close()
    return to


def joined_raw(path: Path, contribution: Path) -> None:
    """Find out what differs between two files, row by row, and bring it into the first one; conflicts are written over."""
    database = apsw.Connection(str(contribution))
    database.execute("ATTACH ? AS before", (str(path),))
    session = apsw.Session(database, "main")
    for table in TABLES:
        session.attach(table)
        session.diff("before", table)
    changes = session.changeset()
    database.execute("DETACH before")
    database.close()
    target = apsw.Connection(str(path))
    apsw.Changeset.apply(changes, target, conflict=lambda _reason, _change: apsw.SQLITE_CHANGESET_REPLACE)
    target.close()


def test_one_contribution(submission_of: Make, tmp_path: Path) -> None:
    path = submission_of(ENTRIES)
    contribution = handed_out(path, tmp_path / "contribution.pledgebook", CHANGED)

    def ours() -> Took:
        here = Path(shutil.copyfile(path, tmp_path / "here.pledgebook"))
        file = SubmissionFile.open(here, now=now)
        other = SubmissionFile.open(contribution, now=now, read_only=True, prepare=False)
        catalogue = current()

        def work() -> None:
            plan = plan_of(file, other, catalogue)
            assert join(file, other, plan, {}, catalogue) is not None

        took = call(work)
        other.close()
        file.close()
        return took

    def raw() -> Took:
        here = Path(shutil.copyfile(path, tmp_path / "raw.pledgebook"))
        there = Path(shutil.copyfile(contribution, tmp_path / "raw-there.pledgebook"))
        return call(lambda: joined_raw(here, there))

    judge(f"join {CHANGED} changed answers into {ENTRIES} entries", alternate(ours, raw, 5), 5)


def test_twice_the_changes_take_twice_the_time(submission_of: Make, tmp_path: Path) -> None:
    path = submission_of(ENTRIES)
    few = handed_out(path, tmp_path / "few.pledgebook", CHANGED)
    many = handed_out(path, tmp_path / "many.pledgebook", 2 * CHANGED)
    judge(
        "join 4000 changed answers, beside 2000",
        alternate(lambda: _all(path, tmp_path, [many]), lambda: _all(path, tmp_path, [few]), 3),
        2.2,
    )


def test_fifty_contributions(submission_of: Make, tmp_path: Path) -> None:
    path = submission_of(1_000)
    contributions = [handed_out(path, tmp_path / f"{number}.pledgebook", 10, first=number * 12) for number in range(50)]
    judge(
        "join 50 contributions, beside 1",
        alternate(lambda: _all(path, tmp_path, contributions), lambda: _all(path, tmp_path, contributions[:1]), 3),
        50,
    )


def _all(path: Path, folder: Path, contributions: list[Path]) -> Took:
    here = Path(shutil.copyfile(path, folder / "here.pledgebook"))
    file = SubmissionFile.open(here, now=now)
    catalogue = current()
    took = call(lambda: join_all(file, contributions, catalogue))
    file.close()
    return took
