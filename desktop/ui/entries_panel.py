"""A list of entries beside the form of the chosen one: how every free kind is read and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QHideEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.operations.attach import add_files
from desktop.record.entry import Entry, Value
from desktop.record.first_answers import begins_at, first_answers
from desktop.record.history import Revision
from desktop.record.internal_kinds import COMMENT, INTERNAL_KINDS
from desktop.record.update import Update
from desktop.record.values import short_title
from desktop.ui import keys
from desktop.ui.answering import answer, begin, begun_for, left_out, matching_answers, may_answer, take_up
from desktop.ui.dropping import FileDrops, unfit
from desktop.ui.focus import has_focus
from desktop.ui.laying_out import laid_out_once
from desktop.ui.layout import GAP, RING, across, beside, button, margins, words
from desktop.ui.list_detail import ListDetail, Split
from desktop.ui.objective_lists import none_yet
from desktop.ui.parts.entry_list import EntryList
from desktop.ui.parts.entry_menu import EntryMenu
from desktop.ui.parts.entry_side import EXEMPLIFIED, EntrySide
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.parts.nothing_yet import NothingYet
from desktop.ui.parts.undo_strip import UndoStrip
from desktop.ui.progress_dialog import is_large, run_with_progress
from desktop.ui.session import Session
from desktop.ui.style import BAR
from desktop.ui.tooltips import hint

WIDE = 190
"""Letters of room from which the list has half of it, so that its columns are seen."""

FROM_FILES = frozenset({"evidence"})
"""Kinds of which a file makes an entry: files that are dropped onto the list."""


class EntriesPanel(QWidget):
    """All entries of one kind, or those of one objective.

    Args:
        kind: the key of a free kind.
        objective: only entries that name this objective; a new one names it from the start.

    Signals:
        chosen: the id of the entry that is open, empty for none.
        said: a short sentence on what was done with several entries.
        go: the place of a pledge that was begun for the gap that is open.
    """

    chosen = Signal(str)
    go = Signal(object)
    said = Signal(str)

    def __init__(self, session: Session, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.kind = session.catalogue.kind(kind)
        self.objective = 0
        self._entry_id = ""
        self._goes_on = False
        self._begins = False  # a new entry is about to be opened
        self._examples: QDialog | None = None
        linked = (kind for field in self.kind.fields if field.in_list for kind in field.refers_to)
        self._around = frozenset((COMMENT, *linked))  # what a line may tell of besides its entry
        self.list = EntryList(self.kind, session.catalogue)
        self.list.follow(session.drafts)
        keys.action(self, "duplicate", self.duplicate).setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.list.narrowing.set_order(*session.lists.order(kind))
        self.list.narrowing.changed.connect(lambda: session.lists.keep_order(kind, *self.list.narrowing.list_order))
        self._files = next((field for field in self.kind.fields if field.type == "file"), None)
        self.list.chosen.connect(self.open)
        self.list.opened.connect(lambda entry_id: self.open(entry_id, self.kind.title_field))
        self.list.remove_wanted.connect(self.remove)
        self.list.menu_wanted.connect(self._show_menu)
        self.list.selected.connect(self._tell_selected)
        self.list.shown.connect(lambda: self._tell_count())
        self.list.shown.connect(lambda: self._tell_steps())
        self.add_button = button(_("Add"), self.add, role="primary", accessible=self._add_text())
        # What stands in one another has its place before it is filled, see `FormView`.
        self._leading, self._nothing = QWidget(), NothingYet(trailing=BAR + RING)
        self._trailing = QStackedWidget()
        self._split = Split()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._split)
        self._split.addWidget(self._leading)
        self._split.addWidget(self._trailing)
        self._trailing.addWidget(self._nothing)
        below = QVBoxLayout(self._leading)
        margins(below, 0, 0, GAP // 2, 0)
        self._count = words("", "muted")  # of what, the bar or the tab above has said
        below.addWidget(flowing(self._count, self.add_button, last_apart=True))
        self.strip = UndoStrip(self._undo_removal, session.reasons)
        below.addWidget(self.strip)
        below.addWidget(self.list, 1)
        self._several = QWidget()
        self._several_text = words("", "muted")
        menu = button(_("Actions…"), self._menu_of_several, accessible=_("What can be done with the chosen entries"))
        line = across(self._several_text, menu)
        line.setStretch(0, 1)
        self._several.setLayout(line)
        self._several.hide()
        below.addWidget(self._several)
        self.side = EntrySide(session, self.kind, self._trailing)
        self._trailing.addWidget(self.side)
        self.form = self.side.form
        self.form.step_wanted.connect(self.step)
        self.side.examples_wanted.connect(self.show_examples)
        self.side.pledge_wanted.connect(self._begin_pledge)
        self.side.remove_wanted.connect(self._remove_open)
        self.side.said.connect(self.said)
        self._examples_first = button(_("Examples from others…"), self.show_examples, role="link")
        let_be_seen(self._examples_first, kind in EXEMPLIFIED)
        first = {"person": _("Add the first person"), "gap": _("Add the first gap")}.get(kind, _("Add the first one"))
        self._first = button(first, self.add, role="primary", accessible=self._add_text())
        self._strip_of_empty = UndoStrip(self._undo_removal, session.reasons)
        self._nothing.column.insertWidget(0, self._strip_of_empty)
        self._nothing.offer(self._first, self._examples_first)
        for taking in (self.list.view, self._nothing) if kind in FROM_FILES else ():
            FileDrops(taking).dropped.connect(self.add_files)
        beside(self._split)
        self.sides = ListDetail(self._split, self.list.view, self.form.focus_first)
        self.sides.keep_in_sight(self.strip, below, self.side.above)
        self.form.head.stand_before(self.sides.back)
        self._split.resized.connect(self._place)
        self._split.splitterMoved.connect(self._keep_share)

    def _add_text(self) -> str:
        return _("Add to {kind}").format(kind=_(self.kind.plural))

    def foot(self) -> QWidget | None:
        """Return what offers what to do with the open entry, below its form; None while no entry is open."""
        return self.side.foot() if self._trailing.currentIndex() and not self.sides.is_list_alone else None

    def least_height(self) -> int:
        """Return the height at which the form shows some lines of its fields between its head and its buttons."""
        alone = self.sides.is_list_alone
        return self.side.least_height() if self._trailing.currentIndex() and not alone else 0

    def show_objective(self, number: int) -> None:
        """Show the entries of one objective."""
        if number != self.objective:
            self.leave()
            self.objective = number
            self._entry_id = ""
        self.refresh(None)

    def entries(self) -> list[Entry]:
        """Return the entries that the panel is about."""
        if self.objective:
            return self.session.submission.of_objective(self.kind.key, self.objective)
        return self.session.submission.of_kind(self.kind.key)

    @property
    def entry_id(self) -> str:
        """The id of the entry that is open, empty for none."""
        return self._entry_id

    def state(self) -> Mapping[str, Any]:
        """Return which entry is open, how the list is narrowed down, and which entries are chosen together in it."""
        return {"entry": self._entry_id, "objective": self.objective, **self.list.state()}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Show the list again as another one like it was left."""
        with laid_out_once(self):
            if state["objective"] == self.objective and state["entry"] in self.session.submission.entries:
                self.open(state["entry"])
            self.list.restore_state(state)

    def refresh(self, update: Update | None) -> None:
        """Show the entries as they are now."""
        held = has_focus(self._nothing)
        with laid_out_once(self):
            self._refresh(update)
        if held and self._trailing.currentWidget() is not self._nothing and not self._begins:
            self.sides.take_focus()  # an entry took the place of what had the keyboard

    def _refresh(self, update: Update | None) -> None:
        if update is None or self._comes_or_goes(update):
            self.strip.hide()
            self._strip_of_empty.hide()
        if update is not None and update.before.of_kind(self.kind.key) is update.after.of_kind(self.kind.key):
            if update.kinds & self._around:
                self.list.model.show_around(self.session.submission)
            if update.kinds - INTERNAL_KINDS.keys():
                self._show()  # a field may name what it links to, and a hint may hang on entries of another kind
            return
        entries, shown_before = self.entries(), list(self.list.model.entries)
        row_before = self.list.model.row_of(self._entry_id)
        self.list.set_entries(entries, self.session.submission)
        if self._begins:
            self._tell_count()
            return
        self._entry_id = self._brought_back(update) or self._entry_id
        is_there = self._entry_id in self.session.submission.entries
        # What is being written in stays open when it names the objective no more; a note says so.
        stays = update is not None and not self._goes_on
        if not is_there or (
            not stays
            and self.list.model.row_of(self._entry_id) is None
            and not any(each.id == self._entry_id for each in entries)
        ):
            self._entry_id = self.list.model.in_place_of(shown_before, row_before) or (entries[0].id if entries else "")
        self.list.choose(self._entry_id)
        self._tell_count()
        self._show()

    def set_all(self, entries: Sequence[Entry], field: str, value: Value) -> str:
        """Give one answer to a field of several entries. Returns what was done in words, empty when it could not be done.

        The open one goes with the others where they leave the list, and work goes on in the list.
        """
        changed = sum(1 for entry in entries if entry.value(field) != value)
        if not changed:
            # Nothing is seen to happen, and whoever takes it back would take back what was done before.
            return _("Nothing was changed: the entries have this answer already")
        before = len(self.entries())
        self._goes_on = True
        try:
            done = self.session.set_all(entries, field, value)
        finally:
            self._goes_on = False
        if not done:
            return ""
        if len(self.entries()) < before:
            text = ngettext(
                "{count} entry was changed and is no longer in this list",
                "{count} entries were changed and are no longer in this list",
                changed,
            )
        else:
            text = ngettext("{count} entry was changed", "{count} entries were changed", changed)
        return text.format(count=counted(changed))

    def _brought_back(self, update: Update | None) -> str:
        """Return the first of the entries that undo or redo brought back into the list, empty where it brought none."""
        if update is None or update.revision is None or update.revision.type not in ("undo", "redo"):
            return ""
        back = {new.id for old, new in update.changes if old is None and new is not None and new.kind == self.kind.key}
        return next((each.id for each in self.entries() if each.id in back), "") if back else ""

    def _tell_count(self) -> None:
        model = self.list.model
        of, shown = model.count, len(model.entries)
        if model.list_view.leaves_all:
            text = self._counted(of)
        else:
            text = _("Shown: {shown} of {of}").format(shown=counted(shown), of=counted(of))
        self._count.setText(text)
        # Where there is nothing to list, its place belongs to the words that say so.
        self.sides.keep_list(bool(of))

    def _counted(self, count: int) -> str:
        if self.kind.key == "person":
            return ngettext("{count} person", "{count} people", count).format(count=counted(count))
        return ngettext("{count} entry", "{count} entries", count).format(count=counted(count))

    def _tell_steps(self) -> None:
        """Let the ways to the entry before and after be pressed where there is one, see `step`."""
        row, shown = self.list.model.row_of(self._entry_id), len(self.list.model.entries)
        self.form.head.previous.setEnabled(bool(shown) and row != 0)
        self.form.head.next.setEnabled(bool(shown) and row != shown - 1)

    def _place(self) -> None:
        """Give the list its room: as it was left, else enough for its columns where the form keeps its own."""
        letters = self.width() / max(self.fontMetrics().averageCharWidth(), 1)
        share = self.session.lists.share or (0.5 if letters >= WIDE else 0.4 if letters >= WIDE * 0.75 else 0.28)
        whole = self._split.width() - self._split.handleWidth()
        self._split.setSizes([round(whole * share), round(whole * (1 - share))])
        self.updateGeometry()  # a narrow head is a high one

    def _keep_share(self) -> None:
        sizes = self._split.sizes()
        if len(sizes) == 2 and all(sizes):
            self.session.lists.keep_share(sizes[0] / sum(sizes))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add an entry for each of some files, and open the last of them; files that do not fit are told of."""
        if self._files is None or not self.may_add():
            return
        problem = unfit(paths, self._files.formats, None)
        if problem:
            self.session.failed.emit(problem)
            return
        self.leave()
        first = self._first_answers()
        field, session = self._files.key, self.session
        if any(map(is_large, paths)):
            file, by = session.file, session.person
            self.dialog = run_with_progress(
                self,
                _("Adding files"),
                lambda work: add_files(file, session.catalogue, self.kind.key, field, paths, first, by=by, work=work),
                self._files_added,
            )
            return
        self._show_added(session.add_files(self.kind.key, field, paths, first))

    def _files_added(self, added: tuple[list[str], Revision | None]) -> None:
        made, revision = added
        self.session.done(revision)
        self._show_added(made)

    def _show_added(self, made: Sequence[str]) -> None:
        if made:
            self.list.clear_filter()
            self.refresh(None)
            self.open(made[-1])
            self.sides.take_focus()

    def _comes_or_goes(self, update: Update) -> bool:
        """Whether an entry of the list came or went; what is only written in one leaves the strip where it is."""
        found = ([each for each in pair if each is not None] for pair in update.changes)
        return any(len(pair) == 1 and pair[0].kind == self.kind.key for pair in found)

    def open(self, entry_id: str, field: str = "") -> None:
        """Open an entry, and put the cursor into a field of it."""
        with laid_out_once(self):
            if entry_id != self._entry_id:
                self.leave()
                self._entry_id = entry_id
                self.list.choose(entry_id)
                self._show()
                self.chosen.emit(entry_id)
            if field:
                self.sides.show_chosen()
                self.form.focus_field(field)

    def go_to(self, entry_id: str, field: str = "") -> None:
        """Open an entry that something elsewhere leads to: it is shown even where the list alone was."""
        self.open(entry_id, field)
        self.sides.show_chosen()

    def step(self, by: int) -> None:
        """Open the next (1) or the previous (-1) entry of the list as it is filtered; says so at its ends.

        From an entry that is filtered out it is the first or the last of those shown.
        """
        row = self.list.model.row_of(self._entry_id)
        shown = self.list.model.entries
        place = row + by if row is not None else 0 if by > 0 else len(shown) - 1
        is_there, none = 0 <= place < len(shown), _("There are no more entries in the list")
        self.open(shown[place].id) if is_there else self.said.emit(none)

    def leave(self) -> None:
        """Write down what is being typed."""
        self.form.commit()

    def _begin_pledge(self) -> None:
        self.leave()
        gap = self.session.entry(self._entry_id)
        place = answer(self.session, gap) if gap is not None else None
        if place is not None:
            self.go.emit(place)

    def may_add(self) -> bool:
        """Whether an entry may be added here: in a ministry copy only what it was handed out for."""
        return self.session.may_add(self.kind.key, self.objective)

    def _first_answers(self) -> Mapping[str, Value]:
        objective = self.session.objective_of_new(self.objective)
        return first_answers(self.session.submission, self.kind, objective)

    def add(self) -> None:
        """Add an entry and put the cursor into its name."""
        if not self.may_add():
            return
        self.leave()
        self._begin(lambda: self.session.add(self.kind.key, self._first_answers()))

    def duplicate(self) -> None:
        """Add a copy of the open entry, and open it."""
        self.leave()
        entry = self.session.entry(self._entry_id)
        why = self.session.why_closed(entry) if entry is not None else _("There is no entry to duplicate here")
        if entry is None or why:
            self.said.emit(why)
            return
        self._begin(lambda: self.session.duplicate(entry), self.kind.title_field)

    def _begin(self, make: Callable[[], str], field: str = "") -> None:
        """Make an entry and open it; what was open is not shown once more on the way.

        Args:
            field: to begin with; else see `begins_at`.
        """
        with laid_out_once(self):
            self._begins = True
            try:
                entry_id = make()
            finally:
                self._begins = False
            if entry_id:
                self._open_new(entry_id, field)
            else:
                self._show()

    def _open_new(self, entry_id: str, field: str) -> None:
        self.list.clear_filter()
        if self.list.model.row_of(entry_id) is None:
            self.refresh(None)
        self.go_to(entry_id)
        self.form.focus_field(field or begins_at(self.session.submission, self.kind, self.session.entry(entry_id)))
        if field:
            self.form.field(field).begin()

    def show_examples(self) -> None:
        """Show what others have published beside the form, which can be written in meanwhile; once, however often asked."""
        from desktop.ui.dialogs.examples import ExamplesDialog

        if self._examples is not None:
            self._examples.raise_()
            self._examples.activateWindow()
            return
        gap = self._open_gap()
        objective = self.objective or next(iter(gap.numbers("objectives") if gap is not None else ()), 0)
        kind = "practice" if self.kind.key == "practice" else "pledge"
        closed = "" if (self.may_add() if gap is None else may_answer(self.session, gap)) else self._closed()
        dialog = ExamplesDialog(self.session, kind, objective, self, begins=kind == "pledge", closed=closed)
        dialog.matching_wanted.connect(self._begin_matching)
        dialog.finished.connect(self._forget_examples)
        self._examples = dialog
        dialog.show()

    def _forget_examples(self) -> None:
        self._examples = None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # A pledge that begins from an example must be seen to begin: the examples go with the page that they belong to.
        if self._examples is not None and not event.spontaneous():
            self._examples.close()

    def _open_gap(self) -> Entry | None:
        """Return the gap that is open, None where this is a list of something else."""
        return self.session.entry(self._entry_id) if self.kind.key == "gap" else None

    def _begin_matching(self, answers: Mapping[str, Value]) -> None:
        """Begin a matching pledge for what is open: the gap, or those of the pledge. One that is still empty takes it up."""
        gap = self._open_gap()
        if not (self.may_add() if gap is None else may_answer(self.session, gap)):
            return
        self.leave()
        first, beside = self._first_answers() if gap is None else None, self.session.entry(self._entry_id)
        begun = matching_answers(self.session, beside, first, answers)
        empty = begun_for(self.session, beside)
        if gap is None and empty is None:
            self._begin(lambda: self.session.add("pledge", begun))
        elif place := begin(self.session, "pledge", begun) if empty is None else take_up(self.session, empty, answers):
            self.go.emit(place) if gap is not None else self.go_to(place.entry, place.field)
            begun = {key: each.value for key, each in self.session.submission.entries[place.entry].answers.items()}
        if told := left_out(begun, answers):
            self.said.emit(told)

    def _show(self) -> None:
        entry = self.session.entry(self._entry_id)
        self._tell_steps()
        may_add = self.may_add()
        why_not = "" if may_add or self.session.assignment is None else hint(self._closed())
        for each in (self.add_button, self._first):
            each.setEnabled(may_add)
            each.setToolTip(why_not)
        let_be_seen(self._examples_first, may_add and self.kind.key in EXEMPLIFIED)
        self.side.allow(entry)
        if entry is None:
            others = bool(self.objective) and bool(self.session.submission.of_kind(self.kind.key))
            self._nothing.setText(none_yet(self.kind, self.objective) if others else _(self.kind.empty))
            self._trailing.setCurrentIndex(0)
            return
        self.side.show_entry(entry, self.objective)
        self._trailing.setCurrentIndex(1)

    def _closed(self) -> str:
        assert self.session.assignment is not None
        return self.session.assignment.sentence(self.session.catalogue)

    def chosen_entries(self) -> list[Entry]:
        """Return the entries that are chosen together; the open one where none is."""
        ids = self.list.selected_ids() or [self._entry_id]
        return [entry for each in ids if (entry := self.session.entry(each)) is not None]

    def remove(self, ids: Sequence[str]) -> None:
        """Take entries away. No question is asked: undo brings them back whole, and a strip says so."""
        self.leave()
        entries = [entry for each in ids if (entry := self.session.entry(each)) is not None]
        if not entries or any(map(self.session.why_closed, entries)):
            return
        with laid_out_once(self, (self.strip, self._leading), (self.strip,)), self.session.reasons.offered():
            if len(entries) == 1:
                done = self.session.remove(entries[0])
                text = _("Removed: {name}").format(name=short_title(entries[0], self.session.catalogue))
            else:
                done = self.session.remove_all(entries)
                text = ngettext("{count} entry was removed", "{count} entries were removed", len(entries))
                text = text.format(count=counted(len(entries)))
            if done:
                self._shown_strip().tell(text, done)

    def _shown_strip(self) -> UndoStrip:
        return self.strip if self.list.model.count else self._strip_of_empty

    def _remove_open(self) -> None:
        removed = self._entry_id
        self.remove([removed])
        if self.session.entry(removed) is None:
            self.sides.show_list()  # where it is said what was removed

    def _undo_removal(self, revision: str) -> None:
        self.leave()
        self.session.take_back(revision)
        self.sides.take_focus()

    def _tell_selected(self, count: int) -> None:
        self._several.setVisible(count > 1)
        text = ngettext("{count} entry chosen", "{count} entries chosen", count)
        self._several_text.setText(text.format(count=counted(count)))

    def _menu_of_several(self) -> None:
        self._show_menu(QCursor.pos() if self._several.underMouse() else self._several.mapToGlobal(QPoint(0, 0)))

    def _show_menu(self, point: QPoint) -> None:
        menu = EntryMenu(self)
        menu.exec(point)
        menu.deleteLater()
