"""What leaves the building, and what stays."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.catalogue.field_translations import MARK
from desktop.i18n.translation import N_, ngettext
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Answer, Entry, Value
from desktop.record.history import ENTRY_ITSELF, Change, Message, Revision
from desktop.record.submission import Submission
from desktop.record.unaccepted import is_key
from desktop.record.values import title_of

_TWIN = re.compile(f"(.+){MARK}[a-z]{{2,3}}")


def released(submission: Submission, catalogue: Catalogue, *, signed: bool) -> Submission:
    """Return the submission without what does not leave.

    Internal answers and private evidence stay in the file, and so do links to that evidence; contact data leave with a
    signed package only. Files that nothing released speaks of stay too, and so does what the forms have no field for:
    nobody can tell any more whether it was meant to leave. An answer of an earlier cycle has its field, which the
    forms keep with what was said of its release. What was typed and is not accepted stays.
    """
    staying = {entry.id for entry in submission.entries.values() if _stays(entry, catalogue)}
    entries: dict[str, Entry] = {}
    files: set[str] = set()
    for entry in submission.entries.values():
        if entry.id in staying:
            continue
        answers: dict[str, Answer] = {}
        for key, answer in entry.answers.items():
            field = _field(catalogue, entry.kind, key)
            value = None if field is None else _leaving(field, answer.value, signed, staying)
            if field is not None and value is not None:
                answers[key] = answer if value == answer.value else replace(answer, value=value)
                if field.type == "file":
                    files.add(str(value))
        entries[entry.id] = replace(entry, answers=answers, typed={})
    attachments = {key: file for key, file in submission.attachments.items() if key in files}
    return Submission(submission.id, entries, attachments)


def released_revisions(
    revisions: Iterable[Revision], submission: Submission, catalogue: Catalogue, *, signed: bool
) -> list[Revision]:
    """Return the history without what does not leave; a revision of which nothing is left is left out.

    Earlier wordings of what leaves, and entries that were removed since, are part of it, so it leaves only when somebody
    chose that. The history of an entry that was removed since is kept by what its fields are; whatever was private
    evidence at any time stays. What a revision was called stays as well where it could name something that stays.
    """
    revisions = list(revisions)
    kinds, private = _seen(revisions)
    private |= {entry.id for entry in submission.entries.values() if _stays(entry, catalogue)}
    kinds |= {entry.id: entry.kind for entry in submission.entries.values()}
    files = released(submission, catalogue, signed=signed).attachments
    kept: list[Revision] = []
    called: set[str] = set()
    for revision in revisions:
        changes = []
        for change in revision.changes:
            kind = kinds.get(change.entry_id, "")
            if change.entry_id in private or is_key(change.field) or kind not in catalogue.kinds:
                continue
            if change.field == ENTRY_ITSELF:
                changes.append(change)
                continue
            field = _field(catalogue, kind, change.field)
            if field is None:
                continue
            old, new = (None if v is None else _leaving(field, v, signed, private) for v in (change.old, change.new))
            if old != new:
                changes.append(Change(change.entry_id, change.field, old, new))
        if not changes:
            continue
        whole = tuple(changes) == revision.changes and (not revision.undoes or revision.undoes in called)
        if (
            whole
            and revision.type in _TOLD
            and not any(_names_what_stays(each, kinds, catalogue, signed, files) for each in changes)
        ):
            called.add(revision.id)
        message = revision.message if revision.id in called else _unnamed(revision.type)
        kept.append(replace(revision, message=message, changes=tuple(changes)))
    # A revision that takes back one that is not told of would point to nothing.
    told = {revision.id for revision in kept}
    return [revision for revision in kept if not revision.undoes or revision.undoes in told]


_TOLD = ("create", "edit", "attach", "undo", "redo")
"""Types of revisions that may keep what they were called; the others name files of somebody's computer."""


