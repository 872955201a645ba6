"""How one answer came about: every version of it with what it changed, who gave it and when; any can be restored."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.operations.back_to import Scope, answer_again, moment_after
from desktop.record.entry import Entry, Value
from desktop.record.history import Change, Revision
from desktop.record.unaccepted import field_of, is_key
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, card, scrolling, words
from desktop.ui.parts.versions import version, who_and_when, why_it_was_done
from desktop.ui.session import Session
from desktop.ui.tab_order import come_last

AT_ONCE = 50
"""Revisions of the entry that are looked through at once; more are when somebody asks."""


class FieldHistory(Dialog):
    """The versions of one answer, newest first."""

    def __init__(self, session: Session, entry: Entry, field: str, parent: QWidget | None = None) -> None:
        super().__init__(_("History of this answer"), parent, (680, 540))
        self._session = session
        self._entry = entry
        self._field = session.catalogue.kind(entry.kind).field(field)
        self._oldest = ""
        self._newest = True
        outer = self.inner
        outer.addWidget(words(_(self._field.label), "heading"))
        area, self._list = scrolling()
        self._list.setSpacing(GAP // 2)
        outer.addWidget(area, 1)
        self._more = button(_("Show earlier changes"), self._add)
        self._close = button(_("Close"), self.accept, role="primary")
        outer.addLayout(across(self._more, None, self._close))
        self._add()

    def _add(self) -> None:
        found = self._session.file.history(entry_id=self._entry.id, before=self._oldest or None, limit=AT_ONCE)
        if self._list.count():
            self._list.takeAt(self._list.count() - 1)  # what kept the versions together
        for revision in found:
            for change in reversed(revision.changes):
                if change.entry_id == self._entry.id and field_of(change.field) == self._field.key:
                    shows = not is_key(change.field) or change.new is not None
                    if shows:
                        again = not self._newest and not is_key(change.field) and change.new is not None
                        self._list.addWidget(self._version(revision, change, again=again))
                    self._newest = self._newest and is_key(change.field)
        self._list.addStretch(1)
        self._oldest = found[-1].id if found else self._oldest
        self._more.setVisible(len(found) == AT_ONCE)
        come_last(self, self._more, self._close)

    def _version(self, revision: Revision, change: Change, *, again: bool) -> QWidget:
        frame, body = card(spacing=GAP // 4)
        head = who_and_when(revision)
        line = across(words(head, "muted"))
        value = change.new
        if again and value is not None:
            take = button(_("Restore this answer"), lambda: self._take(revision, value), role="link")
            take.setAccessibleDescription(head)
            line.addWidget(take)
        line.setStretch(0, 1)
        body.addLayout(line)
        for widget in version(self._session, self._field, _(self._field.label), change):
            body.addWidget(widget)
        if change.new is None and not is_key(change.field):
            body.addWidget(words(_("No answer"), "muted"))
        if why_it_was_done(revision):
            body.addWidget(words(why_it_was_done(revision), "muted", selectable=True))
        return frame

    def _take(self, revision: Revision, value: Value) -> None:
        entry = self._session.entry(self._entry.id)
        if entry is None:
            return
        moment, scope = moment_after(revision), Scope(entry_id=entry.id, field=self._field.key)
        if self._session.go_back(answer_again(entry, self._field.key, value), moment, scope):
            self.accept()
