"""The strips of a workshop that everybody sees: who speaks now and how the time stands, and what was said last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.i18n.text_sanitizing import one_line, shortened
from desktop.i18n.translation import gettext as _
from desktop.record.history import Message
from desktop.ui import keys
from desktop.ui.layout import GAP, across
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.tooltips import hint
from desktop.ui.workshop.buttons import words_button
from desktop.ui.workshop.letters import said
from desktop.ui.workshop.said import author
from desktop.ui.workshop.state import WorkshopState

MOST_OF_LAST = 40
"""Characters of a title or a name in what was done last; all of it stands in the middle."""


class TopStrip(QWidget):
    """Who speaks now, which is also the way to the name cards; and the time of the objective."""

    def __init__(self, state: WorkshopState, choose: Callable[[], object]) -> None:
        super().__init__()
        self._state = state
        self.speaking = words_button("", choose, centred=False)
        self.pace = said("", "pace")
        self.pace.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.speaking, 5)
        row.addWidget(self.pace, 2)
        state.session.person_changed.connect(self.show_speaker)
        state.pace_changed.connect(self.show_pace)
        self.show_speaker()
        self.show_pace()

    def show_speaker(self, _person: str = "") -> None:
        """Say who speaks now."""
        session = self._state.session
        if session.person:
            text = _("Speaking now: {name}").format(name=author(session.person, session.submission))
        else:
            text = _("Nobody is speaking")
        self.speaking.setText(text)
        self.speaking.setToolTip(hint(keys.with_keys(text, "workshop_speaking")))
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def show_pace(self) -> None:
        """Say how the time of the objective stands."""
        pace = self._state.pace()
        self.pace.setText(pace.said)
        state = {"soon": "suggests", "over": "warns"}.get(pace.state, "")
        if self.pace.property("state") != state:
            self.pace.setProperty("state", state)
            self.pace.style().unpolish(self.pace)
            self.pace.style().polish(self.pace)


class LastSaid(QFrame):
    """What was said last and by whom, with what takes it back; and what cannot be saved, which is worth more."""

    def __init__(self, state: WorkshopState, undo: Callable[[], object]) -> None:
        super().__init__()
        self._state = state
        self._told = ""
        self.setProperty("role", "notice")
        self.setAccessibleName(_("Last thing said"))
        self.words = said("")
        self.undo = words_button(keys.with_keys(_("Undo"), "workshop_undo"), undo)
        row = across(self.words, self.undo)
        row.setAlignment(self.undo, Qt.AlignmentFlag.AlignVCenter)
        row.setContentsMargins(GAP // 2, GAP // 4, GAP // 2, GAP // 4)
        row.setStretch(0, 1)
        self.setLayout(row)
        state.session.saving.changed.connect(self._say)
        self.refresh()

    def tell(self, text: str) -> None:
        """Say above it what was just undone, until something else is done."""
        self._told = text
        self._say()

    def refresh(self) -> None:
        """Say what was done last in this sitting."""
        self._told = ""
        self._say()

    def _say(self) -> None:
        session = self._state.session
        last, reason = self._state.last_said(), session.saving.reason()
        if reason:
            text = _("Not saved: {reason}").format(reason=reason)
        elif last is None:
            text = _("Nothing has been said yet in this sitting.")
        else:
            what = one_line(session.said(short(last.message)))
            text = _("Last: {revision} – {name}").format(
                revision=what, name=one_line(last.by) if last.by else _("nobody was named")
            )
            self.undo.setAccessibleName(_("Undo: {revision}").format(revision=what))
        if self._told and not reason:
            text = f"{self._told}\n{text}"
        if self.words.text() != text:
            self.words.setText(text)
        self.setProperty("state", "warns" if reason else "")
        self.style().unpolish(self)
        self.style().polish(self)
        let_be_seen(self.undo, last is not None and not reason)


def short(message: Message) -> Message:
    """Return a message with its titles cut off where they are long."""
    names = {
        key: shortened(each, MOST_OF_LAST) if isinstance(each, str) else each
        for key, each in message.parameters.items()
    }
    return Message(message.id, names)
