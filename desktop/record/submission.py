"""The submission as one value: all that a country has said so far, at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from desktop.record.entry import Answer, Entry, bound_id
from desktop.record.history import Revision


@dataclass(frozen=True)
class Attachment:
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
    """

    id: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    attachments: Mapping[str, Attachment] = field(default_factory=dict)

    @cached_property
    def _by_kind(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in sorted(self.entries.values(), key=lambda each: (each.order, each.id)):
            found.setdefault(entry.kind, []).append(entry)
        return found

    @cached_property
    def _by_objective(self) -> dict[tuple[str, int], list[Entry]]:
        found: dict[tuple[str, int], list[Entry]] = {}
        for kind, entries in self._by_kind.items():
            for entry in entries:
                for number in objectives_of(entry):
                    found.setdefault((kind, number), []).append(entry)
        return found

    @cached_property
    def _values(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.of_kind("value"):
            found.setdefault(entry.text("indicator"), []).append(entry)
        return found

    @property
    def about(self) -> Entry:
        """The entry of the submission itself: country, cycle, languages, lead ministry."""
        return self.bound("submission", "")

    def of_kind(self, kind: str) -> list[Entry]:
        """Return the entries of a kind in their order."""
        return self._by_kind.get(kind, [])

    def of_objective(self, kind: str, number: int) -> list[Entry]:
        """Return the entries of a kind that name an objective, as a main or as a further one."""
        return self._by_objective.get((kind, number), [])

    def values_of(self, indicator: str) -> list[Entry]:
        """Return the values of an indicator in their order; each is asked for by many objectives and pages."""
        return self._values.get(indicator, [])

    def bound(self, kind: str, key: str) -> Entry:
        """Return the bound entry, an empty one when nobody has answered anything in it yet."""
        entry_id = bound_id(self.id, kind, key)
        return self.entries.get(entry_id) or Entry(entry_id, kind, key)

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
                answer = None if change.new is None else Answer(change.new, revision.at, revision.by)
                entries[change.entry_id] = entries[change.entry_id].answered(change.field, answer)
        files = {**self.attachments, **{each.sha256: each for each in attachments}}
        return Submission(self.id, entries, files)


def entry_from_row(entry_id: str, value: object) -> Entry:
    """Return the entry, still empty, that a change creates; `value` is that of `entry_row`."""
    row = value[0] if isinstance(value, list) and value else {}
    if not isinstance(row, dict):
        raise TypeError("an entry is one row")
    return Entry(entry_id, str(row["kind"]), str(row.get("key", "")), int(row.get("order", "0")))


def entry_row(entry: Entry) -> list[dict[str, str]]:
    """Return the value of a change that creates or removes an entry: what it is, without its answers."""
    return [{"kind": entry.kind, "key": entry.key, "order": str(entry.order)}]


def objectives_of(entry: Entry) -> list[int]:
    """Return the objectives that an entry names, main ones first, or the one that it is bound to."""
    if entry.kind == "assessment":
        return [int(entry.key)]
    numbers = entry.numbers("objectives")
    return numbers + [each for each in entry.numbers("further_objectives") if each not in numbers]
