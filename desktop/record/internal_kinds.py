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
        COMMENT: {
            "on": "text",  # the id of the entry that it is about; of a bound kind that may not be begun yet
            "on_kind": "text",
            "on_key": "text",
            "on_title": "text",  # what the entry was called when it was written, for when it is gone
            "field": "text",  # empty for the entry as a whole
            "to_person": "text",
            "to_ministry": "text",
            "text": "long_text",
            "reply_to": "text",  # the id of the comment that it answers
            "settled": "yes_no",
        },
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
        KEPT_BACK: {  # bound to the id of the entry whose answers are kept back, and one to `PEOPLE`
            "fields": "choices",
            "whole": "yes_no",
            "people": "choices",
        },
    }
)
"""The key of each kind, to the fields that it has, each with its type: joining copies goes by it."""
