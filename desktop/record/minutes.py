"""Minutes: what was said, changed, agreed and parked in a sitting, by whom, as the revisions have it.

The revisions are the record. What was said and taken back in the same sitting does not stand, and is listed apart. Each
thing is told once: an entry that was added is told with what its author said in it, an agreed rating with its spread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.catalogue.field_translations import MARK
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.record import typed
from desktop.record.ballots import name_of
from desktop.record.entry import Answer, Entry, Value
from desktop.record.entry_index import objectives_of
from desktop.record.history import ENTRY_ITSELF, LONGEST_NAME, Change, Revision
from desktop.record.history_labels import HistoryLabels
from desktop.record.internal_kinds import BALLOT, COMMENT, INTERNAL_KINDS, PARKED
from desktop.record.minutes_ratings import RatedTogether, agreed_in, rated_in
from desktop.record.parking import Parked, parked
from desktop.record.people import ministry_of
from desktop.record.sittings import Sitting
from desktop.record.steps import Step, TakenBack, by_person, comes_to_nothing, steps_of
from desktop.record.submission import Submission, entry_from_row
from desktop.record.unaccepted import field_of, is_key
from desktop.record.values import display, title_of

What = Literal["added", "said", "changed", "removed", "confirmed", "done"]
"""What was done with something; `done` is told by the words of its revision, in `Item.name`."""


@dataclass(frozen=True)
class Under:
    """Where something is told: below an objective, in the order of the objectives, or below the name of a kind after them.

    Args:
        rank: the place among the headings.
        objective: its number, 0 where it belongs to none.
    """

    rank: int
    heading: str
    objective: int = 0


@dataclass(frozen=True)
class Item:
    """One thing that somebody did.

    Args:
        kind: what the kind of its entry is called.
        name: what its entry is called, as it was at the end of the sitting; the words of the revision where it was `done`.
        field: the label of the field; empty for the entry itself.
        old, new: in words, empty for nothing.
        answers: of an entry that was added, label and text of all that its author said in it.
        by: who; empty when nobody was named.
        at: when, ISO 8601 in UTC.
        order: its place in the history of the sitting.
        taken_back_by: who took it back, where somebody did and was named.
    """

    what: What
    under: Under
    entry_id: str
    kind: str
    name: str
    field: str
    old: str
    new: str
    by: str
    at: str
    order: int
    answers: tuple[tuple[str, str], ...] = ()
    taken_back_by: str = ""


@dataclass(frozen=True)
class Minutes:
    """The minutes of a sitting, or since a moment.

    Args:
        title, place: of the sitting, empty where nobody said.
        begun, ended: ISO 8601 in UTC; empty where it is not known, or goes on.
        people: who did anything, in the order of their first words, each with the ministry, empty where it is not known.
        agreed: questions that were rated together.
        said: what was said and changed.
        parked: what could not be settled; `settled`: what no longer waits.
        taken_back: what was said and taken back in the same sitting.
        internal: internal notes and comments, where they were asked for.
    """

    title: str = ""
    place: str = ""
    begun: str = ""
    ended: str = ""
    people: tuple[tuple[str, str], ...] = ()
    agreed: tuple[tuple[Under, RatedTogether], ...] = ()
    said: tuple[Item, ...] = ()
    parked: tuple[Parked, ...] = ()
    settled: tuple[Parked, ...] = ()
    taken_back: tuple[Item, ...] = ()
    internal: tuple[Item, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be told."""
        return not (self.agreed or self.said or self.parked or self.settled or self.taken_back or self.internal)


def minutes(
    revisions: Sequence[Revision],
    submission: Submission,
    catalogue: Catalogue,
    *,
    later: Sequence[Revision] = (),
    sitting: Sitting | None = None,
    internal: bool = False,
) -> Minutes:
    """Return the minutes of some revisions, in the language spoken.

    Args:
        revisions: of the sitting, in the order of the history.
        submission: as it is now.
        later: what was done after them, oldest first: minutes say how things were at the end of the sitting.
        internal: whether internal notes and comments are told, below a heading of their own.
    """
    then = as_before(submission, later)
    return _Minutes(revisions, then, catalogue, internal).written(sitting)


def as_before(submission: Submission, later: Sequence[Revision]) -> Submission:
    """Return the submission as it was before some revisions, the last ones of its history."""
    if not later:
        return submission
    entries = dict(submission.entries)
    for revision in reversed(later):
        for change in reversed(revision.changes):
            if change.creates_entry:
                entries.pop(change.entry_id, None)
            elif change.removes_entry:
                entries[change.entry_id] = entry_from_row(change.entry_id, change.old)
            elif change.entry_id in entries:
                entry = entries[change.entry_id]
                before = entry.answers.get(change.field, Answer(""))
                answer = None if change.old is None else before._replace(value=change.old)
                entries[change.entry_id] = entry.answered(change.field, answer)
    return Submission(submission.id, entries, submission.attachments)


