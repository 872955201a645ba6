"""What an import is about to write, before a line of it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.record.entry import Value, new_id


@dataclass(frozen=True)
class Planned:
    """One entry that an import will write: a new one, or the answers of a bound one."""

    id: str
    kind: str
    key: str
    answers: Mapping[str, Value]

    @classmethod
    def new(cls, kind: str, answers: Mapping[str, Value]) -> Planned:
        """Return a planned entry of a free kind with an id of its own."""
        return cls(new_id(), kind, "", answers)


@dataclass
class Plan:
    """All that an import will write, and every error that stands in its way.

    Args:
        files: name and content of the files that come along.
    """

    entries: list[Planned] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return the number of entries of each kind."""
        return dict(Counter(planned.kind for planned in self.entries))
