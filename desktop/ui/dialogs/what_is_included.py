"""What a package will include, line by line; each line can be kept back from here, and included again.

Nothing is gathered before the window is opened, and of thousands of lines only those that are seen are put into words.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTreeView, QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.query import Word, query_words
from desktop.i18n.text_normalization import fold
from desktop.i18n.text_sanitizing import one_line, shortened
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.operations.keep_back import keep_back_entry, keep_back_field, keep_back_person
from desktop.record.included import ANSWER, EARLIER, NAME, REMOVED, Line, lines_included
from desktop.record.kept_back import kept_back
from desktop.record.released_history import History, history_with
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import across, button, filter_box, words
from desktop.ui.line_side import begin_at_side
from desktop.ui.parts.icons import let_be_cleared
from desktop.ui.session import Session
from desktop.ui.tooltips import hint

MOST = 200
"""Letters of an answer that are shown in a row; the tool tip has more."""

MOST_OF_TIP = 1500

Index = QModelIndex | QPersistentModelIndex


class IncludedModel(QAbstractTableModel):
    """The lines that the search leaves: whether each is included, what it belongs to, which field, and what it says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: list[Line] = []
        self._folded: list[str] = []
        self.lines: list[Line] = []
        self._words: list[Word] = []
        self._group = ""
        self._objective = 0

    def take(self, lines: list[Line]) -> None:
        """Show other lines."""
        self._all = lines
        self._folded = []
        self._fill()

    def narrow(self, text: str, group: str, objective: int) -> None:
        """Leave the lines that hold every word, belong to a group and name an objective; empty and 0 leave all."""
        self._words, self._group, self._objective = query_words(text), group, objective
        self._fill()

    @property
    def groups(self) -> list[str]:
        """What lines belong to, in their order."""
        return list(dict.fromkeys(each.group for each in self._all))

    @property
    def count(self) -> int:
        """How many lines there are, and are not kept back, whatever the search leaves."""
        return sum(1 for each in self._all if not each.kept)

    @property
    def names(self) -> int:
        """How many of them are names of those who gave answers, and no answers."""
        return sum(1 for each in self._all if each.type == NAME and not each.kept)

    def _fill(self) -> None:
        if self._words and not self._folded:
            self._folded = [fold(f"{each.group} {each.title} {each.label} {each.text}") for each in self._all]
        self.beginResetModel()
        self.lines = [
            each
            for place, each in enumerate(self._all)
            if (not self._group or each.group == self._group)
            and (not self._objective or self._objective in each.objectives)
            and all(word.is_in(self._folded[place]) for word in self._words)
        ]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Included"), _("Entry"), _("Field"), _("Text"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint(shortened(line.text or line.title, MOST_OF_TIP))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return "\n".join(each for each in (self._cell(line, place) for place in range(4)) if each)
        return None

    def _cell(self, line: Line, column: int) -> str:
        if column == 0:
            return _("Kept back") if line.kept else _("Included")
        if column == 1:
            return one_line(shortened(line.title, MOST))
        return one_line(shortened(line.label if column == 2 else line.text, MOST))


