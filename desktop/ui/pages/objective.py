"""One objective: how the team rates it, what it asks beside that, and everything that is written down for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.clearance_parts import objective_part
from desktop.record.update import Update
from desktop.ui import keys
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.focus import has_focus, waits_in
from desktop.ui.layout import (
    GAP,
    LEAST_OF_PART,
    RING,
    Rest,
    across,
    along_area,
    as_widget,
    button,
    column_when_cut,
    margins,
    words,
)
from desktop.ui.navigation import Place
from desktop.ui.page_parts import focus_page, parts_of
from desktop.ui.pages.base import Page
from desktop.ui.pages.objective_indicators import ObjectiveIndicators
from desktop.ui.parts.clearance_line import ClearanceLine
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.icon_button import icon_button
from desktop.ui.parts.objective_rating import ObjectiveRating
from desktop.ui.parts.page_tabs import HeadTabs
from desktop.ui.session import Session
from desktop.ui.tooltips import hint
from desktop.ui.topics import about_topic

PARTS = {
    "standing": N_("Rating"),
    "practice": N_("Practices"),
    "gap": N_("Gaps"),
    "pledge": N_("Pledges"),
    "indicators": N_("Indicators"),
    "evidence": N_("Evidence"),
}
"""The parts of the page in the order in which a workshop goes through them; the first is what it opens on."""

KINDS = ("practice", "gap", "pledge", "evidence")
"""The parts that are lists of entries."""

AREAS = ("standing", "indicators")
"""The parts that begin with an area that scrolls: the line around it lies outside the edge of the page."""


class ObjectivePage(Page):
    """Shows the objective that the place names; the page is kept and filled anew for each."""

    key = "objective"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.number = 0
        self._is_other = False  # another objective than the page was about last, and nothing of it was asked for
        self._inner = inner = column_when_cut(
            self, scrolls=True, begins=True, name=_("Objective")
        )  # whichever it shows
        self._whole_title = words("", "body")
        self._standing = words("", "muted")
        self.rate = button(_("Rate together"), self._rate_together, role="link")
        # The state beside it breaks its lines before this is cut.
        self.rate.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        about_topic(self.rate, "rating-together")
        self.rate.setToolTip(hint(_("Each ministry gives its rating in private; then all are shown at once.")))
        self.clearance = ClearanceLine(session)
        self.clearance.go.connect(self.go)
        ways = QWidget()
        row = across(self.rate, self.clearance, spacing=GAP)
        row.setAlignment(self.rate, Qt.AlignmentFlag.AlignTop)  # beside the first line of a state that takes two
        ways.setLayout(row)
        head = QVBoxLayout()
        head.setSpacing(GAP // 4)
        head.addWidget(self._whole_title)
        head.addWidget(line := flowing(self._standing, ways, last_apart=True))
        line.layout().setAlignment(self._standing, Qt.AlignmentFlag.AlignTop)  # type: ignore[union-attr]  # it has one
        along_area(head)
        self._above = as_widget(head)
        inner.addWidget(self._above)
        self._previous = icon_button("back", "", lambda: self.step(-1))
        self._next = icon_button("forward", "", lambda: self.step(1))
        self.history = icon_button("history", _("History of this objective"), self._show_history)
        self.tabs = HeadTabs()
        self.tabs.setAccessibleName(_("Parts of the objective"))
        self._parts = QStackedWidget()
        inner.addWidget(Rest(self._parts, LEAST_OF_PART, self._least_height), 1)
        # A part is made when it is first looked at: six forms at once would be felt on an old computer.
        self._made: dict[str, Shown] = {}
        self._states: dict[str, Mapping[str, Any]] = {}  # of parts that are not made yet
        self._current: dict[str, int] = {}
        self._holders: dict[str, QWidget] = {}
        for part in PARTS:
            holder = QWidget()
            margins(QVBoxLayout(holder), 0 if part in AREAS else RING, 0, 0, 0)
            self._holders[part] = holder
            self._parts.addWidget(holder)
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._tab_changed)
        session.order.changed.connect(self._name_neighbours)

    def title(self) -> str:
        """Return the number of the objective and its short name."""
        return _("{number}  {title}").format(number=self.number, title=self.session.catalogue.label(self.number))

    def head(self) -> tuple[QWidget | None, Sequence[QWidget]]:
        """Return the tabs of its parts, and the way to the objectives before and after it."""
        return self.tabs, (self.history, self._previous, self._next)

    def foot(self) -> QWidget | None:
        """Return what can be done with the open entry of the list that is shown."""
        part = self._shown()
        return self.panel(part).foot() if part in KINDS else None

    def body(self) -> QWidget:
        """Return the part that is shown."""
        return self._holders[self._shown()]

    def go_to_missing(self) -> bool | None:
        """Show the form where the list alone is shown; of the indicators, go to the next of which nothing is said."""
        shown = self._made.get(self._shown())
        if isinstance(shown, ObjectiveIndicators):
            return shown.go_to_missing()
        return shown.sides.go_to_missing(shown.form) if isinstance(shown, EntriesPanel) else None

    def add(self) -> bool:
        """Begin a new entry in the list that is shown."""
        part = self._shown()
        may = part in KINDS and self.panel(part).may_add()
        if may:
            self.panel(part).add()
        return may

    def open_at(self, place: Place) -> None:
        """Show the objective, and the part, entry and field that the place names; its rating where it names none."""
        known = {str(each.number) for each in self.session.catalogue.objectives}
        number = int(place.key) if place.key in known else 1  # what was remembered may be no objective any more
        self._is_other = number != self.number and not place.entry
        if number != self.number:
            self.leave()
            self.number = number
            self.refresh(None)
            if not place.part:
                self.show_part("standing")
        if place.part in PARTS:
            self.show_part(place.part)
        if place.entry:
            self._open_entry(place)

    def place(self) -> Place:
        """Return the objective, its part, and the entry that is open in it."""
        shown = self._made.get(self._shown())
        entry = shown.entry_id if isinstance(shown, EntriesPanel) else ""
        return Place(self.key, str(self.number), entry, part=self._shown())

    def state(self) -> Mapping[str, Any]:
        """Return how its lists are narrowed down."""
        made = {part: each.state() for part, each in self._made.items() if isinstance(each, EntriesPanel)}
        return {**self._states, **made}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Narrow its lists down again, each as soon as it is looked at."""
        self._states = dict(state)

    def came(self) -> None:
        """Put the keyboard into the part that is shown where nobody chose where it is."""
        held = self.window().focusWidget()
        # What stands above the parts is the first on the page, so Qt came to it when what had the keyboard was hidden.
        is_chance = held is not None and self._above.isAncestorOf(held)
        if self._shown() == "standing":
            form = self.standing.form
            if is_chance or (self._is_other and form.isAncestorOf(held)):
                # Or it is where one was in another objective. The rating is one press of Tab from here, and another press of
                # Enter gives none by accident.
                form.area.setFocus()
                form.area.begin()
        elif is_chance and not any(take() for _part, take in parts_of(self)):
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_entry(self, place: Place) -> None:
        entry = self.session.entry(place.entry)
        if entry is None and place.part in KINDS:
            return  # it was removed since somebody was there
        if entry is None or entry.kind == "assessment":
            self.show_part("standing")
            if place.field:
                self.standing.form.focus_field(place.field)
        elif entry.kind in KINDS:
            self.show_part(entry.kind)
            self.panel(entry.kind).go_to(place.entry, place.field)

    def show_part(self, part: str) -> None:
        """Show one part of the page."""
        self.tabs.setCurrentIndex(list(PARTS).index(part))

    @property
    def standing(self) -> ObjectiveRating:
        """The part with the self-rating."""
        part = self._part("standing")
        assert isinstance(part, ObjectiveRating)
        return part

    def panel(self, kind: str) -> EntriesPanel:
        """Return the part with the entries of a kind."""
        part = self._part(kind)
        assert isinstance(part, EntriesPanel)
        return part

    def _part(self, part: str) -> Shown:
        """Return a part, made and brought up to date."""
        made = self._made.get(part)
        if made is None:
            holder = self._holders[part]
            made = self._make(part, holder)
            self._made[part] = made
            if not isinstance(made, ObjectiveIndicators):
                made.form.head.fold.changed.connect(self._show_above)
            column = holder.layout()
            assert column is not None
            column.addWidget(made)
            made.show()  # at once: a field of it may be wanted before the layout gets to it
        if self.number and self._current.get(part) != self.number:
            made.show_objective(self.number)
            self._current[part] = self.number
            if isinstance(made, EntriesPanel) and part in self._states:
                made.restore_state(self._states.pop(part))
        return made

    def _make(self, part: str, holder: QWidget) -> Shown:
        if part == "standing":
            return ObjectiveRating(self.session, self, holder)
        if part == "indicators":
            return ObjectiveIndicators(self.session, self.go.emit)
        panel = EntriesPanel(self.session, part, holder)
        panel.said.connect(self.said)
        panel.go.connect(self.go)
        return panel

    def _least_height(self) -> int:
        """Return the height without which a list of entries shows too little of its form."""
        shown = self._made.get(self._shown())
        return shown.least_height() if isinstance(shown, EntriesPanel) else 0

    def _shown(self) -> str:
        return list(PARTS)[self.tabs.currentIndex()]

    def refresh(self, update: Update | None) -> None:
        """Show the objective as it is now."""
        if not self.number:
            return
        catalogue, submission = self.session.catalogue, self.session.submission
        if update is None:
            title = catalogue.heading(self.number)
            self._whole_title.setText(title)
            self._whole_title.setVisible(title != catalogue.label(self.number))
            self._standing.setText(standing_of_title(self.session, self.number))
            self._standing.setVisible(bool(self._standing.text()))
            self._name_neighbours()
        self.clearance.show_part(objective_part(self.number))
        # What is seen now is brought up to date now, the other parts when they are looked at again.
        shown = self._part(self._shown())
        self._current = {self._shown(): self.number}
        shown.refresh(update)
        for place, part in enumerate(PARTS):
            count = len(submission.of_objective(part, self.number)) if part in KINDS else 0
            label = _(PARTS[part])
            named = _("{part} ({count})").format(part=label, count=counted(count)) if count else label
            self.tabs.setTabText(place, named)
            self.tabs.setTabToolTip(place, keys.of_tab(named, place))

    def leave(self) -> None:
        """Write down what is being typed."""
        for part in list(self._made.values()):  # to write down may make the part that is seen now
            part.leave()

    def step(self, step: int) -> None:
        """Go to the next objective in the order shown, or to the one before."""
        self.go.emit(Place("objective", str(self._neighbour(step)), part=self._shown()))

    def _show_history(self) -> None:
        from desktop.ui.dialogs.entry_history import history_of_objective

        self.leave()
        history_of_objective(self.session, self.number, self).open()

    def _tab_changed(self, place: int) -> None:
        self.leave()
        held = has_focus(self)
        self._parts.setCurrentIndex(place)
        self.rate.setVisible(self._shown() == "standing")
        self._part(self._shown())
        self._show_above()
        # Qt looks for what takes the keyboard before the part is made.
        if held and not waits_in(self) and not focus_page(self):
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_above(self) -> None:
        """Show what stands above the part that is shown; where that puts all but its fields aside, not, or among it."""
        shown = self._made.get(self._shown())
        head = None if shown is None or isinstance(shown, ObjectiveIndicators) else shown.form.head
        column = head.beginning if head is not None and head.fold.is_open else self._inner
        if column.indexOf(self._above) < 0:
            column.insertWidget(0, self._above)
        self._above.setVisible(head is None or not head.fold.is_folded)

    def _rate_together(self) -> None:
        from desktop.ui.dialogs.rating import RatingDialog
        from desktop.ui.workshop.rating_view import questions_of_objective

        self.leave()
        RatingDialog(self.session, questions_of_objective(self.session, self.number), self).open()

    def _neighbour(self, step: int) -> int:
        given = self.session.assignment
        numbers = [
            each
            for each in self.session.order.numbers(self.session.catalogue)
            if each == self.number or given is None or given.has_objective(each)
        ]
        return numbers[(numbers.index(self.number) + step) % len(numbers)]

    def _name_neighbours(self) -> None:
        if not self.number:
            return
        for pressed, step, name, key in (
            (self._previous, -1, _("Previous objective: {number}  {title}"), "previous_objective"),
            (self._next, 1, _("Next objective: {number}  {title}"), "next_objective"),
        ):
            number = self._neighbour(step)
            said = name.format(number=number, title=one_line(self.session.catalogue.label(number)))
            pressed.setAccessibleName(said)
            pressed.setToolTip(hint(keys.with_keys(said, key)))


def standing_of_title(session: Session, number: int) -> str:
    """Return how well the title is attested, in words; empty when it is official."""
    catalogue = session.catalogue
    standing = catalogue.heading_standing(number)
    title, short = (
        catalogue.standing_label(standing),
        catalogue.standing_label(catalogue.label_standing(number)),
    )
    if title and short:
        return _("Title and short name: {standing}").format(standing=title)
    if short:
        return _("Short name: {standing}").format(standing=short)
    return _("Title: {standing}").format(standing=title) if title else ""


Shown = ObjectiveRating | ObjectiveIndicators | EntriesPanel
"""A part of the page: it shows an objective, is told of changes, and is left."""
