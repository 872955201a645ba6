"""The strip below a pledge that was just begun: how many answers it has from the pledge before it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n.lists import separated
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.operations import edit
from desktop.record.entry import Entry, Value
from desktop.record.first_answers import begins_at
from desktop.ui.answering import taken_from_before
from desktop.ui.form import FormView
from desktop.ui.layout import GAP, button
from desktop.ui.parts.strip import Strip
from desktop.ui.session import Session
from desktop.ui.tooltips import hint


class TakenOver(Strip):
    """Counts the answers that came from the pledge before, and leaves them empty where somebody wants that.

    It stays while the pledge that was begun last is open, and counts an answer no more once it was changed: it goes with the
    last of them while somebody types, so it stands where no field moves by that. Beside each of these fields it is said too,
    see `form_context`.

    Args:
        form: shows the open entry.
    """

    def __init__(self, session: Session, form: FormView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._form = form
        self._entry_id = ""
        self._passed_over = ""
        self.setAccessibleName(_("From the previous pledge"))
        self.clear = button(_("Empty these fields"), self._clear, role="link")
        self.away = button(_("Close"), self._pass_over, role="link")
        self.lay(self.note, self.clear, self.away, side=GAP // 2)
        self.hide()

    def show_entry(self, entry: Entry) -> None:
        """Tell what the open entry has from the one before, nothing of one that is not new."""
        keys = taken_from_before(self._session, entry) if entry.id != self._passed_over else ()
        if not keys:
            self.hide()
            return
        text = _("Answers from the previous pledge: {count}").format(count=counted(len(keys)))
        self.note.say(text, "info")
        kind = self._session.catalogue.kind(entry.kind)
        which = separated(_(kind.field(key).label) for key in keys)
        self.clear.setToolTip(hint(which))
        self.clear.setAccessibleDescription(which)
        if self.isHidden() or entry.id != self._entry_id:
            self.announce(text)
        self._entry_id = entry.id

    def _clear(self) -> None:
        session = self._session
        begun = session.entry(self._entry_id)
        if begun is not None:
            self._go_on(begun)  # what is being typed is written down, and is no answer from the pledge before
        entry = session.entry(self._entry_id)
        if entry is None or not (keys := taken_from_before(session, entry)):
            return
        empty = dict[str, Value | None].fromkeys(keys)
        session.do(lambda by: edit.take_up(session.file, session.catalogue, entry, empty, named=keys[0], by=by))

    def _pass_over(self) -> None:
        entry = self._session.entry(self._entry_id)
        if entry is not None and not self._form.focus_again():
            self._go_on(entry)
        self._passed_over = self._entry_id
        self.hide()

    def _go_on(self, entry: Entry) -> None:
        """Put the keyboard back into the form before what has it goes."""
        kind = self._session.catalogue.kind(entry.kind)
        self._form.focus_field(begins_at(self._session.submission, kind, entry))
