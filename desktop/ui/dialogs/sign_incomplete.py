"""Ask once before a submission is signed that is not complete for the forum."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.completeness import Completeness
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, scrolling, words


class SignIncompleteDialog(Dialog):
    """Says what is lacking; accepted means that it is signed as it is. Enter alone signs nothing."""

    def __init__(self, complete: Completeness, parent: QWidget | None = None) -> None:
        super().__init__(_("Sign an incomplete submission?"), parent, (640, 420))
        inner = self.inner
        inner.addWidget(words(complete.refusal(), "heading"))
        for line in complete.lines():
            inner.addWidget(words(line, "body"))
        area, body = scrolling(trailing=0)
        body.setSpacing(GAP // 4)
        for line in complete.named():
            body.addWidget(words(line, "muted"))
        body.addStretch(1)
        inner.addWidget(area, 1)
        inner.addWidget(
            words(_("There are no errors, so the package can be signed. Its cover will say what is missing."), "body")
        )
        self.not_yet = button(_("Do not sign yet"), self.reject, role="primary")
        self.sign = button(_("Sign anyway"), self.accept)
        inner.addLayout(across(None, self.sign, self.not_yet))
        self.not_yet.setFocus()
