"""The list of gaps and the pledges that answer them, quick with thousands: lines are put into words when they are seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import language_in_use, ngettext
from desktop.record.entry import Entry
from desktop.record.gap_lines import ANSWER, GAP, NO_OBJECTIVE, OBJECTIVE, UNASKED, UNASKED_HEADING, GapLine
from desktop.record.values import display, title_of
from desktop.ui.parts.icons import icon
from desktop.ui.parts.row_changes import replace_rows
from desktop.ui.parts.toned_cells import TonedCells
from desktop.ui.parts.wrapping_header import with_wrapping_header
from desktop.ui.theme import colours
from desktop.ui.tooltips import hint

TITLE, SERIOUS, PLEDGE, BEGIN = range(4)
LINE = Qt.ItemDataRole.UserRole
HEADINGS = (OBJECTIVE, UNASKED_HEADING)

Index = QModelIndex | QPersistentModelIndex


class GapModel(QAbstractTableModel):
    """The lines of the list."""

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._severity = _field(catalogue, "gap", "severity")
        self._status = _field(catalogue, "pledge", "status")
        self.lines: list[GapLine] = []

    def set_lines(self, lines: Sequence[GapLine]) -> None:
        """Show other lines; views are told of those that differ only."""
        if not replace_rows(self, QModelIndex(), self.lines, lines):
            self.beginResetModel()
            self.lines = list(lines)
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].type in HEADINGS:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        # The tool tip has the head of a column where it is cut.
        if orientation != Qt.Orientation.Horizontal or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        severity = _(self._severity.label) if self._severity is not None else ""
        return (_("Gap, and the pledges that address it"), severity, _("Pledge"), "")[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint(self._text(line, index.column()).strip())
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == TITLE:
            return self._spoken(line)
        if role == Qt.ItemDataRole.FontRole:
            return _font(line, index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return _tone(line, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == TITLE and line.type in (ANSWER, UNASKED):
            return icon("pledge", "muted")
        return None

    def _text(self, line: GapLine, column: int) -> str:
        if line.type in HEADINGS:
            return self._of_heading(line) if column == TITLE else ""
        assert line.entry is not None
        if column == TITLE:
            return title_of(line.entry, self._catalogue)
        if line.type != GAP:
            return _shown(self._status, line.entry, self._catalogue) if column == PLEDGE else ""
        if column == SERIOUS:
            return _shown(self._severity, line.entry, self._catalogue)
        if column == PLEDGE:
            if not line.total:
                return _("No pledge yet")
            return ngettext("{count} pledge", "{count} pledges", line.total).format(count=counted(line.total))
        return "" if line.total else _("Start a pledge")

    def _of_heading(self, line: GapLine) -> str:
        if line.type == UNASKED_HEADING:
            return _("{text} ({count})").format(text=_("Pledges without a gap"), count=counted(line.total))
        name = (
            _("Without an objective")
            if line.number == NO_OBJECTIVE
            else _("{number} {label}").format(number=line.number, label=self._catalogue.label(line.number))
        )
        if not line.open:
            return name
        open_ = _("Gaps without a pledge: {open} of {count}.").format(open=line.open, count=line.total)
        return f"{name} · {open_.removesuffix(language_in_use().stop)}"

    def _spoken(self, line: GapLine) -> str:
        """Return a line as it is heard: with the objective that is seen above it."""
        texts = [self._text(line, column).strip() for column in (TITLE, SERIOUS, PLEDGE)]
        if line.type in (GAP, ANSWER) and line.number != NO_OBJECTIVE:
            texts.append(_("Objective {number}").format(number=line.number))
        if line.type == ANSWER:
            texts.insert(0, _("Pledge"))
        return "\n".join(each for each in texts if each)


class GapList(QTreeView):
    """Shows the lines; a gap or a pledge opens, and a pledge is begun for a gap.

    Signals:
        opened: a gap or a pledge that somebody wants to write in.
        begin_wanted: a gap that somebody wants to begin a pledge for.
        chosen: another line is the current one.
        menu_wanted: a point of the screen, by the right button or the Menu key.
    """

    opened = Signal(object)
    begin_wanted = Signal(object)
    chosen = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.gaps = GapModel(catalogue, self)
        self.setProperty("role", "rows")
        self.setAccessibleName(_("Gaps and pledges"))
        self.setModel(self.gaps)
        self.setItemDelegate(TonedCells(self))
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        header = with_wrapping_header(self)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setResizeContentsPrecision(0)  # by what is seen, and not by thousands of lines
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(self._open)
        self.clicked.connect(self._clicked)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.chosen.emit())

    def set_lines(self, lines: Sequence[GapLine]) -> None:
        """Show other lines; the one that is chosen stays chosen, or its neighbour."""
        chosen, row = self.line(), self.currentIndex().row()
        self.gaps.set_lines(lines)
        now = self.line()
        if now is None or chosen is None or now.entry is None or now.entry.id != (chosen.entry or now.entry).id:
            self._choose(chosen, row)

    def _choose(self, wanted: GapLine | None, row: int) -> None:
        lines = self.gaps.lines
        same = (
            place
            for place, each in enumerate(lines)
            if wanted is not None
            and wanted.entry is not None
            and each.entry is not None
            and (each.type, each.number, each.entry.id) == (wanted.type, wanted.number, wanted.entry.id)
        )
        near = (place for place in range(max(row, 0), len(lines)) if lines[place].entry is not None)
        found = next(same, next(near, None))
        if found is not None:
            self.setCurrentIndex(self.gaps.index(found, TITLE))

    def line(self) -> GapLine | None:
        """Return the line that is chosen."""
        line = self.currentIndex().data(LINE)
        return line if isinstance(line, GapLine) and line.entry is not None else None

    def choose(self, entry_id: str) -> None:
        """Choose the first line of an entry."""
        for place, each in enumerate(self.gaps.lines):
            if each.entry is not None and each.entry.id == entry_id:
                self.setCurrentIndex(self.gaps.index(place, TITLE))
                return

    def _open(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if isinstance(line, GapLine) and line.entry is not None and not _begins(index):
            self.opened.emit(line.entry)

    def _clicked(self, index: QModelIndex) -> None:
        if _begins(index):
            self.begin_wanted.emit(index.data(LINE).entry)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading across all columns, as nothing stands beside it."""
        if index.data(LINE).type in HEADINGS:
            self.itemDelegateForIndex(index).paint(painter, option, index)
        else:
            super().drawRow(painter, option, index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = _begins(self.indexAt(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            point = self.visualRect(self.currentIndex()).center()
        if self.line() is not None and self.indexAt(point).isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(point))


def _begins(index: QModelIndex) -> bool:
    """Tell whether a cell is the button that begins a pledge."""
    line = index.data(LINE)
    return index.column() == BEGIN and isinstance(line, GapLine) and line.type == GAP and not line.total


def _field(catalogue: Catalogue, kind: str, key: str) -> FormField | None:
    return next((field for field in catalogue.kind(kind).fields if field.key == key), None)


def _shown(field: FormField | None, entry: Entry, catalogue: Catalogue) -> str:
    return display(field, entry.value(field.key), catalogue) if field is not None else ""


def _font(line: GapLine, column: int) -> QFont | None:
    font = QFont()
    if line.type in HEADINGS and column == TITLE:
        font.setBold(True)
    elif column == BEGIN:
        font.setUnderline(True)  # a colour alone would not say that it can be pressed
    else:
        return None
    return font


def _tone(line: GapLine, column: int) -> QColor | None:
    if line.type == GAP and not line.total:
        if column == PLEDGE:
            return QColor(colours().warns)
        return QColor(colours().accent) if column == BEGIN else None
    return QColor(colours().muted) if column != TITLE else None
