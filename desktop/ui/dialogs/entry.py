"""The form of one entry in a window of its own, for the details that a page has no room for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.update import Update
from desktop.ui.dialogs.base import Dialog
from desktop.ui.form import FormView
from desktop.ui.form_context import form_context
from desktop.ui.layout import across, button, words
from desktop.ui.session import Session


class EntryDialog(Dialog):
    """Each answer is in the file a moment after it was typed; the dialog has nothing to save or to cancel."""

    def __init__(self, session: Session, entry: Entry, heading: str, parent: QWidget | None = None) -> None:
        kind = session.catalogue.kind(entry.kind)
        super().__init__(_(kind.label), parent, (820, 620))
        self.session = session
        self._entry = entry
        inner = self.inner
        inner.addWidget(words(heading, "heading"))
        self.form = FormView(kind, form_context(session, self))
        self.form.set_entry(entry)
        inner.addWidget(self.form, 1)
        inner.addLayout(across(None, button(_("Close"), self.accept, role="primary")))
        self.form.focus_first()
        session.changed.connect(self._refresh)
        session.leaving.connect(self.form.commit)

    def topic(self) -> str:
        """Return the topic of the kind that is edited."""
        from desktop.manual import topic_of

        return topic_of(kind=self._entry.kind)

    def done(self, result: int) -> None:
        """Write down what is being typed, and go."""
        self.form.commit()
        super().done(result)

    def _refresh(self, _update: Update) -> None:
        self.form.set_entry(self._now())

    def _now(self) -> Entry:
        return self.session.entry(self._entry.id) or Entry(self._entry.id, self._entry.kind, self._entry.key)