class _Minutes:
    """Minutes while they are written."""

    def __init__(self, revisions: Sequence[Revision], then: Submission, catalogue: Catalogue, internal: bool) -> None:
        self._revisions = revisions
        self._then = then
        self._catalogue = catalogue
        self._internal = internal
        self._labels = HistoryLabels(catalogue)
        self._entries = dict(_removed(revisions)) | dict(then.entries)
        self._order = {revision.id: place for place, revision in enumerate(revisions)}
        self._agreeing = agreed_in(revisions, self._kind)
        self._steps = steps_of(revisions, self._agreeing)
        self._ranks = {key: place for place, key in enumerate(catalogue.kinds, len(catalogue.objectives) + 1)}

    def written(self, sitting: Sitting | None) -> Minutes:
        """Return them."""
        public, internal = self._parted(self._all_said())
        back, _back_internal = self._parted(self._all_taken_back())
        rated = rated_in(self._revisions, self._then, self._catalogue)
        parking = self._parked()
        spoke = [each.by for each in self._revisions if each.by and not self._is_ballot(each)]
        people = dict.fromkeys([*(sitting.took_part if sitting else ()), *spoke])
        first, last = (self._revisions[0].at, self._revisions[-1].at) if self._revisions else ("", "")
        agreed = sorted(
            ((self._under(each.entry), each) for each in rated), key=lambda each: (each[0].rank, each[1].at)
        )
        return Minutes(
            title=sitting.title if sitting else "",
            place=sitting.place if sitting else "",
            begun=sitting.begun if sitting else first,
            ended=sitting.ended if sitting else last,
            people=tuple((name, ministry_of(name, self._then)) for name in people),
            agreed=tuple(agreed),
            said=_in_order(public),
            parked=tuple(each for each in parking if not each.settled),
            settled=tuple(each for each in parking if each.settled),
            taken_back=_in_order(back),
            internal=_in_order([*internal, *self._comments()]) if self._internal else (),
        )

    # What was said and changed

    def _all_said(self) -> Iterator[tuple[Item, bool]]:
        """Yield each thing that stands, and whether it is internal."""
        for event in self._steps.events.values():
            yield self._event(event), False
        for entry_id, places in self._by_entry(self._steps.standing).items():
            yield from self._of_entry(entry_id, places)

    def _by_entry(self, steps: Mapping[tuple[str, str], list[Step]]) -> dict[str, dict[str, list[Step]]]:
        found: dict[str, dict[str, list[Step]]] = {}
        for (entry_id, field), at_place in steps.items():
            if at_place and self._kind(entry_id) not in INTERNAL_KINDS:
                found.setdefault(entry_id, {})[field] = at_place
        return found

    def _of_entry(self, entry_id: str, places: dict[str, list[Step]]) -> Iterator[tuple[Item, bool]]:
        itself = places.pop(ENTRY_ITSELF, [])
        entry = self._entry(entry_id)
        bound = self._is_bound(entry)
        came = None if bound else next((each for each in itself if each.new is not None), None)
        gone = next((each for each in reversed(itself) if each.new is None), None)
        if entry_id not in self._then.entries and gone is not None:
            places = {key: _without(steps, gone) for key, steps in places.items()}
            if itself[0].new is not None:
                return  # it came and went in the sitting: that is told among what was taken back
            yield self._item("removed", entry, "", gone), self._is_private(entry)
        answers: list[tuple[str, str, bool, Step]] = []
        for key in sorted(places, key=self._place_of_field(entry)):
            if comes_to_nothing(places[key]):
                continue
            for number, step in enumerate(by_person(places[key])):
                if step.of_event or (is_key(key) and step.new is None):
                    continue
                hidden = self._is_internal(entry, key)
                if came is not None and not number and step.old is None and step.by == came.by and step.new is not None:
                    answers.append((self._label(entry, key), self._said(entry, key, step.new), hidden, step))
                else:
                    yield self._change(entry, key, step), hidden
        if came is not None:
            yield from self._added(entry, came, answers)

    def _added(
        self, entry: Entry, came: Step, answers: Sequence[tuple[str, str, bool, Step]]
    ) -> Iterator[tuple[Item, bool]]:
        private = self._is_private(entry)
        item = self._item("added", entry, "", came)
        told = ((label, text) for label, text, hidden, _step in answers if (private or not hidden) and text)
        # The title is its name, which is said already.
        yield replace(item, answers=tuple(each for each in told if each[1] != item.name)), private
        if not private:
            for label, text, hidden, step in answers:
                if hidden:
                    yield replace(self._item("said", entry, "", step), field=label, new=text), True

    def _change(self, entry: Entry, key: str, step: Step) -> Item:
        old, new = self._said(entry, key, step.old), self._said(entry, key, step.new)
        what: What = "changed"
        if step.old == step.new:
            what = "confirmed"
        elif step.new is None:
            what = "removed"
        elif step.old is None:
            what = "said"
        return replace(self._item(what, entry, key, step), old=old, new=new)

    def _event(self, revision: Revision) -> Item:
        """Return an import or a joined copy: its own words, and which entries came with it."""
        came = [self._entry(each.entry_id) for each in revision.changes if each.creates_entry]
        free = [each for each in came if each.kind not in INTERNAL_KINDS and not self._is_bound(each)]
        names = [
            (_(kind.plural), "\n".join(title_of(each, self._catalogue) for each in free if each.kind == kind.key))
            for kind in self._catalogue.kinds.values()
            if any(each.kind == kind.key for each in free)
        ]
        return Item(
            "done",
            Under(0, _("The whole submission")),
            "",
            "",
            self._labels.said(revision.message),
            "",
            "",
            "",
            revision.by,
            revision.at,
            self._order[revision.id],
            tuple(names),
        )

    # What was taken back

    def _all_taken_back(self) -> Iterator[tuple[Item, bool]]:
        for back in self._steps.events_taken.values():
            assert isinstance(back.step, Revision)
            yield replace(self._event(back.step), taken_back_by=back.by), False
        yield from self._undone()
        for entry_id, places in self._by_entry(self._steps.standing).items():
            itself = places.pop(ENTRY_ITSELF, [])
            entry = self._entry(entry_id)
            if itself and itself[0].new is not None and itself[-1].new is None:
                item = self._item("added", entry, "", itself[0])
                yield replace(item, taken_back_by=itself[-1].by), self._is_private(entry)
                continue
            for key, steps in places.items():
                if comes_to_nothing(steps) and not is_key(key):
                    said = replace(steps[-2], old=steps[0].old)
                    yield (
                        replace(self._change(entry, key, said), taken_back_by=steps[-1].by),
                        self._is_internal(entry, key),
                    )

    def _undone(self) -> Iterator[tuple[Item, bool]]:
        undone: dict[tuple[str, str], list[tuple[Step, TakenBack]]] = {}
        for back in (each for taken in self._steps.taken.values() for each in taken):
            step = back.step
            if isinstance(step, Step) and self._kind(step.entry_id) not in INTERNAL_KINDS and not step.of_event:
                undone.setdefault((step.entry_id, step.revisions[0]), []).append((step, back))
        for (entry_id, _revision), together in undone.items():
            entry = self._entry(entry_id)
            itself = next((each for each in together if each[0].field == ENTRY_ITSELF), None)
            if itself is not None and not self._is_bound(entry):
                step, back = itself
                item = self._item("removed" if step.new is None else "added", entry, "", step)
                yield replace(item, taken_back_by=back.by), self._is_private(entry)
                continue
            for step, back in together:
                if step.field != ENTRY_ITSELF and not self._was_said_again(step):
                    item = replace(self._change(entry, step.field, step), taken_back_by=back.by)
                    yield item, self._is_internal(entry, step.field)

    def _was_said_again(self, step: Step) -> bool:
        """Whether the same person said something else there afterwards: to begin a sentence anew is no news."""
        standing = self._steps.standing.get((step.entry_id, step.field), [])
        return any(each.by == step.by and each.order > step.order for each in standing)

    # What waits, and what is internal

    def _parked(self) -> list[Parked]:
        touched = {
            entry_id
            for (entry_id, _field), steps in self._steps.standing.items()
            if steps and self._kind(entry_id) == PARKED
        }
        owners = {each.id: place for place, each in enumerate(parked(self._then))}
        found = [each for each in parked(self._then) if each.id in touched]
        return sorted(found, key=lambda each: (not each.owner, each.owner.casefold(), each.objective, owners[each.id]))

    def _comments(self) -> Iterator[Item]:
        """Yield what was written in comments and replies."""
        for (entry_id, field), steps in self._steps.standing.items():
            if self._kind(entry_id) != COMMENT or field != "text":
                continue
            comment = self._entry(entry_id)
            about = self._entries.get(comment.text("on")) or Entry("", comment.text("on_kind"), comment.text("on_key"))
            name = comment.text("on_title") or title_of(about, self._catalogue)
            for step in by_person(steps):
                if isinstance(step.new, str):
                    item = self._item("said", about, "", step)
                    yield replace(item, name=one_line(name, LONGEST_NAME), field=_("Comment"), new=step.new)

    def _parted(self, items: Iterable[tuple[Item, bool]]) -> tuple[list[Item], list[Item]]:
        found: tuple[list[Item], list[Item]] = [], []
        for item, internal in items:
            found[internal].append(item)
        return found

    # Names and words

    def _kind(self, entry_id: str) -> str:
        entry = self._entries.get(entry_id)
        return entry.kind if entry is not None else ""

    def _entry(self, entry_id: str) -> Entry:
        return self._entries.get(entry_id) or Entry(entry_id, "")

    def _definition(self, entry: Entry) -> Kind | None:
        return self._catalogue.kinds.get(entry.kind)

    def _is_bound(self, entry: Entry) -> bool:
        kind = self._definition(entry)
        return kind is not None and kind.bound is not None

    def _is_ballot(self, revision: Revision) -> bool:
        """Whether a revision only gives a ballot: its author is a ministry and no person."""
        return all(self._kind(each.entry_id) == BALLOT and each.field == "envelope" for each in revision.changes)

    def _field(self, entry: Entry, key: str) -> FormField | None:
        kind = self._definition(entry)
        key = field_of(key)
        fields = {} if kind is None else {each.key: each for each in kind.fields}
        return fields.get(key) or fields.get(key.partition(MARK)[0])

    def _place_of_field(self, entry: Entry) -> _Places:
        kind = self._definition(entry)
        return _Places([] if kind is None else [each.key for each in kind.fields])

    def _label(self, entry: Entry, key: str) -> str:
        field = self._field(entry, key)
        label = key if field is None else _(field.label)
        return _("{label} (not accepted)").format(label=label) if is_key(key) else label

    def _said(self, entry: Entry, key: str, value: Value | None) -> str:
        field = self._field(entry, key)
        if value is None or field is None:
            return "" if value is None else str(value)
        if is_key(key):
            return typed.told(field, value, self._catalogue)
        return display(field, value, self._catalogue, self._then)

    def _is_private(self, entry: Entry) -> bool:
        return entry.kind == "evidence" and entry.value("private") is True

    def _is_internal(self, entry: Entry, key: str) -> bool:
        """Whether an answer is for the team alone: minutes are handed round."""
        field = self._field(entry, key)
        return self._is_private(entry) or (field is not None and field.release != "released")

    def _under(self, entry: Entry) -> Under:
        numbers = objectives_of(entry) if entry.kind in self._catalogue.kinds else []
        known = [each.number for each in self._catalogue.objectives]
        if numbers and numbers[0] in known:
            number = numbers[0]
            heading = _("{number}  {title}").format(number=number, title=self._catalogue.label(number))
            return Under(known.index(number) + 1, heading, number)
        kind = self._definition(entry)
        if kind is None:
            return Under(len(known) + len(self._ranks) + 1, pgettext("minutes", "Other"))
        return Under(self._ranks[kind.key], _(kind.plural))

    def _item(self, what: What, entry: Entry, key: str, step: Step) -> Item:
        under = self._under(entry)
        # Below the heading of its objective, a rating needs no name.
        name = "" if entry.kind == "assessment" and under.objective else name_of(entry, self._catalogue)
        label = self._label(entry, key) if key else ""
        kind = self._definition(entry)
        return Item(
            what,
            under,
            entry.id,
            "" if kind is None else _(kind.label),
            one_line(name, LONGEST_NAME) if name else "",
            label,
            "",
            "",
            step.by,
            step.at,
            step.order,
        )


