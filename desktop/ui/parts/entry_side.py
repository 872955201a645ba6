"""The open entry beside its list: what is told of it, its form, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.catalogue.definitions import Kind
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.entry_index import objectives_of
from desktop.ui.answering import may_answer
from desktop.ui.form import FormView
from desktop.ui.form_context import form_context
from desktop.ui.layout import GAP, LEAST_OF_FIELDS, across, along_area, button, link, margins
from desktop.ui.objective_lists import is_elsewhere
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.parts.strip import Strip
from desktop.ui.parts.taken_over import TakenOver
from desktop.ui.session import Session
from desktop.ui.theme import scaled

EXEMPLIFIED = ("practice", "pledge")
"""Kinds of which others have published something, see `catalogue.examples`; the pledge of a gap can begin from one too."""

WITH_ONLINE_FORM = ("practice", "pledge")
"""Kinds that there is an online form for."""


class EntrySide(QWidget):
    """Shows one entry of a kind, and offers what can be done with it.

    Args:
        parent: what it will stand in: the fields are made in their place, see `FormView`.

    Attributes:
        above: the strips above the form, which end where its fields end.
        elsewhere: says that the entry is in the list of another objective.
        taken: says what a new pledge has from the one before.
        offers: the buttons below the form.

    Signals:
        examples_wanted: what others have published is wanted.
        pledge_wanted: a pledge for the gap is wanted.
        remove_wanted: the entry is to be taken away.
        said: a short sentence on what a key does not do in the form.
    """

    examples_wanted = Signal()
    pledge_wanted = Signal()
    remove_wanted = Signal()
    said = Signal(str)

    def __init__(self, session: Session, kind: Kind, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self.form = FormView(kind, form_context(session, self, self.said.emit), self, steps=True)
        column = QVBoxLayout(self)
        margins(column, GAP // 2, 0, 0, 0)
        self.above = QVBoxLayout()
        along_area(self.above)
        self.elsewhere = Strip()
        self.elsewhere.lay(self.elsewhere.note, side=GAP // 2)
        self.elsewhere.hide()
        self.above.addWidget(self.elsewhere)
        column.addLayout(self.above)
        column.addWidget(self.form, 1)
        self.taken = TakenOver(session, self.form)
        told = across(self.taken)
        along_area(told)
        column.addLayout(told)
        self._copy = button(_("Text for the online form…"), self._show_copy_sheet)
        let_be_seen(self._copy, kind.key in WITH_ONLINE_FORM)
        self.examples = link(_("Examples from others…"), self.examples_wanted.emit)
        self.examples.brief = _("Examples…")
        let_be_seen(self.examples, kind.key in (*EXEMPLIFIED, "gap"))
        self.pledge = button(_("Start a pledge for this gap"), self.pledge_wanted.emit)
        let_be_seen(self.pledge, kind.key == "gap")
        self.remove = button(_("Remove"), self.remove_wanted.emit, role="danger", accessible=_("Remove this entry"))
        self.offers = flowing(self._copy, self.pledge, self.examples, self.remove, last_apart=True)
        self._below = across(self.offers)
        along_area(self._below)
        column.addLayout(self._below)
        self.form.head.put_aside(self.offers, lambda: self._below.addWidget(self.offers))

    def show_entry(self, entry: Entry, objective: int) -> None:
        """Show an entry.

        Args:
            objective: whose list it was opened from; 0 for that of the whole country.
        """
        self.form.set_entry(entry)
        self.taken.show_entry(entry)
        self._say_where(entry, objective)

    def allow(self, entry: Entry | None) -> None:
        """Offer what may be done with an entry, or nothing where there is none."""
        self.remove.setEnabled(entry is not None and not self._session.why_closed(entry))
        self.pledge.setEnabled(entry is not None and may_answer(self._session, entry))

    def foot(self) -> QWidget | None:
        """Return what offers what to do with the entry; None while it is put aside."""
        return None if self.form.head.fold.is_folded else self.offers

    def least_height(self) -> int:
        """Return the height at which the form shows some lines of its fields between its head and its buttons."""
        around = [each for each in (self.form.head, self.offers) if not self.form.area.isAncestorOf(each)]
        high = sum(each.heightForWidth(each.width()) for each in around if not each.isHidden())
        return high + scaled(LEAST_OF_FIELDS)

    def _say_where(self, entry: Entry, objective: int) -> None:
        """Say of the entry that it is in the list of another objective, where that is so."""
        if not objective or objective in objectives_of(entry):
            self.elsewhere.hide()
            return
        text = is_elsewhere(self._kind, objective)
        if self.elsewhere.isHidden() or self.elsewhere.note.text() != text:
            self.elsewhere.note.say(text, "warns")
            self.elsewhere.announce(text)

    def _show_copy_sheet(self) -> None:
        """Show every answer of the entry as it is pasted into the online form."""
        from desktop.ui.dialogs.copy_sheet import CopySheetDialog

        self.form.commit()
        shown = self.form.entry
        entry = self._session.entry(shown.id) if shown is not None else None
        if entry is not None:
            CopySheetDialog(self._session, entry, self).exec()
