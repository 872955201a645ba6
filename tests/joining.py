"""What tests of joining share: another copy comes home, without a window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.catalogue.forms_reader import current
from desktop.operations.join import join, plan_of
from desktop.record.history import Message, Revision
from desktop.record.joining import Decision, Incoming, Joined, JoinPlan, Place
from desktop.store.file import SubmissionFile


def bring_home(
    file: SubmissionFile,
    other: SubmissionFile,
    decision: Decision = "ours",
    decisions: Mapping[Place, Decision] | None = None,
) -> tuple[JoinPlan, Revision | None]:
    """Join another copy that is open; every conflict is decided alike unless it is decided by itself."""
    plan = plan_of(file, other, current())
    all_alike = {each.place: decision for each in plan.conflicts}
    return plan, join(file, other, plan, {**all_alike, **(decisions or {})}, current(), by="Coordinator", name="a copy")


def write_received(file: SubmissionFile, revisions: Sequence[Revision]) -> None:
    """Write revisions of another copy into the history, of which nothing stands here."""
    with file.transaction("join", Message("Join {name}", {"name": "a copy"}), "") as unit:
        unit.join(Joined(Incoming(tuple(revisions), {}, {}, {}), (), {}))
