"""The stages of rating together: who takes part, whose turn it is, the rating unseen, the spread, what was agreed.

Each is a screen of its own. None of them knows what another ministry gave before all are revealed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Option
from desktop.i18n.lists import joined
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.operations.ballots import Agreement
from desktop.record.ballots import Ballot, Round
from desktop.ui.charts.spread import Boxes
from desktop.ui.layout import GAP, CalmCombo, across, begin_at_side, begin_box_at_side, clear
from desktop.ui.parts.along import Along
from desktop.ui.parts.choice_button import ChoiceButton, show_pressed
from desktop.ui.parts.flow import FlowLayout, flowing
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.workshop.buttons import words_button
from desktop.ui.workshop.letters import said
from desktop.ui.workshop.said import MOST_OF_A_LINE, Reading

LINES_OF_REASON = 3

LONGEST_IN_A_LINE = 44
"""Letters of a ministry where its name cannot go on in the next line; all of it is said by a screen reader."""


class LargeCombo(CalmCombo):
    """A list as wide as there is room, and as high as its letters are, which grow after it was made."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + GAP // 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The look of the window has set a least height, for its own letters.
        if self.minimumHeight() != self.sizeHint().height():
            self.setMinimumHeight(self.sizeHint().height())


class Stage(QWidget):
    """One screen of rating together."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(GAP // 2)

    def take_focus(self) -> None:
        """Put the keyboard where the stage begins."""

    def press(self, place: int) -> bool:
        """Choose the option of a place, counted from 1, as a digit does. Returns whether the stage has options."""
        return False


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
        self._checks = FlowLayout(checks, spacing=GAP)  # in large letters a line for each would leave room for three
        self._area.inner.addWidget(self.before)
        self._area.inner.addWidget(said(_("Who gives a rating"), bold=True))
        self._area.inner.addWidget(checks)
        self.ministries: dict[str, QCheckBox] = {}
        self.other = QLineEdit()
        self.other.setAccessibleName(_("Another ministry"))
        self.other.setPlaceholderText(_("Another ministry"))
        begin_at_side(self.other)
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
            box = QCheckBox(one_line(name, LONGEST_IN_A_LINE).replace("&", "&&"))
            box.setAccessibleName(name)
            box.setChecked(True)
            box.toggled.connect(lambda _checked: self._tell_ready())
            before = next(reversed(self.ministries.values()), None) or self._area
            self.ministries[name] = box
            self._checks.addWidget(box)
            QWidget.setTabOrder(before, box)

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
        self.who = LargeCombo(_("Another ministry first, or one that rates anew"))
        self.who.activated.connect(lambda _place: self._choose(str(self.who.currentData())))
        self.inside.addStretch(1)
        self.inside.addWidget(self.whose)
        self.inside.addWidget(self.count)
        self.inside.addWidget(self.go)
        self.inside.addWidget(self.reveal)
        self.inside.addStretch(1)
        another = said(_("Or another first, or one again:"), "muted")
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
        text = _("Ministries that have rated: {done} of {of}")
        self.count.setText(text.format(done=counted(given), of=counted(len(found.ballots))))
        self.who.clear()
        for each in found.ballots:
            name = one_line(each.ministry)
            self.who.addItem(_("{name} (has rated)").format(name=name) if each.is_given else name, each.ministry)
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
        self.whose.setText(next_one.format(name=name) if name else _("All ministries have rated."))
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
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Why, in a few words"))
        self.reason.setPlaceholderText(_("Why, in a few words"))
        begin_at_side(self.reason)
        self.reason.returnPressed.connect(self._give)
        self.give = words_button(_("Give this rating and pass on"), self._give)
        self.later = words_button(_("Not now"), self.back.emit)
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


class Options(QWidget):
    """The steps of a rating in their order, each by its digit, with what the chosen one means.

    Signals:
        chosen: the key of an option.
    """

    chosen = Signal(str)

    def __init__(self, question: str, options: Sequence[tuple[Option, str]]) -> None:
        super().__init__()
        self.value = ""
        self.buttons: dict[str, ChoiceButton] = {}
        self._helps: dict[str, str] = {}
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP // 4)
        holder = QWidget()
        row = FlowLayout(holder, spacing=GAP // 4)
        inside.addWidget(holder)
        for place, (option, label) in enumerate(options, 1):
            choice = ChoiceButton(_("{number}  {title}").format(number=counted(place), title=label))
            choice.setAccessibleName(_("{question}: {answer}").format(question=question, answer=label))
            choice.setAccessibleDescription(_(option.help) if option.help else "")
            choice.clicked.connect(lambda _checked=False, key=option.key: self.choose(key))
            self.buttons[option.key] = choice
            self._helps[option.key] = _(option.help) if option.help else ""
            row.addWidget(choice)
        self.help = said("", "muted")
        inside.addWidget(self.help)
        self._along = Along(holder, digits=True)
        self._along.lead(list(self.buttons.values()))

    def choose(self, key: str) -> None:
        """Choose an option."""
        self.show_chosen(key)
        self.chosen.emit(key)

    def show_chosen(self, key: str) -> None:
        """Show an option chosen, or none."""
        self.value = key
        for each, choice in self.buttons.items():
            show_pressed(choice, each == key)
        self.help.setText(self._helps.get(key, ""))
        self._along.stop_at(self.buttons.get(key) or next(iter(self.buttons.values())))

    def press(self, place: int) -> bool:
        """Choose the option of a place, counted from 1."""
        if 0 < place <= len(self.buttons):
            key = list(self.buttons)[place - 1]
            self.buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
            self.choose(key)
        return True

    def take_focus(self) -> None:
        """Put the keyboard to the chosen option, or to the first."""
        (self.buttons.get(self.value) or next(iter(self.buttons.values()))).setFocus()


class SpreadStage(Stage):
    """What all gave, once it is revealed; and what was agreed, once it was.

    Signals:
        agreeing: somebody records what is agreed.
        again: the ministries rate once more.
    """

    agreeing = Signal()
    again = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self.area = Reading(_("What the ministries gave"))
        self.agree = words_button("", self.agreeing.emit)
        self.another = words_button(_("Rate once more"), self.again.emit)
        self.inside.addWidget(self.area, 1)
        self.inside.addWidget(flowing(self.agree, self.another))

    def show_round(self, found: Round, options: Sequence[tuple[Option, str]], reason: str) -> None:
        """Show a round that is revealed.

        Args:
            reason: why what was agreed was agreed.
        """
        clear(self.area.inner)
        labels = {option.key: label for option, label in options}
        if found.agreed:
            self._add(_("Agreed: {rating}").format(rating=labels.get(found.agreed, found.agreed)), bold=True)
            if reason:
                self._add(one_line(reason, MOST_OF_A_LINE))
            for each in found.dissenting:
                self._add(_differs(each, labels))
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(0)  # the whole scale is seen at once
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(2, 1)
        holder = QWidget()
        holder.setLayout(grid)
        spread = found.spread([option for option, _label in options], self._catalogue)
        for row, share in enumerate(spread):
            self._share(grid, row, share.label or _("No rating"), len(share.ministries), len(found.ballots))
        self.area.inner.addWidget(holder)
        self._add(_("Who gave what"), bold=True)
        for share in spread:
            if share.ministries:
                names = joined(one_line(each) for each in share.ministries)
                self._add(_("{label}: {text}").format(label=share.label or _("No rating"), text=names))
        reasons = [each for each in found.ballots if each.reason]
        if reasons:
            self._add(_("Why"), bold=True)
        for each in reasons:
            text = _("{name} ({rating}): {reason}")
            rating = labels.get(each.value, each.value)
            self._add(
                text.format(name=one_line(each.ministry), rating=rating, reason=one_line(each.reason, MOST_OF_A_LINE))
            )
        self.area.inner.addStretch(1)
        self.agree.setText(_("Change what was agreed") if found.agreed else _("Record what is agreed"))
        self.agree.setAccessibleName(self.agree.text())
        self.area.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        """Begin with what comes next."""
        self.agree.setFocus()

    def _add(self, text: str, *, bold: bool = False) -> None:
        self.area.inner.addWidget(said(text, bold=bold))

    def _share(self, grid: QGridLayout, row: int, label: str, count: int, of: int) -> None:
        """Add how many gave one option: in words, as a number, and as boxes that can be counted."""
        boxes = Boxes(count, of)
        text = _("{done} of {of}").format(done=counted(count), of=counted(of))
        boxes.say(label, text)
        name, number = said(label, bold=bool(count)), said(text)
        for each in (name, number):
            each.setWordWrap(False)
        for column, widget in enumerate((name, number, boxes)):
            grid.addWidget(widget, row, column)


class AgreeStage(Stage):
    """What the room agreed on, why, and who keeps a view of its own.

    Signals:
        agreed: an `Agreement`.
        back: nothing is recorded now.
    """

    agreed = Signal(object)
    back = Signal()

    def __init__(self, question: str, options: Sequence[tuple[Option, str]], reason: str, note: str) -> None:
        """Args:
        reason: what the field of the reason is called.
        note: what else is written down with it; empty for nothing.
        """
        super().__init__()
        self._labels = {option.key: label for option, label in options}
        self._found = Round("", ())
        self.options = Options(question, options)
        self.options.chosen.connect(lambda _key: self._show_differing())
        self.reason = QPlainTextEdit()
        begin_box_at_side(self.reason)
        self.reason.setAccessibleName(reason)
        self.reason.setTabChangesFocus(True)
        self.dissents: dict[str, Dissent] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP // 2)
        self._heading = said(_("Who differs, and why, in its own words"), bold=True)
        self.record = words_button(_("Record"), self._record)
        self.later = words_button(pgettext("rating", "Back"), self.back.emit)
        area = Reading(_("What is agreed"))
        area.inner.addWidget(said(_("What is agreed"), bold=True))
        area.inner.addWidget(self.options)
        area.inner.addWidget(said(reason, bold=True))
        area.inner.addWidget(self.reason)
        area.inner.addWidget(self._heading)
        area.inner.addLayout(self._rows)
        if note:
            area.inner.addWidget(said(note, "muted"))
        area.inner.addStretch(1)
        self._area = area
        self.inside.addWidget(area, 1)
        self.inside.addWidget(flowing(self.record, self.later))

    def show_round(self, found: Round, reason: str) -> None:
        """Begin with what was recorded before, where something was; else with what most of them gave."""
        self._found = found
        self.dissents = {}
        self.options.show_chosen(found.agreed or _most_given(found, self._labels))
        self.reason.setPlainText(reason)
        lines = self.reason.fontMetrics().lineSpacing() * LINES_OF_REASON
        self.reason.setFixedHeight(lines + 2 * GAP)
        self._show_differing()
        self._area.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        """Begin with the options."""
        self.options.take_focus()

    def press(self, place: int) -> bool:
        """Choose by a digit."""
        return self.options.press(place)

    def _show_differing(self) -> None:
        """List who gave something else than what is agreed; what was written there stays."""
        chosen = self.options.value
        differing = [each for each in self._found.ballots if each.value and each.value != chosen] if chosen else []
        kept = self.dissents
        clear(self._rows)
        self.dissents = {}
        for each in differing:
            row = Dissent(each, self._labels.get(each.value, each.value), recorded=bool(self._found.agreed))
            if each.ministry in kept:
                row.take_over(kept[each.ministry])
            self.dissents[each.ministry] = row
            self._rows.addWidget(row)
        self._follow_in_order()
        let_be_seen(self._heading, bool(differing))
        self.record.setEnabled(bool(chosen))

    def _follow_in_order(self) -> None:
        """Let the Tab key come to what was just made where it stands, and not behind all the rest."""
        stops: list[QWidget] = [self.reason]
        for row in self.dissents.values():
            stops += (row.differs, row.words)
        for before, after in pairwise([*stops, self.record, self.later]):
            QWidget.setTabOrder(before, after)

    def _record(self) -> None:
        dissents = {name: row.words.text() for name, row in self.dissents.items() if row.differs.isChecked()}
        self.agreed.emit(Agreement(self.options.value, self.reason.toPlainText(), dissents))


class Dissent(QWidget):
    """One ministry that gave something else: whether it still differs, and why, in its own words."""

    def __init__(self, ballot: Ballot, gave: str, *, recorded: bool) -> None:
        super().__init__()
        name = one_line(ballot.ministry, LONGEST_IN_A_LINE)
        self.differs = QCheckBox(_("{name} differs ({rating})").format(name=name, rating=gave).replace("&", "&&"))
        self.differs.setAccessibleName(
            _("{name} differs ({rating})").format(name=one_line(ballot.ministry), rating=gave)
        )
        # Dissent is on record unless the ministry says that it goes along.
        self.differs.setChecked(ballot.differs if recorded else True)
        self.words = QLineEdit(ballot.dissent if recorded else ballot.reason)
        self.words.setAccessibleName(_("Why {name} differs").format(name=name))
        self.words.setPlaceholderText(_("Why, in its own words"))
        begin_at_side(self.words)
        self.differs.toggled.connect(self.words.setEnabled)
        self.words.setEnabled(self.differs.isChecked())
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP // 4)
        inside.addWidget(self.differs)
        inside.addWidget(self.words)

    def take_over(self, other: Dissent) -> None:
        """Take what stands in another row of the same ministry."""
        self.differs.setChecked(other.differs.isChecked())
        self.words.setText(other.words.text())


def _most_given(found: Round, labels: dict[str, str]) -> str:
    """Return what more ministries gave than anything else; empty where two options have as many."""
    counts = {key: sum(each.value == key for each in found.ballots) for key in labels}
    most = max(counts.values(), default=0)
    first = [key for key, count in counts.items() if count == most]
    return first[0] if most and len(first) == 1 else ""


def _differs(ballot: Ballot, labels: dict[str, str]) -> str:
    name, rating = one_line(ballot.ministry), labels.get(ballot.value, ballot.value)
    if not ballot.dissent:
        return _("{name} differs ({rating})").format(name=name, rating=rating)
    why = one_line(ballot.dissent, MOST_OF_A_LINE)
    return _("{name} differs ({rating}): {reason}").format(name=name, rating=rating, reason=why)
