"""Tell a mistake of the program, with a report that can be read before anybody hands it on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from desktop.atomic_write import atomic_write
from desktop.errors import UserError
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext, pgettext
from desktop.ui import file_dialogs, message_boxes
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import across, button, words
from desktop.ui.saving import Saving


class BugDialog(Dialog):
    """Says that something went wrong, and shows what those who look after the program need to know of it.

    Nothing is sent: the program knows no network. The report is copied or saved by whoever wants to hand it on.
    """

    def __init__(self, heading: str, report: str, parent: QWidget | None = None) -> None:
        super().__init__("Pledgebook", parent, (640, 420))
        self.inner.addWidget(words(heading, "heading"))
        sentence = _(
            "Something went wrong in Pledgebook. What was saved before is safe. Please tell your support staff."
        )
        self.inner.addWidget(words(sentence, "body", selectable=True))
        waiting = _waiting()
        self.unsaved = words(_not_saved(waiting), "problem")
        self.unsaved.setVisible(waiting > 0)
        self.inner.addWidget(self.unsaved)
        self.inner.addWidget(words(_("This report contains none of your answers and no file names."), "muted"))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # it is in English, on an Arabic screen too
        self.report.setAccessibleName(_("Error report"))
        self.inner.addWidget(self.report, 1)
        self.copy = button(_("Copy"), self._copy)
        self.save = button(_("Save as…"), self._save)
        self.leave = button(_("Close"), self.accept, role="primary")
        self.inner.addLayout(across(self.copy, self.save, None, self.leave))
        self.leave.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())

    def _save(self) -> None:
        path = file_dialogs.file_to_write(self, _("Error report"), pgettext("file name", "pledgebook-report") + ".txt")
        if path is None:
            return
        try:
            with atomic_write(path, private=True) as stream:
                stream.write(self.report.toPlainText().encode())
        except UserError as problem:
            message_boxes.tell_problem(self, _("Error report"), problem)


def _waiting() -> int:
    """Return how much of what stands on the screen could not be written: nothing is said to be safe that is not."""
    windows = QApplication.topLevelWidgets()
    return sum(len(saving.waiting) for window in windows for saving in window.findChildren(Saving))


def _not_saved(count: int) -> str:
    return ngettext("{count} change is not saved", "{count} changes are not saved", count).format(count=counted(count))
