"""The drawings of the report. Every drawing says in words or figures what it shows; colour alone says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.package.report.blocks import Figure, Setting, Text, Words
from desktop.package.report.painter import Painter
from desktop.package.report.style import (
    ACCENT,
    ACCENT_SOFT,
    INK,
    LINE,
    MUTED,
    SOFT,
    WARNING,
    WHITE,
    WIDTH,
    Align,
    Style,
)
from desktop.record.matrix import GapMatrix, PrincipleRow
from desktop.record.progress import STEPS, ObjectiveProgress
from desktop.record.scores import PolicyScore, Series

_NAME = Style(size=8, leading=1.3, align="document", after=0)
_FIGURE = Style(size=8, leading=1.3, bold=True, align="end", after=0)
_QUIET = Style(size=7.5, leading=1.3, colour=MUTED, align="document", after=0)
_TILE = Style(size=20, leading=1.15, bold=True, colour=ACCENT, align="document", after=0)


class Charts:
    """Draws in one document."""

    def __init__(self, catalogue: Catalogue, setting: Setting) -> None:
        self._catalogue = catalogue
        self._setting = setting

    def _write(self, painter: Painter, words: Words, style: Style, x: float, y: float, width: float) -> float:
        text = Text(words, style, self._setting)
        text.draw(painter, x, y, width)
        return text.height(width)

    def tiles(self, tiles: Sequence[tuple[str, str]]) -> Figure:
        """Return large figures in a row, each with what it counts."""
        gap = 10.0
        width = (WIDTH - gap * (len(tiles) - 1)) / len(tiles)
        height = 38.0 + max(Text(label, _QUIET, self._setting).height(width - 20) for _number, label in tiles)

        def paint(painter: Painter, x: float, y: float, _width: float) -> None:
            for number, label in tiles:
                painter.box(x, y, width, height, fill=SOFT, radius=4)
                self._write(painter, number, _TILE, x + 10, y + 7, width - 20)
                self._write(painter, label, _QUIET, x + 10, y + 32, width - 20)
                x += width + gap

        return Figure(height, paint, after=8)

    def progress(self, objectives: Sequence[ObjectiveProgress]) -> Figure:
        """Return the rating of every objective as four steps, in two columns."""
        line = 14.5
        half = (len(objectives) + 1) // 2
        gap = 22.0
        column = (WIDTH - gap) / 2
        bar = 48.0

        def paint(painter: Painter, x: float, y: float, _width: float) -> None:
            for place, objective in enumerate(objectives):
                left = x + (column + gap) * (place // half)
                top = y + line * (place % half)
                number = Text(f"{objective.number}", _FIGURE, self._setting)
                number.draw(painter, left, top, 16)
                label = self._short(self._catalogue.label(objective.number), column - bar - 32)
                label.draw(painter, left + 22, top, column - bar - 28)
                self.steps(painter, left + column - bar, top + 3.0, bar, objective.rating)

        return Figure(line * half, paint, after=6)

    def _short(self, text: str, width: float) -> Text:
        """Return the text on one line, shortened where it does not fit; the chapter has it whole."""
        words = Text(text, _NAME, self._setting)
        while words.width() > width and len(text) > 3:
            text = text[:-2].rstrip(" ,;…") + "…"
            words = Text(text, _NAME, self._setting)
        return words

    def steps(self, painter: Painter, x: float, y: float, width: float, rating: int | None) -> None:
        """Draw a rating: a filled square for each step that is reached, and only outlines where nobody rated."""
        gap = 2.5
        step = (width - gap * (STEPS - 1)) / STEPS
        for number in range(STEPS):
            left = x + number * (step + gap)
            if rating is None:
                painter.rule(left, y + 2.5, left + step, y + 2.5, LINE, 0.8)
            elif number < rating:
                painter.box(left, y, step, 5, fill=ACCENT, radius=1)
            else:
                painter.box(left, y, step, 5, fill=ACCENT_SOFT, radius=1)

    def legend(self) -> Figure:
        """Return what the steps mean."""
        field = self._catalogue.kind("assessment").field("rating")
        cells = [(place, _(option.label)) for place, option in enumerate(field.options)]
        shown: list[tuple[int | None, str]] = [*cells, (None, _("Not rated"))]
        widths = [Text(label, _QUIET, self._setting).width() + 38 for _rating, label in shown]
        rows = 1 if sum(widths) <= WIDTH else 2

        def paint(painter: Painter, x: float, y: float, width: float) -> None:
            left, top = x, y
            for number, ((rating, label), wide) in enumerate(zip(shown, widths, strict=True)):
                if rows == 2 and number == (len(shown) + 1) // 2:
                    left, top = x, y + 12
                self.steps(painter, left, top + 2.6, 24, rating)
                self._write(painter, label, _QUIET, left + 28, top, wide)
                left += wide

        return Figure(12.0 * rows, paint, after=10)

    def rating(self, rating: int | None, label: str) -> Figure:
        """Return one rating, large, with its words."""
        style = Style(size=11, bold=True, leading=1.3, align="document", after=0)

        def paint(painter: Painter, x: float, y: float, width: float) -> None:
            gap, step = 4.0, 24.0
            for number in range(STEPS):
                fill = ACCENT if rating is not None and number < rating else ACCENT_SOFT
                painter.box(x + number * (step + gap), y + 4, step, 8, fill=fill, radius=2)
            self._write(painter, label, style, x + STEPS * (step + gap) + 8, y, width - STEPS * (step + gap) - 8)

        return Figure(20, paint, after=8, keep=True)

    def domains(self, score: PolicyScore) -> Figure:
        """Return the score of each domain of SDG 10.7.2 as a bar, with how many questions were answered."""
        labels = {each.number: _(each.label) for each in self._catalogue.policy.domains}
        line = 15.5
        said = [each.words() for each in score.domains]
        # As wide as the longest in this language, so that each stands on one line.
        figure = min(max(Text(each, _QUIET, self._setting).width() for each in said) + 4, WIDTH * 0.45)
        name = min(WIDTH * 0.4, WIDTH * 0.8 - figure)

        def paint(painter: Painter, x: float, y: float, width: float) -> None:
            room = width - name - figure - 16
            for domain, text in zip(score.domains, said, strict=True):
                self._short(labels[domain.number], name - 4).draw(painter, x, y, name)
                painter.box(x + name, y + 2, room, 7, fill=SOFT, radius=2)
                if domain.answered and domain.share:
                    painter.box(x + name, y + 2, room * domain.share, 7, fill=ACCENT, radius=2)
                self._write(painter, text, _QUIET, x + name + room + 12, y, figure + 4)
                y += line

        return Figure(line * len(score.domains), paint, after=8)

    def gaps(self, matrix: GapMatrix) -> Figure:
        """Return how many gaps are answered by a pledge, as one bar in two parts."""
        count, open_ones = len(matrix.gaps), len(matrix.unanswered)

        def paint(painter: Painter, x: float, y: float, width: float) -> None:
            answered = width * (count - open_ones) / count if count else 0.0
            painter.box(x, y, width, 12, fill=SOFT, radius=2)
            if count - open_ones:
                painter.box(x, y, answered, 12, fill=ACCENT, radius=2)
            if open_ones:
                painter.box(x + answered, y, width - answered, 12, stroke=WARNING, radius=2, thickness=0.8)
            said = _("Answered by a pledge: {count}").format(count=count - open_ones)
            self._write(painter, said, _QUIET, x, y + 16, width / 2)
            said = _("Answered by no pledge: {count}").format(count=open_ones)
            self._write(painter, said, _QUIET.but(align="end", colour=WARNING), x + width / 2, y + 16, width / 2)

        return Figure(28, paint, after=8)

    def trend(self, series: Series) -> Figure:
        """Return the values of an indicator over the years as a line, with the first and the last written out."""
        points = series.points
        years = [point.year for point in points] + [each.year for each in (series.baseline, series.target) if each]
        values = [point.value for point in points] + [each.value for each in (series.baseline, series.target) if each]
        first, last = min(years), max(years)
        low, high = min(values), max(values)
        height, side = 56.0, 60.0

        def paint(painter: Painter, x: float, y: float, width: float) -> None:
            room = min(width, 300.0) - 2 * side

            def at(year: int, value: object) -> tuple[float, float]:
                across = (year - first) / ((last - first) or 1)
                up = float((value - low) / ((high - low) or 1))  # type: ignore[operator]
                return x + side + room * across, y + height - 16 - (height - 26) * up

            painter.rule(x + side - 6, y + height - 12, x + side + room + 6, y + height - 12, LINE)
            painter.trace([at(point.year, point.value) for point in points], ACCENT)
            for point in points:
                painter.dot(*at(point.year, point.value), 1.8, fill=ACCENT)
            for circle in (series.baseline, series.target):
                if circle is not None:
                    painter.dot(*at(circle.year, circle.value), 2.4, stroke=WARNING, fill=WHITE)
            for mark, place in ((points[0], -1), (points[-1], 1), (series.target, 1)):
                if mark is not None:
                    across, level = at(mark.year, mark.value)
                    align: Align = "end" if place < 0 else "document"
                    left = across - side - 6 if place < 0 else across + 6
                    self._write(painter, mark.text[:12], _QUIET.but(align=align, colour=INK), left, level - 5, side)
            years_at: tuple[tuple[int, Align], ...] = ((first, "document"), (last, "end"))
            for year, align in years_at:
                self._write(painter, str(year), _QUIET.but(align=align), x + side, y + height - 11, room)
            self._write(
                painter, caption, _QUIET, x + room + 2 * side + 12, y + height / 2 - 14, width - room - 2 * side - 12
            )

        caption = _("Dots are values of a year; circles are the first value to compare with and the target.")
        return Figure(height, paint, after=8)

    def principles(self, rows: Sequence[PrincipleRow]) -> Figure:
        """Return which principle is named together with which objective; a number says by how many entries."""
        numbers = [each.number for each in self._catalogue.objectives]
        name = WIDTH * 0.3
        cell = (WIDTH - name) / max(len(numbers), 1)
        line = 17.0
        centred = _QUIET.but(align="centre", size=6.5)

        def paint(painter: Painter, x: float, y: float, width: float) -> None:
            for place, number in enumerate(numbers):
                self._write(painter, str(number), centred, x + name + place * cell, y, cell)
            y += 12
            for row in rows:
                painter.rule(x, y, x + width, y, LINE, 0.4)
                self._short(self._catalogue.principle_name(row.number), name - 8).draw(painter, x, y + 3, name)
                for place, number in enumerate(numbers):
                    count = row.by_objective.get(number, 0)
                    if count:
                        left = x + name + place * cell
                        painter.box(left + 1, y + 2.5, cell - 2, line - 5, fill=ACCENT, radius=2)
                        style = centred.but(colour=WHITE, bold=True)
                        self._write(painter, str(count), style, left, y + 4, cell)
                y += line
            painter.rule(x, y, x + width, y, LINE, 0.4)

        return Figure(14 + line * len(rows), paint, after=10)
