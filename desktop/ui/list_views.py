"""Lists whose rows are exactly as high as their texts, and whose texts are cut at their own end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from math import ceil

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QResizeEvent, QStandardItem, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from desktop.i18n.isolation import isolated
from desktop.ui.layout import GAP, LEAST_OF_TARGET, mirrored
from desktop.ui.theme import scaled


class OwnEnd(QStyledItemDelegate):
    """Cells whose texts are cut at their own end, whichever way they are read and the window is."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.text = isolated(option.text)


@contextmanager
def written_at_once(model: QAbstractItemModel) -> Iterator[None]:
    """Let many items of a list be written, and its views hear of it once.

    By itself each item that is written has every other one in its column measured again, where the column is as wide as
    what is in it: of the 23 titles of the objectives, each 240 times until their page stood. No rows may come or go meanwhile.
    """
    before = model.blockSignals(True)
    try:
        yield
    finally:
        model.blockSignals(before)
        last = model.index(model.rowCount() - 1, model.columnCount() - 1)
        if last.isValid():
            model.dataChanged.emit(model.index(0, 0), last)


LINE_END = "\N{LINE SEPARATOR}"


INDENT = Qt.ItemDataRole.UserRole + 100
"""How many steps a row is set in below the one that it belongs to; all of its lines are."""


class _Wrapped(QStyledItemDelegate):
    """Rows exactly as high as their text needs in the room that they are drawn in; Qt guesses at that room."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.data(INDENT):
            option = QStyleOptionViewItem(option)
            area, in_ = option.rect, _set_in(index)
            option.rect = area.adjusted(0, 0, -in_, 0) if mirrored() else area.adjusted(in_, 0, 0, 0)
        super().paint(painter, option, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if not option.text.isascii() or mirrored():
            # Qt has put its own sign between the lines.
            option.text = LINE_END.join(map(isolated, option.text.split(LINE_END)))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = option.widget
        if not isinstance(view, QListView | QTreeView):
            return super().sizeHint(option, index)
        item = QStyleOptionViewItem(option)
        self.initStyleOption(item, index)
        item.rect = QRect(0, 0, _room(view, index) - _set_in(index), 10_000)
        text, item.text = item.text, "x"
        # Of one line first: whatever stands around the text is the same for every number of lines.
        whole = view.style().sizeFromContents(QStyle.ContentsType.CT_ItemViewItem, item, QSize(), view).height()
        beside = 2 * (view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, item, view) + 1)
        room = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, item, view).width() - beside
        height = whole - _height("x", item.font, room) + _height(text, item.font, room)
        width = item.rect.width() + _set_in(index)
        return QSize(_width(view, index, width, text), max(height, scaled(LEAST_OF_TARGET)))


def _set_in(index: QModelIndex | QPersistentModelIndex) -> int:
    return GAP * int(index.data(INDENT) or 0)


def _width(view: QListView | QTreeView, index: QModelIndex | QPersistentModelIndex, room: int, text: str) -> int:
    """Return how wide a cell wants to be: as its longest line in a column that goes by its content, else as it is."""
    by_content = QHeaderView.ResizeMode.ResizeToContents
    if not isinstance(view, QTreeView) or view.header().sectionResizeMode(index.column()) != by_content:
        return room
    letters = view.fontMetrics()
    return max(letters.horizontalAdvance(line) for line in text.split(LINE_END)) + GAP * 2


def _room(view: QListView | QTreeView, index: QModelIndex | QPersistentModelIndex) -> int:
    if isinstance(view, QListView):
        return view.viewport().width() - 2 * view.spacing()
    depth, above = int(view.rootIsDecorated()), index.parent()
    while above.isValid():
        depth, above = depth + 1, above.parent()
    return view.columnWidth(index.column()) - depth * view.indentation()


def _height(text: str, font: QFont, width: int) -> int:
    """Return how high a row has to be for Qt to draw all lines of a text in a width.

    Qt takes the next line to be as high as the one before it, and cuts the text off where that has no room: an Arabic
    line above a Latin one needs the room of two Arabic ones.
    """
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    heights: list[int] = []
    for part in text.split(LINE_END):
        laid = QTextLayout(part, font)
        laid.setTextOption(option)
        laid.beginLayout()
        while (line := laid.createLine()).isValid():
            line.setLineWidth(width)
            heights.append(ceil(line.height()))
        laid.endLayout()
    taken = list(accumulate(heights))
    return max([taken[-1], *(above + line for above, line in zip(taken[:-1], heights, strict=False))])


class ManyRows(QTreeView):
    """A list that measures its rows anew when it gets wider or narrower."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()


def rows(model: QAbstractItemModel, name: str) -> QListView:
    """Return a list whose rows may be of several lines; `name` is what a screen reader says of it."""
    shown = QListView()
    shown.setProperty("role", "rows")
    shown.setAccessibleName(name)
    shown.setModel(model)
    shown.setItemDelegate(_Wrapped(shown))
    shown.setWordWrap(True)
    shown.setResizeMode(QListView.ResizeMode.Adjust)  # else lines are broken for the width of the moment before
    shown.setSpacing(2)
    shown.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return shown


def many_rows(model: QAbstractItemModel, name: str, view: ManyRows | None = None) -> QTreeView:
    """Return a list whose rows may be of several lines and which may have thousands: only what is seen is measured.

    Args:
        view: the list itself, where it is one of a kind of its own.
    """
    shown = ManyRows() if view is None else view
    shown.setProperty("role", "rows")
    shown.setAccessibleName(name)
    shown.setModel(model)
    shown.setItemDelegate(_Wrapped(shown))
    shown.setHeaderHidden(True)
    shown.setRootIsDecorated(False)
    shown.setIndentation(0)
    shown.setWordWrap(True)
    shown.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return shown


def heading_item(text: str, view: QWidget) -> QStandardItem:
    """Return the line of a heading among the rows of a view; nobody chooses it."""
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = view.font()
    font.setBold(True)
    item.setFont(font)
    return item
