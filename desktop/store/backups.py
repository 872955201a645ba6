"""Rolling backups: some recent ones, one for each of the last days, one for each of the last weeks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.store.errors import told

if TYPE_CHECKING:
    from sqlite_utils import Database

RECENT, DAYS, WEEKS = 10, 14, 12
"""How many are kept: the most recent ones, one a day, one a week."""

OFTEN = timedelta(hours=1)
"""On opening, none is made when the last one is younger."""

_FORM = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Backup:
    """A backup: where it lies and when it was made (UTC)."""

    path: Path
    at: datetime


class Backups:
    """The backups of all submissions on this computer, in one folder for each submission.

    Args:
        folder: made when it is first needed.
        now: the present time, UTC.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now

    def list(self, submission_id: str) -> list[Backup]:
        """Return the backups of a submission, newest first."""
        folder = self._folder / submission_id
        found = []
        for path in folder.glob("*.pledgebook") if folder.is_dir() else ():
            try:
                at = datetime.strptime(path.stem[:16], _FORM).replace(tzinfo=UTC)
            except ValueError:
                continue
            found.append(Backup(path, at))
        return sorted(found, key=lambda each: (each.at, each.path.name), reverse=True)

    def make(self, submission_id: str, database: Database) -> Path:
        """Make a backup of an open file, let old ones go, and return where it lies.

        Raises:
            StoreProblem: there is no room, or the folder cannot be written to.
        """
        from desktop.store.gate import copied

        folder = self._folder / submission_id
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True)
        stamp = self._now().strftime(_FORM)
        path, number = folder / f"{stamp}.pledgebook", 2
        while path.exists():
            path, number = folder / f"{stamp}-{number}.pledgebook", number + 1
        copied(database, path)
        made = self.list(submission_id)
        keep = kept([each.at for each in made])
        for each in made:
            if each.at not in keep:
                each.path.unlink(missing_ok=True)
        return path

    def make_when_due(self, submission_id: str, database: Database) -> Path | None:
        """Make a backup unless there is one from the last hour."""
        made = self.list(submission_id)
        # A clock that was set back must not stop backups until it has caught up.
        if made and timedelta(0) <= self._now() - made[0].at < OFTEN:
            return None
        return self.make(submission_id, database)


def kept(times: Iterable[datetime]) -> set[datetime]:
    """Return which of the backups made at these times are kept.

    The newest `RECENT` ones; of each of the newest `DAYS` days that have one, and of each of the newest `WEEKS` weeks
    (ISO 8601), the last one made.
    """
    newest = sorted(set(times), reverse=True)
    keep = set(newest[:RECENT])
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for at in newest:
        days.setdefault(at.date(), at)
        weeks.setdefault(at.isocalendar()[:2], at)
    return keep | set(list(days.values())[:DAYS]) | set(list(weeks.values())[:WEEKS])