def _names_what_stays(
    change: Change, kinds: dict[str, str], catalogue: Catalogue, signed: bool, files: Container[str]
) -> bool:
    """Tell whether the message of a revision with this change may name a file or a title that does not leave."""
    kind = catalogue.kinds[kinds[change.entry_id]]
    title = _field(catalogue, kind.key, kind.title_field)
    if title is not None and _held(title, signed):
        return True
    field = None if change.field == ENTRY_ITSELF else _field(catalogue, kind.key, change.field)
    return (
        field is not None
        and field.type == "file"
        and any(value is not None and str(value) not in files for value in (change.old, change.new))
    )


def _unnamed(revision_type: str) -> Message:
    """Return what a revision is called whose own message stays in the file."""
    return {
        "create": Message(N_("Create the submission")),
        "import": Message(N_("Import entries")),
        "attach": Message(N_("Attach a file")),
    }.get(revision_type, Message(N_("Change an entry")))


def _seen(revisions: Iterable[Revision]) -> tuple[dict[str, str], set[str]]:
    kinds: dict[str, str] = {}
    private: set[str] = set()
    for revision in revisions:
        for change in revision.changes:
            if change.field == ENTRY_ITSELF:
                for row in (change.old, change.new):
                    if isinstance(row, list) and row and isinstance(row[0], dict):
                        kinds[change.entry_id] = str(row[0].get("kind", ""))
            elif change.field == "private" and True in (change.old, change.new):
                private.add(change.entry_id)
    return kinds, {entry_id for entry_id in private if kinds.get(entry_id, "evidence") == "evidence"}


def _stays(entry: Entry, catalogue: Catalogue) -> bool:
    return entry.kind not in catalogue.kinds or (entry.kind == "evidence" and entry.value("private") is True)


def _field(catalogue: Catalogue, kind: str, key: str) -> FormField | None:
    """Return the field of an answer; the text in another language leaves as its field does, in use or not."""
    definition = catalogue.kinds.get(kind)
    if definition is None:
        return None
    fields = {field.key: field for field in definition.fields}
    twin = _TWIN.fullmatch(key)
    return fields.get(key) or (fields.get(twin[1]) if twin else None)


def _leaving(field: FormField, value: Value, signed: bool, staying: Container[str]) -> Value | None:
    if _held(field, signed):
        return None
    if field.type == "rows" and isinstance(value, list):
        shown = {column.key for column in field.columns if not _held(column, signed)}
        rows = [{k: v for k, v in row.items() if k in shown} for row in value if isinstance(row, dict)]
        return [row for row in rows if row] or None
    if field.type == "links" and isinstance(value, list):
        return [each for each in value if isinstance(each, str) and each not in staying] or None
    return value


def _held(field: FormField, signed: bool) -> bool:
    return field.release == "internal" or (field.release == "on_signing" and not signed)


@dataclass(frozen=True)
class Personal:
    """A piece of contact data: whose entry it stands in, which field, and what is written there."""

    entry_id: str
    kind: str
    name: str
    field: str
    text: str


def personal_data(submission: Submission, catalogue: Catalogue) -> list[Personal]:
    """Return the contact data that leave with a signed package, entry by entry, in the language spoken."""
    found: list[Personal] = []
    for kind in catalogue.kinds.values():
        for entry in submission.of_kind(kind.key):
            if not _stays(entry, catalogue):
                found += [
                    Personal(entry.id, kind.key, title_of(entry, catalogue), label, text)
                    for label, text in _contacts(entry, kind.fields)
                ]
    return found


def _contacts(entry: Entry, fields: Iterable[FormField]) -> Iterator[tuple[str, str]]:
    for field in fields:
        if field.key not in entry.answers:
            continue
        if field.release == "on_signing":
            yield _(field.label), entry.text(field.key)
            continue
        for column in field.columns:
            if column.release == "on_signing":
                for row in entry.rows(field.key):
                    if row.get(column.key):
                        yield _(column.label), row[column.key]


