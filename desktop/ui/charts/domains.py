"""The six domains of SDG 10.7.2 as bars: the official score, and how many of five were answered."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent

from desktop.catalogue.definitions import PolicyIndicator
from desktop.catalogue.language import gettext as _
from desktop.record.scores import PolicyScore
from desktop.ui.charts.drawing import Chart

ROW = 1.75
"""Height of a row in lines of text."""


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
            if domain.answered:
                said = _("{score}  ({answered} of {questions} answered)").format(
                    score=domain.score, answered=domain.answered, questions=domain.questions
                )
            else:
                said = _("not answered")
            self._rows.append((labels[domain.number], domain.share, said))
        words = "; ".join(f"{label}: {said}" for label, _share, said in self._rows)
        self.say(_("Scores by domain"), words)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(self.unit * ROW * max(len(self._rows), 6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, unit = self.colours, self.unit
        names, numbers = self.width() * 0.36, unit * 9.5
        for place, (label, share, said) in enumerate(self._rows):
            top = place * unit * ROW
            self.text(painter, self.part(0, top, names - unit / 2, unit * ROW), label, c.text)
            middle = self.width() - names - numbers - unit
            thick = unit * 0.55
            bar = self.part(names, top + (unit * ROW - thick) / 2, max(middle, unit * 2), thick)
            self.bar(painter, bar, share, c.accent)
            self.text(painter, self.part(self.width() - numbers, top, numbers, unit * ROW), said, c.muted)
        painter.end()
