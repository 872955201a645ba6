"""Say whether a package is whole and who signed it, and offer to bring its submission back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.catalogue.language import gettext as _
from desktop.operations.create import SUFFIX
from desktop.operations.restore import restore
from desktop.operations.verify import verify
from desktop.record.problems import Known
from desktop.ui import asking
from desktop.ui.boxes import across, button, card, clear, scrolling, words
from desktop.ui.dialogs.base import Dialog
from desktop.ui.messages import tell_problem
from desktop.ui.working import work_on


class ExamineDialog(Dialog):
    """Shows what came of examining a package.

    Signals:
        restored: the path of the submission that was brought back.
    """

    restored = Signal(object)

    def __init__(self, package: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Examine a package"), parent, (760, 560))
        self.package = package
        self.trusted: Path | None = None
        inner = self.inner
        inner.addWidget(words(package.name, "muted", selectable=True))
        area, self._body = scrolling(trailing=0)
        inner.addWidget(area, 1)
        self.restore_button = button(_("Bring the submission back…"), self._restore)
        self.trust_button = button(_("Hold it against a certificate…"), self._choose_trust)
        inner.addLayout(
            across(self.trust_button, self.restore_button, None, button(_("Close"), self.accept, role="primary"))
        )
        self.examine()

    def examine(self) -> None:
        """Examine the package and show what holds."""
        clear(self._body)
        try:
            findings = verify(self.package, trust=self.trusted)
        except Known as problem:
            self._body.addWidget(words(problem.message, "heading"))
            self._body.addStretch(1)
            self.restore_button.setEnabled(False)
            return
        self._body.addWidget(words(findings.summary, "heading"))
        frame, body = card()
        for check in findings.checks:
            # A sign and not a word: “does not hold” before a sentence that is negative itself would turn it round.
            text = _("{mark} {text}").format(mark="✓" if check.holds else "✗", text=check.sentence)
            line = words(text, "body", selectable=True)
            spoken = _("Passed: {text}") if check.holds else _("Failed: {text}")
            line.setAccessibleName(spoken.format(text=check.sentence))
            line.setProperty("state", "done" if check.holds else "blocks")
            body.addWidget(line)
            for detail in check.details:
                body.addWidget(words(detail, "muted", selectable=True))
        self._body.addWidget(frame)
        if findings.signer is not None:
            frame, body = card()
            body.addWidget(words(_("Signed by {name}").format(name=findings.signer.name), "heading"))
            if findings.vouching:
                body.addWidget(words(findings.vouching, "body"))
            body.addWidget(words(_("Fingerprint of the certificate"), "muted"))
            body.addWidget(words(findings.signer.fingerprint, "mono", selectable=True))
            self._body.addWidget(frame)
        self._body.addStretch(1)
        self.restore_button.setEnabled(findings.sound or findings.is_draft)

    def _choose_trust(self) -> None:
        chosen = asking.file_to_open(self, _("Certificate of the signer"), _("Certificates (*.pem)"))
        if chosen is not None:
            self.trusted = chosen
            self.examine()

    def _restore(self) -> None:
        name = self.package.with_suffix(SUFFIX).name
        chosen = asking.file_to_write(
            self, _("Where shall the submission lie?"), name, _("Submissions (*.pledgebook)"), near=self.package.parent
        )
        if chosen is None:
            return
        if chosen.exists():
            # The dialog of the system may have asked to replace it; a submission is never replaced by another one.
            tell_problem(self, _("That file is there already"), Known(_("Please choose another name.")))
            return

        def brought(path: Path) -> None:
            self.restored.emit(path)
            self.accept()

        work_on(
            self,
            _("Bringing the submission back"),
            lambda work: restore(self.package, chosen, work=work),
            brought,
        )