@dataclass(frozen=True)
class Leaving:
    """One line of what leaves or stays.

    Args:
        leaves: whether it leaves.
        text: in words.
    """

    leaves: bool
    text: str


def leaving(
    submission: Submission, catalogue: Catalogue, *, signed: bool, history: bool | Sequence[Revision] = False
) -> list[Leaving]:
    """Return what would leave with a package, and after it what stays in the file, for a last look before signing.

    Args:
        history: whether the history is to leave; the revisions themselves, for how much of what it holds.
    """
    out = released(submission, catalogue, signed=signed)
    goes: list[str] = []
    stays: list[str] = []
    for kind in catalogue.kinds.values():
        count = len(out.of_kind(kind.key))
        if count and kind.bound != "submission":
            goes.append(_("{kind}: {count}").format(kind=_(kind.plural), count=count))
    people = len(personal_data(submission, catalogue))
    if people and signed:
        text = ngettext(
            "{count} name or address of a contact person leaves with a signed package.",
            "{count} names and addresses of contact persons leave with a signed package.",
            people,
        )
        goes.append(text.format(count=people))
    elif people:
        text = ngettext(
            "{count} name or address of a contact person stays here; it leaves only with a signed package.",
            "{count} names and addresses of contact persons stay here; they leave only with a signed package.",
            people,
        )
        stays.append(text.format(count=people))
    if out.attachments:
        text = ngettext("{count} attached file leaves.", "{count} attached files leave.", len(out.attachments))
        goes.append(text.format(count=len(out.attachments)))
    speakers = {answer.by for entry in out.entries.values() for answer in entry.answers.values() if answer.by}
    if speakers:
        text = _("The machine record says of each answer who gave it, and when: {names}.")
        goes.append(text.format(names=", ".join(sorted(speakers))))
    if history is False:
        stays.append(_("The history stays here: earlier wordings, what was removed, and who did it."))
    else:
        goes.append(
            _(
                "The history of what leaves: every change with its earlier wording, and the names of those who spoke. It "
                "is part of the machine record."
            )
        )
        if history is not True:
            goes += _held_by_history(released_revisions(history, submission, catalogue, signed=signed), submission)
    stays += _staying(submission, catalogue)
    return [*(Leaving(True, text) for text in goes), *(Leaving(False, text) for text in stays)]


def _held_by_history(revisions: Sequence[Revision], submission: Submission) -> Iterator[str]:
    """Tell how much of what is no longer said the history holds, and of whom."""
    changes = [change for revision in revisions for change in revision.changes]
    removed = {each.entry_id for each in changes if each.entry_id not in submission.entries}
    if removed:
        text = ngettext(
            "The history holds {count} entry that was removed.",
            "The history holds {count} entries that were removed.",
            len(removed),
        )
        yield text.format(count=len(removed))
    earlier = sum(
        1 for each in changes if each.field != ENTRY_ITSELF and each.old is not None and each.entry_id not in removed
    )
    if earlier:
        text = ngettext(
            "The history holds {count} earlier wording.", "The history holds {count} earlier wordings.", earlier
        )
        yield text.format(count=earlier)
    if speakers := {revision.by for revision in revisions if revision.by}:
        yield _("The history names: {names}.").format(names=", ".join(sorted(speakers)))


def _staying(submission: Submission, catalogue: Catalogue) -> Iterator[str]:
    notes = sum(
        1
        for entry in submission.entries.values()
        for key in entry.answers
        if (field := _field(catalogue, entry.kind, key)) is not None and field.release == "internal"
    )
    if notes:
        text = ngettext("{count} internal note stays here.", "{count} internal notes stay here.", notes)
        yield text.format(count=notes)
    private = sum(
        1 for entry in submission.entries.values() if entry.kind in catalogue.kinds and _stays(entry, catalogue)
    )
    if private:
        text = ngettext(
            "{count} piece of private evidence stays here.", "{count} pieces of private evidence stay here.", private
        )
        yield text.format(count=private)
