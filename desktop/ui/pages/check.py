"""The check: can the submission be signed, is it complete, and what there is to correct, by what was found.

Each entry is one key from its field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.operations.check import Checked, check
from desktop.record.completeness import Completeness, Lack
from desktop.record.ministries import ids_of_ministry, ministries
from desktop.record.purpose import is_one_pledge
from desktop.record.readiness import Finding
from desktop.record.update import Update
from desktop.ui.layout import GAP, across, as_widget, column_when_cut, filter_box, words
from desktop.ui.list_views import many_rows
from desktop.ui.navigation import Place, place_of
from desktop.ui.page_state import choose_data, choose_line, lines
from desktop.ui.pages.base import Page
from desktop.ui.parts.disclosure import Disclosure
from desktop.ui.parts.finding_tree import FINDING, LACKS, WEIGHTS, FindingTree, Group, Row
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.parts.nothing_yet import NothingYet
from desktop.ui.parts.verdicts import Verdicts
from desktop.ui.session import Session

INDENT = 20


class CheckPage(Page):
    """Lists what was found, of the whole submission or of one objective or ministry."""

    key = "check"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        inner = column_when_cut(self)
        self._verdicts = Verdicts()
        # Where letters are large the answers are lines in place of cards, or there would be no room for findings.
        self._answers = words("", "help")
        self._fold = Disclosure()
        self._fold.setAccessibleName(_("Details"))
        brief = across(self._answers, self._fold)
        brief.setStretch(0, 1)
        self._in_short = as_widget(brief)
        inner.addWidget(self._in_short)
        inner.addWidget(self._verdicts)
        self.objective, self.ministry = filter_box(_("Objective")), filter_box(_("Ministry"))
        self.objective.addItem(_("All objectives"), 0)
        for each in session.catalogue.objectives:
            label = _("{number} {label}").format(number=each.number, label=session.catalogue.label(each.number))
            self.objective.addItem(label, each.number)
        self.objective.currentIndexChanged.connect(self._fill)
        self.ministry.currentIndexChanged.connect(self._fill)
        self._lead = words(_("Choose an entry to open it at the field in question."), "muted")
        self._choices = flowing(self.objective, self.ministry, self._lead, spacing=GAP)
        inner.addWidget(self._choices)
        self._model = FindingTree(session, self)
        self._fold.take(self._verdicts)
        self._fold.take(self._lead, lambda: not self.list.isHidden())
        self._fold.changed.connect(self._show_in_short)
        self._fold.follow(self)
        self._show_in_short()
        self.list = many_rows(self._model, _("Findings"))
        self.list.setRootIsDecorated(True)
        self.list.setIndentation(INDENT)
        self.list.setExpandsOnDoubleClick(False)
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._clicked)
        self.list.installEventFilter(self)
        inner.addWidget(self.list, 1)
        self._empty = NothingYet()
        inner.addWidget(self._empty, 1)
        self._checked = Checked((), Completeness((), (), 0, 0, ()))
        self._named: tuple[str, ...] | None = None
        self._opened: set[tuple[str, ...]] = set()
        self._choice: frozenset[str] | None = None
        self._kept: dict[tuple[str, ...], tuple[object, object, Group]] = {}

    def refresh(self, update: Update | None) -> None:
        """Check the submission again."""
        self._checked = check(self.session.submission, self.session.catalogue, self.session.file.altered)
        for choice in (self.objective, self.ministry):
            choice.setVisible(not is_one_pledge(self.session.submission))
        verdicts = self._checked.verdicts()
        self._verdicts.show_verdicts(verdicts)
        answers = (_("{question} {answer}").format(question=each.question, answer=each.answer) for each in verdicts)
        self._answers.setText("\n".join(answers))
        self._offer_ministries()
        self._fill()

    def state(self) -> Mapping[str, Any]:
        """Return of what findings are shown, which lines are open, and which one is chosen."""
        opened = [_key(index) for index in lines(self._model) if self.list.isExpanded(index)]
        return {
            "objective": self.objective.currentData(),
            "ministry": self.ministry.currentData(),
            "known": self._opened,
            "opened": opened,
            "chosen": _key(self.list.currentIndex()),
        }

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Show, open and choose the same again."""
        choose_data(self.objective, state["objective"])
        choose_data(self.ministry, state["ministry"])
        for index in lines(self._model):
            key = _key(index)
            if key in state["opened"]:
                self.list.expand(index)
            elif key in state["known"]:
                self.list.collapse(index)
        self._opened |= state["known"]
        choose_line(self.list, state["chosen"], _key)

    def _offer_ministries(self) -> None:
        names = ministries(self.session.submission, self.session.catalogue)
        if names is self._named:
            return
        self._named = names
        chosen = self.ministry.currentData()
        self.ministry.blockSignals(True)
        self.ministry.clear()
        self.ministry.addItem(_("All ministries"), "")
        for name in names:
            self.ministry.addItem(name, name)
        self.ministry.setCurrentIndex(max(self.ministry.findData(chosen), 0))
        self.ministry.blockSignals(False)

    def _fill(self) -> None:
        self._choice = self._ids()
        self._model.show([(weight, self._groups(weight)) for weight in (*WEIGHTS, LACKS)])
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            section = self._model.branch(index)
            if section is not None and section.key not in self._opened:
                # Once: whoever closes a section finds it closed after the next edit.
                self._opened.add(section.key)
                self.list.expand(index)
        empty = not self._model.rowCount()
        found = self._checked.findings or self._checked.complete.lacks
        self._empty.setText(
            _("These filters show nothing to correct.")
            if found
            else _("There is nothing to correct, and nothing is missing.")
        )
        self._empty.setVisible(empty)
        self.list.setVisible(not empty)
        self._lead.setVisible(not empty and not self._fold.is_folded)

    def _show_in_short(self) -> None:
        """Show the answers in short while their cards are put aside, and the way to these."""
        let_be_seen(self._in_short, not self._fold.isHidden())
        let_be_seen(self._answers, self._fold.is_folded)
        # Where something is left out by a choice, this is seen.
        is_chosen = bool(self.objective.currentData() or self.ministry.currentData())
        let_be_seen(self._choices, is_chosen or not self._fold.is_folded)

    def _groups(self, weight: str) -> list[Group]:
        """Return what is shown of a section, as before where nothing has changed in it."""
        groups = []
        if weight == LACKS:
            lacks = self._checked.complete.lacks
            for kind in dict.fromkeys(each.kind for each in lacks):
                groups.append(Group((LACKS, "", kind, ""), [each for each in lacks if each.kind == kind]))
        else:
            groups = [
                Group((each.weight, each.rule, each.kind, each.field), each.findings, each)
                for each in self._checked.groups
                if each.weight == weight
            ]
        if self._choice is None:
            return groups
        shown = [self._chosen(group, self._choice) for group in groups]
        return [group for group in shown if group.rows]

    def _chosen(self, group: Group, choice: frozenset[str]) -> Group:
        of, before, kept = self._kept.get(group.key, (None, None, group))
        if group.of is None or of is not group.of or before != choice:
            rows: Sequence[Row] = [each for each in group.rows if each.entry_id in choice]
            kept = Group(group.key, rows, group.of)
            self._kept[group.key] = (group.of, choice, kept)
        return kept

    def _ids(self) -> frozenset[str] | None:
        """Return the entries of the objective and of the ministry that are chosen, None for all."""
        chosen = [ids for ids in (self._ids_of_objective(), self._ids_of_ministry()) if ids is not None]
        return frozenset.intersection(*chosen) if chosen else None

    def _ids_of_objective(self) -> frozenset[str] | None:
        number = self.objective.currentData()
        if not number:
            return None
        submission, catalogue = self.session.submission, self.session.catalogue
        ids = {submission.bound("assessment", str(number)).id}
        for kind in catalogue.kinds:
            ids |= submission.ids_of_objective(kind, number)
        for indicator in catalogue.indicators_of(number):
            ids.add(submission.bound("indicator", indicator.key).id)
            ids |= {value.id for value in submission.values_of(indicator.key)}
        return frozenset(ids)

    def _ids_of_ministry(self) -> frozenset[str] | None:
        name = self.ministry.currentData()
        return ids_of_ministry(self.session.submission, self.session.catalogue, name) if name else None

    def _open(self, index: QModelIndex) -> None:
        finding = index.data(FINDING)
        if isinstance(finding, Finding | Lack):
            self.go.emit(place_of_finding(self.session, finding))

    def _clicked(self, index: QModelIndex) -> None:
        if self._model.branch(index) is None:
            self._open(index)
        else:
            self.list.setExpanded(index, not self.list.isExpanded(index))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter leads on: from a group into it, from an entry to its field. The arrows close; a click opens and closes.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            index = self.list.currentIndex()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid() and self._model.branch(index):
                self.list.expand(index)
                self.list.setCurrentIndex(self._model.index(0, 0, index))
                return True
        return super().eventFilter(watched, event)


def _key(index: QModelIndex) -> tuple[str, ...] | None:
    """Return by what a line is known: an entry is found under several."""
    model = index.model()
    if not isinstance(model, FindingTree):
        return None
    branch = model.branch(index)
    if branch is not None:
        return branch.key
    above, finding = model.branch(index.parent()), index.data(FINDING)
    if above is None or not isinstance(finding, Finding | Lack):
        return None
    return (*above.key, finding.entry_id, finding.kind, finding.key, finding.field)


def place_of_finding(session: Session, finding: Finding | Lack) -> Place:
    """Return where a finding is corrected."""
    entry = session.entry(finding.entry_id)
    if entry is None and finding.kind:
        entry = session.submission.bound(finding.kind, finding.key)
    if entry is None:
        return Place("overview")
    return place_of(entry, finding.field)
