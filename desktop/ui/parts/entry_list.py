"""A list of entries that stays quick with thousands: title, what it is about, and a filter above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Kind
from desktop.i18n.text_sanitizing import one_line, shortened
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.ui import fonts
from desktop.ui.drafts import Drafts
from desktop.ui.layout import across, button, words
from desktop.ui.line_side import begin_at_side
from desktop.ui.parts.entry_model import ENTRY, EntryModel, Index
from desktop.ui.parts.icons import icon, let_be_cleared
from desktop.ui.parts.narrowing import LONGEST, Narrowing
from desktop.ui.parts.toned_cells import TonedCells
from desktop.ui.shortened import draw_line, fits, in_lines
from desktop.ui.theme import colours
from desktop.ui.typing_over import TypedOver, is_typed, type_on

MARKED_OR_POINTED = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
CHOSEN = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows

LETTERS_OF_TITLE, LETTERS_OF_COLUMN, LETTERS_OF_NUMBERS = 32, 18, 12
"""Room that a title needs, each column beside it, and one of numbers."""

MEASURED = 200
"""Titles, from the first one on, that tell whether rows need a second line for them; a list may have thousands."""

FILTER_FROM = 6
"""Below so many entries there is nothing to filter."""


class EntryList(QWidget):
    """The list with its filter.

    Signals:
        chosen: the id of an entry.
        opened: the id of an entry, by the Enter key or a double click: somebody wants to write in it.
        remove_wanted: the ids of the entries that are chosen, by the Delete key.
        menu_wanted: a point of the screen, by the right button or the Menu key.
        selected: how many entries are chosen together.
        shown: other words or filters leave other entries.
    """

    chosen = Signal(str)
    opened = Signal(str)
    remove_wanted = Signal(list)
    menu_wanted = Signal(object)
    selected = Signal(int)
    shown = Signal()

    def __init__(self, kind: Kind, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = EntryModel(kind, catalogue, self)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter {kind}").format(kind=_(kind.plural)))
        let_be_cleared(self.filter)
        begin_at_side(self.filter)
        self.filter.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.textChanged.connect(self._filter)
        self.filter.returnPressed.connect(self._to_first)
        self.filter.installEventFilter(self)
        self.narrowing = Narrowing(kind, catalogue)
        self.narrowing.changed.connect(self._narrow)
        self.narrowing.opening.connect(lambda: self.narrowing.offer(self.model.all_entries))
        self.found = words("", "muted")
        self._all_again = button(_("Show all"), self.clear_filter, role="link")
        self._found_line = QWidget()
        line = across(self.found, self._all_again)
        line.setStretch(0, 1)
        self._found_line.setLayout(line)
        self._found_line.hide()
        self.view = _Rows()
        self.view.setProperty("role", "rows")
        self.view.setAccessibleName(_(kind.plural))
        self.view.setModel(self.model)
        self.view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.view.menu_wanted.connect(self._ask_for_menu)
        self.view.resized.connect(self._fit)
        self.view.header().sectionClicked.connect(self._order_by_column)
        self.view.setItemDelegate(_Delegate(self.view, self.model))
        self.view.set_wide(False)
        self.view.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().currentChanged.connect(self._current)
        self.view.selectionModel().selectionChanged.connect(lambda _now, _before: self._tell_selected())
        self.view.activated.connect(lambda index: self.opened.emit(index.data(ENTRY)))
        self.view.installEventFilter(self)
        TypedOver(self.filter, self.filter.isVisible, self.view, anew=True)
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
        self._is_pressed = False  # somebody goes to another row in the view
        self._chosen = ""
        self._measured: tuple[object, int] | None = None  # for which titles, letters and room how many lines were found
        self._drafts: Drafts | None = None

    def follow(self, drafts: Drafts) -> None:
        """Show from now on which entries have a comment that whoever writes has begun and not added."""
        self._drafts = drafts
        drafts.changed.connect(self._show_begun)
        drafts.handed_over.connect(self._show_begun)
        self._show_begun()

    def _show_begun(self) -> None:
        if self._drafts is not None:
            self.model.show_begun(self._drafts.commented())

    def set_entries(self, entries: Sequence[Entry], submission: Submission) -> None:
        """Show entries; which one is chosen is told by `choose`."""
        self._choosing = True
        if self._chosen not in submission.entries:
            # Else the view looks for a neighbour before the row goes, and lays out all of its rows once more for that.
            self.view.selectionModel().clearCurrentIndex()
        self.model.set_entries(entries, submission)
        self._choosing = False
        if self.view.is_wide:
            self.view.viewport().update()  # the cells beside a title are told of with it
        many = len(entries) >= FILTER_FROM or not self.model.list_view.leaves_all
        self.filter.setVisible(many)
        self.narrowing.setVisible(many)
        self._say_found()

    def selected_ids(self) -> list[str]:
        """Return the ids of the entries that are chosen together, in the order shown."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.entries[row].id for row in rows if row < len(self.model.entries)]

    def state(self) -> Mapping[str, Any]:
        """Return the words and the filters that narrow it down, and the ids of entries that are chosen together."""
        return {"words": self.filter.text(), "filters": self.narrowing.chosen, "selected": self.selected_ids()}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Narrow it down and choose again; filters of fields that are no longer there are passed over."""
        self.narrowing.set_chosen(state["filters"])
        self.filter.setText(state["words"])
        if len(state["selected"]) > 1:
            more = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            for row in map(self.model.row_of, state["selected"]):
                if row is not None:
                    self.view.selectionModel().select(self.model.index(row, 0), more)

    def clear_filter(self) -> None:
        """Show all entries again."""
        self.filter.clear()
        self.narrowing.clear()

    def choose(self, entry_id: str) -> None:
        """Mark an entry without telling anybody; none where it is filtered out, so that no other row looks like it."""
        self._chosen = entry_id
        row = self.model.row_of(entry_id)
        selection = self.view.selectionModel()
        self._choosing = True
        if row is None:
            if self.view.currentIndex().isValid() or selection.hasSelection():
                selection.clear()
        elif self._is_pressed and self.view.currentIndex().row() == row:
            pass  # the view itself chooses it next: with others, or not, by the keys that are held
        elif (index := self.model.index(row, 0)) != self.view.currentIndex() or not selection.hasSelection():
            selection.setCurrentIndex(index, CHOSEN)  # else others may be chosen with it
            self.view.scrollTo(index)
        self._choosing = False
        self._tell_selected()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.view and is_typed(event) and self.filter.isVisible():
                # Whoever types over the list means the filter, and begins anew.
                self.filter.selectAll()
                type_on(self.filter, event)
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
        self.view.take_title_lines(self._title_lines())
        self._found_line.setVisible(not self.model.list_view.leaves_all)
        self.found.setText(self._said() if self.model.entries else _("No entries match. Try fewer words or filters."))
        self.shown.emit()

    def _said(self) -> str:
        """Return what has to be true of the entries that are shown."""
        typed = self.filter.text().strip()
        wanted = shortened(one_line(typed), LONGEST) if typed else ""
        words_ = [_("Entries containing: {text}").format(text=wanted)] if wanted else []
        return "\n".join([*words_, *self.narrowing.said()])

    def _narrow(self) -> None:
        self._choosing = True
        self.model.look(self.narrowing.applied_to(self.model.list_view))
        self._choosing = False
        self._show_order()
        self.choose(self._chosen)
        self._say_found()

    def _fit(self) -> None:
        """Show as many columns as there is room for; without room for any, all in a second line below the title."""
        letter = self.fontMetrics().averageCharWidth()
        room = self.view.viewport().width() // letter - LETTERS_OF_TITLE
        header = self.view.header()
        wide = room >= LETTERS_OF_COLUMN * 2
        self.view.set_wide(wide)
        self.view.take_title_lines(self._title_lines())
        for place in self.model.columns_that_matter():
            letters = LETTERS_OF_NUMBERS if self.model.is_short(place) else LETTERS_OF_COLUMN
            shown = wide and room >= letters
            header.setSectionHidden(place, not shown)
            if shown:
                header.resizeSection(place, letter * letters)
                room -= letters

    def _title_lines(self) -> int:
        """Return how many lines all rows need for their titles: one, or two where one of the first would be cut in it."""
        room = self.view.viewport().width() - self.fontMetrics().height() * 2  # what stands around a title
        asked = (room, self.font(), fonts.registered(), self.model.entries[:MEASURED])
        if self._measured is None or self._measured[0] != asked:  # an edit changes one of thousands
            titles = (str(self.model.index(row, 0).data()) for row in range(len(asked[-1])))
            self._measured = asked, 1 if all(fits(self.font(), title, room, 1) for title in titles) else 2
        return self._measured[1]

    def _order_by_column(self, place: int) -> None:
        self.narrowing.order_by_column(self.model.columns[place])

    def _show_order(self) -> None:
        view, header = self.model.list_view, self.view.header()
        place = self.model.columns.index(view.order) if view.order in self.model.columns else -1
        turn = Qt.SortOrder.DescendingOrder if view.backwards else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(place, turn)

    def _ask_for_menu(self, point: QPoint) -> None:
        if self.selected_ids():
            self.menu_wanted.emit(self.view.viewport().mapToGlobal(point))

    def _tell_selected(self) -> None:
        if not self._choosing:
            self.selected.emit(len(self.view.selectionModel().selectedRows()))

    def _to_first(self) -> None:
        if self.model.entries:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0, 0))

    def _current(self, index: QModelIndex, _before: QModelIndex) -> None:
        entry_id = index.data(ENTRY)
        if isinstance(entry_id, str) and not self._choosing:
            self._chosen = entry_id
            self._is_pressed = True
            try:
                self.chosen.emit(entry_id)
            finally:
                self._is_pressed = False

    def _delete(self) -> None:
        here = self.view.currentIndex()
        # Once words were filtered by, the keyboard may stand on a row that is not chosen yet.
        ids = self.selected_ids() or ([here.data(ENTRY)] if here.isValid() and self.view.hasFocus() else [])
        if ids:
            self.remove_wanted.emit(ids)


class _Rows(QTreeView):
    """Rows of two lines; of one, in columns, where there is room.

    Signals:
        resized: it is as wide as it is now.
        menu_wanted: a point of it, by the right button or the Menu key.
    """

    resized = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.is_wide = False
        self.title_lines = 1
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        header = self.header()
        header.setSectionsMovable(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setStretchLastSection(False)

    def set_wide(self, wide: bool) -> None:
        """Show columns, or all in a second line."""
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setHeaderHidden(not wide)
        if wide != self.is_wide:
            self.is_wide = wide
            self.scheduleDelayedItemsLayout()

    def take_title_lines(self, lines: int) -> None:
        """Take one or two lines for the title, in all rows alike; columns have one."""
        if lines != self.title_lines:
            self.title_lines = lines
            if not self.is_wide:
                self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        point = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        if self.indexAt(point).isValid():
            self.menu_wanted.emit(point)


class _Delegate(TonedCells):
    """Paints the title, and below it in quiet letters what else the list shows; a drawing where something weighs."""

    def __init__(self, view: _Rows, model: EntryModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        lines = 1.9 if self._view.is_wide else 1.7 + self._view.title_lines
        return QSize(120, round(option.fontMetrics.height() * lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self._view.is_wide:
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = option.fontMetrics.height()
        # Asked for once: each of them is made anew for whoever asks.
        palette, font, state, direction = option.palette, option.font, option.state, option.direction
        area = option.rect.adjusted(2, 1, -2, -1)
        if state & MARKED_OR_POINTED:
            is_chosen = bool(state & QStyle.StateFlag.State_Selected)
            tint = QColor(colours().tint if is_chosen else palette.color(QPalette.ColorRole.Highlight))
            if not is_chosen:
                tint.setAlphaF(0.06)
            is_edged = colours().clear and is_chosen
            painter.setPen(QPen(QColor(colours().accent), 1) if is_edged else Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), unit * 0.3, unit * 0.3)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, unit * 0.3, unit * 0.3)
        inner = area.adjusted(unit // 2, unit // 4, -unit // 2, -unit // 4)
        line = inner.height() // (1 + self._view.title_lines)
        said = self._model.line(index.row())
        side = round(unit * 0.85)
        drawings = [icon(said.weight)] if said.weight else []
        if said.is_commented:
            drawings.append(icon("comment", "warns"))
        end = inner.right() - len(drawings) * (side + unit // 4)
        room = end - inner.x() - (unit // 4 if drawings else -1)
        title = in_lines(font, said.title, room, self._view.title_lines)
        top = inner.y() + (self._view.title_lines - len(title)) * line // 2  # what has fewer lines stands in the middle
        for place, drawing in enumerate(drawings):
            left = inner.right() - side - place * (side + unit // 4)
            spot = QRect(left, top + (line - side) // 2, side, side)
            drawing.paint(painter, QStyle.visualRect(direction, inner, spot))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        for number, text in enumerate(title):
            spot = QRect(inner.x(), top + number * line, room, line)
            draw_line(painter, font, direction, QStyle.visualRect(direction, inner, spot), text)
        below = QRect(inner.x(), top + len(title) * line, inner.width(), line)
        aside = in_lines(font, said.aside, below.width(), 1)[0]
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        draw_line(painter, font, direction, below, aside)
        painter.restore()
