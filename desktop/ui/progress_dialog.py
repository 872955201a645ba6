"""The progress of long work on the screen: that it goes on, how far it is, and a way to stop it; the window stays alive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.ui.message_boxes import tell_problem
from desktop.ui.runner import Task

if TYPE_CHECKING:
    from desktop.record.submission import Submission

LARGE = 4_000_000
"""Bytes of a file from which work on the whole of it is felt."""

MANY = 500
"""Entries of a submission from which work on all of them is felt."""


def is_large(path: Path) -> bool:
    """Whether work on the whole of a file takes so long that it belongs behind a dialog, on a thread."""
    try:
        return path.stat().st_size > LARGE
    except OSError:
        return False


def has_many(submission: Submission) -> bool:
    """Whether a submission has so many entries that work on all of them belongs behind a dialog, on a thread."""
    return len(submission.entries) > MANY


def work_in_front(
    parent: QWidget,
    heading: str,
    operation: Callable[[ProgressReporter], Any],
    succeeded: Callable[[Any], object],
    failed: Callable[[BaseException], object],
    *,
    large: bool,
) -> None:
    """Do something with a file or a submission: at once where it is small, behind a dialog on a thread where it is not."""
    if large:
        ProgressDialog(parent, heading, operation, succeeded, failed=failed)
        return
    try:
        result = operation(NullProgress())
    except UserError as problem:
        failed(problem)
    else:
        succeeded(result)


def run_with_progress(
    parent: QWidget, heading: str, operation: Callable[[ProgressReporter], Any], succeeded: Callable[[Any], object]
) -> ProgressDialog:
    """Run an operation on a thread behind a dialog; failures are told, success is handed on."""
    return ProgressDialog(parent, heading, operation, succeeded)


class ProgressDialog(QDialog):
    """The dialog in front of long work. Escape and closing ask the work to stop; the dialog goes when it has."""

    def __init__(
        self,
        parent: QWidget,
        heading: str,
        operation: Callable[[ProgressReporter], Any],
        succeeded: Callable[[Any], object],
        *,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(heading)
        self._heading = heading
        self._succeeded = succeeded
        self._failed = failed
        self._outcome: tuple[str, Any] | None = None
        self._text = QLabel(heading)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setMinimumWidth(self.fontMetrics().averageCharWidth() * 56)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(heading)
        self._stop = QPushButton(_("Stop"))
        self._stop.clicked.connect(self._cancel)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(24, 24, 24, 24)
        inner.setSpacing(16)
        inner.addWidget(self._text)
        inner.addWidget(self._bar)
        inner.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignRight)
        self._task = Task(operation, self)
        self._task.stepped.connect(self._step)
        self._task.succeeded.connect(lambda result: self._keep("succeeded", result))
        self._task.failed.connect(lambda problem: self._keep("failed", problem))
        self._task.ended.connect(self._end)
        self.show()
        self._task.start()

    def _step(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._text.setText(text)

    def _keep(self, how: str, what: Any) -> None:
        self._outcome = (how, what)

    def _end(self) -> None:
        self.done(0)
        self.deleteLater()
        if self._outcome is None:
            return
        how, what = self._outcome
        if how == "succeeded":
            self._succeeded(what)
        elif self._failed is not None:
            self._failed(what)
        else:
            tell_problem(self.parentWidget(), self._heading, what)

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self._text.setText(_("Stopping…"))
        self._task.cancel()

    def reject(self) -> None:
        """Ask the work to stop."""
        self._cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self._cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)
