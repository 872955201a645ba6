"""The guided path: the seven steps of the main job, how far each is, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.record.completeness import Completeness, completeness, verdicts
from desktop.record.exported import Exports, Since
from desktop.record.matrix import gap_matrix
from desktop.record.progress import roll_up
from desktop.record.readiness import Finding, of_weight
from desktop.record.scores import score_policy
from desktop.record.submission import Submission

State = Literal["to_do", "begun", "done"]


@dataclass(frozen=True)
class Step:
    """One step of the path.

    Args:
        key: `create`, `walk`, `score`, `see`, `check`, `sign`, `export`.
        label: what it is called.
        state: how far it is.
        text: what is done and what comes next, in a sentence.
        page: the page on which it is done.
    """

    key: str
    label: str
    state: State
    text: str
    page: str


def guided_path(
    submission: Submission,
    catalogue: Catalogue,
    findings: Sequence[Finding],
    exports: Exports | None = None,
    complete: Completeness | None = None,
) -> list[Step]:
    """Return the steps in their order.

    Args:
        exports: what was signed and exported from the file, and what has changed since.
        complete: what is lacking for the forum; looked up when left out.
    """
    blocks = len(of_weight(findings, "blocks"))
    exports = exports or Exports()
    complete = complete or completeness(submission, catalogue)
    return [
        _create(submission),
        _walk(submission, catalogue),
        _score(submission, catalogue),
        _see(submission, catalogue),
        _check(findings, blocks, complete),
        _sign(blocks, complete, exports.signed),
        _export(blocks, exports),
    ]


def _create(submission: Submission) -> Step:
    about = submission.about
    named = all(about.text(key) for key in ("lead_ministry", "focal_point"))
    text = (
        _("The lead ministry and the focal point are named.")
        if named
        else _("Name the lead ministry and the focal point.")
    )
    return Step("create", _("Say who submits"), "done" if named else "begun", text, "about")


def _walk(submission: Submission, catalogue: Catalogue) -> Step:
    whole = roll_up(submission, catalogue)
    begun = sum(1 for each in whole.objectives if each.done)
    state: State = "done" if begun == whole.of else "begun" if begun else "to_do"
    text = _("Objectives begun: {begun} of {of}.").format(begun=begun, of=whole.of)
    return Step("walk", _("Walk the objectives"), state, text, "objectives")


def _score(submission: Submission, catalogue: Catalogue) -> Step:
    whole = roll_up(submission, catalogue)
    score = score_policy(submission, catalogue.policy)
    state: State = "begun" if score.answered or whole.indicators else "to_do"
    if score.answered == score.questions:
        state = "done"
    text = _("{measured} All of this is voluntary.").format(measured=whole.measured())
    return Step("score", _("Score the indicators"), state, text, "policy")


def _see(submission: Submission, catalogue: Catalogue) -> Step:
    matrix = gap_matrix(submission, catalogue)
    state: State = "to_do" if not matrix.gaps else "begun" if matrix.unanswered else "done"
    return Step("see", _("Match gaps and pledges"), state, matrix.sentence(), "matrix")


def _check(findings: Sequence[Finding], blocks: int, complete: Completeness) -> Step:
    signing, forum = verdicts(findings, complete)
    state: State = "to_do" if blocks else "done" if complete.complete and not findings else "begun"
    said = [_("{question} {answer}").format(question=each.question, answer=each.answer) for each in (signing, forum)]
    return Step("check", _("Check"), state, "\n".join(said), "check")


def _sign(blocks: int, complete: Completeness, signed: Since | None) -> Step:
    if signed is not None:
        text = _("Signed by {name}. {since}").format(name=signed.export.signer, since=signed.sentence())
        return Step("sign", _("Clear and sign"), "begun" if signed.changes else "done", text, "export")
    if blocks:
        text = _("Signing waits for what blocks.")
    elif complete.complete:
        text = _("Look at what leaves and what stays, choose a signing key and sign.")
    else:
        text = _("It can be signed as it is; its cover then says what is not complete.")
    return Step("sign", _("Clear and sign"), "to_do", text, "export")


def _export(blocks: int, exports: Exports) -> Step:
    label = _("Export the package")
    if exports.signed is not None:
        text = _("{package} was written. {since}")
        text = text.format(package=exports.signed.export.package, since=exports.signed.sentence())
        return Step("export", label, "begun" if exports.signed.changes else "done", text, "export")
    if exports.draft is not None:
        text = _("Only a draft was exported so far: {package}. {since}")
        text = text.format(package=exports.draft.export.package, since=exports.draft.sentence())
        return Step("export", label, "begun", text, "export")
    text = (
        _("A draft, unsigned and marked as such, can be exported at any time.")
        if blocks
        else _("The package is written, read back and compared with the file before it stands.")
    )
    return Step("export", label, "to_do", text, "export")
