"""Sign and export: what the package contains and what it leaves out, which key signs, and the package itself."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.errors import UserError
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.lists import separated
from desktop.i18n.translation import gettext as _
from desktop.operations.check import check
from desktop.operations.clock import now
from desktop.operations.export import Exported, export
from desktop.progress_reporter import ProgressReporter
from desktop.record.completeness import completeness
from desktop.record.exported import Since
from desktop.record.findings import nothing_yet
from desktop.record.leaving import Leaving, leaving
from desktop.record.standing_sentences import said_of_an_empty_one
from desktop.record.update import Update
from desktop.ui import file_dialogs
from desktop.ui.dialogs.sign_incomplete import SignIncompleteDialog
from desktop.ui.layout import GAP, CalmCombo, across, button, card, clear, column, scroll_to_top, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.navigation import Place
from desktop.ui.page_state import choose_data
from desktop.ui.pages.base import Page
from desktop.ui.parts.export_result import ExportResult
from desktop.ui.parts.exported import ExportedCard
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.history_choice import HistoryChoice
from desktop.ui.parts.notes import Note
from desktop.ui.parts.signing_key import SigningKey
from desktop.ui.parts.verdicts import Verdicts
from desktop.ui.progress_dialog import run_with_progress
from desktop.ui.session import Session
from desktop.ui.tooltips import hint

if TYPE_CHECKING:
    from desktop.package.announced_signers import AnnouncedSigner


WIDE = 72
"""Letters of room from which the cards stand side by side."""

FOOT_LINE = 110
"""Letters of what is said beside the buttons, which is in one line where there is room for it."""


class ExportPage(Page):
    """Leads from the last look at what leaves to a signed package."""

    key = "export"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._announced: tuple[AnnouncedSigner, ...] = ()
        self._done: Exported | None = None  # of the package that was just written
        self._blocked = self._is_empty = False
        self._proposed = ""  # the language that the submission proposes for the package
        inner = column(self)
        self.result = ExportResult(self)
        self.result.hide()
        inner.addWidget(self.result)
        self._verdicts = Verdicts()
        inner.addWidget(self._verdicts)
        self._beside = QGridLayout()
        self._beside.setSpacing(GAP)
        self._cards = (self._contents(), self._signer())
        self._wide: bool | None = None
        self._set_out(wide=True)
        inner.addLayout(self._beside)
        self._exported = ExportedCard()
        inner.addWidget(self._exported)
        inner.addStretch(1)
        outer = self.layout()
        assert outer is not None
        self._below = self._build_foot()
        outer.addWidget(self._below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_out(wide=self.width() >= self.fontMetrics().averageCharWidth() * WIDE)

    def _set_out(self, *, wide: bool) -> None:
        """Let the cards stand side by side, or one below the other where the letters are large for the window."""
        if wide == self._wide:
            return
        self._wide = wide
        for place, each in enumerate(self._cards):
            self._beside.removeWidget(each)
            self._beside.addWidget(each, 0 if wide else place, place if wide else 0)
        self._beside.setColumnStretch(0, 3)
        self._beside.setColumnStretch(1, 2 if wide else 0)
        self._beside.setHorizontalSpacing(GAP if wide else 0)

    def _contents(self) -> QFrame:
        """Return the card that tells what goes into the package and what does not, side by side."""
        frame, body = card()
        self.read = button(_("Read all that is included…"), self._read)
        body.addWidget(
            flowing(words(_("What the package contains"), "heading"), self.read, spacing=GAP, last_apart=True)
        )
        sides = QGridLayout()
        sides.setHorizontalSpacing(GAP * 2)
        sides.setVerticalSpacing(GAP // 4)
        self._sides: list[QVBoxLayout] = []
        for place, title in enumerate((_("Included"), _("Left out"))):
            sides.addWidget(words(title, "label"), 0, place)
            side = QVBoxLayout()
            side.setSpacing(GAP // 4)
            sides.addLayout(side, 1, place)
            sides.setColumnStretch(place, 1)
            self._sides.append(side)
        body.addLayout(sides)
        self._told: tuple[list[str], list[str]] | None = None
        self.history = HistoryChoice()
        self.history.chosen.connect(lambda _history: self._show_leaving())
        body.addSpacing(GAP // 4)
        body.addWidget(self.history)
        body.addStretch(1)
        body.addWidget(
            words(
                _(
                    "The package is one file with the report, a document for each pledge, the workbook and the "
                    "data file. Before signing, Pledgebook reads all of them again and compares them with this "
                    "submission."
                ),
                "muted",
            )
        )
        return frame

    def _signer(self) -> QFrame:
        """Return the card for the key that signs and the language of the package."""
        frame, body = card()
        body.addWidget(words(_("Who signs"), "heading"))
        about = self.session.submission.about
        self.signing_key = SigningKey(lambda: (about.text("country"), about.text("lead_ministry")))
        self.signing_key.recall(self.session.key_file)
        self.signing_key.chosen.connect(self._show_state)
        self.signing_key.chosen.connect(lambda: self.session.choose_key(self.signing_key.file))
        body.addWidget(self.signing_key)
        body.addWidget(
            words(
                _("A signing key is a file that is protected by a passphrase. Make one, and use it for every package."),
                "muted",
            )
        )
        self._others = words("", "body")
        body.addWidget(self._others)
        body.addWidget(flowing(button(_("Who else will sign…"), self._announce)))
        self.announce(())
        body.addSpacing(GAP // 2)
        self.language = CalmCombo()
        for code, language in LANGUAGES.items():
            self.language.addItem(language.own_name, code)
        body.addWidget(_buddy(_("Language of the package"), self.language))
        body.addWidget(self.language)
        body.addStretch(1)
        return frame

    def foot(self) -> QWidget | None:
        """Return the buttons that export and sign."""
        return self._below

    def _build_foot(self) -> QWidget:
        """Return what is always in sight: whether it can be signed, and the buttons."""
        foot = QWidget()
        line = QFrame()
        line.setProperty("role", "line")
        self._state = Note("body", line=FOOT_LINE)
        self.findings = button(_("Open the check"), lambda: self.go.emit(Place("check")), role="link")
        self.draft = button(_("Export a draft…"), self._draft)
        self.draft.setToolTip(hint(_("A draft is marked on every page and not signed. It is for colleagues to read.")))
        self.sign = button(_("Sign and export…"), self._sign, role="primary")
        self.signing_key.entered.connect(self._to_sign)
        row = across(flowing(self._state, flowing(self.findings, self.draft, self.sign), last_apart=True))
        inner = QVBoxLayout(foot)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(line)
        row.setContentsMargins(GAP * 2, GAP * 3 // 4, GAP * 2, GAP * 3 // 4)
        inner.addLayout(row)
        return foot

    def refresh(self, update: Update | None) -> None:
        """Show what stands in the way and what would leave."""
        self._show()
        about = self.session.submission.about
        wanted = about.text("package_language") or about.text("language") or "en"
        if wanted != self._proposed:  # else what was chosen here stays, whatever is written on other pages meanwhile
            self._proposed = wanted
            self.language.setCurrentIndex(max(self.language.findData(wanted), 0))

    def state(self) -> Mapping[str, Any]:
        """Return the key, the other signers and whatever else was chosen for the package, and the one that was just written."""
        language = self.language.currentData()
        return {
            "key": self.signing_key.state(),
            "others": self._announced,
            "history": self.history.history,
            "language": language if language != self._proposed else None,
            "done": self._done,
        }

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Choose all of it again."""
        self.signing_key.restore_state(state["key"])
        self.announce(state["others"])
        self.history.choose(state["history"])
        if state["language"] is not None:
            choose_data(self.language, state["language"])
        if state["done"] is not None:
            self._show_done(state["done"])

    def secret(self) -> str:
        """Return the passphrase or PIN, as far as it was typed."""
        return self.passphrase.text()

    def restore_secret(self, secret: str) -> None:
        """Write it again."""
        self.passphrase.setText(secret)

    def _show(self) -> None:
        submission = self.session.submission
        checked = check(submission, self.session.catalogue, self.session.file.altered)
        self._verdicts.show_verdicts(checked.verdicts())
        self._blocked = checked.blocked
        self._is_empty = nothing_yet(checked.of("blocks"))
        self.sign.setEnabled(not checked.blocked)
        exports = self.session.file.since_exports(submission)
        self._show_state(exports.signed)
        self._exported.setVisible(exports.latest is not None)
        self._exported.show_exports(exports)
        self._show_leaving()

    def _show_state(self, signed: Since | None = None) -> None:
        """Say beside the buttons what can be done now, or that nothing is left to be done.

        Args:
            signed: the last signed package; None where that is not asked, as when another key was chosen.
        """
        self.findings.setVisible(self._blocked and not self._is_empty)
        if self._is_empty:
            self._state.say(said_of_an_empty_one(), "info")
        elif self._blocked:
            self._state.say(_("There are errors. Correct them, or export a draft."), "blocks")
        elif signed is not None and not signed.changes:
            self._state.say(signed.sentence(), "done")
        elif not self.signing_key.is_chosen:
            self._state.say(_("Choose a signing key, or make one. A draft needs none."), "info")
        else:
            text = _("Key chosen: {name}. The passphrase or PIN is checked when you sign.")
            self._state.say(text.format(name=self.signing_key.name), "info")

    def _show_leaving(self) -> None:
        told = self.lines_included(), self.lines_left_out()
        if told == self._told:
            return
        self._told = told
        for side, lines in zip(self._sides, told, strict=True):
            clear(side)
            for text in lines or [_("Nothing")]:
                side.addWidget(words(text, "body"))
            side.addStretch(1)

    def lines_included(self) -> list[str]:
        """Return what would be in a signed package."""
        return [each.text for each in self._leaving() if each.leaves]

    def lines_left_out(self) -> list[str]:
        """Return what would not be in it, and stays in this file."""
        return [each.text for each in self._leaving() if not each.leaves]

    def _leaving(self) -> list[Leaving]:
        history = list(self.session.file.revisions()) if self.history.history != "none" else False
        wordings = self.history.history == "whole"
        return leaving(self.session.submission, self.session.catalogue, signed=True, history=history, wordings=wordings)

    def _read(self) -> None:
        from desktop.ui.dialogs.what_is_included import WhatIsIncluded

        WhatIsIncluded(self.session, self.history.history, self).exec()

    def use_key(self, path: Path, passphrase: str = "") -> None:
        """Take a signing key for the packages that follow."""
        self.signing_key.use_file(path, passphrase)

    @property
    def passphrase(self) -> QLineEdit:
        """Where the passphrase of the key or the PIN of the card is typed."""
        return self.signing_key.passphrase

    def announce(self, others: tuple[AnnouncedSigner, ...]) -> None:
        """Take over who else is to sign the packages that follow."""
        self._announced = others
        names = separated(each.name for each in others)
        self._others.setText(
            _("Will sign later: {names}").format(names=names) if others else _("No other signer has been announced.")
        )

    def _announce(self) -> None:
        from desktop.ui.dialogs.announce import AnnounceDialog

        dialog = AnnounceDialog(self._announced, self)
        if dialog.exec():
            self.announce(dialog.announced)

    def _to_sign(self) -> None:
        """Lead from the passphrase to the button, where it can be signed: Enter once more signs, and once alone does not."""
        if self.sign.isEnabled() and self.signing_key.is_chosen:
            self.sign.setFocus()

    def _sign(self) -> None:
        if not self.signing_key.is_chosen:
            tell_problem(self, _("Something is missing"), UserError(_("Please choose a signing key, or make one.")))
            return
        if not self.signing_key.opens():
            return
        complete = completeness(self.session.submission, self.session.catalogue)
        if not complete.complete and not SignIncompleteDialog(complete, self).exec():
            return
        folder = self._ask_folder()
        if folder is not None:
            self.export_to(folder, draft=False)

    def _draft(self) -> None:
        folder = self._ask_folder()
        if folder is not None:
            self.export_to(folder, draft=True)

    def _ask_folder(self) -> Path | None:
        return file_dialogs.folder(self, _("Folder for the package"))

    def export_to(self, folder: Path, *, draft: bool) -> None:
        """Write the package into a folder, on a thread, behind a dialog that shows how far it is."""
        reason = self.session.saving.reason()
        if reason:
            # A package must have what stands on the screen.
            tell_problem(self, _("Not everything is saved yet"), UserError(reason))
            return
        file, catalogue = self.session.file, self.session.catalogue
        opening, language = self.signing_key.opening(), str(self.language.currentData())
        history, announced, by = self.history.history, self._announced, self.session.person

        def exporting(work: ProgressReporter) -> Exported:
            with nullcontext(None) if draft else opening() as identity:
                return export(
                    file,
                    catalogue,
                    folder,
                    identity=identity,
                    at=now(),
                    draft=draft,
                    language=language,
                    history=history,
                    announced=announced,
                    by=by,
                    work=work,
                )

        heading = _("Exporting the draft") if draft else _("Signing and exporting")
        self._done = None
        self.result.hide()
        self.working = run_with_progress(self, heading, exporting, self._exported_to)

    def _exported_to(self, done: Exported) -> None:
        self._show()
        if not done.draft:
            self.signing_key.forget_secret()
        self._show_done(done)
        self.said.emit(_("{name} was saved.").format(name=done.path.name))
        # The result stands at the head of the page, in view as a whole, wherever one was in it.
        scroll_to_top(self)
        self.result.first.setFocus()

    def _show_done(self, done: Exported) -> None:
        self._done = done
        self.result.show_result(done)
        self.result.show()


def _buddy(text: str, field: QLineEdit | QComboBox) -> QLabel:
    label = words(text, "label")
    label.setBuddy(field)
    field.setAccessibleName(text)
    return label
