"""Export a backup: a copy of it under a name of its own, beside the submission that is there."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.atomic_write import atomic_write
from desktop.errors import NotFound
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.create import named


def export_backup(backup: Path, path: Path) -> Path:
    """Write a copy of a backup to a new place and return its path; nothing that is there is ever replaced.

    A backup is no open file, so copying its bytes is safe.

    Raises:
        NotFound: the backup is gone or cannot be read.
        FileError: see `atomic_write`.
    """
    target = named(path)
    try:
        source = backup.open("rb")
    except OSError as error:
        raise NotFound(_("The backup {name} cannot be read.").format(name=one_line(backup.name))) from error
    with source, atomic_write(target, private=True, replace=False) as stream:
        shutil.copyfileobj(source, stream, 1 << 20)
    return target
