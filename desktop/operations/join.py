"""Join what another copy of the submission brings home."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now as present
from desktop.operations.comments import Draft, first_comment
from desktop.operations.hand_out import came_from, mark_joined
from desktop.operations.open_file import opened_to_look
from desktop.operations.restore_points import mark_in
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.entry import Value
from desktop.record.history import Message, Parameter, Revision
from desktop.record.internal_kinds import COMMENT
from desktop.record.joining import Beside, Conflict, Decision, JoinPlan, Place, decided, plan_join
from desktop.record.restore_points import BEFORE_JOINING
from desktop.record.values import display
from desktop.store.file import SubmissionFile

OnConflict = Literal["stop", "keep-ours", "keep-theirs", "keep-both"]
"""What is to be done with conflicts where nobody is there to be asked."""

DECISIONS: Mapping[OnConflict, Decision] = {"keep-ours": "ours", "keep-theirs": "theirs", "keep-both": "both"}


class OtherSubmission(UserError):
    """The file is of another submission: the two have nothing in common."""


class SameFile(UserError):
    """The file is the one that it is to be joined into."""


class ConflictsWait(UserError):
    """Both sides changed the same answers, and nobody decided what is to stand."""

    def __init__(self, message: str, results: Sequence[JoinResult]) -> None:
        super().__init__(message)
        self.results = tuple(results)


@dataclass(frozen=True)
class JoinResult:
    """What joining one contribution did, or would do.

    Args:
        name: of the contribution.
        plan: what it brings, and what was asked.
        decisions: what was decided, by the place of each conflict.
        revision: the one that joined it; None where nothing was new, or nothing was to be written.
    """

    name: str
    plan: JoinPlan
    decisions: Mapping[Place, Decision]
    revision: Revision | None = None

    @property
    def unsettled(self) -> list[Conflict]:
        """The conflicts in which nothing was decided."""
        return [each for each in self.plan.conflicts if each.place not in self.decisions]


@contextmanager
def opened_contribution(
    file: SubmissionFile, path: Path, *, now: Callable[[], datetime] = present
) -> Iterator[SubmissionFile]:
    """Open a contribution to look at it; nothing is written to it, and one of an older version is upgraded as a copy.

    Raises:
        OtherSubmission, SameFile.
        desktop.store.errors: it is no submission, damaged, half-written, newer, or open in another window.
    """
    if os.path.realpath(path) == os.path.realpath(file.path):
        raise SameFile(
            _("{name} is the file that is open. Please choose the copy that came back.").format(
                name=one_line(path.name)
            )
        )
    with opened_to_look(path, now=now) as other:
        if other.submission_id != file.submission_id:
            raise OtherSubmission(
                _(
                    "{name} belongs to another submission: it was not copied from this one, or from a copy of it."
                ).format(name=one_line(path.name))
            )
        yield other


def plan_of(file: SubmissionFile, other: SubmissionFile, catalogue: Catalogue) -> JoinPlan:
    """Return what joining an open contribution would do; nothing is written."""
    return plan_join(file.incoming(other), catalogue)


def preview(file: SubmissionFile, path: Path, catalogue: Catalogue) -> JoinPlan:
    """Return what joining a contribution would do; nothing is written. Raises as `opened_contribution` does."""
    with opened_contribution(file, path) as other:
        return plan_of(file, other, catalogue)


def join(
    file: SubmissionFile,
    other: SubmissionFile,
    plan: JoinPlan,
    decisions: Mapping[Place, Decision],
    catalogue: Catalogue,
    *,
    by: str = "",
    name: Parameter = "",
) -> Revision | None:
    """Write what was planned and decided, as one revision. Returns None where nothing was new.

    Args:
        other: the contribution, still open, for the attached files.
        decisions: by the place of each conflict; where there is none, what was said here stays.
        name: what came home, for the history; the name of the file where it is left out.
    """
    if not plan.is_new:
        return None
    joined = decided(plan, decisions)
    line = came_from(file, other)
    with file.transaction("join", Message(N_("Join {name}"), {"name": name or one_line(other.path.name)}), by) as unit:
        mark_in(unit, other.path.name, BEFORE_JOINING)
        for each in plan.incoming.attachments:
            unit.attach(each.name, other.content(each.sha256))
        unit.join(joined)
        if line is not None:
            mark_joined(unit, line)
        for beside in joined.beside:
            unit.add(COMMENT, comment_beside(beside, catalogue))
    return unit.done


def join_all(
    file: SubmissionFile,
    paths: Iterable[Path],
    catalogue: Catalogue,
    *,
    by: str = "",
    on_conflict: OnConflict = "stop",
    dry_run: bool = False,
    progress: ProgressReporter | None = None,
) -> list[JoinResult]:
    """Join contributions one after the other, all of them or none.

    Args:
        dry_run: whether to find out only what it would do.

    Raises:
        ConflictsWait: with `stop`; nothing was written.
        UserError: one of them cannot be joined; nothing was written.
    """
    progress = progress or NullProgress()
    paths = list(paths)
    results: list[JoinResult] = []
    try:
        with file.together():
            for number, path in enumerate(paths):
                progress.step(number, len(paths), one_line(path.name))
                results.append(_joined(file, path, catalogue, by, on_conflict))
            if dry_run or any(each.unsettled for each in results):
                raise _Withdrawn
    except _Withdrawn:
        if not dry_run:
            raise ConflictsWait(
                _("Both sides changed the same answers. Nothing was joined; please choose which answers to keep."),
                results,
            ) from None
    return results


class _Withdrawn(Exception):
    """Ends the transaction in which it was found out what joining would do."""


def _joined(file: SubmissionFile, path: Path, catalogue: Catalogue, by: str, on_conflict: OnConflict) -> JoinResult:
    with opened_contribution(file, path) as other:
        plan = plan_of(file, other, catalogue)
        decision = DECISIONS.get(on_conflict)
        decisions = {} if decision is None else {each.place: decision for each in plan.conflicts}
        revision = join(file, other, plan, decisions, catalogue, by=by)
        return JoinResult(one_line(path.name), plan, decisions, revision)


def comment_beside(beside: Beside, catalogue: Catalogue) -> dict[str, Value]:
    """Return the comment that keeps what cannot stand beside the other answer."""
    conflict = beside.conflict
    kind = catalogue.kinds.get(conflict.entry.kind)
    fields = {each.key: each for each in kind.fields} if kind else {}
    field = fields.get(conflict.field)
    said = display(field, beside.said.value, catalogue) if field else str(beside.said.value)
    text = _("The other copy says: {text}").format(text=said)
    if beside.said.by:
        text = _("The other copy says: {text} ({name})").format(text=said, name=beside.said.by)
    return first_comment(Draft(conflict.entry, conflict.field, text), catalogue)
