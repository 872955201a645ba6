"""What a new entry begins with: what the submission says already, and who spoke in the last one of its kind."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.catalogue.definitions import Kind
from desktop.record.entry import Entry, Value
from desktop.record.submission import Submission
from desktop.record.values import applies

FROM_ABOUT = ("country", "language")
"""Fields that mean the same in the submission itself."""

FROM_LAST: Mapping[str, tuple[str, ...]] = {
    "pledge": (
        "entity",
        "entity_kind",
        "contact_name",
        "contact_email",
        "second_contact_name",
        "second_contact_email",
        "implementation_country",
    ),
}
"""By kind, the fields of who answers for an entry: most teams send all of theirs from one desk."""


def beginning(submission: Submission, kind: Kind, objective: int = 0) -> Mapping[str, Value]:
    """Return the first answers of a new entry; each can be changed like any other.

    Args:
        objective: the one from whose page it is added, 0 for none.
    """
    fields = {field.key for field in kind.fields}
    answers: dict[str, Value] = {}
    if objective and "objectives" in fields:
        answers["objectives"] = [objective]
    for key in FROM_ABOUT:
        if key in fields and submission.about.text(key):
            answers[key] = submission.about.text(key)
    entries = submission.of_kind(kind.key)
    last = entries[-1] if entries else None
    if last is not None:
        for key in FROM_LAST.get(kind.key, ()):
            value = last.value(key)
            if key in fields and value is not None:
                answers[key] = value
    elif kind.key == "pledge":
        answers |= _from_about(submission, fields)
    return answers


def _from_about(submission: Submission, fields: set[str]) -> dict[str, Value]:
    """Return who answers for the first pledge: the lead ministry of the submission and its focal point."""
    about = submission.about
    pairs = {"entity": "lead_ministry", "contact_name": "focal_point", "contact_email": "focal_point_email"}
    found: dict[str, Value] = {key: about.text(own) for key, own in pairs.items() if key in fields and about.text(own)}
    if "implementation_country" in fields and about.text("country"):
        found["implementation_country"] = about.text("country")
    return found


def first_expected(kind: Kind, entry: Entry) -> str:
    """Return the key of the first field that is expected and has no answer; the title where none is expected."""
    expected = (
        field.key for field in kind.fields if field.missing and entry.value(field.key) is None and applies(field, entry)
    )
    return next(expected, kind.title_field)
