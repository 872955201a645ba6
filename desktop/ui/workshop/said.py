"""What a workshop reads of an objective: the question, the rating, and what has been said, each with its author."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.internal_kinds import PARKED
from desktop.record.parking import TEXT
from desktop.record.people import Person, ministry_of, people_of
from desktop.record.submission import Submission
from desktop.record.values import title_of
from desktop.ui.layout import GAP, margins, scrolled_by_keys
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.session import Session
from desktop.ui.workshop.buttons import words_button
from desktop.ui.workshop.letters import said

KINDS = ("practice", "gap", "pledge", PARKED)
"""What is said under an objective, in the order in which it is read."""

MOST_OF_A_LINE = 1_000
"""Characters of what is said in one line; a title is much shorter, and all of it stands in its form."""

MOST_AT_ONCE = 20
"""Entries of a kind that are read at once, the latest ones; the others follow by a press."""

_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class Reading(QScrollArea):
    """An area that scrolls by the keys up and down; those to the sides lead to other objectives."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        scrolled_by_keys(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        ground = QWidget()
        ground.setProperty("role", "ground")
        self.inner = QVBoxLayout(ground)
        margins(self.inner, GAP // 4, 0, GAP, 0)
        self.inner.setSpacing(GAP // 2)
        self.setWidget(ground)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _SIDEWAYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ObjectiveSaid(Reading):
    """One objective as it is read from the back of the room."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("The objective"))
        self._session = session
        self._number = 0
        self.asks: list[QLabel] = []  # kept from one objective to the next, as lines are slow to be made
        self._asks_place = QVBoxLayout()
        self.rating = _Said()
        self._sections = {kind: Section(session, kind) for kind in KINDS}
        self.inner.addWidget(said(_("What it asks for"), bold=True))
        self.inner.addLayout(self._asks_place)
        self.inner.addWidget(said(_(session.catalogue.kind("assessment").label), bold=True))
        self.inner.addWidget(self.rating)
        for section in self._sections.values():
            self.inner.addWidget(section)
        self.inner.addStretch(1)
        self._in_sight = ""
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, _most: self._keep_in_sight())
        bar.actionTriggered.connect(lambda _action: self._let_go())

    def show_objective(self, number: int) -> None:
        """Show an objective from its head on."""
        self._number = number
        self._let_go()
        objective = self._session.catalogue.objective(number)
        while len(self.asks) < len(objective.actions):
            self.asks.append(said(""))
            self._asks_place.addWidget(self.asks[-1])
        for line, action in zip(self.asks, objective.actions, strict=False):
            line.setText(_("{paragraph}  {gist}").format(paragraph=action.paragraph, gist=_(action.gist)))
            let_be_seen(line, True)
        for line in self.asks[len(objective.actions) :]:
            let_be_seen(line, False)
        self.refresh()
        self.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Show what is said now."""
        self._show_rating()
        for section in self._sections.values():
            section.show_objective(self._number)

    def row(self, entry_id: str) -> QWidget | None:
        """Return the line of an entry, None where it is not here."""
        rows = (section.rows.get(entry_id) for section in self._sections.values())
        return next((row.widget for row in rows if row is not None), None)

    def show_row(self, entry_id: str) -> None:
        """Scroll to what was said, and keep it in sight until somebody scrolls: what is told below it may take more room."""
        self._in_sight = entry_id
        self._keep_in_sight()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._let_go()
        super().keyPressEvent(event)

    def _let_go(self) -> None:
        self._in_sight = ""

    def _keep_in_sight(self) -> None:
        row, ground = self.row(self._in_sight), self.widget()
        inside = ground.layout() if ground is not None else None
        if row is not None and inside is not None:
            inside.activate()
            self.ensureWidgetVisible(row, 0, GAP)

    def _show_rating(self) -> None:
        submission, catalogue = self._session.submission, self._session.catalogue
        entry = submission.bound("assessment", str(self._number))
        given = entry.answers.get("rating")
        if given is None:
            self.rating.show_words(_("Not rated yet"), "")
            return
        field = catalogue.kind("assessment").field("rating")
        option = next((each for each in field.options if each.key == given.value), None)
        rated = catalogue.option_text(option) if option else str(given.value)
        reason = entry.text("reason")
        words = rated
        if reason:
            words = _("{rating}: {reason}").format(rating=rated, reason=one_line(reason, MOST_OF_A_LINE))
        self.rating.show_words(words, author(given.by, submission))


def author(by: str, submission: Submission) -> str:
    """Return who said something, with the ministry where it is known."""
    if not by:
        return _("Nobody was named")
    ministry = ministry_of(by, submission)
    if not ministry or f"({ministry}" in by:
        return one_line(by)
    return _("{name}, {ministry}").format(name=one_line(by), ministry=one_line(ministry))


class _Said(QWidget):
    """Some words, and below them who said them."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.by = said(""), said("", "muted")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.words)
        inside.addWidget(self.by)

    def show_words(self, words: str, by: str) -> None:
        self.words.setText(words)
        self.by.setText(by)
        let_be_seen(self.by, bool(by))


@dataclass
class _Row:
    widget: _Said
    entry: Entry | None = None
    people: tuple[Person, ...] = ()


class Section(QWidget):
    """What was said of one kind, a line each; the lines are kept from one objective to the next.

    Attributes:
        rows: the lines by the ids of their entries.
        earlier: the button that shows what was said long before the rest.
    """

    def __init__(self, session: Session, kind: str) -> None:
        super().__init__()
        self._session = session
        self._kind = kind
        self._number = 0
        self._shows_all = False
        self._lines: list[_Row] = []
        self.rows: dict[str, _Row] = {}
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(GAP // 2)
        self._inside.addWidget(said(_heading(session, kind), bold=True))
        self.earlier = words_button("", self._show_all)
        self._inside.addWidget(self.earlier)

    def show_objective(self, number: int) -> None:
        """Show what was said of an objective."""
        if number != self._number:
            self._number, self._shows_all = number, False
        workshop = self._session.workshop
        begun = workshop.begun if workshop is not None else None
        # What is being typed stands in its line already.
        typed = begun.entry.id if begun is not None else ""
        entries = [each for each in self._session.submission.of_objective(self._kind, number) if each.id != typed]
        shown = entries if self._shows_all else entries[-MOST_AT_ONCE:]
        more = len(entries) - len(shown)
        self.earlier.setText(_("Show what was said before: {count}").format(count=counted(more)))
        let_be_seen(self.earlier, bool(more))
        while len(self._lines) < len(shown):
            self._lines.append(_Row(_Said()))
            self._inside.addWidget(self._lines[-1].widget)
        self.rows = {}
        for line, entry in zip(self._lines, shown, strict=False):
            self.rows[entry.id] = line
            self._show(line, entry)
            let_be_seen(line.widget, True)
        for line in self._lines[len(shown) :]:
            let_be_seen(line.widget, False)
        let_be_seen(self, bool(entries))

    def _show(self, line: _Row, entry: Entry) -> None:
        people = people_of(self._session.submission)
        if line.entry is entry and line.people is people:
            return
        answer = entry.answers.get(_title_field(self._session, self._kind))
        line.entry, line.people = entry, people
        by = author(answer.by if answer else "", self._session.submission)
        line.widget.show_words(_WORDS[self._kind == PARKED](self._session, entry), by)

    def _show_all(self) -> None:
        self._shows_all = True
        self.show_objective(self._number)


def _title(session: Session, entry: Entry) -> str:
    return one_line(title_of(entry, session.catalogue), MOST_OF_A_LINE)


def _parked(_session: Session, entry: Entry) -> str:
    text, owner = one_line(entry.text(TEXT), MOST_OF_A_LINE), entry.text("owner")
    if entry.value("settled") is True:
        return _("{text} (settled)").format(text=text)
    if owner:
        return _("{text} (open, with {owner})").format(text=text, owner=one_line(owner))
    return _("{text} (open, nobody is responsible yet)").format(text=text)


_WORDS: Sequence[Callable[[Session, Entry], str]] = (_title, _parked)

_PARKED = N_("Parked")


def _heading(session: Session, kind: str) -> str:
    return _(_PARKED) if kind == PARKED else _(session.catalogue.kind(kind).plural)


def _title_field(session: Session, kind: str) -> str:
    return TEXT if kind == PARKED else session.catalogue.kind(kind).title_field
