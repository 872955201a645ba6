"""What has changed in a part since it was cleared, out of the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.record.clearance import Parts, entries_of
from desktop.record.clearance_state import ClearanceState
from desktop.record.entry import Answer, Entry, Value
from desktop.record.history import Change, Revision, effective
from desktop.record.internal_kinds import KEPT_BACK
from desktop.record.memoization import EntryChange
from desktop.record.release import released
from desktop.record.submission import Submission, entry_from_row
from desktop.record.unaccepted import is_key
from desktop.record.values import display, short_title


@dataclass(frozen=True)
class FieldChange:
    """One answer of a part, as it was cleared and as it is.

    Args:
        entry: what the entry is called.
        field: the label of the field; empty where the whole entry came, or went.
        before, after: in words; empty for none.
    """

    entry: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """What has changed in a part.

    Args:
        known: whether the text that was cleared was found in the history. It is not where it never stood in this copy as a
            whole, or the file came out of a package without its history.
        fields: by entry and field.
        by: who changed something since, each once.
    """

    known: bool
    fields: tuple[FieldChange, ...] = ()
    by: tuple[str, ...] = ()


def changes_since(
    submission: Submission, revisions: Sequence[Revision], catalogue: Catalogue, stands: ClearanceState
) -> Changes:
    """Return what has changed in a part since it was reviewed or cleared.

    The history is gone back, one revision after the other, until the text of the part has the fingerprint of which it was
    said; so it does not matter in which order copies were joined, or what their clocks said.

    Args:
        revisions: the whole history, oldest first.
    """
    if not stands.changed:
        return Changes(True)
    entries = dict(submission.entries)
    then = Submission(submission.id, entries, submission.attachments)  # its entries go back as the history does
    parts = Parts(catalogue)
    parts.follow(then)
    touched: dict[str, None] = {}
    now = parts.fingerprint(stands.part)
    for revision in reversed(effective(revisions)):
        who = _who(revision)
        changed = _taken_back(revision, entries)
        if any(each is not None and each.kind == KEPT_BACK for pair in changed for each in pair):
            then = Submission(submission.id, entries, submission.attachments)  # something else was kept back then
        parts.take(then, changed)
        before, now = now, parts.fingerprint(stands.part)
        if now != before:
            touched |= dict.fromkeys(who)
        if now == stands.fingerprint:
            # A value of its own: what was asked of the one that went back holds for none of its moments.
            cleared = Submission(submission.id, entries, submission.attachments)
            return Changes(True, _fields(cleared, submission, catalogue, stands.part), tuple(reversed(touched)))
    return Changes(False)


def _who(revision: Revision) -> tuple[str, ...]:
    """Return who wrote what a revision left: of what came from another copy, those who wrote it there."""
    names = (change.said_by if change.said_at else revision.by for change in revision.changes)
    return tuple(dict.fromkeys(each for each in names if each))


def _taken_back(revision: Revision, entries: dict[str, Entry]) -> list[EntryChange]:
    """Take a revision back in a dictionary of entries; returns each entry that differs, as it was and as it is."""
    ids = dict.fromkeys(each.entry_id for each in revision.changes)
    before = {each: entries.get(each) for each in ids}
    for change in reversed(revision.changes):
        _take_back(change, entries)
    return [(old, entries.get(each)) for each, old in before.items() if old is not entries.get(each)]


def _take_back(change: Change, entries: dict[str, Entry]) -> None:
    if change.creates_entry:
        entries.pop(change.entry_id, None)
    elif change.removes_entry:
        entries[change.entry_id] = entry_from_row(change.entry_id, change.old)
    elif change.entry_id in entries and not is_key(change.field):
        answer = None if change.old is None else Answer(change.old)
        entries[change.entry_id] = entries[change.entry_id].answered(change.field, answer)


def _fields(then: Submission, now: Submission, catalogue: Catalogue, part: str) -> tuple[FieldChange, ...]:
    before, after = (_released(each, catalogue, part) for each in (then, now))
    found: list[FieldChange] = []
    for entry_id in dict.fromkeys((*before, *after)):
        old, new = before.get(entry_id), after.get(entry_id)
        known = new or old
        assert known is not None
        name = short_title(known, catalogue)
        if old is None or new is None:
            whole = _whole(known, catalogue, then if new is None else now)
            found.append(FieldChange(name, "", whole if new is None else "", "" if new is None else whole))
            continue
        for key in dict.fromkeys((*_keys(old, catalogue), *_keys(new, catalogue))):
            if old.value(key) != new.value(key):
                found.append(
                    FieldChange(
                        name,
                        _label(known, key, catalogue),
                        _said(old, key, catalogue, then),
                        _said(new, key, catalogue, now),
                    )
                )
    return tuple(found)


def _released(submission: Submission, catalogue: Catalogue, part: str) -> dict[str, Entry]:
    """Return what leaves of the entries of a part."""
    left = released(submission, catalogue, signed=True).entries
    ids = (each.id for each in entries_of(submission, catalogue, part))
    return {each: left[each] for each in ids if each in left and left[each].answers}


def _keys(entry: Entry, catalogue: Catalogue) -> list[str]:
    """Return the keys of the answers of an entry in the order of its form."""
    order = [field.key for field in catalogue.kind(entry.kind).fields]
    return sorted(entry.answers, key=lambda key: (order.index(key) if key in order else len(order), key))


def _label(entry: Entry, key: str, catalogue: Catalogue) -> str:
    field = next((each for each in catalogue.kind(entry.kind).fields if each.key == key), None)
    return _(field.label) if field else key


def _said(entry: Entry, key: str, catalogue: Catalogue, submission: Submission) -> str:
    value: Value | None = entry.value(key)
    if value is None:
        return ""
    field = next((each for each in catalogue.kind(entry.kind).fields if each.key == key), None)
    return display(field, value, catalogue, submission) if field else str(value)


def _whole(entry: Entry, catalogue: Catalogue, submission: Submission) -> str:
    return "\n".join(
        _("{label}: {text}").format(label=_label(entry, key, catalogue), text=_said(entry, key, catalogue, submission))
        for key in _keys(entry, catalogue)
    )
