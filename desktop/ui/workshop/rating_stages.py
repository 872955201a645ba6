"""The stages of rating together until all have given theirs: who takes part, whose turn it is, the rating unseen.

Each is a screen of its own. None of them knows what another ministry gave before all are revealed, which is when those of
`rating_outcome` come.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.catalogue.definitions import Option
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.ballots import Round
from desktop.ui.layout import GAP, across
from desktop.ui.mnemonics import without_mnemonic
from desktop.ui.parts.along import Along
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.parts.flow import FlowLayout, flowing
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.parts.push_button import CheckBox
from desktop.ui.workshop.buttons import words_button
from desktop.ui.workshop.letters import said
from desktop.ui.workshop.rating_parts import LONGEST_IN_A_LINE, LargeCombo, Options, Stage
from desktop.ui.workshop.said import Reading


class BeginStage(Stage):
    """Who gives a rating, and how.

    Signals:
        begun: the ministries that take part, and whether the laptop is passed round.
        shown: the last round is to be seen again.
    """

    begun = Signal(list, bool)
    shown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.before = said("")
        self.again = words_button(_("Show the last ratings"), self.shown.emit)
        self._area = Reading(_("Who gives a rating"))
        checks = QWidget()
        self._along = Along(checks)
        self._checks = FlowLayout(checks, spacing=GAP)  # in large letters a line for each would leave room for three
        self._area.inner.addWidget(self.before)
        self._area.inner.addWidget(said(_("Who gives a rating"), bold=True))
        self._area.inner.addWidget(checks)
        self.ministries: dict[str, QCheckBox] = {}
        self.other = CutLine()
        self.other.setAccessibleName(_("Another ministry"))
        self.other.setPlaceholderText(_("Another ministry"))
        self.other.returnPressed.connect(self._add_other)
        self.add = words_button(_("Add"), self._add_other)
        self.round = words_button(_("Pass the laptop round"), lambda: self._begin(passing=True))
        self.cards = words_button(_("Type what the cards say"), lambda: self._begin(passing=False))
        row = across(self.other, self.add)
        row.setStretch(0, 1)
        self._area.inner.addLayout(row)
        self._area.inner.addStretch(1)
        self.inside.addWidget(self._area, 1)
        self.inside.addWidget(flowing(self.round, self.cards, self.again))

    def offer(self, ministries: Sequence[str], before: str) -> None:
        """Offer ministries; all of them take part unless somebody says otherwise.

        Args:
            before: what is known of the last round, empty where there was none.
        """
        for name in ministries:
            self._offer(name)
        self.before.setText(before)
        let_be_seen(self.before, bool(before))
        let_be_seen(self.again, bool(before))
        self._tell_ready()

    def take_focus(self) -> None:
        """Begin with how, or with who where nobody is known."""
        (self.round if self.round.isEnabled() else self.other).setFocus()

    def _offer(self, name: str) -> None:
        if name not in self.ministries:
            box = CheckBox(without_mnemonic(one_line(name, LONGEST_IN_A_LINE)))
            box.setAccessibleName(name)
            box.setChecked(True)
            box.toggled.connect(lambda _checked: self._tell_ready())
            before = next(reversed(self.ministries.values()), None) or self._area
            self.ministries[name] = box
            self._checks.addWidget(box)
            QWidget.setTabOrder(before, box)
            self._along.lead(list(self.ministries.values()))

    def _add_other(self) -> None:
        name = " ".join(self.other.text().split())
        if name:
            self._offer(name)
            self.ministries[name].setChecked(True)
            self.other.clear()
            self._tell_ready()

    def _begin(self, *, passing: bool) -> None:
        self._add_other()
        self.begun.emit([name for name, box in self.ministries.items() if box.isChecked()], passing)

    def _tell_ready(self) -> None:
        ready = any(box.isChecked() for box in self.ministries.values())
        self.round.setEnabled(ready)
        self.cards.setEnabled(ready)


class TurnStage(Stage):
    """Whose turn it is. Nothing here tells what anybody gave.

    Signals:
        ready: the ministry that rates now.
        revealed: everything is to be shown.
    """

    ready = Signal(str)
    revealed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ministry = ""
        self._passing = True
        self.whose = said("", bold=True)
        self.count = said("")
        self.go = words_button("", lambda: self.ready.emit(self._ministry))
        self.reveal = words_button(_("Reveal all ratings"), self.revealed.emit)
        self.who = LargeCombo(_("Let another ministry go first, or let one rate again"))
        self.who.activated.connect(lambda _place: self._choose(str(self.who.currentData())))
        self.inside.addStretch(1)
        self.inside.addWidget(self.whose)
        self.inside.addWidget(self.count)
        self.inside.addWidget(self.go)
        self.inside.addWidget(self.reveal)
        self.inside.addStretch(1)
        another = said(_("Or choose a ministry from the list:"), "muted")
        another.setWordWrap(False)
        row = across(another, self.who)
        row.setStretch(1, 1)
        self.inside.addLayout(row)

    def show_round(self, found: Round, *, passing: bool) -> None:
        """Show who has not given a rating yet, and let the first of them have its turn.

        Args:
            passing: whether the laptop is passed round; else cards are read out.
        """
        self._passing = passing
        given = sum(each.is_given for each in found.ballots)
        text = _("Ministries that have given a rating: {done} of {of}")
        self.count.setText(text.format(done=counted(given), of=counted(len(found.ballots))))
        self.who.clear()
        for each in found.ballots:
            name = one_line(each.ministry)
            self.who.addItem(_("{name} (rating given)").format(name=name) if each.is_given else name, each.ministry)
        self.reveal.setEnabled(given > 0)
        waiting = found.waiting
        self._choose(waiting[0].ministry if waiting else "")

    def take_focus(self) -> None:
        """Begin with the next ministry; with what is revealed where none is left."""
        (self.reveal if self.go.isHidden() else self.go).setFocus()

    def _choose(self, ministry: str) -> None:
        self._ministry = ministry
        name = one_line(ministry) if ministry else ""
        next_one = _("Please pass the laptop to: {name}") if self._passing else _("Next: {name}")
        self.whose.setText(next_one.format(name=name) if name else _("All ministries have given a rating."))
        self.go.setText(_("{name}: give the rating").format(name=name))
        self.go.setAccessibleName(self.go.text())
        let_be_seen(self.go, bool(name))
        if name:
            self.who.setCurrentIndex(self.who.findData(ministry))
            self.go.setFocus()


class GiveStage(Stage):
    """One ministry gives its rating; nobody sees what others gave, and what it gave goes with the screen.

    Signals:
        given: ministry, the key of the option, and the reason.
        back: it gives none now.
    """

    given = Signal(str, str, str)
    back = Signal()

    def __init__(self, question: str, options: Sequence[tuple[Option, str]]) -> None:
        super().__init__()
        self._ministry = ""
        self.whose = said("", bold=True)
        self.alone = said(_("Nobody else should look at the screen now."), "muted")
        self.options = Options(question, options)
        self.options.chosen.connect(self._chosen)
        self.reason = CutLine()
        self.reason.setAccessibleName(_("Why, in a few words"))
        self.reason.setPlaceholderText(_("Why, in a few words"))
        self.reason.returnPressed.connect(self._give)
        self.give = words_button(_("Give this rating and continue"), self._give)
        self.later = words_button(_("Rate later"), self.back.emit)
        area = Reading(question)
        area.inner.addWidget(self.options)
        area.inner.addWidget(self.alone)
        area.inner.addStretch(1)
        self.inside.addWidget(self.whose)
        self.inside.addWidget(area, 1)
        self.inside.addWidget(self.reason)
        self.inside.addWidget(flowing(self.give, self.later))
        self.empty()

    def show_ministry(self, ministry: str, *, alone: bool) -> None:
        """Let a ministry rate, on an empty screen.

        Args:
            alone: whether it has the laptop to itself; cards that are read out are heard by everybody.
        """
        self.empty()
        self._ministry = ministry
        self.whose.setText(one_line(ministry))
        let_be_seen(self.alone, alone)

    def empty(self) -> None:
        """Leave nothing on the screen of what somebody chose or wrote."""
        self._ministry = ""
        self.options.show_chosen("")
        self.reason.setText("")  # and not `clear`, which Ctrl+Z in the line would take back
        self.give.setEnabled(False)

    def take_focus(self) -> None:
        """Begin with the options."""
        self.options.take_focus()

    def press(self, place: int) -> bool:
        """Choose by a digit; the reason is next."""
        return self.options.press(place)

    def _chosen(self, _key: str) -> None:
        self.give.setEnabled(True)

    def _give(self) -> None:
        if self.options.value:
            self.given.emit(self._ministry, self.options.value, self.reason.text())
