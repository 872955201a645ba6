"""What goes out with a ministry copy: everything, without what is internal in the parts that were not assigned.

Every revision goes along under its id, with what is left of it. Whoever joins the copy later goes by those ids: a revision
that both sides have is nothing new, whatever it holds there, and so what was left out never looks as if it had been
removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.record.assignment import Assignment
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.history import ENTRY_ITSELF, Change, Message, Revision
from desktop.record.internal_kinds import CLEARANCE, COMMENT, INTERNAL_KINDS
from desktop.record.release_rules import left_for_reading, names_itself_openly
from desktop.record.submission import Attachment, Submission, entry_from_row

GO_ALONG = frozenset({COMMENT, CLEARANCE})
"""Internal kinds of which those that belong to an open part go along."""


@dataclass(frozen=True)
class Part:
    """What goes out.

    Args:
        submission: without what is left out.
        revisions: every one, each with what is left of it.
    """

    submission: Submission
    revisions: tuple[Revision, ...]


def part_for(
    assignment: Assignment, submission: Submission, revisions: Iterable[Revision], catalogue: Catalogue
) -> Part:
    """Return what goes out to whoever gets an assignment."""
    revisions = tuple(revisions)
    going = _Going(assignment, submission, revisions, catalogue)
    entries = {entry.id: made for entry in submission.entries.values() if (made := going.entry(entry)) is not None}
    told = tuple(map(going.revision, revisions))
    named = set(_texts(entries.values(), told))
    files: dict[str, Attachment] = {key: file for key, file in submission.attachments.items() if key in named}
    return Part(Submission(submission.id, entries, files), told)


class _Going:
    """Tells of each entry and each change what is left of it."""

    def __init__(
        self, assignment: Assignment, submission: Submission, revisions: tuple[Revision, ...], catalogue: Catalogue
    ) -> None:
        self._catalogue = catalogue
        self._all = {**_removed(revisions, submission), **submission.entries}
        self._open = {
            entry.id
            for entry in self._all.values()
            if entry.kind not in INTERNAL_KINDS and assignment.opens(entry, self._all.get)
        }
        # A comment may stand at an objective that nobody has rated yet.
        self._open |= {
            bound_id(submission.id, "assessment", str(each.number))
            for each in catalogue.objectives
            if assignment.has_kind("assessment") and assignment.has_objective(each.number)
        }
        self._numbers = {str(each.number) for each in catalogue.objectives if assignment.has_objective(each.number)}
        self._along = self._internal_that_go_along()
        private = {each.id for each in self._all.values() if each.value("private") is True}
        self._staying = {entry.id for entry in self._all.values() if self._stays(entry, private)}
        # What is for everybody now was not when it was private: its past stays.
        self._untold = self._staying | {each for each in _ever_private(revisions) if not self._is_whole(each)}

    def entry(self, entry: Entry) -> Entry | None:
        """Return an entry with what is left of it, None where all of it is left out."""
        if entry.id in self._staying:
            return None
        if self._is_whole(entry.id):
            return entry
        answers: dict[str, Answer] = {}
        for key, answer in entry.answers.items():
            value = self._left(entry.kind, key, answer.value)
            if value is not None:
                answers[key] = answer if value == answer.value else answer._replace(value=value)
        return entry._replace(answers=answers, typed={})

    def revision(self, revision: Revision) -> Revision:
        """Return a revision with what is left of it."""
        changes = tuple(made for change in revision.changes if (made := self._change(change)) is not None)
        if changes == revision.changes and all(map(self._may_be_named, changes)):
            return revision
        if revision.type == "join":
            return revision._replace(changes=changes)  # it names the file that was joined, and counts what came with it
        # Its own message may name what is left out.
        return revision._replace(message=Message("Change what is not in this copy"), changes=changes)

    def _change(self, change: Change) -> Change | None:
        if change.entry_id in self._untold:
            return None
        if self._is_whole(change.entry_id) or change.field == ENTRY_ITSELF:
            return change
        entry = self._all.get(change.entry_id)
        if entry is None:
            return None
        old, new = (
            None if each is None else self._left(entry.kind, change.field, each) for each in (change.old, change.new)
        )
        if old is None and new is None:
            return None
        return Change(change.entry_id, change.field, old, new)

    def _left(self, kind: str, field: str, value: Value) -> Value | None:
        return left_for_reading(self._catalogue, kind, field, value, self._staying)

    def _may_be_named(self, change: Change) -> bool:
        """Whether what a revision is called may name the entry of a change."""
        entry = self._all.get(change.entry_id)
        if entry is None or self._is_whole(entry.id):
            return entry is not None
        return names_itself_openly(self._catalogue, entry.kind)

    def _is_whole(self, entry_id: str) -> bool:
        return entry_id in self._open or entry_id in self._along

    def _stays(self, entry: Entry, private: set[str]) -> bool:
        if entry.kind in INTERNAL_KINDS:
            return entry.id not in self._along
        if entry.id in self._open:
            return False
        return entry.kind not in self._catalogue.kinds or (entry.kind == "evidence" and entry.id in private)

    def _internal_that_go_along(self) -> set[str]:
        """Return what the team keeps for its work that belongs to an open part, and what belongs to that."""
        waiting = [entry for entry in self._all.values() if entry.kind in GO_ALONG]
        found: set[str] = set()
        while True:
            more = {entry.id for entry in waiting if entry.id not in found and self._belongs(entry, found)}
            if not more:
                return found
            found |= more

    def _belongs(self, entry: Entry, found: set[str]) -> bool:
        named = {part for said in _values(entry) for part in said.split("/")} | {*entry.key.split("/")}
        of_objective = entry.kind == CLEARANCE and entry.key.rpartition("/")[2] in self._numbers
        return of_objective or not named.isdisjoint(self._open) or not named.isdisjoint(found)


def _removed(revisions: Iterable[Revision], submission: Submission) -> Mapping[str, Entry]:
    """Return the entries that are not there any more, as they were before they were removed."""
    gone: dict[str, Entry] = {}
    for revision in revisions:
        goes = {change.entry_id for change in revision.changes if change.removes_entry}
        for change in revision.changes:
            entry_id = change.entry_id
            if entry_id in submission.entries or entry_id in goes:
                continue
            if change.creates_entry:
                gone[entry_id] = entry_from_row(entry_id, change.new)
            elif entry_id in gone and change.field != ENTRY_ITSELF:
                answer = None if change.new is None else Answer(change.new)
                gone[entry_id] = gone[entry_id].answered(change.field, answer)
        for change in revision.changes:
            if change.removes_entry and change.entry_id not in {**gone, **submission.entries}:
                gone[change.entry_id] = entry_from_row(change.entry_id, change.old)
    return gone


def _ever_private(revisions: Iterable[Revision]) -> set[str]:
    return {
        change.entry_id
        for revision in revisions
        for change in revision.changes
        if change.field == "private" and True in (change.old, change.new)
    }


def _texts(entries: Iterable[Entry], revisions: Iterable[Revision]) -> Iterable[str]:
    for entry in entries:
        yield from (answer.value for answer in entry.answers.values() if isinstance(answer.value, str))
    for revision in revisions:
        for change in revision.changes:
            yield from (value for value in (change.old, change.new) if isinstance(value, str))


def _values(entry: Entry) -> Iterable[str]:
    for answer in entry.answers.values():
        if isinstance(answer.value, str):
            yield answer.value
        elif isinstance(answer.value, list):
            yield from (each for each in answer.value if isinstance(each, str))
