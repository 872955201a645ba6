"""The strip of a submission for one pledge: its four steps, each a press away, and whether the pledge is complete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.record.purpose import is_one_pledge
from desktop.record.update import Update
from desktop.ui.layout import GAP, button
from desktop.ui.navigation import Place, place_of
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.strip import Strip
from desktop.ui.session import Session

WRITE, COPY, CHECK, SIGN = range(4)
_STEP_OF_PAGE = {"pledges": WRITE, "check": CHECK, "clearance": SIGN, "export": SIGN}


class PledgeSteps(Strip):
    """Stands below the bar while the submission is for one pledge, on every page; hidden otherwise.

    Signals:
        go: the `Place` of a step.
    """

    go = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(state="info")
        self._session = session
        labels = (
            _("Write the pledge"),
            _("Text for the online form"),
            pgettext("step", "Check"),
            pgettext("step", "Sign and export"),
        )
        does: tuple[Callable[[], object], ...] = (
            self.write,
            self.copy,
            partial(self._go, "check"),
            partial(self._go, "export"),
        )
        self.steps: list[QPushButton] = []
        held = QWidget()
        flow = FlowLayout(held, spacing=GAP // 2)
        for number, (label, do) in enumerate(zip(labels, does, strict=True), 1):
            text = _("{number}  {title}").format(number=number, title=label)
            said = _("Step {number} of {of}: {title}").format(number=number, of=len(labels), title=label)
            step = button(text, do, role="link", accessible=said)
            self.steps.append(step)
            flow.addWidget(step)
        self._said = {True: _("Complete for the online form"), False: _("Not complete yet")}
        self.note.keep_room(*self._said.values())
        self.lay(held, self.note, spacing=GAP)
        session.changed.connect(self._changed)
        self._show()

    def show_page(self, page: str) -> None:
        """Mark the step that is done on a page."""
        now = _STEP_OF_PAGE.get(page)
        for number, step in enumerate(self.steps):
            letters = step.font()
            letters.setBold(number == now)
            step.setFont(letters)

    def take_focus(self) -> bool:
        """Put the keyboard onto the first step. Returns whether the strip is seen."""
        if self.isHidden():
            return False
        self.steps[WRITE].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def write(self) -> None:
        """Go to the pledge; where there is none yet, to where one begins."""
        pledges = self._session.submission.of_kind("pledge")
        self.go.emit(place_of(pledges[0]) if pledges else Place("pledges"))

    def copy(self) -> None:
        """Show the text of the pledge for the online form; what is being typed is written down first."""
        from desktop.ui.dialogs.copy_sheet import CopySheetDialog

        self.write()  # the page that is left writes down what is typed in it
        pledges = self._session.submission.of_kind("pledge")
        if pledges:
            CopySheetDialog(self._session, pledges[0], self.window()).exec()

    def _go(self, page: str) -> None:
        self.go.emit(Place(page))

    def _changed(self, _update: Update) -> None:
        self._show()

    def _show(self) -> None:
        from desktop.record.completeness import completeness

        submission = self._session.submission
        self.setVisible(is_one_pledge(submission))
        if not is_one_pledge(submission):
            return
        text = self._said[completeness(submission, self._session.catalogue).complete]
        if text != self.note.text():
            self.note.say(text, "info")
        self.steps[COPY].setEnabled(bool(submission.of_kind("pledge")))
