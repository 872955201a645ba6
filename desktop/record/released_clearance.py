"""What a package says of clearance: which parts were cleared by whom, and whether they still are."""

from __future__ import annotations

import re

from desktop.catalogue.catalogue import Catalogue
from desktop.record.clearance import clearances, fingerprint
from desktop.record.clearance_parts import title_of_part
from desktop.record.cleared_part import CHANGED, CLEARED, ClearedPart
from desktop.record.entry import Answer, Entry, bound_id
from desktop.record.internal_kinds import CLEARANCE
from desktop.record.kept_back import kept_back
from desktop.record.submission import Submission

_SHA256 = re.compile("[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def published(submission: Submission, catalogue: Catalogue) -> tuple[ClearedPart, ...]:
    """Return what leaves of the clearances with a package: what was cleared by whom, and whether it still is.

    What was only reviewed is nobody else's business, and so are notes, steps and scans. Names that are kept back are left
    out here too, and so are parts of which nothing leaves any more.
    """
    people = kept_back(submission).people
    return tuple(
        ClearedPart(
            each.part,
            CHANGED if each.changed else CLEARED,
            "" if each.by in people else each.by,
            each.ministry,
            each.at[:10] if _DAY.fullmatch(each.at[:10]) else "",
            each.fingerprint,
        )
        for each in clearances(submission, catalogue)
        # What came with a copy may be anything; what is no fingerprint has no place in a package.
        if each.said == CLEARED and not each.empty and _SHA256.fullmatch(each.fingerprint)
    )


def entry_of(submission_id: str, cleared: ClearedPart) -> Entry:
    """Return the entry that a file keeps of a clearance that came back with a package."""
    said = {
        "state": CLEARED,
        "fingerprint": cleared.fingerprint,
        "by": cleared.by,
        "ministry": cleared.ministry,
        "at": cleared.date,
    }
    answers = {key: Answer(text) for key, text in said.items() if text}
    return Entry(bound_id(submission_id, CLEARANCE, cleared.part), CLEARANCE, cleared.part, answers=answers)


def not_so(submission: Submission, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return the parts of which a signed package says what is not so, each by its title, and what is said of it.

    Args:
        submission: what was released with a signature; of a draft nobody can tell, since contact data are left out.
    """
    return [
        (title_of_part(submission, catalogue, each.part), each.state)
        for each in submission.cleared
        if (fingerprint(submission, catalogue, each.part) == each.fingerprint) is not (each.state == CLEARED)
    ]
