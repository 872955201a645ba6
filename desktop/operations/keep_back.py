"""Keep back from packages what the forms would include: answers, whole entries, names; and include it again."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry, bound_id
from desktop.record.history import Message, Revision
from desktop.record.history_labels import entry_name, field_reference
from desktop.record.internal_kinds import KEPT_BACK
from desktop.record.kept_back import PEOPLE, kept_back, may_be_kept_back
from desktop.store.file import SubmissionFile


class CannotBeKeptBack(UserError):
    """Without it nobody could read the package."""


def keep_back_field(
    file: SubmissionFile, catalogue: Catalogue, entry: Entry, field: str, *, kept: bool = True, by: str = ""
) -> Revision | None:
    """Keep one answer back with its texts in other languages, or include it again. Returns None where that is so already."""
    _refuse(entry, catalogue)
    names = {"field": field_reference(catalogue.kind(entry.kind), field), "name": entry_name(entry, catalogue)}
    if kept:
        message = Message(N_("Keep back “{field}” of {name}"), names)
    else:
        message = Message(N_("Include “{field}” of {name} again"), names)
    now = kept_back(file.read()).of(entry.id)
    return _set_list(file, message, entry.id, "fields", _with(now, field, kept=kept), by)


def keep_back_entry(
    file: SubmissionFile, catalogue: Catalogue, entry: Entry, *, kept: bool = True, by: str = ""
) -> Revision | None:
    """Keep a whole entry back, or include it again. Returns None where that is so already."""
    _refuse(entry, catalogue)
    if kept and catalogue.kind(entry.kind).bound == "submission":
        raise CannotBeKeptBack(
            _("The submission itself cannot be kept back as a whole. Keep back individual answers in it.")
        )
    names = {"name": entry_name(entry, catalogue)}
    message = Message(N_("Keep back {name}"), names) if kept else Message(N_("Include {name} again"), names)
    with file.transaction("edit", message, by) as unit:
        if kept or unit.has(bound_id(file.read().id, KEPT_BACK, entry.id)):
            unit.set(unit.ensure(KEPT_BACK, entry.id), "whole", True if kept else None)
    return unit.done


def keep_back_person(file: SubmissionFile, name: str, *, kept: bool = True, by: str = "") -> Revision | None:
    """Leave a name out as author of answers and changes, or include it again. Returns None where that is so already."""
    if kept:
        message = Message(N_("Leave out the name {name}"), {"name": name})
    else:
        message = Message(N_("Include the name {name} again"), {"name": name})
    now = kept_back(file.read()).people
    return _set_list(file, message, PEOPLE, "people", _with(now, name, kept=kept), by)


def _refuse(entry: Entry, catalogue: Catalogue) -> None:
    if not may_be_kept_back(entry.kind, catalogue):
        raise CannotBeKeptBack(_("This cannot be kept back: without it nobody could read the package."))


def _with(now: Collection[str], one: str, *, kept: bool) -> list[str]:
    return sorted({*now, one} if kept else {*now} - {one})


def _set_list(
    file: SubmissionFile, message: Message, key: str, field: str, values: Iterable[str], by: str
) -> Revision | None:
    wanted = list(values)
    with file.transaction("edit", message, by) as unit:
        if wanted or unit.has(bound_id(file.read().id, KEPT_BACK, key)):
            unit.set(unit.ensure(KEPT_BACK, key), field, wanted or None)
    return unit.done
