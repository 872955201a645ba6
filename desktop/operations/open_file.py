"""Open a submission file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from desktop import paths
from desktop.errors import CannotRead, CannotWrite, ReadOnly
from desktop.operations.clock import now as present
from desktop.store.backups import Backups
from desktop.store.examined_files import ExaminedFiles
from desktop.store.file import SubmissionFile
from desktop.store.opening import header_version, is_unfinished, opened
from desktop.store.schema import VERSION


def open_file(
    path: Path, *, read_only: bool = False, now: Callable[[], datetime] = present, prepare: bool = True
) -> SubmissionFile:
    """Open a submission file, through every check.

    Args:
        read_only: to look at it and change nothing; a file on a read-only stick can be opened so.
        prepare: whether backup and search are seen to at once; else whoever opens it calls `SubmissionFile.prepare`.

    Raises:
        desktop.store.errors: it is no submission, damaged, newer, or open in another window.
    """
    return SubmissionFile.open(
        path, now=now, backups=backups(now), read_only=read_only, prepare=prepare, examined=ExaminedFiles()
    )


def open_to_note(path: Path, *, now: Callable[[], datetime] = present) -> SubmissionFile:
    """Open a submission file to export it and to let it remember that; where it cannot be written to, to look at it.

    Raises:
        desktop.store.errors: it is no submission, damaged, newer, or open in another window.
    """
    try:
        return open_file(path, now=now)
    except (CannotRead, CannotWrite, ReadOnly):
        return open_file(path, read_only=True, now=now)


@contextmanager
def opened_to_look(path: Path, *, now: Callable[[], datetime] = present) -> Iterator[SubmissionFile]:
    """Open a file that somebody else may have made, to look at it; one of an older version is upgraded as a copy.

    Raises:
        desktop.store.errors: it is no submission, damaged, half-written, newer, or open in another window.
    """
    # Seldom asked for, and no part of a start.
    import shutil
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="pledgebook-") as folder:
        there = path
        version = header_version(path)
        if is_unfinished(path):
            opened(path, read_only=True).close()  # what was unfinished may have been to bring it to another version
            version = header_version(path)
        if version < VERSION:
            there = Path(shutil.copyfile(path, Path(folder, path.name)))
        file = SubmissionFile.open(there, now=now, read_only=there == path, prepare=False)
        try:
            yield file
        finally:
            file.close()


def backups(now: Callable[[], datetime] = present) -> Backups:
    """Return where rolling backups are kept on this computer."""
    return Backups(paths.backups(), now)
