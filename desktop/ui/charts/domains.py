"""The six domains of SDG 10.7.2, question by question: yes, half, no, and not answered, which is never drawn as no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from desktop.catalogue.definitions import PolicyIndicator
from desktop.i18n.number_formatting import figure
from desktop.i18n.translation import gettext as _
from desktop.record.scores import FULL, half_points_of, score_policy
from desktop.record.submission import Submission
from desktop.ui.charts.drawing import Chart

ROW, STACKED = 1.6, 2.7
"""Height of a row in lines of text; stacked, the name stands above its segments."""

SEGMENT = 1.9
"""Width of a segment in lines of text."""


@dataclass(frozen=True)
class _Domain:
    label: str
    given: tuple[int | None, ...]  # half points of each question, None without an answer
    score: str
    said: str


class DomainSegments(Chart):
    """Five segments for each domain, one for each question, and the score of the domain."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Domain] = []

    def show_answers(self, submission: Submission, policy: PolicyIndicator) -> None:
        """Show what was answered."""
        score = score_policy(submission, policy)
        rows = []
        for domain, scored in zip(policy.domains, score.domains, strict=True):
            given = tuple(half_points_of(submission, domain, question) for question in domain.sub_categories)
            rows.append(_Domain(_(domain.label), given, figure(scored.score or ""), scored.words()))
        if rows == self._rows:
            return
        self._rows = rows
        # One a line: what is said of each has marks of its own, and a screen reader stops at the end of a line.
        said = "\n".join(_("{name}: {count}").format(name=each.label, count=each.said) for each in rows)
        self.say(_("Answers and scores by domain"), said)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(self.unit * (STACKED if self._stacked(width) else ROW) * max(len(self._rows), 6))

    def _segments(self) -> float:
        most = max((len(each.given) for each in self._rows), default=5)
        return self.unit * SEGMENT * most

    def _widest(self, texts: Sequence[str]) -> float:
        return max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0) + self.unit

    def _scores(self) -> list[str]:
        return [each.score or "–" for each in self._rows]

    def _stacked(self, width: int) -> bool:
        """Whether a name needs a line of its own, above its segments."""
        names = self._widest([each.label for each in self._rows])
        return names + self._segments() + self._widest(self._scores()) > width

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, unit = self.colours, self.unit
        stacked = self._stacked(self.width())
        names = 0.0 if stacked else self._widest([each.label for each in self._rows])
        row, scores = unit * (STACKED if stacked else ROW), self._widest(self._scores())
        for place, (each, score) in enumerate(zip(self._rows, self._scores(), strict=True)):
            top, height = place * row, row
            if stacked:
                self.text(painter, self.part(0, top, self.width(), unit * 1.2), each.label, c.text)
                top, height = top + unit * 1.2, unit * 1.2
            else:
                self.text(painter, self.part(0, top, names - unit / 2, row), each.label, c.text)
            for number, worth in enumerate(each.given):
                spot = self.part(names + number * unit * SEGMENT, top, unit * (SEGMENT - 0.25), height)
                self._segment(painter, spot, worth)
            figures = self.part(names + self._segments(), top, scores, height)
            self.text(painter, figures, score, c.text, end=True)
        painter.end()

    def _segment(self, painter: QPainter, area: QRectF, worth: int | None) -> None:
        draw_segment(painter, area, worth, self)


def draw_segment(painter: QPainter, area: QRectF, worth: int | None, chart: Chart) -> None:
    """Draw the answer to a question: full for yes, half for half, an outline for no, a broken one without an answer."""
    c, unit = chart.colours, chart.unit
    box = QRectF(area.left(), area.center().y() - unit * 0.32, area.width(), unit * 0.64)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if worth is None:
        painter.setPen(QPen(QColor(c.edge), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, 2, 2)
        chart.text(painter, box, "?", c.muted, centre=True)
        return
    painter.setPen(QPen(QColor(c.accent if worth else c.edge), 1))
    painter.drawRoundedRect(box, 2, 2)
    if worth:
        rtl = chart.layoutDirection() == Qt.LayoutDirection.RightToLeft
        wide = box.width() * worth / FULL
        painter.setBrush(QColor(c.accent))
        painter.drawRoundedRect(QRectF(box.right() - wide if rtl else box.left(), box.top(), wide, box.height()), 2, 2)


class SegmentLegend(Chart):
    """What the segments mean."""

    def __init__(self) -> None:
        super().__init__()
        self._items = [
            (FULL, _("yes")),
            (1, _("only with legal status")),
            (0, _("no")),
            (None, _("not answered (counts as 0)")),
        ]
        self.say(_("What the drawings mean"), "\n".join(label for _worth, label in self._items))
        self.setToolTip("")

    def _width(self, label: str) -> float:
        return self.unit * (SEGMENT + 1) + self.fontMetrics().horizontalAdvance(label)

    def heightForWidth(self, width: int) -> int:
        wide = sum(self._width(label) for _worth, label in self._items)
        return round(self.unit * 1.3 * (1 if wide <= width else 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = 0.0, 0.0
        for worth, label in self._items:
            wide = self._width(label)
            if left and left + wide > self.width():
                left, top = 0.0, self.unit * 1.3
            draw_segment(painter, self.part(left, top, self.unit * (SEGMENT - 0.25), self.unit * 1.3), worth, self)
            words = self.part(left + self.unit * SEGMENT, top, wide - self.unit * SEGMENT, self.unit * 1.3)
            self.text(painter, words, label, self.colours.muted)
            left += wide
        painter.end()
