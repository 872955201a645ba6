"""The strip of a ministry copy: for whom it is, what is open in it, how far that has come, and when it is wanted back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from desktop.i18n.lists import sentences
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now
from desktop.record.assignment import Assignment
from desktop.record.dates import in_words, span
from desktop.record.update import Update
from desktop.ui.layout import button
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGE_OF_KIND
from desktop.ui.parts.strip import Strip
from desktop.ui.session import Session


class MinistryStrip(Strip):
    """Stands below the bar of a ministry copy, on every page.

    Signals:
        go: the `Place` of what is open.
    """

    go = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(state="info")
        self._session = session
        self.own = button(_("Go to your part"), self._go, role="link")
        self.lay(self.note, self.own)
        if session.assignment is not None:
            session.changed.connect(self._changed)
            self._show()

    def _changed(self, _update: Update) -> None:
        self._show()

    def _show(self) -> None:
        given = self._session.assignment
        assert given is not None
        late = _is_over(given)
        said = (given.sentence(self._session.catalogue), progress_of(self._session, given), wanted_back(given))
        text = sentences(said)
        if text != self.note.text():
            self.note.say(text, "warns" if late else "info")

    def _go(self) -> None:
        given = self._session.assignment
        if given is not None:
            self.go.emit(place_of_assignment(given))


def place_of_assignment(given: Assignment) -> Place:
    """Return where a ministry copy opens: on the part that it was handed out for."""
    if given.objectives and given.has_kind("assessment"):
        only = len(given.objectives) == 1
        return Place("objective", str(given.objectives[0])) if only else Place("objectives")
    kind = next((kind for kind in given.kinds if kind in PAGE_OF_KIND), "")
    if len(given.objectives) == 1 and kind in ("practice", "gap", "pledge", "evidence"):
        return Place("objective", str(given.objectives[0]), part=kind)
    return Place(PAGE_OF_KIND[kind].key) if kind else Place("overview")


def progress_of(session: Session, given: Assignment) -> str:
    """Return how far the part of a ministry has come, in words."""
    from desktop.record.progress import roll_up

    catalogue, submission = session.catalogue, session.submission
    whole = roll_up(submission, catalogue, given.objectives or None)
    said = []
    if given.has_kind("assessment"):
        said.append(_("Objectives rated: {rated} of {of}.").format(rated=whole.rated, of=whole.of))
    for kind, count in (("practice", whole.practices), ("gap", whole.gaps), ("pledge", whole.pledges)):
        if kind in given.kinds:
            name = _(catalogue.kind(kind).plural)
            said.append(_("{name}: {count}.").format(name=name, count=counted(count)))
    return sentences(said)


def wanted_back(given: Assignment) -> str:
    """Return in a sentence when a ministry copy is wanted back, empty where no day was named."""
    if not given.until:
        return ""
    day = in_words(given.until) if _is_day(given.until) else one_line(given.until)
    if _is_over(given):
        return _("It should have been returned by {day}.").format(day=day)
    return _("Please return it by {day}.").format(day=day)


def _is_day(text: str) -> bool:
    return span(text) is not None


def _is_over(given: Assignment) -> bool:
    days = span(given.until)
    today: date = now().astimezone().date()
    return days is not None and days[1] < today
