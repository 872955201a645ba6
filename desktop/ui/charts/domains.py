"""The six domains of SDG 10.7.2 as five segments each: one for every question, filled by what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from desktop.catalogue.definitions import PolicyIndicator
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.chart_shapes import UNANSWERED, filled
from desktop.record.scales import FULL, HALF, answer_words
from desktop.ui.charts.drawing import Chart, write
from desktop.ui.colours import Colours
from desktop.ui.shortened import fits
from desktop.ui.theme import is_large

if TYPE_CHECKING:
    from desktop.record.scores import DomainScore, PolicyScore

ROW, OF_TWO, STACKED, LEGEND = 1.7, 2.4, 2.9, 1.5
"""Height of a row in lines of text; of one with names of two lines; stacked, with the name above its segments; of the legend."""

WIDE, HIGH, BETWEEN = 1.5, 0.72, 0.25
"""Width and height of a segment and the room to the next one, in lines of text."""


class DomainSegments(Chart):
    """A row for each domain: its segments and its score. A question without an answer is dashed, and no empty segment.

    Args:
        with_words: whether the score stands there in a sentence; otherwise as a figure.
    """

    def __init__(self, *, with_words: bool = False) -> None:
        super().__init__()
        self._with_words = with_words
        self._rows: list[tuple[str, DomainScore, str]] = []

    def set_score(self, score: PolicyScore, policy: PolicyIndicator) -> None:
        """Show a score."""
        labels = {domain.number: _(domain.label) for domain in policy.domains}
        self._rows = [
            (labels[each.number], each, each.words() if self._with_words else each.figure()) for each in score.domains
        ]
        # One a line: what is said of each has marks of its own, and a screen reader stops at the end of a line.
        words = [
            _("{domain}: {score}. {answers}").format(
                domain=label, score=each.words(), answers=" · ".join(answer_words(given) for given in each.answers)
            )
            for label, each, _said in self._rows
        ]
        self.say(_("Answers and scores by domain"), "\n".join(one_line(line) for line in words))
        self.updateGeometry()
        self.update()

    def height_at(self, width: int) -> int:
        rows = self._row(*self.shape(width)) * max(len(self._rows), 6)
        last = max(line for _x, line, *_said in self._legend(width)) if self._rows else 0
        return round(self.unit * (rows + LEGEND * (1 + last)))

    def _segments(self) -> float:
        most = max((len(each.answers) for _label, each, _said in self._rows), default=5)
        return self.unit * (WIDE * most + BETWEEN * (most - 1))

    def shape(self, width: int) -> tuple[bool, int]:
        """Return whether the names stand above their segments, and in how many lines, so that they are read whole."""
        for lines in (1,) if is_large() else (1, 2):
            if self._have_room(self._beside(width), lines):
                return False, lines
        return True, 1 if self._have_room(width, 1) else 2

    def _have_room(self, room: float, lines: int) -> bool:
        return all(fits(self.font(), label, int(room), lines) for label, _score, _said in self._rows)

    def _beside(self, width: int) -> float:
        """Return the room for names beside their segments and scores."""
        return width - self._segments() - self._widest(2) - self.unit

    @staticmethod
    def _row(stacked: bool, lines: int) -> float:
        """Return the height of a row, in lines of text."""
        if stacked:
            return STACKED + lines - 1
        return ROW if lines == 1 else OF_TWO

    def _widest(self, part: int) -> float:
        texts = [str(row[part]) for row in self._rows]
        return max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0) + self.unit

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return  # nothing was looked up yet
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, unit = self.colours, self.unit
        stacked, lines = self.shape(self.width())
        numbers, segments = self._widest(2), self._segments()
        names = 0.0 if stacked else min(self._widest(0), self._beside(self.width()) + unit / 2)
        row = unit * self._row(stacked, lines)
        for place, (label, score, said) in enumerate(self._rows):
            top = place * row
            if stacked:
                above = unit * (0.2 + lines)
                write(painter, self.part(0, top, self.width(), above), label, c.text, most=lines)
                top, height = top + above, unit * 1.4
            else:
                write(painter, self.part(0, top, names - unit / 2, row), label, c.text, most=lines)
                height = row
            for number, given in enumerate(score.answers):
                left = names + number * unit * (WIDE + BETWEEN)
                self._segment(painter, self._box(left, top, height), given, c)
            area = self.part(names + segments + unit * 0.8, top, numbers, height)
            self.text(painter, area, said, c.text if score.answered else c.muted)
        self._draw_legend(painter, len(self._rows) * row)
        painter.end()

    def _box(self, left: float, top: float, height: float) -> QRectF:
        return self.part(left, top + (height - self.unit * HIGH) / 2, self.unit * WIDE, self.unit * HIGH)

    def _segment(self, painter: QPainter, area: QRectF, given: int | None, c: Colours) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if given is None:
            painter.setPen(QPen(QColor(c.edge), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(area, 3, 3)
            small = painter.font()
            usual = painter.font()
            small.setPointSizeF(usual.pointSizeF() * 0.8)
            painter.setFont(small)
            self.text(painter, area, UNANSWERED, c.muted, centre=True)
            painter.setFont(usual)
            return
        share = filled(given)
        if share:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent))
            inner = QRectF(area)
            inner.setWidth(area.width() * share)
            if self.isRightToLeft():
                inner.moveRight(area.right())
            painter.drawRoundedRect(inner, 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(c.accent if share else c.edge), 1))
        painter.drawRoundedRect(area, 3, 3)

    def _legend(self, width: float) -> list[tuple[float, int, int | None, str]]:
        """Return what the segments mean: where each stands, in which line, and what it says in words.

        What is not answered counts as 0, and is no answer.
        """
        placed: list[tuple[float, int, int | None, str]] = []
        left, line = 0.0, 0
        for given in (FULL, HALF, 0, None):
            said = answer_words(given) if given is not None else _("Not answered (counts as 0)")
            wide = self.unit * 1.5 + self.fontMetrics().horizontalAdvance(said)
            if left and left + wide > width:
                left, line = 0.0, line + 1
            placed.append((left, line, given, said))
            left += wide + self.unit * 0.8
        return placed

    def _draw_legend(self, painter: QPainter, top: float) -> None:
        for left, line, given, said in self._legend(self.width()):
            wide = self.fontMetrics().horizontalAdvance(said) + self.unit * 0.2
            high = top + line * self.unit * LEGEND
            box = self.part(left, high + self.unit * 0.5, self.unit, self.unit * HIGH)
            self._segment(painter, box, given, self.colours)
            area = self.part(left + self.unit * 1.3, high + self.unit * 0.25, wide, self.unit * 1.2)
            self.text(painter, area, said, self.colours.muted)
