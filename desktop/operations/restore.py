"""Restore a whole submission from a package: entries, history and attachments as they were released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.operations.create import named
from desktop.operations.verify import verify
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.released_clearance import entry_of
from desktop.record.submission import Attachment, Submission
from desktop.store.file import SubmissionFile

if TYPE_CHECKING:
    from desktop.package.record_shapes import JsonRecord

RECORD = "submission.json"


class CannotRestore(UserError):
    """The package is not whole, so nothing was restored from it."""


def restore(
    package: Path,
    path: Path,
    *,
    work: ProgressReporter | None = None,
) -> Path:
    """Write the submission that a package holds into a new file and return its path.

    A package whose signature does not hold is not restored from, nor one whose documents say something else than its record:
    what was altered would come back as if it were the country's word. A draft bears no signature and can be restored. What
    is restored is what was examined, also when the file is exchanged meanwhile.

    Raises:
        CannotRestore: the package is not whole, or holds no record.
        Cancelled: somebody chose to stop.
        UserError: the file is there already, or cannot be written.
    """
    work = work or NullProgress()
    record, contents = read_record(package, work)
    work.step(99, 100, _("Saving the submission"))
    target = named(path)
    SubmissionFile.replay(target, _with_clearances(record.submission()), record.history(), _attached(record, contents))
    work.step(100, 100, pgettext("progress", "Done"))
    return target


def _with_clearances(submission: Submission) -> Submission:
    """Return a submission as a file keeps it, which has entries for what was cleared; so far as that was told."""
    made = [entry_of(submission.id, each) for each in submission.cleared]
    return Submission(submission.id, {**submission.entries, **{each.id: each for each in made}}, submission.attachments)


def read_record(package: Path, work: ProgressReporter) -> tuple[JsonRecord, Mapping[str, bytes]]:
    """Examine a package and return its record with its files, each held against what was examined when it is read.

    Raises:
        CannotRestore: the package is not whole, or holds no record.
        Cancelled: somebody chose to stop.
        UserError: the file cannot be read.
    """
    from desktop.package import json_record
    from desktop.package.container import AlteredMember

    findings = verify(package, work=work)
    if not findings.readable:
        raise CannotRestore(findings.summary)
    work.step(98, 100, _("Reading the data file"))
    try:
        return json_record.from_bytes(findings.contents[RECORD]), findings.contents
    except KeyError as error:
        raise CannotRestore(_("The package has no data file, so nothing can be restored.")) from error
    except AlteredMember as error:
        raise CannotRestore(_("The package was replaced while it was being read. Please try again.")) from error


def _attached(record: JsonRecord, contents: Mapping[str, bytes]) -> Iterator[tuple[Attachment, bytes]]:
    """Give the attached files one after the other; that each is the one that the record names was seen before."""
    from desktop.package.container import AlteredMember

    for each in record.attachments:
        try:
            yield Attachment(each.sha256, each.name, each.size), contents[each.path]
        except (KeyError, AlteredMember) as error:
            raise CannotRestore(
                _("The attached file {name} is missing from the package.").format(name=one_line(each.name))
            ) from error
