"""What a colleague is asked for: which kinds of entries, of which objectives, and which of their fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n.plain_numbers import plain_number
from desktop.package.sheets import bound_rows
from desktop.record.entry import Entry
from desktop.record.internal_kinds import INTERNAL_KINDS
from desktop.record.submission import Submission

USUAL = ("assessment", "practice", "gap", "pledge", "value")
"""The kinds that a workbook has when nobody chose any."""

NEVER = frozenset({"submission", "carried", "data_pack", "chapter"})
"""Kinds that belong to the file or to the whole team; the chapters of the review come back as a Word document."""

NOT_IN_A_CELL = frozenset({"file"})
"""Types of fields that no cell can hold."""


@dataclass(frozen=True)
class Asked:
    """What a workbook asks for.

    Args:
        to: who is to fill it in, a person or a ministry.
        objectives: their numbers; empty for all.
        kinds: keys of kinds, in the order of the forms; empty for the usual ones.
        until: the day by which it should be back, as a date is kept; empty for none.
        contacts: whether contact persons are asked for, who leave in a signed package only.
    """

    to: str
    objectives: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    until: str = ""
    contacts: bool = False


def kinds_to_choose(catalogue: Catalogue) -> list[Kind]:
    """Return the kinds that a workbook can have, in the order of the forms."""
    return [
        kind
        for kind in catalogue.kinds.values()
        if kind.key not in NEVER and kind.key not in INTERNAL_KINDS and any(_may_be_asked(kind.fields, contacts=True))
    ]


def kinds_of(asked: Asked, catalogue: Catalogue) -> list[Kind]:
    """Return the kinds that are asked for."""
    wanted = asked.kinds or USUAL
    return [kind for kind in kinds_to_choose(catalogue) if kind.key in wanted]


def fields_of(kind: Kind, asked: Asked) -> list[FormField]:
    """Return the fields that are asked for, the title first: nothing internal, and contacts only where they are wanted."""
    # Whoever is asked for the team itself is asked for its addresses.
    contacts = asked.contacts or kind.key == "person"
    fields = list(_may_be_asked(kind.fields, contacts=contacts))
    return sorted(fields, key=lambda each: each.key != kind.title_field) if kind.bound is None else fields


def left_out(kind: Kind, asked: Asked) -> list[FormField]:
    """Return the fields of a kind that a workbook cannot hold, and that would be asked for otherwise."""
    return [
        field
        for field in kind.fields
        if field.type in NOT_IN_A_CELL and (field.release == "released" or asked.contacts)
    ]


def _may_be_asked(fields: Iterable[FormField], *, contacts: bool) -> Iterator[FormField]:
    kept = ("released", "on_signing") if contacts else ("released",)
    for field in fields:
        if field.release in kept and field.type not in NOT_IN_A_CELL and field.key != "private":
            yield field


def columns_of_rows(field: FormField, asked: Asked) -> list[FormField]:
    """Return the columns of a field of rows that are asked for."""
    return list(_may_be_asked(field.columns, contacts=asked.contacts))


def entries_of(kind: Kind, submission: Submission, catalogue: Catalogue, asked: Asked) -> list[Entry]:
    """Return the entries of a kind that are asked for: those of the objectives, and those that name none."""
    if kind.bound is None:
        entries = [entry for entry in submission.of_kind(kind.key) if entry.value("private") is not True]
        return [entry for entry in entries if _is_asked(entry, kind, catalogue, asked)]
    return [
        submission.bound(kind.key, key)
        for key in bound_rows(kind, catalogue)
        if _is_bound_to_one(kind, key, catalogue, asked)
    ]


def _is_asked(entry: Entry, kind: Kind, catalogue: Catalogue, asked: Asked) -> bool:
    if not asked.objectives:
        return True
    wanted = set(asked.objectives)
    if kind.key == "value":
        indicator = next((each for each in catalogue.indicators if each.key == entry.text("indicator")), None)
        return indicator is None or bool(wanted & set(indicator.objectives))
    named = {number for field in kind.fields if field.type == "objectives" for number in entry.numbers(field.key)}
    return not named or bool(wanted & named)


def _is_bound_to_one(kind: Kind, key: str, catalogue: Catalogue, asked: Asked) -> bool:
    if not asked.objectives:
        return True
    wanted = set(asked.objectives)
    match kind.bound:
        case "objective":
            return plain_number(key) in wanted
        case "indicator":
            return bool(wanted & set(catalogue.indicator(key).objectives))
        case "sub_category":
            questions = (each for domain in catalogue.policy.domains for each in domain.sub_categories)
            return any(each.key == key and wanted & set(each.objectives) for each in questions)
    return True
