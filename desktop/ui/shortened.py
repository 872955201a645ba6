"""Texts that give way where there is little room: in so many lines, and cut short at their end."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QStaticText, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle

from desktop.i18n.isolation import continued, isolated
from desktop.i18n.translation import current_language
from desktop.ui import fonts
from desktop.ui.hyphens import as_long
from desktop.ui.tooltips import hint

_MOST = 4_000
"""Characters that are laid out to find out what fits: no screen has a longer line, and a list asks for it at each step."""

_KEPT = 1_024
"""Texts of which it is remembered how they are broken: some screens full. With the letters that are there, and the language
spoken, by which a text is set apart."""


def cut_short(letters: QFontMetrics, text: str, width: int) -> str:
    """Return a text in one line that fits a width, cut at its own end, whichever way it is read and the window is."""
    return letters.elidedText(isolated(_begins(text)), Qt.TextElideMode.ElideRight, width)


def _begins(text: str) -> str:
    """Return a text, or how it begins where somebody pasted a whole book."""
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"


def in_lines(font: QFont, text: str, width: int, most: int) -> tuple[str, ...]:
    """Return a text in at most so many lines of a width; what does not fit into the last one is cut short at its end."""
    return _in_lines(QFont(font), fonts.registered(), current_language(), text, width, most)


@lru_cache(maxsize=_KEPT)  # a list is drawn anew at each step, and nearly all of its rows say what they said
def _in_lines(font: QFont, _there: frozenset[str], _language: str, text: str, width: int, most: int) -> tuple[str, ...]:
    *lines, last = _broken(font, text if len(text) <= most * _MOST else text[: most * _MOST], width, most)
    letters = QFontMetrics(font)
    if not lines:
        return (cut_short(letters, last, width),)

    def cut(line: str) -> str:
        return letters.elidedText(continued(_begins(line), text), Qt.TextElideMode.ElideRight, width)

    return (*(cut(line) if _is_too_wide(letters, line, width) else continued(line, text) for line in lines), cut(last))


def _broken(font: QFont, text: str, width: int, most: int) -> list[str]:
    """Return a text in at most so many lines, of which the last may be wider than there is room, and so may a single word."""
    letters, lines = QFontMetrics(font), []
    while most > 1 and not _is_whole(letters, text, width):
        end = _end_of_line(font, text, width)
        if not text[end:].strip():
            # A layout takes less for the last letter than is counted for it: what just fits there would be cut.
            end = _end_of_line(font, text, width * 0.95)
        if not text[end:].strip() or not text[:end].strip():
            break
        lines.append(text[:end].rstrip())
        text, most = text[end:].lstrip(), most - 1
    return [*lines, text]


def _is_whole(letters: QFontMetrics, text: str, width: int) -> bool:
    """Whether a text is not cut in a line of a width: one that is as wide by whole pixels may be wider by parts of one."""
    if letters.horizontalAdvance(text) != width:
        return letters.horizontalAdvance(text) < width
    return letters.elidedText(text, Qt.TextElideMode.ElideRight, width) == text


def _is_too_wide(letters: QFontMetrics, line: str, width: int) -> bool:
    """Whether a line that others follow is one word that has no room, such as an address; by less than a letter it has."""
    return letters.horizontalAdvance(line) > width + letters.averageCharWidth()


def _end_of_line(font: QFont, text: str, width: float) -> int:
    """Return how many letters of a text, in whole words, a line of a width takes."""
    laid = QTextLayout(as_long(text), font)
    laid.beginLayout()
    line = laid.createLine()
    line.setLineWidth(width)
    end = line.textLength()
    laid.endLayout()
    return end


def fits(font: QFont, text: str, width: int, most: int) -> bool:
    """Whether a whole text has room in so many lines of a width in pixels."""
    return _fits(QFont(font), fonts.registered(), text, width, most)


@lru_cache(maxsize=_KEPT)
def _fits(font: QFont, _there: frozenset[str], text: str, width: int, most: int) -> bool:
    if len(text) > most * _MOST:
        return False
    letters = QFontMetrics(font)
    *lines, last = _broken(font, text, width, most)
    return _is_whole(letters, last, width) and not any(_is_too_wide(letters, each, width) for each in lines)


def draw_line(painter: QPainter, font: QFont, direction: Qt.LayoutDirection, area: QRect, text: str) -> None:
    """Draw a text that fits in one line: at the side where lines begin, in the middle of its height, in the painter's pen.

    Which glyphs it has is found out once: for a list that is drawn at each step that takes most of the time of a row.
    """
    line = _line(QFont(font), fonts.registered(), direction, text)
    size = line.size()
    from_left = area.width() - size.width() if direction == Qt.LayoutDirection.RightToLeft else 0
    painter.setFont(font)
    painter.drawStaticText(QPointF(area.x() + from_left, area.y() + (area.height() - size.height()) / 2), line)


@lru_cache(maxsize=_KEPT)
def _line(font: QFont, _there: frozenset[str], direction: Qt.LayoutDirection, text: str) -> QStaticText:
    line = QStaticText(text)
    line.setTextFormat(Qt.TextFormat.PlainText)
    option = QTextOption()
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    line.setTextOption(option)
    line.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    line.prepare(font=font)
    return line


def longest_word(letters: QFontMetrics, *texts: str) -> int:
    """Return how many pixels the longest word of some texts takes, without which it would be cut or broken.

    Where words are written without spaces between them, a line may end after any letter, and two letters are a word.
    """
    words = (word for text in texts for word in _word().findall(text))
    return max((letters.horizontalAdvance(word) for word in words), default=0)


_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"


@cache
def _word() -> re.Pattern[str]:
    """Find what stays whole in a line; wanted where letters are large, and long to compile."""
    return re.compile(f"[{_CHINESE}]{{1,2}}|[^\\s{_CHINESE}]+")


class Shortened(QLabel):
    """Words that give way where there is little room, and show that more follows; the tool tip has them all.

    Args:
        most: lines that they take; their room is kept where they need fewer.

    Attributes:
        brief: fewer words that say the same, shown whole or not at all where there is no room for the text; empty for none.
    """

    def __init__(self, text: str = "", role: str = "body", most: int = 1) -> None:
        super().__init__(_begins(text))
        self._whole = text
        self._most = most
        self.brief = ""
        self.setProperty("role", role)
        self.setToolTip(hint(text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def take_lines(self, most: int) -> None:
        """Take another number of lines from now on."""
        if most != self._most:
            self._most = most
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """Return all that is said, whatever there is room for."""
        return self._whole

    def setText(self, text: str) -> None:
        """Say something else, here and in the tool tip."""
        self._whole = text
        super().setText(_begins(text))  # Qt lays out all of it, to find out how high it is
        self.setToolTip(hint(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        text = "\n".join(self.shown(room.width()))
        painter = QPainter(self)
        upright = Qt.AlignmentFlag.AlignVCenter if self._most == 1 else Qt.AlignmentFlag.AlignTop
        along = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        line = upright | QStyle.visualAlignment(self.layoutDirection(), along)
        self.style().drawItemText(painter, room, line, self.palette(), self.isEnabled(), text, self.foregroundRole())

    def shown(self, width: int) -> tuple[str, ...]:
        """Return the lines that are seen in a room of a width in pixels."""
        if not self.brief or self._fits(width):
            return in_lines(self.font(), self.text(), width, self._most)
        return (self.brief,) if fits(self.font(), self.brief, width, 1) else ()

    def fits(self, width: int, most: int) -> bool:
        """Whether the whole text has room in so many lines of a width in pixels."""
        return fits(self.font(), self.text(), width, most)

    def _fits(self, width: int) -> bool:
        """Whether the whole text has room in its lines."""
        return self.fits(width, self._most)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), size.height() + self.fontMetrics().lineSpacing() * (self._most - 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
