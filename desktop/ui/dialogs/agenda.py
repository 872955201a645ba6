"""The agenda of a workshop in a window of its own, for whoever makes it the day before."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import across, button
from desktop.ui.workshop.agenda import AgendaPanel
from desktop.ui.workshop.state import WorkshopState


class AgendaDialog(Dialog):
    """Each change is in the file at once; the dialog has nothing to save or to cancel."""

    def __init__(self, state: WorkshopState, parent: QWidget | None = None) -> None:
        super().__init__(_("Agenda of the workshop"), parent, (760, 560))
        self.panel = AgendaPanel(state)
        self.inner.addWidget(self.panel, 1)
        self.inner.addLayout(across(None, button(_("Close"), self.accept, role="primary")))
        state.session.changed.connect(self.panel.refresh)
        self.panel.refresh(None)

    def done(self, result: int) -> None:
        """Write down what is being typed, and go."""
        self.panel.leave()
        super().done(result)
