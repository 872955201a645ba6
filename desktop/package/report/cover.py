"""The cover and the contents page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import gettext as _
from desktop.package.report.answers import Labelled
from desktop.package.report.blocks import Anchor, Block, Callout, Setting, Text
from desktop.package.report.labels import label_of
from desktop.package.report.painter import Painter
from desktop.package.report.style import (
    ACCENT,
    BODY,
    CHAPTER,
    COLUMN,
    HEIGHT,
    INK,
    LINE,
    MM,
    PAGE_HEIGHT,
    WARNING,
    WARNING_SOFT,
    WIDTH,
    Style,
)
from desktop.package.report.submission_facts import (
    LONGEST_TITLE,
    answer_of,
    country_of,
    is_demonstration,
    moment_of,
    purpose_of,
    warning_of,
)
from desktop.package.report.tags import Element
from desktop.record.completeness import completeness
from desktop.record.submission import Submission
from desktop.record.values import display

_FORUM = Style(size=12, bold=True, colour=ACCENT, align="document", leading=1.35)
_COUNTRY = Style(size=36, bold=True, align="document", leading=1.15)
_TITLE = Style(size=17, colour=INK, align="document", leading=1.35)
_ENTRY = Style(size=9, align="document", leading=1.32, after=0)
_LEAST = 6.5
"""So small a line of the contents may be, in points, for all of them to stand on one page."""


class Cover(Block):
    """The first page."""

    def __init__(
        self, submission: Submission, catalogue: Catalogue, setting: Setting, *, draft: bool, code: str
    ) -> None:
        super().__init__()
        self._setting = setting
        self._draft = draft
        self._demonstration = is_demonstration(submission)
        self._forum = purpose_of(submission, catalogue)
        self._country = country_of(submission, catalogue) or (_("Demonstration") if self._demonstration else "")
        self._title = shortened(submission.about.text("title"), LONGEST_TITLE)
        self._facts = list(_facts(submission, catalogue))
        if code:
            self._facts.append((_("Code to read out"), code))
        self._stood = completeness(submission, catalogue, signed=not draft).stood(draft=draft)

    def height(self, width: float) -> float:
        return PAGE_HEIGHT

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        with painter.furniture():
            painter.box(0, 0, 9 * MM, PAGE_HEIGHT, fill=ACCENT)
        y = 62 * MM
        for words, style, gap in (
            (self._forum, _FORUM, 10),
            (self._country, _COUNTRY, 12),
            (self._title, _TITLE, 0),
        ):
            if words:
                text = _fitting(words, style, self._setting, width)
                text.draw(painter, x, y, width)
                y += text.height(width) + gap
        y += 14
        for warning in self._warnings():
            callout = Callout(warning, BODY.but(after=0.0), self._setting, ground=WARNING_SOFT, bar=WARNING)
            callout.draw(painter, x, y, width)
            y += callout.height(width) + 8
        facts = [Labelled(label, value, self._setting) for label, value in self._facts]
        height = sum(fact.height(width) + 6 for fact in facts)
        y = max(y + 12, PAGE_HEIGHT - 34 * MM - height)
        if facts:
            painter.rule(x, y - 12, x + width, y - 12, LINE)
        for fact in facts:
            fact.draw(painter, x, y, width)
            y += fact.height(width) + 6

    def _warnings(self) -> list[str]:
        warnings = []
        if self._draft:
            warnings.append(_("Draft to share with colleagues. It is not signed and can still change."))
        if self._demonstration:
            warnings.append(warning_of())
        if self._stood:
            # What was signed as it stood is told where nobody can miss it; of what is complete nothing is said.
            warnings.append("\n".join(self._stood))
        return warnings


def _fitting(words: str, style: Style, setting: Setting, width: float) -> Text:
    """Return the text, smaller when it would take more than a third of the page."""
    text = Text(words, style, setting)
    while text.height(width) > PAGE_HEIGHT / 4 and style.size > 8:
        style = style.but(size=style.size * 0.85)
        text = Text(words, style, setting)
    return text


def _facts(submission: Submission, catalogue: Catalogue) -> Sequence[tuple[str, str]]:
    kind = catalogue.kind("submission")
    facts = [
        (label_of(field), shortened(said, LONGEST_TITLE))
        for field in kind.fields
        if field.key in ("lead_ministry", "language")
        if (said := answer_of(submission, catalogue, field.key))
    ]
    moment = moment_of(submission)
    if moment is not None:
        day = FormField(key="day", type="date", label="")
        facts.append((_("Last change"), display(day, moment.date().isoformat(), catalogue)))
    return facts


class ContentsLine(Block):
    """A line of the contents page; `pages` is filled before it is drawn."""

    def __init__(self, anchor: Anchor, pages: Mapping[str, int], setting: Setting, size: float) -> None:
        super().__init__()
        self._anchor = anchor
        self._pages = pages
        self._style = _ENTRY.but(size=size if not anchor.level else size * 0.92)
        self._indent = 14.0 * anchor.level
        self._setting = setting
        self._text = Text(anchor.short, self._style, setting)
        self.after = size * (0.35 if not anchor.level else 0.22)
        self.narrow = True

    def _inner(self, width: float) -> float:
        return width - 28 - self._indent

    def height(self, width: float) -> float:
        return self._text.height(self._inner(width))

    def draw(self, painter: Painter, x: float, y: float, width: float) -> None:
        place = painter.tags.grouped("TOC").add(Element("TOCI")).add(Element("Reference"))
        link = place.add(Element("Link", target=self._anchor.name))
        self._text.draw_in(link, painter, x + self._indent, y, self._inner(width))
        lines = self._text.lines(self._inner(width))
        foot = y + self.height(width)
        last = lines[-1].line
        number = Text(f" {self._pages[self._anchor.name]}", self._style.but(align="end"), self._setting)
        number.draw_in(link, painter, x + width - 24, foot - last.height, 24)
        begin = x + self._indent + last.width + 6
        if begin < x + width - 22:
            with painter.furniture():
                painter.rule(begin, foot - last.height * 0.3, x + width - 18, foot - last.height * 0.3, LINE, 0.5)
        painter.link(self._anchor.name, x, y, width, self.height(width), link, self._anchor.title)


def contents(anchors: Sequence[Anchor], pages: Mapping[str, int], setting: Setting) -> list[Block]:
    """Return the contents: a line for each place that is listed, in two columns, on one page."""
    head: list[Block] = [
        Anchor("contents", _("Contents"), new_page=True),
        Text(_("Contents"), CHAPTER, setting),
    ]
    size = _ENTRY.size
    while True:
        lines = [ContentsLine(anchor, pages, setting, size) for anchor in anchors if anchor.listed]
        high = sum(line.height(COLUMN) + line.after for line in lines)
        if size <= _LEAST or high < 2 * (HEIGHT - head[1].height(WIDTH) - 24):
            return [*head, *lines]
        size *= 0.95
