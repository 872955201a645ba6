"""Restore a whole submission from a package: entries, history and attachments as they were released."""

from __future__ import annotations

from pathlib import Path

from desktop.catalogue.language import gettext as _
from desktop.operations.create import named
from desktop.record.problems import Known
from desktop.record.submission import Attachment
from desktop.record.work import Quiet, Work
from desktop.store.file import SubmissionFile


class CannotRestore(Known):
    """The package is not whole, so nothing was restored from it."""


def restore(
    package: Path,
    path: Path,
    *,
    work: Work | None = None,
) -> Path:
    """Write the submission that a package holds into a new file and return its path.

    A package whose seal does not hold is not restored from: what was altered would come back as if it were the
    country's word. A draft bears no seal and can be restored.

    Raises:
        CannotRestore: the package is not whole, or holds no record.
        Known: the file is there already, or cannot be written.
    """
    from desktop.package import container, examine, machine

    work = work or Quiet()
    work.step(0, 3, _("Examining the package"))
    findings = examine.examine(package)
    if not (findings.sound or findings.is_draft):
        raise CannotRestore(findings.summary)
    work.step(1, 3, _("Reading the record"))
    held = container.read_container(package)
    try:
        record = machine.from_bytes(held.members["submission.json"])
    except KeyError as error:
        raise CannotRestore(_("The package holds no record to restore from.")) from error
    attachments = [
        (Attachment(file.sha256, file.name, file.size), held.members[file.path]) for file in record.attachments
    ]
    work.step(2, 3, _("Writing the submission"))
    target = named(path)
    SubmissionFile.replay(target, record.submission(), record.history(), attachments)
    work.step(3, 3, _("Done"))
    return target