class WhatIsIncluded(Dialog):
    """Every answer, file, name and earlier wording that the package would hold.

    Args:
        history: what of the history goes along.
    """

    def __init__(self, session: Session, history: History, parent: QWidget | None = None) -> None:
        super().__init__(_("What the package will include"), parent, (980, 620))
        self._session = session
        self._history: History = history
        self.model = IncludedModel(self)
        self._count = words("", "heading")
        self.inner.addWidget(self._count)
        self.inner.addWidget(
            words(
                _(
                    "Read what will be handed over. Here you can keep back, line by line, what should not "
                    "leave this file."
                ),
                "muted",
            )
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Filter"))
        self.search.setAccessibleName(_("Filter the lines"))
        let_be_cleared(self.search)
        begin_at_side(self.search)
        self.group, self.objective = filter_box(pgettext("list", "Group")), filter_box(_("Objective"))
        self.objective.addItem(_("All objectives"), 0)
        for each in session.catalogue.objectives:
            label = _("{number} {label}").format(number=each.number, label=session.catalogue.label(each.number))
            self.objective.addItem(label, each.number)
        row = across(self.search, self.group, self.objective)
        row.setStretch(0, 1)
        self.inner.addLayout(row)
        self.view = _Lines(self.model)
        self.inner.addWidget(self.view, 1)
        self._why = words("", "muted")
        self.inner.addWidget(self._why)
        self.keep = button("", self._keep_chosen)
        self.keep_entry = button("", self._keep_entry)
        self.undo = button(_("Undo"), self._undo)
        close = button(_("Close"), self.accept, role="primary")
        self.inner.addLayout(across(self.keep, self.keep_entry, self.undo, None, close))
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.group.currentIndexChanged.connect(lambda _place: self._narrow())
        self.objective.currentIndexChanged.connect(lambda _place: self._narrow())
        self.view.selectionModel().currentChanged.connect(lambda _now, _before: self._offer())
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        key.activated.connect(self._undo)
        self._done = 0
        self._fill()
        self.search.setFocus()

    def _fill(self) -> None:
        session = self._session
        revisions = session.file.revisions() if self._history != "none" else ()
        history = history_with(self._history, revisions, session.submission, session.catalogue, signed=True)
        chosen = self.view.currentIndex().row()
        self.model.take(lines_included(session.submission, session.catalogue, history, signed=True))
        groups = [self.group.itemData(place) for place in range(1, self.group.count())]
        if groups != self.model.groups:
            kept = self.group.currentData()
            self.group.blockSignals(True)
            self.group.clear()
            self.group.addItem(_("Everything"), "")
            for each in self.model.groups:
                self.group.addItem(each, each)
            self.group.setCurrentIndex(max(self.group.findData(kept), 0))
            self.group.blockSignals(False)
        self._leave()  # says what can be done only once a line is chosen: what is off in between loses the keyboard
        if self.model.lines:
            self.view.setCurrentIndex(self.model.index(min(max(chosen, 0), len(self.model.lines) - 1), 0))
        self._offer()

    def _narrow(self) -> None:
        self._leave()
        self._offer()

    def _leave(self) -> None:
        """Leave the lines that are asked for, and count them."""
        self.model.narrow(self.search.text(), self.group.currentData() or "", self.objective.currentData() or 0)
        self._count.setText(
            _("Answers included: {count}. Names included: {known}. Lines shown: {shown}.").format(
                count=counted(self.model.count - self.model.names),
                known=counted(self.model.names),
                shown=counted(len(self.model.lines)),
            )
        )

    def chosen(self) -> Line | None:
        """Return the line that is chosen, None for none."""
        row = self.view.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def _offer(self) -> None:
        """Say what can be done with the line that is chosen."""
        line = self.chosen()
        whole = kept_back(self._session.submission).whole
        of_entry = line is not None and line.entry_id in whole
        self.keep.setText(_("Include this again") if line is not None and line.kept else _("Keep this back"))
        self.keep.setEnabled(line is not None and line.type != REMOVED and not of_entry)
        self.keep_entry.setText(_("Include the whole entry again") if of_entry else _("Keep the whole entry back"))
        self.keep_entry.setEnabled(
            line is not None and line.type != NAME and line.kind != "submission" and line.entry_id != ""
        )
        self.undo.setEnabled(self._done > 0)
        why = ""
        if line is not None and line.type == EARLIER:
            why = _("To keep back an earlier wording, keep back the answer with all of its history.")
        elif line is not None and line.type == REMOVED:
            why = _("This entry was removed. Keep back the whole entry, or include less of the history.")
        self._why.setText(why)

    def _keep_chosen(self) -> None:
        line, session = self.chosen(), self._session
        if line is None:
            return
        if line.type == NAME:
            self._do(
                lambda: session.do(lambda by: keep_back_person(session.file, line.title, kept=not line.kept, by=by))
            )
        elif line.type in (ANSWER, EARLIER):
            entry = session.entry(line.entry_id) or line.entry
            self._do(
                lambda: session.do(
                    lambda by: keep_back_field(
                        session.file, session.catalogue, entry, line.field, kept=not line.kept, by=by
                    )
                )
            )

    def _keep_entry(self) -> None:
        line, session = self.chosen(), self._session
        if line is None:
            return
        entry = session.entry(line.entry_id) or line.entry
        is_kept = line.entry_id in kept_back(session.submission).whole
        self._do(
            lambda: session.do(
                lambda by: keep_back_entry(session.file, session.catalogue, entry, kept=not is_kept, by=by)
            )
        )

    def _do(self, doing: Callable[[], bool]) -> None:
        if doing():
            self._done += 1
            self._fill()

    def _undo(self) -> None:
        """Take back what was kept back or included here last; what was done before it stays."""
        if self._done and self._session.undo():
            self._done -= 1
            if not self._done and self.focusWidget() is self.undo:
                self.view.setFocus()  # else the keyboard would go on to close the window
            self._fill()


class _Lines(QTreeView):
    """Rows of one height, so that thousands are no slower than ten."""

    def __init__(self, model: QAbstractItemModel) -> None:
        super().__init__()
        self.setProperty("role", "rows")
        self.setAccessibleName(_("What the package will include"))
        self.setModel(model)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        header = self.header()
        letters = self.fontMetrics().averageCharWidth()
        for place, width in enumerate((14, 34, 26)):
            header.resizeSection(place, letters * width)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
