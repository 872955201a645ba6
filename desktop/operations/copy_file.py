"""Keep a copy of an open submission: the safe way to put it on a stick or send it to a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import AlreadyExists, FileError
from desktop.operations.clock import now
from desktop.operations.create import named
from desktop.operations.edit import Edit, write
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile


def copy_file(file: SubmissionFile, path: Path) -> Path:
    """Write a whole copy of the submission, as it is at this moment, and return its path.

    Raises UserError: a file of that name is there already, or the place cannot be written to.
    """
    target = named(path)
    file.copy_to(target)
    return target


def copy_with(
    file: SubmissionFile, catalogue: Catalogue, shown: Submission, edits: Sequence[Edit], path: Path
) -> tuple[Path, bool]:
    """Write a copy that also has what could not be written into the file itself.

    Returns its path, and whether it is whole. Where the file can no longer be read, its stick pulled out, the copy is
    made of what the window knows: every answer, without the history and the attached files.

    Args:
        shown: the submission as the window shows it.
        edits: what waits to be written.

    Raises UserError: a file of that name is there already, or the place cannot be written to.
    """
    whole = True
    target = named(path)
    try:
        file.copy_to(target)
    except AlreadyExists:
        raise
    except FileError:
        SubmissionFile.replay(target, shown, (), (), file.assignment)
        whole = False
    copy = SubmissionFile.open(target, now=now)
    try:
        for each in edits:
            write(copy, catalogue, each)
    finally:
        copy.close()
    return target, whole
