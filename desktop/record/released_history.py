"""The history that goes along with a package, and which of three it is: none, that of the texts as released, the whole.

*Of the texts as released* tells of each answer that is included who gave it as it stands, when and in which step, and of
each entry that is included who began it. It holds no earlier wording, no removed entry, nothing that is internal or kept
back, and no step of which nothing stands any more. What stood there before is not told, so that nothing of it can be
undone where the package is restored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import N_
from desktop.record.history import ENTRY_ITSELF, Change, Message, Revision, same
from desktop.record.kept_back import kept_back
from desktop.record.release import released, released_revisions
from desktop.record.submission import Submission, entry_row

History = Literal["none", "released", "whole"]
"""What of the history goes along: nothing, that of the texts as released, all of it."""

MESSAGE = Message(N_("Give answers as they were released; earlier wordings are left out"))
"""What each step of the history of the texts as released is called."""


def history_with(
    history: History, revisions: Iterable[Revision], submission: Submission, catalogue: Catalogue, *, signed: bool
) -> list[Revision]:
    """Return what of a history goes along with a package; it is not read where nothing of it does."""
    if history == "none":
        return []
    if history == "whole":
        return released_revisions(revisions, submission, catalogue, signed=signed)
    return of_released_texts(list(revisions), submission, catalogue, signed=signed)


def of_released_texts(
    revisions: Sequence[Revision], submission: Submission, catalogue: Catalogue, *, signed: bool
) -> list[Revision]:
    """Return the history of the texts as they are released, in the order of the whole."""
    included = released(submission, catalogue, signed=signed)
    people = kept_back(submission).people
    last = {(each.entry_id, each.field): revision.id for revision in revisions for each in revision.changes}
    found: list[Revision] = []
    for revision in revisions:
        changes = []
        for field_of in dict.fromkeys((each.entry_id, each.field) for each in revision.changes):
            entry_id, field = field_of
            entry = included.entries.get(entry_id)
            if entry is None or last[field_of] != revision.id:
                continue
            if field == ENTRY_ITSELF:
                changes.append(Change(entry_id, field, None, entry_row(entry)))
            elif field in entry.answers and _led_to(revision, entry_id, field, submission):
                changes.append(Change(entry_id, field, None, entry.answers[field].value))
        if changes:
            by = "" if revision.by in people else revision.by
            # As the first that is known of them: it takes back nothing, and leaves nothing to be taken back.
            found.append(replace(revision, by=by, type="create", message=MESSAGE, changes=tuple(changes), undoes=""))
    return found


def _led_to(revision: Revision, entry_id: str, field: str, submission: Submission) -> bool:
    """Whether a revision left in a field what stands in it."""
    value = submission.entries[entry_id].value(field)
    new = next(each.new for each in reversed(revision.changes) if (each.entry_id, each.field) == (entry_id, field))
    return same(new, value)
