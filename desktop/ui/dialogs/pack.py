"""What a data pack would make different in this submission, before it is used."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.language import gettext as _
from desktop.operations.packs import Preview
from desktop.ui.boxes import GAP, across, button, card, scrolling, words
from desktop.ui.dialogs.base import Dialog


class PackDialog(Dialog):
    """Shows every difference by its part of the forms; `exec` is true when the pack shall be used."""

    def __init__(self, preview: Preview, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(_("What this data pack changes"), parent, (760, 620))
        head = preview.pack.head
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(_(head.label), "title"))
        version = _("Version {version}").format(version=head.version)
        if preview.replaces:
            version = _("Version {version}, in place of version {old}").format(
                version=head.version, old=preview.replaces
            )
        standing = catalogue.standing_label(head.standing)
        inner.addWidget(words(" · ".join(each for each in (version, standing) if each), "muted"))
        inner.addWidget(words(_(head.source), "body"))
        if head.note:
            inner.addWidget(words(_(head.note), "body"))
        area, body = scrolling()
        part, holder = None, body
        for each in preview.differences:
            if each.part != part:
                part = each.part
                frame, holder = card()
                holder.addWidget(words(each.part, "heading"))
                body.addWidget(frame)
            holder.addWidget(words(each.text, "label" if each.kept else "body"))
        if not preview.differences:
            body.addWidget(words(_("Nothing would be different in this submission."), "body"))
        body.addStretch(1)
        inner.addWidget(area, 1)
        inner.addWidget(words(_("No answer is lost, and undo takes this back."), "muted"))
        use = button(_("Use this pack"), self.accept, role="primary")
        inner.addLayout(across(None, button(_("Cancel"), self.reject), use))
