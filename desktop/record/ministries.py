"""Who answers for an entry: the ministry or body that leads, as it is written in the entry."""

from __future__ import annotations

from typing import Any

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.text_normalization import fold
from desktop.record.entry import Entry
from desktop.record.memoization import EntryChange, Follower, following
from desktop.record.submission import Submission

FIELDS = ("lead", "entity", "ministry", "lead_ministry")
"""Fields that name a ministry; the first that an entry answers counts."""

NOBODY: frozenset[str] = frozenset()


def ministry_of(entry: Entry) -> str:
    """Return the ministry that an entry names, empty when it names none."""
    return next((text for key in FIELDS if (text := entry.text(key).strip())), "")


def ministries(submission: Submission, catalogue: Catalogue) -> tuple[str, ...]:
    """Return every ministry that an entry names, each once, in their alphabetical order."""
    return following(submission, catalogue, _Ministries, _Ministries.names)


def ids_of_ministry(submission: Submission, catalogue: Catalogue, name: str) -> frozenset[str]:
    """Return the ids of the entries that name a ministry."""
    return following(submission, catalogue, _Ministries, lambda each: each.ids(name))


class _Ministries(Follower):
    """Ministries with the entries that name them, kept from one submission to the next."""

    def __init__(self, catalogue: Any) -> None:
        super().__init__(catalogue)
        self._ids: dict[str, frozenset[str]] = {}
        self._names: tuple[str, ...] | None = None

    def take(self, submission: Submission, changes: list[EntryChange]) -> None:
        gone: dict[str, set[str]] = {}
        come: dict[str, set[str]] = {}
        for old, new in changes:
            for entry, moved in ((old, gone), (new, come)):
                if entry is not None and (name := ministry_of(entry)):
                    moved.setdefault(name, set()).add(entry.id)
        for name in gone.keys() | come.keys():
            before = self._ids.get(name, NOBODY)
            now = (before - gone.get(name, NOBODY)) | come.get(name, NOBODY)
            if now != before:
                self._ids[name] = now
            if bool(now) != bool(before):
                self._names = None
        self._ids = {name: ids for name, ids in self._ids.items() if ids} if self._names is None else self._ids

    def names(self) -> tuple[str, ...]:
        """Return all of them; the same tuple as long as none came or went."""
        if self._names is None:
            self._names = tuple(sorted(self._ids, key=lambda name: (fold(name), name)))
        return self._names

    def ids(self, name: str) -> frozenset[str]:
        """Return who names one; the same set as long as it is the same entries."""
        return self._ids.get(name, NOBODY)
