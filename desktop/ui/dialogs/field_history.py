"""How one answer came about: every version of it, who gave it and when; any of them can be taken up again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry, Value
from desktop.record.typed import told
from desktop.record.unaccepted import field_of, is_key
from desktop.record.values import display
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, card, scrolling, words
from desktop.ui.session import Session
from desktop.ui.timestamps import moment

AT_MOST = 200
"""Versions that are shown; older ones are on the page of the history."""


class FieldHistory(Dialog):
    """The versions of one answer, newest first."""

    def __init__(self, session: Session, entry: Entry, field: str, parent: QWidget | None = None) -> None:
        super().__init__(_("History of this answer"), parent, (640, 520))
        self._session = session
        self._entry = entry
        self._field = session.catalogue.kind(entry.kind).field(field)
        outer = self.inner
        outer.addWidget(words(_(self._field.label), "heading"))
        area, self._list = scrolling()
        self._list.setSpacing(GAP // 2)
        outer.addWidget(area, 1)
        outer.addLayout(across(None, button(_("Close"), self.accept, role="primary")))
        self._fill()

    def _fill(self) -> None:
        newest = True
        for revision in self._session.file.history(entry_id=self._entry.id, limit=AT_MOST):
            for change in reversed(revision.changes):
                if change.entry_id != self._entry.id or field_of(change.field) != self._field.key:
                    continue
                head = _("{name}, {moment}").format(
                    name=revision.by or _("Author not known"), moment=moment(revision.at)
                )
                if is_key(change.field):
                    typed = told(self._field, change.new, self._session.catalogue)
                    if typed:
                        self._list.addWidget(_refused(head, typed))
                else:
                    self._list.addWidget(self._version(head, change.new, again=not newest))
                    newest = False
        self._list.addStretch(1)

    def _version(self, head: str, value: Value | None, *, again: bool) -> QWidget:
        frame, body = card(spacing=GAP // 4)
        line = across(words(head, "muted"))
        if again and value is not None and self._field.type != "file":
            take = button(_("Restore this answer"), lambda: self._take(value), role="link")
            take.setAccessibleDescription(head)
            line.addWidget(take)
        body.addLayout(line)
        shown = display(self._field, value, self._session.catalogue, self._session.submission)
        body.addWidget(words(shown or _("No answer"), "body", selectable=True))
        return frame

    def _take(self, value: Value) -> None:
        entry = self._session.entry(self._entry.id)
        if entry is not None and self._session.answer(entry, self._field.key, value):
            self.accept()


def _refused(head: str, typed: str) -> QWidget:
    frame, body = card(spacing=GAP // 4)
    body.addWidget(words(head, "muted"))
    body.addWidget(words(_("Typed, not accepted: {text}").format(text=typed), "body", selectable=True))
    return frame
