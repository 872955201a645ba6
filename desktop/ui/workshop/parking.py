"""The parking list: what waits, with who sees to it; settled and put back by one press."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n.isolation import isolated
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext, pgettext
from desktop.operations import parking
from desktop.record.internal_kinds import PARKED
from desktop.record.parking import Parked, parked
from desktop.record.update import Update
from desktop.ui.layout import GAP, across, button, clear
from desktop.ui.own_undo import emptied
from desktop.ui.parts.click_through import pass_presses_on
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.workshop.buttons import words_button
from desktop.ui.workshop.letters import said
from desktop.ui.workshop.panel import Panel
from desktop.ui.workshop.said import MOST_OF_A_LINE, Reading, author
from desktop.ui.workshop.state import WorkshopState


class ParkingPanel(Panel):
    """Every parked point, those of this objective first and what is settled last; and a line for the next one."""

    def __init__(self, state: WorkshopState) -> None:
        super().__init__(state)
        self.text, self.owner = CutLine(), CutLine()
        for line, label in ((self.text, _("What cannot be settled now")), (self.owner, _("Who is responsible"))):
            line.setAccessibleName(label)
            line.setPlaceholderText(label)
        self.text.returnPressed.connect(self.owner.setFocus)
        self.owner.returnPressed.connect(self._park)
        self.add = button(_("Park"), self._park)
        self.count = said("", "muted")
        self._area = Reading(_("Parking list"))
        self.points: dict[str, PointRow] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP // 2)
        self._area.inner.addWidget(self.count)
        self._area.inner.addLayout(self._rows)
        self._area.inner.addStretch(1)
        row = across(self.text, self.owner, self.add)
        row.setStretch(0, 3)
        row.setStretch(1, 2)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(row)
        inside.addWidget(self._area, 1)
        self._shown: tuple[object, ...] = ()

    def take_focus(self) -> None:
        """Begin with the next point."""
        self.text.setFocus()

    def show_objective(self, number: int) -> None:
        """Show the points of an objective first."""
        self.refresh(None)

    def refresh(self, update: Update | None) -> None:
        """Show the list as it is now."""
        if update is not None and not update.kinds & {PARKED, "person"}:
            return
        number = self.state.number
        points = sorted(parked(self.session.submission), key=lambda each: (each.settled, each.objective != number))
        shown = (number, *points)
        if update is not None and shown == self._shown:
            return
        self._shown = shown
        focused = self._focused()
        clear(self._rows)
        self.points = {each.id: PointRow(self, each) for each in points}
        for row in self.points.values():
            self._rows.addWidget(row)
        open_points = sum(not each.settled for each in points)
        text = ngettext("{count} point is open", "{count} points are open", open_points)
        self.count.setText(text.format(count=counted(open_points)))
        self.owner.setCompleter(self.owners(self.owner))
        point, on_owner = focused
        if point in self.points:
            (self.points[point].owner if on_owner else self.points[point].settle).setFocus()

    def leave(self) -> None:
        """Write down what is typed and not written yet."""
        for row in list(self.points.values()):
            row.commit()
        self._park()

    def settle(self, point: Parked) -> None:
        """Say that a point is settled, or that it waits again."""
        self.session.do(lambda by: parking.settle(self.session.file, point, not point.settled, by=by))

    def give_to(self, point: Parked, owner: str) -> None:
        """Say who sees to a point."""
        self.session.do(lambda by: parking.give_to(self.session.file, point, owner, by=by))

    def _park(self) -> None:
        text, owner, number = self.text.text(), self.owner.text(), self.state.number
        if not text.strip():
            return
        if self.session.do(lambda by: parking.park(self.session.file, text, owner=owner, objective=number, by=by)):
            emptied(self.text)
            emptied(self.owner)
            self.text.setFocus()

    def owners(self, line: QLineEdit) -> QCompleter:
        """Return what is proposed in a line for whoever sees to a point: the people and the ministries of the team."""
        people = [self.state.label(each) for each in self.state.people()]
        found = QCompleter([*people, *self.state.ministries()], line)
        pass_presses_on(found.popup())
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        return found

    def _focused(self) -> tuple[str, bool]:
        """Return the point that has the keyboard, and whether it is on who sees to it."""
        for key, row in self.points.items():
            if row.owner.hasFocus() or row.settle.hasFocus():
                return key, row.owner.hasFocus()
        return "", False


class PointRow(QWidget):
    """A point with who said it, the line of who sees to it, and the button that settles it."""

    def __init__(self, panel: ParkingPanel, point: Parked) -> None:
        super().__init__()
        self._panel = panel
        self._point = point
        text = one_line(point.text, MOST_OF_A_LINE)
        self.words = said(_("{text} (settled)").format(text=text) if point.settled else text)
        about = [
            _("Objective {number}").format(number=point.objective) if point.objective else "",
            _("Said by {name}").format(name=author(point.by, panel.session.submission)) if point.by else "",
        ]
        self.about = said(" · ".join(isolated(each) for each in about if each), "muted")
        self.owner = CutLine(point.owner)
        self.owner.setPlaceholderText(_("Nobody is responsible yet"))
        self.owner.setAccessibleName(_("Who is responsible: {text}").format(text=text))
        self.owner.setCompleter(panel.owners(self.owner))
        self.owner.editingFinished.connect(self.commit)
        self.settle = words_button(
            _("Put back on the list") if point.settled else pgettext("parked point", "Settle"),
            lambda: panel.settle(point),
        )
        self.settle.setAccessibleName(_("{field}: {choice}").format(field=text, choice=self.settle.text()))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.words)
        inside.addWidget(self.about)
        row = across(self.owner, self.settle)
        row.setStretch(0, 1)
        inside.addLayout(row)

    def commit(self) -> None:
        """Write down who sees to the point."""
        if self.owner.text().strip() != self._point.owner:
            self._panel.give_to(self._point, self.owner.text())
