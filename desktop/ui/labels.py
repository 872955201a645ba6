"""Labels that are quick to be laid out, and whose lines end where they should in each direction of writing."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QStyle, QWidget

from desktop.ui.hyphens import JOINED, kept_together
from desktop.ui.theme import scaled

MOST_HEIGHTS = 64
"""Heights that a label remembers: a text that changes with each entry would have ever more of them."""

MOST_TIED = 20
"""Letters of the last two words of a headline that may stay together: where little room is, a longer piece would be cut."""

LEAST_TIED = 4
"""Words of a headline, and with them the ends of its lines, from which one is left alone at the end."""

NO_BREAK = "\u00a0"

COLON = "\uff1a"
_COUNTED = re.compile(f"{COLON}(?=[0-9])")
_LAST_FIGURE = re.compile("(?<=:) (?=[0-9]+[.]?$)")

SELECTING = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
"""What lets words be selected; those are drawn as a document, in which every line is where it should be."""


class QuickHint:
    """Comes before the Qt class of a widget that stands where its height is asked for by width: it would like what its layout says.

    Left to itself, Qt asks all that is in it by `heightForWidth` once more, for the width that it would like. Where such widgets
    stand in one another each has another such width, and all labels in them were asked for each of them again and again.
    """

    def sizeHint(self: QWidget) -> QSize:  # type: ignore[misc]  # of a widget, since a Qt class comes after this one
        inside = self.layout()
        if inside is None:
            return QWidget.sizeHint(self)
        return inside.sizeHint().grownBy(self.contentsMargins())


def tied(text: str, *, headline: bool) -> str:
    """Return a text whose figures stay beside the colon before them, and `mail` beside the `e-`; of a headline, the last two
    words together too.

    In Chinese those are all figures, elsewhere the one that the text ends with: it would stand in a line of its own.
    """
    text = kept_together(text)
    if COLON in text:
        text = _COUNTED.sub(COLON + JOINED, text)
    text = _LAST_FIGURE.sub(NO_BREAK, text)
    if not headline:
        return text
    before, _space, last = text.rpartition(" ")
    beside = before.rpartition(" ")[2]
    if before.count(" ") + 2 < LEAST_TIED or not last or "\n" in last or len(beside) + len(last) > MOST_TIED:
        return text
    return f"{before}{NO_BREAK}{last}"


class Words(QLabel):
    """A label that remembers how high it is at a width.

    Some of its words stay in one line, see `tied`, unless they can be copied; what it says is told without the signs that
    hold them.

    Layouts that stand in one another ask each label of a form for five widths, several times for each thing that comes or
    goes, and Qt sets the words anew for each.
    """

    def __init__(self, text: str, *, headline: bool = False) -> None:
        super().__init__()
        self._headline = headline
        self._told: str | None = None
        self._copied = False
        self._heights: dict[tuple[str, int, int], int] = {}
        self._letters = self._least = 0
        self._kept: tuple[str, ...] = ()
        self._say(text)

    def text(self) -> str:
        return super().text() if self._told is None else self._told

    def setText(self, text: str) -> None:
        self._say(text)

    def _say(self, text: str) -> None:
        # Whoever can copy the words wants no signs in them that were not written.
        drawn = text if self._copied else tied(text, headline=self._headline)
        before, self._told = self._told, text if drawn != text else None
        if self._told != before and self.accessibleName() == (before or ""):
            self.setAccessibleName(self._told or "")  # by itself a screen reader is told what is drawn
        super().setText(drawn)

    def setTextInteractionFlags(self, flags: Qt.TextInteractionFlag) -> None:
        super().setTextInteractionFlags(flags)
        self._copied = bool(flags & SELECTING)
        self._say(self.text())

    def heightForWidth(self, width: int) -> int:
        asked = (self.text(), width, self.minimumHeight())  # no label says less than its least height
        height = self._heights.get(asked)
        if height is None:
            if len(self._heights) >= MOST_HEIGHTS:
                self._heights.clear()
            height = max(super().heightForWidth(width), *(self._height_of(each, width) for each in self._kept), 0)
            self._heights[asked] = height
        return height

    def _height_of(self, text: str, width: int) -> int:
        """Return how high it would be with another text."""
        around = self.contentsMargins()
        room = QRect(0, 0, width - around.left() - around.right() - 2 * self.margin(), 0)
        lines = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        return lines.height() + around.top() + around.bottom() + 2 * self.margin()

    def keep_lines_of(self, *texts: str) -> None:
        """Have the lines of the longest of some texts, whichever it says: what stands below it does not move then."""
        if texts != self._kept:
            self._kept = texts
            self._heights.clear()
            self.setAlignment(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask | Qt.AlignmentFlag.AlignTop)
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words; those written from the right to the left not by Qt.

        It moves each line but the last of those to the left by the space at which the line ends, and where the line is
        full its last letter is cut.
        """
        if not self.isRightToLeft() or self.textInteractionFlags() & SELECTING:
            super().paintEvent(event)
            return
        right_to_left = Qt.LayoutDirection.RightToLeft
        room = self.contentsRect()
        words = QTextLayout(super().text().replace("\n", "\u2028"), self.font(), self)
        along = QStyle.visualAlignment(right_to_left, self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option = QTextOption(along | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(right_to_left)
        option.setWrapMode(QTextOption.WrapMode.WordWrap if self.wordWrap() else QTextOption.WrapMode.ManualWrap)
        words.setTextOption(option)
        between = self.fontMetrics().leading()
        height = -float(between)
        words.beginLayout()
        while (line := words.createLine()).isValid():
            line.setLineWidth(room.width())
            height += between
            line.setPosition(QPointF(0, height))
            height += line.height()
        words.endLayout()
        top = float(room.top())
        if not self.alignment() & Qt.AlignmentFlag.AlignTop:
            top += (room.height() - height) / (1 if self.alignment() & Qt.AlignmentFlag.AlignBottom else 2)
        painter = QPainter(self)
        self.drawFrame(painter)
        group = QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(self.palette().color(group, self.foregroundRole()))
        words.draw(painter, QPointF(room.left(), top))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._heights.clear()  # other letters, another look
        # Few have a size of their own, and to ask an event for its type takes longer than all else here.
        if (self._letters or self._least) and event.type() == QEvent.Type.FontChange:
            if self._letters:
                self.keep_wide(self._letters)
            if self._least:
                self.keep_high(self._least)

    def keep_high(self, least: int) -> None:
        """Be at least as high as so many pixels at 100 %, whatever the size of letters."""
        self._least = least
        self.setMinimumHeight(scaled(least))

    def keep_wide(self, letters: int) -> None:
        """Be as wide as so many letters, whatever their size."""
        self._letters = letters
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * letters)

    def setContentsMargins(self, *room: Any) -> None:
        super().setContentsMargins(*room)
        self._heights.clear()

    def setWordWrap(self, wraps: bool) -> None:
        super().setWordWrap(wraps)
        self._heights.clear()
