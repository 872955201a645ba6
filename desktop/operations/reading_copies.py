"""Copies of attached files that are only read: in a private folder, with a safe name, gone when the program closes.

What came with a submission came from outside. Only files of kinds that are read, looked at or listened to are handed to
another program; whatever could run as a program is saved by whoever knows what it is, and never started from here.
"""

from __future__ import annotations

import os
import shutil
import stat
import time
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from desktop import paths
from desktop.disk import private_folder
from desktop.errors import UserError, translate_os_errors
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.attach import save_copy
from desktop.record.file_names import file_name
from desktop.store.file import SubmissionFile

READ = frozenset(
    [
        *("txt", "rtf", "csv", "pdf", "doc", "docx", "odt", "ppt", "pptx", "odp", "xls", "xlsx", "ods"),
        *("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp"),
        *("mp3", "m4a", "ogg", "wav", "mp4", "m4v", "mov", "avi", "mkv", "webm"),
    ]
)
"""Endings of files that are opened. The list says what is known to be read; no list knows all that can run."""

LEFT_OVER = 2 * 24 * 60 * 60
"""Seconds after which a folder of copies is taken for one that another run of the program left behind."""


class NotOpened(UserError):
    """A file of this kind is not opened from here."""


class ReadingCopies:
    """The copies of one run of the program."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._count = 0

    def copy(self, file: SubmissionFile, sha256: str, name: str) -> Path:
        """Write a copy of an attached file that can be read but not changed, and return where it is.

        Raises:
            NotOpened: of its kind nothing is opened.
            FileError: it cannot be written.
            KeyError: there is no such file in the submission.
        """
        safe = file_name(name)
        ending = safe.rpartition(".")[2].lower() if "." in safe else ""
        if ending not in READ:
            raise NotOpened(_refusal(ending))
        path = self.folder() / safe
        save_copy(file, sha256, path)
        path.chmod(stat.S_IRUSR)
        return path

    def folder(self) -> Path:
        """Make a folder for one copy: two files may bear one name, and a program that reads one may lock it."""
        self._count += 1
        with translate_os_errors(paths.user_cache(), writing=True, folder=True):
            return private_folder(self._own() / str(self._count))

    def clear(self) -> None:
        """Take all copies away; one that another program still holds goes at the next start."""
        if self._folder is not None:
            _remove(self._folder)
            self._folder = None

    def _own(self) -> Path:
        if self._folder is None:
            ground = private_folder(paths.user_cache() / "opened")
            _sweep(ground)
            self._folder = Path(mkdtemp(prefix="", dir=ground))
        return self._folder


def _refusal(ending: str) -> str:
    if not ending:
        return _("A file without an extension is not opened from here, because it may be a program. Save it instead.")
    return _(
        "A file of the type .{ending} is not opened from here, because it can run as a program. "
        "Save it instead, and open it only if you know where it comes from."
    ).format(ending=one_line(ending, 20))


def _sweep(ground: Path) -> None:
    """Take away what a run of the program left behind that could not clean up."""
    with suppress(OSError):
        for each in ground.iterdir():
            if time.time() - each.stat().st_mtime > LEFT_OVER:
                _remove(each)


def _remove(folder: Path) -> None:
    with suppress(OSError):
        for inner, _folders, names in os.walk(folder):
            for name in names:
                with suppress(OSError):
                    (Path(inner) / name).chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows removes nothing that is read-only
    shutil.rmtree(folder, ignore_errors=True)
