"""A layout that sets things side by side and goes on in the next line when there is no room left."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QStyle, QWidget

from desktop.ui.parts.link import Link

_NOWHERE = Qt.Orientation(0)
"""Made once: each layout around it asks again and again."""


class FlowLayout(QLayout):
    """Lines of widgets from the leading side on, each as wide as it wants to be.

    A link that has fewer words says those where all has room in one line then, and would not have otherwise.
    One that is aligned to the top stands level with the first line of what is higher, else in the middle of it.

    Args:
        last_apart: whether the last one stands at the trailing edge, of a line of its own where it has no room beside; it
            stays there where those before it are hidden.
        even: whether the lines share the widgets evenly: no step of a scale is left over for a line of its own, and none
            has a line of its own above one of several.
    """

    def __init__(
        self, parent: QWidget | None = None, spacing: int = 8, *, last_apart: bool = False, even: bool = False
    ) -> None:
        super().__init__(parent)
        self._last_apart = last_apart
        self._even = even
        # By width, until something in it changes: each layout around it asks anew.
        self._known: dict[int, tuple[int, list[tuple[QLayoutItem, QRect]]]] = {}
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
        self._known.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return _NOWHERE

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        known = self._known.get(width) or self._set_out(width)
        return known[0]

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        corner = area.topLeft()
        for item, spot in self._set_out(area.width())[1]:
            item.setGeometry(QStyle.visualRect(direction, area, spot.translated(corner)))

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

    def _set_out(self, width: int) -> tuple[int, list[tuple[QLayoutItem, QRect]]]:
        """Return how high all lines are at a width, and where each thing stands in them from the leading side on."""
        if width in self._known:
            return self._known[width]
        x, y, line = 0, 0, 0
        placed: list[tuple[QLayoutItem, QRect]] = []
        begun = 0  # with what the line begins

        def end_line() -> None:
            ended = placed[begun:]
            first = max((min(spot.height(), each.minimumSize().height()) for each, spot in ended), default=0)
            for each, spot in ended:
                high = first if each.alignment() & Qt.AlignmentFlag.AlignTop else line
                spot.translate(0, max(high - spot.height(), 0) // 2)  # a link and a button stand level

        shown = [item for item in self._items if not item.isEmpty()]
        last = self._items[-1] if len(self._items) > 1 else None  # what stands alone is not the end of anything
        sizes = self._in_one_line(shown, width)
        room = self._shared(sizes, width) if self._even else width
        for item, wanted in zip(shown, sizes, strict=True):
            wide = min(wanted.width(), width)
            height = item.heightForWidth(wide) if item.hasHeightForWidth() else wanted.height()
            if x and x + wide > room:
                end_line()
                x, y, line, begun = 0, y + line + self.spacing(), 0, len(placed)
            if self._last_apart and item is last:
                x = width - wide
            placed.append((item, QRect(x, y, wide, height)))
            x += wide + self.spacing()
            line = max(line, height)
        end_line()
        self._known[width] = (y + line, placed)
        return self._known[width]

    def _in_one_line(self, shown: list[QLayoutItem], width: int) -> list[QSize]:
        """Return how large each thing wants to be, links in fewer words where those bring all into one line."""
        wanted = [_wanted(item) for item in shown]
        between = self.spacing() * (len(shown) - 1)
        if sum(each.width() for each in wanted) + between <= width:
            return wanted
        links = [item.widget() for item in shown]
        brief = [
            link.brief_hint() if isinstance(link, Link) else size for link, size in zip(links, wanted, strict=True)
        ]
        return brief if sum(each.width() for each in brief) + between <= width else wanted

    def _shared(self, sizes: list[QSize], room: int) -> int:
        """Return the width at which no line has more in it than the one above it, in as few lines as that takes, of which
        none is much longer than the others.
        """
        widths = [min(each.width(), room) for each in sizes]
        # A line ends after a widget: no other width is worth trying.
        ends = {
            sum(widths[first : last + 1]) + self.spacing() * (last - first)
            for first in range(len(widths))
            for last in range(first, len(widths))
        }

        def merit(width: int) -> tuple[bool, int, int]:
            counts = self._counts(widths, width)
            return counts != sorted(counts, reverse=True), len(counts), width

        return min((each for each in ends if each <= room), key=merit, default=room)

    def _counts(self, widths: list[int], room: int) -> list[int]:
        """Return how many widgets of some widths stand in each line."""
        counts, x = [0], 0
        for width in widths:
            if x and x + width > room:
                counts.append(0)
                x = 0
            counts[-1] += 1
            x += width + self.spacing()
        return counts


def flowing(
    *widgets: QWidget,
    spacing: int = 8,
    last_apart: bool = False,
    parent: QWidget | None = None,
) -> QWidget:
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
        size.setWidth(min(max(size.width(), wide), label.maximumWidth()))
    return size
