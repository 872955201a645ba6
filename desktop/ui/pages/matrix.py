"""Gaps and pledges: which pledge answers which gap, gaps that no pledge answers, pledges that answer no gap."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.i18n.lists import joined, separated
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.entry_index import objectives_of
from desktop.record.matrix import GapMatrix, gap_matrix
from desktop.record.update import Update
from desktop.record.values import title_of
from desktop.ui.layout import column, words
from desktop.ui.navigation import Place, place_of
from desktop.ui.pages.base import Page
from desktop.ui.parts.icons import icon
from desktop.ui.parts.row_changes import replace_children
from desktop.ui.session import Session
from desktop.ui.tooltips import hint

PLACE = Qt.ItemDataRole.UserRole
GROUPS = (N_("Gaps that no pledge answers"), N_("Gaps that are answered"), N_("Pledges that answer no gap"))
MOST_NEAR = 20
"""So many pledges are named as near; whoever looks for one among hundreds finds it on the page of the objective."""

Row = tuple[Entry, Sequence[Entry]]
"""A gap or a pledge, and the pledges below it."""


class MatrixPage(Page):
    """Three groups: gaps without an answer, gaps with their pledges, pledges that answer no gap."""

    key = "matrix"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._matrix: GapMatrix | None = None
        self._rows: tuple[list[Row], ...] = ([], [], [])
        self._near: dict[str, tuple[GapMatrix, Sequence[Entry], str]] = {}  # what was seen, by the gap
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
        """Show what answers what now; only lines of gaps and pledges that changed are made anew."""
        self._matrix = matrix = gap_matrix(self.session.submission, self.session.catalogue)
        self._sentence.setText(matrix.sentence())
        answered = [gap for gap in matrix.gaps if gap.id in matrix.answers]
        self._show_group(0, "warns" if matrix.unanswered else "done", [(gap, ()) for gap in matrix.unanswered])
        self._show_group(1, "done", [(gap, matrix.answering(gap)) for gap in answered])
        self._show_group(2, "suggests" if matrix.unasked else "done", [(pledge, ()) for pledge in matrix.unasked])
        # What is near is put into words when it is painted.
        self.tree.viewport().update()

    def _make_group(self) -> QTreeWidgetItem:
        group = QTreeWidgetItem()
        font = self.font()
        font.setBold(True)
        group.setFont(0, font)
        self.tree.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        group.setExpanded(True)
        return group

    def _show_group(self, number: int, mark: str, lines: list[Row]) -> None:
        group = self.tree.topLevelItem(number) or self._make_group()
        group.setText(0, _("{text} ({count})").format(text=_(GROUPS[number]), count=len(lines)))
        group.setIcon(0, icon(mark))
        replace_children(group, self._rows[number], lines, lambda row: self._line(*row), _renew)

    def _line(self, entry: Entry, answering: Sequence[Entry]) -> QTreeWidgetItem:
        line = _Line(self, entry)
        line.addChildren([_Line(self, pledge) for pledge in answering])
        return line

    def aside(self, entry: Entry) -> str:
        """Return what answers a gap, or what is near it; nothing for a pledge."""
        matrix, catalogue = self._matrix, self.session.catalogue
        if entry.kind != "gap" or matrix is None:
            return ""
        if entry.id in matrix.answers:
            return separated(title_of(pledge, catalogue) for pledge in matrix.answering(entry))
        kept = self._near.get(entry.id)
        if kept is None or kept[0] is not matrix:
            near = matrix.near(entry, MOST_NEAR + 1)
            # A line is asked for its text again and again; the names are put together anew only for other pledges.
            kept = (matrix, near, kept[2] if kept is not None and kept[1] == near else self._named(near))
            self._near[entry.id] = kept
        return kept[2]

    def _named(self, near: Sequence[Entry]) -> str:
        names = separated(title_of(pledge, self.session.catalogue) for pledge in near[:MOST_NEAR])
        return (
            _("Near: {pledges}").format(pledges=names if len(near) <= MOST_NEAR else separated((names, "…")))
            if near
            else ""
        )

    def _open(self, index: QModelIndex) -> None:
        place = index.siblingAtColumn(0).data(PLACE)
        if isinstance(place, Place):
            self.go.emit(place)


def _renew(line: QTreeWidgetItem, row: Row) -> bool:
    """Let a line and those below it show their entries as they are now; not where others are to be shown."""
    lines = [line, *(line.child(place) for place in range(line.childCount()))]
    entries = [row[0], *row[1]]
    pairs = [(old, new) for old, new in zip(lines, entries, strict=False) if isinstance(old, _Line) and old.stays(new)]
    if not len(pairs) == len(lines) == len(entries):
        return False
    for old, new in pairs:
        old.show_entry(new)
    return True


class _Line(QTreeWidgetItem):
    """A gap or a pledge, which is put into words when it is seen: of thousands, few are."""

    def __init__(self, page: MatrixPage, entry: Entry) -> None:
        super().__init__()
        self._page = page
        self._entry = entry

    def stays(self, entry: Entry) -> bool:
        """Tell whether the line can show an entry: the same one, with objectives that take the same room."""
        return entry.id == self._entry.id and objectives_of(entry) == objectives_of(self._entry)

    def show_entry(self, entry: Entry) -> None:
        """Show the entry as it is now."""
        self._entry = entry
        self.emitDataChanged()

    def data(self, column: int, role: int) -> object:
        if role == PLACE:
            return place_of(self._entry)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._text(column)
            return text if role == Qt.ItemDataRole.DisplayRole or column == 1 else hint(text)
        return super().data(column, role)

    def _text(self, column: int) -> str:
        if column == 0:
            return title_of(self._entry, self._page.session.catalogue)
        if column == 1:
            return joined(str(number) for number in objectives_of(self._entry))
        return self._page.aside(self._entry)
