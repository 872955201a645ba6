"""The open submission as the window knows it: what it says now, who is speaking, and every change to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.operations import edit, forms_in_use
from desktop.operations.edit import Edit
from desktop.record.entry import Entry, Value
from desktop.record.history import Message, Revision
from desktop.record.people import PERSON, label_of, people_of, person_of, renamed
from desktop.record.submission import Submission
from desktop.record.unaccepted import field_of
from desktop.record.update import Update
from desktop.store.file import SubmissionFile
from desktop.ui.drafts import Drafts
from desktop.ui.list_habits import ListHabits
from desktop.ui.objective_order import ObjectiveOrder
from desktop.ui.reasons import Reasons
from desktop.ui.saving import Saving

if TYPE_CHECKING:
    from desktop.catalogue.packs import DataPack
    from desktop.catalogue.releases import Spot
    from desktop.operations.back_to import Moment, Scope
    from desktop.record.assignment import Assignment
    from desktop.record.restoring import Restoring
    from desktop.ui.workshop.state import WorkshopState


class Session(QObject):
    """One open submission file.

    Pages read `submission`, a frozen picture, and change it through the methods here only. Each change is in the
    file before the method returns; `changed` then tells every page, with the entries that it changed.

    What was pressed and cannot be written is told by `failed`. What was typed comes through `keep`: it waits in
    `saving` until it can be written, and no box is shown for it.

    Attributes:
        saving: what stands on the screen and is not in the file yet.
        reasons: asks why something was taken away.
        order: in which order the objectives are shown.
        lists: in which order lists stand, and how much room they have.
        is_closed: whether the file was let go.
        workshop: what the workshop knows beside the file, once one was begun.
        checks_spelling: whether long texts are checked, see `spelling`.
        is_prepared: whether somebody has begun to see to backup and search, see `SubmissionFile.prepare`.

    Signals:
        changed: an `Update`; the submission is already the new one.
        failed: the sentence of a `UserError` error; the submission is as it was.
        person_changed: who is speaking now.
        key_chosen: another key file signs, see `key_file`.
        rested: nothing is typed at this moment.
        forms_changed: the submission uses other forms now, in `catalogue`; every page has to be built anew.
        spelling_changed: the spell check was turned on or off.
        prepared: backup and search were seen to, and `new_warnings` may have more.
        leaving: what is being typed in a window that stands before the page is written down now.
        closing: the file is let go now.
    """

    changed = Signal(object)
    failed = Signal(str)
    person_changed = Signal(str)
    key_chosen = Signal()
    rested = Signal()
    forms_changed = Signal()
    spelling_changed = Signal()
    prepared = Signal()
    leaving = Signal()
    closing = Signal()

    def __init__(
        self,
        file: SubmissionFile,
        catalogue: Catalogue,
        parent: QObject | None = None,
        *,
        submission: Submission | None = None,
    ) -> None:
        """Take over an open file; `submission` is what it says, where it has been read already."""
        super().__init__(parent)
        self.file = file
        self.catalogue = catalogue
        self.submission: Submission = file.read() if submission is None else submission
        self.saving = Saving(self._keep, self)
        self.reasons = Reasons(self)
        self.order = ObjectiveOrder(self)
        self.lists = ListHabits(self)
        self.drafts = Drafts(self)
        self.key_file: Path | None = None
        self.person_changed.connect(self._hand_drafts)
        self.is_prepared = False
        self.checks_spelling = True
        self.is_closed = False
        self.workshop: WorkshopState | None = None
        self.added = ""  # the entry that was begun last
        self._told_warnings = 0
        self.prepared.connect(self._tell_altered)
        self._person = ""
        self._member = ""  # the entry of the team of who is speaking
        self._looked_at: tuple[Entry, Submission, str] | None = None
        self._stay = ("", "")  # the last stay in a field of which something was written, and its revision
        self._forms_of = forms_in_use.decides_forms(self.submission)

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.file.path

    def choose_key(self, path: Path | None) -> None:
        """Say which key file signs from now on, None for a card or token; this computer remembers where it lies."""
        if path != self.key_file:
            self.key_file = path
            self.key_chosen.emit()

    @property
    def person(self) -> str:
        """The name of the person who is speaking; empty when nobody was named."""
        return self._person

    def speak_as(self, person: str) -> None:
        """Say who is speaking from now on, by what stands in the history for a person, see `people.label_of`."""
        if person != self._person:
            self._person = person
            member = person_of(person, self.submission)
            self._member = member.id if member else ""
            self.person_changed.emit(person)

    @property
    def speaker(self) -> tuple[str, str]:
        """Who is speaking, to be asked for again: the name, and the id of the entry in the team, empty for none."""
        return self._person, self._member

    def speak_again(self, speaker: tuple[str, str]) -> None:
        """Go on as somebody who was speaking before, whatever the team calls that person now."""
        name, member_id = speaker
        everybody = people_of(self.submission)
        member = next((each for each in everybody if each.id == member_id), None)
        self.speak_as(label_of(member, everybody) if member is not None else name)

    def _follow_speaker(self) -> None:
        """Go on with the same person, when the team knows that person by another name or with another one beside."""
        everybody = people_of(self.submission)
        member = next((each for each in everybody if each.id == self._member), None)
        if member is None:
            member = person_of(self._person, self.submission) if self._person else None
            self._member = member.id if member else ""
        if member is not None:
            self.speak_as(label_of(member, everybody))

    def _hand_drafts(self, person: str) -> None:
        """Let whoever says the name find what that person has begun; in a workshop one person writes for all who speak."""
        if self.workshop is None or not self.workshop.is_running:
            self.drafts.write_as(person)

    def check_spelling(self, wanted: bool) -> None:
        """Turn the spell check on or off."""
        if wanted != self.checks_spelling:
            self.checks_spelling = wanted
            self.spelling_changed.emit()

    def _tell_altered(self) -> None:
        """Let the pages that check tell of attached files that are not what they were: nothing else is."""
        if self.file.altered and not self.is_closed:
            self.changed.emit(Update(None, self.submission, self.submission))

    def new_warnings(self) -> list[str]:
        """Return what is to be known of the file and was not told yet."""
        told, self._told_warnings = self._told_warnings, len(self.file.warnings)
        return self.file.warnings[told:]

    def entry(self, entry_id: str) -> Entry | None:
        """Return an entry as it is now, None when it is gone."""
        return self.submission.entries.get(entry_id)

    @property
    def assignment(self) -> Assignment | None:
        """What this file was handed out for, None where it is no ministry copy."""
        return self.file.assignment

    def why_closed(self, entry: Entry) -> str:
        """Return in a sentence why an entry can only be read in this file, empty where it can be written in."""
        if self.assignment is None:
            return ""
        known = self._looked_at
        # Every field of a form asks for the same entry.
        if known is None or known[0] is not entry or known[1] is not self.submission:
            closed = _("This copy was handed out for other parts. You can read this part here, but not change it.")
            why = "" if self._is_open(entry) else closed
            self._looked_at = known = (entry, self.submission, why)
        return known[2]

    def _is_open(self, entry: Entry) -> bool:
        assert self.assignment is not None
        if self.assignment.opens(entry, self.submission.entry):
            return True
        return self.assignment.may_be_new(entry) and self.file.is_open(entry)

    def may_add(self, kind: str, objective: int = 0) -> bool:
        """Whether entries of a kind may be added in this file, to an objective where one is named."""
        given = self.assignment
        return given is None or (given.has_kind(kind) and (not objective or given.has_objective(objective)))

    def objective_of_new(self, objective: int = 0) -> int:
        """Return the objective that a new entry names from the start, 0 for none: the only one that is open, where that is so."""
        if not objective and self.assignment is not None and len(self.assignment.objectives) == 1:
            return self.assignment.objectives[0]
        return objective

    def answer(self, entry: Entry, field: str, value: Value | None) -> bool:
        """Give, change or clear one answer. Returns whether it is in the file."""
        done = self._do(lambda: edit.answer(self.file, self.catalogue, entry, field, value, by=self._person))
        if done:
            self.saving.settled(entry.id, field)
        return done

    def keep(self, entry: Entry, field: str, value: Value | None, typed: Value | None = None, stay: str = "") -> bool:
        """Write down what stands in a field. Returns whether it is in the file; else it waits and is tried again.

        Args:
            typed: what was typed there and is not accepted.
            stay: the stay in the field that goes on; all that is written in one is one revision. Empty when it was pressed.
        """
        return self._keep(Edit(entry, field, value, typed, self._person), stay)

    def say(self, statement: Edit, stay: str) -> bool:
        """Write down what is said in a workshop while it is being typed. Returns whether it is in the file; else it waits."""
        return self._keep(statement, stay)

    def _keep(self, written: Edit, stay: str) -> bool:
        entry = written.entry
        if written.under is None and not self._is_bound(entry) and self.entry(entry.id) is None:
            self.saving.settled(entry.id)  # somebody took it away
            return True
        written = written._replace(entry=self.entry(entry.id) or entry)
        goes_on = self._stay[1] if stay and self._stay[0] == stay else ""
        try:
            revision = edit.write(self.file, self.catalogue, written, continues=goes_on)
        except UserError as problem:
            self.saving.wait(written, stay, problem.message)
            return False
        except Exception:
            self.saving.wait(written, stay, _("Something went wrong in Pledgebook."))
            raise
        if revision is not None:
            self._stay = (stay, revision.id)
        waited = self.saving.waiting_at(entry.id, written.field) is not None
        self.saving.settled(entry.id, written.field)
        if revision is not None:
            self._take(revision, typing=bool(stay))
        elif waited:
            self._read_again(entry)
        return True

    def _read_again(self, entry: Entry) -> None:
        """Believe the file: what was told to have failed may stand in it all the same, when the disk answered late."""
        before, self.submission = self.submission, self.file.read()
        if self.entry(entry.id) is not None:
            self.changed.emit(Update(None, before, self.submission))

    def end_stay(self) -> None:
        """Let what is typed from now on be a revision of its own: the last one stands in a copy now, and must not move on."""
        self._stay = ("", "")
        self.reasons.forget()

    def is_typed(self, revision: str) -> bool:
        """Whether a revision is what was typed last into a field, which may go on."""
        return bool(self._stay[0]) and self._stay[1] == revision

    def rest(self) -> None:
        """Take notice that nothing is typed at this moment; forms that had to wait for it are built anew."""
        if forms_in_use.decides_forms(self.submission) != self._forms_of:
            self._use_forms()
        self.rested.emit()

    def confirm(self, entry: Entry, field: str) -> bool:
        """Say an answer again as it is."""
        return self._do(lambda: edit.confirm(self.file, self.catalogue, entry, field, by=self._person))

    def add(self, kind: str, answers: Mapping[str, Value]) -> str:
        """Add an entry and return its id, empty when it could not be added."""
        made: list[str] = []

        def adding() -> Revision | None:
            entry_id, revision = edit.add(self.file, self.catalogue, kind, answers, by=self._person)
            made.append(entry_id)
            self.added = entry_id  # before anybody shows it
            return revision

        return made[0] if self._do(adding) else ""

    def remove(self, entry: Entry) -> str:
        """Take an entry away and return the id of the revision, empty when it could not be done; undo brings it back."""
        return self._do_known(lambda: edit.remove(self.file, self.catalogue, entry, by=self._person))

    def remove_all(self, entries: Sequence[Entry]) -> str:
        """Take several entries of one kind away, as one revision, and return its id, empty when it could not be done."""
        from desktop.operations import edit_many

        return self._do_known(lambda: edit_many.remove_all(self.file, self.catalogue, entries, by=self._person))

    def set_all(self, entries: Sequence[Entry], field: str, value: Value | None) -> bool:
        """Give one answer to a field of several entries of one kind, as one revision."""
        from desktop.operations import edit_many

        return self._do(lambda: edit_many.set_all(self.file, self.catalogue, entries, field, value, by=self._person))

    def duplicate(self, entry: Entry) -> str:
        """Add a copy of an entry and return its id, empty when it could not be added."""
        from desktop.operations import edit_many

        made: list[str] = []

        def adding() -> Revision | None:
            entry_id, revision = edit_many.duplicate(self.file, self.catalogue, entry, by=self._person)
            made.append(entry_id)
            return revision

        return made[0] if self._do(adding) else ""

    def attach(self, entry: Entry, field: str, path: Path) -> bool:
        """Take a file into the submission and make it the answer of a field."""
        from desktop.operations.attach import attach

        return self._do(lambda: attach(self.file, self.catalogue, entry, field, path, by=self._person))

    def add_files(self, kind: str, field: str, paths: Sequence[Path], answers: Mapping[str, Value]) -> list[str]:
        """Add an entry for each of some files, as one revision. Returns their ids, none where a file cannot be taken."""
        from desktop.operations.attach import add_files

        made: list[str] = []

        def adding() -> Revision | None:
            ids, revision = add_files(self.file, self.catalogue, kind, field, paths, answers, by=self._person)
            made.extend(ids)
            return revision

        return made if self._do(adding) else []

    def use_pack(self, pack: DataPack, releasing: Collection[Spot] = ()) -> bool:
        """Use a data pack from now on; `releasing` names the fields whose answers may leave with it."""
        from desktop.operations import packs

        return self._do(lambda: packs.use_pack(self.file, pack, by=self._person, releasing=releasing))

    def stop_using(self, pack: Entry) -> bool:
        """Use the forms without a data pack again."""
        from desktop.operations import packs

        return self._do(lambda: packs.stop_using(self.file, pack, by=self._person))

    def do(self, revision_of: Callable[[str], Revision | None]) -> bool:
        """Do a revision of an operation, which is given who is speaking. Returns whether it is in the file."""
        return self._do(lambda: revision_of(self._person))

    def undo(self) -> bool:
        """Take back the last revision."""
        return self._do(lambda: edit.undo(self.file, by=self._person))

    def take_back(self, revision: str) -> bool:
        """Take back a revision that may not be the last one."""
        return self._do(lambda: edit.take_back(self.file, revision, by=self._person))

    def go_back(self, different: Restoring, moment: Moment, scope: Scope, why: str = "") -> bool:
        """Make what the preview of going back to a moment tells different. Returns whether it is in the file."""
        from desktop.operations import back_to

        done = self._do(
            lambda: back_to.go_back(self.file, self.catalogue, different, moment, scope, by=self._person, why=why)
        )
        if done:
            self._settle(different)
        return done

    def went_back(self, revision: Revision | None, different: Restoring) -> None:
        """Take over that somebody went back to a moment on another thread."""
        self.done(revision)
        self._settle(different)

    def _settle(self, different: Restoring) -> None:
        for each in different.changes:
            self.saving.settled(each.entry_id, field_of(each.field))

    def mark(self, name: str) -> bool:
        """Name this moment, so that it can be restored. Returns whether it is in the file."""
        from desktop.operations.restore_points import mark

        try:
            mark(self.file, name, by=self._person)
        except UserError as problem:
            self.failed.emit(problem.message)
            return False
        self.end_stay()
        return True

    def redo(self) -> bool:
        """Do again what was taken back last."""
        return self._do(lambda: edit.redo(self.file, by=self._person))

    def done(self, revision: Revision | None) -> None:
        """Take over a revision that an operation did on another thread."""
        if revision is not None:
            self._take(revision)

    def joined(self, revision: Revision | None) -> None:
        """Take over what a contribution brought: its answers bear the names and times that they have there."""
        if revision is None:
            return
        self.end_stay()
        self.saving.outdate_copy()
        before, self.submission = self.submission, self.file.read()
        if forms_in_use.decides_forms(self.submission) != self._forms_of:
            self._use_forms()
        else:
            self.changed.emit(Update(revision, before, self.submission))

    def said(self, message: Message) -> str:
        """Return what a revision did, in the language of the screen, whichever it was done in."""
        from desktop.record.history_labels import HistoryLabels

        return HistoryLabels(self.catalogue).said(message)

    def can_undo(self) -> str:
        """Return what `undo` would take back, in words; empty when there is nothing."""
        return self._said_of(self.file.can_undo)

    def next_undo(self) -> Revision | None:
        """Return the revision that `undo` would take back; None when there is nothing."""
        try:
            return self.file.next_undo()
        except UserError:
            return None

    def can_redo(self) -> str:
        """Return what `redo` would do again, in words; empty when there is nothing."""
        return self._said_of(self.file.can_redo)

    def _said_of(self, ask: Callable[[], Message | None]) -> str:
        try:
            message = ask()
            return self.said(message) if message else ""
        except UserError:
            return ""  # a file that cannot be read at this moment: what is not saved is told elsewhere

    def close(self) -> None:
        """Close the file."""
        self.is_closed = True
        self.closing.emit()
        self.saving.stop()
        self.file.close()

    def _do(self, revision_of: Callable[[], Revision | None]) -> bool:
        try:
            revision = revision_of()
        except UserError as problem:
            self.failed.emit(problem.message)
            return False
        if revision is not None:
            self._take(revision)
        return True

    def _do_known(self, revision_of: Callable[[], Revision | None]) -> str:
        """Do something and return the id of its revision, by which it can be taken back whatever is done after it."""
        made: list[str] = []

        def doing() -> Revision | None:
            revision = revision_of()
            if revision is not None:
                made.append(revision.id)
            return revision

        return made[0] if self._do(doing) and made else ""

    def _take(self, revision: Revision, *, typing: bool = False) -> None:
        self.saving.outdate_copy()
        # Revisions that bring files in are rare; reading them all again is simpler than carrying them along.
        attachments = self.file.attachments() if revision.type in ("attach", "import", "undo", "redo", "join") else ()
        before, self.submission = self.submission, self.submission.after(revision, attachments)
        update = Update(revision, before, self.submission)
        for old, new in update.changes:
            # An entry of a bound kind is only begun and not begun; what waits for it can be written all the same.
            if old is not None and new is None and not self._is_bound(old):
                self.saving.settled(old.id)
        if PERSON in update.kinds:
            self.drafts.rename(renamed(before, self.submission))
            self._follow_speaker()
        # Pages are never built anew below the hands of somebody who types; that waits for `rest`.
        if not typing and forms_in_use.decides_forms(self.submission) != self._forms_of:
            self._use_forms()
        else:
            self.changed.emit(update)

    def _is_bound(self, entry: Entry) -> bool:
        kind = self.catalogue.kinds.get(entry.kind)  # None for what the team keeps for itself, which no form holds
        return bool(kind.bound) if kind is not None else bool(entry.key)

    def _use_forms(self) -> None:
        self._forms_of = forms_in_use.decides_forms(self.submission)
        self.catalogue = forms_in_use.forms_of(self.file)
        self.forms_changed.emit()
