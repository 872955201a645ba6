"""What stands on the screen and is not on the disk yet: being typed at this moment, or not to be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import diagnostics
from desktop.operations.edit import Edit

AGAIN_AFTER = 5000
"""Milliseconds after which what could not be written is tried again by itself."""

Place = tuple[str, str]
"""The id of an entry and the key of a field."""


class Waiting(NamedTuple):
    """An edit that could not be written.

    Args:
        edit: what somebody wrote.
        stay: the stay in the field that it belongs to, see `FieldWidget.stay`.
        reason: why it could not be written, one sentence.
    """

    edit: Edit
    stay: str
    reason: str


class Saving(QObject):
    """Remembers what is not on the disk, so that no text is lost with its field, and tries again until it is.

    Args:
        write: writes an edit of a stay again; whether it is in the file now. It tells this object itself.

    Signals:
        changed: something is typed, waits, or is on the disk now.
        waiting_changed: something waits, or waits no longer; not told of every key, since every field listens.
    """

    changed = Signal()
    waiting_changed = Signal()

    def __init__(self, write: Callable[[Edit, str], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._write = write
        self._typing: set[Place] = set()
        self._waiting: dict[Place, Waiting] = {}
        self._copy = ""
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_AFTER)
        self._again.timeout.connect(self.try_again)

    @property
    def is_typing(self) -> bool:
        """Whether something is typed that was not handed on yet."""
        return bool(self._typing)

    @property
    def is_waiting(self) -> bool:
        """Whether anything could not be written."""
        return bool(self._waiting)

    @property
    def waiting(self) -> list[Waiting]:
        """What could not be written, in the order in which it was typed."""
        return list(self._waiting.values())

    def waiting_at(self, entry_id: str, field: str) -> Waiting | None:
        """Return what could not be written of a field, None when there is no such thing."""
        return self._waiting.get((entry_id, field))

    def reason(self) -> str:
        """Return why something could not be written, empty when nothing waits."""
        return self.waiting[-1].reason if self._waiting else ""

    @property
    def copy(self) -> str:
        """The name of a copy that has everything, with all that waits; empty when there is none, or something came after."""
        return "" if self._typing else self._copy

    def note_copy(self, name: str) -> None:
        """Remember a copy that was just written with all that waits."""
        self._copy = name if self._waiting else ""
        self.changed.emit()

    def outdate_copy(self) -> None:
        """Forget the copy: something came after it that it does not have."""
        self._copy = ""

    def typing(self, entry_id: str, field: str, goes_on: bool) -> None:
        """Take notice that something is typed in a field, or that all of it was handed on."""
        before = self.is_typing
        if goes_on:
            self._typing.add((entry_id, field))
        else:
            self._typing.discard((entry_id, field))
        if self.is_typing != before:
            self.changed.emit()

    def wait(self, edit: Edit, stay: str, reason: str) -> None:
        """Keep an edit that could not be written until it can."""
        before = self._waiting.get((edit.entry.id, edit.field))
        if before is None or (before.edit.value, before.edit.typed) != (edit.value, edit.typed):
            self.outdate_copy()
        self._waiting[edit.entry.id, edit.field] = Waiting(edit, stay, reason)
        if not self._again.isActive():
            self._again.start()
        self.waiting_changed.emit()
        self.changed.emit()

    def settled(self, entry_id: str, field: str = "") -> None:
        """Forget what waits of a field, or of all fields of an entry: it is in the file, or the entry is gone."""
        gone = [place for place in self._waiting if place[0] == entry_id and field in ("", place[1])]
        for place in gone:
            del self._waiting[place]
        if not self._waiting:
            self._again.stop()
            self.outdate_copy()
        if gone:
            self.waiting_changed.emit()
            self.changed.emit()

    def try_again(self) -> bool:
        """Try to write what waits. Returns whether all of it is in the file now."""
        for each in self.waiting:
            try:
                self._write(each.edit, each.stay)
            except Exception as error:
                # It was told as a mistake of ours when it was first met; a box every few seconds would help nobody.
                diagnostics.note("what was typed could not be written", error)
        return not self._waiting

    def stop(self) -> None:
        """Try no longer: the file is closed."""
        self._again.stop()
        self._typing.clear()
        self._waiting.clear()
