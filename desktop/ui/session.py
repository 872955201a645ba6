"""The open submission as the window knows it: what it says now, who is speaking, and every change to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.packs import DataPack
from desktop.catalogue.releases import Spot
from desktop.operations import attach as attaching
from desktop.operations import edit, packs
from desktop.record.entry import Entry, Value
from desktop.record.history import Deed
from desktop.record.problems import Known
from desktop.record.retelling import Retelling
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile


class Session(QObject):
    """One open submission file.

    Pages read `submission`, a frozen picture, and change it through the methods here only. Each change is in the
    file before the method returns; `changed` then tells every page, with the deed that was done.

    Signals:
        changed: a `Deed`; the submission is already the new one.
        failed: the sentence of a `Known` error; the submission is as it was.
        person_changed: who is speaking now.
        forms_changed: the submission uses other forms now, in `catalogue`; every page has to be built anew.
    """

    changed = Signal(object)
    failed = Signal(str)
    person_changed = Signal(str)
    forms_changed = Signal()

    def __init__(self, file: SubmissionFile, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self.catalogue = catalogue
        self.submission: Submission = file.read()
        self._person = ""
        self._retelling: Retelling | None = None

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.file.path

    @property
    def person(self) -> str:
        """The name of the person who is speaking; empty when nobody was named."""
        return self._person

    def speak_as(self, person: str) -> None:
        """Say who is speaking from now on."""
        if person != self._person:
            self._person = person
            self.person_changed.emit(person)

    def entry(self, entry_id: str) -> Entry | None:
        """Return an entry as it is now, None when it is gone."""
        return self.submission.entries.get(entry_id)

    def answer(self, entry: Entry, field: str, value: Value | None) -> bool:
        """Give, change or clear one answer. Returns whether it is in the file."""
        return self._do(lambda: edit.answer(self.file, self.catalogue, entry, field, value, by=self._person))

    def confirm(self, entry: Entry, field: str) -> bool:
        """Say an answer again as it is."""
        return self._do(lambda: edit.confirm(self.file, self.catalogue, entry, field, by=self._person))

    def add(self, kind: str, answers: Mapping[str, Value]) -> str:
        """Add an entry and return its id, empty when it could not be added."""
        made: list[str] = []

        def adding() -> Deed | None:
            entry_id, deed = edit.add(self.file, self.catalogue, kind, answers, by=self._person)
            made.append(entry_id)
            return deed

        return made[0] if self._do(adding) else ""

    def remove(self, entry: Entry) -> bool:
        """Take an entry away; undo brings it back."""
        return self._do(lambda: edit.remove(self.file, self.catalogue, entry, by=self._person))

    def attach(self, entry: Entry, field: str, path: Path) -> bool:
        """Take a file into the submission and make it the answer of a field."""
        return self._do(lambda: attaching.attach(self.file, self.catalogue, entry, field, path, by=self._person))

    def use_pack(self, pack: DataPack, releasing: Collection[Spot] = ()) -> bool:
        """Use a data pack from now on; `releasing` names the fields whose answers may leave with it."""
        return self._do(lambda: packs.use_pack(self.file, pack, by=self._person, releasing=releasing))

    def stop_using(self, pack: Entry) -> bool:
        """Use the forms without a data pack again."""
        return self._do(lambda: packs.stop_using(self.file, pack, by=self._person))

    def do(self, deed_of: Callable[[str], Deed | None]) -> bool:
        """Do a deed of an operation, which is given who is speaking. Returns whether it is in the file."""
        return self._do(lambda: deed_of(self._person))

    def undo(self) -> bool:
        """Take back the last deed."""
        return self._do(lambda: edit.undo(self.file, by=self._person))

    def redo(self) -> bool:
        """Do again what was taken back last."""
        return self._do(lambda: edit.redo(self.file, by=self._person))

    def done(self, deed: Deed | None) -> None:
        """Take over a deed that an operation did on another thread."""
        if deed is not None:
            self._take(deed)

    def told(self, label: str) -> str:
        """Return the label of a deed in the language of the screen, whichever it was done in."""
        if self._retelling is None:
            self._retelling = Retelling(self.catalogue)
        return self._retelling.told(label)

    def can_undo(self) -> str:
        """Return what `undo` would take back, in words; empty when there is nothing."""
        return self.told(self.file.can_undo() or "")

    def can_redo(self) -> str:
        """Return what `redo` would do again, in words; empty when there is nothing."""
        return self.told(self.file.can_redo() or "")

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def _do(self, deed_of: Callable[[], Deed | None]) -> bool:
        try:
            deed = deed_of()
        except Known as problem:
            self.failed.emit(problem.message)
            return False
        if deed is not None:
            self._take(deed)
        return True

    def _take(self, deed: Deed) -> None:
        # Deeds that bring files in are rare; reading them all again is simpler than carrying them along.
        attachments = self.file.attachments() if deed.sort in ("attach", "import", "undo", "redo", "join") else ()
        before = packs.decides_forms(self.submission)
        self.submission = self.submission.after(deed, attachments)
        if packs.decides_forms(self.submission) != before:
            self.catalogue = packs.forms_of(self.file)
            self._retelling = None
            self.forms_changed.emit()
        else:
            self.changed.emit(deed)
