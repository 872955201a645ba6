"""A list of entries beside the form of the chosen one: how every free kind is read and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry, Value
from desktop.record.update import Update
from desktop.ui.dropping import FileDrops, unfit
from desktop.ui.form import FormView
from desktop.ui.form_context import form_context
from desktop.ui.layout import GAP, across, beside, button, margins, words
from desktop.ui.parts.entry_list import EntryList
from desktop.ui.session import Session

EXEMPLIFIED = ("practice", "pledge")
"""Kinds of which others have published something, see `catalogue.examples`."""


FILED = ("evidence",)
"""Kinds of which a file that is dropped onto the list makes an entry."""


class EntriesPanel(QWidget):
    """All entries of one kind, or those of one objective.

    Args:
        kind: the key of a free kind.
        objective: only entries that name this objective; a new one names it from the start.

    Signals:
        chosen: the id of the entry that is open, empty for none.
    """

    chosen = Signal(str)

    def __init__(self, session: Session, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.kind = session.catalogue.kind(kind)
        self.objective = 0
        self._entry_id = ""
        self._linked = frozenset(kind for field in self.kind.fields if field.in_list for kind in field.refers_to)
        self.list = EntryList(self.kind, session.catalogue)
        self.list.chosen.connect(self.open)
        self.list.opened.connect(lambda entry_id: self.open(entry_id, self.kind.title_field))
        self.list.remove_wanted.connect(self._remove_id)
        self.add_button = button(_("Add"), self.add, role="primary", accessible=self._add_text())
        leading = QWidget()
        below = QVBoxLayout(leading)
        margins(below, 0, 0, GAP // 2, 0)
        below.addLayout(across(words(_(self.kind.plural), "heading"), None, self.add_button))
        below.addWidget(self.list, 1)
        self.form = FormView(self.kind, form_context(session, self))
        self._remove = button(_("Remove…"), self._remove_open, role="danger", accessible=_("Remove this entry"))
        holder = QWidget()
        column = QVBoxLayout(holder)
        margins(column, GAP // 2, 0, 0, 0)
        column.addWidget(self.form, 1)
        self.copy_button = button(_("Copy sheet for the online form…"), self.show_copy_sheet)
        if kind != "pledge":
            self.copy_button.hide()
        self.examples_button = button(_("Examples of others…"), self.show_examples, role="link")
        self._examples_first = button(_("Examples of others…"), self.show_examples, role="link")
        if kind not in EXEMPLIFIED:
            self.examples_button.hide()
            self._examples_first.hide()
        column.addLayout(across(self.copy_button, self.examples_button, None, self._remove))
        self._nothing = QWidget()
        quiet = QVBoxLayout(self._nothing)
        quiet.setContentsMargins(GAP * 2, GAP * 2, GAP * 2, GAP * 2)
        quiet.addStretch(1)
        self._nothing_text = words("", "lead")
        self._nothing_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        quiet.addWidget(self._nothing_text)
        self._first = button(_("Add the first one"), self.add, role="primary", accessible=self._add_text())
        quiet.addLayout(across(None, self._first, None))
        quiet.addLayout(across(None, self._examples_first, None))
        quiet.addStretch(2)
        self._trailing = QStackedWidget()
        self._trailing.addWidget(self._nothing)
        self._trailing.addWidget(holder)
        self._files = next((each for each in self.kind.fields if each.type == "file"), None)
        if self._files is not None and kind in FILED:
            for target in (self.list.view, self._nothing):
                FileDrops(target).dropped.connect(self.add_files)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(leading)
        self._split.addWidget(self._trailing)
        beside(self._split)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._split)

    def _add_text(self) -> str:
        return _("Add to {kind}").format(kind=_(self.kind.plural))

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

    def refresh(self, update: Update | None) -> None:
        """Show the entries as they are now."""
        if update is not None and update.before.of_kind(self.kind.key) is update.after.of_kind(self.kind.key):
            if update.kinds & self._linked:
                self.list.view.viewport().update()  # a line may name what it is linked with
            return
        entries = self.entries()
        self.list.set_entries(entries, self.session.submission)
        if self.list.model.row_of(self._entry_id) is None and not any(each.id == self._entry_id for each in entries):
            self._entry_id = entries[0].id if entries else ""
        self.list.choose(self._entry_id)
        self._show()

    def open(self, entry_id: str, field: str = "") -> None:
        """Open an entry, and put the cursor into a field of it."""
        if entry_id != self._entry_id:
            self.leave()
            self._entry_id = entry_id
            self.list.choose(entry_id)
            self._show()
            self.chosen.emit(entry_id)
        if field:
            self.form.focus_field(field)

    def leave(self) -> None:
        """Write down what is being typed."""
        self.form.commit()

    def add(self) -> None:
        """Add an entry and put the cursor into its first field."""
        self.leave()
        entry_id = self.session.add(self.kind.key, self._beginning())
        if entry_id:
            self.list.clear_filter()
            self.refresh(None)
            self.open(entry_id, self.kind.title_field)

    def add_files(self, files: Sequence[Path]) -> None:
        """Add an entry for each file that was dropped onto the list, named as the file is, and open the last one."""
        assert self._files is not None
        self.leave()
        problem = unfit(files, self._files.formats, None)
        if problem:
            self.session.failed.emit(problem)
            return
        for path in files:
            named = {self.kind.title_field: one_line(path.stem)} if self.kind.title_field else {}
            entry = self.session.entry(self.session.add(self.kind.key, {**self._beginning(), **named}))
            if entry is None:
                return
            if not self.session.attach(entry, self._files.key, path):
                self.session.remove(entry)  # why it was not taken has been told
                continue
            self.list.clear_filter()
            self.refresh(None)
            self.open(entry.id)

    def show_examples(self) -> None:
        """Show what others have published beside the form, which can be written in meanwhile."""
        from desktop.ui.dialogs.examples import ExamplesDialog

        dialog = ExamplesDialog(self.session, self.kind.key, self.objective, self, begins=self.kind.key == "pledge")
        dialog.matching_wanted.connect(self._begin_matching)
        dialog.show()

    def _begin_matching(self, answers: Mapping[str, Value]) -> None:
        self.leave()
        entry_id = self.session.add(self.kind.key, {**self._beginning(), **answers})
        if entry_id:
            self.list.clear_filter()
            self.refresh(None)
            self.open(entry_id, self.kind.title_field)

    def _beginning(self) -> Mapping[str, Value]:
        fields = {field.key for field in self.kind.fields}
        about = self.session.submission.about
        answers: dict[str, Value] = {}
        if self.objective and "objectives" in fields:
            answers["objectives"] = [self.objective]
        for key in ("country", "language"):
            if key in fields and about.text(key):
                answers[key] = about.text(key)
        return answers

    def _show(self) -> None:
        entry = self.session.entry(self._entry_id)
        if entry is None:
            self._nothing_text.setText(_(self.kind.empty))
            self._trailing.setCurrentIndex(0)
            return
        self.form.set_entry(entry)
        self._trailing.setCurrentIndex(1)

    def _remove_id(self, entry_id: str) -> None:
        entry = self.session.entry(entry_id)
        if entry is not None:
            # No question is asked: undo brings it back whole, and the bar says so.
            self.session.remove(entry)

    def _remove_open(self) -> None:
        self._remove_id(self._entry_id)

    def show_copy_sheet(self) -> None:
        """Show every answer of the open pledge as it is pasted into the online form."""
        from desktop.ui.dialogs.copy_sheet import CopySheetDialog

        self.leave()
        entry = self.session.entry(self._entry_id)
        if entry is not None:
            CopySheetDialog(self.session, entry, self).exec()
