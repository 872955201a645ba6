"""Tell people what could not be done, in one sentence, with the details for those who want them."""

from __future__ import annotations

import logging

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.errors import Cancelled, UserError
from desktop.i18n.translation import gettext as _

log = logging.getLogger(__name__)


def tell_problem(parent: QWidget | None, heading: str, problem: BaseException) -> None:
    """Show what went wrong.

    A `UserError` problem has a sentence for people. Anything else is a bug: it is logged and told as one, since hiding it
    would leave somebody believing that their work was done.
    """
    if isinstance(problem, Cancelled):
        return
    box = QMessageBox(parent)
    box.setWindowTitle("Pledgebook")
    box.setTextFormat(Qt.TextFormat.PlainText)  # a sentence may repeat words of a file from outside
    box.setText(heading)
    if isinstance(problem, UserError):
        box.setIcon(QMessageBox.Icon.Warning)
        box.setInformativeText(problem.message)
        details = [line for line in problem.details if line != problem.message]
        if details:
            box.setDetailedText("\n".join(details))
    else:
        log.error("unexpected", exc_info=problem)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setInformativeText(
            _("Pledgebook made a mistake. What was saved before is safe. Please tell those who look after it.")
        )
        box.setDetailedText(repr(problem))
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
