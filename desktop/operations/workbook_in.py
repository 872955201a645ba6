"""Take in a workbook that colleagues have filled in: everything that is wrong at once, then all of it or nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from desktop.catalogue.catalogue import Catalogue
from desktop.disk import read_at_most
from desktop.errors import UserError, translate_os_errors
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_, ngettext
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now
from desktop.operations.returned.answers import Answers
from desktop.operations.returned.places import hidden_cells, matched_sheets
from desktop.operations.returned.returned_findings import CannotTakeIn, Findings, Place, Remark
from desktop.package.contribution_workbook.grid import MOST_BYTES, CannotReadWorkbook, read_grids
from desktop.package.contribution_workbook.hidden_record import NewerRecordError, from_pieces
from desktop.package.hidden_text import AlteredRecordError
from desktop.record.entry import Entry
from desktop.record.history import ENTRY_ITSELF, Change, Message, Revision
from desktop.record.internal_kinds import HANDED_OUT
from desktop.record.submission import Submission


@dataclass(frozen=True)
class Returned:
    """What a file says that came back, before anything of it is taken.

    Args:
        name: of the file.
        to: who filled it in.
        copy: the id of the workbook or document.
        findings: what differs, what is wrong, and what is to be known.
        revision: what it says as one revision, in which every `old` is what stood there when it left; None where
            nothing differs. Its id is the same whenever the same answers come back.
    """

    name: str
    to: str
    copy: str
    findings: Findings
    revision: Revision | None

    @property
    def is_sound(self) -> bool:
        """Whether it can be taken."""
        return not self.findings.errors

    def summary(self) -> str:
        """Return in one sentence what it brings, or why nothing of it can be taken."""
        errors = len(self.findings.errors)
        if errors:
            return ngettext(
                "Nothing was taken in: there is {count} thing to correct first.",
                "Nothing was taken in: there are {count} things to correct first.",
                errors,
            ).format(count=counted(errors))
        cells = len(self.findings.cells)
        if not cells:
            return _("Nothing in the file differs from what was handed out.")
        return ngettext("{count} answer differs.", "{count} answers differ.", cells).format(count=counted(cells))

    def data(self) -> dict[str, Any]:
        """Return it as a program reads it."""
        return {
            "file": self.name,
            "to": self.to,
            "copy": self.copy,
            "changes": [each.data() for each in self.findings.cells],
            "errors": [_as_data(each) for each in self.findings.errors],
            "remarks": [_as_data(each) for each in self.findings.remarks],
        }


def _as_data(remark: Remark) -> dict[str, str]:
    return {"sheet": remark.place.sheet, "cell": remark.place.address, "text": remark.text}


def look_into(submission: Submission, catalogue: Catalogue, path: Path) -> Returned:
    """Read a file that came back, and return all that it says; nothing is written.

    Raises:
        CannotTakeIn: it is none that was handed out of this submission.
        CannotReadWorkbook: it cannot be read at all.
        FileError: it cannot be opened.
    """
    with translate_os_errors(path, writing=False):
        content = read_at_most(path, MOST_BYTES + 1)
    if _is_word(content):
        from desktop.operations.word_in import look_into_word

        return look_into_word(submission, catalogue, path.name, content)
    grids = read_grids(content)
    try:
        record, mark = from_pieces(hidden_cells(grids))
    except NewerRecordError as error:
        raise CannotTakeIn(
            _("{name} was written by a newer version of Pledgebook. Install that version first.").format(
                name=one_line(path.name)
            )
        ) from error
    except AlteredRecordError as error:
        raise CannotTakeIn(
            _(
                "{name} is not a workbook that was handed out, or its hidden sheet was altered. Ask for the file again."
            ).format(name=one_line(path.name))
        ) from error
    findings = Findings()
    see_whose(submission, path.name, record.submission, record.workbook, mark, findings)
    sheets = matched_sheets(grids, record, findings)
    Answers(record, submission, catalogue, findings).compare(sheets)
    names = [grid.name for grid in grids]
    findings.cells.sort(key=lambda each: (names.index(each.place.sheet), each.place.order()))
    message = Message(N_("Take in the workbook of {name}"), {"name": one_line(record.to)})
    revision = revision_of(findings.changes, record.workbook, record.to, message)
    return Returned(path.name, record.to, record.workbook, findings, revision)


def copy_under(path: Path) -> str:
    """Return the id of the workbook or document that lies under a name, empty where none that went out lies there."""
    from desktop.package.review_record import from_hidden
    from desktop.package.word_reading import read_word

    try:
        content = read_at_most(path, MOST_BYTES + 1)
        if _is_word(content):
            return from_hidden(read_word(content).hidden)[0].document
        return from_pieces(hidden_cells(read_grids(content)))[0].workbook
    except (OSError, UserError, AlteredRecordError, NewerRecordError):
        return ""


def _is_word(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04") and b"word/document.xml" in content


def see_whose(submission: Submission, name: str, of_submission: str, copy: str, mark: str, findings: Findings) -> None:
    """See that a file was handed out of this submission and that what it hides is as it was written.

    Raises:
        CannotTakeIn: it belongs to another submission, or was altered.
    """
    if of_submission != submission.id:
        raise CannotTakeIn(
            _(
                "{name} was handed out from another submission. Open that submission, and take in the file there."
            ).format(name=one_line(name))
        )
    line = line_of(submission, copy)
    if line is None:
        # The file may be an older one than that from which it was handed out.
        text = _(
            "This file is not in the submission's list of copies, so Pledgebook cannot tell whether "
            "its hidden part was altered."
        )
        findings.remarks.append(Remark(Place(""), text))
    elif line.text("mark") and line.text("mark") != mark:
        raise CannotTakeIn(
            _("The hidden part of {name} has been altered since it was handed out. Ask for the file again.").format(
                name=one_line(name)
            )
        )
    elif line.text("joined"):
        findings.remarks.append(
            Remark(Place(""), _("This file has been taken in before. Answers that are the same here change nothing."))
        )


def line_of(submission: Submission, copy: str) -> Entry | None:
    """Return the line of the ledger of a workbook or document; None where there is none."""
    lines = submission.of_kind(HANDED_OUT) if copy else ()
    return next((each for each in lines if each.text("copy") == copy), None)


def revision_of(changes: list[Change], copy: str, to: str, message: Message) -> Revision | None:
    """Return changes as the one revision that somebody did in a workbook or document; None where there are none."""
    if not changes:
        return None
    # Whether an entry was begun here meanwhile is none of what came back.
    told = sorted(
        ([each.entry_id, each.field, each.old, each.new] for each in changes if each.field != ENTRY_ITSELF),
        key=lambda each: (each[0], each[1]),
    )
    text = json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    revision_id = str(uuid5(UUID(copy), hashlib.sha256(text.encode()).hexdigest()))
    at = f"{now():%Y-%m-%dT%H:%M:%SZ}"
    return Revision(revision_id, at, to, "import", message, tuple(changes), copy=copy)


__all__ = ["CannotReadWorkbook", "CannotTakeIn", "Returned", "look_into"]
