"""Ask where a file lies or shall lie.

The question begins in the folder that was chosen last for files of its kind, else where the open submission lies: what belongs
to it is looked for there, and not in the folder that every program begins with.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.atomic_write import make_folder
from desktop.errors import FileError
from desktop.i18n.translation import gettext as _
from desktop.record.file_names import file_name
from desktop.ui.layout import mirrored

_ENDING = re.compile(r"\*\.\w+")
_FOLDER = "folder"

_last: dict[str, Path] = {}
"""The folder chosen last, by the ending of a file."""

_open: Path | None = None
"""Where the open submission lies."""


def begin_where(submission: Path | None) -> None:
    """Say which submission is open; None for none."""
    global _open
    _open = submission.parent if submission is not None else None
    _last.clear()  # those were of another submission


def file_to_open(parent: QWidget, heading: str, sorts: str, *, near: Path | None = None) -> Path | None:
    """Ask for a file that is there, None when nothing was chosen.

    Args:
        sorts: which files are shown, as `QFileDialog` wants it: `Packages (*.asice)`.
        near: the folder to begin in the first time, when there is a better one than that of the submission.
    """
    name, _sort = QFileDialog.getOpenFileName(parent, heading, str(_folder(_kinds(sorts), near)), _readable(sorts))
    return _chosen(name, _kinds(sorts))


def file_to_write(
    parent: QWidget, heading: str, name: str, sorts: str = "", *, near: Path | None = None
) -> Path | None:
    """Ask where a file shall lie, None when nothing was chosen.

    Args:
        name: what it could be called. It may come out of a file that somebody sent; it never leads out of the folder.
    """
    begin = str(_folder(_kinds(sorts), near) / file_name(name))
    name, _sort = QFileDialog.getSaveFileName(parent, heading, begin, _readable(sorts))
    return _chosen(name, _kinds(sorts))


@contextmanager
def folder_for_keys() -> Iterator[Path]:
    """Offer where a new signing key is best kept: among the documents, and never where packages or the submission lie.

    Whoever sends a folder on must not send the key that signed what is in it. A folder that is made for it goes again where
    no key was put into it.
    """
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    if not os.path.isdir(documents):
        documents = Path.home()
    if documents not in (_open, _last.get(_FOLDER)):
        yield documents
        return
    apart = documents / file_name(_("Signing keys"))
    was_there = apart.is_dir()
    with suppress(FileError):
        make_folder(apart)
    try:
        yield apart if apart.is_dir() else Path.home()
    finally:
        if not was_there:
            with suppress(OSError):  # it holds a key now
                apart.rmdir()


def folder(parent: QWidget, heading: str) -> Path | None:
    """Ask for a folder, None when nothing was chosen."""
    name = QFileDialog.getExistingDirectory(parent, heading, str(_folder([_FOLDER], None)))
    return _chosen(name, [_FOLDER])


def _kinds(sorts: str) -> list[str]:
    return _ENDING.findall(sorts) or ["*"]


def _readable(sorts: str) -> str:
    """Let the endings of files run from left to right, `*.csv` and not `csv.*`, in a script of the other direction too."""
    return sorts.replace("(", "\u200e(") if mirrored() else sorts


def _folder(kinds: list[str], near: Path | None) -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    known = (*(_last.get(kind) for kind in kinds), near, _open, Path(documents))
    return next((each for each in known if each is not None and os.path.isdir(each)), Path.home())


def _chosen(name: str, kinds: list[str]) -> Path | None:
    if not name:
        return None
    path = Path(name)
    _last.update(dict.fromkeys(kinds, path if kinds == [_FOLDER] else path.parent))
    return path
