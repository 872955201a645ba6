"""How much there is of each part of a submission, and of how many: the figures beside the lines of the navigator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import sentences, stopped
from desktop.i18n.translation import gettext as _
from desktop.record.comments import count_open, said_open
from desktop.record.completeness import completeness
from desktop.record.matrix import gap_matrix
from desktop.record.memoization import memoized
from desktop.record.progress import answered_indicators, rated
from desktop.record.scores import PolicyScore, score_policy
from desktop.record.submission import Submission

_LISTED = {
    "practices": "practice",
    "gaps": "gap",
    "pledges": "pledge",
    "support": "support",
    "evidence": "evidence",
}
_NAMES_PRINCIPLES = ("practice", "pledge")


@dataclass(frozen=True)
class Tally:
    """How much there is of a part.

    Args:
        done: entries, or what is rated, answered or measured.
        of: of how many; 0 where the team alone knows.
        said: what a screen reader says of it, where that is not how much there is of the part; else empty.
    """

    done: int
    of: int = 0
    said: str = ""


def tallies(submission: Submission, catalogue: Catalogue) -> Mapping[str, Tally]:
    """Return the tally of each part, by the key of its page."""
    from desktop.record.clearance import tallied
    from desktop.record.clearance_rules import is_begun

    # Where nobody clears anything, a figure beside the line of signing would ask for what is not wanted.
    cleared = tallied(submission, catalogue) if is_begun(submission) else None
    counted = Tally(cleared.cleared, cleared.of) if cleared is not None else Tally(0)
    return {**_tallies(submission, catalogue), "clearance": counted}


@memoized
def _tallies(submission: Submission, catalogue: Catalogue) -> Mapping[str, Tally]:
    (done, of), (known, indicators) = rated(submission, catalogue), answered_indicators(submission, catalogue)
    found = {page: Tally(len(submission.of_kind(kind))) for page, kind in _LISTED.items()}
    # What is rated is one thing and what is reported on another: the figure says in words which of them it is.
    told = _("Objectives rated: {rated} of {of}.").format(rated=done, of=of)
    reported = completeness(submission, catalogue).of_objectives()
    found["objectives"] = Tally(done, of, said=sentences((told, stopped(reported))))
    score = _policy_score(submission, catalogue)
    found["policy"] = Tally(score.answered, score.questions)
    answered = _("Indicators answered (with a value, or with yes or no): {known} of {of}.")
    found["indicators"] = Tally(known, indicators, said=answered.format(known=known, of=indicators))
    found["recommendations"] = _recommendations(submission, catalogue)
    found["principles"] = _principles(submission, catalogue)
    comments = count_open(submission)
    # A figure beside the check would be read as that of its findings.
    found["check"] = Tally(0, said=said_open(comments))
    return found


# Each apart from the lists, whose figures change with each entry.


@memoized
def _recommendations(submission: Submission, catalogue: Catalogue) -> Tally:
    asked = [
        each.key
        for group in catalogue.recommendation_sets
        for section in group.sections
        for each in section.recommendations
    ]
    followed = sum(1 for key in asked if submission.bound("follow_up", key).value("state") is not None)
    return Tally(followed, len(asked))


@memoized
def _principles(submission: Submission, catalogue: Catalogue) -> Tally:
    named = [
        each.number
        for each in catalogue.principles
        if any(submission.ids_of_principle(kind, each.number) for kind in _NAMES_PRINCIPLES)
    ]
    return Tally(len(named), len(catalogue.principles))


@memoized
def _policy_score(submission: Submission, catalogue: Catalogue) -> PolicyScore:
    return score_policy(submission, catalogue.policy)


def open_gaps(submission: Submission, catalogue: Catalogue) -> Mapping[int, int]:
    """Return for each objective how many of the gaps that name it no pledge answers; none where there are none."""
    open_ = {each.id for each in gap_matrix(submission, catalogue).unanswered}
    counts = {
        each.number: len(open_ & submission.ids_of_objective("gap", each.number)) for each in catalogue.objectives
    }
    return {number: count for number, count in counts.items() if count}
