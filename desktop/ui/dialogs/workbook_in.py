"""What a workbook or Word document brings home, cell by cell, before anything of it is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from desktop.errors import UserError
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.operations.join import OnConflict
from desktop.operations.returned.findings import shown
from desktop.operations.take_in import Coming, look_at, take_in
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.history import Revision
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, CalmCombo, across, button, card, scrolling, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.progress_dialog import ProgressDialog
from desktop.ui.session import Session
from desktop.ui.tooltips import hint

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()

MANY = 500
"""Entries of a submission of which a workbook is written and taken in on a thread."""

_MOST_TOLD = 100
"""Remarks and conflicts that are shown; the list that can be copied has all of them."""

_MOST_WHOLE = 200
"""Lines that are as high as what they say; of more, each is one line, and the whole is seen where the pointer rests."""

_ROWS = 6
"""Lines of the table that are seen at least."""


def open_workbook(parent: QWidget, session: Session, path: Path, say: Callable[[str], None]) -> None:
    """Read a file that came back behind a dialog that can be stopped, and show what it brings."""

    def found(coming: Coming) -> None:
        WorkbookInDialog(session, coming, say, parent).open()

    def failed(problem: BaseException) -> None:
        tell_problem(parent, _("This file cannot be taken in"), problem)

    def read(_work: ProgressReporter) -> Coming:
        return look_at(session.file, session.catalogue, path)

    ProgressDialog(parent, _("Reading {name}").format(name=one_line(path.name)), read, found, failed=failed)


def work_in_front(
    parent: QWidget,
    heading: str,
    session: Session,
    operation: Callable[[ProgressReporter], Revision | None],
    done: Callable[[Revision | None], None],
    failed: Callable[[BaseException], None],
) -> None:
    """Do something at once where the submission is small, behind a dialog on a thread of its own where it is not."""
    if len(session.submission.entries) > MANY:
        ProgressDialog(parent, heading, operation, done, failed=failed)
        return
    try:
        revision = operation(NullProgress())
    except UserError as problem:
        failed(problem)
        return
    done(revision)


class WorkbookInDialog(Dialog):
    """Shows every error at once where there is one, else every cell that differs; takes all of it or nothing.

    Attributes:
        table: the errors or the cells.
        conflicts: what is to be done where both sides changed an answer; not shown where there is no such answer.
    """

    def __init__(
        self, session: Session, coming: Coming, say: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Take in a workbook"), parent, (980, 680))
        self._session = session
        self._coming = coming
        self._say = say
        returned = coming.returned
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(one_line(returned.name), "heading"))
        text = _("From {name}. {summary}").format(name=one_line(returned.to), summary=returned.summary())
        self.summary = words(text, "body")
        inner.addWidget(self.summary)
        self.table = self._table()
        inner.addWidget(self.table, 2)
        self.conflicts = CalmCombo()
        if coming.plan.conflicts and returned.is_sound:
            self._add_conflicts()
        if returned.findings.remarks:
            area, body = scrolling()
            frame, holder = card()
            holder.addWidget(words(_("To be known"), "heading"))
            for remark in returned.findings.remarks[:_MOST_TOLD]:
                holder.addWidget(words(remark.said(), "label", selectable=True))
            _tell_of_more(holder, len(returned.findings.remarks))
            body.addWidget(frame)
            body.addStretch(1)
            area.setAccessibleName(_("To be known"))
            inner.addWidget(area, 1)
        self.take = button(_("Take all of it"), self.bring, role="primary")
        self.take.setEnabled(returned.is_sound and coming.plan.is_new)
        close = button(_("Close") if not self.take.isEnabled() else _("Cancel"), self.reject)
        inner.addWidget(words(self._last_words(), "muted"))
        inner.addLayout(across(button(_("Copy the list"), self.copy), None, close, self.take))
        (self.take if self.take.isEnabled() else close).setFocus()

    def _last_words(self) -> str:
        if not self._coming.returned.is_sound:
            return _("Correct these cells in the workbook, or send the list back to whoever filled it in.")
        if not self._coming.plan.is_new:
            return _("There is nothing to take.")
        return _("All of it is taken or nothing. You can undo this.")

    def _table(self) -> QTableView:
        returned = self._coming.returned
        if returned.findings.errors:
            rows = [(each.place.said(), each.text) for each in returned.findings.errors]
            model = _Lines((_("Where"), _("What has to be corrected")), rows, self)
            name = _("Errors")
        else:
            lines = [
                (each.place.said(), one_line(each.title, 120), each.label, shown(each.old), shown(each.new))
                for each in returned.findings.cells
            ]
            headings = (_("Where"), _("Entry"), _("Field"), _("When it was handed out"), _("Now"))
            model = _Lines(headings, lines, self)
            name = _("Answers that differ")
        table = QTableView()
        table.setProperty("role", "rows")
        table.setModel(model)
        table.setAccessibleName(name)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().lineSpacing() + GAP)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        table.setMinimumHeight((table.fontMetrics().lineSpacing() + GAP) * _ROWS)
        if model.rowCount() <= _MOST_WHOLE:
            table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            table.verticalHeader().setMinimumSectionSize(table.fontMetrics().lineSpacing() + GAP)
        if model.rowCount():
            table.selectRow(0)
        return table

    def _add_conflicts(self) -> None:
        conflicts = self._coming.plan.conflicts
        text = ngettext(
            "{count} answer was changed here too since the workbook left:",
            "{count} answers were changed here too since the workbook left:",
            len(conflicts),
        ).format(count=counted(len(conflicts)))
        label = words(text, "label")
        self.inner.addWidget(label)
        area, body = scrolling()
        for line in islice(self._coming.sentences(self._session.catalogue), _MOST_TOLD):
            body.addWidget(words(line, "body", selectable=True))
        _tell_of_more(body, len(conflicts))
        body.addStretch(1)
        area.setAccessibleName(text)
        self.inner.addWidget(area, 1)
        choices: tuple[tuple[str, OnConflict], ...] = (
            (_("Keep what stands here"), "keep-ours"),
            (_("Take what the workbook says"), "keep-theirs"),
            (_("Keep both"), "keep-both"),
        )
        for said, key in choices:
            self.conflicts.addItem(said, key)
        self.conflicts.setAccessibleName(text)
        label.setBuddy(self.conflicts)
        self.inner.addLayout(across(self.conflicts, None))

    def copy(self) -> None:
        """Put all lines into the clipboard, for a message to whoever filled it in."""
        findings = self._coming.returned.findings
        lines = [each.said() for each in (*findings.errors, *findings.remarks)]
        lines += [] if findings.errors else [each.said() for each in findings.cells]
        lines += self._coming.sentences(self._session.catalogue)
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.summary.setText(_("The list was copied. You can paste it into a message."))

    def bring(self) -> None:
        """Take all of it, or say why it cannot be taken."""
        session, coming, person = self._session, self._coming, self._session.person
        on_conflict: OnConflict = self.conflicts.currentData() or "stop"

        def take(_work: ProgressReporter) -> Revision | None:
            return take_in(session.file, session.catalogue, coming, by=person, on_conflict=on_conflict)

        def done(revision: Revision | None) -> None:
            session.joined(revision)
            self._say(_("{name} was taken in.").format(name=one_line(coming.returned.name)))
            self.accept()

        def failed(problem: BaseException) -> None:
            tell_problem(self, _("This file cannot be taken in"), problem)

        heading = _("Taking in {name}").format(name=one_line(coming.returned.name))
        work_in_front(self, heading, session, take, done, failed)


def _tell_of_more(holder: QVBoxLayout, count: int) -> None:
    """Say how many lines there are beyond those that are shown."""
    if count > _MOST_TOLD:
        more = count - _MOST_TOLD
        text = ngettext("{count} more is in the list.", "{count} more are in the list.", more)
        holder.addWidget(words(text.format(count=counted(more)), "muted"))


class _Lines(QAbstractTableModel):
    """Lines of text under headings; a cell says all of it when the pointer rests there."""

    def __init__(self, headings: Sequence[str], rows: Sequence[Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._headings = headings
        self._rows = rows

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        text = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{label}: {text}").format(label=self._headings[index.column()], text=text)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return None
