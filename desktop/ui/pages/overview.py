"""The whole country on one page: where it stands, what comes next, which gaps have no pledge, and what is measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.i18n.lists import sentences
from desktop.i18n.translation import gettext as _
from desktop.record.demonstration import told_english
from desktop.record.internal_kinds import CLEARANCE
from desktop.record.purpose import is_one_pledge, title_of
from desktop.record.standing_sentences import said_of_errors, said_of_gaps, said_of_ratings, said_of_what_is_missing
from desktop.record.update import Update
from desktop.ui.layout import GAP, column, from_edge, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.parts.overview_cards import CHARTS, GAPS, GapsCard, IndicatorsCard, NextCard, PolicyCard, StandingCard
from desktop.ui.runner import Task
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.record.clearance_state import Tallied
    from desktop.record.entry import Entry
    from desktop.record.exported import Export, Exports
    from desktop.record.guided_path import Step
    from desktop.record.matrix import GapMatrix
    from desktop.record.overview import ObjectiveStanding
    from desktop.record.progress import RollUp
    from desktop.record.scores import PolicyScore, Series
    from desktop.record.submission import Submission
    from desktop.ui.parts.clearance_row import ClearanceRow

WIDE = 104
"""Letters of room from which cards stand side by side."""

SEVERAL = 23
"""A count of two digits, as long as most that are said above the cards."""

ACROSS = QBoxLayout.Direction.LeftToRight
"""From the leading side on; Qt turns it round where people read from right to left."""

MANY = 500
"""So many changes at once are looked through beside the window, as is a submission that was never looked through."""


class _Looked(NamedTuple):
    """What a submission comes to."""

    submission: Submission
    known_exports: list[Export]
    exports: Exports
    sentence: str
    expected: str
    standings: Sequence[ObjectiveStanding]
    path: Sequence[Step]
    matrix: GapMatrix
    gaps: Sequence[Entry]
    score: PolicyScore
    measured: Sequence[Series]
    measure: RollUp
    cleared: Tallied


class _Row(QBoxLayout):
    """Cards side by side, as high as the highest of them: what is left of the window stays below all cards."""

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal


class OverviewPage(Page):
    """What a minister is shown: everything in pictures, each with its numbers in words.

    It comes first when a file is opened. Nobody waits for the window until everything was looked through: every card has
    its place at once, and is filled in a moment by what a thread works out beside the window, which can be used meanwhile.
    """

    key = "overview"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._looked: _Looked | None = None
        self._is_looking = False
        self._below: list[str] = []
        inner = column(self)
        self.sentence = words(" ", "heading")
        self.aside = words(" ", "muted")
        inner.addWidget(self.sentence)
        inner.addWidget(self.aside)
        go = self.go.emit
        self.clearance: ClearanceRow | None = None
        self._for_clearance = QVBoxLayout()
        inner.addLayout(self._for_clearance)
        about = session.submission.about
        if session.submission.of_kind(CLEARANCE) or about.value("clearance_wanted") is True:
            self._clearance_row().keep_room(session.submission)
        self.standing = StandingCard(session, go)
        self.next = NextCard(go)
        self.gaps = GapsCard(session.catalogue, go)
        self.policy = PolicyCard(session.catalogue, go)
        self.indicators = IndicatorsCard(session.catalogue, go)
        beside = QVBoxLayout()
        beside.setSpacing(GAP)
        beside.addWidget(self.next, 1)
        beside.addWidget(self.gaps, 1)
        above, below = _Row(ACROSS), _Row(ACROSS)
        above.addWidget(self.standing, 22)
        above.addLayout(beside, 11)
        below.addWidget(self.policy, 1)
        below.addWidget(self.indicators, 1)
        self._rows = (above, below)
        for row in self._rows:
            row.setSpacing(GAP)
            inner.addLayout(row)
        session.order.changed.connect(self._regroup)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Side by side, or one below the other where the letters are large for the window.
        wide = self.width() >= self.fontMetrics().averageCharWidth() * WIDE
        for row in self._rows:
            row.setDirection(ACROSS if wide else QBoxLayout.Direction.TopToBottom)

    def _keep_room(self) -> None:
        """Keep the room of what will be said above the cards, so that these do not move when it is."""
        self.sentence.keep_lines_of(*_usual_sentences(not is_one_pledge(self.session.submission)))
        self.aside.keep_lines_of("\n".join((_usual_line(), *self._below)))

    def refresh(self, update: Update | None) -> None:
        """Show the country as it is now."""
        whole = not is_one_pledge(self.session.submission)
        for each in (self.standing, self.gaps, self.policy, self.indicators):
            each.setVisible(whole)
        if self._looked is None:
            self._show_kind()
        self._keep_room()
        if self._looked is None or self._is_looking or self._is_much(update):
            if self.window().isVisible():
                self._look()
        else:
            self._show(self._looked_through())

    def _is_much(self, update: Update | None) -> bool:
        if update is not None:
            return len(update.changes) >= MANY
        assert self._looked is not None
        return len(self.session.submission.changes_since(self._looked.submission.entries)) >= MANY

    def _show_kind(self) -> None:
        """Say what submission it is until more is known."""
        about = self.session.submission.about
        self.sentence.setText(_("Checking all entries…"))
        self._below = [*_of_demonstration(about), *([_usual_line()] if self.session.file.exports() else [])]
        self.aside.setText(
            "\n".join(_of_demonstration(about)) or title_of(self.session.submission, self.session.catalogue)
        )

    def complete(self) -> None:
        """Look through everything, now that the window is there."""
        if self._looked is None:
            self._look()

    @property
    def is_filled(self) -> bool:
        """Whether everything was looked through, as it is now."""
        return self._looked is not None and not self._is_looking

    def _look(self) -> None:
        """Look through everything on a thread."""
        if self._is_looking or self.session.is_closed:
            return
        self._is_looking = True
        # The task outlives the page where the submission is closed: its thread must not talk to what is gone.
        task = Task(lambda _work: self._looked_through(), QCoreApplication.instance())
        task.succeeded.connect(self._take)
        task.failed.connect(self._fail)
        task.ended.connect(task.deleteLater)
        task.start()

    def _take(self, found: _Looked) -> None:
        self._is_looking = False
        if self.session.is_closed:
            return
        self._show(found)
        if found.submission is not self.session.submission:
            self.refresh(None)  # something was written meanwhile

    def _fail(self, problem: BaseException) -> None:
        self._is_looking = False
        if self.session.is_closed:
            return  # what was looked through is gone, and so is whoever would read of it
        self.sentence.setText("")
        tell_problem(self, _("Something went wrong"), problem)

    def _clearance_row(self) -> ClearanceRow:
        """Return what tells how much is cleared; most submissions begin without, and their start does not wait for it."""
        if self.clearance is None:
            from desktop.ui.parts.clearance_row import ClearanceRow

            self.clearance = ClearanceRow(self.go.emit)
            self._for_clearance.addLayout(from_edge(self.clearance))
        return self.clearance

    def _looked_through(self) -> _Looked:
        from desktop.operations.check import check
        from desktop.record.clearance import tallied
        from desktop.record.guided_path import guided_path
        from desktop.record.matrix import gap_matrix
        from desktop.record.overview import (
            indicators_with_values,
            most_serious,
            standings,
            what_is_expected,
            where_we_stand,
        )
        from desktop.record.progress import roll_up
        from desktop.record.scores import score_policy, series

        submission, catalogue, file = self.session.submission, self.session.catalogue, self.session.file
        checked = check(submission, catalogue, file.altered)
        exports = file.since_exports(submission)
        matrix = gap_matrix(submission, catalogue)
        whole = roll_up(submission, catalogue)
        measured = indicators_with_values(submission, catalogue)
        return _Looked(
            submission,
            file.exports(),
            exports,
            where_we_stand(whole, matrix, checked.of("blocks"), checked.complete),
            what_is_expected(checked.complete),
            standings(submission, catalogue, matrix),
            guided_path(submission, catalogue, checked.findings, exports, checked.complete),
            matrix,
            most_serious(matrix, catalogue, GAPS),
            score_policy(submission, catalogue.policy),
            [series(submission, catalogue, key) for key in measured[:CHARTS]],
            whole,
            tallied(submission, catalogue),
        )

    def _show(self, found: _Looked) -> None:
        before, self._looked = self._looked, found
        self.sentence.setText(found.sentence)
        self.aside.setText(self._aside(found))
        self._clearance_row().show_tallied(found.submission, found.cleared)
        self.standing.board.set_standings(found.standings)
        if before is None or before.path != found.path:
            self.next.show_steps(found.path)
        if before is None or _of_gaps(before) != _of_gaps(found):
            self.gaps.show_gaps(found.matrix, found.gaps)
        if before is None or before.score != found.score:
            self.policy.show_score(found.score)
        if before is None or _of_indicators(before) != _of_indicators(found):
            self.indicators.show_series(*_of_indicators(found))

    def _aside(self, found: _Looked) -> str:
        """Return what is still expected, and what was signed or exported last."""
        lines = [found.expected]
        last = found.exports.latest
        if last is not None and last.export.draft:
            text = _("Draft exported: {package}. {since}")
            lines.append(text.format(package=last.export.package, since=last.sentence()))
        elif last is not None:
            text = _("Signed by {name}. {since}")
            lines.append(text.format(name=last.export.signer, since=last.sentence()))
        lines += _of_demonstration(self.session.submission.about)
        return "\n".join(line for line in lines if line) or " "

    def open_at(self, place: Place) -> None:
        """Tell of what was exported since the page was seen; an export is no revision, so nobody has told it."""
        if self._looked is not None and self.session.file.exports() != self._looked.known_exports:
            self._show(self._looked_through())

    def _regroup(self) -> None:
        self.standing.regroup()
        if self._looked is not None:
            self.standing.board.set_standings(self._looked.standings)


def _usual_sentences(whole: bool) -> list[str]:
    """Return what is usually said of where a country stands, as the language of the window says it."""
    before = [said_of_ratings(SEVERAL, SEVERAL), said_of_gaps(SEVERAL)] if whole else []
    return [sentences([*before, last]) for last in (said_of_errors(SEVERAL), said_of_what_is_missing())]


def _usual_line() -> str:
    """Return words of the language of the window about as long as one of the lines below where the country stands."""
    return " ".join([_("Checking all entries…")] * 2)


def _of_demonstration(about: Entry) -> list[str]:
    """Return what a demonstration is put together of, and that it is not in the language of the window; nothing of others."""
    if about.value("demonstration") is not True:
        return []
    made_of = _(
        "Published pledges and practices from many countries, and invented entries. This is not any country's submission."
    )
    told = told_english() if about.text("language") == "en" else ""  # a file for training may be in any language
    return [made_of, told] if told else [made_of]


def _of_gaps(found: _Looked) -> tuple[Sequence[Entry], int, int]:
    """Return what the card of gaps shows."""
    return found.gaps, len(found.matrix.unanswered), len(found.matrix.gaps)


def _of_indicators(found: _Looked) -> tuple[Sequence[Series], int, int]:
    """Return what the card of indicators shows."""
    return found.measured, found.measure.indicators, found.measure.indicators_of
