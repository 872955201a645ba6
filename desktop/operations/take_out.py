"""Take a backup out: a copy of it under a name of its own, beside the submission that is there."""

from __future__ import annotations

from pathlib import Path

from desktop.operations.create import named
from desktop.record.problems import Known
from desktop.store.backups import bring_out
from desktop.store.errors import StoreProblem


class CannotTakeOut(Known):
    """The backup is gone, or the copy cannot be written."""


def take_out(backup: Path, path: Path) -> Path:
    """Write a copy of a backup to a new place and return its path; nothing that is there is ever replaced.

    Raises:
        CannotTakeOut: the name is taken, the backup is gone, or the place cannot be written to.
    """
    target = named(path)
    try:
        bring_out(backup, target)
    except StoreProblem as problem:
        raise CannotTakeOut(problem.message) from problem
    return target
