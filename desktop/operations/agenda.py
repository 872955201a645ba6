"""Make the agenda of a workshop: which objectives, in which order, and for how long.

An item is bound to its objective, so that two copies that both plan it mean the same one. Each change is one revision.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n.translation import N_
from desktop.record import agenda
from desktop.record.agenda import Item
from desktop.record.entry import bound_id
from desktop.record.history import Message, Revision
from desktop.record.internal_kinds import AGENDA_ITEM
from desktop.store.file import SubmissionFile


def plan(file: SubmissionFile, before: Sequence[Item], items: Sequence[Item], *, by: str = "") -> Revision | None:
    """Make these items the agenda, in the order given, in place of those that were there before."""
    with file.transaction("edit", Message(N_("Change the agenda")), by) as unit:
        wanted = {each.objective for each in items}
        for gone in before:
            if gone.objective not in wanted:
                unit.remove(bound_id(file.submission_id, AGENDA_ITEM, str(gone.objective)))
        for place, item in enumerate(items, 1):
            entry_id = unit.ensure(AGENDA_ITEM, str(item.objective))
            unit.set(entry_id, agenda.MINUTES, str(item.minutes))
            unit.set(entry_id, agenda.PLACE, str(place))
    return unit.done
