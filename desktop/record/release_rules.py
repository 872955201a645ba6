"""What of an answer, an entry or a kind may leave the file, by the forms and by what the team keeps back itself."""

from __future__ import annotations

from collections.abc import Container

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.unicode_form import piled_up, thinned
from desktop.record.entry import Entry, Value, bound_id, texts_in
from desktop.record.internal_kinds import INTERNAL_KINDS, KEPT_BACK
from desktop.record.kept_back import NEVER, PEOPLE, KeptBack, field_in_main_language
from desktop.record.memoization import EntryChange
from desktop.record.submission import Submission
from desktop.record.unaccepted import is_key


def may_leave(kind: str, catalogue: Catalogue) -> bool:
    """Whether anything of a kind may leave: what the team keeps for its own work never does, whatever the forms say."""
    return kind in catalogue.kinds and kind not in INTERNAL_KINDS


def is_staying(entry: Entry, catalogue: Catalogue, kept: KeptBack, submission_id: str) -> bool:
    """Whether nothing of an entry leaves.

    One that a stranger wrote beside that of a bound kind, under another id, is found by nobody; it stays too.
    """
    return (
        not may_leave(entry.kind, catalogue)
        or (
            catalogue.kinds[entry.kind].bound is not None and entry.id != bound_id(submission_id, entry.kind, entry.key)
        )
        or (entry.kind == "evidence" and entry.value("private") is True)
        or (entry.id in kept.whole and entry.kind not in NEVER)
    )


def keeps(kept: KeptBack, kind: str, entry_id: str, field: str) -> bool:
    """Whether the team keeps an answer back itself."""
    return kind not in NEVER and kept.holds(entry_id, field)


def is_held(field: FormField, signed: bool) -> bool:
    """Whether a field is held back by the forms: internal ones always, contact data until somebody signs."""
    return field.release == "internal" or (field.release == "on_signing" and not signed)


class Fields:
    """The fields of a catalogue by their kind and key; each is looked for once, however many entries have it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._found: dict[tuple[str, str], FormField | None] = {}

    def field(self, kind: str, key: str) -> FormField | None:
        """Return the field of an answer; None where the forms have none."""
        if (kind, key) not in self._found:
            self._found[kind, key] = field_of(self._catalogue, kind, key)
        return self._found[kind, key]

    def key(self, entry: Entry) -> str:
        """Return what an entry is bound to; one of a free kind is bound to nothing, whatever a file says."""
        kind = self._catalogue.kinds.get(entry.kind)
        return entry.key if kind is not None and kind.bound is not None else ""


def field_of(catalogue: Catalogue, kind: str, key: str) -> FormField | None:
    """Return the field of an answer; the text in another language leaves as its field does, in use or not."""
    definition = catalogue.kinds.get(kind)
    if definition is None:
        return None
    fields = {field.key: field for field in definition.fields}
    return fields.get(key) or fields.get(field_in_main_language(key))


def what_leaves(field: FormField, value: Value, signed: bool, staying: Container[str]) -> Value | None:
    """Return what of an answer leaves; None where nothing does.

    Args:
        staying: the ids of entries of which nothing leaves, so that no link to them does.
    """
    if is_held(field, signed):
        return None
    if field.type == "rows" and isinstance(value, list):
        shown = {column.key for column in field.columns if not is_held(column, signed)}
        rows = [{k: v for k, v in row.items() if k in shown} for row in value if isinstance(row, dict)]
        return [row for row in rows if row] or None
    if field.type == "links" and isinstance(value, list):
        return [each for each in value if isinstance(each, str) and each not in staying] or None
    return value


def thinned_value(value: Value) -> Value:
    """Return a value as documents can show it, see `i18n.unicode_form.thinned`; nearly always that is the value itself.

    The check says that such a text has to be written anew before anybody signs; it stops no draft.
    """
    if isinstance(value, str):
        return thinned(value)
    if not isinstance(value, list) or not any(map(piled_up, texts_in(value))):
        return value
    if all(isinstance(each, str) for each in value):
        return [thinned(str(each)) for each in value]
    return [{thinned(k): thinned(v) for k, v in each.items()} for each in value if isinstance(each, dict)]


def left_for_reading(
    catalogue: Catalogue, kind: str, field: str, value: Value, staying: Container[str]
) -> Value | None:
    """Return what of an answer may be read outside the team, contact data among it; None where nothing may be.

    Args:
        staying: the ids of entries that are not told of.
    """
    definition = None if is_key(field) or not may_leave(kind, catalogue) else field_of(catalogue, kind, field)
    return None if definition is None else what_leaves(definition, value, True, staying)


def names_itself_openly(catalogue: Catalogue, kind: str) -> bool:
    """Whether the title of an entry may be read outside the team."""
    if not may_leave(kind, catalogue):
        return False
    title = field_of(catalogue, kind, catalogue.kinds[kind].title_field)
    return title is None or not is_held(title, True)


def links_of(entry: Entry | None, fields: Fields) -> set[str]:
    """Return all that an entry links to."""
    if entry is None:
        return set()
    lists = (
        answer.value
        for key, answer in entry.answers.items()
        if isinstance(answer.value, list)
        and (field := fields.field(entry.kind, key)) is not None
        and field.type == "links"
    )
    return {each for value in lists for each in value if isinstance(each, str)}


def kept_otherwise(
    submission: Submission, changes: list[EntryChange], before: KeptBack, now: KeptBack
) -> list[EntryChange]:
    """Return the entries that did not change, of which something else is kept back now."""
    keys = {each.key for pair in changes for each in pair if each is not None and each.kind == KEPT_BACK}
    if PEOPLE in keys:
        named = before.people ^ now.people
        entries = submission.entries.values()
        keys |= {each.id for each in entries if any(answer.by in named for answer in each.answers.values())}
    keys -= {each.id for pair in changes for each in pair if each is not None}
    return [(entry, entry) for each in keys if (entry := submission.entries.get(each)) is not None]
