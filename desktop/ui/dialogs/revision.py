"""One revision by itself: what it made of each answer, with the difference marked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.history import Revision
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import across, button, scrolling
from desktop.ui.parts.versions import revision_card
from desktop.ui.session import Session


class RevisionDialog(Dialog):
    """Shows what a revision did."""

    def __init__(self, session: Session, revision: Revision, parent: QWidget | None = None) -> None:
        super().__init__(_("Differences"), parent, (760, 540))
        area, inside = scrolling()
        entries = {each.entry_id for each in revision.changes}
        inside.addWidget(revision_card(session, revision, entries, named=True))
        inside.addStretch(1)
        self.inner.addWidget(area, 1)
        self.inner.addLayout(across(None, button(_("Close"), self.accept, role="primary")))
