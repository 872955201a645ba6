"""The ledger: what was handed out to whom, when, with what, and whether it is back.

Each line is an entry of the internal kind `handed_out`, so that it comes along when copies are joined, and never leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from desktop.i18n.translation import N_
from desktop.record.assignment import Assignment
from desktop.record.dates import span
from desktop.record.entry import Entry, Value
from desktop.record.internal_kinds import HANDED_OUT
from desktop.record.submission import Submission

Form = Literal["copy", "workbook", "word"]
"""What was handed out: a ministry copy, a workbook, a Word file."""

State = Literal["out", "overdue", "back", "joined", "replaced"]

FORMS: Mapping[str, str] = {"copy": N_("Ministry copy"), "workbook": N_("Workbook"), "word": N_("Word file")}
STATES: Mapping[str, str] = {
    "out": N_("Not back yet"),
    "overdue": N_("Overdue"),
    "back": N_("Returned"),
    "joined": N_("Joined"),
    "replaced": N_("Replaced"),
}
"""Forms and states in words, to be translated."""


@dataclass(frozen=True)
class Line:
    """A line of the ledger.

    Args:
        id: of its entry.
        to: who got it.
        form: see `Form`; another word is kept as it is.
        copy: the id of the copy of the file; empty for what is no copy.
        file: the name of the file that went out.
        objectives, kinds: what is open in it; none for all.
        until: the day on which it is wanted back, empty for none.
        at, by: when it was handed out, ISO 8601 in UTC, and by whom.
        back, joined: when it came back, and when it was joined last; empty as long as it was not.
        replaced: when a later one was written in its place; empty where none was. A copy of it can come back all the same.
    """

    id: str
    to: str
    form: str
    copy: str
    file: str
    objectives: tuple[int, ...]
    kinds: tuple[str, ...]
    until: str
    at: str
    by: str
    back: str
    joined: str
    replaced: str

    def data(self) -> dict[str, object]:
        """Return it as a program reads it."""
        return {**asdict(self), "objectives": list(self.objectives), "kinds": list(self.kinds)}

    def state(self, today: date) -> State:
        """Return how things stand on a day."""
        if self.joined:
            return "joined"
        if self.back:
            return "back"
        if self.replaced:
            return "replaced"
        days = span(self.until)
        return "overdue" if days is not None and days[1] < today else "out"


def ledger(submission: Submission) -> list[Line]:
    """Return all lines, what went out first before what went out later."""
    return in_order(submission.of_kind(HANDED_OUT))


def in_order(entries: Iterable[Entry]) -> list[Line]:
    """Return the lines that entries are, what went out first before what went out later."""
    return sorted(map(line_of, entries), key=lambda each: (each.at, each.to, each.id))


def line_of(entry: Entry) -> Line:
    """Return the line that an entry is."""
    keys = ("to", "form", "copy", "file", "until", "at", "by", "back", "joined", "replaced")
    said = {key: entry.text(key) for key in keys}
    return Line(id=entry.id, objectives=tuple(entry.numbers("objectives")), kinds=tuple(entry.items("kinds")), **said)


def answers(assignment: Assignment, form: Form, *, copy: str, file: str) -> dict[str, Value]:
    """Return what the entry of a line says when something goes out.

    Args:
        copy: the id of the copy, empty for what is no copy.
        file: the name of the file.
    """
    said: dict[str, Value] = {
        "to": assignment.to,
        "form": form,
        "copy": copy,
        "file": file,
        "objectives": list(assignment.objectives),
        "kinds": list(assignment.kinds),
        "until": assignment.until,
        "at": assignment.at,
        "by": assignment.by,
    }
    return {key: value for key, value in said.items() if value}


def find_line(lines: Sequence[Line], ids: Iterable[str]) -> Line | None:
    """Return the line of something that came back, by the id of the line or of a copy that it is or was.

    Args:
        ids: those that it could be known by, the surest first.
    """
    for wanted in ids:
        found = next((each for each in lines if wanted and wanted in (each.id, each.copy)), None)
        if found is not None:
            return found
    return None


def count_states(lines: Sequence[Line], today: date) -> dict[State, int]:
    """Return how many lines stand how, in the order of `STATES`; states that none has are left out."""
    found = [line.state(today) for line in lines]
    states: tuple[State, ...] = ("overdue", "out", "back", "joined", "replaced")
    return {state: found.count(state) for state in states if state in found}
