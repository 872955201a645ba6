"""The slides: a short deck for whoever speaks for the country, with charts that can be changed in PowerPoint or Impress."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.lists import separated
from desktop.i18n.number_formatting import figure
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.package.report.submission_facts import country_of, is_demonstration, purpose_of, warning_of
from desktop.package.word import clean, set_properties
from desktop.record.brief import Brief, Promised, Told, and_more, brief
from desktop.record.submission import Submission

WIDE, HIGH, EDGE = 13.333, 7.5, 0.7
"""Inches: a picture of 16 to 9, and the room around what stands on it."""

INK, QUIET, ACCENT, LINE = "18232B", "55636D", "0B5A73", "DFE5E9"

ROWS = 5
"""Pledges on one slide."""

_NO_TEXT = re.compile(r"[={]|[a-z]+:")
"""With this begins what is written into a sheet as a formula or as a link."""


def write_slides(submission: Submission, catalogue: Catalogue, *, language: str) -> bytes:
    """Return the slides as a presentation (Office Open XML).

    Args:
        submission: what is included in the package, see `desktop.record.release.released`.
        language: of headings and of what the program puts together, ISO 639-1; answers stand as they were given.
    """
    with use_language(language):
        told = brief(submission, catalogue)
        deck = _Deck(language)
        deck.begin(
            country_of(submission, catalogue) or purpose_of(submission, catalogue),
            purpose_of(submission, catalogue),
            warning_of() if is_demonstration(submission) else "",
        )
        _stand(deck, told)
        deck.points(_("What the country has done"), told.done, told.more[0])
        for place in range(0, len(told.promised), ROWS):
            rows = told.promised[place : place + ROWS]
            is_last = place + ROWS >= len(told.promised)
            more = told.more[1] if is_last else 0
            cells = [each.cells() for each in rows]
            deck.table(_("Pledges"), Promised.heads(), cells, (0.46, 0.14, 0.26, 0.14), more)
        deck.points(_("Gaps without a pledge"), told.missing, told.more[2])
        deck.points(_("Support needed"), told.needed, told.more[3])
        _count(deck, told)
        return deck.saved(purpose_of(submission, catalogue), submission.about.text("lead_ministry"))


def _stand(deck: _Deck, told: Brief) -> None:
    slide = deck.slide(_("Where the country stands"))
    deck.say(slide, told.standing, top=1.5, high=0.9)
    deck.columns(slide, _("Objectives"), told.steps, top=2.5, high=4.0)


def _count(deck: _Deck, told: Brief) -> None:
    if told.policy is not None:
        slide = deck.slide(_("Policies (SDG 10.7.2)"))
        deck.say(slide, told.policy.sentence(), top=1.5, high=0.9)
        scores = [
            (name, float(domain.exact) if domain.exact is not None else 0.0)
            for name, domain in zip(told.domains, told.policy.domains, strict=True)
        ]
        deck.bars(slide, _("Score out of 100"), scores, top=2.5, high=4.2)
    for each in told.figures:
        if each.chart is not None:
            slide = deck.slide(each.name)
            deck.say(slide, f"{each.change}\n{each.chart.notes()}", top=1.5, high=0.9)
            points = [(str(point.year), float(point.value)) for point in each.chart.points]
            deck.line(slide, each.name, points, low=float(each.chart.axis.low), unit=each.unit, top=2.5, high=4.2)
    rest = [each.cells() for each in told.figures if not each.chart]
    if rest:
        deck.table(_("In numbers"), (_("Indicator"), _("Value")), rest, (0.6, 0.4), told.more[4])


class _Deck:
    """A presentation that grows slide by slide; each has a title that programs know as such, and a number."""

    def __init__(self, language: str) -> None:
        from pptx import Presentation
        from pptx.util import Inches

        self._made: Any = Presentation()
        self._made.slide_width, self._made.slide_height = Inches(WIDE), Inches(HIGH)
        self._language = LANGUAGES[language]
        self._rtl = self._language.right_to_left
        self._layout = self._made.slide_layouts[5]  # a title and nothing else

    def saved(self, title: str, author: str) -> bytes:
        """Return the file."""
        set_properties(self._made, title, author)
        stream = BytesIO()
        self._made.save(stream)
        return stream.getvalue()

    def begin(self, title: str, purpose: str, warning: str) -> None:
        """Add the first slide."""
        slide = self.slide(title, size=40, top=2.4)
        if purpose != title:
            self.say(slide, purpose, top=3.6, high=0.8, size=22)
        if warning:
            self.say(slide, warning, top=5.6, high=1.0, size=16)

    def slide(self, title: str, *, size: int = 28, top: float = 0.5) -> Any:
        """Add a slide with a title and return it."""
        from pptx.util import Inches

        slide = self._made.slides.add_slide(self._layout)
        shape = slide.shapes.title
        shape.left, shape.top = Inches(EDGE), Inches(top)
        shape.width, shape.height = Inches(WIDE - 2 * EDGE), Inches(1.0)
        self._write(shape.text_frame, [title], size=size, bold=True)
        if len(self._made.slides) > 1:
            self._number(slide)
        return slide

    def _number(self, slide: Any) -> None:
        """Let the slide say its number, which follows when slides are moved."""
        from pptx.oxml import parse_xml
        from pptx.oxml.ns import nsdecls
        from pptx.util import Inches

        left = EDGE if self._rtl else WIDE - EDGE - 1.0
        box = slide.shapes.add_textbox(Inches(left), Inches(HIGH - 0.5), Inches(1.0), Inches(0.35))
        self._write(box.text_frame, [""], size=12, colour=QUIET, align="end")
        run = box.text_frame.paragraphs[0].runs[0]._r
        field = parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f"<a:t>{len(self._made.slides)}</a:t></a:fld>"
        )
        field.insert(0, run.get_or_add_rPr())
        run.getparent().replace(run, field)

    def say(self, slide: Any, text: str, *, top: float, high: float, size: int = 18) -> None:
        """Add a text."""
        from pptx.util import Inches

        box = slide.shapes.add_textbox(Inches(EDGE), Inches(top), Inches(WIDE - 2 * EDGE), Inches(high))
        self._write(box.text_frame, text.split("\n"), size=size, colour=QUIET)

    def points(self, title: str, told: Sequence[Told], more: int) -> None:
        """Add a slide of entries, each with its first words; none where there are no entries."""
        from pptx.util import Inches, Pt

        if not told:
            return
        slide = self.slide(title)
        box = slide.shapes.add_textbox(Inches(EDGE), Inches(1.5), Inches(WIDE - 2 * EDGE), Inches(5.4))
        frame = box.text_frame
        self._write(frame, [line for each in told for line in (each.heading(), each.text)], size=14, colour=QUIET)
        for place, paragraph in enumerate(frame.paragraphs):
            if not place % 2:
                paragraph.space_before = Pt(8)
                for run in paragraph.runs:
                    run.font.size, run.font.bold = Pt(18), True
                    run.font.color.rgb = _colour(INK)
        self._more(slide, more)

    def table(
        self, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float], more: int
    ) -> None:
        """Add a slide with a table whose first row is said to be its headings.

        Args:
            shares: of the width for each column, together 1.
        """
        from pptx.util import Inches

        slide = self.slide(title)
        whole = WIDE - 2 * EDGE
        shape = slide.shapes.add_table(
            len(rows) + 1, len(heads), Inches(EDGE), Inches(1.6), Inches(whole), Inches(0.5 * (len(rows) + 1))
        )
        _describe(shape, title)
        table = shape.table
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Inches(whole * share)
        if self._rtl:
            table._tbl.tblPr.set("rtl", "1")
        for number, texts in enumerate((heads, *rows)):
            for place, text in enumerate(texts):
                cell = table.cell(number, place)
                self._write(cell.text_frame, [text], size=14, bold=not number, colour=INK if number else "FFFFFF")
                cell.fill.solid()
                cell.fill.fore_color.rgb = _colour(ACCENT if not number else "FFFFFF" if number % 2 else "F5F7F8")
        self._more(slide, more)

    def columns(self, slide: Any, name: str, values: Sequence[tuple[str, float]], *, top: float, high: float) -> None:
        """Add a chart of columns, with its values written above them."""
        self._chart(slide, "COLUMN_CLUSTERED", name, values, unit=name, top=top, high=high)

    def bars(self, slide: Any, name: str, values: Sequence[tuple[str, float]], *, top: float, high: float) -> None:
        """Add a chart of bars out of 100, the first on top."""
        chart = self._chart(slide, "BAR_CLUSTERED", name, values, unit=name, top=top, high=high)
        chart.category_axis.reverse_order = True
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 100

    def line(
        self,
        slide: Any,
        name: str,
        values: Sequence[tuple[str, float]],
        *,
        low: float,
        unit: str,
        top: float,
        high: float,
    ) -> None:
        """Add a chart of a line over the years."""
        chart = self._chart(slide, "LINE_MARKERS", name, values, unit=unit, top=top, high=high)
        chart.value_axis.minimum_scale = low

    def _chart(
        self,
        slide: Any,
        sort: str,
        name: str,
        values: Sequence[tuple[str, float]],
        *,
        unit: str,
        top: float,
        high: float,
    ) -> Any:
        """Add a chart whose axis of values says what is counted or measured."""
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE
        from pptx.util import Inches, Pt

        data = CategoryChartData()
        data.categories = [_in_sheet(label) for label, _value in values]
        data.add_series(_in_sheet(name), [value for _label, value in values])
        shape = slide.shapes.add_chart(
            getattr(XL_CHART_TYPE, sort), Inches(EDGE), Inches(top), Inches(WIDE - 2 * EDGE), Inches(high), data
        )
        told = (_("{label}: {text}").format(label=label, text=figure(f"{value:g}")) for label, value in values)
        _describe(shape, separated([name, *told]))
        chart = shape.chart
        chart.has_legend = chart.has_title = False
        chart.font.size = Pt(14)
        chart.font.color.rgb = _colour(INK)
        plot = chart.plots[0]
        plot.has_data_labels = True
        plot.data_labels.number_format = "0.#" if any(value % 1 for _label, value in values) else "0"
        plot.data_labels.number_format_is_linked = False
        chart.value_axis.has_major_gridlines = True
        chart.value_axis.major_gridlines.format.line.color.rgb = _colour(LINE)
        if unit:
            chart.value_axis.has_title = True
            self._write(chart.value_axis.axis_title.text_frame, [unit], size=12, colour=QUIET)
        for drawn in plot.series:
            shown = drawn.format
            if sort == "LINE_MARKERS":
                shown.line.color.rgb = _colour(ACCENT)
                drawn.smooth = False
            else:
                shown.fill.solid()
                shown.fill.fore_color.rgb = _colour(ACCENT)
        if self._rtl and sort != "BAR_CLUSTERED":
            chart.category_axis.reverse_order = True
        return chart

    def _more(self, slide: Any, count: int) -> None:
        if count:
            self.say(slide, and_more(count), top=6.8, high=0.5, size=14)

    def _write(
        self,
        frame: Any,
        texts: Sequence[str],
        *,
        size: int,
        bold: bool = False,
        colour: str = INK,
        align: Literal["start", "end"] = "start",
    ) -> None:
        """Write paragraphs in the language and the direction of the deck."""
        from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
        from pptx.util import Pt

        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
        for place, text in enumerate(texts):
            paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.RIGHT if self._rtl == (align == "start") else PP_ALIGN.LEFT
            if self._rtl:
                paragraph._p.get_or_add_pPr().set("rtl", "1")
            run = paragraph.add_run()
            run.text = clean(text)
            run.font.size, run.font.bold = Pt(size), bold
            run.font.color.rgb = _colour(colour)
            run._r.get_or_add_rPr().set("lang", self._language.word)


def _colour(name: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(name)


def _in_sheet(text: str) -> str:
    """Return a name as the sheet behind a chart may have it: what a data pack calls a thing is no formula and no link."""
    text = clean(text)
    return f" {text}" if _NO_TEXT.match(text) else text


def _describe(shape: Any, words: str) -> None:
    """Say in words what a shape shows, for those who do not see it."""
    shape._element._nvXxPr.cNvPr.set("descr", clean(words))
