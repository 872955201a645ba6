"""What a stretch of the history comes to, field by field: each step that stands, by whom, and each that was taken back.

What somebody wrote over stays a step: it was said. What was undone does not, and what was done again does.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from desktop.record.entry import Value
from desktop.record.history import Change, Revision, same

MOST_OF_A_RESTORE = 30
"""Changes of a revision that restores something: more of them are told as one event, and not one by one."""

Place = tuple[str, str]
"""The id of an entry and a field of it; an empty field is the entry itself."""


@dataclass(frozen=True)
class Step:
    """One field, before and after; or an entry that came or went.

    Args:
        revisions: in which it was done, several where one person went on.
        order: the place of its revision among those of the stretch.
        at, by: when and by whom; of several, when it was done last.
        of_event: whether it belongs to something that is told as a whole, such as what was agreed.
    """

    entry_id: str
    field: str
    old: Value | None
    new: Value | None
    revisions: tuple[str, ...]
    order: int
    at: str
    by: str
    of_event: bool = False


@dataclass(frozen=True)
class TakenBack:
    """A step that was taken back, or an event, with who did that and when."""

    step: Step | Revision
    at: str
    by: str


@dataclass
class Steps:
    """What a stretch of the history comes to.

    Attributes:
        standing: the steps at each place, in the order of time.
        taken: what was taken back in the stretch and not done again, by place.
        events: revisions that are told as a whole: imports, joined copies, a whole file restored.
        events_taken: those of them that were taken back.
    """

    standing: dict[Place, list[Step]] = field(default_factory=dict)
    taken: dict[Place, list[TakenBack]] = field(default_factory=dict)
    events: dict[str, Revision] = field(default_factory=dict)
    events_taken: dict[str, TakenBack] = field(default_factory=dict)

    def add(self, order: int, revision: Revision, folded: Container[str]) -> None:
        """Take notice of the next revision.

        Args:
            folded: the ids of revisions whose steps are told as a whole elsewhere.
        """
        if self._turns_event(revision):
            return
        if is_event(revision):
            self.events[revision.id] = revision
            return
        for change in revision.changes:
            place = (change.entry_id, change.field)
            if not self._turns(place, revision):
                self.standing.setdefault(place, []).append(_step(change, revision, order, revision.id in folded))

    def _turns_event(self, revision: Revision) -> bool:
        """Whether a revision takes an event back, or does it again."""
        if revision.type == "undo" and revision.undoes in self.events:
            self.events_taken[revision.undoes] = TakenBack(self.events.pop(revision.undoes), revision.at, revision.by)
            return True
        if revision.type == "redo" and revision.undoes in self.events_taken:
            event = self.events_taken.pop(revision.undoes).step
            assert isinstance(event, Revision)
            self.events[event.id] = event
            return True
        return False

    def _turns(self, place: Place, revision: Revision) -> bool:
        """Whether a revision takes back a step of this stretch, or does it again."""
        steps, taken = self.standing.get(place, []), self.taken.get(place, [])
        if revision.type == "undo" and steps and steps[-1].revisions == (revision.undoes,):
            self.taken.setdefault(place, []).append(TakenBack(steps.pop(), revision.at, revision.by))
            return True
        if revision.type == "redo" and taken:
            step = taken[-1].step
            if isinstance(step, Step) and step.revisions == (revision.undoes,):
                taken.pop()
                self.standing.setdefault(place, []).append(step)
                return True
        return False


def steps_of(revisions: Iterable[Revision], folded: Container[str] = ()) -> Steps:
    """Return what revisions come to, in the order of the history."""
    steps = Steps()
    for order, revision in enumerate(revisions):
        steps.add(order, revision, folded)
    return steps


def is_event(revision: Revision) -> bool:
    """Whether a revision is told as a whole, and not change by change."""
    if revision.type == "restore":
        return len(revision.changes) > MOST_OF_A_RESTORE
    return revision.type in ("import", "join")


def by_person(steps: Iterable[Step]) -> list[Step]:
    """Return the steps at one place with those put together that one person made after another."""
    found: list[Step] = []
    for each in steps:
        before = found[-1] if found else None
        if before is None or before.by != each.by or before.of_event or each.of_event:
            found.append(each)
            continue
        found[-1] = Step(
            each.entry_id,
            each.field,
            before.old,
            each.new,
            (*before.revisions, *each.revisions),
            before.order,
            each.at,
            each.by,
        )
    return found


def comes_to_nothing(steps: list[Step]) -> bool:
    """Whether what stands after some steps is what stood before them: somebody put it back by hand."""
    moved = any(not same(each.old, each.new) for each in steps)
    return moved and same(steps[0].old, steps[-1].new) and not any(each.of_event for each in steps)


def _step(change: Change, revision: Revision, order: int, of_event: bool) -> Step:
    return Step(
        change.entry_id,
        change.field,
        change.old,
        change.new,
        (revision.id,),
        order,
        revision.at,
        revision.by,
        of_event,
    )
