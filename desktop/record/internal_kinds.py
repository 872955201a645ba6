"""The kinds of entries that the team keeps for its own work: they travel with copies, and never leave with a package.

They are no forms: no data pack can change what they hold or whether they leave, and nothing of the package is built from
them. Being entries, they have authors and times, a history and undo, and come along when copies are joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.catalogue.definitions import FieldType

COMMENT = "comment"
HANDED_OUT = "handed_out"
SITTING = "sitting"
AGENDA_ITEM = "agenda_item"
PARKED = "parked"
BALLOT = "ballot"
CLEARANCE = "clearance"
KEPT_BACK = "kept_back"

INTERNAL_KINDS: Mapping[str, Mapping[str, FieldType]] = MappingProxyType(
    {
        COMMENT: {},
        HANDED_OUT: {
            "to": "text",
            "form": "choice",
            "copy": "text",
            "file": "text",
            "mark": "text",  # of what a workbook hides, so that nobody can alter it
            "objectives": "objectives",
            "kinds": "choices",
            "until": "date",
            "at": "text",
            "by": "text",
            "back": "text",
            "joined": "text",
        },
        SITTING: {},
        AGENDA_ITEM: {},
        PARKED: {},
        BALLOT: {},
        CLEARANCE: {},
        KEPT_BACK: {},
    }
)
"""The key of each kind, to the fields that it has, each with its type: joining copies goes by it."""
