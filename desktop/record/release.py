"""What is included in a package, and what is left out."""

from __future__ import annotations

from collections.abc import Container

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.unicode_form import thinned
from desktop.record.cleared_part import ClearedPart
from desktop.record.entry import Answer, Entry
from desktop.record.internal_kinds import CLEARANCE
from desktop.record.kept_back import NOTHING, KeptBack, kept_back
from desktop.record.memoization import EntryChange
from desktop.record.release_rules import Fields, is_staying, keeps, kept_otherwise, links_of, thinned_value, what_leaves
from desktop.record.submission import Submission


def released(submission: Submission, catalogue: Catalogue, *, signed: bool) -> Submission:
    """Return the submission without what does not leave.

    Internal answers and private evidence stay in the file, and so do links to that evidence; contact data leave with a
    signed package only. Files that nothing released speaks of stay too, and so does what the forms have no field for:
    nobody can tell any more whether it was meant to leave. An answer of an earlier cycle has its field, which the
    forms keep with what was said of its release. What was typed and is not accepted stays, and so does what the team
    keeps back itself: answers, whole entries with the links to them, and the names of who gave answers.
    """
    fields = Fields(catalogue)
    kept = kept_back(submission)
    staying = {entry.id for entry in submission.entries.values() if is_staying(entry, catalogue, kept, submission.id)}
    entries: dict[str, Entry] = {}
    files: set[str] = set()
    for entry in submission.entries.values():
        if entry.id not in staying:
            entries[entry.id], named = released_entry(entry, fields, signed, staying, kept)
            files.update(named)
    attachments = {
        key: file if file.name.isascii() else file._replace(name=thinned(file.name))
        for key, file in submission.attachments.items()
        if key in files
    }
    return Submission(submission.id, entries, attachments, _published(submission, catalogue))


def _published(submission: Submission, catalogue: Catalogue) -> tuple[ClearedPart, ...]:
    """Return all that is ever told of clearances outside the file; their notes, steps and scans stay in it."""
    if not submission.of_kind(CLEARANCE):
        return submission.cleared  # of what is released already, what left with it
    from desktop.record.released_clearance import published

    return published(submission, catalogue)


class Releasing:
    """Tells of one entry after the other what leaves of it with a signed package, for whoever follows the entries."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._fields = Fields(catalogue)
        self._kept = NOTHING
        self._submission = ""

    def read(self, submission: Submission, changes: list[EntryChange]) -> list[EntryChange]:
        """Take notice of what is kept back in a submission; returns the changes, with the entries of which that differs."""
        before, self._kept = self._kept, kept_back(submission)
        self._submission = submission.id
        return [*changes, *kept_otherwise(submission, changes, before, self._kept)]

    def stays(self, entry: Entry) -> bool:
        """Whether nothing of an entry leaves."""
        return is_staying(entry, self._catalogue, self._kept, self._submission)

    def links(self, entry: Entry | None) -> set[str]:
        """Return all that an entry links to: what leaves of it depends on whether that stays."""
        return links_of(entry, self._fields)

    def left(self, entry: Entry, staying: Container[str]) -> Entry:
        """Return an entry without what does not leave; `staying` are the ids of those of which nothing does."""
        return released_entry(entry, self._fields, True, staying, self._kept)[0]


def released_entry(
    entry: Entry, fields: Fields, signed: bool, staying: Container[str], kept: KeptBack
) -> tuple[Entry, list[str]]:
    """Return an entry without what does not leave, and the files that are named in what is left."""
    answers: dict[str, Answer] = {}
    files: list[str] = []
    for key, answer in entry.answers.items():
        field = None if keeps(kept, entry.kind, entry.id, key) else fields.field(entry.kind, key)
        value = None if field is None else what_leaves(field, answer.value, signed, staying)
        if field is not None and value is not None:
            value = thinned_value(value)
            by = "" if answer.by in kept.people else thinned(answer.by)
            answers[key] = answer if (value, by) == (answer.value, answer.by) else answer._replace(value=value, by=by)
            if field.type == "file":
                files.append(str(value))
    return entry._replace(key=fields.key(entry), answers=answers, typed={}), files
