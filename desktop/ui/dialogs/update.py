"""Which version of the program runs, an update of it from a file, and the way back to the version before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.operations.update import Offer, examine, lay
from desktop.operations.versions import earlier, go_back, where
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, card, clear, scrolling, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.notes import Note, let_be_seen
from desktop.ui.progress_dialog import ProgressDialog


class UpdateDialog(Dialog):
    """Shows what a file brings before anything is copied; what is used is used from the next start.

    Args:
        version: that runs.
        file: the update to look at; people choose one when it is None.
    """

    def __init__(self, version: str, file: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(_("Update Pledgebook"), parent, (640, 380))
        self.offer: Offer | None = None
        inner = self.inner
        inner.addWidget(words(_("Version {version} is running.").format(version=version), "heading"))
        inner.addWidget(words(where(), "muted", selectable=True))
        self._about = words(
            _("An update is a file that somebody gives you. You do not need an internet connection."), "body"
        )
        inner.addWidget(self._about)
        self.said = Note("body")
        inner.addWidget(self.said)
        self._area, body = scrolling()
        frame, self._offered = card()
        body.addWidget(frame)
        body.addStretch(1)
        inner.addWidget(self._area, 100)
        inner.addStretch(1)
        self.choose_button = button(_("Choose an update…"), self._choose)
        self.back_button = button("", self._go_back)
        self.use_button = button("", self._lay, role="primary")
        self._close = button(_("Close"), self.accept)
        inner.addLayout(across(self.choose_button, self.back_button, None, self.use_button, self._close))
        self._show_ways()
        self.choose_button.setFocus()
        if file is not None:
            self.examine(file)

    def examine(self, file: Path) -> None:
        """Look at an update, off the window's thread, and show what it brings."""
        self.offer = None
        self.said.say("")
        self._show_ways()
        ProgressDialog(
            self, _("Checking the update"), lambda _work: examine(file), self._show, failed=self._show_problem
        )

    def _show(self, offer: Offer) -> None:
        self.offer = offer
        self._show_ways()

    def _show_problem(self, problem: BaseException) -> None:
        """Say in the dialog itself why it is not used."""
        if isinstance(problem, UserError):
            self.said.say(problem.message, "blocks")
        else:
            tell_problem(self, self.windowTitle(), problem)

    def _show_ways(self) -> None:
        """Show the update that was looked at, and what can be done now."""
        clear(self._offered)
        offer = self.offer
        let_be_seen(self._about, offer is None)
        let_be_seen(self._area, offer is not None)
        let_be_seen(self.use_button, offer is not None)
        if offer is not None:
            self._offered.setSpacing(GAP // 2)
            self._offered.addWidget(words(_("Version {version}").format(version=offer.version), "heading"))
            if offer.says():
                self._offered.addWidget(words(offer.says(), "body", selectable=True))
            self._offered.addWidget(words(_("Signed with the key {key}.").format(key=offer.key), "muted"))
            self.use_button.setText(_("Use version {version}").format(version=offer.version))
            self.use_button.setFocus()
        before = _earlier()
        let_be_seen(self.back_button, bool(before) and offer is None)
        self.back_button.setText(_("Use version {version}").format(version=before))

    def _choose(self) -> None:
        chosen = file_dialogs.file_to_open(self, _("Choose an update"), _("Pledgebook updates (*.pledgebook-update)"))
        if chosen is not None:
            self.examine(chosen)

    def _lay(self) -> None:
        offer = self.offer
        if offer is not None:
            ProgressDialog(
                self, self.windowTitle(), lambda work: lay(offer, work=work), self._done, failed=self._show_problem
            )

    def _go_back(self) -> None:
        try:
            self._done(go_back())
        except UserError as problem:
            self._show_problem(problem)

    def _done(self, sentence: str) -> None:
        self.offer = None
        self._show_ways()
        self.said.say(sentence, "done")
        self._close.setFocus()  # the button that was pressed is gone


def _earlier() -> str:
    try:
        return earlier()
    except UserError:  # no updates here, which is told once somebody chooses one
        return ""
