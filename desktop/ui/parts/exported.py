"""What was signed and exported from this file, and whether anything has changed since."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.i18n.translation import gettext as _
from desktop.record.exported import Exports, Since
from desktop.ui.layout import GAP, clear, words
from desktop.ui.parts.notes import Note
from desktop.ui.timestamps import moment


class ExportedCard(QFrame):
    """Tells of the last signed package and of the last draft after it."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Exports | None = None
        self.setProperty("role", "card")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(GAP, GAP, GAP, GAP)
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(_("Last export"), "heading"))
        self._body = QVBoxLayout()
        self._body.setSpacing(GAP // 4)
        inner.addLayout(self._body)
        inner.addStretch(1)

    def show_exports(self, exports: Exports) -> None:
        """Show what is known now."""
        if exports == self._shown:
            return
        self._shown = exports
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
        # One thing a line: names, files and times in one sentence change places where one reads from right to left.
        said = _("Draft, not signed") if export.draft else _("Signed by {name}").format(name=export.signer)
        self._body.addWidget(words(said, "body", selectable=True))
        self._body.addWidget(words(moment(export.at), "muted", selectable=True))
        self._body.addWidget(words(export.package, "mono", selectable=True))
        state = Note("muted")
        state.say(last.sentence(), "warns" if last.changes else "done")
        self._body.addWidget(state)
