"""The six domains of SDG 10.7.2 as bars: the official score, and how many of five were answered."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent

from desktop.catalogue.definitions import PolicyIndicator
from desktop.i18n.translation import gettext as _
from desktop.record.scores import PolicyScore
from desktop.ui.charts.drawing import Chart

ROW, STACKED = 1.75, 2.9
"""Height of a row in lines of text; stacked, the name stands above its bar."""

LEAST_BAR = 8
"""Width of a bar in lines of text, below which names are stacked."""


class DomainBars(Chart):
    """One bar for each domain; a domain without an answer is an empty bar that says so."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, float, str]] = []

    def set_score(self, score: PolicyScore, policy: PolicyIndicator) -> None:
        """Show a score."""
        labels = {domain.number: _(domain.label) for domain in policy.domains}
        self._rows = []
        for domain in score.domains:
            self._rows.append((labels[domain.number], domain.share, domain.words()))
        # One a line: what is said of each has marks of its own, and a screen reader stops at the end of a line.
        words = "\n".join(f"{label}: {said}" for label, _share, said in self._rows)
        self.say(_("Scores by domain"), words)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(self.unit * (STACKED if self._stacked(width) else ROW) * max(len(self._rows), 6))

    def _stacked(self, width: int) -> bool:
        """Whether a name needs a line of its own, above its bar."""
        return self._widest(0) + self._widest(1) + self.unit * LEAST_BAR > width

    def _widest(self, part: int) -> float:
        texts = [(label, said)[part] for label, _share, said in self._rows]
        return max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0) + self.unit

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, unit = self.colours, self.unit
        stacked = self._stacked(self.width())
        names = 0.0 if stacked else self._widest(0)
        numbers = self._widest(1)
        row, thick = unit * (STACKED if stacked else ROW), unit * 0.55
        for place, (label, share, said) in enumerate(self._rows):
            top = place * row
            if stacked:
                self.text(painter, self.part(0, top, self.width(), unit * 1.2), label, c.text)
                top, height = top + unit * 1.2, unit * 1.2
            else:
                self.text(painter, self.part(0, top, names - unit / 2, row), label, c.text)
                height = row
            bar = self.part(names, top + (height - thick) / 2, max(self.width() - names - numbers, unit), thick)
            self.bar(painter, bar, share, c.accent)
            figures = self.part(self.width() - numbers + unit * 0.7, top, numbers - unit * 0.7, height)
            self.text(painter, figures, said, c.muted)
        painter.end()
