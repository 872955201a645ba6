"""Changes and revisions: the one history that serves undo, attribution, restore, the audit trail and the log."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from desktop.i18n.plain_numbers import plain_number
from desktop.record.entry import Value
from desktop.record.unaccepted import field_of

ENTRY_ITSELF = ""
"""The field name of a change that creates or removes an entry; its value is a row `{kind, key, order}`."""

REFERENCES = ("kind", "kinds", "unnamed", "field", "entry", "value", "objective")
"""What a reference can lead to, see `Reference`."""

LONGEST_NAME = 300
"""Characters of a name that a message keeps; the whole of it stands in its field."""

_NAME = re.compile("[a-z][a-z0-9_]*", re.ASCII)
_MOST_PARAMETERS = 8


class Reference(NamedTuple):
    """A thing of the forms that a message names: it is said anew in the language spoken.

    Args:
        to: `kind` (a practice), `kinds` (practices), `unnamed` (a practice without a name), `field`, `entry` (what an
            entry is bound to), `value` (of an indicator, in a year), `objective` (its title).
        key: the key of the kind, then, after a slash, that of the field or of what the entry is bound to; the indicator
            and the year; the number of the objective.
        text: what it was called when the message was written; said where the forms do not have it.
    """

    to: str
    key: str
    text: str = ""


Parameter = str | Reference
"""A text, such as a title or the name of a file, is said as it is."""


class Message(NamedTuple):
    """What was done, as data: `HistoryLabels` says it in the language spoken.

    Args:
        id: one of `history_labels.MESSAGES`, with placeholders; any other text stands for itself.
        parameters: placeholder to what is put there.
    """

    id: str
    parameters: Mapping[str, Parameter] = MappingProxyType({})


def parameters_to_data(message: Message) -> dict[str, Any]:
    """Return the parameters of a message as JSON has them: a text, or `{"to": …, "key": …, "text": …}`."""
    return {
        name: each if isinstance(each, str) else {"to": each.to, "key": each.key, "text": each.text}
        for name, each in message.parameters.items()
    }


def parameters_from_data(data: object) -> dict[str, Parameter]:
    """Return parameters that JSON holds. Raises ValueError where it holds anything else."""
    if not isinstance(data, dict) or len(data) > _MOST_PARAMETERS:
        raise ValueError(data)
    return {name: _parameter(name, each) for name, each in data.items()}


def _parameter(name: str, data: object) -> Parameter:
    if _NAME.fullmatch(name) and isinstance(data, str):
        return data
    if _NAME.fullmatch(name) and isinstance(data, dict) and data.keys() == {"to", "key", "text"}:
        to, key, text = data["to"], data["key"], data["text"]
        if to in REFERENCES and isinstance(key, str) and isinstance(text, str):
            return Reference(to, key, text)
    raise ValueError(name)


def message_to_columns(message: Message) -> tuple[str, str]:
    """Return a message as a file keeps it: its id, and its parameters as canonical JSON."""
    data = parameters_to_data(message)
    return message.id, json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def message_from_columns(message_id: str, parameters: str) -> Message:
    """Return the message that a file keeps. Raises ValueError where the parameters are none."""
    return Message(message_id, {} if parameters == "{}" else parameters_from_data(json.loads(parameters)))


class Change(NamedTuple):
    """One field of one entry, before and after. None: there was, or is, no answer.

    With `field == ENTRY_ITSELF` the entry itself is created (old None) or removed (new None); the value is then the one
    row `[{"kind": …, "key": …, "order": …}]`.

    Args:
        said_at, said_by: of what a join let stand, and of what was said before the revision was amended, when it was said and by
            whom; empty where that is told by the revision.
    """

    entry_id: str
    field: str
    old: Value | None
    new: Value | None
    said_at: str = ""
    said_by: str = ""

    @property
    def creates_entry(self) -> bool:
        """Whether the entry is there from now on."""
        return self.field == ENTRY_ITSELF and self.new is not None

    @property
    def removes_entry(self) -> bool:
        """Whether the entry is gone from now on."""
        return self.field == ENTRY_ITSELF and self.new is None


class Revision(NamedTuple):
    """What somebody did, in one step that can be undone.

    Args:
        id: UUID, the same in every copy of the submission.
        at: when, ISO 8601 in UTC.
        by: who; empty when nobody was named.
        type: `create`, `edit`, `import`, `attach`, `undo`, `redo`, `restore`, `join`, `hand_out`.
        message: what was done.
        changes: in the order in which they were made.
        undoes: the id of the revision that an `undo` or `redo` takes back, else empty.
        copy: the id of the copy of the file that it was done in; empty before copies had one.
    """

    id: str
    at: str
    by: str
    type: str
    message: Message
    changes: tuple[Change, ...]
    undoes: str = ""
    copy: str = ""


def gathered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes with one for each field at most: from what stood there first to what stands there last.

    What ends where it began is no change. An answer that was said again as it is (`old == new` by itself) stays one.
    Where an entry is removed, every change stays by itself and in its order.
    """
    changes = tuple(changes)
    if any(each.removes_entry for each in changes):
        return changes
    found: dict[tuple[str, str], Change] = {}
    again: set[tuple[str, str]] = set()
    for each in changes:
        place = (each.entry_id, each.field)
        before = found.get(place)
        if before is None and same(each.old, each.new):
            again.add(place)
        found[place] = each if before is None else Change(each.entry_id, each.field, before.old, each.new)
    return tuple(each for place, each in found.items() if place in again or not same(each.old, each.new))


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two values are the same answer; `True` and `1` are not."""
    return one == other and type(one) is type(other)


def places(changes: Iterable[Change]) -> set[tuple[str, str]]:
    """Return entry and field of each change; what a field does not accept belongs to its field."""
    return {(each.entry_id, field_of(each.field)) for each in changes if each.field != ENTRY_ITSELF}


RECEIVED, AGAIN = "received", "again"
"""Parameters of the message of a join: how many revisions before it came with it, and which joins it does again."""


def received_with(parameters: Mapping[str, object]) -> int:
    """Return how many revisions before a join came with it, by the parameters of its message."""
    return plain_number(str(parameters.get(RECEIVED, "0"))) or 0


def spans_of_joins(joins: Iterable[tuple[int, Mapping[str, object]]]) -> list[tuple[int, int]]:
    """Return for each join that was done here the place of the first revision that came with it, and its own.

    Args:
        joins: the place in the history of every join, ascending, and the parameters of its message.
    """
    found: list[tuple[int, int]] = []
    # From the end, since a join that was itself received says nothing of what came with it here.
    for place, parameters in reversed(list(joins)):
        if not found or place < found[-1][0]:
            found.append((place - received_with(parameters), place))
    return found[::-1]


def brought_by_joins(revisions: Iterable[Revision]) -> dict[str, frozenset[str]]:
    """Return the id of each join, to the ids of the revisions that came from another copy with it."""
    revisions = list(revisions)
    joins = [(place, each.message.parameters) for place, each in enumerate(revisions) if each.type == "join"]
    return {
        revisions[join].id: frozenset(each.id for each in revisions[max(0, first) : join])
        for first, join in spans_of_joins(joins)
    }


def effective(revisions: Iterable[Revision]) -> list[Revision]:
    """Return revisions without those that came from another copy with a join, in their order.

    What became of those here is told by the join that follows them; by themselves they say what was done elsewhere. The
    changes of what is left, one after the other, lead to what stands here.
    """
    revisions = list(revisions)
    received = frozenset[str]().union(*brought_by_joins(revisions).values())
    return [each for each in revisions if each.id not in received]


def is_time(at: str) -> bool:
    """Whether this is a time, or none, so that it can be told in the hours of any place."""
    if not at:
        return True
    try:
        return 1900 < datetime.fromisoformat(at).year < 9000
    except ValueError:
        return False


def is_stamp(at: str) -> bool:
    """Whether this is a time as answers and revisions bear it, in UTC and to the second at least, or none."""
    return not at or (_STAMP.fullmatch(at) is not None and is_time(at))


_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
