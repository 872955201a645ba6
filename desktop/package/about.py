"""What a submission says of itself, in words for a cover, a heading or a guide."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.language import gettext as _
from desktop.record.submission import Submission
from desktop.record.values import display


def said_of(submission: Submission, catalogue: Catalogue, key: str) -> str:
    """Return what the submission says of itself in a field, in words; empty where it says nothing."""
    fields = {field.key: field for field in catalogue.kind("submission").fields}
    return display(fields[key], submission.about.value(key), catalogue) if key in fields else ""


def title_of_submission(submission: Submission, catalogue: Catalogue) -> str:
    """Return the title of a submission, or one made of its country and forum where it has none."""
    title = " ".join(submission.about.text("title").split())
    country, cycle = (said_of(submission, catalogue, key) for key in ("country", "cycle"))
    if title or not country:
        return title or _(catalogue.pack.label)
    return _("{country}: submission to the forum of {cycle}").format(country=country, cycle=cycle)
