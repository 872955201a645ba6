"""One objective: the country's rating beside what the Compact asks, and everything that is written down for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.update import Update
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.form import FormView
from desktop.ui.form_context import form_context
from desktop.ui.layout import GAP, Column, across, button, card, clear, column, margins, scrolled_by_keys, words
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.pages.objective_indicators import ObjectiveIndicators
from desktop.ui.session import Session

PARTS = {
    "standing": N_("Our rating"),
    "practice": N_("Practices"),
    "gap": N_("Gaps"),
    "pledge": N_("Pledges"),
    "indicators": N_("Indicators"),
    "evidence": N_("Evidence"),
}
"""The parts of the page in the order in which a workshop walks them."""

KINDS = ("practice", "gap", "pledge", "evidence")
"""The parts that are lists of entries."""

BESIDE_FROM = 96
"""Letters of room from which what is asked stands beside the rating, and not below it."""


class ObjectivePage(Page):
    """Shows the objective that the place names; the page is kept and filled anew for each."""

    key = "objective"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.number = 0
        inner = column(self, fills=True, scrolls=True)
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
        inner.addWidget(self.tabs, 1)
        # A part is made when it is first looked at: seven forms at once would be felt on an old computer.
        self._made: dict[str, Part] = {}
        self._current: dict[str, int] = {}
        self._holders: dict[str, QWidget] = {}
        for part in PARTS:
            holder = QWidget()
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self._holders[part] = holder
            self.tabs.addTab(holder, "")
        self.tabs.currentChanged.connect(self._tab_changed)
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
        elif entry.kind in KINDS:
            self.show_part(entry.kind)
            self.panel(entry.kind).open(place.entry, place.field)

    def show_part(self, part: str) -> None:
        """Show one part of the page."""
        self.tabs.setCurrentWidget(self._holders[part])

    @property
    def standing(self) -> WhereWeStand:
        """The part with the self-rating."""
        part = self._part("standing")
        assert isinstance(part, WhereWeStand)
        return part

    def panel(self, kind: str) -> EntriesPanel:
        """Return the part with the entries of a kind."""
        part = self._part(kind)
        assert isinstance(part, EntriesPanel)
        return part

    def _part(self, part: str) -> Part:
        """Return a part, made and brought up to date."""
        made = self._made.get(part)
        if made is None:
            made = self._make(part)
            self._made[part] = made
            holder = self._holders[part].layout()
            assert holder is not None
            holder.addWidget(made)
            made.show()  # at once: a field of it may be wanted before the layout gets to it
        if self.number and self._current.get(part) != self.number:
            made.show_objective(self.number)
            self._current[part] = self.number
        return made

    def _make(self, part: str) -> Part:
        if part == "standing":
            return WhereWeStand(self.session, self)
        if part == "indicators":
            return ObjectiveIndicators(self.session, self.go.emit)
        return EntriesPanel(self.session, part)

    def _shown(self) -> str:
        return list(PARTS)[self.tabs.currentIndex()]

    def refresh(self, update: Update | None) -> None:
        """Show the objective as it is now."""
        if not self.number:
            return
        catalogue, submission = self.session.catalogue, self.session.submission
        if update is None:
            self._title.setText(_("{number}  {title}").format(number=self.number, title=catalogue.title(self.number)))
            self._standing.setText(standing_of_title(self.session, self.number))
            self._standing.setVisible(bool(self._standing.text()))
        # What is seen now is brought up to date now, the other parts when they are looked at again.
        shown = self._part(self._shown())
        self._current = {self._shown(): self.number}
        shown.refresh(update)
        for place, part in enumerate(PARTS):
            count = len(submission.of_objective(part, self.number)) if part in KINDS else 0
            label = _(PARTS[part])
            self.tabs.setTabText(place, _("{part} ({count})").format(part=label, count=count) if count else label)

    def leave(self) -> None:
        """Write down what is being typed."""
        for part in list(self._made.values()):  # to write down may make the part that is seen now
            part.leave()

    def _tab_changed(self, _place: int) -> None:
        self.leave()
        self._part(self._shown())

    def _step(self, step: int) -> None:
        numbers = self.session.order.numbers(self.session.catalogue)
        place = (numbers.index(self.number) + step) % len(numbers)
        self.go.emit(Place("objective", str(numbers[place]), part=self._shown()))


def standing_of_title(session: Session, number: int) -> str:
    """Return how well the title is attested, in words; empty when it is official."""
    from desktop.i18n.translation import current_language

    objective = session.catalogue.objective(number)
    standing = objective.title_standing.get(current_language(), objective.title_standing["en"])
    catalogue = session.catalogue
    title, short = (
        catalogue.standing_label(standing),
        catalogue.standing_label(catalogue.label_standing(number)),
    )
    if title and short:
        return _("Title and short name: {standing}").format(standing=title)
    if short:
        return _("Short name: {standing}").format(standing=short)
    return _("Title: {standing}").format(standing=title) if title else ""


class Asks(QScrollArea):
    """The actions of an objective, our gist of each with its paragraph, and what it is linked with."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled_by_keys(self)
        ground = Column()
        ground.setProperty("role", "ground")
        self._body = QVBoxLayout(ground)
        margins(self._body, GAP // 2, 0, GAP // 2, GAP)
        self._body.setSpacing(GAP // 2)
        self.setWidget(ground)

    def show_objective(self, number: int) -> None:
        """Show what an objective asks."""
        clear(self._body)
        self._body.addWidget(words(_("What the Compact asks"), "heading"))
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
            letter.setFixedWidth(letter.fontMetrics().averageCharWidth() * 5)
            letter.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            label = catalogue.standing_label(action.standing)
            row = across(letter, words(_(action.gist), "body"))
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
    """The self-rating of an objective, with its reason and who said so; what the Compact asks stands beside it."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__()
        self._session = session
        self._number = 0
        self.form = FormView(session.catalogue.kind("assessment"), form_context(session, page))
        self.asks = Asks(session)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.form)
        self._split.addWidget(self.asks)
        self._split.setSizes([600, 400])
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, GAP, 0, 0)
        inner.addWidget(self._split)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * BESIDE_FROM
        self._split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def show_objective(self, number: int) -> None:
        """Show the assessment of an objective, and what is asked of it."""
        if number != self._number:
            self.asks.show_objective(number)
        self._number = number
        self.refresh(None)

    def leave(self) -> None:
        """Write down what is being typed."""
        self.form.commit()

    def refresh(self, update: Update | None) -> None:
        """Show the assessment as it is now."""
        self.form.set_entry(self._session.submission.bound("assessment", str(self._number)))


Part = WhereWeStand | ObjectiveIndicators | EntriesPanel
"""A part of the page: it shows an objective, is told of changes, and is left."""
