"""Join a contribution: what it would bring is shown before anything happens, and only what both sides wrote is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import UserError
from desktop.i18n.lists import sentences
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.operations import hand_out
from desktop.operations.contribution import Contribution, look_at
from desktop.operations.join import join
from desktop.record.join_report import counts, summary
from desktop.record.joining import JoinPlan
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.join_lines import JoinLines
from desktop.ui.parts.notes import Notice, let_be_seen
from desktop.ui.progress_dialog import is_large, work_in_front
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.record.history import Revision
    from desktop.record.ledger import Line

WIDTH, HEIGHT = 1120, 680
"""Pixels of the dialog at 100 %."""


class JoinDialog(Dialog):
    """One contribution after the other: a preview with its questions, then a report of what was joined.

    Nothing is written before `Join` is pressed, and all that was written can be taken back by one button.

    Signals:
        said: a short sentence on what was done.
    """

    said = Signal(str)

    def __init__(self, session: Session, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(_("Join a contribution"), parent, (WIDTH, HEIGHT))
        self._session = session
        self._paths = list(paths)
        self._number = -1
        self._looked: Contribution | None = None
        self._revisions: list[Revision] = []
        self.inner.setSpacing(GAP // 2)
        self._title = words("", "title")
        self._summary = words("", "body")
        self.notice = Notice()
        for each in (self._title, self._summary, self.notice):
            self.inner.addWidget(each)
        self.lines = JoinLines(session)
        self.lines.changed.connect(self._allow)
        self.inner.addWidget(self.lines, 1)
        self.take_back_button = button(_("Undo joining"), self.take_back, role="danger")
        self.report_button = button(_("Save the report…"), self.save_report)
        self.import_button = button(_("Import chosen entries…"), self._import)
        self.skip_button = button(_("Do not join"), self._skip)
        self.all_button = button(
            _("Join this one and the following ones"),
            self.join_all,
            accessible=_("Join this contribution and the following ones, up to the first that needs a decision"),
        )
        self.join_button = button(_("Join"), self.join, role="primary")
        self.inner.addLayout(
            across(
                self.take_back_button,
                self.report_button,
                None,
                self.import_button,
                self.skip_button,
                self.all_button,
                self.join_button,
            )
        )
        self.finished.connect(lambda _result: self._let_go())

    # One after the other

    def begin(self) -> None:
        """Look at the first contribution."""
        self._look_at(0)

    def _look_at(self, number: int) -> None:
        self._let_go()
        if number >= len(self._paths):
            self.accept()
            return
        self._number = number
        self._revisions = []
        self.notice.say("")
        session, path = self._session, self._paths[number]
        self._run(
            path,
            _("Checking {name}").format(name=one_line(path.name)),
            lambda: look_at(session.file, session.catalogue, session.submission, path),
            self._take,
            self._refuse,
        )

    def _run(
        self,
        path: Path,
        heading: str,
        do: Callable[[], Any],
        succeeded: Callable[[Any], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        work_in_front(self, heading, lambda _work: do(), succeeded, failed, large=is_large(path))

    def _take(self, looked: Contribution) -> None:
        self._looked = looked
        self._show()

    def _refuse(self, problem: BaseException) -> None:
        if isinstance(problem, UserError):
            self._show_refused(problem)
        else:
            tell_problem(self, _("Something went wrong"), problem)
            self.reject()

    def _let_go(self) -> None:
        looked, self._looked = self._looked, None
        if looked is not None:
            looked.let_go()

    @property
    def _plan(self) -> JoinPlan | None:
        return self._looked.plan if self._looked is not None else None

    @property
    def _line(self) -> Line | None:
        return self._looked.line if self._looked is not None else None

    def _name(self) -> str:
        name = one_line(self._paths[self._number].name)
        if len(self._paths) == 1:
            return name
        return _("{name} ({number} of {count})").format(
            name=name, number=counted(self._number + 1), count=counted(len(self._paths))
        )

    def _is_last(self) -> bool:
        return self._number + 1 >= len(self._paths)

    def _show_refused(self, problem: UserError) -> None:
        from desktop.operations.join import OtherSubmission

        self._title.setText(self._name())
        self._summary.setText("")
        self.notice.say(problem.message, "warns")
        self._offer(join=False, more=isinstance(problem, OtherSubmission))
        self.skip_button.setFocus()

    def _show(self) -> None:
        assert self._looked is not None and self._plan is not None
        self._title.setText(self._name())
        whose = _("From {ministry}.").format(ministry=one_line(self._line.to)) if self._line else ""
        nothing = "" if self._plan.is_new else _("It contains nothing new: everything in it is already here.")
        left = _("Data packs in the contribution are not added.") if self._plan.left_alone else ""
        self._summary.setText(sentences((whose, nothing, *(() if nothing else summary(self._looked.lines)), left)))
        self._offer(join=self._plan.is_new)
        self.lines.show_lines(self._looked.lines, self._plan)
        if self._plan.conflicts:
            self.lines.go_to_first_question()
        elif self._looked.lines:
            self.lines.view.setFocus()
        else:
            self.skip_button.setFocus()

    def _offer(self, *, join: bool, more: bool = False, done: bool = False) -> None:
        let_be_seen(self.lines, join or done)
        let_be_seen(self.join_button, join)
        let_be_seen(self.import_button, more)
        let_be_seen(self.take_back_button, done)
        self.take_back_button.setEnabled(done)
        let_be_seen(self.all_button, join and not self._is_last())
        let_be_seen(self.report_button, done)
        goes_on = _("Close") if self._is_last() else _("Next contribution")
        self.skip_button.setText(goes_on if done or not join else _("Do not join"))

    def _allow(self) -> None:
        """A contribution is joined once everything is decided that it asks."""
        open_ones = self.lines.open_questions()
        self.join_button.setEnabled(not open_ones)
        self.all_button.setEnabled(not open_ones)

    def _skip(self) -> None:
        # What has come back and brings nothing new is back all the same.
        if self._plan is not None and not self._plan.is_new and self._line is not None and not self._line.back:
            line = self._line
            self._session.do(lambda by: hand_out.note_back(self._session.file, line, by=by))
        self._look_at(self._number + 1)

    # What is done

    def join(self) -> None:
        """Write what was shown and decided, as one revision."""
        self._join(self._show_done)

    def join_all(self) -> None:
        """Join this contribution, and then the next ones as long as they ask nothing; one report tells of all of them."""
        self._join(self._go_on)

    def _join(self, then: Callable[[], object]) -> None:
        session, looked = self._session, self._looked
        if looked is None or self.lines.open_questions():
            return
        name = one_line(looked.line.to) if looked.line is not None else ""
        decisions = dict(self.lines.decisions)

        def write() -> Revision | None:
            session.file.back_up()  # an earlier version to go back to, whatever is done afterwards
            return join(
                session.file, looked.file, looked.plan, decisions, session.catalogue, by=session.person, name=name
            )

        def written(revision: Revision | None) -> None:
            session.joined(revision)
            if revision is not None:
                self._revisions.append(revision)
            self.lines.settle()
            then()

        path = self._paths[self._number]
        self._run(path, _("Joining {name}").format(name=one_line(path.name)), write, written, self._tell_failure)

    def _tell_failure(self, problem: BaseException) -> None:
        tell_problem(self, _("The contribution could not be joined"), problem)

    def _go_on(self) -> None:
        """Join the next contribution if it asks nothing; else show what was joined so far."""
        if self._is_last():
            self._show_done()
            return
        session, path = self._session, self._paths[self._number + 1]

        def looked_at(looked: Contribution) -> None:
            if looked.plan.conflicts or not looked.plan.is_new:
                looked.let_go()
                self._show_done()
                return
            self._let_go()
            self._number += 1
            self._looked = looked
            self.lines.add_lines(looked.lines, looked.plan)
            self._join(self._go_on)

        self._run(
            path,
            _("Checking {name}").format(name=one_line(path.name)),
            lambda: look_at(session.file, session.catalogue, session.submission, path),
            looked_at,
            lambda _problem: self._show_done(),  # it is told when its turn comes
        )

    def _show_done(self) -> None:
        self.notice.say(
            _("The contribution has been joined to the submission. This is what changed; you can undo all of it."),
            "done",
        )
        lines = self.lines.lines
        decided = counts(lines)["decided"]
        text = ngettext("{count} question was decided.", "{count} questions were decided.", decided)
        said = [*summary(lines, done=True), *([text.format(count=counted(decided))] if decided else ())]
        self._summary.setText(sentences(said))
        self.said.emit(_("{name} was joined").format(name=self._name()))
        self._offer(join=False, done=True)
        self.lines.show_joined()
        self.skip_button.setFocus()

    def take_back(self) -> None:
        """Take back all that was joined; what was written over since stays."""
        # The last one first, and none after one that could not be taken back.
        if all(self._session.take_back(each.id) for each in reversed(self._revisions)):
            self.notice.say(_("Joining was undone. Everything is as it was before."), "info")
            self.take_back_button.setEnabled(False)
            let_be_seen(self.report_button, False)  # it would tell of what no longer stands
            self.said.emit(_("Joining {name} was undone").format(name=self._name()))
            self.skip_button.setFocus()

    def save_report(self) -> None:
        """Save what was joined as a Word document."""
        from desktop.operations.join_report import save_join_report

        session = self._session
        name = _("{name}, report").format(name=self._paths[self._number].stem) + ".docx"
        path = file_dialogs.file_to_write(self, _("Save the report"), name, _("Word documents (*.docx)"))
        if path is None:
            return
        try:
            path = save_join_report(
                path, self._name(), self._summary.text(), self.lines.lines, session.catalogue, by=session.person
            )
        except UserError as problem:
            tell_problem(self, _("The report could not be saved"), problem)
        else:
            self.notice.say(_("The report was saved as {name}.").format(name=one_line(path.name)), "done")

    def _import(self) -> None:
        from desktop.ui.dialogs.import_chosen import ImportChosenDialog

        try:
            dialog = ImportChosenDialog(self._session, self._paths[self._number], self)
        except UserError as problem:
            tell_problem(self, _("This file cannot be imported"), problem)
            return
        dialog.said.connect(self.said)
        dialog.said.connect(lambda text: self.notice.say(text, "done"))
        dialog.open()
