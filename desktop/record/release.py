"""What leaves the building, and what stays."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.catalogue.language import gettext as _
from desktop.catalogue.language import ngettext
from desktop.record.entry import Answer, Entry, Value
from desktop.record.history import BEING, Change, Deed
from desktop.record.submission import Submission
from desktop.record.unaccepted import is_key
from desktop.record.values import title_of


def released(submission: Submission, catalogue: Catalogue, *, signed: bool) -> Submission:
    """Return the submission without what does not leave.

    Internal answers and private evidence stay in the file, and so do links to that evidence; contact data leave with a
    signed package only. Files that nothing released speaks of stay too. What the forms have no field for, such as an
    answer of an earlier cycle, leaves. What was typed and is not accepted stays.
    """
    staying = {entry.id for entry in submission.entries.values() if _stays(entry)}
    entries: dict[str, Entry] = {}
    files: set[str] = set()
    for entry in submission.entries.values():
        if entry.id in staying:
            continue
        answers: dict[str, Answer] = {}
        for key, answer in entry.answers.items():
            field = _field(catalogue, entry.kind, key)
            value = answer.value if field is None else _leaving(field, answer.value, signed, staying)
            if value is not None:
                answers[key] = answer if value == answer.value else replace(answer, value=value)
                if field is not None and field.type == "file":
                    files.add(str(value))
        entries[entry.id] = replace(entry, answers=answers, typed={})
    attachments = {key: file for key, file in submission.attachments.items() if key in files}
    return Submission(submission.id, entries, attachments)


def released_deeds(deeds: Iterable[Deed], submission: Submission, catalogue: Catalogue, *, signed: bool) -> list[Deed]:
    """Return the history without what does not leave; a deed of which nothing is left is left out.

    Earlier wordings of what leaves, and entries that were removed since, are part of it. The history of an entry that
    was removed since is kept by what its fields are; whatever was private evidence at any time stays.
    """
    deeds = list(deeds)
    kinds, private = _seen(deeds)
    private |= {entry.id for entry in submission.entries.values() if _stays(entry)}
    kept: list[Deed] = []
    for deed in deeds:
        changes = []
        for change in deed.changes:
            if change.entry_id in private or is_key(change.field):
                continue
            if change.field == BEING:
                changes.append(change)
                continue
            entry = submission.entries.get(change.entry_id)
            kind = entry.kind if entry else kinds.get(change.entry_id, "")
            field = _field(catalogue, kind, change.field)
            if field is None:
                changes.append(change)
                continue
            old, new = (None if v is None else _leaving(field, v, signed, private) for v in (change.old, change.new))
            if old != new:
                changes.append(Change(change.entry_id, change.field, old, new))
        if changes or not deed.changes:
            kept.append(replace(deed, changes=tuple(changes)))
    # A deed that takes back one that is not told of would point to nothing.
    told = {deed.id for deed in kept}
    return [deed for deed in kept if not deed.undoes or deed.undoes in told]


def _seen(deeds: Iterable[Deed]) -> tuple[dict[str, str], set[str]]:
    kinds: dict[str, str] = {}
    private: set[str] = set()
    for deed in deeds:
        for change in deed.changes:
            if change.field == BEING:
                for being in (change.old, change.new):
                    if isinstance(being, list) and being and isinstance(being[0], dict):
                        kinds[change.entry_id] = being[0]["kind"]
            elif change.field == "private" and True in (change.old, change.new):
                private.add(change.entry_id)
    return kinds, {entry_id for entry_id in private if kinds.get(entry_id, "evidence") == "evidence"}


def _stays(entry: Entry) -> bool:
    return entry.kind == "evidence" and entry.value("private") is True


def _field(catalogue: Catalogue, kind: str, key: str) -> FormField | None:
    definition = catalogue.kinds.get(kind)
    if definition is None:
        return None
    return next((field for field in definition.fields if field.key == key), None)


def _leaving(field: FormField, value: Value, signed: bool, staying: Container[str]) -> Value | None:
    if _held(field, signed):
        return None
    if field.type == "rows" and isinstance(value, list):
        hidden = {column.key for column in field.columns if _held(column, signed)}
        rows = [{k: v for k, v in row.items() if k not in hidden} for row in value if isinstance(row, dict)]
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
            if not _stays(entry):
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


def leaving(submission: Submission, catalogue: Catalogue, *, signed: bool) -> list[Leaving]:
    """Return what would leave with a package, and after it what stays in the file, for a last look before signing."""
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
    goes.append(
        _(
            "The history of what leaves: every change with its earlier wording, and the names of those who spoke. It "
            "is part of the machine record."
        )
    )
    stays += _staying(submission, catalogue)
    return [*(Leaving(True, text) for text in goes), *(Leaving(False, text) for text in stays)]


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
    private = sum(1 for entry in submission.entries.values() if _stays(entry))
    if private:
        text = ngettext(
            "{count} piece of private evidence stays here.", "{count} pieces of private evidence stay here.", private
        )
        yield text.format(count=private)
