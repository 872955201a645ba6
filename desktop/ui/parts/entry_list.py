"""A list of entries that stays quick with thousands: title, what it is about, and a filter above."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPalette, QPen, QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Kind
from desktop.catalogue.language import gettext as _
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.record.values import display, title_of
from desktop.record.words import normal

Index = QModelIndex | QPersistentModelIndex
ASIDE = Qt.ItemDataRole.UserRole
ENTRY = Qt.ItemDataRole.UserRole + 1
FILTER_FROM = 6
"""Below so many entries there is nothing to filter."""


class EntryModel(QAbstractListModel):
    """The entries of a list, and those that the filter leaves."""

    def __init__(self, kind: Kind, catalogue: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._catalogue = catalogue
        self._submission: Submission | None = None
        self._all: list[Entry] = []
        self.entries: list[Entry] = []
        self._wanted = ""

    def set_entries(self, entries: Sequence[Entry], submission: Submission) -> None:
        """Show other entries."""
        self._submission = submission
        self._all = list(entries)
        shown = self._filtered()
        if [entry.id for entry in shown] == [entry.id for entry in self.entries]:
            # The same lines with other words: keep where the list stands.
            self.entries = shown
            if shown:
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return
        self.beginResetModel()
        self.entries = shown
        self.endResetModel()

    def filter(self, text: str) -> None:
        """Leave only the entries that hold every word."""
        self._wanted = normal(text)
        self.beginResetModel()
        self.entries = self._filtered()
        self.endResetModel()

    def _filtered(self) -> list[Entry]:
        words = self._wanted.split()
        if not words:
            return self._all
        return [entry for entry in self._all if all(word in self._text(entry) for word in words)]

    def _text(self, entry: Entry) -> str:
        return normal(" ".join(str(answer.value) for answer in entry.answers.values()))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return title_of(entry, self._catalogue)
        if role == ASIDE:
            return self._aside(entry)
        if role == ENTRY:
            return entry.id
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{title}. {about}").format(title=title_of(entry, self._catalogue), about=self._aside(entry))
        return None

    def _aside(self, entry: Entry) -> str:
        parts = []
        for field in self._kind.fields:
            if not field.in_list or field.key == self._kind.title_field:
                continue
            if field.type == "objectives":
                numbers = entry.numbers(field.key)
                parts.append(", ".join(str(number) for number in numbers))
            else:
                parts.append(display(field, entry.value(field.key), self._catalogue, self._submission))
        return " · ".join(part for part in parts if part)


class EntryList(QWidget):
    """The list with its filter.

    Signals:
        chosen: the id of an entry.
        remove_wanted: the id of an entry, by the Delete key.
    """

    chosen = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, kind: Kind, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = EntryModel(kind, catalogue, self)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter {kind}").format(kind=_(kind.plural)))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.model.filter)
        self.view = QListView()
        self.view.setProperty("role", "rows")
        self.view.setAccessibleName(_(kind.plural))
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().currentChanged.connect(self._current)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.filter)
        inner.addWidget(self.view, 1)
        self._choosing = False

    def set_entries(self, entries: Sequence[Entry], submission: Submission) -> None:
        """Show entries; which one is chosen is told by `choose`."""
        self._choosing = True
        self.model.set_entries(entries, submission)
        self._choosing = False
        self.filter.setVisible(len(entries) >= FILTER_FROM or bool(self.filter.text()))

    def clear_filter(self) -> None:
        """Show all entries again."""
        self.filter.clear()

    def choose(self, entry_id: str) -> None:
        """Mark an entry without telling anybody."""
        for row, entry in enumerate(self.model.entries):
            if entry.id == entry_id:
                index = self.model.index(row)
                self._choosing = True
                self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self._choosing = False
                self.view.scrollTo(index)
                return

    def _current(self, index: QModelIndex, _before: QModelIndex) -> None:
        entry_id = index.data(ENTRY)
        if isinstance(entry_id, str) and not self._choosing:
            self.chosen.emit(entry_id)

    def _delete(self) -> None:
        entry_id = self.view.currentIndex().data(ENTRY)
        if isinstance(entry_id, str):
            self.remove_wanted.emit(entry_id)


class _Delegate(QStyledItemDelegate):
    """Paints two lines: the title, and in quiet letters what else the list shows."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, round(option.fontMetrics.height() * 2.9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = option.fontMetrics.height()
        palette = option.palette
        area = option.rect.adjusted(2, 1, -2, -1)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            tint = QColor(palette.color(QPalette.ColorRole.Highlight))
            tint.setAlphaF(0.15 if option.state & QStyle.StateFlag.State_Selected else 0.06)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(area, unit * 0.3, unit * 0.3)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, unit * 0.3, unit * 0.3)
        inner = area.adjusted(unit // 2, unit // 4, -unit // 2, -unit // 4)
        half = inner.height() // 2
        self._line(painter, option, QRect(inner.x(), inner.y(), inner.width(), half), str(index.data()), muted=False)
        aside = str(index.data(ASIDE) or "")
        self._line(painter, option, QRect(inner.x(), inner.y() + half, inner.width(), half), aside, muted=True)
        painter.restore()

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, text: str, *, muted: bool) -> None:
        role = QPalette.ColorRole.PlaceholderText if muted else QPalette.ColorRole.Text
        painter.setFont(option.font)
        painter.setPen(option.palette.color(role))
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)
