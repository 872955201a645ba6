"""The strips around the page: what is not saved, whose copy it is, what is asked, the steps of a pledge, a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.purpose import is_one_pledge
from desktop.ui.after_click import AfterClick
from desktop.ui.navigation import Place
from desktop.ui.preferences import Preferences
from desktop.ui.session import Session
from desktop.ui.unsaved import UnsavedStrip

if TYPE_CHECKING:
    from desktop.ui.parts.ask_strip import AskStrip
    from desktop.ui.parts.pledge_steps import PledgeSteps
    from desktop.ui.parts.reason_strip import ReasonStrip


class Strips(QObject):
    """Puts each strip into the column of the page when it is first wanted; most never are.

    Attributes:
        asked: what tells something and offers what can be done about it; None before it was first asked.
        steps: of a pledge; None while the submission is not for one.
        reason: asks why something was taken away; None before it was first asked.
    """

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        column: QVBoxLayout,
        parent: QObject,
        *,
        go: Callable[[Place], None],
        keep_copy: Callable[[], None],
    ) -> None:
        """Add what stands at the top of a column; the head of the page comes next, see `stand_above`."""
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._column = column
        self._go = go
        self._head: QWidget | None = None
        self._about = ""
        self.asked: AskStrip | None = None
        self.steps: PledgeSteps | None = None
        self.reason: ReasonStrip | None = None
        column.addWidget(UnsavedStrip(session, keep_copy))
        if session.assignment is not None:
            from desktop.ui.parts.ministry_strip import MinistryStrip

            ministry = MinistryStrip(session)
            ministry.go.connect(go)
            column.addWidget(ministry)
        self._question, self._is_asked = "", False
        self._click = AfterClick(self._show_question, self)
        self._settling = AfterClick(lambda: self.settled("who"), self)
        session.reasons.wanted.connect(self._ask_why)
        session.person_changed.connect(self._keep_person)

    def stand_above(self, head: QWidget) -> None:
        """Let what comes later stand above the head of the page."""
        self._head = head

    def keep_steps(self, place: Place) -> None:
        """Have the steps of a pledge above the pages as soon as the submission is for one."""
        if self.steps is None and is_one_pledge(self._session.submission):
            from desktop.ui.parts.pledge_steps import PledgeSteps

            self.steps = PledgeSteps(self._session)
            self.steps.go.connect(self._go)
            self._insert(self.steps)
            self.show_place(place)

    def show_place(self, place: Place) -> None:
        """Mark the step that a page belongs to."""
        if self.steps is not None:
            self.steps.show_page(place.page)

    def ask(self, text: str, answers: Sequence[tuple[str, Callable[[], object]]], about: str = "") -> None:
        """Tell something below the bar, with what can be done about it; what was told there before goes.

        Args:
            about: what it is about, for whoever knows that it is settled, see `settled`.
        """
        from desktop.ui.parts.ask_strip import AskStrip

        if self.asked is None:
            self.asked = AskStrip()
            self._insert(self.asked)
        self._about = about
        self.asked.ask(text, answers)

    def settled(self, about: str = "") -> None:
        """Take away what is asked about something; whatever is asked, when nothing is named."""
        if self.asked is not None and about in ("", self._about):
            self.asked.hide()

    def ask_who(self, somebody_else: Callable[[], object]) -> None:
        """Ask whether whoever wrote here last on this computer goes on; as long as nobody says so, nobody is named."""
        name = self._preferences.person(self._session.path)
        if name and not self._session.person:
            self.ask(
                _("{name} was the last person to write here on this computer.").format(name=one_line(name)),
                [
                    (_("Continue as {name}").format(name=one_line(name)), lambda: self._session.speak_as(name)),
                    (_("Somebody else"), somebody_else),
                ],
                "who",
            )

    def _keep_person(self, person: str) -> None:
        """Remember who writes here on this computer; a workshop has its speakers, which is nobody's keyboard."""
        if self._session.workshop is None or not self._session.workshop.is_running:
            self._preferences.keep_person(self._session.path, person)
            # A name is taken as its box is left: what stands below comes up when the click has arrived that left it.
            self._settling.or_now(lambda: self.settled("who"))

    def _ask_why(self, question: str, is_asked: bool = False) -> None:
        """Ask below the page why something was taken away; what stands above moves when the click has arrived that ended it.

        Args:
            is_asked: somebody wants to say it, and has the keyboard there.
        """
        self._question, self._is_asked = question, is_asked
        self._click.or_now(self._show_question)

    def _show_question(self) -> None:
        if self.reason is None:
            if not self._question:
                return
            from desktop.ui.parts.reason_strip import ReasonStrip

            self.reason = ReasonStrip(self._session.reasons)
            self._column.addWidget(self.reason)
        self.reason.ask(self._question)
        if self._is_asked:
            self.reason.take_focus()

    def follow(self, before: Strips) -> None:
        """Ask for the reason that is asked for around the pages before, with what was typed of it.

        Where it was only offered beside the way to undo it, that strip went with its page, and it is asked here.
        """
        if question := self._session.reasons.question:
            self._ask_why(question)
            if self.reason is not None and before.reason is not None and before.reason.is_asking:
                self.reason.line.setText(before.reason.line.text())

    def _insert(self, strip: QWidget) -> None:
        assert self._head is not None
        self._column.insertWidget(self._column.indexOf(self._head), strip)
