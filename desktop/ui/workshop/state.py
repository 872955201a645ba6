"""What a workshop knows beside the file: which objective is shown, how long it was talked about, who has spoken.

It belongs to the session and outlives the view, which is built anew when the language changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desktop.errors import UserError
from desktop.operations import people as naming
from desktop.operations import sittings as sitting
from desktop.operations.edit import Edit
from desktop.operations.say import said_in
from desktop.record.agenda import Item, Pace, agenda, delay, minutes_of, pace
from desktop.record.entry import Entry, new_id
from desktop.record.history import Revision
from desktop.record.people import Person, label_of, people_of, same_name
from desktop.record.sittings import Sitting, open_sitting
from desktop.ui.drafts import STATEMENT
from desktop.ui.session import Session
from desktop.ui.timestamps import day_here
from desktop.ui.workshop.clock import Clock
from desktop.ui.workshop.said import KINDS

MOST_KEYS = 9
"""People who are named by a single figure."""


@dataclass(frozen=True)
class Begun:
    """A statement that was said and waits to be written down, or was just written: one entry, and one revision.

    Args:
        entry: that of the statement, without what it says.
        number: the objective under which it is said.
        by: who says it.
        stay: names the time in which it is written, see `Session.keep`.
    """

    entry: Entry
    number: int
    by: str
    stay: str = field(default_factory=new_id)


class WorkshopState(QObject):
    """The workshop of one open submission.

    Attributes:
        number: the objective that is shown, 0 before the first one.
        panel: the key of the panel that is open, empty for none.
        begun: what could not be written down of it yet, or was just written; None where nothing was.
        is_running: whether the view is seen, so that the time of the objective goes on.

    Signals:
        moved: another objective is shown.
        pace_changed: time has gone by.
    """

    moved = Signal()
    pace_changed = Signal()

    def __init__(self, session: Session, clock: Clock | None = None) -> None:
        super().__init__(session)
        self.session = session
        self.clock = clock or Clock(parent=self)
        self.number = 0
        self.panel = ""
        self._kind = "gap"  # what was said last is often said again
        self.begun: Begun | None = None
        self.is_running = False
        self._spent: dict[int, float] = {}
        self._since: datetime | None = None
        self._at_keyboard = session.speaker
        self._sat = False
        self._spoke: dict[str, None] = {}
        self.clock.ticked.connect(self._tick)
        session.person_changed.connect(self._note_speaker)

    @property
    def draft(self) -> tuple[str, str]:
        """What stands in the line in which it is written what somebody says under this objective: its kind, and the text."""
        text, kind = (*self.session.drafts.of(_line(self.number)), "", "")[:2]
        return kind if text and kind in KINDS else self._kind, text

    @draft.setter
    def draft(self, draft: tuple[str, str]) -> None:
        self._kind, text = draft
        self.session.drafts.keep(_line(self.number), text, self._kind)

    # The sitting

    @property
    def sitting(self) -> Sitting | None:
        """The sitting that goes on."""
        return open_sitting(self.session.submission)

    def enter(self) -> None:
        """Begin where nothing goes on; a sitting of another day has ended, though nobody said so."""
        if not self.is_running:
            self._at_keyboard = self.session.speaker
        self.is_running = self._sat = True
        self._since = self.clock.now()
        self.clock.run(True)
        going = self.sitting
        if going is not None and day_here(going.begun) != day_here(self._since.isoformat()):
            self.end_sitting()
        if self.sitting is None:
            self.begin_sitting()

    def leave(self) -> None:
        """Let the time of the objective stand still, and whoever was at the keyboard before write again.

        A sitting in which nothing was done leaves nothing behind.
        """
        self._count()
        self._since = None
        self.is_running = False
        self.session.speak_again(self._at_keyboard)
        self.clock.run(False)
        going = self.sitting
        if going is not None and not going.title and not self.session.saving.waiting and self._is_empty(going):
            self.session.undo()  # and no revision more: what was done before the workshop can be taken back as ever

    def close(self) -> None:
        """End the sitting that goes on here: with its file the people leave it, and only now it is known who took part."""
        if self._sat and not self.session.saving.waiting:
            self.end_sitting()

    def _is_empty(self, going: Sitting) -> bool:
        try:
            return sitting.is_empty(self.session.file, going)
        except UserError:
            return False  # a file that cannot be read at this moment: what is not saved is told elsewhere

    def begin_sitting(self, title: str = "", place: str = "") -> bool:
        """Begin a sitting."""
        self.session.end_stay()
        self._spoke = dict.fromkeys([self.session.person] if self.session.person else [])
        now = self.clock.now()
        return self.session.do(lambda by: sitting.begin(self.session.file, now, by=by, title=title, place=place))

    def end_sitting(self) -> bool:
        """End the sitting that goes on."""
        going = self.sitting
        if going is None:
            return False
        self.session.end_stay()
        now, spoke = self.clock.now(), tuple(self._spoke)
        return self.session.do(lambda by: sitting.end(self.session.file, going, now, spoke, by=by))

    def last_said(self) -> Revision | None:
        """Return what can be taken back of this sitting; None where nothing was said in it yet."""
        last = self.session.next_undo()
        going = self.sitting
        if last is None or going is None:
            return last
        begins = any(each.creates_entry and each.entry_id == going.id for each in last.changes)
        return None if begins else last

    # Who speaks

    def people(self) -> Sequence[Person]:
        """Return the team in its order, in which the figures name the first of them."""
        return people_of(self.session.submission)

    def label(self, person: Person) -> str:
        """Return what stands in the history for a person."""
        return label_of(person, self.people())

    def speak(self, person: Person | None) -> None:
        """Let somebody speak, or nobody."""
        self.session.speak_as(self.label(person) if person is not None else "")

    def is_speaking(self, person: Person) -> bool:
        """Whether this one speaks now."""
        return bool(self.session.person) and self.session.person == self.label(person)

    def ministries(self) -> list[str]:
        """Return the ministries of the team, each once."""
        return list(dict.fromkeys(each.ministry for each in self.people() if each.ministry))

    def add_person(self, name: str, ministry: str, role: str) -> bool:
        """Take somebody into the team, who speaks at once; a ministry is spelled as the others spell it."""
        ministry = next((each for each in self.ministries() if same_name(each, ministry)), ministry)
        made: list[str] = []

        def adding(by: str) -> Revision | None:
            entry_id, revision = naming.add_person(
                self.session.file, self.session.catalogue, name, ministry, role, by=by
            )
            made.append(entry_id)
            return revision

        if not self.session.do(adding):
            return False
        self.speak(next((each for each in self.people() if each.id == made[0]), None))
        return True

    def say(self, text: str, kind: str) -> bool:
        """Write down what somebody says, by who is speaking; an empty text takes back what was written of it.

        What another person had said, or what was said as something else, and is not written yet, is said anew. Returns
        False when it could not be written down; it waits in `saving` then.
        """
        begun = self.begun
        if begun is not None and begun.number != self.number:
            # It was said, waits to be written under its own objective, and is not to be said there once more.
            self.session.drafts.keep(_line(begun.number), "")
            self.begun = begun = None
        if begun is not None and (not text or (begun.entry.kind, begun.by) != (kind, self.session.person)):
            if not self._write(begun, ""):
                return False
            self.begun = begun = None
        if not text:
            return True
        if begun is None:
            self.begun = begun = Begun(Entry(new_id(), kind), self.number, self.session.person)
        return self._write(begun, text)

    def _write(self, begun: Begun, text: str) -> bool:
        place = said_in(self.session.catalogue, begun.entry.kind)
        statement = Edit(begun.entry, place, text or None, by=begun.by, under=begun.number)
        return self.session.say(statement, begun.stay)

    # The objectives and their time

    def agenda(self) -> list[Item]:
        """Return the agenda."""
        return agenda(self.session.submission)

    def numbers(self) -> list[int]:
        """Return the objectives in the order in which they are gone through: the agenda first, then all others."""
        planned = [each.objective for each in self.agenda()]
        known = self.session.order.numbers(self.session.catalogue)
        planned = [each for each in planned if each in known]
        return planned + [each for each in known if each not in planned]

    def go(self, number: int) -> None:
        """Show an objective."""
        if number != self.number and number in self.numbers():
            self._count()
            self.number = number
            self.moved.emit()

    def step(self, step: int) -> None:
        """Show the next objective, or the one before."""
        numbers = self.numbers()
        place = numbers.index(self.number) if self.number in numbers else -1
        self.go(numbers[(place + step) % len(numbers)])

    def pace(self) -> Pace:
        """Return how the time of the objective stands."""
        self._count()
        return pace(minutes_of(self.agenda(), self.number), self._spent.get(self.number, 0.0))

    def delay(self) -> int:
        """Return by how many minutes the agenda is late."""
        self._count()
        return delay(self.agenda(), self._spent)

    def _tick(self) -> None:
        self.pace_changed.emit()

    def _count(self) -> None:
        if self._since is not None:
            now = self.clock.now()
            # A clock that somebody sets back takes nothing away.
            spent = max((now - self._since).total_seconds(), 0.0)
            self._spent[self.number] = self._spent.get(self.number, 0.0) + spent
            self._since = now

    def _note_speaker(self, person: str) -> None:
        if person and self.is_running:
            self._spoke[person] = None


def _line(number: int) -> str:
    """Return the place of the line under an objective in which it is written what somebody says, see `Drafts`."""
    return f"{STATEMENT}/{number}"
