"""Sign and export: what leaves the building, which key signs, and the package itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QVBoxLayout

from desktop.errors import UserError
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import gettext as _
from desktop.operations.check import check
from desktop.operations.clock import now
from desktop.operations.export import Exported, export
from desktop.operations.identities import open_identity
from desktop.progress_reporter import ProgressReporter
from desktop.record.completeness import completeness
from desktop.record.release import leaving
from desktop.record.update import Update
from desktop.ui import file_dialogs
from desktop.ui.dialogs.sign_incomplete import SignIncompleteDialog
from desktop.ui.layout import GAP, across, button, card, clear, column, scroll_to_top, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.parts.export_result import ExportResult
from desktop.ui.parts.exported import ExportedCard
from desktop.ui.parts.verdicts import Verdicts
from desktop.ui.progress_dialog import run_with_progress
from desktop.ui.session import Session


class ExportPage(Page):
    """Leads from the last look at what leaves to a package that stands."""

    key = "export"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._key: Path | None = None
        inner = column(self)
        inner.addWidget(
            words(
                _(
                    "A package holds the report, one document for each pledge, the workbook and the machine record. "
                    "Pledgebook reads everything back and compares it with this file before it signs."
                ),
                "lead",
            )
        )
        self.result = ExportResult(self)
        self.result.hide()
        inner.addWidget(self.result)
        self._verdicts = Verdicts()
        inner.addWidget(self._verdicts)
        self._waits = words("", "muted")
        inner.addLayout(
            across(button(_("Look at the findings"), lambda: self.go.emit(Place("check"))), self._waits, None)
        )
        self._exported = ExportedCard()
        inner.addWidget(self._exported)
        frame, body = card()
        body.addWidget(words(_("What leaves with the package"), "heading"))
        self._leaving = QVBoxLayout()
        self._leaving.setSpacing(GAP // 4)
        body.addLayout(self._leaving)
        self.history = QCheckBox(_("With the history of changes"))
        self.history.toggled.connect(lambda _on: self._show_leaving())
        body.addWidget(self.history)
        inner.addWidget(frame)
        frame, body = card()
        body.addWidget(words(_("Who signs"), "heading"))
        body.addWidget(
            words(
                _("A signing key is a file and a passphrase. Make one once, keep it well, use it for every package."),
                "muted",
            )
        )
        self.key_name = words(_("No key chosen yet"), "body")
        body.addWidget(self.key_name)
        body.addLayout(
            across(button(_("Choose a key…"), self._choose_key), button(_("Make a new key…"), self._make_key), None)
        )
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setMaximumWidth(self.fontMetrics().averageCharWidth() * 48)
        self.passphrase.setAccessibleName(_("Passphrase of the key"))
        body.addWidget(_buddy(_("Passphrase of the key"), self.passphrase))
        body.addWidget(self.passphrase)
        inner.addWidget(frame)
        frame, body = card()
        body.addWidget(words(_("The package"), "heading"))
        self.language = QComboBox()
        for code, language in LANGUAGES.items():
            self.language.addItem(language.own_name, code)
        self.language.setMaximumWidth(self.fontMetrics().averageCharWidth() * 32)
        body.addWidget(_buddy(_("Language of the package"), self.language))
        body.addWidget(self.language)
        body.addSpacing(GAP // 2)
        self.sign = button(_("Sign and export…"), self._sign, role="primary")
        self.draft = button(_("Export a draft…"), self._draft)
        body.addLayout(across(self.sign, self.draft, None))
        body.addWidget(
            words(_("A draft is marked on every page and not signed; it is for circulation among colleagues."), "muted")
        )
        inner.addWidget(frame)

    def refresh(self, update: Update | None) -> None:
        """Show what stands in the way and what would leave."""
        self._show()
        if update is None:
            about = self.session.submission.about
            wanted = about.text("package_language") or about.text("language") or "en"
            self.language.setCurrentIndex(max(self.language.findData(wanted), 0))

    def _show(self) -> None:
        submission = self.session.submission
        checked = check(submission, self.session.catalogue)
        self._verdicts.show_verdicts(checked.verdicts())
        self._waits.setText(_("Mend what blocks, or export a draft.") if checked.blocked else "")
        self.sign.setEnabled(not checked.blocked)
        exports = self.session.file.since_exports(submission)
        self._exported.setVisible(exports.latest is not None)
        self._exported.show_exports(exports)
        self._show_leaving()

    def _show_leaving(self) -> None:
        clear(self._leaving)
        for line in self.leaving_lines():
            self._leaving.addWidget(words(line, "body"))

    def leaving_lines(self) -> list[str]:
        """Return what would leave with a signed package, and what stays, in sentences."""
        submission, catalogue = self.session.submission, self.session.catalogue
        history = list(self.session.file.revisions()) if self.history.isChecked() else False
        told = leaving(submission, catalogue, signed=True, history=history)
        return [each.text for each in told]

    def use_key(self, path: Path, passphrase: str = "") -> None:
        """Take a signing key for the packages that follow."""
        self._key = path
        self.key_name.setText(_("Key: {name}").format(name=path.name))
        self.passphrase.setText(passphrase)

    def _choose_key(self) -> None:
        chosen = file_dialogs.file_to_open(self, _("Choose a key"), _("Signing keys (*.p12 *.pfx)"), near=Path.home())
        if chosen is not None:
            self.use_key(chosen)
            self.passphrase.setFocus()

    def _make_key(self) -> None:
        from desktop.ui.dialogs.identity import IdentityDialog

        about = self.session.submission.about
        dialog = IdentityDialog(about.text("country"), about.text("lead_ministry"), self)
        if dialog.exec() and dialog.path is not None:
            self.use_key(dialog.path, dialog.passphrase)

    def _sign(self) -> None:
        if self._key is None:
            tell_problem(self, _("One thing is missing"), UserError(_("Please choose a signing key, or make one.")))
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
        return file_dialogs.folder(self, _("Where shall the package lie?"))

    def export_to(self, folder: Path, *, draft: bool) -> None:
        """Write the package into a folder, on a thread, behind a dialog that shows how far it is."""
        reason = self.session.saving.reason()
        if reason:
            # A package must have what stands on the screen.
            tell_problem(self, _("Not everything is saved yet"), UserError(reason))
            return
        file, catalogue = self.session.file, self.session.catalogue
        key, passphrase, language = self._key, self.passphrase.text(), str(self.language.currentData())
        history = self.history.isChecked()

        def exporting(work: ProgressReporter) -> Exported:
            identity = None if draft or key is None else open_identity(key, passphrase)
            return export(
                file,
                catalogue,
                folder,
                identity=identity,
                at=now(),
                draft=draft,
                language=language,
                history=history,
                work=work,
            )

        heading = _("Exporting the draft") if draft else _("Signing and exporting")
        self.result.hide()
        self.working = run_with_progress(self, heading, exporting, self._exported_to)

    def _exported_to(self, done: Exported) -> None:
        self._show()
        self.result.show_result(done)
        self.result.show()
        self.said.emit(_("{name} was written.").format(name=done.path.name))
        # Whoever pressed the button is at the foot of the page; the result stands at its head, in view as a whole.
        scroll_to_top(self)
        self.result.first.setFocus()


def _buddy(text: str, field: QLineEdit | QComboBox) -> QLabel:
    label = words(text, "label")
    label.setBuddy(field)
    field.setAccessibleName(text)
    return label
