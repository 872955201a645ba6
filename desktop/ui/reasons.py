"""Notices when something is taken away that is worth a reason, and asks for it once nobody types there any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.history import ENTRY_ITSELF, Change, Revision
from desktop.record.reasons import takes_away
from desktop.record.update import Update

if TYPE_CHECKING:
    from desktop.ui.session import Session

MOST_OF_NAME = 60
"""Letters of the name of an entry in the question."""


class Reasons(QObject):
    """Stands beside a session; a reason belongs to the revision that was done last, and to whoever did it.

    Signals:
        wanted: the question, as long as it can be answered, and whether somebody wants to answer it at once; an empty one
            when it cannot be answered any more.
    """

    wanted = Signal(str, bool)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._revision = ""
        self._before: Mapping[str, Entry] = {}  # as it was before the first letter of this revision
        self._waits = ""  # the question, until the field is left
        self._asked_of = ""  # the revision of which it is asked
        self._last: Revision | None = None
        self._is_offered = False
        session.changed.connect(self._take)
        session.rested.connect(self._rest)
        session.person_changed.connect(lambda _person: self.forget())

    @property
    def question(self) -> str:
        """What is asked at this moment, in the language of the screen; empty for nothing."""
        asked = self._last is not None and self._last.id == self._asked_of
        return self._question(self._last, self._session.submission.entries) if asked and self._last is not None else ""

    @property
    def asked_of(self) -> str:
        """The id of the revision that a reason would be kept with at this moment, empty for none."""
        return self._asked_of

    @contextmanager
    def offered(self) -> Iterator[None]:
        """Ask nothing of what is taken away meanwhile: whoever tells of it offers to `ask`, beside the way to undo it."""
        self._is_offered = True
        try:
            yield
        finally:
            self._is_offered = False

    def ask(self) -> None:
        """Ask what is to be asked at this moment: somebody wants to say it."""
        if question := self.question:
            self.wanted.emit(question, True)

    def forget(self) -> None:
        """Ask no more: somebody else speaks, or the revision must not change any more."""
        self._revision = self._waits = ""
        if self._asked_of:
            self._asked_of = ""
            self.wanted.emit("", False)

    def say(self, why: str) -> bool:
        """Keep a reason with what was done. Returns whether it is in the file."""
        session = self._session
        try:
            told = session.file.say_why(self._asked_of, why, session.person) if self._asked_of else None
        except UserError as problem:
            session.failed.emit(problem.message)
            return False
        if told is None:
            return False
        self.forget()
        # Nothing is said otherwise than before; the history has another line.
        session.changed.emit(Update(told._replace(changes=()), session.submission, session.submission))
        return True

    def _take(self, update: Update) -> None:
        revision = update.revision
        if revision is None or not revision.changes:
            return
        if revision.id != self._revision:
            self.forget()
            self._revision, self._before = revision.id, update.before.entries
        self._last = revision
        question = self._question(revision, update.after.entries) if revision.type == "edit" else ""
        self._waits = question
        if not self._session.is_typed(revision.id):
            self._rest()

    def _rest(self) -> None:
        if self._waits and self._revision:
            question, self._waits = self._waits, ""
            self._asked_of = self._revision
            if not self._is_offered:
                self.wanted.emit(question, False)

    def _question(self, revision: Revision, now: Mapping[str, Entry]) -> str:
        """Return what is asked of a revision, empty for nothing; of a stay in a field it is the whole that counts."""
        changes = [self._whole(each, now) for each in revision.changes]
        if not takes_away(changes, self._before):
            return ""
        entries = {each.entry_id for each in changes}
        entry = self._before.get(next(iter(entries)))
        if len(entries) > 1 or entry is None:
            return _("Why was text removed?")
        from desktop.record.values import short_title

        catalogue = self._session.catalogue
        name = short_title(entry, catalogue, MOST_OF_NAME)
        if entry.id not in now:
            return _("Why was “{name}” removed?").format(name=name)
        kind = catalogue.kinds.get(entry.kind)
        keys = {each.field for each in changes}
        label = next((_(field.label) for field in kind.fields if field.key in keys), "") if kind else ""
        return _("Why was “{field}” emptied?").format(field=label or name)

    def _whole(self, change: Change, now: Mapping[str, Entry]) -> Change:
        was, is_now = self._before.get(change.entry_id), now.get(change.entry_id)
        if change.field == ENTRY_ITSELF or was is None or is_now is None:
            return change
        return change._replace(old=was.value(change.field), new=is_now.value(change.field))
