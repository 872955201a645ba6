"""Edit entries: answer a field, add an entry, take one away, undo and redo.

Each revision is one transaction with its history, and its message says what it does, since that is what "Undo …" shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import N_
from desktop.record.entry import Entry, Value, tidy
from desktop.record.history import Message, Revision
from desktop.record.history_labels import entry_name, field_reference, kinds_reference
from desktop.record.unaccepted import key_of
from desktop.store.file import SubmissionFile


class Edit(NamedTuple):
    """What somebody wrote into one field, whether or not it is in the file yet.

    Args:
        entry: the entry that it belongs to; of a bound kind it need not be in the file.
        value: the answer, None for none.
        typed: what was typed and the field does not accept, None when there is no such thing.
        by: who wrote it.
        under: of what is said in a workshop the objective under which its entry is added, see `say`; None for every other.
    """

    entry: Entry
    field: str
    value: Value | None
    typed: Value | None = None
    by: str = ""
    under: int | None = None


def write(file: SubmissionFile, catalogue: Catalogue, edit: Edit, *, continues: str = "") -> Revision | None:
    """Write down an edit, see `answer` and, for what is said in a workshop, `say`."""
    if edit.under is not None:
        from desktop.operations.say import say

        return say(file, catalogue, edit, continues=continues)
    return answer(
        file, catalogue, edit.entry, edit.field, edit.value, by=edit.by, typed=edit.typed, continues=continues
    )


def answer(
    file: SubmissionFile,
    catalogue: Catalogue,
    entry: Entry,
    field: str,
    value: Value | None,
    *,
    by: str = "",
    typed: Value | None = None,
    continues: str = "",
) -> Revision | None:
    """Give, change or clear one answer. Returns None when nothing changed.

    What is written breaks no rule of the file even where it breaks a limit of the form: a text that is still too
    short must not be lost because it is too short. The limits are shown at the field and checked before signing.

    Args:
        typed: what was typed and the field does not accept; it is kept beside the answer until it is mended or cleared.
        continues: the revision of the same stay in the field, which this one goes on with; see `SubmissionFile.transaction`.
    """
    kind = catalogue.kind(entry.kind)
    value, typed = tidy(value), tidy(typed)
    names = {"field": field_reference(kind, field), "name": entry_name(entry, catalogue)}
    message = Message(N_("Change “{field}” of {name}"), names)
    with file.transaction("edit", message, by, continues=continues) as unit:
        if kind.bound is not None and not (value is None and typed is None):
            unit.ensure(entry.kind, entry.key)
        if kind.bound is None or unit.has(entry.id):
            unit.set(entry.id, field, value)
            unit.set(entry.id, key_of(field), typed)
    return unit.done


def take_up(
    file: SubmissionFile,
    catalogue: Catalogue,
    entry: Entry,
    answers: Mapping[str, Value | None],
    *,
    named: str,
    by: str = "",
) -> Revision | None:
    """Give, change or clear several answers of an entry of a free kind in one revision, which is called by one of them.

    Args:
        named: the key of the field that the revision is called by.
    """
    names = {"field": field_reference(catalogue.kind(entry.kind), named), "name": entry_name(entry, catalogue)}
    with file.transaction("edit", Message(N_("Change “{field}” of {name}"), names), by) as unit:
        for field, value in answers.items():
            unit.set(entry.id, field, tidy(value))
    return unit.done


def confirm(file: SubmissionFile, catalogue: Catalogue, entry: Entry, field: str, *, by: str = "") -> Revision | None:
    """Say an answer again as it is: somebody looked at it, and it still holds."""
    names = {"field": field_reference(catalogue.kind(entry.kind), field), "name": entry_name(entry, catalogue)}
    with file.transaction("edit", Message(N_("Confirm “{field}” of {name}"), names), by) as unit:
        unit.confirm(entry.id, field)
    return unit.done


def add(
    file: SubmissionFile,
    catalogue: Catalogue,
    kind: str,
    answers: Mapping[str, Value],
    *,
    by: str = "",
) -> tuple[str, Revision | None]:
    """Add an entry of a free kind with its first answers. Returns its id and the revision."""
    message = Message(N_("Add an entry to {place}"), {"place": kinds_reference(catalogue.kind(kind))})
    with file.transaction("edit", message, by) as unit:
        entry_id = unit.add(kind, {key: tidied for key, v in answers.items() if (tidied := tidy(v)) is not None})
    return entry_id, unit.done


def remove(file: SubmissionFile, catalogue: Catalogue, entry: Entry, *, by: str = "") -> Revision | None:
    """Take an entry away with all its answers; undo brings it back whole."""
    message = Message(N_("Remove {name}"), {"name": entry_name(entry, catalogue)})
    with file.transaction("edit", message, by) as unit:
        unit.remove(entry.id)
    return unit.done


def undo(file: SubmissionFile, *, by: str = "") -> Revision | None:
    """Take back the last revision that has not been taken back. Returns None when there is none."""
    return file.undo(by)


def take_back(file: SubmissionFile, revision: str, *, by: str = "") -> Revision | None:
    """Take back a revision that may not be the last one. Returns None when nothing of it stands any more."""
    return file.take_back(revision, by)


def redo(file: SubmissionFile, *, by: str = "") -> Revision | None:
    """Do again what was undone last. Returns None when there is nothing to redo."""
    return file.redo(by)
