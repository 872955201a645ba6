"""A list of entries that stays quick with thousands: title, what it is about, and a filter above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
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
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import N_, ngettext
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.entry_order import AS_WRITTEN, BY_MISSING, MISSING, ListView, has, in_order, sort_key
from desktop.record.submission import Submission
from desktop.record.values import applies, display, problems_of, title_of
from desktop.ui.layout import across, button, words
from desktop.ui.parts.icons import icon
from desktop.ui.parts.narrowing import Narrowing
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
        self._view = ListView()
        self._keys: dict[str, tuple[Entry, Any]] = {}
        # What was reckoned of an entry holds as long as it is the same entry: they are never changed, only replaced.
        self._texts: dict[str, tuple[Entry, str]] = {}
        self._weights: dict[str, tuple[Entry, str]] = {}
        self._lacking: dict[str, tuple[Entry, int]] = {}

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

    @property
    def list_view(self) -> ListView:
        """Which entries are shown, and in which order."""
        return self._view

    def look(self, view: ListView) -> None:
        """Show other entries, or the same in another order."""
        if view.order != self._view.order:
            self._keys.clear()
        self._view = view
        self._show(self._filtered())

    def filter(self, text: str) -> None:
        """Leave only the entries that hold every word."""
        self.look(replace(self._view, words=tuple(fold(text).split())))

    @property
    def all_entries(self) -> Sequence[Entry]:
        """Every entry, whatever the filters leave."""
        return self._all

    def row_of(self, entry_id: str) -> int | None:
        """Return the row of an entry, None where it is not shown."""
        row = None if self._rows is None else self._rows.get(entry_id)
        if self._rows is None or row is None or self.entries[row].id != entry_id:
            self._rows = {entry.id: row for row, entry in enumerate(self.entries)}
        return self._rows.get(entry_id)

    def _filtered(self) -> Sequence[Entry]:
        view = self._view
        shown = self._all if view.leaves_all else [entry for entry in self._all if self._fits(entry, view)]
        if view.order == AS_WRITTEN:
            return list(reversed(shown)) if view.backwards else shown
        return in_order(shown, self._key, backwards=view.backwards)

    def _fits(self, entry: Entry, view: ListView) -> bool:
        for key, value in view.chosen.items():
            if key == MISSING:
                if bool(self.lacks(entry)) != (value == "any"):
                    return False
            elif not has(entry, key, value):
                return False
        return not view.words or all(word in self._text(entry) for word in view.words)

    def _key(self, entry: Entry) -> Any:
        kept = self._keys.get(entry.id)
        if kept is None or kept[0] is not entry:
            order = self._view.order
            key = -self.lacks(entry) if order == BY_MISSING else sort_key(entry, order, self._kind, self._catalogue)
            kept = self._keys[entry.id] = (entry, key)
        return kept[1]

    def lacks(self, entry: Entry) -> int:
        """Return how many answers that are expected an entry does not have, or that break a limit."""
        kept = self._lacking.get(entry.id)
        if kept is None or kept[0] is not entry:
            count = len(entry.typed)
            for field in self._kind.fields:
                value = entry.value(field.key)
                if value is None:
                    count += field.missing in MARKED and applies(field, entry)
                elif problems_of(field, value):
                    count += 1
            kept = self._lacking[entry.id] = (entry, count)
        return kept[1]

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
                parts.append(", ".join(str(number) for number in numbers))
            elif field.type == "yes_no":
                # A bare "No" at the end of a line says nothing; where it is so, its name says it.
                parts.append(_(field.label) if entry.value(field.key) is True else "")
            else:
                parts.append(display(field, entry.value(field.key), self._catalogue, self._submission))
        lacking = self.lacks(entry)
        if lacking:
            text = ngettext("{count} answer missing", "{count} answers missing", lacking)
            parts.append(text.format(count=counted(lacking)))
        return " · ".join(part for part in parts if part)


class EntryList(QWidget):
    """The list with its filter.

    Signals:
        chosen: the id of an entry.
        opened: the id of an entry, by the Enter key or a double click: somebody wants to write in it.
        remove_wanted: the ids of the entries that are chosen, by the Delete key.
        menu_wanted: a point of the screen, by the right button or the Menu key.
        selected: how many entries are chosen together.
    """

    chosen = Signal(str)
    opened = Signal(str)
    remove_wanted = Signal(list)
    menu_wanted = Signal(object)
    selected = Signal(int)

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
        self.narrowing = Narrowing(kind, catalogue)
        self.narrowing.changed.connect(self._narrow)
        self.narrowing.opening.connect(lambda: self.narrowing.offer(self.model.all_entries))
        self.found = words("", "help")
        self._all_again = button(_("Show all"), self.clear_filter, role="link")
        self._found_line = QWidget()
        line = across(self.found, self._all_again)
        line.setStretch(0, 1)
        self._found_line.setLayout(line)
        self._found_line.hide()
        self.view = QListView()
        self.view.setProperty("role", "rows")
        self.view.setAccessibleName(_(kind.plural))
        self.view.setModel(self.model)
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._ask_for_menu)
        self.view.setUniformItemSizes(True)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().currentChanged.connect(self._current)
        self.view.selectionModel().selectionChanged.connect(lambda _now, _before: self._tell_selected())
        self.view.activated.connect(lambda index: self.opened.emit(index.data(ENTRY)))
        self.view.installEventFilter(self)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.filter)
        inner.addWidget(self.narrowing)
        inner.addWidget(self._found_line)
        inner.addWidget(self.view, 1)
        self._choosing = False
        self._chosen = ""

    def set_entries(self, entries: Sequence[Entry], submission: Submission) -> None:
        """Show entries; which one is chosen is told by `choose`."""
        self._choosing = True
        self.model.set_entries(entries, submission)
        self._choosing = False
        many = len(entries) >= FILTER_FROM or not self.model.list_view.leaves_all
        self.filter.setVisible(many)
        self.narrowing.setVisible(many)
        self._say_found()

    def selected_ids(self) -> list[str]:
        """Return the ids of the entries that are chosen together, in the order shown."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return [self.model.entries[row].id for row in rows if row < len(self.model.entries)]

    def clear_filter(self) -> None:
        """Show all entries again."""
        self.filter.clear()
        self.narrowing.clear()

    def choose(self, entry_id: str) -> None:
        """Mark an entry without telling anybody."""
        self._chosen = entry_id
        row = self.model.row_of(entry_id)
        if row is None:
            return
        index = self.model.index(row)
        if index == self.view.currentIndex() and self.view.selectionModel().isSelected(index):
            return  # others may be chosen with it
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
        self._found_line.setVisible(not self.model.list_view.leaves_all)
        text = _("Shown: {shown} of {of}") if shown else _("No entry fits. Try fewer words or filters.")
        self.found.setText(text.format(shown=counted(shown), of=counted(of)))

    def _narrow(self) -> None:
        self._choosing = True
        self.model.look(self.narrowing.applied_to(self.model.list_view))
        self._choosing = False
        self.choose(self._chosen)
        self._say_found()

    def _ask_for_menu(self, point: QPoint) -> None:
        index = self.view.currentIndex()
        if not self.view.indexAt(point).isValid() and index.isValid():
            point = self.view.visualRect(index).center()  # by the keyboard
        if self.selected_ids():
            self.menu_wanted.emit(self.view.viewport().mapToGlobal(point))

    def _tell_selected(self) -> None:
        if not self._choosing:
            self.selected.emit(len(self.view.selectionModel().selectedIndexes()))

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
        ids = self.selected_ids()
        if ids:
            self.remove_wanted.emit(ids)


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
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)
