"""Where the country stands, objective by objective: the rating with its direction, and the gaps that have no pledge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.ui.charts.columns import ObjectiveColumns
from desktop.ui.charts.drawing import Chart
from desktop.ui.charts.rating_scale import STEPS, draw_direction, draw_rating

LINE = 1.5
"""Height of a line in lines of text."""

NARROW = 64
"""Letters of room below which all objectives stand in one column."""


@dataclass(frozen=True)
class Standing:
    """What is shown of an objective.

    Args:
        label: its short name.
        rating, direction: the keys of the step and of the direction, empty where nobody said.
        said: both in words.
        open_gaps: its gaps that have no pledge.
    """

    label: str
    rating: str
    direction: str
    said: str
    open_gaps: int


class ObjectiveStandings(ObjectiveColumns):
    """A line for each objective, in two columns, below the names of the groups."""

    def __init__(self) -> None:
        super().__init__()
        self._standings: Mapping[int, Standing] = {}
        self._lines: list[tuple[str, int]] = []  # the name of a group and 0, or the number of an objective
        self._areas: list[QRectF] = []

    def show_standings(self, standings: Mapping[int, Standing], groups: Sequence[tuple[str, Sequence[int]]]) -> None:
        """Show every objective as it is now, in the order of its groups."""
        lines: list[tuple[str, int]] = []
        for name, numbers in groups:
            lines += ([(name, 0)] if name else []) + [("", number) for number in numbers]
        if (standings, lines) == (self._standings, self._lines):
            return
        self._standings, self._lines = standings, lines
        self.say_columns(_("Where we stand, by objective"), tuple(number for _name, number in lines if number))

    def words_of(self, number: int) -> str:
        """Return the rating, the direction and the open gaps of an objective in words."""
        each = self._standings[number]
        said = [_("{number} {label}: {said}").format(number=number, label=each.label, said=each.said)]
        if each.open_gaps:
            text = ngettext("{count} gap without a pledge", "{count} gaps without a pledge", each.open_gaps)
            said.append(text.format(count=each.open_gaps))
        return ". ".join(said)

    def row_names(self) -> list[str]:
        """Return nothing: what each drawing means stands below them."""
        return []

    def _columns(self, width: int) -> int:
        return 1 if width < self.fontMetrics().averageCharWidth() * NARROW else 2

    def _rows(self, width: int) -> int:
        return -(-len(self._lines) // self._columns(width))

    def heightForWidth(self, width: int) -> int:
        return round(self.unit * LINE * max(self._rows(width), 12 if self._columns(width) == 2 else 23))

    def _area(self, place: int) -> QRectF:
        columns, rows = self._columns(self.width()), self._rows(self.width())
        gap = self.unit * 1.5
        wide = (self.width() - gap * (columns - 1)) / columns
        along, down = divmod(place, max(rows, 1))
        return self.part(along * (wide + gap), down * self.unit * LINE, wide, self.unit * LINE)

    def column(self, place: int) -> QRectF:
        """Return the area of the objective at a place."""
        number = self.numbers[place]
        return self._area(next(at for at, (_name, each) in enumerate(self._lines) if each == number))

    def place_at(self, point: QPointF) -> int | None:
        """Return the objective at a point."""
        return next((place for place in range(len(self.numbers)) if self.column(place).contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (name, number) in enumerate(self._lines):
            area = self._area(place)
            if number:
                self._objective(painter, area, number)
            else:
                self._heading(painter, area, name)
        self.ring(painter)
        painter.end()

    def _heading(self, painter: QPainter, area: QRectF, name: str) -> None:
        font = painter.font()
        font.setBold(True)
        painter.save()
        painter.setFont(font)
        self.text(painter, area, name, self.colours.muted)
        painter.restore()

    def _objective(self, painter: QPainter, area: QRectF, number: int) -> None:
        each, c, unit = self._standings[number], self.colours, self.unit
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft

        def part(lead: float, width: float) -> QRectF:
            left = area.right() - lead - width if rtl else area.left() + lead
            return QRectF(left, area.top(), width, area.height())

        scale, gaps = unit * (STEPS + 1) * 0.9 + unit * 0.4, unit * 4.2
        name = max(area.width() - unit * 2 - scale - gaps, unit * 2)
        self.text(painter, part(0, unit * 1.4), str(number), c.muted, end=True)
        self.text(painter, part(unit * 1.9, name - unit * 0.2), each.label, c.text)
        draw_rating(painter, part(unit * 2 + name, scale), each.rating, each.direction, c, leftwards=rtl)
        if each.open_gaps:
            text = ngettext("{count} gap", "{count} gaps", each.open_gaps).format(count=each.open_gaps)
            self.text(painter, part(area.width() - gaps + unit * 0.2, gaps - unit * 0.2), text, c.warns)
        painter.setPen(QColor(c.line))
        painter.drawLine(QPointF(area.left(), area.bottom()), QPointF(area.right(), area.bottom()))


class RatingLegend(Chart):
    """What the drawings mean: the steps of the rating, then the directions."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        kind = catalogue.kind("assessment")
        steps = [(option.key, "", _(option.label)) for option in kind.field("rating").options]
        directions = [("", option.key, _(option.label)) for option in kind.field("trend").options]
        self._items = [*steps, ("", "", _("Not rated")), *directions]
        self.say(_("What the drawings mean"), "\n".join(label for _step, _direction, label in self._items))
        self.setToolTip("")

    def _places(self, width: float) -> list[tuple[float, int]]:
        """Return where each drawing begins: how far from the leading side, and in which line."""
        places: list[tuple[float, int]] = []
        left, line = 0.0, 0
        for item in self._items:
            wide = self._width(item)
            if left and left + wide > width:
                left, line = 0.0, line + 1
            places.append((left, line))
            left += wide
        return places

    def _drawing(self, item: tuple[str, str, str]) -> float:
        return self.unit * (1.1 if item[1] else STEPS * 0.9)

    def _width(self, item: tuple[str, str, str]) -> float:
        return self._drawing(item) + self.fontMetrics().horizontalAdvance(item[2]) + self.unit * 1.2

    def heightForWidth(self, width: int) -> int:
        return round(self.unit * 1.3 * (self._places(width)[-1][1] + 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for item, (left, line) in zip(self._items, self._places(self.width()), strict=True):
            step, direction, label = item
            drawing = self._drawing(item)
            area = self.part(left, line * self.unit * 1.3, drawing, self.unit * 1.3)
            if direction:
                draw_direction(painter, area, direction, self.colours, leftwards=rtl)
            else:
                draw_rating(painter, area, step, "", self.colours, leftwards=rtl)
            words = self.part(left + drawing, area.top(), self._width(item) - drawing, area.height())
            self.text(painter, words, label, self.colours.muted)
        painter.end()
