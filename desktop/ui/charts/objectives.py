"""The 23 objectives side by side: where the country says that it stands, which way it goes, and what is left open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.record.scales import RATINGS
from desktop.ui.charts.drawing import Chart, write
from desktop.ui.charts.rating_scale import draw_arrow, draw_rating, scale_width
from desktop.ui.layout import mirrored
from desktop.ui.shortened import fits
from desktop.ui.theme import colours
from desktop.ui.tooltips import hint

if TYPE_CHECKING:  # nothing of it is there when the board is seen first
    from desktop.record.overview import ObjectiveStanding

STANDING = Qt.ItemDataRole.UserRole

LEAST_ROW = 24
"""Pixels that a row is high at least, so that it can be hit."""

LINES = 3
"""Lines that a name may take in a row that is higher than the others."""

MOST_HIGH = 0.4
"""Of the rows, so many may be higher than the others: one column is not longer than two of such rows."""

LETTERS = 32
"""So many letters a column is wide at least; where there is no room for two of them, there is one."""

Index = QModelIndex | QPersistentModelIndex


class _Shape(NamedTuple):
    """How the rows are set out.

    Args:
        columns: side by side.
        lines: of a usual row.
        high: which rows of a column have more lines.
    """

    columns: int
    lines: int
    high: frozenset[int] = frozenset()


class ObjectiveBoard(QListView):
    """A row for each objective, in two columns that are read one after the other; the arrows go along them.

    Where a name is too long for its room, all rows have two lines, with gaps below the rating, and a few have three; where
    that is not enough, there is one column: names are read whole.

    Args:
        label: gives the name of an objective before it is known where it stands, so that nothing moves then.

    Signals:
        chosen: the number of an objective, by a click or by the Enter key.
    """

    chosen = Signal(int)

    def __init__(self, label: Callable[[int], str] = str) -> None:
        super().__init__()
        self._label = label
        self._shaped: tuple[object, _Shape] = (None, _Shape(1, 1))
        self._size = QSize()  # of the rows, as they were set out last
        self._items: dict[int, QStandardItem] = {}
        self._shown: tuple[object, ...] = ()
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Row(self))
        self.setProperty("role", "board")
        self.setAccessibleName(_("Ratings by objective"))
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def set_groups(self, groups: Sequence[tuple[str, Sequence[int]]]) -> None:
        """Take the order of the objectives, in groups with a name or in one without."""
        self._model.clear()
        self._items.clear()
        self._shown = ()
        for name, numbers in groups:
            if name:
                heading = QStandardItem(name)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self._model.appendRow(heading)
            for number in numbers:
                self._items[number] = item = QStandardItem()
                item.setData(number, STANDING)
                self._model.appendRow(item)
        self._fit()

    def set_standings(self, standings: Sequence[ObjectiveStanding]) -> None:
        """Show where every objective stands; rows that did not change are left alone."""
        for each in standings:
            item = self._items.get(each.number)
            if item is not None and item.data(STANDING) != each:
                item.setData(each, STANDING)
                item.setText(each.words())
                item.setToolTip(hint(each.words()))
        self._shaped = (None, _Shape(1, 1))  # the words on gaps take room from the names
        self._fit()

    @property
    def row_height(self) -> int:
        """The height of a usual row in pixels."""
        return self._high(self._shape().lines)

    def _high(self, lines: int) -> int:
        return max(round(self.fontMetrics().height() * (1.4 if lines == 1 else 2.3)), LEAST_ROW)

    def lines_of(self, place: int) -> int:
        """Return how many lines the row of a place has: beside one that is higher it is as high in the other column."""
        shape = self._shape()
        return LINES if place % self._rows(shape.columns) in shape.high else shape.lines

    def size_of(self, place: int) -> QSize:
        """Return the size of the row of a place."""
        shape = self._shape()  # once: every row is asked for its size, again and again while the page is laid out
        more = LINES - shape.lines if shape.high and place % self._rows(shape.columns) in shape.high else 0
        return QSize(self.width() // shape.columns, self._high(shape.lines) + more * self.fontMetrics().height())

    def _rows(self, columns: int) -> int:
        """Return how many rows each of some columns has."""
        return max(ceil(self._model.rowCount() / columns), 1)

    @property
    def lines(self) -> int:
        """How many lines a usual row has."""
        return self._shape().lines

    def _shape(self) -> _Shape:
        """Return how many columns there are and how many lines each row has, so that all names are read whole."""
        of = (self.width(), self.font().key(), len(self._items))
        if self._shaped[0] != of:  # asked for each row that is drawn
            self._shaped = (of, self._shape_for(self.width()))
        return self._shaped[1]

    def _shape_for(self, width: int) -> _Shape:
        unit = self.fontMetrics().height()
        most = 2 if width >= self.fontMetrics().averageCharWidth() * LETTERS * 2 else 1
        for columns in range(most, 0, -1):
            for lines in (1, 2):
                room = int(self.label_width(width // columns - 4, lines) - unit * 0.3)
                long = [each for each in self._items if not fits(self.font(), self._label(each), room, lines)]
                if not long:
                    return _Shape(columns, lines)
            rows = self._rows(columns)
            high = frozenset(self._items[each].row() % rows for each in long)
            whole = all(fits(self.font(), self._label(each), room, LINES) for each in long)
            if columns > 1 and whole and len(high) <= rows * MOST_HIGH:
                return _Shape(columns, lines, high)
        return _Shape(1, 2)

    def label_width(self, width: float, lines: int) -> float:
        """Return the room for the name in a row of so many lines, of the width inside it."""
        unit = self.fontMetrics().height()
        beside = self.rating_room() + self.gaps_room() if lines == 1 else max(self.rating_room(), self.gaps_room())
        return max(width - unit * 1.9 - beside, unit * 3)

    def rating_room(self) -> float:
        """Return the room for the rating and its arrow."""
        unit = self.fontMetrics().height()
        return scale_width(unit) + unit * 0.4

    def gaps_room(self) -> float:
        """Return the room that is kept for the words on gaps."""
        unit = self.fontMetrics().height()
        return max(self.gaps_width(), unit * 2) * 1.08 + unit * 0.4

    @property
    def columns(self) -> int:
        """How many columns there is room for."""
        return self._shape().columns

    def gaps_width(self) -> int:
        """Return the room that the words on gaps take at most."""
        found = [item.data(STANDING) for item in self._items.values()]
        texts = [each.gaps() for each in found if _is_standing(each)]
        return max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)

    def sizeHint(self) -> QSize:
        return QSize(400, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._height())

    def _height(self) -> int:
        shape = self._shape()
        more = len(shape.high) * (LINES - shape.lines) * self.fontMetrics().height()
        return self._rows(shape.columns) * self._high(shape.lines) + more + 2  # a column begins anew at the very edge

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        size = QSize(self.size_of(0).width(), self._height())
        if size != self._size:
            self._size = size
            self.scheduleDelayedItemsLayout()
        height = self._height()
        if self.height() != height:
            self.setFixedHeight(height)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._items and not self.selectionModel().hasSelection():
            # Qt makes a row the current one and does not mark it; whoever comes sees where they are.
            first = self.currentIndex() if self.currentIndex().isValid() else next(iter(self._items.values())).index()
            self.selectionModel().select(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it scrolls the page

    def _choose(self, index: QModelIndex) -> None:
        each = index.data(STANDING)
        if each is not None:
            self.chosen.emit(each.number if _is_standing(each) else each)


class _Row(QStyledItemDelegate):
    """Draws number, title, rating with its arrow, and the gaps without a pledge."""

    def __init__(self, board: ObjectiveBoard) -> None:
        super().__init__(board)
        self._board = board

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._board.size_of(index.row())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c, rtl = colours(), mirrored()
        unit = option.fontMetrics.height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        inner = QRectF(option.rect).adjusted(2, 1, -2, -1)
        state = option.state
        here = bool(state & QStyle.StateFlag.State_Selected) and self._board.hasFocus()
        if state & QStyle.StateFlag.State_MouseOver and index.data(STANDING) is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.sunken))
            painter.drawRoundedRect(inner, 4, 4)
        if here:
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, 4, 4)
        each = index.data(STANDING)

        def part(left: float, width: float) -> QRectF:
            x = inner.right() - left - width if rtl else inner.left() + left
            return QRectF(x, inner.top(), width, inner.height())

        if each is None:
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
            write(painter, part(unit * 0.4, inner.width() - unit), index.data() or "", c.muted)
        else:
            self._paint(painter, part, inner.width(), each, unit, self._board.lines_of(index.row()))
        painter.restore()

    def _paint(self, painter: QPainter, part: object, width: float, each: object, unit: int, lines: int) -> None:
        assert callable(part)
        c, rtl = colours(), mirrored()
        number = each.number if _is_standing(each) else each
        write(painter, part(0, unit * 1.3), str(number), c.muted, end=True)
        if not _is_standing(each):
            return  # nothing was looked up yet
        gaps, scale = self._board.gaps_room(), self._board.rating_room()
        label = self._board.label_width(width, lines)
        write(painter, part(unit * 1.9, label - unit * 0.3), each.label, c.text, most=lines)
        area = part(unit * 1.9 + label, scale)
        below = part(unit * 1.9 + label, gaps) if lines > 1 else part(unit * 1.9 + label + scale, gaps)
        if lines > 1 and each.open_gaps:
            area.setHeight(area.height() / 2)
            below.setTop(area.bottom())
        draw_rating(painter, area, each.rating, each.trend, c, leftwards=rtl)
        if each.open_gaps:
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
            write(painter, below, each.gaps(), c.warns)


def _is_standing(each: object) -> TypeGuard[ObjectiveStanding]:
    """Whether it was looked up where an objective stands; until then its row holds its number."""
    return each is not None and not isinstance(each, int)


class RatingLegend(Chart):
    """Says what the boxes and the arrows mean, in as many lines as they need."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        kind = catalogue.kind("assessment")
        ratings = {option.key: _(option.label) for option in kind.field("rating").options}
        directions = {option.key: _(option.label) for option in kind.field("trend").options}
        self._entries = [
            *((key, "", ratings.get(key, key)) for key in RATINGS),
            ("none", "", _("Not rated")),
            *(("", key, label) for key, label in directions.items()),
        ]
        self._measured: tuple[object, int, list[float]] = (None, 0, [])
        self.say(_("What the symbols mean"), "\n".join(label for _rating, _trend, label in self._entries))
        self.setToolTip("")

    def _widths(self) -> tuple[int, list[float]]:
        """Return the height of a line and how wide each entry is: layouts ask for them with one width after the other."""
        of = self.font().toString()
        if self._measured[0] != of:
            letters, unit = self.fontMetrics(), self.unit
            wide = [
                self._sign(rating, unit) + letters.horizontalAdvance(label) for rating, _trend, label in self._entries
            ]
            self._measured = (of, unit, [each + unit * 1.1 for each in wide])
        return self._measured[1:]

    def _places(self, width: int) -> list[tuple[float, float]]:
        """Return where each entry stands, from the leading side and from the top."""
        unit, widths = self._widths()
        found: list[tuple[float, float]] = []
        left = top = 0.0
        for wide in widths:
            if left and left + wide - unit > width:
                left, top = 0.0, top + unit * 1.3
            found.append((left, top))
            left += wide
        return found

    def _sign(self, rating: str, unit: int) -> float:
        return scale_width(unit) * 0.88 if rating else unit * 1.1

    def height_at(self, width: int) -> int:
        return round(self._places(width)[-1][1] + self._widths()[0] * 1.3)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.isRightToLeft()
        for (rating, trend, label), (left, top) in zip(self._entries, self._places(self.width()), strict=True):
            sign = self._sign(rating, self.unit)
            if rating:
                draw_rating(
                    painter,
                    self.part(left, top, sign, self.unit * 1.3),
                    rating if rating in RATINGS else "",
                    "",
                    self.colours,
                    leftwards=rtl,
                )
            else:
                spot = self.part(left, top + self.unit * 0.3, self.unit * 0.8, self.unit * 0.7)
                draw_arrow(painter, spot, trend, self.colours, leftwards=rtl)
            wide = self.fontMetrics().horizontalAdvance(label) + 2
            self.text(painter, self.part(left + sign, top, wide, self.unit * 1.3), label, self.colours.muted)
        painter.end()
