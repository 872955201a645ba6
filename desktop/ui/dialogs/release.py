"""Ask whether answers that stay in the file may leave, naming every one of their fields."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.widening import Told
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, card, scrolling, words
from desktop.ui.parts.push_button import CheckBox


class ReleaseDialog(Dialog):
    """Names each field that a data pack would let out; `exec` is true when somebody has said that they may leave."""

    def __init__(self, releases: Sequence[Told], parent: QWidget | None = None) -> None:
        super().__init__(_("Answers would be included"), parent, (680, 520))
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(_("With this data pack, packages include more answers"), "title"))
        inner.addWidget(
            words(
                _(
                    "Without this pack, these answers stay in this file, and your team wrote them, or will "
                    "write them, with that in mind. With the pack, they are included in packages, and so are "
                    "earlier wordings when a package includes the history."
                ),
                "body",
            )
        )
        area, body = scrolling()
        for each in releases:
            frame, holder = card()
            holder.addWidget(words(each.text, "label"))
            body.addWidget(frame)
        body.addStretch(1)
        inner.addWidget(area, 1)
        self.read = CheckBox(_("I have read every line: these answers may be included"))
        inner.addWidget(self.read)
        self.allow = button(_("Include them"), self.accept)
        self.allow.setEnabled(False)
        self.read.toggled.connect(self.allow.setEnabled)
        self.keep = button(_("Leave them out"), self.reject, role="primary")
        inner.addLayout(across(None, self.allow, self.keep))
