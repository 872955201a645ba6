"""Open attached files and documents with the program that the system has for them, through copies that are only read."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.reading_copies import NotOpened, ReadingCopies
from desktop.store.file import SubmissionFile
from desktop.ui.message_boxes import tell_problem


class NoProgram(UserError):
    """The system has no program that opens files of this kind."""


def open_attachment(file: SubmissionFile, sha256: str, name: str, parent: QWidget) -> None:
    """Open an attached file; what hinders it is told in one sentence."""
    heading = _("“{name}” was not opened").format(name=one_line(name))
    try:
        _hand_over(_copies().copy(file, sha256, name))
    except KeyError:
        tell_problem(parent, heading, NotOpened(_("The file is not in this submission.")))
    except UserError as problem:
        tell_problem(parent, heading, problem)


def open_copy(path: Path, parent: QWidget) -> None:
    """Open a document that was written to be looked at; that no program opens it is told in one sentence."""
    try:
        _hand_over(path)
    except NoProgram as problem:
        tell_problem(parent, _("“{name}” was not opened").format(name=one_line(path.name)), problem)


def folder_to_read() -> Path:
    """Return a new private folder for a document that is only looked at; it goes when the program closes."""
    return _copies().folder()


def _hand_over(path: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        ending = path.suffix.removeprefix(".")
        raise NoProgram(
            _("This computer has no program for files of the type .{ending}. Save the file instead.").format(
                ending=ending
            )
        )


def forget_copies() -> None:
    """Take away the copies that were made for reading."""
    if _copies.cache_info().currsize:
        _copies().clear()


@cache
def _copies() -> ReadingCopies:
    copies = ReadingCopies()
    atexit.register(copies.clear)
    return copies
