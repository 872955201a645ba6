"""The drawings of the report. Every drawing says in words or figures what it shows; colour alone says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate, pairwise

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import joined
from desktop.i18n.number_formatting import counted, figure
from desktop.i18n.translation import gettext as _
from desktop.package.report.blocks import Figure, Setting, Text, Words
from desktop.package.report.painter import Painter
from desktop.package.report.style import (
    ACCENT,
    DONE,
    INK,
    LINE,
    MUTED,
    SOFT,
    WARNING,
    WHITE,
    WIDTH,
    Style,
)
from desktop.package.report.tags import Element
from desktop.record.chart_shapes import ARROWS, filled
from desktop.record.matrix import GapMatrix, PrincipleRow
from desktop.record.overview import ObjectiveStanding
from desktop.record.scales import FULL, HALF, STEPS, answer_words
from desktop.record.scores import Point, PolicyScore, Series
from desktop.record.trend_chart import apart, plain, trend_chart

_NAME = Style(size=8, leading=1.3, align="document", after=0)
_FIGURE = Style(size=8, leading=1.3, bold=True, align="end", after=0)
_QUIET = Style(size=7.5, leading=1.3, colour=MUTED, align="document", after=0)
_LABEL = Style(size=8, leading=1.3, bold=True, align="document", after=0)
_SIZES = (8.0, 7.6, 7.2)
"""In the largest of these sizes in which all of them stand on one line names are set, in points."""
_TILE = Style(size=20, leading=1.15, bold=True, colour=ACCENT, align="document", after=0)

_RATING = Style(size=9.7, leading=1.25, bold=True, align="document", after=0)

_LINES: tuple[tuple[str, tuple[float, ...]], ...] = (
    (ACCENT, ()),
    (WARNING, (6, 3)),
    (INK, (2, 2)),
    (MUTED, (6, 2, 2, 2)),
)
"""Colour and dashes of each line, everybody first: they are told apart without a colour too."""


class Charts:
    """Draws in one document."""

    def __init__(self, catalogue: Catalogue, setting: Setting) -> None:
        self._catalogue = catalogue
        self._setting = setting

    def _write(self, painter: Painter, words: Words, style: Style, x: float, y: float, width: float) -> float:
        text = Text(words, style, self._setting)
        self._draw(painter, text, x, y, width)
        return text.height(width)

    def _draw(self, painter: Painter, text: Text, x: float, y: float, width: float) -> None:
        """Draw a text, as content of what is being drawn where that is something."""
        here = painter.tags.here
        if here is painter.tags.document:
            text.draw(painter, x, y, width)
        else:
            text.draw_in(here, painter, x, y, width)

    @contextmanager
    def _item(self, painter: Painter) -> Iterator[None]:
        """What is drawn inside is an item of a list."""
        item = painter.tags.grouped("L").add(Element("LI")).add(Element("LBody"))
        with painter.tags.inside(item):
            yield

    @contextmanager
    def _picture(self, painter: Painter, shown: str, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """What is drawn inside is a picture, which shows this."""
        element = Element("Figure", shown=shown, attributes=painter.layout(x, y, width, height))
        with painter.tags.inside(painter.tags.within.add(element)):
            yield

    def tiles(self, tiles: Sequence[tuple[str, str]]) -> Figure:
        """Return large figures in a row, each with what it counts."""
        gap = 10.0
        width = (WIDTH - gap * (len(tiles) - 1)) / len(tiles)
        height = 35.0 + max(Text(label, _QUIET, self._setting).height(width - 20) for _number, label in tiles)

        def paint(painter: Painter, x: float, y: float, _width: float) -> None:
            for number, label in tiles:
                painter.box(x, y, width, height, fill=SOFT, radius=4)
                with self._item(painter):
                    self._write(painter, number, _TILE, x + 10, y + 5, width - 20)
                    self._write(painter, label, _QUIET, x + 10, y + 29, width - 20)
                x += width + gap

        return Figure(height, paint, after=6)

    def standings(self, standings: Sequence[ObjectiveStanding], rows: float = 1.0) -> Figure:
        """Return the rating and the direction of every objective with its gaps without a pledge, in two columns.

        Args:
            rows: how far apart they stand, against what is usual.
        """
        half = (len(standings) + 1) // 2
        gap = 18.0
        column = (WIDTH - gap) / 2
        bar, arrow = 38.0, 15.0
        gaps = max((Text(each.gaps(), _QUIET, self._setting).width() for each in standings), default=0.0) + 4
        name = column - 22 - bar - arrow - gaps - 4
        names, tops = self._names((each.label for each in standings), name - 6, 13.2 * rows, half)

        def paint(painter: Painter, x: float, y: float, _width: float) -> None:
            for place, each in enumerate(standings):
                left = x + (column + gap) * (place // half)
                top, line = y + tops[place % half], tops[place % half + 1] - tops[place % half]
                with self._item(painter), self._picture(painter, each.words(), left, top, column, line):
                    number = Text(f"{each.number}", _FIGURE, self._setting)
                    number.draw(painter, left, top, 16)
                    names[place].draw(painter, left + 22, top, name - 6)
                    self.steps(painter, left + 22 + name, top + 3.0, bar, each.step)
                    self.arrow(painter, left + 22 + name + bar + 4, top + 1.5, 8.0, each.trend)
                    if each.open_gaps:
                        style = _QUIET.but(colour=WARNING, bold=True)
                        self._write(painter, each.gaps(), style, left + 22 + name + bar + arrow, top, gaps + 4)

        return Figure(tops[-1], paint, after=6)

    def arrow(self, painter: Painter, x: float, y: float, size: float, trend: str) -> None:
        """Draw the arrow of a direction; nothing where none was given."""
        for line in ARROWS.get(trend, ()):
            points = [(x + across * size, y + down * size) for across, down in line]
            painter.trace(points, WARNING if trend == "worsening" else INK, 0.9)

    def _names(self, names: Iterable[str], width: float, line: float, rows: int) -> tuple[list[Text], list[float]]:
        """Return names in one size, on more lines where they have no room on one, and where each row begins and the last ends.

        No name is cut. Names that stand side by side have the same place when it is counted round `rows`.
        """
        texts = list(names)
        for size in _SIZES:
            made = [Text(text, _NAME.but(size=size, leading=1.15), self._setting) for text in texts]
            if all(each.width() <= width for each in made):
                break
        heights = [line] * rows
        for place, each in enumerate(made):
            heights[place % rows] = max(heights[place % rows], each.height(width) + 3)
        return made, [0.0, *accumulate(heights)]

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
                painter.box(left, y, step, 5, stroke=MUTED, radius=1, thickness=0.5)

    def legend(self) -> Figure:
        """Return what the steps mean."""
        kind = self._catalogue.kind("assessment")
        shown: list[tuple[int | None, str, str]] = [
            *((place, "", _(option.label)) for place, option in enumerate(kind.field("rating").options)),
            (None, "", _("Not rated")),
            *((None, option.key, _(option.label)) for option in kind.field("trend").options),
        ]
        places: list[tuple[float, float]] = []
        left = top = 0.0
        for _rating, trend, label in shown:
            wide = Text(label, _QUIET, self._setting).width() + (22 if trend else 38)
            if left and left + wide > WIDTH:
                left, top = 0.0, top + 12.0
            places.append((left, top))
            left += wide

        def paint(painter: Painter, x: float, y: float, width: float) -> None:
            for (rating, trend, label), (left, top) in zip(shown, places, strict=True):
                if trend:
                    self.arrow(painter, x + left, y + top + 1.5, 7.0, trend)
                else:
                    self.steps(painter, x + left, y + top + 2.6, 24, rating)
                with self._item(painter):
                    self._write(painter, label, _QUIET, x + left + (12 if trend else 28), y + top, WIDTH - left)

        return Figure(12.0 + places[-1][1], paint, after=10)

    def rating(self, rating: int | None, trend: str, label: str, width: float) -> Figure:
        """Return one rating, large, with its arrow and its words."""
        gap, step = 3.0, 17.0
        after = STEPS * (step + gap) + (20.0 if trend in ARROWS else 4.0)
        words = Text(label, _RATING, self._setting)
        height = words.height(width - after)

        def paint(painter: Painter, x: float, y: float, width: float) -> None:
            for number in range(STEPS):
                left = x + number * (step + gap)
                if rating is not None and number < rating:
                    painter.box(left, y + 3, step, 7, fill=ACCENT, radius=2)
                else:
                    painter.box(left, y + 3, step, 7, stroke=MUTED, radius=2, thickness=0.6)
            self.arrow(painter, x + STEPS * (step + gap) + 2, y + 1.5, 10.0, trend)
            self._draw(painter, words, x + after, y, width - after)

        return Figure(height + 2, paint, after=3, keep=True)

    def domains(self, score: PolicyScore, rows: float = 1.0) -> Figure:
        """Return five segments for each domain of SDG 10.7.2: yes, half, no, and dashed where nobody answered.

        Args:
            rows: how far apart the domains stand, against what is usual.
        """
        labels = {each.number: _(each.label) for each in self._catalogue.policy.domains}
        wide, gap = 22.0, 4.0
        said = [each.words() for each in score.domains]
        # As wide as the longest in this language, so that each stands on one line.
        figure = min(max(Text(each, _QUIET, self._setting).width() for each in said) + 4, WIDTH * 0.45)
        most = max(len(each.answers) for each in score.domains)
        name = WIDTH - figure - most * (wide + gap) - 12
        called = (labels[each.number] for each in score.domains)
        names, tops = self._names(called, name - 6, 13.5 * rows, len(score.domains))
        legend = [(given, answer_words(given)) for given in (FULL, HALF, 0)]
        shown: list[tuple[int | None, str]] = [*legend, (None, _("Not answered (counts as 0)"))]

        def paint(painter: Painter, x: float, y: float, width: float) -> None:
            for place, (domain, text, called) in enumerate(zip(score.domains, said, names, strict=True)):
                line = tops[place + 1] - tops[place]
                shown_by_bars = joined(answer_words(given) for given in domain.answers)
                with self._item(painter):
                    self._draw(painter, called, x, y, name - 6)
                    with self._picture(painter, shown_by_bars, x + name, y, most * (wide + gap), line):
                        for number, given in enumerate(domain.answers):
                            self._segment(painter, x + name + number * (wide + gap), y + 1.5, wide, given)
                    self._write(painter, text, _QUIET, x + width - figure, y, figure + 4)
                y += line
            left = x
            for given, label in shown:
                self._segment(painter, left, y + 5.5, 12, given)
                with self._item(painter):
                    self._write(painter, label, _QUIET, left + 16, y + 4, WIDTH / 3)
                left += Text(label, _QUIET, self._setting).width() + 32

        return Figure(tops[-1] + 16, paint, after=8)

    def _segment(self, painter: Painter, x: float, y: float, width: float, given: int | None) -> None:
        height = 7.5
        if given is None:
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
            painter.trace(corners, MUTED, 0.6, (2, 1.5))
            # A mark and no letter: it is no answer that somebody gave, and what is read aloud says it in words.
            painter.rule(x + width / 2 - 2, y + height / 2, x + width / 2 + 2, y + height / 2, MUTED, 0.8)
            return
        if filled(given):
            painter.box(x, y, width * filled(given), height, fill=ACCENT, radius=1.5)
        painter.box(x, y, width, height, stroke=ACCENT if filled(given) else MUTED, radius=1.5, thickness=0.6)

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
            said = _("Gaps with a pledge: {count}").format(count=count - open_ones)
            self._write(painter, said, _QUIET, x, y + 16, width / 2)
            said = _("Gaps without a pledge: {count}").format(count=open_ones)
            self._write(painter, said, _QUIET.but(align="end", colour=WARNING), x + width / 2, y + 16, width / 2)

        return Figure(28, paint, after=8)

    def trend(self, series: Series) -> Figure | None:
        """Return the values of an indicator over the years, with its axis, its groups and its target."""
        chart = trend_chart(series)
        if chart is None:
            return None
        height, top, foot = 112.0, 14.0, 28.0
        ticks = [(tick, plain(tick)) for tick in chart.axis.ticks()]
        lead = max(Text(text, _QUIET, self._setting).width() for _tick, text in ticks) + 8
        labels = chart.labels()
        trail = max(Text(text, _LABEL, self._setting).width() for text, _point, _place in labels) + 12
        room = height - top - foot

        def paint(painter: Painter, x: float, y: float, width: float) -> None:
            across = min(width, 430.0) - lead - trail

            def at(point: Point) -> tuple[float, float]:
                return x + lead + chart.across(point.year) * across, y + top + (1 - chart.axis.up(point.value)) * room

            for tick, text in ticks:
                level = y + top + (1 - chart.axis.up(tick)) * room
                painter.rule(x + lead, level, x + lead + across, level, MUTED if tick == ticks[0][0] else LINE, 0.5)
                self._write(painter, text, _QUIET.but(align="end"), x, level - 5, lead - 5)
            for year in chart.years(8):
                left = x + lead + chart.across(year) * across
                self._write(painter, str(year), _QUIET.but(align="centre"), left - 20, y + top + room + 3, 40)
            if chart.way is not None:
                begin, end = at(chart.way[0]), at(chart.way[1])
                painter.trace([begin, end], MUTED, 0.6, (3, 2))
                painter.dot(*end, 3.0, stroke=DONE, fill=WHITE)
                said = _("Target {value}").format(value=figure(chart.way[1].text))
                up = -15 if chart.way[1].value <= chart.way[0].value else 5
                self._write(painter, said, _LABEL.but(align="centre", colour=DONE), end[0] - 45, end[1] + up, 90)
            for number, group in reversed(list(enumerate(chart.groups, 1))):
                colour, dashes = _LINES[number]
                painter.trace([at(point) for point in group.points], colour, 1.2, dashes)
                for point in group.points:
                    left, level = at(point)
                    painter.box(left - 1.8, level - 1.8, 3.6, 3.6, fill=WHITE, stroke=colour, thickness=0.8)
            painter.trace([at(point) for point in chart.points], ACCENT, 1.4)
            for point in chart.points:
                painter.dot(*at(point), 1.9, fill=ACCENT)
            first = chart.points[0]
            left, level = at(first)
            if len(chart.points) > 1:
                self._write(painter, figure(first.text), _LABEL.but(colour=ACCENT), left - 3, level - 14, 60)
            levels = [at(point)[1] for _text, point, _place in labels]
            if chart.way is not None:
                levels[0] += 6 if chart.way[1].value > chart.way[0].value else -6
            for (text, point, place), level in zip(labels, apart(levels, 10.5, y + top + room), strict=True):
                self._write(painter, text, _LABEL.but(colour=_LINES[place][0]), at(point)[0] + 6, level - 5, trail + 60)
            self._write(painter, chart.notes(), _QUIET, x, y + height - 11, width)

        return Figure(height, paint, shown=chart.words(), after=8, broad=bool(chart.groups))

    def principles(self, rows: Sequence[PrincipleRow], width: float) -> Figure:
        """Return a bar for each principle: how many entries name it, and under which objectives."""
        name, bar = width * 0.42, width * 0.2
        names, tops = self._names(
            (self._catalogue.principle_name(row.number) for row in rows), name - 8, 13.5, len(rows)
        )
        most = max((len(row.entries) for row in rows), default=0) or 1
        left = name + bar + 18
        numbers = [
            Text(joined(str(number) for number in sorted(row.by_objective)), _QUIET, self._setting) for row in rows
        ]
        heights = [
            max(below - above, each.height(width - left) + 3)
            for (above, below), each in zip(pairwise(tops), numbers, strict=True)
        ]

        def paint(painter: Painter, x: float, y: float, width: float) -> None:
            for row, called, objectives, height in zip(rows, names, numbers, heights, strict=True):
                with self._item(painter):
                    count = len(row.entries)
                    self._draw(painter, called, x, y, name - 8)
                    long = bar * count / most
                    if count:
                        painter.box(x + name, y + 2.5, long, 6.5, fill=ACCENT, radius=1)
                    # Nothing stands behind the words of a principle that nobody names.
                    said, room = (counted(count), 60.0) if count else (_("none yet"), width - name - 5)
                    self._write(painter, said, _QUIET.but(colour=INK if count else MUTED), x + name + long + 5, y, room)
                    self._draw(painter, objectives, x + left, y, width - left)
                y += height

        return Figure(sum(heights), paint, after=10)
