"""What a document says of the submission as a whole: its name, its country, its moment."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import RIGHT_TO_LEFT, current_language
from desktop.i18n.translation import gettext as _
from desktop.package.report.pages import Heading
from desktop.record.purpose import title_of
from desktop.record.submission import Submission
from desktop.record.values import display

LONGEST_TITLE = 300
"""So many characters of a title stand on the cover, in headers and in the properties of a document."""


def moment_of(submission: Submission) -> datetime | None:
    """Return when the last answer was given, in UTC; None when nobody knows."""
    moments = []
    for at in {answer.at for entry in submission.entries.values() for answer in entry.answers.values()}:
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            continue
        moments.append(moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC))
    return max(moments, default=None)


def purpose_of(submission: Submission, catalogue: Catalogue) -> str:
    """Return what the submission is, in words."""
    return title_of(submission, catalogue)


def country_of(submission: Submission, catalogue: Catalogue) -> str:
    """Return the name of the country in the language spoken; empty where none is named."""
    return answer_of(submission, catalogue, "country")


def answer_of(submission: Submission, catalogue: Catalogue, key: str) -> str:
    """Return what the submission says of itself in a field, in words."""
    field = next((each for each in catalogue.kind("submission").fields if each.key == key), None)
    return display(field, submission.about.value(key), catalogue, submission) if field else ""


def is_demonstration(submission: Submission) -> bool:
    """Return whether the submission is a composite for showing and trying."""
    return submission.about.value("demonstration") is True


def warning_of() -> str:
    """Return what is said where a demonstration could be taken for a submission."""
    return _(
        "This is a demonstration. It is put together from what many countries and organizations "
        "have published and from entries that were made up. It does not speak for any country, "
        "and nobody has submitted it."
    )


def heading_of(
    submission: Submission, catalogue: Catalogue, *, title: str, draft: bool, at: datetime | None = None
) -> Heading:
    """Return what every page of a document of this submission says, and its properties.

    The author is the lead ministry, or the country; never the person who sits at this computer.

    Args:
        at: when the last answer was given, for whoever writes many documents of one submission; looked up when None.
    """
    country = country_of(submission, catalogue)
    purpose = purpose_of(submission, catalogue)
    return Heading(
        title=shortened(title, LONGEST_TITLE),
        author=shortened(submission.about.text("lead_ministry") or country, LONGEST_TITLE),
        subject=purpose,
        left=shortened(title, LONGEST_TITLE),
        right=country,
        notice=_("Demonstration: what many countries have published, and entries that were made up")
        if is_demonstration(submission)
        else "",
        draft=draft,
        language=current_language(),
        right_to_left=current_language() in RIGHT_TO_LEFT,
        at=at or moment_of(submission),
    )
