"""Hand out a workbook to colleagues who have nothing else, and enter it in the ledger of the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.atomic_write import revocable_write
from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import joined
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import LANGUAGES, N_
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now
from desktop.operations.hand_out import CannotHandOut
from desktop.operations.review import language_of
from desktop.operations.workbook_in import copy_under, line_of
from desktop.package.contribution_workbook.asked import USUAL, Asked, kinds_to_choose
from desktop.record.date_parsing import read_date
from desktop.record.dates import span
from desktop.record.entry import Value, new_id
from desktop.record.history import Message, Revision
from desktop.record.internal_kinds import HANDED_OUT
from desktop.store.file import SubmissionFile

SUFFIX, WORD = ".xlsx", ".docx"
FORMS = {SUFFIX: "workbook", WORD: "word"}
"""What the ledger calls each, by the ending of its name."""


def checked(catalogue: Catalogue, asked: Asked) -> Asked:
    """Return what is asked for as it is kept.

    Raises:
        CannotHandOut: a name is lacking, or a kind, an objective or a day is not known; all of it at once.
    """
    problems: list[str] = []
    to = " ".join(asked.to.split())
    if not to:
        problems.append(_("Give the name of the person or ministry that the workbook is for."))
    known = [objective.number for objective in catalogue.objectives]
    for number in asked.objectives:
        if number not in known:
            text = _("There is no objective {number}. The objectives are numbered from 1 to {last}.")
            problems.append(text.format(number=number, last=max(known)))
    offered = [kind.key for kind in kinds_to_choose(catalogue)]
    for kind in asked.kinds:
        if kind not in offered:
            text = _("“{kind}” is not a kind of entry that a workbook can have. Known kinds: {known}.")
            problems.append(text.format(kind=one_line(kind), known=joined(offered)))
    until = ""
    if asked.until.strip():
        value, found = read_date(asked.until.strip(), days_lead=None)
        days = span(str(value or ""))
        until = days[1].isoformat() if days else ""  # of a month that was named, its last day
        problems += [each.text for each in found]
    if problems:
        raise CannotHandOut(problems[0] if len(problems) == 1 else _("The workbook was not made."), tuple(problems))
    objectives = tuple(number for number in known if number in asked.objectives)
    kinds = tuple(key for key in offered if key in (asked.kinds or USUAL))
    return replace(asked, to=to, objectives=objectives, kinds=kinds, until=until)


def hand_out_workbook(
    file: SubmissionFile,
    catalogue: Catalogue,
    path: Path,
    asked: Asked,
    *,
    by: str = "",
    language: str = "",
) -> Revision | None:
    """Write a workbook and enter it in the ledger; neither stands without the other. Returns the revision of the entry.

    Args:
        path: where the workbook is written, `.xlsx`; `.docx` writes the chapters of the review report instead.
        language: of the workbook, ISO 639-1; that of the submission when empty.

    Raises:
        CannotHandOut, FileError.
    """
    if file.assignment is not None:
        raise CannotHandOut(
            _(
                "This file is itself a ministry copy. Further copies can be handed out only from the "
                "file that it came from."
            )
        )
    suffix = path.suffix.lower()
    if suffix not in FORMS:
        raise CannotHandOut(_("A workbook is saved as .xlsx, the chapters of the review report as .docx."))
    asked = checked(catalogue, asked)
    submission = file.read()
    language = language or language_of(submission)
    if language not in LANGUAGES:
        raise CannotHandOut(
            _("The workbook can be in one of these languages: {known}.").format(known=joined(LANGUAGES))
        )
    left = next(iter(file.history(limit=1)), None)
    workbook, revision = new_id(), left.id if left else ""
    if suffix == WORD:
        from desktop.package.review_word import write_review_to_edit
        from desktop.record.release import released

        leaving = released(submission, catalogue, signed=False)
        content, mark = write_review_to_edit(
            leaving,
            catalogue,
            language=language,
            document=workbook,
            revision=revision,
            to=asked.to,
            until=asked.until,
        )
    else:
        from desktop.package.contribution_workbook.workbook import write_contribution_workbook

        written = write_contribution_workbook(
            submission, catalogue, asked, workbook=workbook, revision=revision, language=language
        )
        content, mark = written.content, written.mark
    line: dict[str, Value | None] = {
        "to": asked.to,
        "copy": workbook,
        "objectives": list(asked.objectives) if suffix == SUFFIX else None,
        "kinds": list(asked.kinds) if suffix == SUFFIX else ["chapter"],
        "until": asked.until or None,
        "at": f"{now():%Y-%m-%dT%H:%M:%SZ}",
        "by": by or None,
        "file": path.name,
        "form": FORMS[suffix],
        "mark": mark,
    }
    # The name is taken by the new one; a line that waits for the one before would wait in vain.
    before = line_of(submission, copy_under(path))
    message = Message(N_("Hand out a workbook to {name}"), {"name": one_line(asked.to)})
    # What no ledger knows of is not out, and what stood there before may be what a colleague has filled in: where the ledger
    # cannot be written, that stands there again.
    with revocable_write(path) as write, file.transaction("hand_out", message, by) as unit:
        unit.add(HANDED_OUT, {key: value for key, value in line.items() if value})
        if before is not None:
            unit.set(before.id, "replaced", line["at"])
        # It takes its name within the transaction: where it cannot, such as that of a file open elsewhere, nothing is entered.
        write(content)
    return unit.done
