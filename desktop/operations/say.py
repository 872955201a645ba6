"""Write down what somebody says in a workshop: one line is one entry, and one revision, however often it is written."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import N_
from desktop.operations.edit import Edit
from desktop.record import parking
from desktop.record.entry import Value, tidy
from desktop.record.history import LONGEST_NAME, Message, Parameter, Revision
from desktop.record.history_labels import kinds_reference
from desktop.record.internal_kinds import PARKED
from desktop.store.file import SubmissionFile


def said_in(catalogue: Catalogue, kind: str) -> str:
    """Return the field that a statement of a kind stands in: the title of an entry, the text of a parked point."""
    return parking.TEXT if kind == PARKED else catalogue.kind(kind).title_field


def say(file: SubmissionFile, catalogue: Catalogue, edit: Edit, *, continues: str = "") -> Revision | None:
    """Add what is said under an objective, or go on with it; a statement without text is none, and goes.

    Args:
        edit: its entry need not be in the file; its id is that of what is added.
        continues: the revision that added it, which this one goes on with; see `SubmissionFile.transaction`.
    """
    entry, text = edit.entry, tidy(edit.value)
    answers: dict[str, Value | None] = {edit.field: text, "objectives": [edit.under] if edit.under else None}
    with file.transaction("edit", _message(catalogue, edit), edit.by, continues=continues) as unit:
        if text is None:
            if unit.has(entry.id):
                unit.remove(entry.id)
        elif unit.has(entry.id):
            unit.set(entry.id, edit.field, text)
        else:
            unit.add(entry.kind, {key: value for key, value in answers.items() if value}, entry_id=entry.id)
    return unit.done


def _message(catalogue: Catalogue, edit: Edit) -> Message:
    names: dict[str, Parameter] = {"name": shortened(str(edit.value or ""), LONGEST_NAME)}
    if edit.entry.kind == PARKED:
        return Message(N_("Park “{name}”"), names)
    return Message(N_("Add “{name}” to {place}"), {**names, "place": kinds_reference(catalogue.kind(edit.entry.kind))})
