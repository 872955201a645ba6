"""Long work within a dialog that stays usable: how far it is, a way to stop it, and new work in the place of old."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.progress_reporter import ProgressReporter
from desktop.ui.message_boxes import tell_problem
from desktop.ui.runner import Task


class Looking(QWidget):
    """A row with a bar and a button that stops the work, or begins it again once it was stopped.

    Args:
        name: what the work is, for those who do not see the bar.

    Signals:
        found: what the work found; nothing where it was stopped.
        again: it was stopped, and is wanted again.
    """

    found = Signal(object)
    again = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._task: Task | None = None
        self._number = 0
        self.bar = QProgressBar()
        self.bar.setAccessibleName(name)
        self.bar.setTextVisible(False)
        self.button = QPushButton(_("Stop"))
        self.button.clicked.connect(self._press)
        inner = QHBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.bar, 1)
        inner.addWidget(self.button)
        self.hide()

    def run(self, operation: Callable[[ProgressReporter], Any]) -> None:
        """Do the work on a thread; what was going on is stopped, and its outcome is nobody's any more."""
        self.cancel()
        number = self._number

        def numbered(work: ProgressReporter) -> tuple[int, Any]:
            return number, operation(work)

        # The task outlives the dialog where this is closed: its thread must not talk to what is gone.
        self._task = Task(numbered, QCoreApplication.instance())
        self._task.stepped.connect(self._step)
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._fail)
        self._task.ended.connect(self._task.deleteLater)
        self.bar.setRange(0, 0)
        self.button.setText(_("Stop"))
        self.show()
        self._task.start()

    def cancel(self) -> None:
        """Stop what is going on."""
        self._number += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.hide()

    def _press(self) -> None:
        if self._task is None:
            self.again.emit()
            return
        self.cancel()
        self.bar.setRange(0, 1)
        self.bar.setValue(0)
        self.button.setText(_("Check again"))
        self.show()

    def _step(self, done: int, total: int, _text: str) -> None:
        if self._task is not None:
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    def _take(self, result: tuple[int, Any]) -> None:
        number, found = result
        if number == self._number:
            self._task = None
            self.hide()
            self.found.emit(found)

    def _fail(self, problem: BaseException) -> None:
        # What was stopped for newer work fails too, and is nothing to tell; a mistake of ours always is.
        if not isinstance(problem, UserError):
            self.cancel()
            tell_problem(self, self._name, problem)
