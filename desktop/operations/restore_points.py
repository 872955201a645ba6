"""Name a moment of a submission file, so that it can be taken back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.restore_points import LONGEST_NAME, MANUAL, RestorePoint

if TYPE_CHECKING:
    from desktop.store.file import SubmissionFile
    from desktop.store.unit_of_work import UnitOfWork


def mark(file: SubmissionFile, name: str, cause: str = MANUAL, *, by: str = "") -> RestorePoint:
    """Remember this moment of a file under a name, as a write of its own. Undo does not know of it.

    Args:
        name: how somebody calls it; of a point that the program makes, what it is made before, and may be empty.
        cause: see `record.restore_points`.

    Raises:
        UserError: a point that somebody makes has no name.
        FileError: it could not be written down; what was to follow should wait.
    """
    name = _named(name)
    if cause == MANUAL and not name:
        raise UserError(_("Please give the restore point a name."))
    return file.mark(name, cause, by)


def mark_in(unit: UnitOfWork, name: str, cause: str) -> RestorePoint:
    """Remember the moment before what is being done, in the same transaction: both are on the disk, or neither is.

    To be called before anything is received or written in it. Where nothing is changed in the end, no point is kept.
    """
    return unit.mark(_named(name), cause)


def _named(name: str) -> str:
    return one_line(name, LONGEST_NAME) if name.strip() else ""
