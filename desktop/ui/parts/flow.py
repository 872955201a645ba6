"""A layout that sets things side by side and goes on in the next line when there is no room left."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QStyle, QWidget

_NOWHERE = Qt.Orientation(0)
"""Made once: each layout around it asks again and again."""


class FlowLayout(QLayout):
    """Lines of widgets from the leading side on, each as wide as it wants to be.

    One that is aligned to the top stands level with the first line of what is higher, else in the middle of it.

    Args:
        last_apart: whether the last one stands at the trailing edge, of a line of its own where it has no room beside.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 8, *, last_apart: bool = False) -> None:
        super().__init__(parent)
        self._last_apart = last_apart
        self._heights: dict[int, int] = {}  # by width, until something in it changes: each layout around it asks anew
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        taken = self._items.pop(place) if 0 <= place < len(self._items) else None
        self.invalidate()
        return taken

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return _NOWHERE

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._set_out(QRect(0, 0, width, 0), moving=False)
        return self._heights[width]

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._set_out(area, moving=True)

    def sizeHint(self) -> QSize:
        shown = [_wanted(item) for item in self._items if not item.isEmpty()]
        width = sum(each.width() for each in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, max((each.height() for each in shown), default=0))

    def minimumSize(self) -> QSize:
        widest = QSize()
        for item in self._items:
            if not item.isEmpty():
                widest = widest.expandedTo(item.minimumSize())
        return widest

    def _set_out(self, area: QRect, *, moving: bool) -> int:
        parent = self.parentWidget() if moving else None
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        x, y, line = 0, 0, 0
        placed: list[tuple[QLayoutItem, QRect]] = []

        def end_line() -> None:
            first = max((min(spot.height(), each.minimumSize().height()) for each, spot in placed), default=0)
            for each, spot in placed if moving else ():
                high = first if each.alignment() & Qt.AlignmentFlag.AlignTop else line
                spot.translate(0, max(high - spot.height(), 0) // 2)  # a link and a button stand level
                each.setGeometry(QStyle.visualRect(direction, area, spot))
            placed.clear()

        shown = [item for item in self._items if not item.isEmpty()]
        last = self._items[-1] if len(self._items) > 1 else None  # at its edge too while the others are hidden
        for item in shown:
            wanted = _wanted(item)
            width = min(wanted.width(), area.width())
            height = item.heightForWidth(width) if item.hasHeightForWidth() else wanted.height()
            if x and x + width > area.width():
                end_line()
                x, y, line = 0, y + line + self.spacing(), 0
            if self._last_apart and item is last:
                x = area.width() - width
            placed.append((item, QRect(QPoint(area.x() + x, area.y() + y), QSize(width, height))))
            x += width + self.spacing()
            line = max(line, height)
        end_line()
        return y + line


def flowing(*widgets: QWidget, spacing: int = 8, last_apart: bool = False, parent: QWidget | None = None) -> QWidget:
    """Return widgets side by side, and below each other where letters are large for the room; see `FlowLayout`."""
    holder = QWidget(parent)
    flow = FlowLayout(holder, spacing, last_apart=last_apart)
    for widget in widgets:
        flow.addWidget(widget)
    return holder


def _wanted(item: QLayoutItem) -> QSize:
    """Return how large something wants to be: words on one line, which break only where that is wider than all the room.

    By itself a label that may break its lines asks for a width at which it has a few of them, and breaks a short heading.
    """
    size = item.sizeHint()
    label = item.widget()
    if isinstance(label, QLabel) and label.wordWrap():
        letters = label.fontMetrics()
        line = max(letters.horizontalAdvance(each) for each in label.text().split("\n"))
        margins = label.contentsMargins()
        wide = line + margins.left() + margins.right() + 2 * label.margin() + letters.averageCharWidth()
        size.setWidth(max(size.width(), wide))
    return size
