"""Attach a file to an entry: the file is taken into the submission, so nothing else has to be sent along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.disk import read_at_most
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.entry import Entry, Value
from desktop.record.history import Message, Revision
from desktop.record.history_labels import kinds_reference
from desktop.store.file import SubmissionFile

LARGEST_ATTACHMENT = 100 * 1024 * 1024
"""A submission travels on USB sticks and by e-mail; above this a file is a film, not evidence."""


class CannotAttach(UserError):
    """The file cannot be read, is empty, or is too large to travel with a submission."""


def attach(
    file: SubmissionFile, catalogue: Catalogue, entry: Entry, field: str, path: Path, *, by: str = ""
) -> Revision | None:
    """Take a file in and make it the answer of a field of type `file`."""
    content = content_of(path)
    message = Message(N_("Attach {name}"), {"name": path.name})
    with file.transaction("attach", message, by) as unit:
        if catalogue.kind(entry.kind).bound is not None:
            unit.ensure(entry.kind, entry.key)
        sha256 = unit.attach(path.name, content)
        unit.set(entry.id, field, sha256)
    return unit.done


def add_files(
    file: SubmissionFile,
    catalogue: Catalogue,
    kind: str,
    field: str,
    paths: Sequence[Path],
    answers: Mapping[str, Value],
    *,
    by: str = "",
    work: ProgressReporter | None = None,
) -> tuple[list[str], Revision | None]:
    """Add an entry for each of some files, named as the file is. Returns their ids and the revision.

    Args:
        field: of type `file`, in which the file stands.
        answers: what each of the entries says besides.

    Raises:
        CannotAttach: one of them cannot be taken; then none is.
        Cancelled: somebody chose to stop; then none is taken either.
    """
    if not paths:
        return [], None
    title = catalogue.kind(kind).title_field
    work = work or NullProgress()
    contents = []
    for number, path in enumerate(paths):
        work.step(number, len(paths), _("Reading {name}").format(name=one_line(path.name)))
        contents.append((path, content_of(path)))
    if len(paths) == 1:
        message = Message(N_("Attach {name}"), {"name": paths[0].name})
    else:
        place = kinds_reference(catalogue.kind(kind))
        message = Message(N_("Add files to {place}: {count}"), {"count": str(len(paths)), "place": place})
    made: list[str] = []
    with file.transaction("attach", message, by) as unit:
        for path, content in contents:
            sha256 = unit.attach(path.name, content)
            made.append(unit.add(kind, {**answers, title: one_line(path.stem), field: sha256}))
    return made, unit.done


def content_of(path: Path) -> bytes:
    """Return the bytes of a file. Raises CannotAttach when it is none that can be attached."""
    try:
        content = read_at_most(path, LARGEST_ATTACHMENT + 1)
    except OSError as error:
        raise CannotAttach(_("The file {name} cannot be read.").format(name=path.name)) from error
    if len(content) > LARGEST_ATTACHMENT:
        raise CannotAttach(
            _("The file {name} is larger than 100 MB. Please attach a smaller version of it.").format(name=path.name)
        )
    if not content:
        raise CannotAttach(_("The file {name} is empty.").format(name=path.name))
    return content


def save_copy(file: SubmissionFile, sha256: str, path: Path) -> None:
    """Write an attached file to a place that somebody chose."""
    from desktop.atomic_write import atomic_write

    content = file.content(sha256)
    with atomic_write(path) as stream:
        stream.write(content)
