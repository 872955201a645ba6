"""What was signed and exported from this file, and whether anything has changed since."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.catalogue.language import gettext as _
from desktop.record.exported import Exports, Since
from desktop.ui.boxes import GAP, clear, words
from desktop.ui.moments import moment
from desktop.ui.parts.notes import Note


class ExportedCard(QFrame):
    """Tells of the last signed package and of the last draft after it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(GAP, GAP, GAP, GAP)
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(_("Signed and exported"), "heading"))
        self._body = QVBoxLayout()
        self._body.setSpacing(GAP // 4)
        inner.addLayout(self._body)
        inner.addStretch(1)

    def show_exports(self, exports: Exports) -> None:
        """Show what is known now."""
        clear(self._body)
        if exports.signed is not None:
            self._tell(exports.signed)
            self._body.addWidget(words(_("Fingerprint of the certificate"), "muted"))
            self._body.addWidget(words(exports.signed.export.fingerprint, "mono", selectable=True))
        else:
            self._body.addWidget(words(_("Nothing has been signed yet."), "body"))
        if exports.draft is not None and exports.latest is exports.draft:
            self._tell(exports.draft)

    def _tell(self, last: Since) -> None:
        export = last.export
        text = _("Draft: {package}, {moment}.") if export.draft else _("Signed by {name}: {package}, {moment}.")
        said = text.format(name=export.signer, package=export.package, moment=moment(export.at))
        self._body.addWidget(words(said, "body", selectable=True))
        state = Note("muted")
        state.say(last.sentence(), "warns" if last.changes else "done")
        self._body.addWidget(state)
