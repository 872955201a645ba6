"""Entries that have something in common, such as a title, and what a rule finds among them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Rule
from desktop.record.check_scope import Found, Member, OfGroup
from desktop.record.entry import Entry
from desktop.record.entry_index import place_of
from desktop.record.memoization import EntryChange


class EntryGroups:
    """The groups of one rule, kept from one submission to the next.

    Args:
        number: the place of the rule among all rules.
    """

    def __init__(self, number: int, rule: Rule, test: OfGroup, catalogue: Catalogue) -> None:
        self.number = number
        self._rule = rule
        self._test = test
        self._catalogue = catalogue
        self._members: dict[str, Member] = {}
        self._groups: dict[tuple[str, ...], list[Member]] = {}
        self._found: dict[str, Found] = {}

    def found(self, entry_id: str) -> Iterator[Found]:
        """Yield what was found of an entry."""
        if entry_id in self._found:
            yield self._found[entry_id]

    def take(self, changes: list[EntryChange]) -> list[str]:
        """Take over what differs, and return the ids of the entries of which something else is found now."""
        touched: dict[tuple[str, ...], None] = {}
        again: list[str] = []
        for old, new in changes:
            before = None if old is None else self._members.pop(old.id, None)
            after = None if new is None else self._test.member(self._rule, new, self._catalogue)
            if before is not None:
                again.append(before.entry.id)
                for key in before.keys:
                    touched[key] = None
                    group = self._groups[key]
                    del group[_find(group, before.entry)]
            if after is not None:
                self._members[after.entry.id] = after
                for key in after.keys:
                    touched[key] = None
                    group = self._groups.setdefault(key, [])
                    group.insert(_find(group, after.entry), after)
        for key in touched:
            if not self._groups[key]:
                del self._groups[key]
        again += (member.entry.id for key in touched for member in self._groups.get(key, ()))
        return [entry_id for entry_id in dict.fromkeys(again) if self._look_again(entry_id)]

    def _look_again(self, entry_id: str) -> bool:
        before = self._found.pop(entry_id, None)
        member = self._members.get(entry_id)
        if member is None:
            return before is not None
        groups = [self._groups[key] for key in member.keys]
        found = self._test.look(self._rule, member, groups, self._catalogue)
        if found is not None:
            self._found[entry_id] = found
        return found != before


def _find(group: list[Member], entry: Entry) -> int:
    return bisect_left(group, place_of(entry), key=lambda member: place_of(member.entry))
