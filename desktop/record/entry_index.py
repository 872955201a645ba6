"""The entries of a submission by what they are asked for: by kind, by objective, by principle, by indicator.

An index is never changed. The next one shares with it every list in which no entry changed: who asks twice and gets
the same list knows that nothing in it is new, see `memoization`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping

from desktop.i18n.plain_numbers import plain_number
from desktop.record.entry import Entry
from desktop.record.memoization import EntryChange

NONE: list[Entry] = []
NOBODY: frozenset[str] = frozenset()
NO_NUMBERS: frozenset[int] = frozenset()
ANEW_FROM = 500
"""With so many changes at once, as an import brings, to sort everything again is quicker than to put each in its place."""

Key = tuple[str, Hashable]
"""The name of a table and the key of a list in it."""


class EntryIndex:
    """Lists of entries, each in the order of the entries, and sets of ids that stay the same when only words change.

    Attributes:
        unshared_lists: those that it does not share with the index before it; None where it shares none.
    """

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._lists: dict[Key, list[Entry]] = {}
        for entry in entries.values():
            self._lists.setdefault(("by_kind", entry.kind), []).append(entry)
        for each in self._lists.values():
            each.sort(key=place_of)
        self._objectives: dict[str, frozenset[int]] = {}
        self._ids: dict[Key, frozenset[str]] = {}
        self._is_complete = False  # the kinds are asked for at once when a file is opened, the rest a moment later
        self.unshared_lists: frozenset[Key] | None = None

    def _complete(self) -> None:
        if self._is_complete:
            return
        lists = dict(self._lists)
        for by_kind in self._lists.values():
            for entry in by_kind:
                for key in _keys(entry):
                    if key[0] != "by_kind":
                        lists.setdefault(key, []).append(entry)
        self._ids = {key: frozenset(each.id for each in found) for key, found in lists.items() if key[0] in _WITH_IDS}
        self._lists = lists
        self._objectives = self._named()
        self._is_complete = True

    def entries(self, table: str, key: Hashable) -> list[Entry]:
        """Return a list, in the order of the entries."""
        if table != "by_kind":
            self._complete()
        return self._lists.get((table, key), NONE)

    def ids(self, table: str, key: Hashable) -> frozenset[str]:
        """Return who stands in a list."""
        self._complete()
        return self._ids.get((table, key), NOBODY)

    def objectives(self, kind: str) -> frozenset[int]:
        """Return the objectives that entries of a kind name; the same set as long as they are the same."""
        self._complete()
        return self._objectives.get(kind, NO_NUMBERS)

    def _named(self) -> dict[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for table, key in self._lists:
            if table == "by_objective" and isinstance(key, tuple):
                found.setdefault(key[0], set()).add(key[1])
        return {kind: frozenset(numbers) for kind, numbers in found.items()}

    def after(self, changes: list[EntryChange], entries: Mapping[str, Entry]) -> EntryIndex:
        """Return the index of the entries as they are after some changes."""
        if len(changes) >= ANEW_FROM:
            return EntryIndex(entries)
        self._complete()
        later = EntryIndex.__new__(EntryIndex)
        later._is_complete = True
        later._lists, later._ids = dict(self._lists), dict(self._ids)
        own: set[Key] = set()  # the lists that are no longer shared
        for old, new in changes:
            left = set() if old is None else set(_keys(old))
            held = set() if new is None else set(_keys(new))
            for key in left | held:
                if key not in own:
                    own.add(key)
                    later._lists[key] = list(later._lists.get(key, NONE))
                if old is not None and key in left:
                    del later._lists[key][_find(later._lists[key], old)]
                if new is not None and key in held:
                    later._lists[key].insert(_find(later._lists[key], new), new)
                if key[0] in _WITH_IDS:
                    ids = later._ids.get(key, NOBODY)
                    if old is not None and key in left - held:
                        later._ids[key] = ids - {old.id}
                    elif new is not None and key in held - left:
                        later._ids[key] = ids | {new.id}
        for key in own:
            if not later._lists[key]:
                del later._lists[key]
                later._ids.pop(key, None)
        later.unshared_lists = frozenset(own)
        later._objectives = self._objectives
        if later._lists.keys() != self._lists.keys():
            now = later._named()
            before = self._objectives
            later._objectives = {kind: before[kind] if before.get(kind) == each else each for kind, each in now.items()}
        return later


_WITH_IDS = frozenset({"by_objective", "by_principle"})


def place_of(entry: Entry) -> tuple[int, str]:
    """Return where an entry stands among those of its kind."""
    return entry.order, entry.id


def main_objectives(entry: Entry) -> list[int]:
    """Return the objectives that an entry is written for, or the one that it is bound to."""
    if entry.kind == "assessment":
        number = plain_number(entry.key)
        return [] if number is None else [number]
    return entry.numbers("objectives")


def objectives_of(entry: Entry) -> list[int]:
    """Return the objectives that an entry names, main ones first, or the one that it is bound to."""
    numbers = main_objectives(entry)
    return numbers + [each for each in entry.numbers("further_objectives") if each not in numbers]


def _keys(entry: Entry) -> Iterator[Key]:
    yield "by_kind", entry.kind
    for number in dict.fromkeys(objectives_of(entry)):
        yield "by_objective", (entry.kind, number)
    for number in dict.fromkeys(entry.numbers("principles")):
        yield "by_principle", (entry.kind, number)
    if entry.kind == "value":
        yield "by_indicator", entry.text("indicator")


def _find(entries: list[Entry], entry: Entry) -> int:
    return bisect_left(entries, place_of(entry), key=place_of)


class EntryList:
    """Entries in their order, of which some come and go."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._seen: tuple[Entry, ...] | None = ()

    def replace(self, gone: Iterable[Entry], come: Iterable[Entry]) -> None:
        """Take some entries out, which may be missing, and put others in."""
        gone, come = list(gone), list(come)
        if not gone and not come:
            return
        self._seen = None
        if len(gone) + len(come) >= ANEW_FROM:
            ids = {each.id for each in (*gone, *come)}
            self._entries = sorted([*(each for each in self._entries if each.id not in ids), *come], key=place_of)
            return
        for entry in gone:
            place = _find(self._entries, entry)
            if place < len(self._entries) and self._entries[place].id == entry.id:
                del self._entries[place]
        for entry in come:
            self._entries.insert(_find(self._entries, entry), entry)

    def entries(self) -> tuple[Entry, ...]:
        """Return all of them; the same tuple as long as none came or went."""
        if self._seen is None:
            self._seen = tuple(self._entries)
        return self._seen
