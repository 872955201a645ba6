"""The agenda of a workshop: which objectives are gone through, in which order, and for how long.

How long an objective has been talked about is measured by whoever knows the time; here it is compared with the agenda and
said in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.i18n.number_formatting import counted
from desktop.i18n.plain_numbers import plain_number
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.entry import Entry
from desktop.record.internal_kinds import AGENDA_ITEM
from desktop.record.submission import Submission

MINUTES, PLACE = "minutes", "place"
"""The fields of an item, which is bound to the number of its objective."""

USUAL = 20
"""Minutes that an objective is given at first."""

MOST = 480
"""Minutes that one objective can have: a day."""

SOON = 5
"""Minutes before the end from which it is said that the time is nearly up."""


@dataclass(frozen=True, slots=True)
class Item:
    """An objective of the agenda.

    Args:
        objective: its number.
        minutes: that it is given.
        place: where it stands, ascending.
    """

    objective: int
    minutes: int
    place: int = 0


def agenda(submission: Submission) -> list[Item]:
    """Return the items in their order."""
    found = [item for each in submission.of_kind(AGENDA_ITEM) if (item := _item(each)) is not None]
    return sorted(found, key=lambda each: (each.place, each.objective))


def minutes_of(items: Sequence[Item], objective: int) -> int:
    """Return what an objective is given, 0 where it is not on the agenda."""
    return next((each.minutes for each in items if each.objective == objective), 0)


@dataclass(frozen=True, slots=True)
class Pace:
    """How the time of an objective stands.

    Args:
        said: a sentence.
        state: `""` as long as there is time, `soon` towards its end, `over` after it.
    """

    said: str
    state: str = ""


def pace(minutes: int, seconds: float) -> Pace:
    """Return how the time of an objective stands that was given some minutes and was talked about for some seconds."""
    spent = int(seconds // 60)
    if not minutes:
        text = ngettext("{count} minute so far", "{count} minutes so far", spent)
        return Pace(text.format(count=counted(spent)))
    left = minutes - spent
    if left > 0:
        text = ngettext("{count} minute left", "{count} minutes left", left)
        return Pace(text.format(count=counted(left)), "soon" if left <= SOON else "")
    if left == 0:
        return Pace(_("Time is up"), "over")
    text = ngettext("Time is up: {count} minute over", "Time is up: {count} minutes over", -left)
    return Pace(text.format(count=counted(-left)), "over")


def delay(items: Sequence[Item], spent: Mapping[int, float]) -> int:
    """Return by how many minutes the objectives that were begun took longer than they were given, all together."""
    over = (max(spent.get(each.objective, 0.0) - each.minutes * 60, 0.0) for each in items)
    return int(sum(over) // 60)


def _item(entry: Entry) -> Item | None:
    objective, minutes, place = map(plain_number, (entry.key, entry.text(MINUTES), entry.text(PLACE) or "0"))
    if objective is None or minutes is None or place is None:
        return None  # what another copy or a stranger wrote there is no item
    return Item(objective, min(minutes, MOST), place)
