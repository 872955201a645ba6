"""The clock of a workshop: the one place of the window that knows what time it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.operations import clock

EVERY = 5_000
"""Milliseconds between two looks at the clock; it is told to the minute."""


class Clock(QObject):
    """Tells the time, and that it goes on. Tests have one that they turn by hand.

    Signals:
        ticked: some time has gone by.
    """

    ticked = Signal()

    def __init__(self, now: Callable[[], datetime] = clock.now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = now
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.ticked)

    def run(self, wanted: bool) -> None:
        """Let it tick, or stand still."""
        if wanted:
            self._timer.start()
        else:
            self._timer.stop()
