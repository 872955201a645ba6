"""Where the country stands, in one sentence for a minister."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.completeness import Completeness
from desktop.record.matrix import gap_matrix
from desktop.record.progress import roll_up
from desktop.record.readiness import Finding, of_weight
from desktop.record.submission import Submission


def outlook(submission: Submission, catalogue: Catalogue, findings: Sequence[Finding], complete: Completeness) -> str:
    """Return what is rated, which gaps are open, and whether anything stops the country from signing."""
    whole = roll_up(submission, catalogue)
    if not whole.rated and not whole.practices and not whole.gaps and not whole.pledges:
        return _("Nothing is written down yet. Begin with the objectives.")
    matrix = gap_matrix(submission, catalogue)
    said = [_("Objectives rated: {rated} of {of}.").format(rated=whole.rated, of=whole.of)]
    if not matrix.gaps:
        said.append(_("No gaps yet."))
    elif matrix.unanswered:
        said.append(
            _("Gaps without a pledge: {open} of {count}.").format(open=len(matrix.unanswered), count=len(matrix.gaps))
        )
    else:
        said.append(_("Every gap has a pledge."))
    errors = len(of_weight(findings, "blocks"))
    if errors:
        text = ngettext("{count} error stops you from signing.", "{count} errors stop you from signing.", errors)
        said.append(text.format(count=errors))
    elif complete.complete:
        said.append(_("It can be signed, and it is complete."))
    else:
        said.append(_("It can be signed, but it is not complete yet."))
    return " ".join(said)
