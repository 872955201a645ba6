"""Who cleared what a form shows; and, at the moment in which an edit reopens it, that it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.clearance import clearance_of
from desktop.record.clearance_parts import PLEDGE, part_of, title_of_part
from desktop.record.clearance_state import ClearanceState
from desktop.record.cleared_part import CLEARED
from desktop.record.entry import Entry
from desktop.record.history import places
from desktop.record.update import Update
from desktop.ui.layout import GAP
from desktop.ui.navigation import Place
from desktop.ui.parts.clearance_line import ClearanceLine
from desktop.ui.parts.undo_strip import UndoStrip
from desktop.ui.session import Session


class FormClearance(QWidget):
    """Stands above the fields: of a pledge its state, of every other entry only that an edit has reopened its objective.

    Args:
        commit: writes down what is being typed into the form.
    """

    def __init__(self, session: Session, kind: str, commit: Callable[[], object]) -> None:
        super().__init__()
        self._session = session
        self._commit = commit
        self._stood: ClearanceState | None = None
        self._entry: Entry | None = None
        self._told = ""
        self._done: list[str] = []  # the revisions of the change that the strip tells of: one may go on typing
        self._places: set[tuple[str, str]] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 4)
        self.line: ClearanceLine | None = None
        if kind == PLEDGE:
            self.line = ClearanceLine(session)
            self.line.go.connect(self._go)
            column.addWidget(self.line)
        self.strip = UndoStrip(self._undo)
        self.strip.setAccessibleName(_("Reopened"))
        column.addWidget(self.strip)
        session.changed.connect(self._changed)

    def show_entry(self, entry: Entry) -> None:
        """Show what is said of the part that an entry belongs to."""
        another = self._entry is None or entry.id != self._entry.id
        self._entry = entry
        if another:
            # Of the same entry, what was said before the change is needed until `_changed` has told of it.
            self._stood = self._standing()
            self.strip.hide()
        if self.line is not None:
            self.line.show_part(part_of(entry, self._session.catalogue))

    def _standing(self) -> ClearanceState | None:
        """Return where the part stands that the entry belongs to; None where it belongs to none."""
        session = self._session
        entry = None if self._entry is None else session.entry(self._entry.id) or self._entry
        part = "" if entry is None else part_of(entry, session.catalogue)
        return clearance_of(session.submission, session.catalogue, part) if part else None

    def _changed(self, update: Update) -> None:
        """Tell that what was just done has reopened what was cleared, or no longer when it is as it was."""
        before, self._stood = self._stood, self._standing()
        if before is not None and before.state == CLEARED:
            self._tell(clearance_of(update.after, self._session.catalogue, before.part), update)
        elif not self.strip.isHidden() and update.revision is not None:
            goes_on = places(update.revision.changes) == self._places
            if goes_on and update.revision.id not in self._done:
                self._done.append(update.revision.id)
        if self.line is not None and self._stood is not None:
            self.line.show_part(self._stood.part)
        if not self.strip.isHidden() and self._is_cleared(self._told):
            self.strip.hide()

    def _tell(self, stands: ClearanceState, update: Update) -> None:
        if stands.state == CLEARED or stands.said != CLEARED or update.revision is None:
            return
        self._told = stands.part
        self._done, self._places = [update.revision.id], places(update.revision.changes)
        text = _("{name} was cleared on {date} by {person}; this change reopens it.").format(
            name=title_of_part(update.after, self._session.catalogue, stands.part), date=stands.day, person=stands.who
        )
        self.strip.tell(text, update.revision.id, "warns")

    def _is_cleared(self, part: str) -> bool:
        return clearance_of(self._session.submission, self._session.catalogue, part).state == CLEARED

    def _go(self, place: Place) -> None:
        """Go somewhere, by way of the page that the form stands on."""
        above = self.parentWidget()
        while above is not None and not hasattr(above, "go"):
            above = above.parentWidget()
        if above is not None:
            above.go.emit(place)

    def _undo(self, _revision: str) -> None:
        """Take the change back, with what was typed on in the same field since."""
        self.strip.show()  # what is still being typed belongs to it
        self._commit()
        done, self._done = self._done, []
        for revision in reversed(done):
            self._session.take_back(revision)
        self.strip.hide()
