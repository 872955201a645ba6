"""Say whether a package is whole and who signed it, and offer to restore its submission."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.create import SUFFIX
from desktop.operations.restore import restore
from desktop.operations.verify import verify
from desktop.package.examine import ContainerFindings, Refusal
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import across, button, card, clear, scrolling, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.progress_dialog import ProgressDialog, run_with_progress


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
        inner = self.inner
        inner.addWidget(words(one_line(package.name), "muted", selectable=True))
        area, self._body = scrolling(trailing=0)
        inner.addWidget(area, 1)
        self.restore_button = button(_("Restore the submission…"), self._restore)
        self.trust_button = button(_("Check against a certificate…"), self._choose_trust)
        inner.addLayout(
            across(self.trust_button, self.restore_button, None, button(_("Close"), self.accept, role="primary"))
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
        frame, body = card()
        for check in findings.checks:
            open_ = check.refusal is Refusal.NOT_COMPARED
            # A sign and not a word: “does not hold” before a sentence that is negative itself would turn it round.
            sign = "✓" if check.holds else "?" if open_ else "✗"
            line = words(_("{mark} {text}").format(mark=sign, text=check.sentence), "body", selectable=True)
            spoken = _("Passed: {text}") if check.holds else _("Not checked: {text}") if open_ else _("Failed: {text}")
            line.setAccessibleName(spoken.format(text=check.sentence))
            line.setProperty("state", "done" if check.holds else "warns" if open_ else "blocks")
            body.addWidget(line)
            for detail in check.details:
                body.addWidget(words(detail, "muted", selectable=True))
        self._body.addWidget(frame)
        if findings.signer is not None:
            frame, body = card()
            name = _("Signed by {name}") if findings.vouched else _("Name in the certificate: {name}")
            body.addWidget(words(name.format(name=findings.signer.name), "heading"))
            if findings.vouching:
                body.addWidget(words(findings.vouching, "body"))
            body.addWidget(words(_("Fingerprint of the certificate"), "muted"))
            body.addWidget(words(findings.signer.fingerprint, "mono", selectable=True))
            self._body.addWidget(frame)
        self._body.addStretch(1)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.restore_button.setEnabled(self._findings is not None and self._findings.readable)

    def _choose_trust(self) -> None:
        chosen = file_dialogs.file_to_open(self, _("Certificate of the signer"), _("Certificates (*.pem)"))
        if chosen is not None:
            self.trusted = chosen
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
            tell_problem(self, _("This file exists already"), UserError(_("Please choose another name.")))
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
