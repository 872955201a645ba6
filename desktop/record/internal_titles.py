"""What an entry and its fields are called that the team keeps for its own work; no form says it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from desktop.i18n.lists import separated
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry, Value
from desktop.record.envelopes import is_envelope
from desktop.record.internal_kinds import (
    AGENDA_ITEM,
    BALLOT,
    CLEARANCE,
    COMMENT,
    HANDED_OUT,
    INTERNAL_KINDS,
    KEPT_BACK,
    PARKED,
    SITTING,
)

_NAMES = {
    AGENDA_ITEM: N_("Agenda"),
    BALLOT: N_("Rating by a ministry"),
    CLEARANCE: N_("Clearance"),
    COMMENT: N_("Comment"),
    HANDED_OUT: N_("Copy handed out"),
    KEPT_BACK: N_("Kept back"),
    PARKED: N_("Parked point"),
    SITTING: N_("Sitting"),
}

_WRITTEN: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        COMMENT: {
            "text": N_("Comment"),
            "to_person": N_("To whom"),
            "to_ministry": N_("To whom"),
            "settled": N_("Comment settled"),
        },
        HANDED_OUT: {"to": N_("To whom"), "objectives": N_("Objectives"), "until": N_("Return by")},
        SITTING: {"title": N_("Title"), "place": N_("Place")},
        AGENDA_ITEM: {"minutes": N_("Duration in minutes")},
        PARKED: {
            "text": N_("Parked point"),
            "owner": N_("Who is responsible"),
            "objectives": N_("Objectives"),
            "settled": N_("Point settled"),
        },
        BALLOT: {"reason": N_("Reason"), "agreed_reason": N_("Reason"), "dissent": N_("Dissent")},
        CLEARANCE: {"by": N_("By whom"), "ministry": N_("Ministry"), "note": N_("Note on clearance")},
    }
)
"""What people wrote themselves in an internal kind; the rest is the program's, and its own pages tell of it."""


_KEPT: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        COMMENT: {
            **dict.fromkeys(("on", "on_kind", "on_key", "on_title", "reply_to"), N_("Subject")),
            "field": N_("Field"),
        },
        HANDED_OUT: {
            **dict.fromkeys(("form", "copy", "file"), N_("File")),
            "mark": N_("Fingerprint"),
            "kinds": N_("Kinds of entries"),
            "at": N_("Handed out on"),
            "by": N_("Handed out by"),
            "back": N_("Returned on"),
            "joined": N_("Joined on"),
            "replaced": N_("Replaced on"),
        },
        SITTING: {
            **dict.fromkeys(("begun", "before"), N_("Begun")),
            **dict.fromkeys(("ended", "until"), N_("Ended")),
            "took_part": N_("Took part"),
        },
        AGENDA_ITEM: {"place": N_("Place in the order")},
        BALLOT: {
            **dict.fromkeys(("asked", "of", "field"), N_("What is rated")),
            **dict.fromkeys(("round", "number"), N_("Rating together")),
            **dict.fromkeys(("envelope", "value"), N_("Rating")),
            "place": N_("Place in the order"),
            "ministry": N_("Ministry"),
            "revealed": N_("Ratings revealed"),
            "agreed": N_("What is agreed"),
            "differs": N_("Keeps its own view"),
        },
        CLEARANCE: {
            "state": N_("Clearance"),
            "fingerprint": N_("Fingerprint"),
            "at": N_("Date"),
            "reviewed_by": N_("Reviewed by"),
            "method": N_("Signed on paper"),
            "sheet": N_("Clearance sheet"),
            "evidence": N_("Evidence"),
        },
        KEPT_BACK: dict.fromkeys(("fields", "whole", "people"), N_("Kept back")),
    }
)
"""What the program keeps in an internal kind, where it has to be named: in what another copy brings."""


def is_told(entry: Entry | None, field: str) -> bool:
    """Whether a change of a field is told in the history: of what the team keeps for itself only what people wrote."""
    return entry is None or entry.kind not in INTERNAL_KINDS or not field or bool(written_field(entry, field))


def written_field(entry: Entry | None, field: str) -> str:
    """Return what a field of an internal kind is called that people wrote themselves; empty for every other one."""
    label = _WRITTEN.get(entry.kind, {}).get(field, "") if entry is not None else ""
    return _(label) if label else ""


def field_name(entry: Entry | None, field: str) -> str:
    """Return what a field is called that no form of today has: of an internal kind, or from forms of another time."""
    kept = _KEPT.get(entry.kind, {}).get(field, "") if entry is not None else ""
    return written_field(entry, field) or (_(kept) if kept else _("Answer from earlier forms"))


def plain_of(entry: Entry, field: str, value: Value | None) -> str:
    """Return a value of a field that no form has in words, where the program keeps a word of its own for it."""
    from desktop.record.clearance_state import STATE_WORDS
    from desktop.record.ledger import FORMS

    said: Mapping[str, str] = {
        (CLEARANCE, "state"): STATE_WORDS,
        (CLEARANCE, "method"): {"paper": N_("Yes"), "screen": N_("No")},
        (HANDED_OUT, "form"): FORMS,
    }.get((entry.kind, field), {})
    word = said.get(str(value), "")
    return _(word) if word else plain(value)


def plain(value: Value | None) -> str:
    """Return a value of a field that no form has, as people read it; what was given unseen is not shown."""
    if is_envelope(value):
        return _("given in private")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return separated(str(each) for each in value)
    return "" if value is None else str(value)


def kind_name(kind: str) -> str:
    """Return what an internal kind is called, in the language spoken; its key where it has no name."""
    return _(_NAMES[kind]) if kind in _NAMES else kind


def internal_title(entry: Entry) -> str:
    """Return the first line of what an entry says, or what its kind is called."""
    for key in ("text", "title"):
        lines = entry.text(key).strip().splitlines()
        if lines:
            return lines[0]
    if entry.kind == AGENDA_ITEM:
        return _("Agenda, objective {number}").format(number=entry.key)
    return kind_name(entry.kind)
