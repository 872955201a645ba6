"""Where the country stands, on one page: the ratings, what to do next, the gaps without a pledge, and what is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.update import Update
from desktop.ui.layout import GAP, across, button, card, clear, column, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.runner import Task
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.record.entry import Entry
    from desktop.record.exported import Export, Exports
    from desktop.record.next_actions import Action
    from desktop.record.series import Series
    from desktop.record.submission import Submission
    from desktop.ui.charts.standing import Standing

MOST_GAPS = 5
MOST_TRENDS = 4
SEVERITY = ("critical", "high", "medium", "low", "")
"""The most serious first; those of which nobody said it come last."""


@dataclass(frozen=True)
class _Looked:
    """What a submission comes to."""

    submission: Submission
    known_exports: list[Export]
    exports: Exports
    outlook: str
    actions: Sequence[Action]
    standings: Mapping[int, Standing]
    gaps: tuple[Entry, ...]
    gaps_sentence: str
    policy: str
    trends: Sequence[tuple[str, str, Series]]
    measured: str


class OverviewPage(Page):
    """What a minister is shown.

    It comes first when a file is opened. Nobody waits for the window until everything was looked through: the places to
    go to and what the submission is are there at once. The rest is worked out beside the window, which can be used
    meanwhile, and comes all together, so that nothing moves under the pointer.
    """

    key = "overview"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._inner = column(self)
        self._has_pictures = False
        self._goes_on = False
        self._lead = words("", "muted")
        self._outlook = words("", "title")
        self._inner.addWidget(self._lead)
        self._inner.addWidget(self._outlook)
        self._known_exports: list[Export] = []
        self._shown: _Looked | None = None
        session.order.changed.connect(self._regroup)

    def _add_pictures(self) -> None:
        from desktop.ui.charts.domains import DomainSegments, SegmentLegend
        from desktop.ui.charts.standing import ObjectiveStandings, RatingLegend
        from desktop.ui.parts.exported import ExportedCard
        from desktop.ui.parts.grouping_box import GroupingBox

        self._has_pictures = True
        self._exported = ExportedCard()
        self._exported.hide()
        grid = QGridLayout()
        grid.setSpacing(GAP)
        for place, stretch in enumerate((5, 2, 4)):
            grid.setColumnStretch(place, stretch)
        frame, body = card()
        heading = words(_("Where we stand, by objective"), "heading")
        heading.setWordWrap(False)
        body.addLayout(across(heading, None, GroupingBox(self.session)))
        self._standings = ObjectiveStandings()
        self._standings.chosen.connect(lambda number: self.go.emit(Place("objective", str(number))))
        body.addWidget(self._standings)
        body.addStretch(1)
        body.addWidget(RatingLegend(self.session.catalogue))
        grid.addWidget(frame, 0, 0, 2, 2)
        frame, self._next = self._list_card(_("Next"))
        grid.addWidget(frame, 0, 2)
        frame, self._open_gaps = self._list_card(_("Gaps without a pledge"))
        grid.addWidget(frame, 1, 2)
        frame, body = card()
        body.addWidget(words(_("Policies (SDG 10.7.2)"), "heading"))
        self._policy = words("", "body")
        body.addWidget(self._policy)
        self._segments = DomainSegments()
        body.addWidget(self._segments)
        body.addWidget(SegmentLegend())
        body.addStretch(1)
        body.addLayout(across(self._link(_("Open the questions"), "policy"), None))
        grid.addWidget(frame, 2, 0)
        frame, body = card()
        body.addWidget(words(_("Indicators"), "heading"))
        self._measured = words("", "body")
        body.addWidget(self._measured)
        self._trends = QGridLayout()
        self._trends.setSpacing(GAP)
        body.addLayout(self._trends)
        body.addStretch(1)
        body.addLayout(across(self._link(_("Open the indicators"), "indicators"), None))
        grid.addWidget(frame, 2, 1, 1, 2)
        self._inner.addLayout(grid)
        self._inner.addWidget(self._exported)

    def _list_card(self, heading: str) -> tuple[QFrame, QVBoxLayout]:
        frame, body = card()
        body.addWidget(words(heading, "heading"))
        lines = QVBoxLayout()
        lines.setSpacing(GAP // 2)
        body.addLayout(lines)
        body.addStretch(1)
        return frame, lines

    def _link(self, text: str, page: str) -> QWidget:
        return button(text, lambda: self.go.emit(Place(page)), role="link")

    def refresh(self, update: Update | None) -> None:
        """Show the country as it is now."""
        self._show_lead()
        if self._has_pictures:
            self._show(self._looked_through())
        else:
            self._wait()
            if self.window().isVisible():
                self.complete()

    def _wait(self) -> None:
        """Say that there is more to come."""
        self._known_exports = self.session.file.exports()
        self._outlook.setText(_("Looking through all entries…"))

    def complete(self) -> None:
        """Show what was put off; a thread works it out, and the window can be used meanwhile."""
        if self._has_pictures or self._goes_on or self.session.is_closed:
            return
        self._goes_on = True
        # The task outlives the page where the submission is closed: its thread must not talk to what is gone.
        task = Task(lambda _work: self._looked_through(), QCoreApplication.instance())
        task.succeeded.connect(self._take)
        task.failed.connect(self._fail)
        task.ended.connect(task.deleteLater)
        task.start()

    def _take(self, found: _Looked) -> None:
        if self._has_pictures or self.session.is_closed:
            return
        if found.submission is not self.session.submission:
            found = self._looked_through()  # something was written meanwhile
        self._add_pictures()
        self._show(found)

    def _fail(self, problem: BaseException) -> None:
        if self.session.is_closed:
            return  # what was looked through is gone, and so is whoever would read of it
        self._outlook.setText("")
        tell_problem(self, _("Something went wrong"), problem)

    def _looked_through(self) -> _Looked:
        from desktop.operations.check import check
        from desktop.record.matrix import gap_matrix
        from desktop.record.next_actions import next_actions
        from desktop.record.outlook import outlook
        from desktop.record.progress import roll_up
        from desktop.record.scores import score_policy

        submission, catalogue, file = self.session.submission, self.session.catalogue, self.session.file
        checked = check(submission, catalogue)
        exports = file.since_exports(submission)
        matrix = gap_matrix(submission, catalogue)
        return _Looked(
            submission,
            file.exports(),
            exports,
            outlook(submission, catalogue, checked.findings, checked.complete),
            next_actions(submission, catalogue, checked.findings, checked.complete, exports),
            self._standings_of(matrix.unanswered),
            tuple(sorted(matrix.unanswered, key=_seriousness))[: MOST_GAPS + 1],
            matrix.of_gaps() if not matrix.unanswered else "",
            score_policy(submission, catalogue.policy).sentence(),
            self._trends_of(),
            roll_up(submission, catalogue).measured_indicators(),
        )

    def _standings_of(self, unanswered: Sequence[Entry]) -> Mapping[int, Standing]:
        from desktop.record.entry_index import objectives_of
        from desktop.ui.charts.rating_scale import rating_words
        from desktop.ui.charts.standing import Standing

        submission, catalogue = self.session.submission, self.session.catalogue
        open_gaps: dict[int, int] = {}
        for gap in unanswered:
            for number in objectives_of(gap):
                open_gaps[number] = open_gaps.get(number, 0) + 1
        found = {}
        for objective in catalogue.objectives:
            number = objective.number
            assessment = submission.bound("assessment", str(number))
            found[number] = Standing(
                catalogue.label(number),
                assessment.text("rating"),
                assessment.text("trend"),
                rating_words(assessment, submission, catalogue),
                open_gaps.get(number, 0),
            )
        return found

    def _trends_of(self) -> Sequence[tuple[str, str, Series]]:
        from desktop.record.series import series

        submission, catalogue = self.session.submission, self.session.catalogue
        known = [(each, series(submission, catalogue, each.key)) for each in catalogue.indicators if each.takes_values]
        told = [(each, found) for each, found in known if found.points]
        # Those with most years tell most.
        told.sort(key=lambda pair: -len(pair[1].points))
        return [(each.key, _(each.unit), found) for each, found in told[:MOST_TRENDS]]

    def _show(self, found: _Looked) -> None:
        before, self._shown = self._shown, found
        catalogue = self.session.catalogue
        self._known_exports = found.known_exports
        self._outlook.setText(found.outlook)
        self._exported.setVisible(found.exports.latest is not None)
        self._exported.show_exports(found.exports)
        self._standings.show_standings(found.standings, self.session.order.groups(catalogue))
        self._policy.setText(found.policy)
        self._segments.show_answers(found.submission, catalogue.policy)
        self._measured.setText(found.measured)
        if before is None or before.actions != found.actions:
            self._show_next(found.actions)
        if before is None or (before.gaps, before.gaps_sentence) != (found.gaps, found.gaps_sentence):
            self._show_gaps(found.gaps, found.gaps_sentence)
        if before is None or before.trends != found.trends:
            self._show_trends(found.trends)

    def open_at(self, place: Place) -> None:
        """Tell of what was exported since the page was seen; an export is no revision, so nobody has told it."""
        if self._has_pictures and self.session.file.exports() != self._known_exports:
            self._show(self._looked_through())

    def _regroup(self) -> None:
        if self._shown is not None:
            self._standings.show_standings(self._shown.standings, self.session.order.groups(self.session.catalogue))

    def _show_lead(self) -> None:
        about = self.session.submission.about
        self._lead.setText(
            _("A composite of published pledges and practices of many countries. No country says all this.")
            if about.value("demonstration") is True
            else about.text("title")
            or _("Submission to the {forum}").format(forum=_(self.session.catalogue.pack.forum))
        )

    def _show_next(self, actions: Sequence[Action]) -> None:
        clear(self._next)
        if not actions:
            self._next.addWidget(words(_("Everything is signed and exported as it is now."), "muted"))
        for action in actions:
            self._next.addLayout(_two_lines(self._link(action.text, action.page), action.state))

    def _show_gaps(self, gaps: Sequence[Entry], sentence: str) -> None:
        clear(self._open_gaps)
        if not gaps:
            self._open_gaps.addWidget(words(sentence, "muted"))
        for gap in gaps[:MOST_GAPS]:
            name = gap.text("title") or _("Gap without a name")
            link = button(name, partial(self.go.emit, Place("gaps", "", gap.id)), role="link")
            self._open_gaps.addLayout(_two_lines(link, self._about_gap(gap)))
        if len(gaps) > MOST_GAPS:
            self._open_gaps.addLayout(across(self._link(_("See all gaps and pledges"), "matrix"), None))

    def _about_gap(self, gap: Entry) -> str:
        from desktop.record.entry_index import objectives_of
        from desktop.record.values import display

        submission, catalogue = self.session.submission, self.session.catalogue
        numbers = objectives_of(gap)
        said = []
        if gap.text("severity"):
            severity = catalogue.kind("gap").field("severity")
            said.append(display(severity, gap.value("severity"), catalogue, submission))
        if numbers:
            text = ngettext("Objective {numbers}", "Objectives {numbers}", len(numbers))
            said.append(text.format(numbers=", ".join(map(str, numbers))))
        return " · ".join(said)

    def _show_trends(self, trends: Sequence[tuple[str, str, Series]]) -> None:
        from desktop.i18n.translation import code
        from desktop.ui.charts.trend import SmallTrend

        clear(self._trends)
        if not trends:
            text = words(_("No indicator has a value yet. Values can be typed in or imported from a table."), "muted")
            self._trends.addWidget(text, 0, 0)
        for place, (key, unit, found) in enumerate(trends):
            holder = QWidget()
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(0)
            name = self.session.catalogue.indicator_name(key)
            link = button(
                _("{key}  {name}").format(key=code(key), name=name),
                partial(self.go.emit, Place("indicators", key)),
                role="link",
            )
            chart = SmallTrend()
            chart.set_series(found)
            inner.addWidget(link)
            inner.addWidget(words(unit, "muted"))
            inner.addWidget(chart)
            self._trends.addWidget(holder, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
            self._trends.setColumnStretch(place % 2, 1)


def _two_lines(link: QWidget, about: str) -> QVBoxLayout:
    lines = QVBoxLayout()
    lines.setSpacing(0)
    lines.addWidget(link)
    below = words(about, "muted")
    below.setIndent(GAP // 2)  # below the letters of the link
    lines.addWidget(below)
    return lines


def _seriousness(gap: Entry) -> int:
    severity = gap.text("severity")
    return SEVERITY.index(severity) if severity in SEVERITY else len(SEVERITY)
