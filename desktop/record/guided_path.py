"""The guided path: what is still to be done of the main job, in the order in which it is best done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext, pgettext
from desktop.record.completeness import Completeness, completeness
from desktop.record.exported import Exports
from desktop.record.matrix import gap_matrix
from desktop.record.overview import indicators_with_values, most_serious
from desktop.record.progress import progress_of
from desktop.record.purpose import is_one_pledge
from desktop.record.readiness import Finding, of_weight
from desktop.record.scores import half_points_of, score_policy
from desktop.record.submission import Submission
from desktop.record.values import short_title


@dataclass(frozen=True)
class Step:
    """One thing to do next.

    Args:
        key: `name`, `mend`, `rate`, `gaps`, `match`, `pledge`, `complete`, `answer`, `measure`, `sign`.
        label: what to do, with its number.
        text: how far it is, or why.
        page, target: the page on which it is done, and what the page is about.
        entry, field: the id of the entry and the field that it begins with, where there is one.
    """

    key: str
    label: str
    text: str
    page: str
    target: str = ""
    entry: str = ""
    field: str = ""


def guided_path(
    submission: Submission,
    catalogue: Catalogue,
    findings: Sequence[Finding],
    exports: Exports | None = None,
    complete: Completeness | None = None,
) -> list[Step]:
    """Return what is to be done, what comes first before the rest; signing is always the last.

    Args:
        exports: what was signed and exported from the file, and what has changed since.
        complete: what is lacking for the forum; looked up when left out.
    """
    complete = complete or completeness(submission, catalogue)
    if is_one_pledge(submission):
        return [
            *_pledge(complete),
            *_mend(findings),
            *_complete(complete),
            *_name(submission),
            *_sign(findings, complete, exports or Exports()),
        ]
    return [
        *_name(submission),
        *_mend(findings),
        *_rate(submission, catalogue, complete),
        *_gaps(submission, catalogue),
        *_complete(complete),
        *_answer(submission, catalogue),
        *_measure(submission, catalogue),
        *_sign(findings, complete, exports or Exports()),
    ]


def _name(submission: Submission) -> Iterator[Step]:
    about = submission.about
    # A pledge has a contact person of its own.
    wanted = ("lead_ministry",) if is_one_pledge(submission) else ("lead_ministry", "focal_point")
    missing = [key for key in wanted if not about.text(key)]
    if missing:
        label = {
            "lead_ministry": _("Name the lead ministry"),
            "focal_point": _("Name the focal point"),
        }[missing[0]]
        yield Step("name", label, _("The cover of the report says who submits."), "about", "", about.id, missing[0])


def _mend(findings: Sequence[Finding]) -> Iterator[Step]:
    # Whoever has only just begun has made no mistake: the other steps say what to write first.
    blocks = [each for each in of_weight(findings, "blocks") if each.rule != "nothing_to_submit"]
    if blocks:
        label = ngettext("Correct {count} error", "Correct {count} errors", len(blocks))
        yield Step("mend", label.format(count=counted(len(blocks))), blocks[0].text, "check")


def _rate(submission: Submission, catalogue: Catalogue, complete: Completeness) -> Iterator[Step]:
    left = [number for number in complete.covers if progress_of(submission, catalogue, number).rating is None]
    rated = len(complete.covers) - len(left)
    if not left:
        return
    if rated:
        label = ngettext("Rate the {count} other objective", "Rate the {count} other objectives", len(left))
        text = _("Objectives rated: {rated} of {of}.").format(rated=rated, of=len(complete.covers))
    else:
        label = ngettext("Rate the {count} objective", "Rate the {count} objectives", len(left))
        text = _("The rating is your country's own. You can start with any objective.")
    first = submission.bound("assessment", str(left[0]))
    yield Step("rate", label.format(count=counted(len(left))), text, "objective", str(left[0]), first.id, "rating")


def _gaps(submission: Submission, catalogue: Catalogue) -> Iterator[Step]:
    matrix = gap_matrix(submission, catalogue)
    if not matrix.gaps:
        yield Step("gaps", _("Record the first gap"), _("What is missing, and for whom."), "gaps")
    elif matrix.unanswered:
        count = len(matrix.unanswered)
        label = ngettext("Find a pledge for {count} gap", "Find a pledge for {count} gaps", count)
        worst = most_serious(matrix, catalogue, 1)[0]
        yield Step("match", label.format(count=counted(count)), short_title(worst, catalogue), "matrix")


def _pledge(complete: Completeness) -> Iterator[Step]:
    if not complete.pledges:
        yield Step("pledge", _("Write the pledge"), _("What will be done, for whom and by when."), "pledges")


def _complete(complete: Completeness) -> Iterator[Step]:
    lacking = [lack for lack in complete.lacks if lack.kind == "pledge"]
    if lacking:
        count = len(lacking)
        label = ngettext(
            "Complete {count} pledge for the online form", "Complete {count} pledges for the online form", count
        )
        first = lacking[0]
        yield Step(
            "complete", label.format(count=counted(count)), first.text, "pledges", "", first.entry_id, first.field
        )


def _answer(submission: Submission, catalogue: Catalogue) -> Iterator[Step]:
    score = score_policy(submission, catalogue.policy)
    left = score.questions - score.answered
    if not left:
        return
    label = ngettext("Answer {count} policy question", "Answer {count} policy questions", left)
    text = _("Questions answered: {answered} of {questions}.").format(
        answered=score.answered, questions=score.questions
    )
    first = next(
        question.key
        for domain in catalogue.policy.domains
        for question in domain.sub_categories
        if half_points_of(submission, domain, question) is None
    )
    yield Step("answer", label.format(count=counted(left)), text, "policy", first)


def _measure(submission: Submission, catalogue: Catalogue) -> Iterator[Step]:
    if not indicators_with_values(submission, catalogue):
        text = _("Every indicator is voluntary.")
        yield Step("measure", _("Add the first value for an indicator"), text, "indicators")


def _sign(findings: Sequence[Finding], complete: Completeness, exports: Exports) -> Iterator[Step]:
    signed = exports.signed
    if signed is not None and not signed.changes:
        return
    if signed is not None:
        text = _("Signed by {name}. {since}").format(name=signed.export.signer, since=signed.sentence())
        yield Step("sign", _("Sign and export again"), text, "export")
        return
    if of_weight(findings, "blocks"):
        text = _("You can export a draft at any time, unsigned and marked as a draft.")
    elif complete.complete:
        text = _("Choose a signing key and sign.")
    else:
        text = _("You can sign it now. The cover will say what is not complete.")
    yield Step("sign", pgettext("step", "Sign and export"), text, "export")
