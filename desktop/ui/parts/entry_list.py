"""A list of entries that stays quick with thousands: title, what it is about, and a filter above."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPalette, QPen, QShortcut
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
from desktop.i18n.lists import joined
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.record.values import applies, display, problems_of, title_of
from desktop.ui.layout import cut_short, words
from desktop.ui.parts.icons import icon
from desktop.ui.parts.row_changes import replace_rows
from desktop.ui.tooltips import hint

Index = QModelIndex | QPersistentModelIndex
ASIDE = Qt.ItemDataRole.UserRole
ENTRY = Qt.ItemDataRole.UserRole + 1
WEIGHT = Qt.ItemDataRole.UserRole + 2
MARKED = {"blocks": N_("Something in it blocks signing"), "warns": N_("Something is missing in it")}
FILTER_FROM = 6
"""Below so many entries there is nothing to filter."""


class EntryModel(QAbstractListModel):
    """The entries of a list, and those that the filter leaves."""

    def __init__(self, kind: Kind, catalogue: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._catalogue = catalogue
        self._submission: Submission | None = None
        self._all: Sequence[Entry] = []
        self.entries: list[Entry] = []
        self._rows: dict[str, int] | None = None
        self._wanted = ""
        # What was reckoned of an entry holds as long as it is the same entry: they are never changed, only replaced.
        self._texts: dict[str, tuple[Entry, str]] = {}
        self._weights: dict[str, tuple[Entry, str]] = {}

    def set_entries(self, entries: Sequence[Entry], submission: Submission) -> None:
        """Show other entries."""
        self._submission = submission
        self._all = entries
        shown = self._filtered()
        self._show(shown)

    def _show(self, shown: Sequence[Entry]) -> None:
        if len(shown) != len(self.entries):
            self._rows = None
        if not replace_rows(self, QModelIndex(), self.entries, shown):
            self.beginResetModel()
            self.entries = list(shown)
            self.endResetModel()

    @property
    def count(self) -> int:
        """How many entries there are, whatever the filter leaves."""
        return len(self._all)

    def filter(self, text: str) -> None:
        """Leave only the entries that hold every word."""
        self._wanted = fold(text)
        self._show(self._filtered())

    def row_of(self, entry_id: str) -> int | None:
        """Return the row of an entry, None where it is not shown."""
        row = None if self._rows is None else self._rows.get(entry_id)
        if self._rows is None or row is None or self.entries[row].id != entry_id:
            self._rows = {entry.id: row for row, entry in enumerate(self.entries)}
        return self._rows.get(entry_id)

    def _filtered(self) -> Sequence[Entry]:
        wanted = self._wanted.split()
        if not wanted:
            return self._all
        return [entry for entry in self._all if all(word in self._text(entry) for word in wanted)]

    def _text(self, entry: Entry) -> str:
        kept = self._texts.get(entry.id)
        if kept is None or kept[0] is not entry:
            said = [str(answer.value) for answer in entry.answers.values()]
            said += [
                display(field, entry.value(field.key), self._catalogue, self._submission)
                for field in self._kind.fields
                if field.in_list and field.options
            ]
            kept = self._texts[entry.id] = (entry, fold(" ".join(said)))
        return kept[1]

    def weight(self, entry: Entry) -> str:
        """Return what weighs most of what the form finds in an entry: `blocks`, `warns`, or empty for less."""
        kept = self._weights.get(entry.id)
        if kept is None or kept[0] is not entry:
            found = {"blocks"} if entry.typed else set()
            for field in self._kind.fields:
                value = entry.value(field.key)
                if value is None:
                    found.add(field.missing if field.missing and applies(field, entry) else "")
                elif problems_of(field, value):
                    found.add(field.limit)
            heaviest = next((each for each in ("blocks", "warns") if each in found), "")
            kept = self._weights[entry.id] = (entry, heaviest)
        return kept[1]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(entry, self._catalogue)
        if role == Qt.ItemDataRole.ToolTipRole:
            weight = self.weight(entry)
            return hint(title_of(entry, self._catalogue) + (f"\n{_(MARKED[weight])}" if weight else ""))
        if role == ASIDE:
            return self._aside(entry)
        if role == ENTRY:
            return entry.id
        if role == WEIGHT:
            return self.weight(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = _("{title}. {about}").format(title=title_of(entry, self._catalogue), about=self._aside(entry))
            weight = self.weight(entry)
            return _("{said}. {marked}").format(said=said, marked=_(MARKED[weight])) if weight else said
        return None

    def _aside(self, entry: Entry) -> str:
        parts = []
        for field in self._kind.fields:
            if not field.in_list or field.key == self._kind.title_field:
                continue
            if field.type == "objectives":
                numbers = entry.numbers(field.key)
                parts.append(joined(str(number) for number in numbers))
            else:
                parts.append(display(field, entry.value(field.key), self._catalogue, self._submission))
        return " · ".join(part for part in parts if part)


class EntryList(QWidget):
    """The list with its filter.

    Signals:
        chosen: the id of an entry.
        opened: the id of an entry, by the Enter key or a double click: somebody wants to write in it.
        remove_wanted: the id of an entry, by the Delete key.
    """

    chosen = Signal(str)
    opened = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, kind: Kind, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = EntryModel(kind, catalogue, self)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter {kind}").format(kind=_(kind.plural)))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.textChanged.connect(self._filter)
        self.filter.returnPressed.connect(self._to_first)
        self.filter.installEventFilter(self)
        self.found = words("", "help")
        self.found.hide()
        self.view = QListView()
        self.view.setProperty("role", "rows")
        self.view.setAccessibleName(_(kind.plural))
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().currentChanged.connect(self._current)
        self.view.activated.connect(lambda index: self.opened.emit(index.data(ENTRY)))
        self.view.installEventFilter(self)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.filter)
        inner.addWidget(self.found)
        inner.addWidget(self.view, 1)
        self._choosing = False
        self._chosen = ""

    def set_entries(self, entries: Sequence[Entry], submission: Submission) -> None:
        """Show entries; which one is chosen is told by `choose`."""
        self._choosing = True
        self.model.set_entries(entries, submission)
        self._choosing = False
        self.filter.setVisible(len(entries) >= FILTER_FROM or bool(self.filter.text()))
        self._say_found()

    def clear_filter(self) -> None:
        """Show all entries again."""
        self.filter.clear()

    def choose(self, entry_id: str) -> None:
        """Mark an entry without telling anybody."""
        self._chosen = entry_id
        row = self.model.row_of(entry_id)
        if row is None:
            return
        index = self.model.index(row)
        self._choosing = True
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._choosing = False
        self.view.scrollTo(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.view and event.text().strip() and event.text().isprintable() and self.filter.isVisible():
                # Whoever types over the list means the filter.
                self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.filter.setText(event.text())
                return True
            if watched is self.filter and event.key() == Qt.Key.Key_Down:
                self._to_first()
                return True
            if watched is self.filter and event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        self._choosing = True
        self.model.filter(text)
        self._choosing = False
        self.choose(self._chosen)
        self._say_found()

    def _say_found(self) -> None:
        shown, of = len(self.model.entries), self.model.count
        if not self.filter.text().strip():
            self.found.hide()
            return
        text = _("With these words: {shown} of {of}")
        self.found.setText(
            text.format(shown=counted(shown), of=counted(of)) if shown else _("None of them holds these words")
        )
        self.found.show()

    def _to_first(self) -> None:
        if self.model.entries:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))

    def _current(self, index: QModelIndex, _before: QModelIndex) -> None:
        entry_id = index.data(ENTRY)
        if isinstance(entry_id, str) and not self._choosing:
            self._chosen = entry_id
            self.chosen.emit(entry_id)

    def _delete(self) -> None:
        entry_id = self.view.currentIndex().data(ENTRY)
        if isinstance(entry_id, str):
            self.remove_wanted.emit(entry_id)


class _Delegate(QStyledItemDelegate):
    """Paints two lines: the title, and in quiet letters what else the list shows; a drawing where something weighs."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, round(option.fontMetrics.height() * 2.7))

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
        weight = index.data(WEIGHT)
        if weight:
            side = round(unit * 0.85)
            spot = QRect(inner.right() - side, inner.y() + (half - side) // 2, side, side)
            icon(weight).paint(painter, QStyle.visualRect(option.direction, inner, spot))
            title = QRect(inner.x(), inner.y(), inner.width() - side - unit // 2, half)
            self._line(painter, option, QStyle.visualRect(option.direction, inner, title), str(index.data()))
        else:
            self._line(painter, option, QRect(inner.x(), inner.y(), inner.width(), half), str(index.data()))
        below = QRect(inner.x(), inner.y() + half, inner.width(), half)
        self._line(painter, option, below, str(index.data(ASIDE) or ""), muted=True)
        painter.restore()

    def _line(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, text: str, *, muted: bool = False
    ) -> None:
        role = QPalette.ColorRole.PlaceholderText if muted else QPalette.ColorRole.Text
        painter.setFont(option.font)
        painter.setPen(option.palette.color(role))
        shown = cut_short(option.fontMetrics, text, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)
