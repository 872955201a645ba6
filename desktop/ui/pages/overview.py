"""The whole country on one page: what to do next, progress by objective, scores, and gaps that no pledge answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout

from desktop.i18n.translation import N_, ngettext
from desktop.i18n.translation import gettext as _
from desktop.record.update import Update
from desktop.ui.layout import GAP, across, button, card, clear, column, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.parts.exported import ExportedCard
from desktop.ui.parts.notes import Note
from desktop.ui.parts.verdicts import Verdicts
from desktop.ui.runner import Task
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.record.completeness import Verdict
    from desktop.record.entry import Entry
    from desktop.record.exported import Export, Exports
    from desktop.record.guided_path import Step
    from desktop.record.matrix import GapMatrix
    from desktop.record.progress import RollUp
    from desktop.record.scores import PolicyScore
    from desktop.record.submission import Submission

STATES = {"to_do": N_("to do"), "begun": N_("begun"), "done": N_("done")}
COUNTED = ("practice", "gap", "pledge", "evidence")


@dataclass(frozen=True)
class _Looked:
    """What a submission comes to."""

    submission: Submission
    verdicts: Sequence[Verdict]
    known_exports: list[Export]
    exports: Exports
    path: Sequence[Step]
    whole: RollUp
    matrix: GapMatrix
    score: PolicyScore


class OverviewPage(Page):
    """What a minister is shown: everything in pictures, each with its numbers in words.

    It comes first when a file is opened. Nobody waits for the window until everything was looked through: the places to
    go to, what the submission is and how much there is of each kind are there at once. The verdicts, the path and the
    pictures are worked out beside the window, which can be used meanwhile.
    """

    key = "overview"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._inner = inner = column(self)
        self._has_pictures = False
        self._goes_on = False
        self._heading = words("", "title")
        self._lead = words("", "lead")
        inner.addWidget(self._heading)
        inner.addWidget(self._lead)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(3, 1)
        self._counts: dict[str, QLabel] = {}
        self._known_exports: list[Export] = []
        self._steps: Sequence[Step] = ()
        self._lines: list[tuple[Note, QLabel]] = []
        self._shown_gaps: tuple[tuple[Entry, ...], int, int] | None = None
        for place, kind in enumerate(COUNTED):
            frame, body = card(spacing=0)
            number = words("", "figure")
            self._counts[kind] = number
            body.addWidget(number)
            body.addWidget(words(_(session.catalogue.kind(kind).plural), "muted"))
            grid.addWidget(frame, 0, place)
        inner.addLayout(grid)
        self._verdicts = Verdicts()
        inner.addWidget(self._verdicts)
        self._exported = ExportedCard()
        self._exported.hide()
        inner.addWidget(self._exported)
        frame, body = card()
        body.addWidget(words(_("What to do next"), "heading"))
        self._next = QVBoxLayout()
        self._next.setSpacing(GAP // 2)
        body.addLayout(self._next)
        inner.addWidget(frame)

    def _add_pictures(self) -> None:
        from desktop.record.progress import explanation, measure_explanation
        from desktop.ui.charts.domains import DomainBars
        from desktop.ui.charts.gap_grid import GapGrid
        from desktop.ui.charts.objectives import ObjectiveStrip
        from desktop.ui.parts.clusters import Clusters

        self._has_pictures = True
        inner = self._inner
        frame, body = card()
        body.addWidget(words(_("Progress by objective"), "heading"))
        self._strip = ObjectiveStrip()
        self._strip.chosen.connect(lambda number: self.go.emit(Place("objective", str(number))))
        body.addWidget(self._strip)
        self._rated = words("", "body")
        body.addWidget(self._rated)
        body.addWidget(words(explanation(), "muted"))
        inner.addWidget(frame)
        frame, body = card()
        body.addWidget(words(_("Gaps and pledges by objective"), "heading"))
        self._grid = GapGrid()
        self._grid.chosen.connect(lambda number: self.go.emit(Place("objective", str(number), part="gap")))
        body.addWidget(self._grid)
        self._matrix = words("", "body")
        body.addWidget(self._matrix)
        inner.addWidget(frame)
        frame, body = card()
        body.addWidget(words(_("By round table and theme"), "heading"))
        self._clusters = Clusters()
        body.addWidget(self._clusters)
        body.addWidget(words(measure_explanation(), "muted"))
        inner.addWidget(frame)
        pair = QGridLayout()
        pair.setSpacing(GAP)
        pair.setColumnStretch(0, 1)
        pair.setColumnStretch(1, 1)
        frame, body = card()
        body.addWidget(words(_("Policies: SDG 10.7.2"), "heading"))
        self._score = words("", "body")
        body.addWidget(self._score)
        body.addWidget(words(_("By domain:"), "muted"))
        self._bars = DomainBars()
        body.addWidget(self._bars)
        body.addStretch(1)
        body.addLayout(across(button(_("Go to the questions"), lambda: self.go.emit(Place("policy"))), None))
        pair.addWidget(frame, 0, 0)
        frame, body = card()
        body.addWidget(words(_("Gaps that no pledge answers"), "heading"))
        self._open_gaps = QVBoxLayout()
        self._open_gaps.setSpacing(GAP // 4)
        body.addLayout(self._open_gaps)
        body.addStretch(1)
        body.addLayout(across(button(_("See every gap and pledge"), lambda: self.go.emit(Place("matrix"))), None))
        pair.addWidget(frame, 0, 1)
        inner.addLayout(pair)

    def refresh(self, update: Update | None) -> None:
        """Show the country as it is now."""
        submission = self.session.submission
        self._show_heading()
        for kind, label in self._counts.items():
            label.setText(str(len(submission.of_kind(kind))))
        if self._has_pictures or self.window().isVisible():
            self._show_all()
        else:
            self._wait()

    def _wait(self) -> None:
        """Say that there is more to come."""
        self._known_exports = self.session.file.exports()
        self._verdicts.hide()
        self._next.addWidget(words(_("Looking through all entries…"), "muted"))

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
        self._show_next(found)
        self._show_pictures(found)

    def _fail(self, problem: BaseException) -> None:
        if self.session.is_closed:
            return  # what was looked through is gone, and so is whoever would read of it
        clear(self._next)
        tell_problem(self, _("Something went wrong"), problem)

    def _show_all(self) -> None:
        found = self._looked_through()
        self._show_next(found)
        self._show_pictures(found)

    def _looked_through(self) -> _Looked:
        from desktop.operations.check import check
        from desktop.record.guided_path import guided_path
        from desktop.record.matrix import gap_matrix
        from desktop.record.progress import roll_up
        from desktop.record.scores import score_policy

        submission, catalogue, file = self.session.submission, self.session.catalogue, self.session.file
        checked = check(submission, catalogue)
        exports = file.since_exports(submission)
        path = guided_path(submission, catalogue, checked.findings, exports, checked.complete)
        return _Looked(
            submission,
            checked.verdicts(),
            file.exports(),
            exports,
            path,
            roll_up(submission, catalogue),
            gap_matrix(submission, catalogue),
            score_policy(submission, catalogue.policy),
        )

    def _show_pictures(self, found: _Looked) -> None:
        if not self._has_pictures:
            self._add_pictures()
        submission, catalogue = self.session.submission, self.session.catalogue
        self._strip.set_roll_up(found.whole, catalogue)
        self._rated.setText(found.whole.sentence())
        self._clusters.set_submission(submission, catalogue)
        self._bars.set_score(found.score, catalogue.policy)
        self._score.setText(found.score.sentence())
        self._show_gaps(found.matrix)

    def open_at(self, place: Place) -> None:
        """Tell of what was exported since the page was seen; an export is no revision, so nobody has told it."""
        if self.session.file.exports() != self._known_exports:
            self._show_next(self._looked_through())

    def _show_heading(self) -> None:
        from desktop.ui.navigator import headline

        about = self.session.submission.about
        self._heading.setText(about.text("title") or headline(self.session))
        self._lead.setText(
            _("Published pledges and practices of many countries, and entries that were made up. No country says this.")
            if about.value("demonstration") is True
            else _("Submission to the {forum}").format(forum=_(self.session.catalogue.pack.forum))
        )

    def _show_next(self, found: _Looked) -> None:
        self._known_exports = found.known_exports
        self._verdicts.show_verdicts(found.verdicts)
        self._verdicts.show()
        self._exported.setVisible(found.exports.latest is not None)
        self._exported.show_exports(found.exports)
        steps = found.path
        if steps == self._steps:
            return
        if [each.key for each in steps] != [each.key for each in self._steps]:
            clear(self._next)
            self._lines = [self._add_step(step) for step in steps]
        for (state, text), step in zip(self._lines, steps, strict=True):
            state.say(_(STATES[step.state]), "done" if step.state == "done" else "")
            text.setText(step.text)
        self._steps = steps

    def _add_step(self, step: Step) -> tuple[Note, QLabel]:
        """Add the line of a step, and return what of it changes: its state and what it says."""
        state, said = Note("muted"), words("", "muted")
        state.setFixedWidth(self.fontMetrics().averageCharWidth() * 12)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(words(step.label, "label"))
        text.addWidget(said)
        go = button(
            _("Go there"),
            partial(self.go.emit, Place(step.page, "1" if step.page == "objective" else "")),
            role="link",
            accessible=_("Go to: {step}").format(step=step.label),
        )
        row = across(text, state, go, spacing=GAP)
        row.setStretch(0, 1)
        row.setAlignment(state, Qt.AlignmentFlag.AlignVCenter)
        self._next.addLayout(row)
        return state, said

    def _show_gaps(self, matrix: GapMatrix) -> None:
        self._matrix.setText(matrix.sentence())
        self._grid.set_matrix(matrix, self.session.catalogue)
        shown = (tuple(matrix.unanswered[:5]), len(matrix.unanswered), len(matrix.gaps))
        if shown == self._shown_gaps:
            return
        self._shown_gaps = shown
        clear(self._open_gaps)
        if not matrix.unanswered:
            self._open_gaps.addWidget(words(matrix.of_gaps(), "muted"))
        for gap in matrix.unanswered[:5]:
            name = gap.text("title") or _("Gap without a name")
            self._open_gaps.addWidget(button(name, partial(self.go.emit, Place("gaps", "", gap.id)), role="link"))
        more = len(matrix.unanswered) - 5
        if more > 0:
            self._open_gaps.addWidget(
                words(ngettext("and {count} more", "and {count} more", more).format(count=more), "muted")
            )
