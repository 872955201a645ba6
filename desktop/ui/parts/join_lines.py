"""What joining brings, line by line beside what each says; and what is asked, one question after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.join_report import KINDS, Told, by_author, by_objective, settled
from desktop.record.joining import Decision, JoinPlan, Place
from desktop.record.people import named
from desktop.ui.layout import GAP, Sides, across, beside, button, words
from desktop.ui.list_views import heading_item, many_rows
from desktop.ui.parts.along import Along
from desktop.ui.parts.choice_button import ChoiceButton, show_pressed
from desktop.ui.parts.join_detail import JoinDetail
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.session import Session
from desktop.ui.theme import scaled
from desktop.ui.timestamps import moment

LINE = Qt.ItemDataRole.UserRole

INDENT = 16

LIST, DETAIL = 430, 690
"""Pixels of the list, and of what stands beside it, at 100 %."""


class JoinLines(QWidget):
    """The lines of what comes home: a copy, a workbook, a document.

    Args:
        source: what comes home, above what it says; a copy where it is left out.

    Attributes:
        lines: what is shown.
        decisions: what was decided, by the place of each conflict.

    Signals:
        changed: other lines are shown, or something was decided.
    """

    changed = Signal()

    def __init__(self, session: Session, source: str = "") -> None:
        super().__init__()
        self._session = session
        self._plan: JoinPlan | None = None
        self._is_joined = False
        self._items: dict[Place, QStandardItem] = {}
        self.lines: list[Told] = []
        self.decisions: dict[Place, Decision] = {}
        self.by_objective = ChoiceButton(_("By objective"))
        self.by_author = ChoiceButton(_("By author"))
        for choice in (self.by_objective, self.by_author):
            choice.clicked.connect(lambda _checked=False, choice=choice: self._group(choice))
        self.next_question = button(_("Next question"), self.go_to_question)
        grouping = QWidget()
        grouping.setLayout(across(self.by_objective, self.by_author, spacing=GAP // 4))
        Along(grouping).lead([self.by_objective, self.by_author])
        self._left = words("", "body")
        self._left.setWordWrap(False)
        self._model = QStandardItemModel(self)
        self.view = many_rows(self._model, _("Changes in the contribution"))
        self.view.setRootIsDecorated(True)
        self.view.setIndentation(INDENT)
        self.view.selectionModel().currentChanged.connect(self._show_chosen)
        self.detail = JoinDetail(session, source)
        self.detail.decided.connect(self._decide)
        split = Sides()
        split.addWidget(self.view)
        split.addWidget(self.detail)
        beside(split)
        split.setSizes([scaled(LIST), scaled(DETAIL)])
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP // 2)
        inside.addLayout(across(grouping, None, self._left, self.next_question))
        inside.addWidget(split, 1)
        show_pressed(self.by_objective, True)

    # What is shown

    def show_lines(self, lines: Sequence[Told], plan: JoinPlan) -> None:
        """Show what would come; nothing of what it asks is decided."""
        self.lines, self._is_joined = list(lines), False
        self._take(plan)

    def add_lines(self, lines: Sequence[Told], plan: JoinPlan) -> None:
        """Show what comes next below what has come."""
        self.lines += lines
        self._take(plan)

    def settle(self) -> None:
        """Tell what was asked as decided: it was joined."""
        session = self._session
        self.lines = [
            settled(line, self.decisions[line.conflict.place], session.catalogue, session.submission)
            if line.conflict is not None
            else line
            for line in self.lines
        ]

    def show_joined(self) -> None:
        """Show what has come."""
        self._is_joined = True
        self._fill()
        self._tell_left()

    def _take(self, plan: JoinPlan) -> None:
        self._plan, self.decisions = plan, {}
        self._fill()
        self._tell_left()

    def _group(self, choice: ChoiceButton) -> None:
        for each in (self.by_objective, self.by_author):
            show_pressed(each, each is choice)
        self._fill()

    def _groups(self) -> list[tuple[str, list[Told]]]:
        if self.by_author.isChecked():
            return by_author(self.lines)
        return by_objective(self.lines, self._session.catalogue)

    def _fill(self) -> None:
        chosen = self._chosen()
        self._model.clear()
        self._items = {}
        first = None
        for heading, lines in self._groups():
            group = heading_item(_("{name} ({count})").format(name=heading, count=counted(len(lines))), self.view)
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._model.appendRow(group)
            for line in lines:
                item = QStandardItem(self._said(line))
                item.setData(line, LINE)
                group.appendRow(item)
                first = item if first is None or line == chosen else first
                if line.conflict is not None:
                    self._items[line.conflict.place] = item
        self.view.expandAll()
        if first is not None:
            self.view.setCurrentIndex(first.index())
        else:
            self.detail.clear()

    def _said(self, line: Told) -> str:
        kind = line.kind
        if line.conflict is not None and line.conflict.place in self.decisions:
            kind = "decided"
        text = _("{name}: {text}").format(name=_(KINDS[kind]), text=one_line(line.sentence(), 200))
        who = _("{name}, {moment}").format(name=named(line.by), moment=moment(line.at))
        outside = _("Outside the part that was handed out") if line.outside else ""
        return "\n".join(each for each in (text, who, outside) if each)

    def _chosen(self) -> Told | None:
        line = self.view.currentIndex().data(LINE)
        return line if isinstance(line, Told) else None

    def _show_chosen(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if not isinstance(line, Told):
            return
        place = line.conflict.place if line.conflict is not None else None
        decision = self.decisions.get(place) if place else None
        self.detail.show_line(line, self._plan, decision, place in self.decisions, joined=self._is_joined)

    # What is asked

    def open_questions(self) -> list[Place]:
        """Return the places of what is not decided yet."""
        plan = self._plan
        return [] if plan is None else [each.place for each in plan.conflicts if each.place not in self.decisions]

    def go_to_question(self) -> None:
        """Show the next question that is not decided, below the one that is shown; else the first of all."""
        order = list(self._items)
        left = set(self.open_questions()) or set(order)
        chosen = self._chosen()
        here = chosen.conflict.place if chosen is not None and chosen.conflict is not None else None
        below = order[order.index(here) + 1 :] if here in order else []
        self._go_to(next(each for each in (*below, *order) if each in left))

    def go_to_first_question(self) -> None:
        """Show the first question."""
        self._go_to(next(iter(self._items)))

    def _go_to(self, place: Place) -> None:
        item = self._items.get(place)
        if item is not None:
            self.view.setCurrentIndex(item.index())
            self.view.scrollTo(item.index())
            self.detail.take_focus()

    def _decide(self, place: Place, decision: Decision) -> None:
        self.decisions[place] = decision
        item = self._items.get(place)
        if item is not None:
            line = item.data(LINE)
            item.setText(self._said(line))
        self._tell_left()

    def _tell_left(self) -> None:
        left = len(self.open_questions())
        text = ngettext("{count} question left", "{count} questions left", left).format(count=counted(left))
        asked = self._plan is not None and bool(self._plan.conflicts) and not self._is_joined
        self._left.setText((text if left else _("All questions are decided")) if asked else "")
        let_be_seen(self.next_question, asked)
        self.changed.emit()
