"""Begin and end a sitting of a workshop, and say what it is called.

Where it begins and ends in the history is written down with it, see `record/sittings.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from desktop.i18n.translation import N_
from desktop.record import sittings
from desktop.record.entry import Value, tidy
from desktop.record.history import Message, Revision
from desktop.record.internal_kinds import SITTING
from desktop.record.sittings import Sitting
from desktop.store.file import SubmissionFile


def begin(file: SubmissionFile, at: datetime, *, by: str = "", title: str = "", place: str = "") -> Revision | None:
    """Begin a sitting."""
    answers: dict[str, Value | None] = {
        sittings.BEGUN: at.isoformat().replace("+00:00", "Z"),
        sittings.BEFORE: _last(file),
        sittings.TITLE: tidy(title),
        sittings.PLACE: tidy(place),
    }
    with file.transaction("edit", Message(N_("Begin a sitting")), by) as unit:
        unit.add(SITTING, {key: value for key, value in answers.items() if value})
    return unit.done


def end(
    file: SubmissionFile, sitting: Sitting, at: datetime, took_part: Iterable[str], *, by: str = ""
) -> Revision | None:
    """End a sitting, and keep who took part in it; those who said nothing are known to the window only."""
    until = _last(file)
    with file.transaction("edit", Message(N_("End the sitting")), by) as unit:
        unit.set(sitting.id, sittings.ENDED, at.isoformat().replace("+00:00", "Z"))
        unit.set(sitting.id, sittings.UNTIL, until)
        unit.set(sitting.id, sittings.TOOK_PART, list(dict.fromkeys(each for each in took_part if each)) or None)
    return unit.done


def name(file: SubmissionFile, sitting: Sitting, title: str, place: str, *, by: str = "") -> Revision | None:
    """Say what a sitting is called, and where it is."""
    with file.transaction("edit", Message(N_("Name the sitting")), by) as unit:
        unit.set(sitting.id, sittings.TITLE, tidy(title))
        unit.set(sitting.id, sittings.PLACE, tidy(place))
    return unit.done


def is_empty(file: SubmissionFile, sitting: Sitting) -> bool:
    """Return whether nothing was done since a sitting began."""
    last = file.history(limit=1)
    return bool(last) and any(each.creates_entry and each.entry_id == sitting.id for each in last[0].changes)


def _last(file: SubmissionFile) -> str:
    return next((each.id for each in file.history(limit=1)), "")
