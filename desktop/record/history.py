"""Changes and revisions: the one history that serves undo, attribution, restore, the audit trail and the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.record.entry import Value
from desktop.record.unaccepted import field_of

ENTRY_ITSELF = ""
"""The field name of a change that makes or removes an entry; its value is a row `{kind, key, order}`."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one entry, before and after. None: there was, or is, no answer.

    With `field == BEING` the entry itself is made (old None) or removed (new None); the value is then the one
    row `[{"kind": …, "key": …, "order": …}]`.
    """

    entry_id: str
    field: str
    old: Value | None
    new: Value | None


@dataclass(frozen=True, slots=True)
class Revision:
    """What somebody did, in one step that can be undone.

    Args:
        id: UUID.
        at: when, ISO 8601 in UTC.
        by: who; empty when nobody was named.
        sort: `create`, `edit`, `import`, `attach`, `undo`, `redo`, `restore`, `join`.
        label: what was done, in the words of the person's language at that time.
        changes: in the order in which they were made.
        undoes: the id of the revision that an `undo` or `redo` takes back, else empty.
    """

    id: str
    at: str
    by: str
    sort: str
    label: str
    changes: tuple[Change, ...]
    undoes: str = ""


def gathered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes with one for each field at most: from what stood there first to what stands there last.

    What ends where it began is no change. An answer that was said again as it is (`old == new` by itself) stays one.
    Where an entry is removed, every change stays by itself and in its order.
    """
    changes = tuple(changes)
    if any(each.field == ENTRY_ITSELF and each.new is None for each in changes):
        return changes
    found: dict[tuple[str, str], Change] = {}
    again: set[tuple[str, str]] = set()
    for each in changes:
        place = (each.entry_id, each.field)
        before = found.get(place)
        if before is None and same(each.old, each.new):
            again.add(place)
        found[place] = each if before is None else Change(each.entry_id, each.field, before.old, each.new)
    return tuple(each for place, each in found.items() if place in again or not same(each.old, each.new))


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two values are the same answer; `True` and `1` are not."""
    return one == other and type(one) is type(other)


def places(changes: Iterable[Change]) -> set[tuple[str, str]]:
    """Return entry and field of each change; what a field does not accept belongs to its field."""
    return {(each.entry_id, field_of(each.field)) for each in changes if each.field != ENTRY_ITSELF}
