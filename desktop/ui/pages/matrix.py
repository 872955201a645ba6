"""Gaps and pledges: which pledge answers which gap, gaps that no pledge answers, pledges that answer no gap."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.entry_index import objectives_of
from desktop.record.matrix import gap_matrix
from desktop.record.update import Update
from desktop.record.values import title_of
from desktop.ui.layout import column, words
from desktop.ui.navigation import Place, place_of
from desktop.ui.pages.base import Page
from desktop.ui.parts.icons import icon
from desktop.ui.session import Session
from desktop.ui.tooltips import hint

PLACE = Qt.ItemDataRole.UserRole


class MatrixPage(Page):
    """Three groups: gaps without an answer, gaps with their pledges, pledges that answer no gap."""

    name = N_("Gaps and pledges")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        inner = column(self, fills=True)
        self._sentence = words("", "heading")
        inner.addWidget(self._sentence)
        inner.addWidget(
            words(
                _(
                    "A pledge answers a gap when the pledge says so, in its field “Gaps that it answers”. Pledges for the "
                    "same objective are shown as near: they may answer it and not say so yet."
                ),
                "muted",
            )
        )
        self.tree = QTreeWidget()
        self.tree.setProperty("role", "rows")
        self.tree.setAccessibleName(_("Gaps and pledges"))
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([_("Gap or pledge"), _("Objectives"), _("What answers it")])
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(0)  # by what is seen, and not by thousands of lines
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.tree.activated.connect(self._open)
        inner.addWidget(self.tree, 1)

    def refresh(self, update: Update | None) -> None:
        """Show what answers what now."""
        matrix = gap_matrix(self.session.submission, self.session.catalogue)
        self._sentence.setText(matrix.sentence())
        self.tree.clear()
        unanswered = self._group(
            "warns" if matrix.unanswered else "done", _("Gaps that no pledge answers"), len(matrix.unanswered)
        )
        for gap in matrix.unanswered:
            near = [title_of(pledge, self.session.catalogue) for pledge in matrix.near(gap)]
            aside = _("Near: {pledges}").format(pledges="; ".join(near)) if near else ""
            unanswered.addChild(self._line(gap, aside))
        answered = [gap for gap in matrix.gaps if gap.id in matrix.answers]
        group = self._group("done", _("Gaps that are answered"), len(answered))
        for gap in answered:
            names = [title_of(pledge, self.session.catalogue) for pledge in matrix.answering(gap)]
            line = self._line(gap, "; ".join(names))
            for pledge in matrix.answering(gap):
                line.addChild(self._line(pledge, ""))
            group.addChild(line)
        unasked = self._group(
            "suggests" if matrix.unasked else "done", _("Pledges that answer no gap"), len(matrix.unasked)
        )
        for pledge in matrix.unasked:
            unasked.addChild(self._line(pledge, ""))
        self.tree.expandToDepth(0)

    def _group(self, mark: str, text: str, count: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem([_("{text} ({count})").format(text=text, count=count)])
        item.setIcon(0, icon(mark))
        font = self.font()
        font.setBold(True)
        item.setFont(0, font)
        self.tree.addTopLevelItem(item)
        item.setFirstColumnSpanned(True)
        return item

    def _line(self, entry: Entry, aside: str) -> QTreeWidgetItem:
        numbers = ", ".join(str(number) for number in objectives_of(entry))
        item = QTreeWidgetItem([title_of(entry, self.session.catalogue), numbers, aside])
        item.setData(0, PLACE, place_of(entry))
        item.setToolTip(0, hint(title_of(entry, self.session.catalogue)))
        item.setToolTip(2, hint(aside))
        return item

    def _open(self, index: QModelIndex) -> None:
        place = index.siblingAtColumn(0).data(PLACE)
        if isinstance(place, Place):
            self.go.emit(place)
