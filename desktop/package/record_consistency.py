"""Whether what a record says in one place fits what it says in another: its counts, ids and keys."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.package import record_reading
from desktop.record.entry import bound_id
from desktop.record.history import ENTRY_ITSELF

if TYPE_CHECKING:
    from desktop.package.record_shapes import JsonRecord


def inconsistencies(record: JsonRecord) -> list[str]:
    """Return every contradiction of a record as a sentence that says where it stands."""
    errors = [
        _("The entry {id} is listed more than once. Number of times: {count}.").format(id=each, count=count)
        for each, count in Counter(entry.id for entry in record.entries).items()
        if count > 1
    ]
    for number, entry in enumerate(record.entries, 1):
        bound = entry.key or entry.kind == "submission"
        if bound and entry.id != bound_id(record.id, entry.kind, entry.key):
            where = record_reading.entry_words(number, entry.kind, entry.id)
            errors.append(_("{where}: its ID does not belong to this submission.").format(where=where))
    held = Counter(entry.kind for entry in record.entries)
    for kind in sorted({*held, *record.counts}):
        if held[kind] != record.counts.get(kind, 0):
            errors.append(
                _("Entries of the kind “{kind}”: the data file should have {expected}, but has {found}.").format(
                    kind=one_line(kind, 80), expected=record.counts.get(kind, 0), found=held[kind]
                )
            )
    for files in (
        Counter(file.sha256 for file in record.attachments),
        Counter(file.path for file in record.attachments),
    ):
        errors += [
            _("The attached file {id} is listed more than once. Number of times: {count}.").format(id=each, count=count)
            for each, count in files.items()
            if count > 1
        ]
    errors += [
        _("The clearance of {part} is listed more than once. Number of times: {count}.").format(
            part=one_line(each), count=count
        )
        for each, count in Counter(cleared.part for cleared in record.cleared).items()
        if count > 1
    ]
    errors += [
        _("The step {id} of the history is listed more than once. Number of times: {count}.").format(
            id=each, count=count
        )
        for each, count in Counter(revision.id for revision in record.revisions).items()
        if count > 1
    ]
    errors += [
        _("History, step {number}, change {change}: it does not say what was added or removed.").format(
            number=number, change=place
        )
        for number, revision in enumerate(record.revisions, 1)
        for place, change in enumerate(revision.changes, 1)
        if change.field == ENTRY_ITSELF
        and not all(value is None or _is_entry_row(value) for value in (change.old, change.new))
    ]
    return errors


def _is_entry_row(value: object) -> bool:
    """Whether this is what a change says of an entry that is created or removed."""
    if not (isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict)):
        return False
    row = value[0]
    return row.keys() == {"kind", "key", "order"} and re.fullmatch(r"-?\d{1,16}", row["order"], re.ASCII) is not None
