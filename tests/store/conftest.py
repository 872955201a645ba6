"""A clock that stands still until it is told to go on, and files that use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.store.backups import Backups
from desktop.store.file import SubmissionFile


class Clock:
    """Tells the same time again and again."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: int) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def backups(tmp_path: Path, clock: Clock) -> Backups:
    return Backups(tmp_path / "backups", clock)


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    """A closed submission of Kenya."""
    file = SubmissionFile.create(
        tmp_path / "kenya.pledgebook", answers={"country": "KE"}, by="", message="Create", now=clock
    )
    file.close()
    return file.path


@pytest.fixture
def file(path: Path, clock: Clock, backups: Backups) -> Iterator[SubmissionFile]:
    """The same, open."""
    opened = SubmissionFile.open(path, now=clock, backups=backups)
    yield opened
    opened.close()


@pytest.fixture
def write(file: SubmissionFile) -> Callable[..., str]:
    """Add a practice with some answers and return its id."""

    def writing(**answers: object) -> str:
        with file.transaction("edit", "Add a practice", "Desk officer A") as revision:
            return revision.add("practice", answers)  # type: ignore[arg-type]

    return writing
