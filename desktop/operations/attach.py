"""Attach a file to an entry: the file is taken into the submission, so nothing else has to be sent along."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.history import Message, Revision
from desktop.store.file import SubmissionFile

LARGEST_ATTACHMENT = 100 * 1024 * 1024
"""A submission travels on USB sticks and by e-mail; above this a file is a film, not evidence."""


class CannotAttach(UserError):
    """The file cannot be read, is empty, or is too large to travel with a submission."""


def attach(
    file: SubmissionFile, catalogue: Catalogue, entry: Entry, field: str, path: Path, *, by: str = ""
) -> Revision | None:
    """Take a file in and make it the answer of a field of type `file`."""
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            raise OSError  # a pipe would never end
        size = about.st_size
        content = path.read_bytes() if size <= LARGEST_ATTACHMENT else b""
    except OSError as error:
        raise CannotAttach(_("The file {name} cannot be read.").format(name=path.name)) from error
    if size > LARGEST_ATTACHMENT:
        raise CannotAttach(
            _("The file {name} is larger than 100 MB. Please attach a shorter version of it.").format(name=path.name)
        )
    if not content:
        raise CannotAttach(_("The file {name} is empty.").format(name=path.name))
    message = Message(N_("Attach {name}"), {"name": path.name})
    with file.transaction("attach", message, by) as unit:
        if catalogue.kind(entry.kind).bound is not None:
            unit.ensure(entry.kind, entry.key)
        sha256 = unit.attach(path.name, content)
        unit.set(entry.id, field, sha256)
    return unit.done


def save_copy(file: SubmissionFile, sha256: str, path: Path) -> None:
    """Write an attached file to a place that somebody chose."""
    from desktop.atomic_write import atomic_write

    content = file.content(sha256)
    with atomic_write(path) as stream:
        stream.write(content)
