"""The name cards: one key or one click says who is speaking; whoever is not on the list yet is added on the spot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n.lists import joined, separated
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.people import Person, alike, doubles, found_by, people_of
from desktop.record.update import Update
from desktop.ui.layout import GAP, across, sized
from desktop.ui.line_side import begin_at_side
from desktop.ui.own_undo import emptied
from desktop.ui.parts.along import Along
from desktop.ui.parts.click_through import pass_presses_on
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.workshop.buttons import WordsButton, words_button
from desktop.ui.workshop.letters import said
from desktop.ui.workshop.panel import Panel
from desktop.ui.workshop.said import Reading
from desktop.ui.workshop.state import MOST_KEYS, WorkshopState

CARD = 17
"""Letters that a card is wide at least."""


class Card(WordsButton):
    """The card of a person, or of nobody: the figure and the name, and below them the ministry."""

    def __init__(self, name: str, below: str) -> None:
        super().__init__(name, role="card", bold=True)
        self._name = name
        self._below = below

    def show_state(self, figure: int, speaking: bool) -> None:
        """Say by which figure the person is named, 0 for none, and whether it is who speaks now."""
        numbered = _("{number}  {title}").format(number=counted(figure), title=self._name) if figure else self._name
        self.setText(numbered)
        below = _("{name} – speaking now").format(name=self._below) if self._below else _("speaking now")
        self.say_below(below if speaking else self._below)
        if self.property("state") != ("current" if speaking else ""):
            self.setProperty("state", "current" if speaking else "")
            self.style().unpolish(self)
            self.style().polish(self)
        self.setAccessibleName(" ".join(each for each in (numbered, self.below.text()) if each))


class Find(QLineEdit):
    """What is typed finds people; a figure chooses one of those that are shown.

    Signals:
        figure: that was typed.
        down: the keyboard goes to the cards.
    """

    figure = Signal(int)
    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text.isdecimal():
            self.figure.emit(int(text))
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class SpeakersPanel(Panel):
    """The cards of the team in its order, with a line that finds among them."""

    def __init__(self, state: WorkshopState) -> None:
        super().__init__(state)
        self.line = Find()
        self.line.setAccessibleName(_("Find a person or a ministry"))
        self.line.setPlaceholderText(_("Find a person or a ministry"))
        begin_at_side(self.line)
        self.new = words_button(_("Add a person"), self._begin_new)
        self.problem = said("")
        self._area = Reading(_("Name cards"))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP // 2)
        self._along = Along(self)
        self._cards: dict[str, Card] = {}
        self._nobody = Card(_("No name"), "")
        self._nobody.clicked.connect(lambda _checked=False: self._choose(None))
        self.form = NewPerson(state)
        self.form.done.connect(self._added)
        self.form.meant.connect(self._choose)
        self._area.inner.addWidget(self.form)
        self._area.inner.addWidget(self.problem)
        self._area.inner.addWidget(self._holder)
        self._area.inner.addStretch(1)
        row = across(self.line, self.new)
        row.setStretch(0, 1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(row)
        inside.addWidget(self._area, 1)
        self.line.textChanged.connect(lambda _text: self._show())
        self.line.returnPressed.connect(self._enter)
        self.line.figure.connect(self.choose_figure)
        self.line.down.connect(self._to_cards)
        self._ask_for_new(False)
        self._seen: tuple[Person, ...] | None = None
        sized(self, self._place)

    def take_focus(self) -> None:
        """Find from the beginning."""
        self._ask_for_new(False)
        emptied(self.line)
        self.line.setFocus()
        self._area.verticalScrollBar().setValue(0)

    def refresh(self, update: Update | None) -> None:
        """Show the team as it is now."""
        people = people_of(self.session.submission)
        if people is not self._seen:
            self._seen = people
            for card in self._cards.values():
                card.hide()
                card.deleteLater()
            self._cards = {}
            for person in people:
                below = joined(each for each in (person.ministry, person.speaks_for) if each)
                card = Card(one_line(person.name), one_line(below) if below else "")
                card.clicked.connect(lambda _checked=False, person=person: self._choose(person))
                self._cards[person.id] = card
        self._show()

    def found(self) -> list[Person]:
        """Return who is shown, in the order of the figures."""
        return found_by(self.line.text(), self.state.people())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _show(self) -> None:
        found = self.found()
        shown = {each.id: place for place, each in enumerate(found, 1)}
        for person in self.state.people():
            card = self._cards.get(person.id)
            if card is not None:
                figure = shown.get(person.id, 0)
                card.show_state(figure if figure <= MOST_KEYS else 0, self.state.is_speaking(person))
        self._nobody.show_state(0, not self.session.person)
        self._place()
        self._tell_problem(found)

    def _tell_problem(self, found: list[Person]) -> None:
        text = self.line.text().strip()
        if not found and text:
            said_of = _("Nobody in the team is called “{name}”. Press Enter to add this person.")
            said_of = said_of.format(name=one_line(text))
        elif not self.state.people():
            said_of = _("The team is empty. Add whoever is speaking.")
        else:
            twice = doubles(self.state.people())
            names = separated(f"{one_line(one.name)} – {one_line(other.name)}" for one, other in twice[:3])
            said_of = _("These may be the same person: {names}").format(names=names) if twice else ""
        self.problem.setText(said_of)
        let_be_seen(self.problem, bool(said_of))

    def _place(self) -> None:
        """Set the cards out in as many columns as have room."""
        while self._grid.takeAt(0) is not None:
            pass
        shown = [self._cards[each.id] for each in self.found() if each.id in self._cards]
        if not self.line.text().strip():
            shown = [*shown, self._nobody]
        width = max([self.line.fontMetrics().averageCharWidth() * CARD, *(each.widest_word() for each in shown)])
        columns = max((self._area.viewport().width() - GAP * 2) // (width + GAP // 2), 1)
        for card in (*self._cards.values(), self._nobody):
            if card not in shown:
                card.hide()
        for place, card in enumerate(shown):
            self._grid.addWidget(card, place // columns, place % columns)
            card.show()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._along.lead(shown)

    def choose_figure(self, figure: int) -> bool:
        """Let the person of a figure among those that are shown speak; 0 is nobody. Returns that it was for the cards."""
        found = self.found()
        if not figure:
            self._choose(None)
        elif figure <= min(len(found), MOST_KEYS):
            self._choose(found[figure - 1])
        return True

    def _enter(self) -> None:
        found = self.found()
        if not self.line.text().strip():
            return
        if len(found) == 1:
            self._choose(found[0])
        elif not found:
            self._begin_new()

    def _to_cards(self) -> None:
        found = self.found()
        if found:
            self._cards[found[0].id].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, person: Person | None) -> None:
        self.state.speak(person)
        self.left.emit()

    def _begin_new(self) -> None:
        name = self.line.text()
        self._ask_for_new(True)
        self.form.begin("" if self.found() else name)

    def _ask_for_new(self, asked: bool) -> None:
        """Show the form of somebody new in place of the cards, or the cards."""
        for each in (self.line, self.new, self.problem, self._holder):
            each.setVisible(not asked)
        self.form.setVisible(asked)
        if not asked:
            self.problem.setVisible(bool(self.problem.text()))

    def _added(self) -> None:
        self.left.emit()


class NewPerson(QWidget):
    """Name, ministry and role of somebody who is not on the list yet.

    Signals:
        done: the person is in the team, and speaks.
        meant: it is somebody of the team, in another spelling.
    """

    done = Signal()
    meant = Signal(object)

    def __init__(self, state: WorkshopState) -> None:
        super().__init__()
        self._state = state
        self.name, self.ministry, self.role = (CutLine() for _line in range(3))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        for line, label in (
            (self.name, _("Full name")),
            (self.ministry, _("Ministry or organization")),
            (self.role, _("Role in this submission")),
        ):
            line.setAccessibleName(label)
            line.setPlaceholderText(label)
            line.returnPressed.connect(lambda line=line: self._on(line))
            inside.addWidget(line)
        self.warning = said("")
        self.same = words_button(_("It is the same person"), self._take_same)
        self.add = words_button("", self._add)
        inside.addWidget(self.warning)
        inside.addLayout(across(self.same, self.add))
        self.name.textChanged.connect(lambda _text: self._judge())
        self.ministry.textChanged.connect(lambda _text: self._judge())

    def begin(self, name: str) -> None:
        """Ask for somebody, whose name may be known."""
        self.name.setText(" ".join(name.split()))
        self.ministry.clear()
        self.role.clear()
        proposals = QCompleter(self._state.ministries(), self.ministry)
        pass_presses_on(proposals.popup())
        proposals.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        proposals.setFilterMode(Qt.MatchFlag.MatchContains)
        self.ministry.setCompleter(proposals)
        self._judge()
        (self.ministry if self.name.text() else self.name).setFocus()

    def _same(self) -> list[Person]:
        return alike(self.name.text(), self._state.people())

    def _judge(self) -> None:
        same = self._same()
        if same:
            text = _("{name} is in the team already. Two people with the same name are told apart by their ministry.")
            self.warning.setText(text.format(name=one_line(self._state.label(same[0]))))
        let_be_seen(self.warning, bool(same))
        let_be_seen(self.same, bool(same))
        self.add.setText(_("Add another person of that name") if same else _("Add, and mark as speaking now"))
        self.add.setEnabled(bool(self.name.text().strip()))

    def _on(self, line: CutLine) -> None:
        """Enter leads on, and adds at the end; never somebody who may be there already."""
        following = {self.name: self.ministry, self.ministry: self.role}.get(line)
        if following is not None:
            following.setFocus()
        elif not self._same():
            self._add()
        else:
            self.same.setFocus()

    def _take_same(self) -> None:
        same = self._same()
        if same:
            self.meant.emit(same[0])

    def _add(self) -> None:
        name, ministry, role = (each.text() for each in (self.name, self.ministry, self.role))
        if name.strip() and self._state.add_person(name, ministry, role):
            self.done.emit()
