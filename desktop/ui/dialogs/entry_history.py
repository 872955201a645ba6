"""How an entry, or all that is said on an objective, came about: every revision of it, and the way back to each."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.i18n.translation import gettext as _
from desktop.operations.back_to import Scope, entries_of_objective, moment_after
from desktop.record.history import Revision
from desktop.record.values import short_title
from desktop.ui.dialogs.base import Dialog
from desktop.ui.dialogs.restoring import ask_and_restore
from desktop.ui.layout import GAP, across, button, scrolling, words
from desktop.ui.parts.versions import entry_then, revision_card, who_and_when
from desktop.ui.session import Session
from desktop.ui.tab_order import come_last
from desktop.ui.timestamps import moment

AT_ONCE = 20
"""Revisions that are shown at once; more are when somebody asks."""


class EntryHistory(Dialog):
    """The revisions of some entries, newest first; any moment can be restored, after a look at what would change.

    Args:
        scope: what is taken back from here, see `Scope`.
        entries: whose revisions are shown.
    """

    def __init__(
        self, session: Session, heading: str, scope: Scope, entries: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("History"), parent, (760, 600))
        self._session = session
        self._scope = scope
        self._entries = frozenset(entries)
        self._oldest = ""
        self._newest = True
        self.inner.addWidget(words(heading, "heading"))
        area, self._list = scrolling()
        self._list.setSpacing(GAP // 2)
        self.inner.addWidget(area, 1)
        self._more = button(_("Show earlier changes"), self._add)
        self._close = button(_("Close"), self.accept, role="primary")
        self.inner.addLayout(across(self._more, None, self._close))
        self._add()

    def _add(self) -> None:
        found = self._session.file.history(entries=self._entries, before=self._oldest or None, limit=AT_ONCE)
        last = self._list.count() - 1
        if last >= 0:
            self._list.takeAt(last)  # what kept the cards together
        for revision in found:
            offers = () if self._newest else (self._offer(revision),)
            self._newest = False
            card = revision_card(self._session, revision, self._entries, named=not self._scope.entry_id, offers=offers)
            self._list.addWidget(card)
        if not found and not self._oldest:
            self._list.addWidget(words(_("Nothing has been changed yet."), "lead"))
        self._list.addStretch(1)
        self._oldest = found[-1].id if found else self._oldest
        self._more.setVisible(len(found) == AT_ONCE)
        come_last(self, self._more, self._close)

    def _offer(self, revision: Revision) -> QPushButton:
        pressed = button(_("Restore this state…"), lambda: self._restore(revision), role="link")
        pressed.setAccessibleDescription(who_and_when(revision))
        return pressed

    def _restore(self, revision: Revision) -> None:
        heading = _("Restore the state of {moment}").format(moment=moment(revision.at))
        ask_and_restore(self._session, moment_after(revision), self._scope, heading, self, self.accept)


def history_of_entry(session: Session, entry_id: str, parent: QWidget) -> EntryHistory:
    """Return the history of an entry, also of one that was removed, or in which nobody has written yet."""
    entry = entry_then(session, entry_id)
    heading = short_title(entry, session.catalogue) if entry else _("History of this entry")
    if entry is not None and session.entry(entry_id) is None:
        heading = _("{name} (removed)").format(name=heading)
    return EntryHistory(session, heading, Scope(entry_id=entry_id), [entry_id], parent)


def history_of_objective(session: Session, number: int, parent: QWidget) -> EntryHistory:
    """Return the history of all that was ever written for an objective."""
    entries = entries_of_objective(session.file, session.submission, number)
    heading = _("Objective {number}: {label}").format(number=number, label=session.catalogue.label(number))
    return EntryHistory(session, heading, Scope(objective=number), entries, parent)