class _Places:
    """The places of fields in their form; a text in another language follows its field."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._places = {key: place for place, key in enumerate(keys)}

    def __call__(self, key: str) -> tuple[int, str]:
        base = field_of(key)
        return self._places.get(base, self._places.get(base.partition(MARK)[0], len(self._places))), key


def _without(steps: list[Step], gone: Step) -> list[Step]:
    """Return steps without what went with the entry itself."""
    return [each for each in steps if each.revisions != gone.revisions]


def _in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items in the order of the objectives, then of time."""
    return tuple(sorted(items, key=lambda each: (each.under.rank, each.order, each.name, each.field)))


def _removed(revisions: Iterable[Revision]) -> Iterator[tuple[str, Entry]]:
    """Yield each entry that came or went in some revisions, with what it said when it was there last."""
    rows: dict[str, Entry] = {}
    for revision in revisions:
        for entry_id, group in groupby(revision.changes, key=lambda each: each.entry_id):
            for change in group:
                _take(rows, entry_id, change, revision)
    yield from rows.items()


def _take(rows: dict[str, Entry], entry_id: str, change: Change, revision: Revision) -> None:
    if change.field == ENTRY_ITSELF:
        made = entry_from_row(entry_id, change.new or change.old)
        known = rows.get(entry_id)
        rows[entry_id] = made if known is None else made._replace(answers=known.answers)
        return
    value = change.old if change.new is None else change.new
    entry = rows.get(entry_id, Entry(entry_id, ""))
    if value is not None:
        rows[entry_id] = entry.answered(change.field, Answer(value, revision.at, revision.by))
