"""Open an attached file with the program that the system has for it, through a copy that is only read."""

from __future__ import annotations

import atexit
from functools import cache

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
        path = _copies().copy(file, sha256, name)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            ending = path.suffix.removeprefix(".")
            raise NoProgram(
                _("This computer has no program for files of the type .{ending}. Save it instead.").format(
                    ending=ending
                )
            )
    except KeyError:
        tell_problem(parent, heading, NotOpened(_("The file is not in this submission.")))
    except UserError as problem:
        tell_problem(parent, heading, problem)


def forget_copies() -> None:
    """Take away the copies that were made for reading."""
    if _copies.cache_info().currsize:
        _copies().clear()


@cache
def _copies() -> ReadingCopies:
    copies = ReadingCopies()
    atexit.register(copies.clear)
    return copies
