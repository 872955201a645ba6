"""See that a package is complete: what was written is read back and compared with the submission.

Nothing is signed before this holds. The workbook is read by another library than the one that wrote it, and
what must stand in a cell is worked out here from the answer itself, not by the code that filled the cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext, use_language
from desktop.package import json_record
from desktop.package.readback_pdf import compare_pdfs
from desktop.package.readback_result import Comparison
from desktop.package.readback_workbook import compare_workbook
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.cleared_part import CLEARED
from desktop.record.history import Revision
from desktop.record.released_clearance import not_so
from desktop.record.submission import Submission


class ReadBackFailed(UserError):
    """What was read back is not what the submission says; `details` holds every difference as a sentence."""


@dataclass(frozen=True)
class ReadBack:
    """What was read back and compared, all of it the same.

    Args:
        counts: kind to number of entries in the submission.
        record: what was compared in the record, `submission.json`.
        workbook: the same for the workbook.
        pdfs: the same for the report and the PDFs of the pledges.
        documents: how many pledges have a PDF of their own.
    """

    counts: Mapping[str, int]
    record: Comparison
    workbook: Comparison
    pdfs: Comparison
    documents: int

    def summary(self) -> str:
        """Return what was compared in one sentence, in the language spoken. Each answer is counted once."""
        answers = self.record.texts
        return ngettext(
            "Everything was read back and compared: {count} answer in the data file, the workbook "
            "and the PDFs matches what was entered.",
            "Everything was read back and compared: {count} answers in the data file, the workbook "
            "and the PDFs match what was entered.",
            answers,
        ).format(count=counted(answers))


def read_back(
    submission: Submission,
    revisions: Sequence[Revision],
    catalogue: Catalogue,
    *,
    workbook: bytes,
    report: bytes,
    pledges: Mapping[str, bytes],
    record: bytes,
    language: str,
    draft: bool,
    work: ProgressReporter | None = None,
) -> ReadBack:
    """Read back what was written for a submission and compare it.

    Args:
        submission: what was released, and nothing else.
        revisions: its history as released, oldest first.
        pledges: id of a pledge to its PDF.
        language: of the package.

    Raises:
        ReadBackFailed: anything is missing, cut short, changed, there twice, or not in the submission at all.
        Cancelled: somebody chose to stop.
    """
    work = work or NullProgress()
    with use_language(language):
        work.step(0, 3, _("Reading the data file back"))
        from_record = compare_record(submission, revisions, record)
        work.step(1, 3, _("Checking the workbook"))
        from_workbook = compare_workbook(submission, catalogue, workbook, draft=draft, own=True)
        work.step(2, 3, _("Checking the PDFs"))
        from_pdfs = compare_pdfs(submission, catalogue, report, pledges)
        work.step(3, 3, _("Everything was checked"))
        wrong = [] if draft else compare_cleared(submission, catalogue)
    differences = wrong + from_record.differences + from_workbook.differences + from_pdfs.differences
    if differences:
        raise ReadBackFailed(
            ngettext(
                "The check found a difference from the submission in {count} place, so nothing was exported.",
                "The check found differences from the submission in {count} places, so nothing was exported.",
                len(differences),
            ).format(count=counted(len(differences))),
            tuple(differences),
        )
    counts = {kind: len(submission.of_kind(kind)) for kind in catalogue.kinds}
    return ReadBack(counts, from_record, from_workbook, from_pdfs, len(pledges))


def compare_cleared(submission: Submission, catalogue: Catalogue) -> list[str]:
    """Tell of each part of a signed package that is said to be cleared and has another text, or the other way round."""
    return [
        _("“{name}” does not have the text that the package says was cleared.").format(name=each)
        if state == CLEARED
        else _("“{name}” has the text that was cleared, but the package says that it was changed.").format(name=each)
        for each, state in not_so(submission, catalogue)
    ]


def compare_record(submission: Submission, revisions: Sequence[Revision], content: bytes) -> Comparison:
    """Compare the record with the submission and its history, by equality."""
    try:
        record = json_record.from_bytes(content)
    except json_record.RecordProblem as problem:
        return Comparison(differences=list(problem.details))
    found = record.submission()
    differences = []
    for entry_id in sorted({*submission.entries, *found.entries}):
        here, there = submission.entries.get(entry_id), found.entries.get(entry_id)
        if here is None:
            differences.append(_("submission.json: the entry {id} is not in the submission.").format(id=entry_id))
            continue
        if there is None:
            differences.append(_("submission.json: the entry {id} is missing.").format(id=entry_id))
            continue
        differences += [
            _("submission.json: the answer to “{field}” of the entry {id} is not the same.").format(
                field=key, id=entry_id
            )
            for key in sorted({*here.answers, *there.answers})
            if here.answers.get(key) != there.answers.get(key)
        ]
        if (here.kind, here.key, here.order) != (there.kind, there.key, there.order):
            differences.append(_("submission.json: the entry {id} is in another place.").format(id=entry_id))
    if found.id != submission.id:
        differences.append(_("submission.json has the ID of another submission."))
    if dict(found.attachments) != dict(submission.attachments):
        differences.append(_("submission.json does not list the same attached files."))
    if found.cleared != submission.cleared:
        differences.append(_("submission.json does not contain the same clearances."))
    if record.history() != list(revisions):
        differences.append(_("submission.json does not contain the same history."))
    texts = sum(len(entry.answers) for entry in submission.entries.values())
    return Comparison(len(submission.entries), texts, differences)
