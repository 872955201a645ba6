"""The state of an objective or a pledge in a line, with what can be done next: review it, clear it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n.translation import gettext as _
from desktop.operations.clearance import mark, reasons_against
from desktop.operations.clock import now
from desktop.record.clearance import clearance_of
from desktop.record.clearance_state import DRAFT, REVIEWED, ClearanceState
from desktop.record.cleared_part import CLEARED
from desktop.record.people import ministry_of
from desktop.ui.layout import GAP, across, button, link, sized
from desktop.ui.navigation import Place
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.notes import Note, let_be_seen
from desktop.ui.session import Session
from desktop.ui.topics import about_topic

LINE = 100
"""Letters of a state with who gave it and when, which is one line where there is room for it."""

TONES = {DRAFT: "", REVIEWED: "info", CLEARED: "done"}


def tone_of(stands: ClearanceState) -> str:
    """Return the drawing that a state has before its words."""
    return "warns" if stands.changed else TONES[stands.state]


class ClearanceLine(QWidget):
    """Says where a part stands. Whoever has given a name above can take the next step from here.

    Signals:
        go: a `Place` that somebody chose.
    """

    go = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._part = ""
        self._next = ""
        about_topic(self, "clearance")
        self.state = Note("muted", line=LINE)
        self.step = link("", self._take_step)
        self.step.keep_room(_("Mark as reviewed"), _("Mark as cleared"))
        self.more = button(_("Clearance page"), self._open, role="link", accessible=_("Open the clearance page"))
        row: QHBoxLayout = across(self.state, flowing(self.step, self.more), spacing=GAP // 2)
        sized(self, self._set_level)
        row.setAlignment(self.state, Qt.AlignmentFlag.AlignTop)  # beside the first way, however many lines there are
        row.setStretch(0, 1)
        self.setLayout(row)

    def _set_level(self) -> None:
        """Let the first line of the state, and the drawing before it, stand level with the ways beside it."""
        around = max(self.more.sizeHint().height() - self.state.fontMetrics().height(), 0) // 2
        self.state.setContentsMargins(0, around, 0, around)

    def show_part(self, part: str) -> None:
        """Show where a part stands."""
        self._part = part
        stands = clearance_of(self._session.submission, self._session.catalogue, part)
        self.state.keep_room(*stands.sentences())  # an answer changes what is said, and moves nothing
        self.state.say(stands.sentence(), tone_of(stands))
        self._next = {DRAFT: REVIEWED, REVIEWED: CLEARED}.get(stands.state, "")
        self.step.setText(_("Mark as cleared") if self._next == CLEARED else _("Mark as reviewed"))
        let_be_seen(self.step, bool(self._next))
        self.step.setEnabled(not stands.empty)

    def _take_step(self) -> None:
        session = self._session
        person, part, state = session.person, self._part, self._next
        reasons = reasons_against(session.submission, session.catalogue, [part], state, person)
        if reasons:
            self.state.say(reasons[0], "warns")
            return
        session.do(
            lambda speaker: mark(
                session.file,
                session.catalogue,
                [part],
                state,
                by=speaker,
                at=now(),
                ministry=ministry_of(speaker, session.submission),
                submission=session.submission,
            )
        )
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        self.go.emit(Place("clearance", self._part))
