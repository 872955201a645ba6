"""The pages that list all entries of one kind in the whole country."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.record.update import Update
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.layout import LEAST_OF_PART, Rest, column_when_cut
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.session import Session


class EntriesPage(Page):
    """A list of entries beside the form of the chosen one, for the kind that its descriptor lists."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        room = Rest(None, LEAST_OF_PART, lambda: self.panel.least_height())
        column_when_cut(self, scrolls=True).addWidget(room, 1)
        self.panel = EntriesPanel(session, self.descriptor.lists, room)
        room.hold(self.panel)
        self.panel.said.connect(self.said)
        self.panel.go.connect(self.go)

    def refresh(self, update: Update | None) -> None:
        """Show the entries as they are now."""
        self.panel.refresh(update)

    def open_at(self, place: Place) -> None:
        """Open the entry that the place names; it may be gone since somebody was there."""
        if self.session.entry(place.entry) is not None:
            self.panel.go_to(place.entry, place.field)

    def place(self) -> Place:
        """Return the entry that is open."""
        return Place(self.key, entry=self.panel.entry_id)

    def state(self) -> Mapping[str, Any]:
        """Return how the list is narrowed down."""
        return self.panel.state()

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Narrow the list down again."""
        self.panel.restore_state(state)

    def add(self) -> bool:
        """Begin a new entry."""
        may = self.panel.may_add()
        self.panel.add()
        return may

    def go_to_missing(self) -> bool | None:
        """Show the form where the list alone is shown."""
        return self.panel.sides.go_to_missing(self.panel.form)

    def foot(self) -> QWidget | None:
        """Return what can be done with the open entry."""
        return self.panel.foot()

    def leave(self) -> None:
        """Write down what is being typed."""
        self.panel.leave()


class PracticesPage(EntriesPage):
    """The practices of the whole country."""

    key = "practices"


class GapsPage(EntriesPage):
    """The gaps of the whole country."""

    key = "gaps"


class PledgesPage(EntriesPage):
    """The pledges of the whole country."""

    key = "pledges"


class SupportPage(EntriesPage):
    """What the country needs from others."""

    key = "support"


class StakeholdersPage(EntriesPage):
    """Who was consulted, how and on what, and who is in the delegation."""

    key = "stakeholders"


class EvidencePage(EntriesPage):
    """The files that support what is said."""

    key = "evidence"


class TeamPage(EntriesPage):
    """The people who take part."""

    key = "team"
