"""Long work off the window's thread: one operation at a time, with progress, a way to stop, and one way to fail.

A runnable must not own a QObject, or the object dies on the wrong thread: the task lives on the window's thread and
hands the runnable nothing but its bound signals.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from desktop import diagnostics
from desktop.errors import Cancelled, UserError
from desktop.i18n import translation
from desktop.i18n.translation import gettext as _
from desktop.ui import collecting

if TYPE_CHECKING:
    from desktop.progress_reporter import ProgressReporter


class Task(QObject):
    """One piece of long work.

    Signals:
        stepped: done, total, text.
        succeeded: the result.
        failed: the exception; a `UserError` one has a message for people, `Cancelled` among them.
        ended: always, after one of the two. The thread knows nothing of the task any more by then, which may be deleted.
    """

    stepped = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _finished = Signal()

    def __init__(self, operation: Callable[[ProgressReporter], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operation = operation
        self._stop = Event()
        self._left = Event()
        self._finished.connect(self._end)

    def start(self) -> None:
        """Begin the work on a thread of the pool."""
        runnable = _Running(
            self._operation,
            _Watching(self._stop, self.stepped.emit),
            self.succeeded.emit,
            self.failed.emit,
            self._finished.emit,
            self._left.set,
        )
        QThreadPool.globalInstance().start(runnable)
        collecting.soon()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def _end(self) -> None:
        # What tells of it arrives here while the thread may still be in the call that sent it, and needs the task for it.
        self._left.wait()
        self.ended.emit()


class _Watching:
    """The watcher that long work talks to; lives on the work's thread."""

    def __init__(self, stop: Event, tell: Callable[[int, int, str], None]) -> None:
        self._stop = stop
        self._tell = tell

    def step(self, done: int, total: int, text: str) -> None:
        if self._stop.is_set():
            raise Cancelled(_("Stopped. Nothing was changed."))
        self._tell(done, total, text)


class _Running(QRunnable):
    def __init__(
        self,
        operation: Callable[[ProgressReporter], Any],
        work: ProgressReporter,
        succeeded: Callable[[object], None],
        failed: Callable[[object], None],
        finished: Callable[[], None],
        left: Callable[[], None],
    ) -> None:
        super().__init__()
        self._operation = operation
        self._work = work
        self._succeeded = succeeded
        self._failed = failed
        self._finished = finished
        self._left = left
        self._language = translation.current_language()

    def run(self) -> None:
        try:
            with translation.use_language(self._language):
                result = self._operation(self._work)
        except UserError as problem:
            self._failed(problem)
        except BaseException as error:  # also one that would end a program: whoever waits has to hear of an end
            diagnostics.note("an operation failed", error)
            self._failed(error)
        else:
            self._succeeded(result)
        try:
            self._finished()
        finally:
            self._left()


def wait_for_all() -> None:
    """Wait until no work is running; the window does so before it closes."""
    QThreadPool.globalInstance().waitForDone()
