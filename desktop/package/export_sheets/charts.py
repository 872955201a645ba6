"""The sheets of charts: the ratings, the answers on policies and each indicator by year, and the figures they are made of.

They show what the charts of the screen and of the report show, and the spreadsheet draws them from the second sheet.
There is neither where there is nothing to draw.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.catalogue.definitions import Indicator
from desktop.i18n.lists import sentences, stopped
from desktop.i18n.translation import N_, RIGHT_TO_LEFT, code, current_language
from desktop.i18n.translation import gettext as _
from desktop.package.cells import MOST_DIGITS, as_number, shown
from desktop.package.export_sheets.export_sheet import ExportSheet, Source, columns
from desktop.package.sheet_charts import ChartSeries, Look, SheetChart
from desktop.package.sheets import Content, Number, Sheet
from desktop.record.indicator_methods import method_of
from desktop.record.matrix import gap_matrix
from desktop.record.overview import standings
from desktop.record.scales import FULL, HALF, RATINGS, answer_words
from desktop.record.scores import score_policy
from desktop.record.series import Point, series
from desktop.record.trend_chart import trend_chart

_ANSWERS: tuple[tuple[int | None, Look], ...] = ((FULL, "yes"), (HALF, "half"), (0, "no"), (None, "open"))

_GROUPS: tuple[Look, ...] = ("group 1", "group 2", "group 3")

_MOST_YEARS = 10
"""So many years are written along an axis at most."""


class _Drawing:
    """The rows of the table of figures, the name of its sheet, and the charts over them."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.rows: list[list[Content]] = []
        self.charts: list[SheetChart] = []

    def add(
        self, chart: str, name: str, look: Look, values: Iterable[tuple[Content, Content]], *, ends: bool = False
    ) -> ChartSeries:
        """Add the rows of a line or of bars.

        Args:
            ends: whether the first and the last value are written beside their points.
        """
        first = len(self.rows) + 1
        self.rows += [[chart, name, place, value] for place, value in values]
        last = len(self.rows)
        return ChartSeries(first, last, look, tuple(sorted({0, last - first})) if ends else ())


def _build(source: Source, name: str) -> Sheet | None:
    charts = _drawn(source).charts
    rows: list[list[Content]] = [["\n".join(each.title)] for each in charts]
    about = _("Charts of the ratings, the policies (SDG 10.7.2) and the indicators.")
    headed = columns((_("Chart"), "text"))
    return Sheet(name, "charts_table", headed, rows, about=about, charts=tuple(charts)) if charts else None


def _build_figures(source: Source, name: str) -> Sheet | None:
    rows = _drawn(source).rows
    headed = columns(
        (_("Chart"), "text"),
        (_("Line or bar"), "text"),
        (_("Objective, domain or year"), "text"),
        (_("Value"), "figure"),
    )
    about = _("The values that the charts are drawn from.")
    return Sheet(name, "chart_figures_table", headed, rows, about=about) if rows else None


def _drawn(source: Source) -> _Drawing:
    drawing = _Drawing(source.names[FIGURES.key])
    _ratings(source, drawing)
    _policies(source, drawing)
    for indicator in source.catalogue.indicators:
        if method_of(indicator).takes_values:
            _trend(source, drawing, indicator)
    return drawing


def _ratings(source: Source, drawing: _Drawing) -> None:
    submission, catalogue = source.submission, source.catalogue
    found = standings(submission, catalogue, gap_matrix(submission, catalogue))
    if all(each.step is None for each in found):
        return
    title, values = _("Ratings of the objectives"), _("Rating, 0 to 4")
    # A bar of no length is a rating of 0 or none at all: the words beside it say which.
    rows: list[tuple[Content, Content]] = [
        (
            _beginning(_("{number} {label}: {rating}").format(number=each.number, label=each.label, rating=each.said)),
            None if each.step is None else Number(each.step),
        )
        for each in found
    ]
    bars = drawing.add(title, values, "yes", rows)
    words = "\n".join([title, *(each.words() for each in found)])
    drawing.charts.append(
        SheetChart(drawing.sheet, "bars", (title,), words, _("Objective"), values, (bars,), 0, len(RATINGS) - 1, 1)
    )


def _policies(source: Source, drawing: _Drawing) -> None:
    policy = source.catalogue.policy
    score = score_policy(source.submission, policy)
    if not score.answered:
        return
    labels = {each.number: _(each.label) for each in policy.domains}
    key, most = code(policy.key), max(each.questions for each in score.domains)
    bars = []
    for given, look in _ANSWERS:
        counts = {each.number: each.answers.count(given) for each in score.domains}
        if given == HALF and not any(counts.values()):
            continue
        rows: list[tuple[Content, Content]] = [(labels[number], Number(count)) for number, count in counts.items()]
        bars.append(drawing.add(key, answer_words(given), look, rows))
    words = [
        _("{label}: {text}").format(label=labels[each.number], text=" · ".join(map(answer_words, each.answers)))
        for each in score.domains
    ]
    name = _("{key}  {name}").format(key=key, name=source.catalogue.indicator_name(policy.key))
    drawing.charts.append(
        SheetChart(
            drawing.sheet,
            "counts",
            (name, score.official()),
            "\n".join([name, score.sentence(), *words]),
            _("Domain"),
            _("Questions"),
            tuple(bars),
            0,
            most,
            1,
        )
    )


def _trend(source: Source, drawing: _Drawing, indicator: Indicator) -> None:
    known = series(source.submission, source.catalogue, indicator.key)
    chart = trend_chart(known)
    if chart is None or len(known.points) < 2:
        return
    key = code(indicator.key)
    lines = [drawing.add(key, _("Total"), "everybody", map(_row, chart.points), ends=True)]
    for group, look in zip(chart.groups, _GROUPS, strict=False):
        lines.append(drawing.add(key, shown(group.label), look, map(_row, group.points)))
    if chart.way is not None:
        way = drawing.add(key, _("Line to the target"), "way", map(_row, chart.way))
        lines.append(ChartSeries(way.first, way.last, way.look, (way.last - way.first,)))
    name = _("{key}  {name}").format(key=key, name=source.catalogue.indicator_name(indicator.key))
    years = chart.years(_MOST_YEARS)
    drawing.charts.append(
        SheetChart(
            drawing.sheet,
            "lines",
            (name, chart.title),
            shown("\n".join([name, chart.words()])),
            sentences([stopped(_("Year")), chart.notes()]),
            shown(known.points[-1].unit) or _(indicator.unit),
            tuple(lines),
            float(chart.axis.low),
            float(chart.axis.high),
            float(chart.axis.step),
            (chart.first, chart.last, years[1] - years[0] if len(years) > 1 else 1),
        )
    )


def _beginning(text: str) -> str:
    # What begins with a number says its direction nowhere else, and a name along an axis is no part of any text.
    return f"\N{RIGHT-TO-LEFT MARK}{text}" if current_language() in RIGHT_TO_LEFT else text


def _row(point: Point) -> tuple[Content, Content]:
    exact = as_number(point.text)
    # What a spreadsheet cannot keep to the last digit stands so in the sheet of values; here it is a point of a line, with as
    # many digits as are kept, so that it is read back as it was written.
    return Number(point.year), Number(*exact) if exact else Number(float(f"{point.value:.{MOST_DIGITS}g}"), "General")


SHEET = ExportSheet(":charts", N_("Charts"), _build)

FIGURES = ExportSheet(":chart_figures", N_("Chart figures"), _build_figures)
