"""What the team keeps back from packages beyond what the forms keep: single answers, whole entries, names.

It takes away and never adds: what the forms keep in the file stays there whatever is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.catalogue.field_translations import MARK
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.findings import Finding, quoted
from desktop.record.history import ENTRY_ITSELF, Revision
from desktop.record.internal_kinds import KEPT_BACK
from desktop.record.memoization import memoized
from desktop.record.submission import Submission

PEOPLE = "people"
"""The key of the entry that holds the names which are left out as authors of answers."""

NEVER = frozenset({"data_pack"})
"""Kinds that no team keeps back: whoever receives a package could not read its forms."""

_TWIN = re.compile(f"(.+){MARK}[a-z]{{2,3}}")


@dataclass(frozen=True)
class KeptBack:
    """What is kept back.

    Args:
        fields: id of an entry to the fields of it.
        whole: the ids of the entries of which nothing is included.
        people: the names that are left out as authors.
    """

    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    def holds(self, entry_id: str, key: str) -> bool:
        """Whether an answer is kept back; the text in another language is with that of its field."""
        if entry_id in self.whole:
            return True
        fields = self.fields.get(entry_id)
        return fields is not None and (key in fields or field_in_main_language(key) in fields)

    def of(self, entry_id: str) -> frozenset[str]:
        """Return the fields of an entry that are kept back one by one."""
        return self.fields.get(entry_id, frozenset())


NOTHING = KeptBack()


def field_in_main_language(key: str) -> str:
    """Return the field whose text in another language a key holds; the key itself for any other."""
    twin = _TWIN.fullmatch(key)
    return twin[1] if twin else key


def may_be_kept_back(kind: str, catalogue: Catalogue) -> bool:
    """Whether entries of a kind can be kept back: those that packages include, without the forms themselves."""
    return kind in catalogue.kinds and kind not in NEVER


def kept_back(submission: Submission) -> KeptBack:
    """Return what is kept back now."""
    return _kept_back(submission, None)


@memoized
def _kept_back(submission: Submission, _forms: None) -> KeptBack:
    entries = submission.of_kind(KEPT_BACK)
    return (
        _gathered((each.key, key, each.value(key)) for each in entries for key in each.answers) if entries else NOTHING
    )


def ever_kept_back(revisions: Iterable[Revision], submission: Submission) -> KeptBack:
    """Return what is kept back now or was at any time: what was said meanwhile was said expecting that."""
    of: dict[str, str] = {}
    found: list[tuple[str, str, object]] = []
    for revision in revisions:
        for change in revision.changes:
            if change.field == ENTRY_ITSELF:
                for row in (change.old, change.new):
                    if isinstance(row, list) and row and isinstance(row[0], dict) and row[0].get("kind") == KEPT_BACK:
                        of[change.entry_id] = str(row[0].get("key", ""))
            elif change.entry_id in of:
                found += ((of[change.entry_id], change.field, value) for value in (change.old, change.new))
    now = kept_back(submission)
    then = _gathered(found)
    fields = {each: now.of(each) | then.of(each) for each in now.fields.keys() | then.fields.keys()}
    # A name is one that is left out or one that is not, whatever was the case before.
    return KeptBack(fields, now.whole | then.whole, now.people)


def _gathered(answers: Iterable[tuple[str, str, object]]) -> KeptBack:
    fields: dict[str, frozenset[str]] = {}
    whole: set[str] = set()
    people: set[str] = set()
    for target, key, value in answers:
        texts = frozenset(each for each in value if isinstance(each, str)) if isinstance(value, list) else frozenset()
        if target == PEOPLE:
            people |= texts if key == "people" else frozenset()
        elif key == "fields" and texts:
            fields[target] = fields.get(target, frozenset()) | texts
        elif key == "whole" and value is True:
            whole.add(target)
    return KeptBack(fields, frozenset(whole), frozenset(people))


def missed(entry: Entry, kind: Kind, catalogue: Catalogue, kept: KeptBack) -> Iterator[Finding]:
    """Yield a warning for each answer that is asked for, is there and is kept back: the package will lack it."""
    if entry.id in kept.whole and kind.bound != "submission":
        return  # nothing of it is there that could lack something
    for each in kind.fields:
        if required(each) and entry.value(each.key) is not None and kept.holds(entry.id, each.key):
            text = _("{name}, {field}: this answer is expected, but it is kept back.").format(
                name=quoted(entry, catalogue), field=_(each.label)
            )
            yield Finding("warns", "kept_back", entry.id, entry.kind, entry.key, each.key, text, _(each.help))


def required(definition: FormField) -> bool:
    """Whether the check finds fault with a package that has no answer to a field."""
    return definition.missing in ("blocks", "warns") and definition.release != "internal"
