"""Keep a copy of an open submission: the safe way to put it on a stick or send it to a colleague."""

from __future__ import annotations

from pathlib import Path

from desktop.operations.create import named
from desktop.store.file import SubmissionFile


def copy_file(file: SubmissionFile, path: Path) -> Path:
    """Write a whole copy of the submission, as it is at this moment, and return its path.

    Raises Known: a file of that name is there already, or the place cannot be written to.
    """
    target = named(path)
    file.copy_to(target)
    return target
