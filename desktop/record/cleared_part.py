"""What is told of a clearance outside the file: so much leaves with a package, and nothing else of it."""

from __future__ import annotations

from dataclasses import dataclass

CLEARED, CHANGED = "cleared", "changed"


@dataclass(frozen=True, slots=True)
class ClearedPart:
    """A part of a submission that was cleared.

    Args:
        part: `objective/7`, or `pledge/` with the id of the pledge.
        state: `cleared`; `changed` where the text is another one by now.
        by, ministry: who cleared it, and for whom.
        date: the day on which it was cleared, e.g. `2026-03-02`.
        fingerprint: of the text that was cleared, 64 hexadecimal digits; see `clearance.fingerprint`.
    """

    part: str
    state: str
    by: str
    ministry: str
    date: str
    fingerprint: str
