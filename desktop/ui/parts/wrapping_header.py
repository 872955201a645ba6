"""The heads of the columns of a table, which go on in the next line where letters are large, and grow with what is scrolled to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeader, QTreeView

from desktop.ui.shortened import longest_word
from desktop.ui.theme import is_large, scaled

WRAPPED = Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value)
SIDE = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter

DRAWN = 18
"""Pixels at 100 % of the drawing of a head without words."""


class WrappingHeader(QHeaderView):
    """Heads that are as wide as their longest word at least where letters are large, and wrap; elsewhere they are cut short.

    A column that goes by its content is as wide as the widest cell that was seen by now. Qt measures some of them only (see
    `setResizeContentsPrecision`), and never again when others are scrolled to, which it would then cut. Where letters are
    large, it would measure fewer whenever a wide cell makes the head of another column narrower and so higher, which hides
    that cell, and more as the head is low again: for ever.

    Attributes:
        always_wraps: whether they wrap at every size of letters.
    """

    always_wraps = False

    def __init__(self, view: QTreeView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setStretchLastSection(True)
        self.setSectionsMovable(True)  # as those that Qt gives a table
        self._is_large = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.geometriesChanged)
        self.sectionResized.connect(self._resized)
        self._view = view
        self._widest: dict[int, int] = {}
        self._scrolled = QTimer(self)
        self._scrolled.setSingleShot(True)
        self._scrolled.setInterval(0)
        self._scrolled.timeout.connect(self._make_room)
        bar = view.verticalScrollBar()
        bar.valueChanged.connect(self._scroll)
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
        bar.setEnabled(bar.maximum() > bar.minimum())
        self._fit()

    def reset(self) -> None:
        if hasattr(self, "_widest"):  # as a table goes, Qt resets the heads that Python may have let go of already
            self._widest.clear()  # there are other lines
        super().reset()

    def _scroll(self) -> None:
        self._scrolled.start()

    def _make_room(self) -> None:
        """Give the cells that have come into sight their room; those that went out of it keep theirs: nothing moves to and fro."""
        by_content, grows = QHeaderView.ResizeMode.ResizeToContents, False
        for place in range(self.count()):
            if self.sectionResizeMode(place) == by_content and not self.isSectionHidden(place):
                wanted = self._view.sizeHintForColumn(place)
                if wanted > self.sectionSize(place):
                    self._widest[place], grows = wanted, True
        if grows:
            self.resizeSections()

    def _resized(self, place: int, _before: int, now: int) -> None:
        if self._is_large:
            self._soon.start()  # a narrow head is a high one
            if self.sectionResizeMode(place) == QHeaderView.ResizeMode.ResizeToContents:
                self._widest[place] = max(self._widest.get(place, 0), now)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.FontChange:
            self._widest.clear()
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Polish, QEvent.Type.Show):
            self._fit()
        return done

    def _fit(self) -> None:
        self._is_large = is_large()
        wraps = self._is_large or self.always_wraps
        self.setDefaultAlignment(SIDE | WRAPPED if wraps else SIDE)
        # A text that is to be cut short is cut to one line, and then there is nothing to wrap.
        self.setTextElideMode(Qt.TextElideMode.ElideNone if wraps else Qt.TextElideMode.ElideRight)
        # By its bar a table is narrower, then its heads are higher, and it needs the bar; without it, it does not. A bar that
        # came and went with the heights of the heads did so for ever.
        bars = Qt.ScrollBarPolicy
        self._view.setVerticalScrollBarPolicy(bars.ScrollBarAlwaysOn if wraps else bars.ScrollBarAsNeeded)

    def sectionSizeFromContents(self, place: int) -> QSize:
        """Return how wide a head is by its longest word where letters are large, and how high in the width that it has."""
        size = self._size_of_head(place)
        return QSize(max(size.width(), self._widest.get(place, 0)), size.height())

    def _size_of_head(self, place: int) -> QSize:
        size = super().sectionSizeFromContents(place)
        if not self._is_large or self.model() is None:
            return size
        text = str(self.model().headerData(place, Qt.Orientation.Horizontal) or "")
        if not text:
            return QSize(scaled(DRAWN * 2), size.height())
        letters = QFontMetrics(_heavy(self.font()))
        whole = letters.horizontalAdvance(text)
        beside = max(size.width() - whole, letters.height())
        longest = longest_word(letters, text)
        room = QRect(0, 0, max(self.sectionSize(place) - beside, longest), 0)
        more = letters.boundingRect(room, WRAPPED, text).height() - letters.height()
        return QSize(longest + beside, size.height() + max(more, 0))

    def paintSection(self, painter: QPainter, room: QRect, place: int) -> None:
        """Draw a head; one without words as large as the letters are, and not as small as the style draws it."""
        drawn = None
        if self.model() is not None and not self.model().headerData(place, Qt.Orientation.Horizontal):
            drawn = self.model().headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.DecorationRole)
        if not isinstance(drawn, QIcon) or drawn.isNull():
            super().paintSection(painter, room, place)
            return
        option = QStyleOptionHeader()
        self.initStyleOption(option)
        option.rect, option.section = room, place
        self.style().drawControl(QStyle.ControlElement.CE_HeaderSection, option, painter, self)
        side = scaled(DRAWN)
        spot = QRect(0, 0, side, side)
        spot.moveCenter(room.center())
        drawn.paint(painter, spot)


def _heavy(font: QFont) -> QFont:
    heavy = QFont(font)
    heavy.setBold(True)
    return heavy


def with_wrapping_header(view: QTreeView) -> WrappingHeader:
    """Give a table heads that wrap; they are set up after it as those that it had."""
    made = WrappingHeader(view)
    view.setHeader(made)
    return made
