"""Say whether a package is whole and who signed it, and offer to restore its submission."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import left_to_right
from desktop.operations.create import SUFFIX
from desktop.operations.restore import restore
from desktop.operations.verify import compare_code, verify
from desktop.package.container_findings import ContainerFindings, Refusal, SignerFindings
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, card, clear, margins, scrolling, words
from desktop.ui.line_side import begin_at_side
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.notes import Note
from desktop.ui.progress_dialog import ProgressDialog, run_with_progress
from desktop.ui.tab_order import come_last


class ExamineDialog(Dialog):
    """Shows what came of examining a package.

    Signals:
        restored: the path of the submission that was restored.
    """

    restored = Signal(object)

    def __init__(self, package: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Verify a package"), parent, (760, 560))
        self.package = package
        self.trusted: Path | None = None
        self._findings: ContainerFindings | None = None
        self._was_shown = False
        inner = self.inner
        inner.addWidget(words(one_line(package.name), "muted", selectable=True))
        area, self._body = scrolling()
        # Clear of the frame that shows where the keyboard is.
        margins(self._body, GAP // 4, GAP // 4, GAP // 4, GAP // 4)
        inner.addWidget(area, 1)
        self.restore_button = button(_("Restore the submission…"), self._restore)
        self.trust_button = button(_("Check against a certificate…"), self._choose_trust)
        self.sign_button = button(_("Add a signature…"), self._sign)
        self.documents_button = button(_("Documents…"), self._show_documents)
        self.said = Note("body")
        inner.addWidget(self.said)
        self._close = button(_("Close"), self.accept, role="primary")
        inner.addLayout(
            across(self.documents_button, self.trust_button, self.restore_button, self.sign_button, None, self._close)
        )
        self.examine()

    def examine(self) -> None:
        """Examine the package, off the window's thread, and show what holds."""
        self._findings = None
        self._show_buttons()
        clear(self._body)
        self._body.addWidget(words(_("The package has not been verified."), "heading"))
        self._body.addStretch(1)
        package, trusted = self.package, self.trusted
        ProgressDialog(
            self,
            _("Verifying the package"),
            lambda work: verify(package, trust=trusted, work=work),
            self._show,
            failed=self._show_problem,
        )

    def _show_problem(self, problem: BaseException) -> None:
        """Say in the dialog itself why it could not be examined."""
        if not isinstance(problem, UserError):
            tell_problem(self, _("Verifying the package"), problem)
            return
        clear(self._body)
        self._body.addWidget(words(one_line(problem.message, 400), "heading"))
        self._body.addStretch(1)

    def _show(self, findings: ContainerFindings) -> None:
        self._findings = findings
        clear(self._body)
        self._body.addWidget(words(findings.summary, "heading"))
        if findings.code:
            coming = self._code(findings)
            self._body.addWidget(coming)
            coming.show()  # at once: a window that only now becomes the active one passes the keyboard over what is not seen
        for each in findings.signers if findings.signer is not None else ():
            self._body.addWidget(_signer(each))
        for missing in findings.missing:
            note = Note("body")
            note.say(_("{name} has not signed yet, or the signature was removed.").format(name=missing.name), "warns")
            self._body.addWidget(note)
        frame, body = card()
        for check in findings.checks:
            line = words(_("{mark} {text}").format(mark=check.sign, text=check.sentence), "body", selectable=True)
            open_ = (
                _("Not complete yet: {text}") if check.refusal is Refusal.MISSING_SIGNER else _("Not checked: {text}")
            )
            spoken = _("Passed: {text}") if check.holds else open_ if check.is_open else _("Failed: {text}")
            line.setAccessibleName(spoken.format(text=check.sentence))
            line.setProperty("state", "done" if check.holds else "warns" if check.is_open else "blocks")
            body.addWidget(line)
            for detail in check.details:
                body.addWidget(words(detail, "muted", selectable=True))
        self._body.addWidget(frame)
        self._body.addStretch(1)
        come_last(self, self.documents_button, self.trust_button, self.restore_button, self.sign_button, self._close)
        self._show_buttons()
        if not self._was_shown and findings.code:
            self.code.setFocus()  # what comes next for whoever received it; it was not there when the window opened
        self._was_shown = True

    def _code(self, findings: ContainerFindings) -> QWidget:
        """Return the card with the code to read out, and a line to type one that somebody else reads out."""
        frame, body = card()
        body.addWidget(words(_("Code to read out"), "muted"))
        code = words(left_to_right(findings.code), "mono", selectable=True)
        code.setAccessibleName(_("Code to read out: {code}").format(code=findings.code))
        body.addWidget(code)
        label = words(_("Compare with the code that was read out to you"), "label")
        self.code = QLineEdit()
        self.code.setAccessibleName(label.text())
        begin_at_side(self.code)
        label.setBuddy(self.code)
        self.compared = Note("body")
        compare = button(_("Compare"), lambda: self._compare(findings))
        self.on_enter = compare
        body.addWidget(label)
        body.addLayout(across(self.code, compare))
        body.addWidget(self.compared)
        return frame

    def _compare(self, findings: ContainerFindings) -> None:
        compared = compare_code(findings, self.code.text())
        self.compared.say(compared.sentence, "done" if compared.same else "blocks")

    def _show_buttons(self) -> None:
        found = self._findings
        self.documents_button.setEnabled(found is not None and found.readable)
        self.restore_button.setEnabled(found is not None and found.readable)
        self.sign_button.setEnabled(found is not None and found.readable and not found.is_draft)

    def _show_documents(self) -> None:
        from desktop.ui.dialogs.documents import DocumentsDialog

        DocumentsDialog(self.package, self).exec()

    def _choose_trust(self) -> None:
        chosen = file_dialogs.file_to_open(self, _("Certificate of the signer"), _("Certificates (*.pem)"))
        if chosen is not None:
            self.trusted = chosen
            self.examine()

    def _sign(self) -> None:
        from desktop.ui.dialogs.add_signature import AddSignatureDialog

        if self._findings is None:
            return
        dialog = AddSignatureDialog(self.package, self._findings, self)
        if dialog.exec() and dialog.added is not None:
            self.said.say(dialog.added.sentence(), "done")
            self.examine()

    def _restore(self) -> None:
        name = self.package.with_suffix(SUFFIX).name
        chosen = file_dialogs.file_to_write(
            self, _("Restore the submission"), name, _("Submissions (*.pledgebook)"), near=self.package.parent
        )
        if chosen is None:
            return
        if chosen.exists():
            # The dialog of the system may have asked to replace it; a submission is never replaced by another one.
            tell_problem(self, _("This file already exists"), UserError(_("Please choose another name.")))
            return

        def brought(path: Path) -> None:
            self.restored.emit(path)
            self.accept()

        run_with_progress(
            self,
            _("Restoring the submission"),
            lambda work: restore(self.package, chosen, work=work),
            brought,
        )


def _signer(each: SignerFindings) -> QWidget:
    """Return the card of one who signed."""
    frame, body = card()
    name = _("Signed by {name}") if each.vouched else _("Name in the certificate: {name}")
    body.addWidget(words(name.format(name=each.signatory.name), "heading"))
    if each.signed_for:
        body.addWidget(words(_("Signed for {name}").format(name=each.signed_for), "body"))
    if each.vouching:
        body.addWidget(words(each.vouching, "body"))
    body.addWidget(words(_("Fingerprint of the certificate"), "muted"))
    body.addWidget(words(each.signatory.fingerprint, "mono", selectable=True))
    return frame
