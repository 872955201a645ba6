"""What a workbook or Word document brings home, cell by cell, before anything of it is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.operations.returned.returned_findings import shown
from desktop.operations.take_in import Coming, look_at, take_in
from desktop.progress_reporter import ProgressReporter
from desktop.record.history import Revision
from desktop.record.join_report import questions
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, card, scrolling, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.join_lines import JoinLines
from desktop.ui.progress_dialog import has_many, work_in_front
from desktop.ui.session import Session
from desktop.ui.tooltips import hint

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()

_MOST_TOLD = 100
"""Remarks that are shown; the list that can be copied has all of them."""

_MOST_WHOLE = 200
"""Lines that are as high as what they say; of more, each is one line, and the whole is seen where the pointer rests."""

_ROWS, _FEW_ROWS = 6, 3
"""Lines of the table that are seen at least; fewer of them where something is asked below it."""


def open_workbook(parent: QWidget, session: Session, path: Path, say: Callable[[str], None]) -> None:
    """Read a file that came back behind a dialog that can be stopped, and show what it brings."""

    def found(coming: Coming) -> None:
        WorkbookInDialog(session, coming, say, parent).open()

    def failed(problem: BaseException) -> None:
        tell_problem(parent, _("This file cannot be taken in"), problem)

    def read(_work: ProgressReporter) -> Coming:
        return look_at(session.file, session.catalogue, path)

    # A workbook is a small file that takes its time to be read.
    work_in_front(parent, _("Reading {name}").format(name=one_line(path.name)), read, found, failed, large=True)


class WorkbookInDialog(Dialog):
    """Shows every error at once where there is one, else every cell that differs; takes all of it or nothing.

    Attributes:
        table: the errors or the cells.
        questions: asks what is to stand where both sides changed an answer; None where there is no such answer.
    """

    def __init__(
        self, session: Session, coming: Coming, say: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Take in a workbook"), parent, (1120, 680))
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
        inner.addWidget(self.table, 1 if coming.plan.conflicts else 2)
        self.take = button(_("Take in everything"), self.bring, role="primary")
        self.questions: JoinLines | None = None
        if coming.plan.conflicts and returned.is_sound:
            self.questions = self._add_questions()
        if returned.findings.remarks:
            area, body = scrolling()
            frame, holder = card()
            holder.addWidget(words(_("For your information"), "heading"))
            for remark in returned.findings.remarks[:_MOST_TOLD]:
                holder.addWidget(words(remark.said(), "label", selectable=True))
            _tell_of_more(holder, len(returned.findings.remarks))
            body.addWidget(frame)
            body.addStretch(1)
            area.setAccessibleName(_("For your information"))
            inner.addWidget(area, 1)
        self._allow()
        can_be = returned.is_sound and coming.plan.is_new
        close = button(_("Cancel") if can_be else _("Close"), self.reject)
        inner.addWidget(words(self._last_words(), "muted"))
        inner.addLayout(across(button(_("Copy the list"), self.copy), None, close, self.take))
        if self.questions is not None:
            self.questions.go_to_first_question()
        else:
            (self.take if can_be else close).setFocus()

    def _last_words(self) -> str:
        if not self._coming.returned.is_sound:
            return _("Correct these cells in the workbook, or send the list back to whoever filled it in.")
        if not self._coming.plan.is_new:
            return _("There is nothing to take in.")
        return _("Either everything is taken in, or nothing. You can undo this afterwards.")

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
            headings = (_("Where"), _("Entry"), _("Field"), _("As handed out"), _("In the workbook"))
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
        least = _FEW_ROWS if self._coming.plan.conflicts else _ROWS
        table.setMinimumHeight((table.fontMetrics().lineSpacing() + GAP) * least)
        if model.rowCount() <= _MOST_WHOLE:
            table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            table.verticalHeader().setMinimumSectionSize(table.fontMetrics().lineSpacing() + GAP)
        if model.rowCount():
            table.selectRow(0)
        return table

    def _add_questions(self) -> JoinLines:
        session, plan = self._session, self._coming.plan
        text = ngettext(
            "{count} answer has been changed here too since the file was handed out:",
            "{count} answers have been changed here too since the file was handed out:",
            len(plan.conflicts),
        ).format(count=counted(len(plan.conflicts)))
        self.inner.addWidget(words(text, "label"))
        lines = JoinLines(session, _("In the workbook"))
        lines.changed.connect(self._allow)
        self.inner.addWidget(lines, 4)
        lines.show_lines(questions(plan, session.catalogue, session.submission), plan)
        return lines

    def _allow(self) -> None:
        """All of it can be taken once everything is decided that it asks."""
        can_be = self._coming.returned.is_sound and self._coming.plan.is_new
        self.take.setEnabled(can_be and not (self.questions and self.questions.open_questions()))

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
        decisions = dict(self.questions.decisions) if self.questions is not None else {}

        def take(_work: ProgressReporter) -> Revision | None:
            return take_in(session.file, session.catalogue, coming, by=person, decisions=decisions)

        def done(revision: Revision | None) -> None:
            session.joined(revision)
            self._say(_("{name} was taken in.").format(name=one_line(coming.returned.name)))
            self.accept()

        def failed(problem: BaseException) -> None:
            tell_problem(self, _("This file cannot be taken in"), problem)

        heading = _("Taking in {name}").format(name=one_line(coming.returned.name))
        work_in_front(self, heading, take, done, failed, large=has_many(session.submission))


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
