"""What pictures with a column for each objective have in common: columns to point at, to walk along, to choose."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip

from desktop.ui.charts.drawing import Chart
from desktop.ui.tooltips import hint


class ObjectiveColumns(Chart):
    """A column for each objective, with the names of the rows at the leading side.

    Subclasses paint the columns and say each of them in words.

    Signals:
        chosen: the number of an objective, by a click or by the Enter key.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.numbers: tuple[int, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.is_chart = True
        self.setMouseTracking(True)

    def words_of(self, number: int) -> str:
        """Return what the column of an objective shows, in words."""
        raise NotImplementedError

    def row_names(self) -> list[str]:
        """Return the names of the rows."""
        raise NotImplementedError

    def say_columns(self, name: str, numbers: tuple[int, ...]) -> None:
        """Take the objectives that are shown, and say all columns in words."""
        self.numbers = numbers
        self._at = min(self._at, max(len(numbers) - 1, 0))
        self.say(name, "\n".join(self.words_of(number) for number in numbers))
        self.setToolTip("")  # each column has its own
        self.updateGeometry()
        self.update()

    def lead(self) -> float:
        """Return the width of the names of the rows."""
        widest = max((self.fontMetrics().horizontalAdvance(name) for name in self.row_names()), default=0)
        return min(widest + self.unit, self.width() * 0.4)

    def column(self, place: int) -> QRectF:
        """Return the area of a column."""
        lead = self.lead()
        wide = (self.width() - lead) / max(len(self.numbers), 1)
        return self.part(lead + place * wide, 0, wide, self.height())

    def ring(self, painter: QPainter) -> None:
        """Draw the ring around the column that the keyboard is at."""
        if self.hasFocus() and self.numbers:
            painter.setPen(QPen(QColor(self.colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.column(self._at).adjusted(1, 1, -1, -1), 4, 4)

    def place_at(self, point: QPointF) -> int | None:
        """Return the column at a point."""
        return next((place for place in range(len(self.numbers)) if self.column(place).contains(point)), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if place is not None:
            self.chosen.emit(self.numbers[place])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.place_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ahead, back = (Qt.Key.Key_Left, Qt.Key.Key_Right) if rtl else (Qt.Key.Key_Right, Qt.Key.Key_Left)
        places = {
            ahead: self._at + 1,
            back: self._at - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.numbers) - 1,
        }
        if not self.numbers:
            super().keyPressEvent(event)
        elif event.key() in places:
            self._at = places[Qt.Key(event.key())] % len(self.numbers)
            self.setAccessibleName(self.words_of(self.numbers[self._at]))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.numbers[self._at])
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
            place = self.place_at(QPointF(event.pos()))
            if place is not None:
                QToolTip.showText(event.globalPos(), hint(self.words_of(self.numbers[place])), self)
                return True
        return super().event(event)
