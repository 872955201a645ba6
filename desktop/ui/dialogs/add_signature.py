"""Add a signature to a package that somebody signed before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now
from desktop.operations.sign import SignatureAdded, sign
from desktop.package.container_findings import ContainerFindings
from desktop.progress_reporter import ProgressReporter
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, CalmCombo, across, button, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.signing_key import SigningKey
from desktop.ui.progress_dialog import run_with_progress


class AddSignatureDialog(Dialog):
    """Asks for whom is signed and with which key, and adds the signature.

    Attributes:
        added: what came of it; None when no signature was added.
    """

    def __init__(self, package: Path, findings: ContainerFindings, parent: QWidget | None = None) -> None:
        super().__init__(_("Add a signature"), parent)
        self.added: SignatureAdded | None = None
        self._package = package
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(_("Add a signature"), "title"))
        inner.addWidget(words(one_line(package.name), "muted", selectable=True))
        inner.addWidget(
            words(
                _(
                    "Your signature covers the same files as the first one. Nothing in them is changed. Read the report "
                    "before you sign: you sign all of it."
                ),
                "body",
            )
        )
        self.place = CalmCombo()
        self.place.setAccessibleName(_("For whom you sign"))
        for each in findings.missing:
            self.place.addItem(each.name, each.name)
        self.place.addItem(_("As named in my certificate"), "")
        if len(findings.missing) > 1:
            self.place.setCurrentIndex(len(findings.missing))  # nobody signs for another one by not looking
        if findings.missing:
            label = words(_("For whom you sign"), "label")
            label.setBuddy(self.place)
            inner.addWidget(label)
            inner.addWidget(self.place)
        self.key = SigningKey(lambda: ("", ""))
        inner.addWidget(self.key)
        self.sign_button = button(_("Add the signature"), self._sign, role="primary")
        self.on_enter = self.sign_button
        inner.addSpacing(8)
        inner.addLayout(across(None, button(_("Cancel"), self.reject), self.sign_button))
        if not findings.missing:
            self.place.hide()

    def _sign(self) -> None:
        if not self.key.is_chosen:
            tell_problem(self, _("Something is missing"), UserError(_("Please choose a signing key, or make one.")))
            return
        if not self.key.opens():
            return
        opening, package, place = self.key.opening(), self._package, str(self.place.currentData())

        def signing(work: ProgressReporter) -> SignatureAdded:
            with opening() as signer:
                return sign(package, signer, at=now(), signed_for=place, work=work)

        self.working = run_with_progress(self, _("Adding the signature"), signing, self._signed)

    def _signed(self, added: SignatureAdded) -> None:
        self.added = added
        self.key.forget_secret()
        self.accept()
