"""The guided path: the seven steps of the main job, how far each is, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.language import gettext as _
from desktop.catalogue.language import ngettext
from desktop.record.matrix import gap_matrix
from desktop.record.progress import roll_up
from desktop.record.readiness import Finding
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


def guided_path(submission: Submission, catalogue: Catalogue, findings: Sequence[Finding]) -> list[Step]:
    """Return the steps in their order.

    The last two are never done: a submission is signed anew with each package, and the file does not know where the
    packages went.
    """
    blocks = sum(1 for finding in findings if finding.weight == "blocks")
    return [
        _create(submission),
        _walk(submission, catalogue),
        _score(submission, catalogue),
        _see(submission, catalogue),
        _check(findings, blocks),
        _sign(blocks),
        _export(blocks),
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
    text = ngettext("{begun} of {of} objectives is begun.", "{begun} of {of} objectives are begun.", begun)
    return Step("walk", _("Walk the objectives"), state, text.format(begun=begun, of=whole.of), "objective")


def _score(submission: Submission, catalogue: Catalogue) -> Step:
    whole = roll_up(submission, catalogue)
    score = score_policy(submission, catalogue.policy)
    state: State = "begun" if score.answered or whole.indicators else "to_do"
    if score.answered == score.questions:
        state = "done"
    text = _(
        "{answered} of {questions} policy questions are answered, and {known} of {indicators} indicators have a value; "
        "all of this is voluntary."
    ).format(answered=score.answered, questions=score.questions, known=whole.indicators, indicators=whole.indicators_of)
    return Step("score", _("Score the indicators"), state, text, "policy")


def _see(submission: Submission, catalogue: Catalogue) -> Step:
    matrix = gap_matrix(submission, catalogue)
    state: State = "to_do" if not matrix.gaps else "begun" if matrix.unanswered else "done"
    return Step("see", _("Match gaps and pledges"), state, matrix.sentence(), "matrix")


def _check(findings: Sequence[Finding], blocks: int) -> Step:
    if blocks:
        text = ngettext("{count} finding blocks signing.", "{count} findings block signing.", blocks)
        return Step("check", _("Check"), "to_do", text.format(count=blocks), "readiness")
    rest = len(findings)
    if not rest:
        return Step("check", _("Check"), "done", _("Everything that can be checked is in order."), "readiness")
    text = ngettext(
        "Nothing blocks; {count} finding warns or suggests.", "Nothing blocks; {count} findings warn or suggest.", rest
    )
    return Step("check", _("Check"), "begun", text.format(count=rest), "readiness")


def _sign(blocks: int) -> Step:
    text = (
        _("Signing waits for what blocks.")
        if blocks
        else _("Look at what leaves and what stays, choose a signing key and sign.")
    )
    return Step("sign", _("Clear and sign"), "to_do", text, "export")


def _export(blocks: int) -> Step:
    text = (
        _("A draft, unsigned and marked as such, can be exported at any time.")
        if blocks
        else _("The package is written, read back and compared with the file before it stands.")
    )
    return Step("export", _("Export the package"), "to_do", text, "export")
