"""The kinds of entries that the team keeps for its own work: they travel with copies, and never leave with a package.

They are no forms: no data pack can change what they hold or whether they leave, and nothing of the package is built from
them. Being entries, they have authors and times, a history and undo, and come along when copies are joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.i18n.translation import N_

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

INTERNAL_LABELS: Mapping[str, str] = MappingProxyType({CLEARANCE: N_("Clearance")})
"""What an entry of such a kind is called where nothing better is known of it, as in the history."""

INTERNAL_KINDS: Mapping[str, Mapping[str, FieldType]] = MappingProxyType(
    {
        COMMENT: {},
        HANDED_OUT: {},
        SITTING: {},
        AGENDA_ITEM: {},
        PARKED: {},
        BALLOT: {},
        CLEARANCE: {
            "state": "choice",
            "fingerprint": "text",
            "by": "text",
            "ministry": "text",
            "at": "text",
            "reviewed_by": "text",
            "note": "long_text",
            "method": "choice",
            "sheet": "file",
            "evidence": "links",
        },
        KEPT_BACK: {},
    }
)
"""The key of each kind, to the fields that it has, each with its type: joining copies goes by it."""
