"""Entries of objectives, principles, indicators and the like that there are not, as a stranger may write them into a file."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.record.entry import Value
from desktop.store.file import SubmissionFile

STRANGE = ("²", "٣", "03", "-1", "24", "x", "9" * 40)


def write_strange(file: SubmissionFile, catalogue: Catalogue) -> None:
    """Answer a text of every kind that is bound to something, for each strange key."""
    with file.transaction("edit", "Edit", "A stranger") as unit:
        for kind in catalogue.kinds.values():
            if not kind.bound or kind.bound == "submission":
                continue
            for key in STRANGE:
                entry_id = unit.ensure(kind.key, key)
                for field in kind.fields:
                    if field.type in ("text", "long_text"):
                        unit.set(entry_id, field.key, f"Said of {key}")
        unit.set(unit.ensure("chapter", "objective_²"), "text", "Said")
        for kind in catalogue.kinds.values():
            if not kind.bound:
                unit.add(kind.key, {field.key: _strange_value(field) for field in kind.fields})


def _strange_value(field: FormField) -> Value:
    if field.type in ("objectives", "principles"):
        return [24, -1, 10**12, 3]
    if field.refers_to or field.type in ("rows", "multi"):
        return ["²", "24"]
    return "²"
