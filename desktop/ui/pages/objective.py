"""One objective: what it asks, where we stand, and everything that is said about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop.catalogue.language import N_
from desktop.catalogue.language import gettext as _
from desktop.record.entry import Value
from desktop.record.history import Deed
from desktop.ui.boxes import GAP, WIDEST, across, button, card, clear, column, words
from desktop.ui.form import FormView
from desktop.ui.pages.base import Page
from desktop.ui.pages.objective_indicators import ObjectiveIndicators
from desktop.ui.panel import EntriesPanel
from desktop.ui.places import Place
from desktop.ui.session import Session
from desktop.ui.wiring import form_context

PARTS = {
    "asks": N_("What it asks"),
    "standing": N_("Where we stand"),
    "practice": N_("Practices"),
    "gap": N_("Gaps"),
    "pledge": N_("Pledges"),
    "indicators": N_("Indicators"),
    "evidence": N_("Evidence"),
}
"""The parts of the page in the order in which a workshop walks them."""


class ObjectivePage(Page):
    """Shows the objective that the place names; the page is kept and filled anew for each."""

    name = N_("Objective")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.number = 0
        inner = column(self, fills=True)
        self._title = words("", "title")
        self._standing = words("", "muted")
        earlier = button(_("Previous"), lambda: self._step(-1), accessible=_("Previous objective"))
        later = button(_("Next"), lambda: self._step(1), accessible=_("Next objective"))
        head = QVBoxLayout()
        head.setSpacing(GAP // 4)
        row = across(self._title, earlier, later, spacing=GAP // 2)
        row.setStretch(0, 1)
        head.addLayout(row)
        head.addWidget(self._standing)
        inner.addLayout(head)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.currentChanged.connect(self._tab_changed)
        inner.addWidget(self.tabs, 1)
        self._asks = Asks(session)
        self.standing = WhereWeStand(session, self)
        self.panels = {kind: EntriesPanel(session, kind) for kind in ("practice", "gap", "pledge", "evidence")}
        self._indicators = ObjectiveIndicators(session, self.go.emit)
        self._parts: dict[str, QWidget] = {
            "asks": self._asks,
            "standing": self.standing,
            **self.panels,
            "indicators": self._indicators,
        }
        for part in PARTS:
            self.tabs.addTab(self._parts[part], "")
        for place, part in enumerate(PARTS, 1):
            keys = QShortcut(QKeySequence(f"Alt+{place}"), self)
            keys.activated.connect(lambda part=part: self.show_part(part))

    def title(self) -> str:
        """Return the number of the objective."""
        return _("Objective {number}").format(number=self.number)

    def open_at(self, place: Place) -> None:
        """Show the objective, and the part, entry and field that the place names."""
        number = int(place.key or 1)
        if number != self.number:
            self.leave()
            self.number = number
            self.refresh(None)
        if place.part:
            self.show_part(place.part)
        if place.entry:
            self._open_entry(place)

    def _open_entry(self, place: Place) -> None:
        entry = self.session.entry(place.entry)
        if entry is None or entry.kind == "assessment":
            self.show_part("standing")
            if place.field:
                self.standing.form.focus_field(place.field)
        elif entry.kind in self.panels:
            self.show_part(entry.kind)
            self.panels[entry.kind].open(place.entry, place.field)

    def show_part(self, part: str) -> None:
        """Show one part of the page."""
        self.tabs.setCurrentWidget(self._parts[part])

    def refresh(self, deed: Deed | None) -> None:
        """Show the objective as it is now."""
        if not self.number:
            return
        catalogue, submission = self.session.catalogue, self.session.submission
        if deed is None:
            objective = catalogue.objective(self.number)
            self._title.setText(_("{number}  {title}").format(number=self.number, title=catalogue.title(self.number)))
            self._standing.setText(standing_of_title(self.session, self.number))
            self._standing.setVisible(bool(self._standing.text()))
            self._asks.show_objective(objective.number)
            self._indicators.show_objective(self.number)
            self.standing.show_objective(self.number)
            for panel in self.panels.values():
                panel.show_objective(self.number)
        else:
            self.standing.refresh()
            self._indicators.refresh()
            for panel in self.panels.values():
                panel.refresh(deed)
        for place, part in enumerate(PARTS):
            count = len(submission.of_objective(part, self.number)) if part in self.panels else 0
            label = _(PARTS[part])
            self.tabs.setTabText(place, _("{part} ({count})").format(part=label, count=count) if count else label)

    def leave(self) -> None:
        """Write down what is being typed."""
        self.standing.form.commit()
        for panel in self.panels.values():
            panel.leave()

    def _tab_changed(self, _place: int) -> None:
        self.leave()

    def _step(self, step: int) -> None:
        numbers = [objective.number for objective in self.session.catalogue.objectives]
        place = (numbers.index(self.number) + step) % len(numbers)
        part = next(part for part, widget in self._parts.items() if widget is self.tabs.currentWidget())
        self.go.emit(Place("objective", str(numbers[place]), part=part))


def standing_of_title(session: Session, number: int) -> str:
    """Return how well the title is attested, in words; empty when it is official."""
    from desktop.catalogue.language import spoken

    objective = session.catalogue.objective(number)
    standing = objective.title_standing.get(spoken(), objective.title_standing["en"])
    label = session.catalogue.standing_label(standing)
    return _("Title: {standing}").format(standing=label) if label else ""


class Asks(QScrollArea):
    """The actions of an objective, our gist of each with its paragraph, and what it is linked with."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        ground = QWidget()
        ground.setProperty("role", "ground")
        ground.setMaximumWidth(WIDEST)
        self._body = QVBoxLayout(ground)
        self._body.setContentsMargins(0, GAP, GAP, GAP)
        self._body.setSpacing(GAP)
        self.setWidget(ground)

    def show_objective(self, number: int) -> None:
        """Show what an objective asks."""
        clear(self._body)
        catalogue = self._session.catalogue
        objective = catalogue.objective(number)
        self._body.addWidget(
            words(
                _(
                    "Paragraph {paragraph} of the Compact. The actions are given in our own short words; the wording of "
                    "the Compact holds."
                ).format(paragraph=objective.paragraph),
                "muted",
            )
        )
        frame, body = card(spacing=GAP // 2)
        for action in objective.actions:
            letter = words(action.paragraph, "number")
            letter.setWordWrap(False)
            letter.setFixedWidth(letter.fontMetrics().averageCharWidth() * 8)
            letter.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            label = catalogue.standing_label(action.standing)
            row = across(letter, words(_(action.gist), "body"), spacing=GAP)
            row.setStretch(1, 1)
            if label:
                mark = words(label, "mark")
                mark.setWordWrap(False)
                row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            body.addLayout(row)
        self._body.addWidget(frame)
        if objective.actions_note:
            self._body.addWidget(words(_(objective.actions_note), "muted"))
        if objective.targets:
            targets = ", ".join(target.target for target in objective.targets)
            self._body.addWidget(
                words(_("Linked targets of the 2030 Agenda: {targets}").format(targets=targets), "body")
            )
        self._body.addStretch(1)


class WhereWeStand(QWidget):
    """The self-rating of an objective, with its reason and who said so."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__()
        self._session = session
        self._number = 0
        self.form = FormView(session.catalogue.kind("assessment"), form_context(session, page))
        self.form.edited.connect(self._edited)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, GAP, 0, 0)
        inner.addWidget(self.form)

    def show_objective(self, number: int) -> None:
        """Show the assessment of an objective."""
        self._number = number
        self.refresh()

    def refresh(self) -> None:
        """Show the assessment as it is now."""
        self.form.set_entry(self._session.submission.bound("assessment", str(self._number)))

    def _edited(self, entry_id: str, field: str, value: Value | None) -> None:
        # The form may hand over what was typed for an objective that was just left: its id says which.
        for objective in self._session.catalogue.objectives:
            entry = self._session.submission.bound("assessment", str(objective.number))
            if entry.id == entry_id:
                self._session.answer(entry, field, value)
