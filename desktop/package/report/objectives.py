"""A chapter for each objective of which something is said, and one list of the others."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.catalogue.definitions import Objective
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import code, ngettext
from desktop.i18n.translation import gettext as _
from desktop.package.report.blocks import Anchor
from desktop.package.report.charts import Charts
from desktop.package.report.spans import Span
from desktop.package.report.style import ACCENT, INK, MUTED, SMALL, VALUE
from desktop.package.report.writer import Writer, anchor_of, muted
from desktop.progress_reporter import ProgressReporter
from desktop.record.completeness import is_spoken_of
from desktop.record.entry import Entry
from desktop.record.entry_index import objectives_of
from desktop.record.indicator_methods import method_of
from desktop.record.progress import progress_of
from desktop.record.values import display

AT_HOME = ("practice", "gap", "evidence")
"""Kinds whose entries stand in the chapter of the first objective that they name."""

_BRIEF = 160
"""So many characters of a title stand where it is only pointed to."""


def home_of(entry: Entry, numbers: frozenset[int]) -> int | None:
    """Return the objective in whose chapter an entry stands; None when it names none that there is."""
    return next((number for number in objectives_of(entry) if number in numbers), None)


def write_objectives(writer: Writer, work: ProgressReporter, done: int, total: int) -> None:
    """Write all chapters of objectives; `work` is told of each."""
    numbers = frozenset(each.number for each in writer.catalogue.objectives)
    silent: list[Objective] = []
    told: set[str] = set()
    for place, objective in enumerate(writer.catalogue.objectives):
        work.step(
            done + place,
            total,
            _("Creating the chapter of objective {number}").format(number=objective.number),
        )
        if is_spoken_of(writer.submission, writer.catalogue, objective.number):
            _Chapter(writer, objective, numbers, told).write()
        else:
            silent.append(objective)
    _homeless(writer, numbers)
    _silent(writer, silent)


class _Chapter:
    """The chapter of an objective.

    Args:
        numbers: of all objectives.
        told: the indicators of which the chapters before this one tell, to which it adds.
    """

    def __init__(self, writer: Writer, objective: Objective, numbers: frozenset[int], told: set[str]) -> None:
        self.writer = writer
        self.objective = objective
        self.number = objective.number
        self._numbers = numbers
        self._told = told

    def write(self) -> None:
        catalogue = self.writer.catalogue
        title = catalogue.heading(self.number)
        self.writer.chapter(
            f"objective-{self.number}",
            title,
            overline=_("Objective {number}").format(number=self.number),
            listed=_("{number} {label}").format(number=self.number, label=title),
            short=_("{number} {label}").format(number=self.number, label=catalogue.label(self.number)),
        )
        if self._is_home():
            self._asks()
        self._stands()
        for key in ("practice", "gap"):
            self._entries(key)
        self._pledges()
        self._indicators()
        self._entries("evidence")

    def _is_home(self) -> bool:
        """Whether anything is told here, and not only pointed to."""
        submission = self.writer.submission
        return bool(submission.bound("assessment", str(self.number)).answers) or any(
            home_of(entry, self._numbers) == self.number
            for key in AT_HOME
            for entry in submission.of_objective(key, self.number)
        )

    def _asks(self) -> None:
        """Write what the objective asks for, in one paragraph: whoever reads the report knows it, or wants it in short."""
        spans = [Span(_("What the objective asks for"), bold=True, colour=INK)]
        for action in self.objective.actions:
            spans += [Span(f"  {code(action.paragraph)} ", colour=MUTED), Span(_(action.gist))]
        self.writer.text(spans, SMALL.but(colour="#33414b", after=2.0))

    def _stands(self) -> None:
        writer = self.writer
        kind = writer.catalogue.kind("assessment")
        entry = writer.submission.bound("assessment", str(self.number))
        writer.add(Anchor(anchor_of(entry), "", 1))
        if not entry.answers:
            return
        writer.section(_(kind.label))
        progress = progress_of(writer.submission, writer.catalogue, self.number)
        if "rating" in entry.answers:
            label = display(kind.field("rating"), entry.value("rating"), writer.catalogue)
            charts = Charts(writer.catalogue, writer.setting)
            writer.figure(charts.rating(progress.rating, entry.text("trend"), label, writer.width))
        writer.answers(entry, kind, besides=("rating",))

    def _entries(self, key: str) -> None:
        writer = self.writer
        entries = writer.submission.of_objective(key, self.number)
        if not entries:
            return
        kind = writer.catalogue.kind(key)
        here = [entry for entry in entries if home_of(entry, self._numbers) == self.number]
        elsewhere = [entry.id for entry in entries if home_of(entry, self._numbers) != self.number]
        if here:
            writer.section(_(kind.plural))
        for entry in here:
            writer.entry(entry)
        if elsewhere:
            label = _("Reported under another objective") if here else _(kind.plural)
            writer.labelled(label, writer.links(elsewhere, most=_BRIEF))

    def _pledges(self) -> None:
        pledges = self.writer.submission.of_objective("pledge", self.number)
        if pledges:
            label = _(self.writer.catalogue.kind("pledge").plural)
            self.writer.labelled(label, self.writer.links((each.id for each in pledges), most=_BRIEF))

    def _indicators(self) -> None:
        writer = self.writer
        spans: list[Span] = []
        for indicator in writer.catalogue.indicators_of(self.number):
            entry = writer.submission.bound("indicator", indicator.key)
            method = method_of(indicator)
            if entry.answers or method.known(writer.submission, writer.catalogue, indicator):
                known = method.sentence(writer.submission, writer.catalogue, indicator)
                spans += [Span("\n")] if spans else []
                if indicator.key in self._told:
                    # One that follows many objectives is told under the first of them; the others lead to it.
                    spans.append(Span(code(indicator.key), colour=ACCENT, link=anchor_of(entry)))
                    continue
                self._told.add(indicator.key)
                name = f"{code(indicator.key)} {writer.catalogue.indicator_name(indicator.key)}"
                spans += [Span(name, colour=ACCENT, link=anchor_of(entry)), muted("  ")]
                spans.append(Span(shortened(known, 2 * _BRIEF)))
        if spans:
            writer.labelled(_(writer.catalogue.kind("indicator").plural), spans)


def _homeless(writer: Writer, numbers: frozenset[int]) -> None:
    """Write what names no objective, so that nothing is left out."""
    found = {
        key: [entry for entry in writer.submission.of_kind(key) if home_of(entry, numbers) is None] for key in AT_HOME
    }
    if not any(found.values()):
        return
    writer.chapter("without-objective", _("Entries without an objective"))
    for key, entries in found.items():
        if entries:
            writer.section(_(writer.catalogue.kind(key).plural))
            for entry in entries:
                writer.entry(entry)


def _silent(writer: Writer, objectives: Iterable[Objective]) -> None:
    silent = list(objectives)
    if not silent:
        return
    writer.chapter("silent", _("Objectives without an entry"))
    writer.text(
        ngettext(
            "{count} objective has no rating, practice, gap, pledge or evidence. This is allowed: everything in "
            "this submission is voluntary.",
            "{count} objectives have no rating, practice, gap, pledge or evidence. This is allowed: everything "
            "in this submission is voluntary.",
            len(silent),
        ).format(count=counted(len(silent)))
    )
    for objective in silent:
        words = [Span(f"{objective.number}  ", colour=MUTED), Span(writer.catalogue.title(objective.number))]
        writer.text(words, VALUE.but(after=2.0))
