"""Tell people what could not be done, in one sentence, with the details for those who want them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop import diagnostics
from desktop.errors import Cancelled, UserError
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

_told: list[BaseException] = []
"""The mistake that is on the screen; one met meanwhile is only noted, or painting could stack boxes without end."""


def tell_problem(parent: QWidget | None, heading: str, problem: BaseException) -> None:
    """Show what went wrong.

    A `UserError` problem has a sentence for people. Anything else is a bug: it is logged and told as one, since hiding it
    would leave somebody believing that their work was done.
    """
    if isinstance(problem, Cancelled):
        return
    if not isinstance(problem, UserError):
        _tell_bug(parent, heading, problem)
        return
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setWindowTitle("Pledgebook")
    box.setTextFormat(Qt.TextFormat.PlainText)  # a sentence may repeat words of a file from outside
    box.setText(heading)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setInformativeText(problem.message)
    details = [line for line in problem.details if line != problem.message]
    if details:
        box.setDetailedText("\n".join(details))
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def _tell_bug(parent: QWidget | None, heading: str, problem: BaseException) -> None:
    diagnostics.note("a mistake was told in the window", problem)
    if _told:
        return
    _told.append(problem)
    try:
        try:
            # Loaded when the first page was seen, see `at_hand`; before that its file may be gone.
            from desktop.ui.dialogs.bug import BugDialog

            dialog: QDialog = BugDialog(heading, diagnostics.report(problem), parent)
        except (ImportError, OSError):
            dialog = _plain_box(parent, heading, problem)
        dialog.exec()
    finally:
        _told.clear()


def _plain_box(parent: QWidget | None, heading: str, problem: BaseException) -> QMessageBox:
    """Return a box that needs nothing but Qt, and tells of a mistake all the same."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setWindowTitle("Pledgebook")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(heading)
    box.setIcon(QMessageBox.Icon.Critical)
    box.setInformativeText(_("Something went wrong in Pledgebook."))
    box.setDetailedText("\n".join(diagnostics.described(problem)))
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    return box
