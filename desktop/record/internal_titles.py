"""What an entry is called that the team keeps for its own work; no form says it."""

from __future__ import annotations

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.internal_kinds import AGENDA_ITEM, BALLOT, CLEARANCE, PARKED, SITTING

_NAMES = {
    AGENDA_ITEM: N_("Agenda"),
    BALLOT: N_("Rating of a ministry"),
    CLEARANCE: N_("Clearance"),
    PARKED: N_("Parked point"),
    SITTING: N_("Sitting"),
}


def internal_title(entry: Entry) -> str:
    """Return the first line of what an entry says, or what its kind is called."""
    for key in ("text", "title"):
        lines = entry.text(key).strip().splitlines()
        if lines:
            return lines[0]
    if entry.kind == AGENDA_ITEM:
        return _("Agenda, objective {number}").format(number=entry.key)
    return _(_NAMES[entry.kind]) if entry.kind in _NAMES else entry.kind
