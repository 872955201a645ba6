"""What would change if something were taken back to a moment: counted, listed by objective, and only then done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.errors import Cancelled, UserError
from desktop.i18n.lists import joined
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.back_to import Moment, Scope, go_back, preview
from desktop.progress_reporter import ProgressReporter
from desktop.record.history import ENTRY_ITSELF, Revision
from desktop.record.internal_titles import field_name
from desktop.record.reasons import LONGEST
from desktop.record.restoring import Difference, Restoring, counts_said, objective_said, way_said
from desktop.record.unaccepted import field_of
from desktop.record.values import short_title
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.parts.wrapping_header import with_wrapping_header
from desktop.ui.progress_dialog import has_many, work_in_front
from desktop.ui.session import Session
from desktop.ui.tooltips import hint

MOST = 500
"""Entries that are listed below one objective; the count says how many there are."""


class RestoreDialog(Dialog):
    """Shows what would change, and does it when somebody says so. `exec` is true when it was done."""

    def __init__(
        self,
        session: Session,
        moment: Moment,
        scope: Scope,
        heading: str,
        different: Restoring,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Restore"), parent, (720, 560))
        self._session = session
        self._moment = moment
        self._scope = scope
        self.different = different
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(heading, "heading"))
        inner.addWidget(words("\n".join(counts_said(self.different)), "body"))
        self.tree = _tree()
        self._fill(self.different)
        inner.addWidget(self.tree, 1)
        self.tree.setVisible(bool(self.different.differences))
        if not self.different.differences:
            inner.addStretch(1)
        said = _(
            "This is one change, which you can undo. Everything written since the restored state stays in the history."
        )
        if not scope.entry_id:
            said = _(
                "This is one change, which you can undo. Everything written since the restored state "
                "stays in the history, and a restore point is made for the present state. Comments, "
                "copies that were handed out, minutes and clearances stay as they are."
            )
        inner.addWidget(words(said, "muted"))
        self.why = CutLine()
        self.why.setMaxLength(LONGEST)
        self.why.setAccessibleName(_("Reason, for the history"))
        self.why.setPlaceholderText(_("Reason, for the history"))
        inner.addWidget(self.why)
        self.restore = button(_("Restore"), self._restore, role="primary")
        self.restore.setEnabled(bool(self.different.differences))
        self.why.setVisible(bool(self.different.differences))
        inner.addLayout(across(None, button(_("Cancel"), self.reject), self.restore))

    def _fill(self, different: Restoring) -> None:
        for number, found in different.by_objective():
            head = QTreeWidgetItem(
                [
                    _("{label} ({count})").format(
                        label=objective_said(number, self._session.catalogue), count=counted(len(found))
                    )
                ]
            )
            font = self.tree.font()
            font.setBold(True)
            head.setFont(0, font)
            self.tree.addTopLevelItem(head)
            head.setFirstColumnSpanned(True)
            head.addChildren([self._row(each) for each in found[:MOST]])
            head.setExpanded(True)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)

    def _row(self, each: Difference) -> QTreeWidgetItem:
        catalogue = self._session.catalogue
        kind = catalogue.kinds.get(each.entry.kind)
        labels = {field.key: _(field.label) for field in kind.fields} if kind else {}
        keys = dict.fromkeys(field_of(change.field) for change in each.changes if change.field != ENTRY_ITSELF)
        fields = joined(labels.get(key) or field_name(each.entry, key) for key in keys) if each.way == "changed" else ""
        texts = [short_title(each.entry, catalogue), way_said(each.way), fields]
        row = QTreeWidgetItem(texts)
        for place, text in enumerate(texts):
            row.setToolTip(place, hint(text))
        return row

    def _restore(self) -> None:
        session, why, person = self._session, self.why.text(), self._session.person
        different, moment, scope = self.different, self._moment, self._scope

        def write(_work: ProgressReporter) -> Revision | None:
            return go_back(session.file, session.catalogue, different, moment, scope, by=person, why=why)

        def written(revision: Revision | None) -> None:
            session.went_back(revision, different)
            self.accept()

        heading = _("Restoring “{name}”").format(name=one_line(moment.name))
        work_in_front(self, heading, write, written, _failing(session, self), large=_is_large(session, scope))


def _is_large(session: Session, scope: Scope) -> bool:
    return not scope.entry_id and has_many(session.submission)


def _failing(session: Session, parent: QWidget) -> Callable[[BaseException], None]:
    def failed(problem: BaseException) -> None:
        if isinstance(problem, Cancelled):
            return
        if isinstance(problem, UserError):
            session.failed.emit(problem.message)
        else:
            tell_problem(parent, _("Something went wrong"), problem)

    return failed


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setProperty("role", "rows")
    tree.setAccessibleName(_("What would change"))
    tree.setHeaderLabels([_("Entry"), _("What happens to it"), _("Fields")])
    tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    tree.setUniformRowHeights(True)
    tree.setTextElideMode(Qt.TextElideMode.ElideRight)
    header = with_wrapping_header(tree)
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    return tree


def ask_and_restore(
    session: Session,
    moment: Moment,
    scope: Scope,
    heading: str,
    parent: QWidget,
    done: Callable[[], object] = lambda: None,
) -> None:
    """Show what would change, and restore it when somebody says so.

    Args:
        done: is called when it was done.
    """
    submission = session.submission

    def look(work: ProgressReporter) -> Restoring:
        return preview(session.file, submission, moment, scope, work)

    def show(different: Restoring) -> None:
        if RestoreDialog(session, moment, scope, heading, different, parent).exec():
            done()

    # The whole history is read for it.
    work_in_front(parent, heading, look, show, _failing(session, parent), large=_is_large(session, scope))
