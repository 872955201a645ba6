"""Make a signing key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.operations.identities import new_identity, why_no_country
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.parts.notes import Note

LEAST = 8
"""Characters of a passphrase."""


class IdentityDialog(Dialog):
    """Asks for the signer's name and a passphrase, and makes the key.

    Attributes:
        path: where it lies; None when none was made.
    """

    def __init__(self, country: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_("New signing key"), parent)
        self.path: Path | None = None
        self.passphrase = ""
        self._country = country
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(_("A new signing key"), "title"))
        inner.addWidget(
            words(
                _(
                    "The key is a file that opens only with its passphrase. Keep the file and the passphrase in "
                    "different places. Anybody who has both can sign for you. Without the passphrase nobody can "
                    "sign, and nobody can recover it."
                ),
                "muted",
            )
        )
        self.name = self._line(inner, _("Who signs: a person or a body"), name)
        self.country = self._line(inner, _("Two-letter country code"), country)
        self._refusal = Note("problem")
        inner.addWidget(self._refusal)
        self.country.editingFinished.connect(self._look_at_country)
        self.first = self._line(
            inner, _("Passphrase"), "", secret=True, help_text=_("Please use at least eight characters.")
        )
        self.second = self._line(inner, _("Confirm the passphrase"), "", secret=True)
        self.on_enter = button(_("Choose where to save…"), self._choose, role="primary")
        inner.addSpacing(8)
        inner.addLayout(across(None, button(_("Cancel"), self.reject), self.on_enter))

    def _line(
        self, inner: QVBoxLayout, text: str, value: str, *, secret: bool = False, help_text: str = ""
    ) -> QLineEdit:
        label = words(text, "label")
        line = CutLine(value)
        line.setAccessibleName(text)
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        label.setBuddy(line)
        inner.addSpacing(8)
        inner.addWidget(label)
        if help_text:
            line.setAccessibleDescription(help_text)
            inner.addWidget(words(help_text, "help"))
        inner.addWidget(line)
        return line

    def _look_at_country(self) -> None:
        """Say at once that a country is none; where nothing stands there, whoever makes the key has not come to it yet."""
        why_not = why_no_country(self.country.text()) if self.country.text().strip() else ""
        self._refusal.say(why_not, "blocks" if why_not else "")
        self.country.setAccessibleDescription(why_not)

    def _choose(self) -> None:
        if self.first.text() != self.second.text():
            tell_problem(
                self, _("The passphrases are not the same"), UserError(_("Please type the same passphrase twice."))
            )
            return
        if len(self.first.text()) < LEAST:
            tell_problem(self, _("The passphrase is too short"), UserError(_("Please use at least eight characters.")))
            return
        # Not beside the submission or its packages: a key must not travel with what it signs.
        with file_dialogs.folder_for_keys() as folder:
            chosen = file_dialogs.file_to_write(
                self,
                _("Where should the key be saved?"),
                pgettext("file name", "signing-key") + ".p12",
                _("Signing keys (*.p12)"),
                near=folder,
            )
            if chosen is not None:
                self.make(chosen)

    def make(self, path: Path) -> None:
        """Make the key at a place, or say why it cannot be made there."""
        if path.suffix != ".p12":
            path = path.with_name(path.name + ".p12")
        try:
            new_identity(self.name.text(), self.country.text(), path, self.first.text())
        except UserError as problem:
            tell_problem(self, _("The key could not be made"), problem)
            return
        self.path = path
        self.passphrase = self.first.text()
        self.accept()
