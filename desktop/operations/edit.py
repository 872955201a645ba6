"""Edit entries: answer a field, add an entry, take one away, undo and redo.

Each revision is one transaction with its history, and its label says in the person's words what it does, since that
is what "Undo …" shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Kind
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry, Value, tidy
from desktop.record.history import Revision
from desktop.record.unaccepted import key_of
from desktop.record.values import title_of
from desktop.store.file import SubmissionFile


@dataclass(frozen=True)
class Edit:
    """What somebody wrote into one field, whether or not it is in the file yet.

    Args:
        entry: the entry that it belongs to; of a bound kind it need not be in the file.
        value: the answer, None for none.
        typed: what was typed and the field does not accept, None when there is no such thing.
        by: who wrote it.
    """

    entry: Entry
    field: str
    value: Value | None
    typed: Value | None = None
    by: str = ""


def write(file: SubmissionFile, catalogue: Catalogue, edit: Edit, *, continues: str = "") -> Revision | None:
    """Write down an edit, see `answer`."""
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
    label = _("Change “{field}” of {name}").format(field=_label(kind, field), name=title_of(entry, catalogue))
    with file.transaction("edit", label, by, continues=continues) as writing:
        if kind.bound is not None and not (value is None and typed is None):
            writing.ensure(entry.kind, entry.key)
        if kind.bound is None or writing.has(entry.id):
            writing.set(entry.id, field, value)
            writing.set(entry.id, key_of(field), typed)
    return writing.done


def _label(kind: Kind, field: str) -> str:
    # What waited to be written may belong to a field that the forms have lost meanwhile.
    return next((_(each.label) for each in kind.fields if each.key == field), field)


def confirm(file: SubmissionFile, catalogue: Catalogue, entry: Entry, field: str, *, by: str = "") -> Revision | None:
    """Say an answer again as it is: somebody looked at it, and it still holds."""
    kind = catalogue.kind(entry.kind)
    label = _("Confirm “{field}” of {name}").format(field=_(kind.field(field).label), name=title_of(entry, catalogue))
    with file.transaction("edit", label, by) as writing:
        writing.confirm(entry.id, field)
    return writing.done


def add(
    file: SubmissionFile,
    catalogue: Catalogue,
    kind: str,
    answers: Mapping[str, Value],
    *,
    by: str = "",
) -> tuple[str, Revision | None]:
    """Add an entry of a free kind with its first answers. Returns its id and the revision."""
    label = _("Add an entry to {place}").format(place=_(catalogue.kind(kind).plural))
    with file.transaction("edit", label, by) as writing:
        entry_id = writing.add(kind, {key: tidied for key, v in answers.items() if (tidied := tidy(v)) is not None})
    return entry_id, writing.done


def remove(file: SubmissionFile, catalogue: Catalogue, entry: Entry, *, by: str = "") -> Revision | None:
    """Take an entry away with all its answers; undo brings it back whole."""
    label = _("Remove {name}").format(name=title_of(entry, catalogue))
    with file.transaction("edit", label, by) as writing:
        writing.remove(entry.id)
    return writing.done


def undo(file: SubmissionFile, *, by: str = "") -> Revision | None:
    """Take back the last revision that has not been taken back. Returns None when there is none."""
    return file.undo(by)


def redo(file: SubmissionFile, *, by: str = "") -> Revision | None:
    """Do again what was undone last. Returns None when there is nothing to redo."""
    return file.redo(by)
