"""Joining: what another copy did since it was one with this one, held three ways against what was done here.

An answer that only one side changed is taken from that side. Where both did, lists come together by their elements; a text that
both wrote over is a conflict, and people decide. What is decided becomes one revision, which tells the whole of what is different
here afterwards; the revisions of the other copy are written down beside it as they are, and say by themselves nothing of
what stands here. The clocks of the computers decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FieldType
from desktop.catalogue.field_translations import MARK
from desktop.record.entry import Answer, Entry, Value
from desktop.record.history import ENTRY_ITSELF, Change, Revision, same
from desktop.record.internal_kinds import HANDED_OUT, INTERNAL_KINDS, KEPT_BACK
from desktop.record.submission import Attachment, entry_row
from desktop.record.three_way import merged_list, merged_text
from desktop.record.unaccepted import field_of, is_key, key_of

Place = tuple[str, str]
"""The id of an entry and the key of a field; `ENTRY_ITSELF` for whether the entry is there."""

Decision = Literal["ours", "theirs", "both"] | Answer | None
"""What is to stand: what was said here, what was said there, both, or what somebody wrote in place of them."""

_LISTS = frozenset({"choices", "countries", "objectives", "principles", "links", "rows"})
_WRITTEN = frozenset({"text", "long_text"})

LEFT_ALONE = frozenset({"data_pack"})
"""Kinds whose entries are not joined: a data pack changes the forms and what is included in a package. Whoever wants it uses it here."""

STAYING = frozenset({HANDED_OUT, KEPT_BACK})
"""Kinds whose entries do not go because they went in a copy: the ledger does not forget what is out, and what was kept back stays so."""

_OF_A_LINE = frozenset({"back", "joined", "replaced"})
"""What may become known of a line of the ledger in a copy; all else of it was settled when that went out."""


@dataclass(frozen=True)
class Incoming:
    """What another copy did since it was one with this one.

    Args:
        revisions: those that this copy lacks, in their order.
        known: ids of those among them that this copy has already, from a join that was taken back.
        base: by entry and field, what stood there in what both copies have; only for what those revisions changed. None: nothing.
        theirs: id to entry, as it stands there; only entries that were changed, and are still there.
        ours: the same entries, as they stand here.
        changed_here: ids of entries that were removed there and changed here.
        attachments: attached files that this copy lacks.
        again: ids of joins that were taken back here and that this one does again.
    """

    revisions: tuple[Revision, ...]
    base: Mapping[Place, Value | None]
    theirs: Mapping[str, Entry]
    ours: Mapping[str, Entry]
    changed_here: frozenset[str] = frozenset()
    attachments: tuple[Attachment, ...] = ()
    known: frozenset[str] = frozenset()
    again: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """One thing that will be different here, or is said by another person, without anybody being asked.

    Args:
        field: `ENTRY_ITSELF` where the entry comes or goes; its answers are then outcomes of their own.
        before: what stands here; None for nothing.
        after: what will stand here, with who said it and when.
        merged: whether it is put together out of what both sides did.
    """

    entry: Entry
    field: str
    before: Answer | None
    after: Answer | None
    merged: bool = False

    @property
    def is_change(self) -> bool:
        """Whether what stands here will say something else, and not only bear another name or time."""
        return not same(_value(self.before), _value(self.after))


@dataclass(frozen=True)
class Conflict:
    """Something that both sides did, so that people are asked.

    Args:
        entry: as it stands where it is.
        field: `ENTRY_ITSELF` where one side removed the entry and the other one changed it.
        type: `answer`; `removed_here`, `removed_there`.
        base: what stood there in what both have.
        ours, theirs: what was said here and there; None where it was cleared, or the entry removed.
        proposal: both brought together, where that can be done without guessing much.
        field_type: what the field can hold; None where no form has it.
    """

    entry: Entry
    field: str
    type: Literal["answer", "removed_here", "removed_there"]
    base: Value | None
    ours: Answer | None
    theirs: Answer | None
    proposal: Value | None = None
    field_type: FieldType | None = None

    @property
    def place(self) -> Place:
        """The entry and the field."""
        return self.entry.id, self.field


@dataclass(frozen=True)
class JoinPlan:
    """What joining would do."""

    incoming: Incoming
    outcomes: tuple[Outcome, ...]
    conflicts: tuple[Conflict, ...]
    left_alone: tuple[Entry, ...] = ()
    """Entries of `LEFT_ALONE` that were changed there."""

    @property
    def is_new(self) -> bool:
        """Whether there is anything that this copy lacks."""
        return bool(self.incoming.revisions)


@dataclass(frozen=True)
class Joined:
    """What is to be written.

    Args:
        changes: of the revision that joins: everything that is different here afterwards, or was said by somebody else first.
        answers: by entry and field, what stands there afterwards with its own author and time; None for nothing.
        unsettled: conflicts in which nothing was decided; what was said here stays.
    """

    incoming: Incoming
    changes: tuple[Change, ...]
    answers: Mapping[Place, Answer | None]
    created: tuple[Entry, ...] = ()
    removed: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    """What was said there, and is kept beside an answer that can hold one thing only."""


@dataclass(frozen=True)
class Beside:
    """What one side said in a field that keeps what the other said: it becomes a comment."""

    conflict: Conflict
    said: Answer


def plan_join(incoming: Incoming, catalogue: Catalogue) -> JoinPlan:
    """Return what joining would do, entry by entry in the order in which they were changed there."""
    types = FieldTypes(catalogue)
    outcomes: list[Outcome] = []
    conflicts: list[Conflict] = []
    left: list[Entry] = []
    for entry_id, fields in _touched(incoming).items():
        entry = incoming.theirs.get(entry_id) or incoming.ours.get(entry_id)
        if entry is None:
            continue
        if entry.kind in LEFT_ALONE:
            left.append(entry)
            continue
        for each in _of_entry(incoming, entry_id, fields, types):
            (outcomes if isinstance(each, Outcome) else conflicts).append(each)  # type: ignore[arg-type]
    return JoinPlan(incoming, tuple(outcomes), tuple(conflicts), tuple(left))


def _touched(incoming: Incoming) -> dict[str, dict[str, None]]:
    """Return the entries that the revisions changed, with the fields of each, in the order in which they came."""
    touched: dict[str, dict[str, None]] = {}
    for revision in incoming.revisions:
        for change in revision.changes:
            touched.setdefault(change.entry_id, {})[change.field] = None
    return touched


def _of_entry(
    incoming: Incoming, entry_id: str, fields: Iterable[str], types: FieldTypes
) -> Iterator[Outcome | Conflict]:
    ours, theirs = incoming.ours.get(entry_id), incoming.theirs.get(entry_id)
    was_there = incoming.base.get((entry_id, ENTRY_ITSELF)) is not None
    if theirs is None:
        if ours is None or not was_there or ours.kind in STAYING:
            return
        if entry_id in incoming.changed_here:
            yield Conflict(ours, ENTRY_ITSELF, "removed_there", None, None, None)
        else:
            yield from _removed(ours)
    elif ours is None:
        fields = [key for key in fields if key != ENTRY_ITSELF]
        if not was_there:
            yield from _created(theirs)
        elif any(not same(said_in(theirs, key), incoming.base.get((entry_id, key))) for key in fields):
            yield Conflict(theirs, ENTRY_ITSELF, "removed_here", None, None, None)
    else:
        for key in fields:
            if key != ENTRY_ITSELF and (found := _of_field(incoming, ours, theirs, key, types)) is not None:
                yield found


def _of_field(incoming: Incoming, ours: Entry, theirs: Entry, key: str, types: FieldTypes) -> Outcome | Conflict | None:
    base = incoming.base.get((ours.id, key))
    here, there = answer_in(ours, key), answer_in(theirs, key)
    value_here, value_there = _value(here), _value(there)
    if same(value_there, base) or (ours.kind == HANDED_OUT and key not in _OF_A_LINE):
        return None
    if same(value_here, value_there):
        # Both said the same: whoever is first by time and name said it, in whichever order the copies are joined. A list bears
        # the later name, as where it was put together: a third copy may add to it before or after.
        chosen = max if isinstance(value_here, list) else min
        said = chosen((here, there), key=_stamp) if here and there else here
        return None if said == here else Outcome(ours, key, here, said)
    if ours.kind == KEPT_BACK and here is not None:
        return _kept_back(ours, key, here, there)
    if same(value_here, base):
        return Outcome(ours, key, here, there)
    field_type = types.of(ours.kind, key)
    proposal: Value | None = None
    if field_type in _LISTS:
        merged = merged_list(
            _list(base), _list(value_here), _list(value_there), first_matters=field_type == "objectives"
        )
        if merged is not None and merged.sure:
            said = _said_by_both(merged.value or None, here, there)
            return None if said == here else Outcome(ours, key, here, said, merged=True)
        proposal = merged.value if merged else None
    elif field_type in _WRITTEN and isinstance(value_here, str) and isinstance(value_there, str):
        proposal = merged_text(base if isinstance(base, str) else "", value_here, value_there)
    return Conflict(ours, key, "answer", base, here, there, proposal, field_type)


def _kept_back(ours: Entry, key: str, here: Answer, there: Answer | None) -> Outcome | None:
    """Bring together what is kept back: a copy can keep back more, and include nothing again that is kept back here."""
    value_here, value_there = here.value, _value(there)
    if value_here is False and value_there is True:
        return Outcome(ours, key, here, there)
    if not (isinstance(value_here, list) and isinstance(value_there, list)):
        return None
    words = {each for each in (*value_here, *value_there) if isinstance(each, str)}
    said = _said_by_both(sorted(words), here, there)
    return None if said == here else Outcome(ours, key, here, said, merged=True)


def _said_by_both(value: Value | None, here: Answer | None, there: Answer | None) -> Answer | None:
    """Return what both sides made; it bears the later name and time of the two."""
    if value is None:
        return None
    later = max((each for each in (here, there) if each is not None), key=_stamp)
    return later._replace(value=value)


def _created(entry: Entry) -> Iterator[Outcome]:
    yield Outcome(entry, ENTRY_ITSELF, None, Answer(entry_row(entry)))
    yield from (Outcome(entry, key, None, answer) for key, answer in answers_of(entry))


def _removed(entry: Entry) -> Iterator[Outcome]:
    yield from (Outcome(entry, key, answer, None) for key, answer in answers_of(entry))
    yield Outcome(entry, ENTRY_ITSELF, Answer(entry_row(entry)), None)


def decided(plan: JoinPlan, decisions: Mapping[Place, Decision] | None = None) -> Joined:
    """Return what is to be written when people have decided; where they have not, what was said here stays.

    Args:
        decisions: by the place of a conflict. `both` joins two texts, and keeps what cannot stand beside the other as a comment;
            of a removal against a change it keeps the entry.
    """
    outcomes = list(plan.outcomes)
    beside: list[Beside] = []
    for conflict in plan.conflicts:
        decision = (decisions or {}).get(conflict.place, "ours")
        outcomes += _decided(plan.incoming, conflict, decision)
        if decision == "both" and conflict.theirs is not None and both(conflict) is None:
            beside.append(Beside(conflict, conflict.theirs))
    created = [each.entry for each in outcomes if each.field == ENTRY_ITSELF and each.after is not None]
    removed = [each.entry.id for each in outcomes if each.field == ENTRY_ITSELF and each.after is None]
    changes = [
        Change(
            each.entry.id,
            each.field,
            _value(each.before),
            _value(each.after),
            *((each.after.at, each.after.by) if each.after is not None else ()),
        )
        for each in outcomes
    ]
    answers = {(each.entry.id, each.field): each.after for each in outcomes if each.field != ENTRY_ITSELF}
    empty = tuple(Entry(each.id, each.kind, each.key, each.order) for each in created)
    return Joined(plan.incoming, tuple(changes), answers, empty, tuple(removed), tuple(beside))


def _decided(incoming: Incoming, conflict: Conflict, decision: Decision) -> Iterator[Outcome]:
    if conflict.type == "removed_here":
        if decision in ("theirs", "both"):
            yield from _created(conflict.entry)
    elif conflict.type == "removed_there":
        if decision == "theirs":
            yield from _removed(conflict.entry)
    else:
        after = conflict.ours
        if decision == "theirs":
            after = conflict.theirs
        elif decision == "both":
            after = both(conflict) or conflict.ours
        elif decision is None or isinstance(decision, Answer):
            after = decision
        if after != conflict.ours:
            yield Outcome(conflict.entry, conflict.field, conflict.ours, after)


def both(conflict: Conflict) -> Answer | None:
    """Return an answer that holds what both sides said; None where the field can hold one thing only."""
    here, there = conflict.ours, conflict.theirs
    if here is None or there is None:
        return here or there
    between = "\n\n" if conflict.field_type == "long_text" else " / "
    if conflict.field_type in _WRITTEN:
        for whole, part in ((here, there), (there, here)):
            # What one side says already, as where many copies wrote the same, is not said once more.
            if f"{between}{part.value}{between}" in f"{between}{whole.value}{between}":
                return whole
    if conflict.proposal is not None:
        return _said_by_both(conflict.proposal, here, there)
    if isinstance(here.value, list) and isinstance(there.value, list):
        more = [each for each in there.value if each not in here.value]
        return _said_by_both([*here.value, *more], here, there)
    if conflict.field_type in _WRITTEN:
        return _said_by_both(f"{here.value}{between}{there.value}", here, there)
    return None


class FieldTypes:
    """What type each field is of, by the forms in use and by what the team keeps for its own work."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._types: dict[Place, FieldType] = {
            (kind.key, each.key): each.type for kind in catalogue.kinds.values() for each in kind.fields
        }
        for kind, fields in INTERNAL_KINDS.items():
            self._types |= {(kind, key): each for key, each in fields.items()}

    def of(self, kind: str, key: str) -> FieldType | None:
        """Return the type; None for a field that no form has, and for what was typed and is not accepted."""
        return self._types.get((kind, key)) or self._types.get((kind, key.split(MARK)[0]))


def answers_of(entry: Entry) -> Iterator[tuple[str, Answer]]:
    """Yield each key under which an entry keeps something, with what it keeps; what is not accepted too."""
    yield from entry.answers.items()
    yield from ((key_of(key), answer) for key, answer in entry.typed.items())


def answer_in(entry: Entry, key: str) -> Answer | None:
    """Return what an entry keeps under a key of `answers_of`."""
    return entry.typed.get(field_of(key)) if is_key(key) else entry.answers.get(key)


def said_in(entry: Entry, key: str) -> Value | None:
    """Return the value that an entry keeps under a key of `answers_of`."""
    return _value(answer_in(entry, key))


def _value(answer: Answer | None) -> Value | None:
    return None if answer is None else answer.value


def _list(value: Value | None) -> Sequence[object]:
    return value if isinstance(value, list) else []


def _stamp(answer: Answer) -> tuple[str, str]:
    return answer.at, answer.by
