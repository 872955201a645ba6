"""About the submission itself: country, cycle, languages, who leads, how it was prepared."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.record.update import Update
from desktop.ui.form import FormView
from desktop.ui.form_context import form_context
from desktop.ui.layout import column
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.session import Session


class AboutPage(Page):
    """The form of the submission itself."""

    key = "about"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.form = FormView(session.catalogue.kind("submission"), form_context(session, self, self.said.emit), self)
        column(self, fills=True, scrolls=True, begins=True).addWidget(self.form, 1)

    def refresh(self, update: Update | None) -> None:
        """Show the answers as they are now."""
        self.form.set_entry(self.session.submission.about)

    def open_at(self, place: Place) -> None:
        """Put the cursor into the field that the place names."""
        if place.field:
            self.form.focus_field(place.field)

    def leave(self) -> None:
        """Write down what is being typed."""
        self.form.commit()
