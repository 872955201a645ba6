"""How much of the submission is cleared: a sentence that leads to the page of clearance, and a bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n.lists import separated
from desktop.i18n.translation import gettext as _
from desktop.record.clearance_rules import is_begun
from desktop.record.clearance_state import Tallied
from desktop.record.submission import Submission
from desktop.ui.charts.drawing import Chart
from desktop.ui.layout import GAP, across, button
from desktop.ui.navigation import Place

HIGH = 0.5
"""Of the bar, in lines of text."""


class ClearanceRow(QWidget):
    """Stands above the cards of the overview, where anything was cleared or is wanted to be."""

    def __init__(self, go: Callable[[Place], object]) -> None:
        super().__init__()
        self.link = button(" ", lambda: go(Place("clearance")), role="link")
        self.bar = ClearanceBar()
        row = across(self.link, self.bar, spacing=GAP)
        row.setStretch(1, 1)
        self.setLayout(row)

    def keep_room(self, submission: Submission) -> None:
        """Take its place, or none, before it is known how much is cleared."""
        self.setVisible(is_begun(submission))

    def show_tallied(self, submission: Submission, tallied: Tallied) -> None:
        """Show how much is cleared."""
        self.keep_room(submission)
        self.link.setText(tallied.sentence())
        self.bar.show_tallied(tallied)


class ClearanceBar(Chart):
    """A bar with a stretch for what is cleared, what was changed since, what is reviewed, and the rest."""

    def __init__(self) -> None:
        super().__init__()
        self._tallied = Tallied(0, 0)

    def heightForWidth(self, width: int) -> int:
        return self.unit

    def show_tallied(self, tallied: Tallied) -> None:
        """Show how much is cleared."""
        self._tallied = tallied
        rest = tallied.of - tallied.cleared - tallied.changed - tallied.reviewed
        counts = (
            (_("Cleared: {count}"), tallied.cleared),
            (_("Changed since clearance: {count}"), tallied.changed),
            (_("Reviewed: {count}"), tallied.reviewed),
            (_("Draft: {count}"), rest),
        )
        self.say(_("Clearance"), separated(text.format(count=count) for text, count in counts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        c, tallied = self.colours, self._tallied
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.unit * HIGH
        top = (self.height() - height) / 2
        painter.setPen(QColor(c.edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.part(0.5, top, self.width() - 1, height))
        left = 0.5
        for count, colour, brush in (
            (tallied.cleared, c.done, Qt.BrushStyle.SolidPattern),
            (tallied.changed, c.warns, Qt.BrushStyle.BDiagPattern),  # told apart without their colours too
            (tallied.reviewed, c.accent, Qt.BrushStyle.Dense5Pattern),
        ):
            wide = (self.width() - 1) * count / max(tallied.of, 1)
            if wide:
                painter.setPen(QColor(colour))
                painter.setBrush(QBrush(QColor(colour), brush))
                painter.drawRect(self.part(left, top, wide, height))
                left += wide
