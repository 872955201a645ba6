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
            "replaced": "text",  # when a later one was written in its place
        },
        SITTING: {
            "title": "text",
            "place": "text",
            "begun": "text",
            "ended": "text",
            "before": "text",
            "until": "text",
            "took_part": "choices",
        },
        AGENDA_ITEM: {"minutes": "number", "place": "number"},
        PARKED: {"text": "long_text", "owner": "text", "objectives": "objectives", "settled": "yes_no"},
        BALLOT: {
            "asked": "text",  # the id of the entry that is rated
            "of": "text",  # its kind and what it is bound to, since it need not be in the file yet
            "field": "text",
            "round": "text",
            "number": "number",  # of the round: the first, the second
            "place": "number",  # in the order in which the ministries of the round were named
            "ministry": "text",
            "envelope": "text",  # what was given, until the round is revealed
            "value": "text",
            "reason": "long_text",
            "revealed": "yes_no",
            "agreed": "text",
            "agreed_reason": "long_text",
            "differs": "yes_no",
            "dissent": "long_text",
        },
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
