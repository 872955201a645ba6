"""Why something was taken away, in the words of whoever did it.

The reason stands with the revision, as a parameter of its message that no sentence asks for: it goes where the revision
goes, to other copies of the submission, and leaves with a package only where the history does, whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.i18n.text_sanitizing import shortened
from desktop.record.entry import Entry
from desktop.record.history import ENTRY_ITSELF, Change, Message, Revision
from desktop.record.internal_kinds import INTERNAL_KINDS
from desktop.record.unaccepted import is_key

WHY = "why"
"""The name of the parameter."""

LONGEST = 1_000
"""Characters of a reason."""

WORTH_A_REASON = 20
"""Characters from which a text that was emptied is asked for a reason."""


def reason_of(revision: Revision) -> str:
    """Return why something was done, in one line; empty where nobody said."""
    why = revision.message.parameters.get(WHY, "")
    return shortened(why, LONGEST) if isinstance(why, str) else ""


def with_reason(message: Message, why: str) -> Message:
    """Return a message with another reason, or without one where it is empty."""
    why = shortened(why, LONGEST)
    others = {name: each for name, each in message.parameters.items() if name != WHY}
    return Message(message.id, {**others, WHY: why} if why else others)


def without_reason(revision: Revision) -> Revision:
    """Return a revision as it is told to people outside the team, who are given no reasons."""
    if WHY not in revision.message.parameters:
        return revision
    return revision._replace(message=with_reason(revision.message, ""))


def takes_away(changes: Iterable[Change], before: Mapping[str, Entry]) -> bool:
    """Whether some changes take away what is worth a reason: a text of some length, or an entry with answers.

    Args:
        before: the entries as they were before the changes.
    """
    for each in changes:
        entry = before.get(each.entry_id)
        if entry is None or entry.kind in INTERNAL_KINDS:
            continue
        if each.field == ENTRY_ITSELF:
            if each.new is None and entry.answers:
                return True
        elif not is_key(each.field) and each.new is None and _is_long(each.old):
            return True
    return False


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) >= WORTH_A_REASON
