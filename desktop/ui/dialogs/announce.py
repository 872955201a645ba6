"""Say who else is to sign a package, so that a signature that is missing is seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.operations.sign import announce, announce_certificate
from desktop.package.announced_signers import AnnouncedSigner, announced
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.own_undo import emptied
from desktop.ui.parts.cut_line import CutLine


class AnnounceDialog(Dialog):
    """Asks for the names of those who are to sign later, one after the other.

    Attributes:
        announced: who they are.
    """

    def __init__(self, before: Sequence[AnnouncedSigner], parent: QWidget | None = None) -> None:
        super().__init__(_("Who else will sign"), parent, (560, 460))
        self.announced = tuple(before)
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(_("Who else will sign"), "title"))
        inner.addWidget(
            words(
                _(
                    "After you have signed, others can add their signatures to the package, each on their "
                    "own computer. Your signature covers this list. Whoever verifies the package sees who is "
                    "still missing."
                ),
                "muted",
            )
        )
        self.list = QListWidget()
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName(_("Who else will sign"))
        self.list.currentRowChanged.connect(lambda _row: self._show_buttons())
        inner.addWidget(self.list, 1)
        label = words(_("Name of a person, a body or a role"), "label")
        self.name = CutLine()
        self.name.setAccessibleName(label.text())
        label.setBuddy(self.name)
        inner.addWidget(label)
        self.add = button(_("Add"), self._add_name)
        inner.addLayout(across(self.name, self.add))
        self.remove = button(_("Remove from this list"), self._remove)
        self.on_enter = self.add
        inner.addLayout(across(button(_("Add by certificate…"), self._add_certificate), self.remove, None))
        inner.addSpacing(8)
        self.done_button = button(pgettext("button", "Done"), self._finish, role="primary")
        inner.addLayout(across(None, button(_("Cancel"), self.reject), self.done_button))
        self._show()
        self.name.setFocus()

    def _show(self) -> None:
        self.list.clear()
        for each in self.announced:
            text = _("{name}, with the certificate {fingerprint}…").format(
                name=each.name, fingerprint=each.fingerprint[:9]
            )
            self.list.addItem(QListWidgetItem(text if each.fingerprint else each.name))
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.remove.setEnabled(self.list.currentRow() >= 0)

    def _add_name(self) -> None:
        if self.name.text().strip() and self._take(announce(self.name.text())):
            emptied(self.name)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_certificate(self) -> None:
        chosen = file_dialogs.file_to_open(self, _("Certificate of the signer"), _("Certificates (*.pem)"))
        if chosen is not None:
            self.add_certificate(chosen)

    def add_certificate(self, path: Path) -> None:
        """Announce the owner of a certificate, or say why that cannot be done."""
        try:
            who = announce_certificate(path)
        except UserError as problem:
            tell_problem(self, _("This certificate cannot be used"), problem)
            return
        self._take(who)

    def _take(self, who: AnnouncedSigner) -> bool:
        try:
            self.announced = announced([*self.announced, who])
        except UserError as problem:
            tell_problem(self, _("Who else will sign"), problem)
            return False
        self._show()
        return True

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.announced = self.announced[:row] + self.announced[row + 1 :]
            self._show()

    def _finish(self) -> None:
        # What was typed and not added yet was meant.
        if not self.name.text().strip() or self._take(announce(self.name.text())):
            self.accept()
