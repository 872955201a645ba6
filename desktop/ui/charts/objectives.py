"""The 23 objectives side by side: how far the work is, and where the country says that it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.language import gettext as _
from desktop.record.progress import RATINGS, STEPS, ObjectiveProgress, RollUp
from desktop.ui.charts.drawing import Chart

TALL = 4.2
"""Height of the columns in lines of text."""


class ObjectiveStrip(Chart):
    """A column for each objective, filled as far as its steps are done, with the rating below as a figure.

    Signals:
        chosen: the number of an objective, by a click or by the Enter key.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._objectives: tuple[ObjectiveProgress, ...] = ()
        self._labels: dict[int, str] = {}
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_roll_up(self, whole: RollUp, catalogue: Catalogue) -> None:
        """Show the progress of every objective."""
        self._objectives = whole.objectives
        self._labels = {each.number: catalogue.label(each.number) for each in whole.objectives}
        self.say(_("Progress by objective"), "; ".join(self._words(each) for each in self._objectives))
        self.setToolTip("")
        self.update()

    def _words(self, each: ObjectiveProgress) -> str:
        rating = _("not rated") if each.rating is None else _("rated {rating} of 4").format(rating=each.rating)
        return _("{number} {label}: {done} of {of} steps, {rating}").format(
            number=each.number, label=self._labels[each.number], done=each.done, of=each.of, rating=rating
        )

    def heightForWidth(self, width: int) -> int:
        return round(self.unit * (TALL + 4.1))

    def _column(self, place: int) -> QRectF:
        wide = self.width() / max(len(self._objectives), 1)
        return self.part(place * wide, 0, wide, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, unit = self.colours, self.unit
        for place, each in enumerate(self._objectives):
            column = self._column(place)
            gap = column.width() * 0.16
            wide = min(column.width() - 2 * gap, unit * 1.9)
            left = column.center().x() - wide / 2
            step = unit * TALL / STEPS
            for number in range(STEPS):
                box = QRectF(left, unit * TALL - (number + 1) * step + 1, wide, step - 2)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(c.accent if number < each.done else c.sunken))
                painter.drawRoundedRect(box, 3, 3)
            if self.hasFocus() and place == self._at:
                painter.setPen(QPen(QColor(c.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(left - 4, 1, wide + 8, self.height() - unit * 1.6), 4, 4)
            line = QRectF(column.left(), unit * (TALL + 0.15), column.width(), unit * 1.1)
            self.text(painter, line, str(each.number), c.text, centre=True)
            line.translate(0, unit * 1.1)
            rating = "–" if each.rating is None else str(each.rating)
            self.text(painter, line, rating, c.accent if each.rating is not None else c.muted, centre=True)
        legend = _("Columns: steps done of {steps}. Below: number of the objective, and its rating from 0 to {most}.")
        foot = self.part(0, self.height() - unit * 1.3, self.width(), unit * 1.3)
        self.text(painter, foot, legend.format(steps=STEPS, most=len(RATINGS) - 1), c.muted)
        painter.end()

    def _place_at(self, point: QPointF) -> int | None:
        for place in range(len(self._objectives)):
            if self._column(place).contains(point):
                return place
        return None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is not None:
            self.chosen.emit(self._objectives[place].number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = Qt.Key.Key_Left if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if ahead == Qt.Key.Key_Left else Qt.Key.Key_Left
        if event.key() in (ahead, back) and self._objectives:
            self._at = (self._at + (1 if event.key() == ahead else -1)) % len(self._objectives)
            self.setAccessibleName(self._words(self._objectives[self._at]))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._objectives:
            self.chosen.emit(self._objectives[self._at].number)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._place_at(QPointF(event.pos()))
            if place is not None:
                QToolTip.showText(event.globalPos(), self._words(self._objectives[place]), self)
                return True
        return super().event(event)
