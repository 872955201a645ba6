"""Rolling backups: some recent ones, one for each of the last days, one for each of the last weeks.

A backup bears in its name when it was made and a mark of where its file lay. Only those of one file push each other out:
a file that somebody sent can have the id of another submission, and must not be able to empty that one's backups.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.disk import private_folder
from desktop.errors import translate_os_errors
from desktop.store.examination import is_uuid

if TYPE_CHECKING:
    from desktop.store.database import Database

RECENT, DAYS, WEEKS = 10, 14, 12
"""How many are kept: the most recent ones, one a day, one a week."""

OFTEN = timedelta(hours=1)
"""On opening, none is made when the last one is younger."""

_FORM = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(?P<at>\d{8}T\d{6}Z)(-(?P<mark>[0-9a-f]{12}))?(-\d+)?\.pledgebook")
"""Backups of the first release have no mark; they stay, and are listed with the others."""


class Backup(NamedTuple):
    """A backup.

    Args:
        path: where it lies.
        at: when it was made, UTC.
        mark: stands for the place of the file that it was made of; empty when it is not known.
    """

    path: Path
    at: datetime
    mark: str = ""


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
        folder = self._folder_of(submission_id)
        found = []
        for path in folder.iterdir() if folder.is_dir() else ():
            name = _NAME.fullmatch(path.name)
            if name is None:
                continue
            try:
                at = datetime.strptime(name["at"], _FORM).replace(tzinfo=UTC)
            except ValueError:
                continue
            found.append(Backup(path, at, name["mark"] or ""))
        return sorted(found, key=lambda each: (each.at, each.path.name), reverse=True)

    def make(self, submission_id: str, database: Database, of: Path) -> Path:
        """Make a backup of an open file, let old ones of the same file go, and return where it lies.

        Args:
            of: where the open file lies.

        Raises:
            FileError: there is no room, or the folder cannot be written to.
        """
        from desktop.store.opening import copied

        folder = self._folder_of(submission_id)
        with translate_os_errors(
            self._folder, writing=True, folder=True
        ):  # the name of the other one would tell nobody anything
            self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            for each in (self._folder, folder):
                private_folder(each)  # also those that an earlier program made for everybody to read
        mark, stamp = _mark(of), self._now().strftime(_FORM)
        path, number = folder / f"{stamp}-{mark}.pledgebook", 2
        while path.exists():
            path, number = folder / f"{stamp}-{mark}-{number}.pledgebook", number + 1
        copied(database, path)
        self._thin(submission_id, mark, path)
        return path

    def make_when_due(self, submission_id: str, database: Database, of: Path) -> Path | None:
        """Make a backup unless there is one of the same file from the last hour."""
        made = [each for each in self.list(submission_id) if each.mark == _mark(of)]
        # A clock that was set back must not stop backups until it has caught up.
        if any(timedelta(0) <= self._now() - each.at < OFTEN for each in made):
            return None
        return self.make(submission_id, database, of)

    def _thin(self, submission_id: str, mark: str, made: Path) -> None:
        present = self._now()
        ours = [each for each in self.list(submission_id) if each.mark == mark]
        # Those of a clock that was ahead must not push out what is made now that it is right.
        keep = kept([each.at for each in ours if each.at <= present]) | kept(
            [each.at for each in ours if each.at > present]
        )
        for each in ours:
            if each.at not in keep and each.path != made:
                with suppress(OSError):  # an old one too many does no harm
                    each.path.unlink()

    def _folder_of(self, submission_id: str) -> Path:
        if not is_uuid(submission_id):
            raise ValueError("an id that is no UUID names no folder")
        return self._folder / submission_id


def _mark(path: Path) -> str:
    return sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:12]


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
