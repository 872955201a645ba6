"""The agenda: which objectives are gone through, in which order, for how long; and the sitting that goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext, pgettext
from desktop.operations import agenda as planning
from desktop.operations import sittings
from desktop.record.agenda import MOST, USUAL, Item
from desktop.record.internal_kinds import AGENDA_ITEM, SITTING
from desktop.record.update import Update
from desktop.ui.layout import GAP, CalmCombo, across, button, clear
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.parts.icon_button import icon_button
from desktop.ui.timestamps import hour
from desktop.ui.workshop.buttons import words_button
from desktop.ui.workshop.letters import said
from desktop.ui.workshop.panel import Panel
from desktop.ui.workshop.said import Reading
from desktop.ui.workshop.state import WorkshopState


class AgendaPanel(Panel):
    """Each objective of the agenda in a line with its minutes; below them those that can be added."""

    def __init__(self, state: WorkshopState) -> None:
        super().__init__(state)
        self.sitting = SittingRow(self)
        self.total = said("", "muted")
        self.choose = CalmCombo()
        self.choose.setAccessibleName(_("Objective to add"))
        self.choose.setMinimumContentsLength(12)
        self.choose.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.add = button(_("Add to the agenda"), self._add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP // 2)
        self.rows: dict[int, ItemRow] = {}
        area = Reading(_("Agenda"))
        area.inner.addWidget(self.sitting)
        area.inner.addLayout(self._rows)
        row = across(self.choose, self.add)
        row.setStretch(0, 1)
        area.inner.addLayout(row)
        area.inner.addWidget(self.total)
        area.inner.addStretch(1)
        self._area = area
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(area)
        self._items: list[Item] | None = None

    def take_focus(self) -> None:
        """Begin with what is there, or with what can be added."""
        (self.add if not self.rows else self._area).setFocus()

    def refresh(self, update: Update | None) -> None:
        """Show the agenda as it is now."""
        if update is None or SITTING in update.kinds:
            self.sitting.refresh()
        if update is not None and AGENDA_ITEM not in update.kinds:
            return
        items = self.state.agenda()
        if [each.objective for each in items] != [each.objective for each in self._items or ()]:
            focused = self._focused()
            clear(self._rows)
            self.rows = {each.objective: ItemRow(self, each) for each in items}
            for row in self.rows.values():
                self._rows.addWidget(row)
            self._focus(focused)
        for each in items:
            self.rows[each.objective].show_minutes(each.minutes)
        self._items = items
        self._offer(items)

    def leave(self) -> None:
        """Write down what is being typed."""
        self.sitting.commit()
        for row in self.rows.values():
            row.commit()

    def plan(self, items: Sequence[Item]) -> None:
        """Make these items the agenda."""
        before = self.state.agenda()
        self.session.do(lambda by: planning.plan(self.session.file, before, items, by=by))

    def give(self, objective: int, minutes: int) -> None:
        """Give an objective some minutes."""
        items = self.state.agenda()
        self.plan([replace(each, minutes=minutes) if each.objective == objective else each for each in items])

    def shift(self, objective: int, step: int) -> None:
        """Move an objective up or down."""
        items = self.state.agenda()
        place = next((place for place, each in enumerate(items) if each.objective == objective), None)
        if place is not None and 0 <= place + step < len(items):
            items.insert(place + step, items.pop(place))
            self.plan(items)

    def remove(self, objective: int) -> None:
        """Take an objective off the agenda; it can be gone to all the same."""
        self.plan([each for each in self.state.agenda() if each.objective != objective])

    def _add(self) -> None:
        objective = self.choose.currentData()
        if isinstance(objective, int):
            self.plan([*self.state.agenda(), Item(objective, USUAL)])

    def _offer(self, items: Sequence[Item]) -> None:
        planned = {each.objective for each in items}
        self.choose.clear()
        for number in self.session.order.numbers(self.session.catalogue):
            if number not in planned:
                self.choose.addItem(objective_name(self.state, number), number)
        self.add.setEnabled(self.choose.count() > 0)
        minutes = sum(each.minutes for each in items)
        text = ngettext("{count} minute altogether", "{count} minutes altogether", minutes)
        said_of = [text.format(count=counted(minutes))] if items else [_("Nothing is on the agenda yet.")]
        late = self.state.delay()
        if late:
            text = ngettext(
                "The sitting is running {count} minute late.", "The sitting is running {count} minutes late.", late
            )
            said_of.append(text.format(count=counted(late)))
        self.total.setText("\n".join(said_of))

    def _focused(self) -> tuple[int, str]:
        for objective, row in self.rows.items():
            for name, each in row.parts.items():
                if each.hasFocus():
                    return objective, name
        return 0, ""

    def _focus(self, focused: tuple[int, str]) -> None:
        objective, name = focused
        if objective in self.rows:
            self.rows[objective].parts[name].setFocus()
        elif objective:
            self.add.setFocus()


def objective_name(state: WorkshopState, number: int) -> str:
    """Return an objective by its number and short name."""
    return _("{number}  {title}").format(number=number, title=one_line(state.session.catalogue.label(number)))


class ItemRow(QWidget):
    """An objective of the agenda."""

    def __init__(self, panel: AgendaPanel, item: Item) -> None:
        super().__init__()
        self._panel = panel
        self._objective = item.objective
        self._minutes = item.minutes
        name = objective_name(panel.state, item.objective)
        self.words = said(name)
        self.minutes = CutLine()
        self.minutes.setMaxLength(len(str(MOST)))
        self.minutes.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.minutes.setAccessibleName(_("Duration of {name}, in minutes").format(name=name))
        self.minutes.editingFinished.connect(self.commit)
        up, down, away = _("Move {name} up"), _("Move {name} down"), pgettext("button", "Remove {name}")
        strong = Qt.FocusPolicy.StrongFocus
        self.up = icon_button("up", up.format(name=name), lambda: panel.shift(item.objective, -1), focus=strong)
        self.down = icon_button("down", down.format(name=name), lambda: panel.shift(item.objective, 1), focus=strong)
        self.away = icon_button("remove", away.format(name=name), lambda: panel.remove(item.objective), focus=strong)
        self.parts: dict[str, QWidget] = {"minutes": self.minutes, "up": self.up, "down": self.down, "away": self.away}
        row = across(self.words, self.minutes, self.up, self.down, self.away)
        row.setStretch(0, 1)
        self.setLayout(row)
        self.minutes.setFixedWidth(self._beside())

    def _beside(self) -> int:
        """Return the width of a line that has room for the most minutes."""
        return self._panel.fontMetrics().horizontalAdvance(str(MOST) * 2) + GAP

    def show_minutes(self, minutes: int) -> None:
        """Show the minutes as they are written down."""
        self._minutes = minutes
        self.minutes.setText(counted(minutes))

    def commit(self) -> None:
        """Write the minutes down."""
        text = self.minutes.text().strip()
        minutes = int(text) if text.isdecimal() else 0  # in figures of whichever script
        if not 0 < minutes <= MOST:
            self.show_minutes(self._minutes)  # nobody can mean that
        elif minutes != self._minutes:
            self._panel.give(self._objective, minutes)


class SittingRow(QWidget):
    """What the sitting is called and where it is, since when it goes on, and the button that ends it."""

    def __init__(self, panel: AgendaPanel) -> None:
        super().__init__()
        self._panel = panel
        self.since = said("")
        self.title, self.place = CutLine(), CutLine()
        for line, label in ((self.title, _("Name of the sitting")), (self.place, _("Place"))):
            line.setAccessibleName(label)
            line.setPlaceholderText(label)
            line.editingFinished.connect(self.commit)
        self.end = words_button("", self._turn)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        row = across(self.since, self.end)
        row.setStretch(0, 1)
        inside.addLayout(row)
        inside.addLayout(across(self.title, self.place))

    def refresh(self) -> None:
        """Show the sitting as it is now."""
        going = self._panel.state.sitting
        since = _("The sitting has been in progress since {time}.").format(time=hour(going.begun)) if going else ""
        self.since.setText(since or _("No sitting is in progress."))
        self.end.setText(pgettext("button", "End the sitting") if going else pgettext("button", "Begin a sitting"))
        for line, text in ((self.title, going.title if going else ""), (self.place, going.place if going else "")):
            line.setEnabled(going is not None)
            if line.text() != text and not line.hasFocus():
                line.setText(text)

    def commit(self) -> None:
        """Write down what the sitting is called."""
        going, session = self._panel.state.sitting, self._panel.session
        title, place = self.title.text(), self.place.text()
        if going is not None and (title, place) != (going.title, going.place):
            session.do(lambda by: sittings.name(session.file, going, title, place, by=by))

    def _turn(self) -> None:
        state = self._panel.state
        self.commit()
        (state.end_sitting if state.sitting else state.begin_sitting)()
