"""What a submission is called on the workbook and in the guide; the same as on the cover of the report."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.package.report.submission_facts import country_of, purpose_of
from desktop.record.submission import Submission


def title_of_submission(submission: Submission, catalogue: Catalogue) -> str:
    """Return the title of a submission in one line, or one made of its country and forum where it has none."""
    title = " ".join(submission.about.text("title").split())
    if title:
        return title
    purpose = purpose_of(submission, catalogue)
    country = country_of(submission, catalogue)
    return _("{country}: {title}").format(country=country, title=purpose) if country else purpose
