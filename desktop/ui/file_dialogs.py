"""Ask where a file lies or shall lie; the question begins in the folder that was chosen last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.record.file_names import file_name
from desktop.ui.layout import mirrored

_last: Path | None = None


def file_to_open(parent: QWidget, heading: str, sorts: str, *, near: Path | None = None) -> Path | None:
    """Ask for a file that is there, None when nothing was chosen.

    Args:
        sorts: which files are shown, as `QFileDialog` wants it: `Packages (*.asice)`.
        near: the folder to begin in, when there is a better one than that of the last question.
    """
    name, _sort = QFileDialog.getOpenFileName(parent, heading, str(near or _folder()), _readable(sorts))
    return _chosen(name)


def file_to_write(
    parent: QWidget, heading: str, name: str, sorts: str = "", *, near: Path | None = None
) -> Path | None:
    """Ask where a file shall lie, None when nothing was chosen.

    Args:
        name: what it could be called. It may come out of a file that somebody sent; it never leads out of the folder.
    """
    begin = str((near or _folder()) / file_name(name))
    name, _sort = QFileDialog.getSaveFileName(parent, heading, begin, _readable(sorts))
    return _chosen(name)


def folder(parent: QWidget, heading: str) -> Path | None:
    """Ask for a folder, None when nothing was chosen."""
    name = QFileDialog.getExistingDirectory(parent, heading, str(_folder()))
    return _chosen(name, is_folder=True)


def _readable(sorts: str) -> str:
    """Let the endings of files run from left to right, `*.csv` and not `csv.*`, in a script of the other direction too."""
    return sorts.replace("(", "\u200e(") if mirrored() else sorts


def _folder() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    known = (each for each in (_last, Path(documents)) if each is not None and each.is_dir())
    return next(known, Path.home())


def _chosen(name: str, *, is_folder: bool = False) -> Path | None:
    global _last
    if not name:
        return None
    path = Path(name)
    _last = path if is_folder else path.parent
    return path
