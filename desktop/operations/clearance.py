"""Review and clear objectives and pledges, make them drafts again, print their sheets and take the scans back in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desktop.atomic_write import atomic_write
from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.lists import joined
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import LANGUAGES, N_, use_language
from desktop.i18n.translation import gettext as _
from desktop.operations.attach import content_of
from desktop.operations.review import language_of
from desktop.record.clearance import clearance_of, clearances, refusal
from desktop.record.clearance_parts import number_of, objective_part, pledge_of, pledge_part, title_of_part
from desktop.record.clearance_state import DRAFT, ON_SCREEN, REVIEWED, STATES
from desktop.record.cleared_part import CLEARED
from desktop.record.entry import Value
from desktop.record.history import LONGEST_NAME, Message, Parameter, Reference, Revision
from desktop.record.history_labels import entry_name
from desktop.record.internal_kinds import CLEARANCE
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile


class CannotClear(UserError):
    """Somebody cannot clear what they want to; `details` has a sentence for each part, and nothing was changed."""


def mark(
    file: SubmissionFile,
    catalogue: Catalogue,
    parts: Sequence[str],
    state: str,
    *,
    by: str,
    at: datetime,
    ministry: str = "",
    note: str = "",
    method: str = ON_SCREEN,
    speaker: str = "",
    submission: Submission | None = None,
) -> Revision | None:
    """Say that parts are drafts, reviewed or cleared, all of them in one revision. Returns None for no parts.

    Args:
        state: one of `clearance.STATES`.
        by, ministry: who says so, and for whom; a draft again needs neither.
        at: when.
        note: why, for the team alone.
        method: how a part was cleared, see `clearance`.
        speaker: who is at the keyboard, where it is somebody else than `by`.
        submission: what the file says, where it has been read already.

    Raises:
        CannotClear: one of the parts cannot be cleared or reviewed by them; then none is.
    """
    if state not in STATES:
        raise ValueError(state)
    if not parts:
        return None
    submission = submission or file.read()
    by, ministry = (one_line(each) if each.strip() else "" for each in (by, ministry))
    reasons = reasons_against(submission, catalogue, parts, state, by)
    if reasons:
        raise CannotClear("\n".join(reasons), tuple(reasons))
    with file.transaction("edit", _message(submission, catalogue, parts, state), speaker or by) as unit:
        for part in parts:
            stands = clearance_of(submission, catalogue, part)
            said: dict[str, Value | None] = {
                "state": state,
                "by": by or None,
                "ministry": ministry or None,
                "at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
                "note": note.strip() or None,
                "fingerprint": None if state == DRAFT else _fingerprint(submission, catalogue, part),
                "reviewed_by": {REVIEWED: by, CLEARED: _reviewer(stands.state, stands.by, stands.reviewed_by)}.get(
                    state
                )
                or None,
                "method": method if state == CLEARED else None,
                # A scan is of the sheet that was signed, and not of the next one.
                "sheet": None,
                "evidence": None,
            }
            entry_id = unit.ensure(CLEARANCE, part)
            for key, value in said.items():
                unit.set(entry_id, key, value)
    return unit.done


def _fingerprint(submission: Submission, catalogue: Catalogue, part: str) -> str:
    from desktop.record.clearance import fingerprint

    return fingerprint(submission, catalogue, part)


def _reviewer(state: str, by: str, reviewed_by: str) -> str:
    """Return who has reviewed the text that is cleared now."""
    return by if state == REVIEWED else reviewed_by if state == CLEARED else ""


def reasons_against(
    submission: Submission, catalogue: Catalogue, parts: Sequence[str], state: str, by: str
) -> list[str]:
    """Return in sentences why somebody cannot mark parts so; nothing where they can. A draft again it can always be."""
    reasons: list[str] = []
    for part in parts if state != DRAFT else ():
        if state == CLEARED:
            reason = refusal(submission, catalogue, part, by)
        elif not by:
            reason = _("Say who reviewed the text: nobody is named.")
        elif clearance_of(submission, catalogue, part).empty:
            reason = _("{name} contains nothing that a package would include, so there is nothing to review.").format(
                name=title_of_part(submission, catalogue, part)
            )
        else:
            reason = ""
        if reason and reason not in reasons:
            reasons.append(reason)
    return reasons


def _message(submission: Submission, catalogue: Catalogue, parts: Sequence[str], state: str) -> Message:
    if len(parts) == 1:
        name = {"name": _name(submission, catalogue, parts[0])}
        if state == CLEARED:
            return Message("Clear {name}", name)
        if state == REVIEWED:
            return Message(N_("Mark {name} as reviewed"), name)
        return Message("Make {name} a draft again", name)
    count: dict[str, Parameter] = {"count": str(len(parts))}
    if state == CLEARED:
        return Message("Clear objectives and pledges: {count}", count)
    if state == REVIEWED:
        return Message(N_("Mark objectives and pledges as reviewed: {count}"), count)
    return Message("Make objectives and pledges drafts again: {count}", count)


def _name(submission: Submission, catalogue: Catalogue, part: str) -> Parameter:
    number, pledge = number_of(part), submission.entries.get(pledge_of(part))
    if number is not None:
        return Reference("entry", f"assessment/{number}", title_of_part(submission, catalogue, part)[:LONGEST_NAME])
    return entry_name(pledge, catalogue) if pledge else title_of_part(submission, catalogue, part)


def attach_sheet(
    file: SubmissionFile, catalogue: Catalogue, part: str, path: Path, *, by: str = ""
) -> tuple[str, Revision | None]:
    """Take the scan of a signed clearance sheet in, as evidence that stays in the file. Returns its id and the revision.

    It names no objective: so it belongs to no part, and neither the scan nor its release ever reopens what it clears.

    Raises:
        CannotAttach: the file cannot be taken.
        CannotClear: nobody has reviewed or cleared the part yet.
    """
    submission = file.read()
    stands = clearance_of(submission, catalogue, part)
    name = title_of_part(submission, catalogue, part)
    if stands.said == DRAFT:
        raise CannotClear(
            _("{name} is not cleared yet. Mark it as cleared first, then attach the scan.").format(name=name)
        )
    number = number_of(part)
    supported = pledge_of(part) if number is None else submission.bound("assessment", str(number)).id
    content = content_of(path)
    with file.transaction("attach", Message(N_("Attach {name}"), {"name": path.name}), by) as unit:
        sha256 = unit.attach(path.name, content)
        answers: dict[str, Value] = {
            "title": one_line(_("Clearance sheet: {name}").format(name=name)),
            "file": sha256,
            "private": True,
        }
        if supported in submission.entries:
            answers["supports"] = [supported]
        evidence = unit.add("evidence", answers)
        entry_id = unit.ensure(CLEARANCE, part)
        unit.set(entry_id, "sheet", sha256)
        unit.set(entry_id, "evidence", [evidence])
    return evidence, unit.done


def chosen_parts(submission: Submission, catalogue: Catalogue, objectives: Sequence[int] = ()) -> list[str]:
    """Return the parts that say something: of these objectives with the pledges that name them first; all for none."""
    said = [each.part for each in clearances(submission, catalogue) if not each.empty]
    if not objectives:
        return said
    wanted = {objective_part(each) for each in objectives}
    for pledge in submission.of_kind("pledge"):
        first = next(iter(pledge.numbers("objectives")), None)
        if first in objectives:
            wanted.add(pledge_part(pledge.id))
    return [each for each in said if each in wanted]


def save_sheet(
    file: SubmissionFile, catalogue: Catalogue, path: Path, parts: Sequence[str], *, language: str = ""
) -> Path:
    """Write the clearance sheet of some parts as PDF, to be printed, signed and stamped.

    Args:
        language: of what the program says on it; that of the submission's texts when empty.

    Raises:
        CannotClear: there is nothing to clear in any of the parts, or the name has another ending than `.pdf`.
        FileError: a place that cannot be written to.
    """
    from desktop.package.clearance_sheet import write_clearance_sheet

    if path.suffix.lower() != ".pdf":
        raise CannotClear(_("A clearance sheet is saved as a .pdf file."))
    submission = file.read()
    empty = [each for each in parts if clearance_of(submission, catalogue, each).empty]
    if not parts or empty:
        names = joined(title_of_part(submission, catalogue, each) for each in empty)
        text = (
            _("There is nothing to clear.")
            if not parts
            else _("There is nothing to clear in: {names}").format(names=names)
        )
        raise CannotClear(text)
    language = language if language in LANGUAGES else language_of(submission)
    with use_language(language):
        content = write_clearance_sheet(submission, catalogue, parts, language=language)
    with atomic_write(path) as stream:
        stream.write(content)
    return path
