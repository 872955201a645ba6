"""Take a backup out: a copy of it under a name of its own, beside the submission that is there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from desktop.atomic_write import atomic_write
from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.operations.create import named


class CannotTakeOut(UserError):
    """The backup is gone, or the copy cannot be written."""


def take_out(backup: Path, path: Path) -> Path:
    """Write a copy of a backup to a new place and return its path; nothing that is there is ever replaced.

    A backup is no open file, so copying its bytes is safe.
    """
    target = named(path)
    if os.path.exists(target):  # of a name that is too long it says no, and the writing tells why
        raise CannotTakeOut(_("{name} is there already, and is not replaced.").format(name=target.name))
    try:
        source = backup.open("rb")
    except OSError as error:
        raise CannotTakeOut(_("The backup {name} cannot be read.").format(name=backup.name)) from error
    with source, atomic_write(target, private=True, replace=False) as stream:
        shutil.copyfileobj(source, stream, 1 << 20)
    return target
