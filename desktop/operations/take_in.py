"""Join what a workbook or a Word document brings home, in the same way as a copy of the file.

It is held three ways: what stood there when it left, what it says, and what stands here now. So what only the colleague
changed is taken, what only the team changed stays, and people are asked where both did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.hand_out import mark_joined
from desktop.operations.join import DECISIONS, ConflictsWait, OnConflict, comment_beside
from desktop.operations.restore_points import mark_in
from desktop.operations.returned.returned_findings import CannotTakeIn, shown
from desktop.operations.workbook_in import Returned, line_of, look_into
from desktop.record.entry import Answer, Entry, Value
from desktop.record.history import ENTRY_ITSELF, Message, Revision
from desktop.record.internal_kinds import COMMENT
from desktop.record.joining import Conflict, Decision, Incoming, JoinPlan, Place, decided, plan_join
from desktop.record.ledger import line_of as ledger_line
from desktop.record.restore_points import BEFORE_JOINING
from desktop.record.submission import entry_row
from desktop.record.values import display, short_title
from desktop.store.file import SubmissionFile


@dataclass(frozen=True)
class Coming:
    """A file that came back, and what joining it would do."""

    returned: Returned
    plan: JoinPlan

    def sentences(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield a sentence for each answer that both sides changed."""
        return (_conflict(each, catalogue) for each in self.plan.conflicts)


def look_at(file: SubmissionFile, catalogue: Catalogue, path: Path) -> Coming:
    """Read a file that came back, and return all that it says and what joining it would do; nothing is written.

    Raises:
        CannotTakeIn, CannotReadWorkbook, CannotReadWord, FileError: as `look_into` does.
    """
    if file.assignment is not None:
        raise CannotTakeIn(
            _(
                "This is a ministry copy. Open the file from which the workbook was handed out, and take "
                "the workbook in there."
            )
        )
    returned = look_into(file.read(), catalogue, path)
    return Coming(returned, plan_join(_incoming(file, returned), catalogue))


def take_in(
    file: SubmissionFile,
    catalogue: Catalogue,
    coming: Coming,
    *,
    by: str = "",
    on_conflict: OnConflict = "stop",
    decisions: Mapping[Place, Decision] | None = None,
) -> Revision | None:
    """Take all that a file says, as one revision, and say in the ledger that it is back. Returns None where nothing is new.

    Args:
        decisions: what was decided, by the place of a conflict; `on_conflict` decides the others.

    Raises:
        CannotTakeIn: there are errors in it, and nothing was taken.
        ConflictsWait: both sides changed an answer, and nobody decided; nothing was taken.
    """
    returned = coming.returned
    if not returned.is_sound:
        raise CannotTakeIn(returned.summary(), tuple(each.said() for each in returned.findings.errors))
    if returned.revision is not None:
        # The file may have moved on since it was looked at.
        coming = replace(coming, plan=plan_join(_incoming(file, returned), catalogue))
    plan = coming.plan
    decision = DECISIONS.get(on_conflict)
    chosen: dict[Place, Decision] = {} if decision is None else {each.place: decision for each in plan.conflicts}
    chosen |= decisions or {}
    if any(each.place not in chosen for each in plan.conflicts):
        raise ConflictsWait(
            _("Both sides changed the same answers. Nothing was taken in; please choose which answers to keep."), ()
        )
    joined = decided(plan, chosen)
    line = line_of(file.read(), returned.copy)
    with file.transaction("join", Message(N_("Join {name}"), {"name": one_line(returned.name)}), by) as unit:
        if plan.is_new:
            mark_in(unit, returned.name, BEFORE_JOINING)
            unit.join(joined)
            for each in joined.beside:
                unit.add(COMMENT, comment_beside(each, catalogue))
        if line is not None and (plan.is_new or not line.text("joined")):
            mark_joined(unit, ledger_line(line))
    return unit.done


def _incoming(file: SubmissionFile, returned: Returned) -> Incoming:
    """Return what came back as joining wants it: the revision, what stood there when it left, and how it stands there."""
    revision = returned.revision
    if revision is None or not returned.is_sound:
        return Incoming((), {}, {}, {})
    base: dict[Place, Value | None] = {}
    theirs: dict[str, Entry] = {}
    for entry_id, entry in returned.findings.entries.items():
        answers = {key: Answer(each.value, revision.at, revision.by) for key, each in entry.answers.items()}
        theirs[entry_id] = entry._replace(answers=answers)
        base[entry_id, ENTRY_ITSELF] = entry_row(entry)
    for change in revision.changes:
        base[change.entry_id, change.field] = change.old
    return file.incoming_revision(revision, base, theirs)


def _conflict(conflict: Conflict, catalogue: Catalogue) -> str:
    title = one_line(short_title(conflict.entry, catalogue))
    if conflict.type == "removed_here":
        return _("“{title}” was removed here and changed in the workbook.").format(title=title)
    kind = catalogue.kinds.get(conflict.entry.kind)
    field = next((each for each in (kind.fields if kind else ()) if each.key == conflict.field), None)
    texts = [
        shown(display(field, each.value, catalogue) if field else str(each.value)) if each else _("(empty)")
        for each in (conflict.ours, conflict.theirs)
    ]
    return _("{title}, {field}: here “{ours}”, in the workbook “{theirs}”").format(
        title=title, field=_(field.label) if field else conflict.field, ours=texts[0], theirs=texts[1]
    )
