"""The 23 objectives side by side: how far the work is, and where the country says that it stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.record.progress import STEPS, ObjectiveProgress, RollUp
from desktop.ui.charts.columns import ObjectiveColumns
from desktop.ui.style import mixed

TALL = 4.2
"""Height of the columns in lines of text."""

RATING_TINTS = (0.08, 0.24, 0.42, 0.75, 1.0)
"""How much of the accent lies in the ground of a rating; its figure says it too."""


class ObjectiveStrip(ObjectiveColumns):
    """A column for each objective, filled as far as its steps are done, with the rating below as a figure."""

    def __init__(self) -> None:
        super().__init__()
        self._objectives: dict[int, ObjectiveProgress] = {}
        self._labels: dict[int, str] = {}

    def set_roll_up(self, whole: RollUp, catalogue: Catalogue) -> None:
        """Show the progress of every objective."""
        self._objectives = {each.number: each for each in whole.objectives}
        self._labels = {number: catalogue.label(number) for number in self._objectives}
        self.say_columns(_("Progress by objective"), tuple(self._objectives))

    def words_of(self, number: int) -> str:
        """Return the steps and the rating of an objective in words."""
        each = self._objectives[number]
        rating = _("not rated") if each.rating is None else _("rated {rating} of 4").format(rating=each.rating)
        return _("{number} {label}. Steps done: {done} of {of}; {rating}").format(
            number=number, label=self._labels[number], done=each.done, of=each.of, rating=rating
        )

    def row_names(self) -> list[str]:
        """Return the names of the rows."""
        return [
            _("Steps done, of {steps}").format(steps=STEPS),
            _("Objective"),
            _("Rating, {least} to {most}").format(least=0, most=len(RATING_TINTS) - 1),
        ]

    def heightForWidth(self, width: int) -> int:
        return round(self.unit * (TALL + 3.4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, unit = self.colours, self.unit
        top = unit * 0.3
        tops = (top, top + unit * (TALL + 0.2), top + unit * (TALL + 1.6))
        heights = (unit * TALL, unit * 1.3, unit * 1.3)
        for name, y, height in zip(self.row_names(), tops, heights, strict=True):
            self.text(painter, self.part(0, y, self.lead() - unit / 2, height), name, c.muted)
        for place, number in enumerate(self.numbers):
            each, column = self._objectives[number], self.column(place)
            wide = min(column.width() * 0.72, unit * 1.9)
            left = column.center().x() - wide / 2
            step = heights[0] / STEPS
            painter.setPen(Qt.PenStyle.NoPen)
            for done in range(STEPS):
                painter.setBrush(QColor(c.accent if done < each.done else c.sunken))
                box = QRectF(left, top + heights[0] - (done + 1) * step + 1, wide, step - 2)
                painter.drawRoundedRect(box, 3, 3)
            self.text(painter, _row(column, tops[1], heights[1]), str(number), c.text, centre=True)
            self._rating(painter, QRectF(left, tops[2], wide, heights[2]), each.rating)
        self.ring(painter)
        painter.end()

    def _rating(self, painter: QPainter, area: QRectF, rating: int | None) -> None:
        c = self.colours
        if rating is None:
            self.text(painter, area, "–", c.muted, centre=True)
            return
        tint = mixed(c.accent, c.surface, RATING_TINTS[rating])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(area, 3, 3)
        self.text(painter, area, str(rating), c.on_accent if RATING_TINTS[rating] > 0.5 else c.text, centre=True)


def _row(column: QRectF, top: float, height: float) -> QRectF:
    return QRectF(column.left(), top, column.width(), height)
