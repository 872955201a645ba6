"""Changes and deeds: the one history that serves undo, attribution, restore, the audit trail and the log."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.record.entry import Value

BEING = ""
"""The field name of a change that makes or removes an entry; its value is a row `{kind, key, order}`."""

Being = dict[str, str]


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
class Deed:
    """What somebody did, in one step that can be undone.

    Args:
        id: UUID.
        at: when, ISO 8601 in UTC.
        by: who; empty when nobody was named.
        sort: `create`, `edit`, `import`, `attach`, `undo`, `redo`, `restore`, `join`.
        label: what was done, in the words of the person's language at that time.
        changes: in the order in which they were made.
        undoes: the id of the deed that an `undo` or `redo` takes back, else empty.
    """

    id: str
    at: str
    by: str
    sort: str
    label: str
    changes: tuple[Change, ...]
    undoes: str = ""
