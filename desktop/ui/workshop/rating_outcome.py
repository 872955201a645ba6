"""The stages of rating together after all have given theirs: the spread, and what was agreed with who keeps another view."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

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
from desktop.ui.layout import GAP, begin_box_at_side, clear
from desktop.ui.mnemonics import without_mnemonic
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.parts.push_button import CheckBox
from desktop.ui.workshop.buttons import words_button
from desktop.ui.workshop.letters import said
from desktop.ui.workshop.rating_parts import LONGEST_IN_A_LINE, Options, Stage
from desktop.ui.workshop.said import MOST_OF_A_LINE, Reading

LINES_OF_REASON = 3


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
        self.area = Reading(_("Ratings that the ministries gave"))
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
        self._add(_("Who gave which rating"), bold=True)
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
        self._heading = said(_("Which ministry disagrees, and why, in its own words"), bold=True)
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
        self.differs = CheckBox(without_mnemonic(_("{name} disagrees ({rating})").format(name=name, rating=gave)))
        self.differs.setAccessibleName(
            _("{name} disagrees ({rating})").format(name=one_line(ballot.ministry), rating=gave)
        )
        # Dissent is on record unless the ministry says that it goes along.
        self.differs.setChecked(ballot.differs if recorded else True)
        self.words = CutLine(ballot.dissent if recorded else ballot.reason)
        self.words.setAccessibleName(_("Why {name} disagrees").format(name=name))
        self.words.setPlaceholderText(_("Why, in its own words"))
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
        return _("{name} disagrees ({rating})").format(name=name, rating=rating)
    why = one_line(ballot.dissent, MOST_OF_A_LINE)
    return _("{name} disagrees ({rating}): {reason}").format(name=name, rating=rating, reason=why)
