"""What an entry is about, for lists that name one entry in a line: a clearance or a rating says nothing by its own name."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.text_sanitizing import shortened
from desktop.record.ballots import name_of, question_of
from desktop.record.clearance_parts import title_of_part
from desktop.record.entry import Entry
from desktop.record.internal_kinds import BALLOT, CLEARANCE
from desktop.record.submission import Submission
from desktop.record.values import short_title


def subject_of(entry: Entry, submission: Submission, catalogue: Catalogue) -> str:
    """Return what was cleared, what a ministry rated, or for every other entry what it is called itself."""
    if entry.kind == CLEARANCE:
        return title_of_part(submission, catalogue, entry.key)
    if entry.kind == BALLOT:
        rated = question_of(entry, submission).entry
        if rated.kind in catalogue.kinds:
            return shortened(name_of(rated, catalogue), 80)
    return short_title(entry, catalogue)
