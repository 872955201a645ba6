"""The submission as one value: all that a country has said so far, at one moment."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.record.entry import Answer, Entry, bound_id
from desktop.record.entry_index import EntryIndex, Key
from desktop.record.history import Revision
from desktop.record.memoization import EntryChange, Memo, Read, differences, note

if TYPE_CHECKING:
    from desktop.record.cleared_part import ClearedPart

_IDS = ", ids"
_SERIALS = count(1)


class Attachment(NamedTuple):
    """What is known of an attached file; its bytes stay in the store.

    Args:
        sha256: 64 hexadecimal digits; the file's key.
        name: as it was called on the computer that it came from.
        size: bytes.
    """

    sha256: str
    name: str
    size: int


@dataclass(frozen=True)
class Submission:
    """A frozen picture of a submission file; safe to hand to another thread.

    Args:
        id: the UUID of the submission.
        entries: id to entry.
        attachments: SHA-256 to attachment.
        cleared: of what was released, what is told of who cleared it, see `release.released`; an open file has entries
            for that.
    """

    id: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    cleared: tuple[ClearedPart, ...] = ()

    @cached_property
    def serial(self) -> int:
        """A number that no other submission in this process has; equal ones have numbers of their own."""
        return next(_SERIALS)

    @cached_property
    def memo(self) -> Memo:
        """What was computed from this submission or one before it, see `memoization`."""
        return {}

    @cached_property
    def index(self) -> EntryIndex:
        """The entries by what they are asked for."""
        return EntryIndex(self.entries)

    @cached_property
    def _before(self) -> tuple[Mapping[str, Entry], list[EntryChange]] | None:
        """The entries of the submission before this one, with what differs from them; None where none is known."""
        return None

    def may_differ_since(self, serial: int) -> frozenset[Read] | None:
        """Return all that may be read otherwise here than in the submission just before, where that has this serial number.

        None where another one has it: anything may be.
        """
        return self._others[1] if self._others is not None and self._others[0] == serial else None

    @cached_property
    def _others(self) -> tuple[int, frozenset[Read]] | None:
        """The serial number of the submission before this one, with what may be read otherwise here; None for not known."""
        return None

    @property
    def about(self) -> Entry:
        """The entry of the submission itself: country, cycle, languages, lead ministry."""
        return self.bound("submission", "")

    def of_kind(self, kind: str) -> list[Entry]:
        """Return the entries of a kind in their order."""
        return self._entries("by_kind", kind)

    def of_objective(self, kind: str, number: int) -> list[Entry]:
        """Return the entries of a kind that name an objective, as a main or as a further one."""
        return self._entries("by_objective", (kind, number))

    def of_principle(self, kind: str, number: int) -> list[Entry]:
        """Return the entries of a kind that name a guiding principle."""
        return self._entries("by_principle", (kind, number))

    def values_of(self, indicator: str) -> list[Entry]:
        """Return the values of an indicator in their order; each is asked for by many objectives and pages."""
        return self._entries("by_indicator", indicator)

    def ids_of_objective(self, kind: str, number: int) -> frozenset[str]:
        """Return the ids of the entries of a kind that name an objective."""
        return self._ids("by_objective", (kind, number))

    def ids_of_principle(self, kind: str, number: int) -> frozenset[str]:
        """Return the ids of the entries of a kind that name a guiding principle."""
        return self._ids("by_principle", (kind, number))

    def objectives_named(self, kind: str) -> frozenset[int]:
        """Return the objectives that entries of a kind name."""
        found = self.index.objectives(kind)
        note("objectives", kind, found)
        return found

    def entry(self, entry_id: str) -> Entry | None:
        """Return an entry, None when there is none of this id."""
        entry = self.entries.get(entry_id)
        note("entries", entry_id, entry)
        return entry

    def attachment(self, sha256: str) -> Attachment | None:
        """Return what is known of an attached file, None when it is not there."""
        file = self.attachments.get(sha256)
        note("attachments", sha256, file)
        return file

    def bound(self, kind: str, key: str) -> Entry:
        """Return the bound entry, an empty one when nobody has answered anything in it yet."""
        entry_id = bound_id(self.id, kind, key)
        return self.entry(entry_id) or Entry(entry_id, kind, key)

    def lookup(self, table: str, key: Any) -> object:
        """Return what was read of a table, as it is in this submission; see `memoization.note`."""
        if table == "entries":
            return self.entries.get(key)
        if table == "attachments":
            return self.attachments.get(key)
        if table == "all":
            return self.entries
        if table == "objectives":
            return self.index.objectives(key)
        of_ids = table.removesuffix(_IDS)
        return self.index.entries(table, key) if of_ids == table else self.index.ids(of_ids, key)

    def _entries(self, table: str, key: Hashable) -> list[Entry]:
        found = self.index.entries(table, key)
        note(table, key, found)
        return found

    def _ids(self, table: str, key: Hashable) -> frozenset[str]:
        found = self.index.ids(table, key)
        note(table + _IDS, key, found)
        return found

    def changes_since(self, before: Mapping[str, Entry]) -> list[EntryChange]:
        """Return each entry that is not the same as in the entries of another submission, as it was and as it is."""
        if self._before is not None and self._before[0] is before:
            return self._before[1]
        return differences(before, self.entries, {**before, **self.entries})

    def after(self, revision: Revision, attachments: Iterable[Attachment] = ()) -> Submission:
        """Return the submission as it is after a revision."""
        entries = dict(self.entries)
        for change in revision.changes:
            if change.removes_entry:
                entries.pop(change.entry_id, None)
            elif change.creates_entry:
                # Another copy may have begun the same bound entry; what is said in it stays.
                entries.setdefault(change.entry_id, entry_from_row(change.entry_id, change.new))
            elif change.entry_id in entries:
                said = (change.said_at, change.said_by) if change.said_at else (revision.at, revision.by)
                answer = None if change.new is None else Answer(change.new, *said)
                entries[change.entry_id] = entries[change.entry_id].answered(change.field, answer)
        files = {**self.attachments, **{each.sha256: each for each in attachments}}
        later = Submission(self.id, entries, files if files != self.attachments else self.attachments)
        changes = differences(self.entries, entries, dict.fromkeys(each.entry_id for each in revision.changes))
        # As the cached properties do it: what was found out so far goes on, and takes no part in what it says.
        later.__dict__["memo"] = self.memo
        later.__dict__["index"] = self.index.after(changes, entries)
        later.__dict__["_before"] = (self.entries, changes)
        if later.index.unshared_lists is not None and later.attachments is self.attachments:
            later.__dict__["_others"] = (self.serial, frozenset(_others(changes, later.index.unshared_lists)))
        return later


def _others(changes: Iterable[EntryChange], lists: Iterable[Key]) -> Iterator[Read]:
    """Yield what is read otherwise after some changes, and what may be, by the tables of `Submission.lookup`."""
    yield "all", None
    for change in changes:
        for entry in change:  # one that is another kind of thing now touches both kinds
            if entry is not None:
                yield "entries", entry.id
                yield "objectives", entry.kind
    for table, key in lists:
        yield table, key
        yield table + _IDS, key


def entry_from_row(entry_id: str, value: object) -> Entry:
    """Return the entry, still empty, that a change creates; `value` is that of `entry_row`."""
    row = value[0] if isinstance(value, list) and value else {}
    if not isinstance(row, dict):
        raise TypeError("an entry is one row")
    return Entry(entry_id, str(row["kind"]), str(row.get("key", "")), int(row.get("order", "0")))


def entry_row(entry: Entry) -> list[dict[str, str]]:
    """Return the value of a change that creates or removes an entry: what it is, without its answers."""
    return [{"kind": entry.kind, "key": entry.key, "order": str(entry.order)}]
