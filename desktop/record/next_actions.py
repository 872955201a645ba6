"""What a team does next: the first few things that bring the submission further, each with the page where it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.completeness import Completeness
from desktop.record.exported import Exports
from desktop.record.matrix import gap_matrix
from desktop.record.progress import roll_up
from desktop.record.readiness import Finding, of_weight
from desktop.record.scores import score_policy
from desktop.record.submission import Submission

MOST = 3
"""So many are shown: who has more to do first does not need a longer list."""

NAMED = ("lead_ministry", "focal_point")
"""Who answers for the submission, in the form about it."""


@dataclass(frozen=True)
class Action:
    """One thing to do.

    Args:
        text: what to do, as a request.
        state: how much of it is done, in a few words.
        page: the page on which it is done.
    """

    text: str
    state: str
    page: str


def next_actions(
    submission: Submission,
    catalogue: Catalogue,
    findings: Sequence[Finding],
    complete: Completeness,
    exports: Exports,
) -> list[Action]:
    """Return what to do next, the most urgent first; nothing once everything is signed and sent as it is now."""
    everything = (
        *_errors(findings),
        *_who(submission),
        *_ratings(submission, catalogue),
        *_gaps(submission, catalogue),
        *_pledges(complete),
        *_measures(submission, catalogue),
        *_sending(findings, exports),
    )
    return list(islice(everything, MOST))


def _errors(findings: Sequence[Finding]) -> Iterator[Action]:
    errors = len(of_weight(findings, "blocks"))
    if errors:
        text = ngettext("Correct {count} error", "Correct {count} errors", errors).format(count=errors)
        yield Action(text, _("The submission cannot be signed before."), "check")


def _who(submission: Submission) -> Iterator[Action]:
    if not all(submission.about.text(key) for key in NAMED):
        yield Action(
            _("Name the lead ministry and the focal point"), _("They are on the cover of the report."), "about"
        )


def _ratings(submission: Submission, catalogue: Catalogue) -> Iterator[Action]:
    whole = roll_up(submission, catalogue)
    left = whole.of - whole.rated
    if left:
        text = (
            ngettext("Rate {count} more objective", "Rate {count} more objectives", left)
            if whole.rated
            else ngettext("Rate {count} objective", "Rate {count} objectives", left)
        )
        state = _("Rated: {rated} of {of}").format(rated=whole.rated, of=whole.of)
        yield Action(text.format(count=left), state, "objectives")


def _gaps(submission: Submission, catalogue: Catalogue) -> Iterator[Action]:
    matrix = gap_matrix(submission, catalogue)
    left = len(matrix.unanswered)
    if left:
        text = ngettext("Write a pledge for {count} gap", "Write pledges for {count} gaps", left).format(count=left)
        state = _("Gaps without a pledge: {open} of {count}").format(open=left, count=len(matrix.gaps))
        yield Action(text, state, "matrix")


def _pledges(complete: Completeness) -> Iterator[Action]:
    if complete.lacking:
        text = ngettext("Complete {count} pledge", "Complete {count} pledges", complete.lacking)
        state = _("Complete for the online form: {done} of {of}").format(
            done=complete.pledges - complete.lacking, of=complete.pledges
        )
        yield Action(text.format(count=complete.lacking), state, "check")


def _measures(submission: Submission, catalogue: Catalogue) -> Iterator[Action]:
    score = score_policy(submission, catalogue.policy)
    left = score.questions - score.answered
    if left:
        text = ngettext("Answer {count} policy question", "Answer {count} policy questions", left).format(count=left)
        state = _("Answered: {answered} of {questions}. Voluntary").format(
            answered=score.answered, questions=score.questions
        )
        yield Action(text, state, "policy")
    whole = roll_up(submission, catalogue)
    if whole.indicators_of and not whole.indicators:
        yield Action(_("Enter values for an indicator"), _("Voluntary"), "indicators")


def _sending(findings: Sequence[Finding], exports: Exports) -> Iterator[Action]:
    if of_weight(findings, "blocks"):
        return
    if exports.signed is None:
        yield Action(_("Sign and export the submission"), _("Nothing has been signed yet."), "export")
    elif exports.signed.changes:
        yield Action(_("Sign and export it again"), exports.signed.sentence(), "export")
