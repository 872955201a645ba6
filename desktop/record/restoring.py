"""What would become different if something were taken back to how it was at a moment.

What the team keeps for its own work stays as it is: the ledger must not forget what left the building, nor a comment
what it asks for; what was kept back stays kept back, and a clearance holds as long as the text is the one that was
cleared, whichever way it came to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry, tidy
from desktop.record.entry_index import main_objectives, place_of
from desktop.record.history import ENTRY_ITSELF, Change, same
from desktop.record.internal_kinds import INTERNAL_KINDS
from desktop.record.past import kept
from desktop.record.submission import entry_row
from desktop.record.unaccepted import field_of

Way = Literal["added", "changed", "removed"]
WAYS: tuple[Way, ...] = ("added", "changed", "removed")


@dataclass(frozen=True)
class Difference:
    """One entry that would become another one.

    Args:
        now: as it is; None where it would be added.
        then: as it would be; None where it would be removed.
        changes: that make the one of the other, in their order.
    """

    now: Entry | None
    then: Entry | None
    changes: tuple[Change, ...]

    @property
    def way(self) -> Way:
        """What would become of it."""
        return "added" if self.now is None else "removed" if self.then is None else "changed"

    @property
    def entry(self) -> Entry:
        """The entry to name it by: as it would be, or as it is where it would be removed."""
        entry = self.then or self.now
        assert entry is not None
        return entry


@dataclass(frozen=True)
class Restoring:
    """Everything that would become different.

    Args:
        differences: entry by entry.
    """

    differences: tuple[Difference, ...] = ()

    @property
    def changes(self) -> list[Change]:
        """All changes in the order in which they can be made."""
        return [change for each in self.differences for change in each.changes]

    def count(self, way: Way) -> int:
        """Return how many entries would be added, changed or removed."""
        return sum(each.way == way for each in self.differences)

    def by_objective(self) -> list[tuple[int, list[Difference]]]:
        """Return the differences below their objective, in the order of the numbers; those of none come last, as 0.

        An entry stands below its first objective as it would be, or as it is where it would be removed.
        """
        groups: dict[int, list[Difference]] = {}
        for each in self.differences:
            groups.setdefault(main_objective(each.entry), []).append(each)
        for found in groups.values():
            found.sort(key=lambda each: (each.entry.kind, place_of(each.entry)))
        return sorted(groups.items(), key=lambda group: (not group[0], group[0]))


def way_said(way: Way) -> str:
    """Return what would become of an entry, as the label before its name."""
    return {"added": _("Will come back"), "changed": _("Will change"), "removed": _("Will be removed")}[way]


def objective_said(number: int, catalogue: Catalogue) -> str:
    """Return the heading of the differences of an objective."""
    try:
        return _("Objective {number}: {label}").format(number=number, label=catalogue.label(number))
    except KeyError:
        return _("Without an objective") if not number else _("Objective {number}").format(number=number)


def counts_said(different: Restoring) -> list[str]:
    """Return how many entries would come back, change and be removed, in lines; one line where nothing would."""
    if not different.differences:
        return [_("Nothing would change.")]
    labels = {
        "added": _("Entries that will come back: {count}"),
        "changed": _("Entries that will change: {count}"),
        "removed": _("Entries that will be removed: {count}"),
    }
    return [labels[way].format(count=counted(different.count(way))) for way in WAYS if different.count(way)]


def restoring(now: Mapping[str, Entry], then: Mapping[str, Entry | None], field: str = "") -> Restoring:
    """Return what would become different if entries were as they were.

    Args:
        then: the entries that are spoken of, as they were; None where they were not there.
        field: only this field of them, with what was typed there and is not accepted.
    """
    found = (_difference(now.get(entry_id), was, field) for entry_id, was in then.items())
    return Restoring(tuple(each for each in found if each is not None))


def of_objective(now: Mapping[str, Entry], then: Mapping[str, Entry | None], number: int) -> dict[str, Entry | None]:
    """Return of these entries those that have an objective for one of their main ones, now or then, as they were.

    What names it as a further one belongs to another objective, and stays as it is.
    """
    return {
        entry_id: was
        for entry_id, was in then.items()
        if any(each is not None and number in main_objectives(each) for each in (was, now.get(entry_id)))
    }


def main_objective(entry: Entry) -> int:
    """Return the first objective of an entry, 0 where it has none."""
    return next(iter(main_objectives(entry)), 0)


def _difference(now: Entry | None, then: Entry | None, field: str) -> Difference | None:
    if (now or then or _NONE).kind in INTERNAL_KINDS:
        return None
    changes = tuple(_changes(now, then, field))
    return Difference(now, then, changes) if changes else None


_NONE = Entry("", "")


def _changes(now: Entry | None, then: Entry | None, field: str) -> Iterator[Change]:
    entry = now or then
    if entry is None:
        return
    if now is None and then is not None:
        yield Change(entry.id, ENTRY_ITSELF, None, entry_row(then))
    here = {} if now is None else kept(now)
    there = {} if then is None else kept(then)
    for key in sorted({*here, *there}):
        if field and field_of(key) != field:
            continue
        old, new = (None if each is None else each.value for each in (here.get(key), there.get(key)))
        if not same(tidy(old), tidy(new)):  # what another program wrote less tidily is written by this one as it does
            yield Change(entry.id, key, old, new)
    if now is not None and then is None and not field:
        yield Change(entry.id, ENTRY_ITSELF, entry_row(now), None)
