"""How things were at a moment, and what is not there any more, as the history tells it."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from desktop.record.entry import Entry
from desktop.record.history import spans_of_joins
from desktop.record.past import Replayed, entries_after, removed_by
from desktop.record.submission import Submission
from desktop.store.errors import translate_errors
from desktop.store.revisions import changes_in
from desktop.store.undo import own_copies

if TYPE_CHECKING:
    from desktop.store.database import Database

NAMING = ("objectives", "further_objectives")
"""The fields in which an entry names its objectives."""


Step = Callable[[int, int], None]
"""Is told how much of how much is done."""

Row = tuple[Any, ...]

SEEN_AT_ONCE = 500
"""Changes that are read before somebody is told of it."""


class Past:
    """Reads the history of an open file; any thread may ask.

    Args:
        lock: of the file; one at a time is served.
    """

    def __init__(self, database: Database, lock: RLock, path: Path) -> None:
        self._database = database
        self._lock = lock
        self._path = path

    @contextmanager
    def _reading(self) -> Iterator[Database]:
        with self._lock, translate_errors(self._path):
            yield self._database

    def entries_at(
        self,
        moment: str,
        submission: Submission,
        entries: Collection[str] | None = None,
        *,
        step: Step = lambda _done, _total: None,
    ) -> dict[str, Entry | None]:
        """Return what may be another than it was at a moment, as it was then; None for an entry that was not there.

        What was not changed since is as it was, and is not read.

        Args:
            moment: the id of the last revision of that moment, empty for the one before the first.
            submission: what the file says now.
            entries: only these; every one that was changed since when None.
            step: is told how many changes of how many are read.

        Raises:
            KeyError: the history has no such revision.
        """
        with self._reading() as database:
            came = _came(database)
            number = _number_of(database, moment)
            number = next((join for first, join in came if first <= number < join), number)
            touched = {entry for (entry,) in database.execute(_TOUCHED, (number,))}
            wanted = touched if entries is None else touched.intersection(entries)
            return entries_after(submission.entries, _steps(database, wanted, came, step), number)

    def moment_at(self, at: datetime) -> str | None:
        """Return the id of the last revision that the file held at a time; None when it held none yet.

        Only the clock of this computer is believed: what came from other copies bears their times, and came with the
        join that follows it.
        """
        wanted = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with self._reading() as database:
            heads = database.execute("SELECT number, id, at, copy FROM revisions ORDER BY number").fetchall()
            is_own = own_copies(database)
        own = (revision_id for number, revision_id, when, copy in heads if when <= wanted and is_own(number, copy))
        return next(iter(deque(own, maxlen=1)), None)

    def entries_that_named(self, objective: int) -> list[str]:
        """Return the ids of the entries that named an objective at any time, those that are gone among them."""
        found: dict[str, None] = {}
        with self._reading() as database:
            rows = database.execute("SELECT entry, fields FROM changes WHERE fields LIKE '%objectives\"%'").fetchall()
        for entry_id, fields in rows:
            if entry_id not in found and any(
                isinstance(value, list) and objective in value
                for each in changes_in(entry_id, fields)
                if each.field in NAMING
                for value in (each.old, each.new)
            ):
                found[entry_id] = None
        return list(found)

    def removed_entries(self, most: int) -> list[Entry]:
        """Return entries that are not there any more as they were before, the last removed first."""
        with self._reading() as database:
            rows = database.execute(_REMOVED, (most,)).fetchall()
        found = (removed_by(entry_id, changes_in(entry_id, fields)) for entry_id, fields, _revision in rows)
        return [each for each in found if each is not None]

    def removed_entry(self, entry_id: str) -> Entry | None:
        """Return an entry as it was before it was removed last; None where it never was."""
        with self._reading() as database:
            rows = database.execute("SELECT fields FROM changes WHERE entry = ? ORDER BY revision DESC", (entry_id,))
            found = (removed_by(entry_id, changes_in(entry_id, fields)) for (fields,) in rows)
            return next((each for each in found if each is not None), None)


_TOUCHED = "SELECT DISTINCT entry FROM changes WHERE revision > ?"
_REMOVED = (
    "SELECT entry, fields, max(revision) FROM changes WHERE entry NOT IN (SELECT id FROM entries) "
    "GROUP BY entry ORDER BY max(revision) DESC LIMIT ?"
)
_STEPS = (
    # From the entries to their changes, by the index; left to itself, SQLite reads the whole history.
    "SELECT revisions.number, at, by, entry, fields FROM json_each(?) AS wanted "
    "CROSS JOIN changes ON entry = wanted.value CROSS JOIN revisions ON revisions.number = revision "
    "ORDER BY revisions.number, changes.number"
)


_COUNTED = "SELECT count(*) FROM json_each(?) AS wanted CROSS JOIN changes ON entry = wanted.value"


def _watched(rows: Iterable[Row], total: int, step: Step) -> Iterator[Row]:
    """Yield rows, and tell now and then how many there were."""
    for place, row in enumerate(rows):
        if place % SEEN_AT_ONCE == 0:
            step(place, total)
        yield row


def _number_of(database: Database, revision_id: str) -> int:
    """Return the place of a revision in the history, 0 for the moment before all of them. Raises KeyError."""
    if not revision_id:
        return 0
    row = database.execute("SELECT number FROM revisions WHERE id = ?", (revision_id,)).fetchone()
    if row is None:
        raise KeyError(revision_id)
    return int(row[0])


def _came(database: Database) -> list[tuple[int, int]]:
    rows = database.execute("SELECT number, parameters FROM revisions WHERE type = 'join' ORDER BY number")
    return spans_of_joins((number, json.loads(parameters)) for number, parameters in rows)


def _steps(
    database: Database, entries: Collection[str], came: Sequence[tuple[int, int]], step: Step
) -> Iterator[Replayed]:
    """Yield all that was ever done here to some entries, in the order of the file.

    Args:
        came: see `spans_of_joins`.
    """
    joins = [join for _first, join in came]
    wanted = (json.dumps(list(entries)),)
    (total,) = database.execute(_COUNTED, wanted).fetchone()
    rows = _watched(database.execute(_STEPS, wanted), total, step)
    for (number, at, by), group in groupby(rows, key=itemgetter(0, 1, 2)):
        place = bisect_right(joins, number)
        if place < len(came) and came[place][0] <= number:
            continue  # it came with a join, which says what became of it here
        yield Replayed(number, at, by, tuple(each for *_head, entry, held in group for each in changes_in(entry, held)))
