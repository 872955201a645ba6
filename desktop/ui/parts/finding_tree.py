"""Findings as a tree: errors, warnings, suggestions; under each what was found, and under that the entries.

Lines are values in lists, and not widgets: of thousands only those are put into words that somebody sees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from desktop.catalogue.definitions import Weight
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.completeness import Lack
from desktop.record.finding_groups import FindingGroup
from desktop.record.findings import Finding
from desktop.record.values import short_title
from desktop.ui.parts.icons import icon
from desktop.ui.parts.row_changes import replace_rows
from desktop.ui.session import Session
from desktop.ui.tooltips import hint

WEIGHTS: dict[Weight, tuple[str, str]] = {
    "blocks": (
        N_("Errors"),
        N_("With errors in it, the package would be incorrect or could be refused. Correct them before signing."),
    ),
    "warns": (N_("Warnings"), N_("What a reader will look for and not find. You can sign the package without it.")),
    "suggests": (N_("Suggestions"), N_("Suggestions would make the submission stronger. They are voluntary.")),
}
LACKS = "lacks"
MISSING = (
    N_("Missing"),
    N_("What pledges still need for the online form, and objectives that are not reported on."),
)
_SECTIONS: dict[str, tuple[str, str]] = {**{str(key): each for key, each in WEIGHTS.items()}, LACKS: MISSING}

FINDING = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
Row = Finding | Lack


@dataclass
class Branch:
    """A line that opens: a section, or what was found in it.

    Args:
        key: by which it stays itself while what it holds comes and goes.
        title: what it is called; what was found is called as its group is.
        shown: what `rows` was made from; the same object says that nothing has changed.
    """

    key: tuple[str, ...]
    number: int
    parent: Branch | None = None
    title: str = ""
    help: str = ""
    group: FindingGroup | None = None
    branches: list[Branch] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    shown: Sequence[Row] = ()

    def total(self) -> int:
        """Return how many findings stand below it."""
        return len(self.rows) + sum(len(each.rows) for each in self.branches)


@dataclass(frozen=True)
class Group:
    """What is shown under one line of a section."""

    key: tuple[str, ...]
    rows: Sequence[Row]
    of: FindingGroup | None = None


class FindingTree(QAbstractItemModel):
    """Sections, what was found, and the entries. A row is put into words when it is seen."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._root = Branch((), 0)
        self._numbers = count(1)
        self._branches: dict[int, Branch] = {0: self._root}

    def show(self, sections: Sequence[tuple[str, Sequence[Group]]]) -> None:
        """Show other findings; lines that stay are left alone, and stay open where they were."""
        self._show_branches(self._root, [(weight,) for weight, groups in sections if groups])
        held = {branch.key: branch for branch in self._root.branches}
        for weight, groups in sections:
            if not groups:
                continue
            section = held[weight,]
            section.title, section.help = _SECTIONS[weight]
            before = section.total()
            self._show_branches(section, [group.key for group in groups])
            for branch, group in zip(section.branches, groups, strict=True):
                self._show_rows(branch, group)
            if section.total() != before:
                self._changed(section)

    def _show_branches(self, parent: Branch, keys: Sequence[tuple[str, ...]]) -> None:
        above = self._index_of(parent)
        wanted = set(keys)
        for row in reversed(range(len(parent.branches))):
            if parent.branches[row].key not in wanted:
                self.beginRemoveRows(above, row, row)
                self._forget(parent.branches.pop(row))
                self.endRemoveRows()
        for row, key in enumerate(keys):
            if row < len(parent.branches) and parent.branches[row].key == key:
                continue
            branch = Branch(key, next(self._numbers), parent)
            self.beginInsertRows(above, row, row)
            self._branches[branch.number] = branch
            parent.branches.insert(row, branch)
            self.endInsertRows()

    def _forget(self, branch: Branch) -> None:
        del self._branches[branch.number]
        for each in branch.branches:
            self._forget(each)

    def _show_rows(self, branch: Branch, group: Group) -> None:
        branch.group = group.of
        if branch.shown is group.rows:
            return
        branch.shown = group.rows
        before = len(branch.rows)
        above = self._index_of(branch)
        if not replace_rows(self, above, branch.rows, group.rows):
            if branch.rows:
                self.beginRemoveRows(above, 0, before - 1)
                branch.rows = []
                self.endRemoveRows()
            self.beginInsertRows(above, 0, len(group.rows) - 1)
            branch.rows = list(group.rows)
            self.endInsertRows()
        if len(branch.rows) != before:
            self._changed(branch)

    def _changed(self, branch: Branch) -> None:
        index = self._index_of(branch)
        self.dataChanged.emit(index, index)

    def _index_of(self, branch: Branch) -> QModelIndex:
        if branch.parent is None:
            return QModelIndex()
        return self.createIndex(branch.parent.branches.index(branch), 0, branch.parent.number)

    def branch(self, index: Index) -> Branch | None:
        """Return the line that opens at an index, None for that of an entry."""
        if not index.isValid():
            return self._root
        holder = self._branches.get(index.internalId())
        if holder is None or index.row() >= len(holder.branches):
            return None
        return holder.branches[index.row()]

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        holder = self._root if parent is None else self.branch(parent)
        if holder is None or column or not 0 <= row < len(holder.branches) + len(holder.rows):
            return QModelIndex()
        return self.createIndex(row, 0, holder.number)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        holder = self._branches.get(index.internalId()) if index.isValid() else None
        return QModelIndex() if holder is None else self._index_of(holder)

    def rowCount(self, parent: Index | None = None) -> int:
        holder = self._root if parent is None else self.branch(parent)
        return 0 if holder is None else len(holder.branches) + len(holder.rows)

    def hasChildren(self, parent: Index | None = None) -> bool:
        return parent is None or self.branch(parent) is not None

    def columnCount(self, _parent: Index | None = None) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        branch = self.branch(index)
        if branch is not None:
            return self._of_branch(branch, role)
        holder = self._branches.get(index.internalId())
        if holder is None or index.row() >= len(holder.rows):
            return None
        row = holder.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(holder, row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.text
        if role == Qt.ItemDataRole.ToolTipRole:
            why = row.why if isinstance(row, Finding) else ""
            return hint("\n".join(text for text in (row.text, why) if text))
        return row if role == FINDING else None

    def _of_branch(self, branch: Branch, role: int) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._title(branch)
        if role == Qt.ItemDataRole.DecorationRole:
            if branch.parent is self._root:
                return icon(branch.key[0] if branch.key[0] in WEIGHTS else "objective")
            return None
        if role == Qt.ItemDataRole.FontRole and branch.parent is self._root:
            font = QFont()
            font.setBold(True)
            return font
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            first = branch.rows[0] if branch.rows else None
            return hint(_(branch.help) if branch.help else first.why if isinstance(first, Finding) else "")
        return None

    def _title(self, branch: Branch) -> str:
        number = counted(branch.total())
        if branch.parent is self._root:
            return _("{label} ({count})").format(label=_(branch.title), count=number)
        kind = self._session.catalogue.kinds.get(branch.key[2])
        if branch.group is not None:
            title = branch.group.title(self._session.catalogue)
        else:
            title = _("Incomplete for the online form") if branch.key[2] == "pledge" else _("Not reported on yet")
        if kind is not None and kind.bound == "submission":
            return title  # there is but one
        kinds = _("Objectives") if branch.key[2] == "assessment" else _(kind.plural) if kind else branch.key[2]
        return _("{what} ({entries}: {count})").format(what=title, entries=kinds, count=number)

    def _words(self, branch: Branch, row: Row) -> str:
        """Return what is said of an entry: its name, where the line above says what is missing; else the whole sentence."""
        named = isinstance(row, Finding) and row.rule == "missing" and branch.group is not None and branch.group.field
        if not named and not (isinstance(row, Lack) and row.kind == "assessment"):
            return row.text
        entry = self._session.entry(row.entry_id) or self._session.submission.bound(row.kind, row.key)
        return short_title(entry, self._session.catalogue)
