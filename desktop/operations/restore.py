"""Restore a whole submission from a package: entries, history and attachments as they were released."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.catalogue.language import gettext as _
from desktop.operations.create import named
from desktop.record.problems import Known
from desktop.record.submission import Attachment
from desktop.record.work import Quiet, Work
from desktop.store.file import SubmissionFile

if TYPE_CHECKING:
    from desktop.package.container import Container
    from desktop.package.machine import AttachmentRecord


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
        content = held.members["submission.json"]
    except KeyError as error:
        raise CannotRestore(_("The package holds no record to restore from.")) from error
    record = machine.from_bytes(content)
    attachments = [(Attachment(each.sha256, each.name, each.size), _content(held, each)) for each in record.attachments]
    work.step(2, 3, _("Writing the submission"))
    target = named(path)
    SubmissionFile.replay(target, record.submission(), record.history(), attachments)
    work.step(3, 3, _("Done"))
    return target


def _content(held: Container, each: AttachmentRecord) -> bytes:
    # A draft bears no seal: what its record says of a file is all that vouches for it.
    try:
        content = held.members[each.path]
    except KeyError as error:
        raise CannotRestore(_("The attached file {name} is missing in the package.").format(name=each.name)) from error
    if hashlib.sha256(content).hexdigest() != each.sha256:
        raise CannotRestore(_("The attached file {name} is not the one that the record names.").format(name=each.name))
    return content
