"""What a data pack would make different in this submission, before it is used."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.catalogue.pack_claims import claims
from desktop.i18n.translation import gettext as _
from desktop.operations.packs import Preview
from desktop.ui.dialogs.base import Dialog
from desktop.ui.dialogs.release import ReleaseDialog
from desktop.ui.layout import GAP, across, button, card, scrolling, words


class PackDialog(Dialog):
    """Shows every difference by its part of the forms; `exec` is true when the pack shall be used.

    What would leave though it stays now stands above all else, and is asked once more by itself.
    """

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(_("What this data pack changes"), parent, (760, 620))
        self.preview = preview
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(_("What this data pack changes"), "title"))
        for place, text in enumerate(claims(preview.pack)):
            inner.addWidget(words(text, "body" if place == 0 else "muted", selectable=True))
        if preview.replaced:
            text = _("It replaces version {version}, whose file has the fingerprint {fingerprint}.")
            text = text.format(version=preview.replaces, fingerprint=preview.replaced)
            inner.addWidget(words(text, "muted", selectable=True))
        area, body = scrolling()
        if preview.releases:
            frame, holder = card()
            holder.addWidget(words(_("Would be included, but is not included now"), "heading"))
            for told in preview.releases:
                holder.addWidget(words(told.text, "label"))
            body.addWidget(frame)
        part, holder = None, body
        for each in preview.differences:
            if each.part != part:
                part = each.part
                frame, holder = card()
                holder.addWidget(words(each.part, "heading"))
                body.addWidget(frame)
            holder.addWidget(words(each.text, "label" if each.kept else "body"))
        if not preview.differences and not preview.releases:
            body.addWidget(words(_("Nothing would change in this submission."), "body"))
        body.addStretch(1)
        inner.addWidget(area, 1)
        inner.addWidget(words(_("No answer is lost. You can undo this afterwards."), "muted"))
        self.use = button(_("Use this pack"), self.accept, role="primary")
        inner.addLayout(across(None, button(_("Cancel"), self.reject), self.use))

    def accept(self) -> None:
        """Use the pack, once somebody has said that what it lets out may leave."""
        if not self.preview.releases or ReleaseDialog(self.preview.releases, self).exec():
            super().accept()
