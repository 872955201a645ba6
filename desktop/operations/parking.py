"""Park what a workshop cannot settle, and settle it later."""

from __future__ import annotations

from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import N_
from desktop.record import parking
from desktop.record.entry import Value, tidy
from desktop.record.history import LONGEST_NAME, Message, Parameter, Revision
from desktop.record.internal_kinds import PARKED
from desktop.record.parking import Parked
from desktop.store.file import SubmissionFile


def park(file: SubmissionFile, text: str, *, owner: str = "", objective: int = 0, by: str = "") -> Revision | None:
    """Park a point. Returns None for an empty one."""
    said = tidy(text)
    if said is None:
        return None
    answers: dict[str, Value | None] = {
        parking.TEXT: said,
        parking.OWNER: tidy(owner),
        parking.OBJECTIVES: [objective] if objective else None,
    }
    with file.transaction("edit", Message(N_("Park “{name}”"), _named(text)), by) as unit:
        unit.add(PARKED, {key: value for key, value in answers.items() if value})
    return unit.done


def settle(file: SubmissionFile, point: Parked, settled: bool, *, by: str = "") -> Revision | None:
    """Say that a point is settled, or that it waits again."""
    done = Message(N_("Settle “{name}”"), _named(point.text))
    again = Message(N_("Put “{name}” back on the parking list"), _named(point.text))
    with file.transaction("edit", done if settled else again, by) as unit:
        unit.set(point.id, parking.SETTLED, True if settled else None)
    return unit.done


def give_to(file: SubmissionFile, point: Parked, owner: str, *, by: str = "") -> Revision | None:
    """Say who is responsible for a point."""
    with file.transaction("edit", Message("Say who sees to “{name}”", _named(point.text)), by) as unit:
        unit.set(point.id, parking.OWNER, tidy(owner))
    return unit.done


def _named(text: str) -> dict[str, Parameter]:
    return {"name": shortened(text, LONGEST_NAME)}
