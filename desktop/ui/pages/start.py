"""The start page: begin a submission, open one, look at the demonstration, or examine a package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop import __version__
from desktop.errors import UserError
from desktop.i18n.isolation import isolated
from desktop.i18n.lists import sentences
from desktop.i18n.translation import gettext as _
from desktop.record.demonstration import told_english
from desktop.record.submission import Submission
from desktop.ui import file_dialogs, keys
from desktop.ui.dropping import FileDrops, unfit
from desktop.ui.layout import GAP, across, button, card, clear, column, words
from desktop.ui.locale import language_menu
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.icons import application_icon
from desktop.ui.preferences import Preferences
from desktop.ui.theme import scaled

if TYPE_CHECKING:
    from desktop.catalogue.definitions import Purpose

_BEGINNINGS = 2
"""How many of the offers begin something; they stand above the others."""


class StartPage(QWidget):
    """What is seen first. It reads no forms and opens no file, so that it is there at once.

    Signals:
        chosen: the path of a submission to open.
        made: a `SubmissionFile` that was just made and is open.
        language_wanted: the code of the language that the screen shall speak.
        manual_wanted: somebody wants to read.
        updates_wanted: the path of an update, None when somebody wants to choose one.
    """

    chosen = Signal(object)
    made = Signal(object)
    language_wanted = Signal(str)
    manual_wanted = Signal()
    updates_wanted = Signal(object)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self._drops = FileDrops(self)
        self._drops.dropped.connect(self.take_dropped)
        keys.action(self, "new", self.begin)
        inner = column(self)
        inner.addSpacing(GAP)
        tongue = button(_("Language"), lambda: None, role="menu")
        tongue.setMenu(language_menu(tongue, self.language_wanted.emit))
        sign = QLabel()
        sign.setPixmap(application_icon().pixmap(scaled(40), scaled(40)))
        help_on = button(_("Manual"), self.manual_wanted.emit)
        help_on.setToolTip(keys.shown("help"))
        inner.addLayout(across(sign, words("Pledgebook", "title"), None, help_on, tongue, spacing=GAP))
        inner.addWidget(
            words(
                _(
                    "Prepare your country's submission to the International Migration Review Forum: review the "
                    "23 objectives, record practices, gaps and pledges, and export one signed package. "
                    "Everything stays on this computer until you send it."
                ),
                "lead",
            )
        )
        inner.addSpacing(GAP // 2)
        # Not one grid for both: the three below would not be equally wide.
        rows = (across(spacing=GAP), across(spacing=GAP))
        offers = (
            (
                _("Start a submission"),
                _(
                    "For the next forum or regional review, or for a voluntary review between forums. You can continue "
                    "from your last submission."
                ),
                _("New submission…"),
                self.begin,
                "primary",
                "new",
            ),
            (
                _("Prepare one pledge"),
                _(
                    "Prepare a pledge at any time, in about fifteen minutes: fill in one form, and get the text "
                    "for the online form and a signed document."
                ),
                _("One pledge…"),
                self.begin_pledge,
                "secondary",
                "",
            ),
            (
                _("Continue"),
                _("Open a submission file from this computer or from a USB stick."),
                _("Open…"),
                self.choose,
                "secondary",
                "open",
            ),
            (
                _("Try the demonstration"),
                sentences(
                    (
                        _(
                            "Open a demonstration made from pledges and practices that many countries have "
                            "published, and from entries that were made up."
                        ),
                        told_english(),
                    )
                ),
                _("Open the demonstration"),
                self.demonstrate,
                "secondary",
                "",
            ),
            (
                _("Receive a package"),
                _("Check whether a package is intact and who signed it, or restore the submission from it."),
                _("Verify a package…"),
                self.examine,
                "secondary",
                "",
            ),
        )
        for place, (heading, text, label, revision, role, key) in enumerate(offers):
            frame, body = card()
            body.addWidget(words(heading, "heading"))
            body.addWidget(words(text, "muted"), 1, Qt.AlignmentFlag.AlignTop)
            first = button(label, revision, role=role)
            if key:
                first.setToolTip(keys.shown(key))
            begins = revision == self.begin
            if begins:
                self._new = first
            more = (button(_("From the last submission…"), self.follow_up),) if begins else ()
            body.addWidget(flowing(first, *more))
            rows[place >= _BEGINNINGS].addWidget(frame, 1)
        for row in rows:
            inner.addLayout(row)
        inner.addSpacing(GAP // 2)
        self._recent_heading = words(_("Recent files"), "heading")
        inner.addWidget(self._recent_heading)
        self._recent_card, self._recent = card(spacing=0)
        inner.addWidget(self._recent_card)
        inner.addStretch(1)
        version = words(_("Version {version}").format(version=__version__), "muted")
        self._updates = button(_("Update Pledgebook…"), lambda: self.updates_wanted.emit(None), role="link")
        inner.addLayout(across(None, version, self._updates, spacing=GAP))
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        focused = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused):  # it may have been on what goes now
            self._new.setFocus(Qt.FocusReason.OtherFocusReason)  # what most people come for, not what stands above it

    def refresh(self) -> None:
        """Show the submissions opened last."""
        clear(self._recent)
        paths = self.preferences.recent()
        self._recent_heading.setVisible(bool(paths))
        self._recent_card.setVisible(bool(paths))
        for number, path in enumerate(paths):
            if number:
                line = QFrame()
                line.setProperty("role", "line")
                self._recent.addWidget(line)
            row, forget = self._recent_row(path)
            self._recent.addWidget(row)
            if number == len(paths) - 1:
                self.setTabOrder(forget, self._updates)  # which was there first, and stands below them

    def _recent_row(self, path: Path) -> tuple[QWidget, QWidget]:
        row = QWidget()
        inner = QVBoxLayout(row)
        inner.setContentsMargins(0, GAP // 4, 0, GAP // 4)
        name = button(path.stem, lambda: self.chosen.emit(path), role="link")
        name.setAccessibleDescription(str(path))
        forget = button(
            _("Remove from this list"),
            lambda: self._forget(path),
            role="quiet",
            accessible=_("Remove {name} from this list").format(name=path.stem),
        )
        line = across(name, words(isolated(str(path.parent)), "muted"), forget, spacing=GAP)
        line.setStretch(1, 1)
        inner.addLayout(line)
        return row, forget

    def _forget(self, path: Path) -> None:
        self.preferences.forget(path)
        self.refresh()

    def begin(self) -> None:
        """Ask for country, purpose and place, and make a submission."""
        self._begin()

    def begin_pledge(self) -> None:
        """Ask for as little as one pledge needs, and make a submission for it."""
        from desktop.record.purpose import PLEDGE

        self._begin(PLEDGE)

    def _begin(self, purpose: Purpose | None = None) -> None:
        from desktop.ui.dialogs.begin import BeginDialog

        dialog = BeginDialog(self, purpose=purpose)
        if dialog.exec() and dialog.file is not None:
            self.made.emit(dialog.file)

    def follow_up(self) -> None:
        """Ask for the last submission, and make a new one beside which it stands."""
        from desktop.operations.cycle import read_last
        from desktop.ui.dialogs.begin import BeginDialog
        from desktop.ui.progress_dialog import ProgressDialog

        chosen = file_dialogs.file_to_open(
            self,
            _("Choose the last submission"),
            _("Submissions and packages (*.pledgebook *.asice *.json)"),
        )
        if chosen is None:
            return

        def begin(last: Submission) -> None:
            dialog = BeginDialog(self, last)
            if dialog.exec() and dialog.file is not None:
                self.made.emit(dialog.file)

        # A package is examined first, which takes its time; nothing of a foreign file is read on the window's thread.
        ProgressDialog(
            self,
            _("Reading the last submission"),
            lambda work: read_last(chosen, work=work),
            begin,
            failed=lambda problem: tell_problem(self, _("This submission cannot be used"), problem),
        )

    def choose(self) -> None:
        """Ask which submission to open."""
        recent = self.preferences.recent()
        near = recent[0].parent if recent else None
        chosen = file_dialogs.file_to_open(self, _("Open a submission"), _("Submissions (*.pledgebook)"), near=near)
        if chosen is not None:
            self.chosen.emit(chosen)

    def demonstrate(self) -> None:
        """Make the demonstration and open it."""
        from desktop import paths
        from desktop.catalogue.forms_reader import current
        from desktop.operations.demonstrate import demonstrate
        from desktop.ui.progress_dialog import run_with_progress

        run_with_progress(
            self,
            _("Preparing the demonstration"),
            lambda work: demonstrate(paths.user_data() / "demonstration", current(), work=work),
            self.chosen.emit,
        )

    def examine(self) -> None:
        """Ask for a package and say what holds."""
        chosen = file_dialogs.file_to_open(self, _("Verify a package"), _("Packages (*.asice)"))
        if chosen is not None:
            self.examine_package(chosen)

    def examine_package(self, package: Path) -> None:
        """Say what holds of a package, and offer what can be done with it."""
        from desktop.ui.dialogs.examine import ExamineDialog

        dialog = ExamineDialog(package, self)
        dialog.restored.connect(self.chosen)
        dialog.exec()

    def take_dropped(self, files: list[Path]) -> None:
        """Open a submission that was dropped here, verify a package, or look at an update of the program."""
        reason = unfit(files, ("pledgebook", "asice", "pledgebook-update"), 1)
        if reason:
            tell_problem(self, _("This file is not accepted here"), UserError(reason))
        elif files[0].suffix.lower() == ".asice":
            self.examine_package(files[0])
        elif files[0].suffix.lower() == ".pledgebook-update":
            self.updates_wanted.emit(files[0])
        else:
            self.chosen.emit(files[0])
