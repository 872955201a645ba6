"""The last submission: each of its entries waits here until somebody keeps it or drops it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import UserError
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations import cycle
from desktop.operations.create import SUFFIX
from desktop.record.carry_over import KIND, Carried, carried, sentence
from desktop.record.purpose import name_of, purpose_in
from desktop.record.submission import Submission
from desktop.record.update import Update
from desktop.record.values import display, title_of
from desktop.ui import file_dialogs
from desktop.ui.field_row import FieldRow
from desktop.ui.fields.texts import LineField
from desktop.ui.focus import focus_first, has_focus, in_turn
from desktop.ui.form_context import form_context
from desktop.ui.layout import (
    GAP,
    RING,
    Rest,
    across,
    along_area,
    as_widget,
    beside,
    button,
    card,
    clear,
    column_when_cut,
    ending_short_of_bar,
    margins,
    scrolling,
    words,
)
from desktop.ui.list_detail import ListDetail, Split
from desktop.ui.list_views import rows
from desktop.ui.message_boxes import tell_problem
from desktop.ui.navigation import Place, place_of
from desktop.ui.pages.base import Page
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.icons import icon
from desktop.ui.parts.nothing_yet import NothingYet
from desktop.ui.progress_dialog import ProgressDialog
from desktop.ui.session import Session
from desktop.ui.style import BAR
from desktop.ui.tab_order import come_before

KEY = Qt.ItemDataRole.UserRole

LEAST_OF_STACK = 320
"""Pixels at 100 % of the list and of what can become of an entry."""

STATES = {
    "open": N_("To be decided"),
    "confirmed": N_("Kept as it was"),
    "changed": N_("Kept, and changed since"),
    "withdrawn": N_("Dropped"),
}
ICONS = {"confirmed": "done", "changed": "done", "withdrawn": "remove"}


class EarlierPage(Page):
    """The entries of last time in a list; the chosen one with its answers and what can become of it."""

    key = "earlier"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._chosen = ""
        inner = column_when_cut(self, scrolls=True)
        self._sentence = words("", "heading")
        inner.addLayout(ending_short_of_bar(self._sentence))
        self._model = QStandardItemModel(self)
        self.list = rows(self._model, _("Last submission"))
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._choose(now.data(KEY)))
        split = Split()
        split.addWidget(self.list)
        trailing = self._make_trailing()
        split.addWidget(trailing)
        beside(split)
        self.sides = ListDetail(split, self.list, lambda: focus_first(trailing))
        self._head.insertWidget(0, self.sides.back, 0, Qt.AlignmentFlag.AlignTop)
        come_before(self.sides.back, self.take)
        self.sides.changed.connect(self._show_sentence)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(split)
        inner.addWidget(Rest(self._stack, LEAST_OF_STACK), 1)

    def _make_empty(self) -> QWidget:
        empty = NothingYet(
            _(
                "Did your country take part in an earlier forum or review? Choose the file or the package of its last submission. "
                "You then go through its practices, gaps, ratings and pledges one by one, and keep, change or drop each."
            ),
            trailing=BAR + RING,
        )
        self.choose_button = button(_("Choose the last submission…"), self._choose_last, role="primary")
        self.choose_button.setEnabled(self.session.may_add(KIND))
        empty.offer(self.choose_button)
        return empty

    def _make_trailing(self) -> QWidget:
        trailing = QWidget()
        body = QVBoxLayout(trailing)
        margins(body, GAP, 0, 0, 0)
        self._title = words("", "heading")
        self._state = words("", "muted")
        self._head = across(self._title)
        self._head.setStretch(0, 1)
        state = across(self._state)
        for row in (self._head, state):
            along_area(row)
            body.addLayout(row)
        area, holder = scrolling()
        frame, self._answers = card()
        holder.addWidget(frame)
        holder.addStretch(1)
        body.addWidget(area, 1)
        self._reason = FieldRow(
            self.session.catalogue.kind(KIND).field("reason"),
            form_context(self.session, self, self.said.emit),
            self,
            make=LineField,
        )
        self._reason.head.setParent(trailing)  # the line says itself what it is for
        self._reason.head.hide()
        written = self._reason.widget
        assert isinstance(written, LineField)
        self.reason = written.line
        written.show_example(_("Reason for dropping it, in a sentence"), _("Why, in a few words"))
        self.take = button(_("Keep"), self._take, role="primary")
        self.change = button(_("Keep and change"), lambda: self._take(then_open=True))
        self.drop = button(_("Drop"), self._withdraw)
        self.again = button(_("Decide again"), self._reopen)
        self.look = button(_("Open the entry"), self._open)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(flowing(self.take, self.change, self.look, self.again))
        line = across(self._reason.body, self.drop)
        line.setAlignment(self.drop, Qt.AlignmentFlag.AlignTop)
        line.setStretch(0, 1)
        below.addLayout(line)
        along_area(below)  # as what is shown above it
        self._below = as_widget(below)
        body.addWidget(self._below)
        return trailing

    def foot(self) -> QWidget | None:
        """Return what can become of the entry that is shown; None while there is nothing of last time."""
        return self._below if self._stack.currentIndex() else None

    def _show_sentence(self) -> None:
        """Say what became of all, where there is something of last time, and where that leaves the list its room."""
        self._sentence.setVisible(self._stack.currentIndex() == 1 and not self.sides.is_chosen_alone)

    def refresh(self, update: Update | None) -> None:
        """Show what was said last time and what became of it."""
        found = carried(self.session.submission)
        self._stack.setCurrentIndex(1 if found else 0)
        self._sentence.setText(sentence(found))
        self._show_sentence()
        if not found:
            return
        ids = [each.entry.id for each in found]
        if self._chosen not in ids:
            waiting = [each.entry.id for each in found if each.state == "open"]
            self._chosen = (waiting or ids)[0]
        self._fill(found)
        self._show()

    def _fill(self, found: list[Carried]) -> None:
        catalogue = self.session.catalogue
        rows: list[tuple[str, str, str]] = []
        kind = ""
        for each in found:
            if each.then.kind != kind:
                kind = each.then.kind
                rows.append(("", _(catalogue.kind(kind).plural) if kind in catalogue.kinds else kind, ""))
            rows.append((each.entry.id, title_of(each.entry, catalogue), each.state))
        if self._model.rowCount() != len(rows):
            self._model.clear()
            for _row in rows:
                self._model.appendRow(QStandardItem())
        self.list.selectionModel().blockSignals(True)
        for place, (entry_id, text, state) in enumerate(rows):
            item = self._model.item(place)
            item.setText(text)
            item.setData(entry_id, KEY)
            item.setEnabled(bool(entry_id))
            if state:
                item.setIcon(icon(ICONS[state], "muted") if state in ICONS else QIcon())
                item.setToolTip(_(STATES[state]))
            if entry_id == self._chosen:
                self.list.setCurrentIndex(self._model.index(place, 0))
        self.list.selectionModel().blockSignals(False)

    def _now(self) -> Carried | None:
        return next((each for each in carried(self.session.submission) if each.entry.id == self._chosen), None)

    def _choose(self, entry_id: object) -> None:
        if isinstance(entry_id, str) and entry_id and entry_id != self._chosen:
            self._chosen = entry_id
            self._show()

    def _show(self) -> None:
        each = self._now()
        if each is None:
            return
        submission, catalogue = self.session.submission, self.session.catalogue
        self._title.setText(title_of(each.entry, catalogue))
        cycle_of = each.entry.text("cycle")
        state = _(STATES[each.state])
        self._state.setText(
            _("{purpose} · {state}").format(
                purpose=name_of(self.session.catalogue, purpose_in(each.entry), cycle_of), state=state
            )
            if cycle_of
            else state
        )
        clear(self._answers)
        kind = catalogue.kinds.get(each.then.kind)
        for field in kind.fields if kind else ():
            text = display(field, each.then.value(field.key), catalogue, submission)
            if text:
                self._answers.addWidget(words(_(field.label), "label"))
                self._answers.addWidget(words(text, "body", selectable=True))
        is_open = each.state == "open"
        may = not self.session.why_closed(each.entry)
        for pressed in (self.take, self.change, self.drop, self.again):
            pressed.setEnabled(may)
        for widget in (self.take, self.change, self.drop, self._reason.body):
            widget.setVisible(is_open)
        self._reason.set_entry(each.entry)
        self.again.setVisible(each.state == "withdrawn")
        self.look.setVisible(each.state in ("confirmed", "changed"))
        if each.state == "withdrawn" and each.entry.text("reason"):
            self._state.setText(
                _("{state}: {reason}").format(state=self._state.text(), reason=each.entry.text("reason"))
            )

    def _take(self, *, then_open: bool = False) -> None:
        each = self._now()
        if each is None:
            return
        self.leave()
        if not self.session.do(lambda by: cycle.take_over(self.session.file, self.session.catalogue, each, by=by)):
            return
        if then_open:
            self._open_entry(each)
        else:
            self._next()

    def _withdraw(self) -> None:
        self.leave()
        each = self._now()
        reason = self.reason.text()
        if each is not None and self.session.do(lambda by: cycle.withdraw(self.session.file, each, reason, by=by)):
            self.session.saving.settled(each.entry.id, self._reason.definition.key)
            self._next()

    def go_to_missing(self) -> bool | None:
        """Go to the next entry that is to be decided."""
        found = carried(self.session.submission)
        if not found:
            return None
        here = [each.entry.id for each in found].index(self._chosen)
        waiting = [place for place, each in enumerate(found) if each.state == "open"]
        wanted = in_turn(waiting, here if has_focus(self._below) else here - 1)
        if wanted is not None:
            self.open_at(Place(self.key, entry=found[wanted].entry.id))
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)
        return wanted is not None

    def leave(self) -> None:
        """Write down what is being typed."""
        self._reason.widget.commit()

    def _reopen(self) -> None:
        each = self._now()
        if each is not None:
            self.session.do(lambda by: cycle.reopen(self.session.file, each, by=by))

    def _next(self) -> None:
        """Go on to the next one that waits, so that a workshop can go through them one after another."""
        waiting = [each.entry.id for each in carried(self.session.submission) if each.state == "open"]
        if waiting:
            self._chosen = waiting[0]
        self.refresh(None)

    def _open(self) -> None:
        each = self._now()
        if each is not None:
            self._open_entry(each)

    def _open_entry(self, each: Carried) -> None:
        submission = self.session.submission
        entry = submission.bound(each.then.kind, each.then.key) if each.then.key else self.session.entry(each.then.id)
        if entry is not None:
            self.go.emit(place_of(entry))

    def open_at(self, place: Place) -> None:
        """Show what the place names."""
        if place.entry:
            self._chosen = place.entry
            self.refresh(None)
            self.sides.show_chosen()

    def state(self) -> Mapping[str, Any]:
        """Return which entry is chosen."""
        return {"chosen": self._chosen}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Choose the same again."""
        self._chosen = state["chosen"]
        self.refresh(None)

    def _choose_last(self) -> None:
        chosen = file_dialogs.file_to_open(
            self,
            _("Choose the last submission"),
            _("Submissions and packages (*.pledgebook *.asice *.json)"),
        )
        if chosen is not None:
            self.bring(chosen)

    def bring(self, source: Path) -> None:
        """Put the last submission beside this one; says why when that cannot be done."""

        def put(last: Submission) -> None:
            try:
                revision = cycle.bring(self.session.file, self.session.catalogue, last, by=self.session.person)
            except UserError as problem:
                self._refuse(problem)
            else:
                self.session.done(revision)

        if source.suffix == SUFFIX:
            try:
                last = cycle.read_last(source)
            except UserError as problem:
                self._refuse(problem)
            else:
                put(last)
            return
        # A package is examined first, which takes its time; the window stays alive meanwhile.
        ProgressDialog(
            self,
            _("Reading the last submission"),
            lambda work: cycle.read_last(source, work=work),
            put,
            failed=self._refuse,
        )

    def _refuse(self, problem: BaseException) -> None:
        tell_problem(self, _("This submission cannot be used"), problem)
