"""Let Python collect what nobody holds any more only on the thread of the window, and only between two events.

Left to itself it collects whenever enough was made, on whichever thread that was. What it finds may be a widget:

- On another thread, a widget of a class of ours is deleted there, beside the window that draws it or its neighbours.
- While Qt goes through a list of bare pointers, as it does through all widgets for a style sheet, a palette, a font, a
  direction or new letters, each is told, and one of ours answers in Python. With a widget of that list deleted meanwhile,
  the next pointer leads nowhere.

Either way the program dies, seldom, and nobody can say where. Between two events nobody holds such a list.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, QTimer

PAUSE = 1000
"""Milliseconds between one look at how much was made and the next, while something is done; a window at rest sleeps."""

_SHARE = 4
"""All that there is is looked through when what has lasted since is a quarter of it, as Python does: it may be a million."""


class Collector(QObject):
    """Collects in the place of Python, as long as the application runs."""

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self._old = 0  # how many there were when all was looked through
        self._lasted = 0  # how many have lasted since
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @property
    def rests(self) -> bool:
        """Whether nobody looks until something is done, see `soon`."""
        return not self._timer.isActive()

    def begin(self) -> None:
        """Look now and then, as long as something is made."""
        if self.rests:
            self._timer.start()

    def _look(self) -> None:
        if not self.collect() and not QThreadPool.globalInstance().activeThreadCount():
            self._timer.stop()

    def collect(self) -> bool:
        """Collect if there may be something to: first among what is new, which is little. Returns whether there was."""
        # By Python's own count: a list of what there is would hold it, if for a moment, and with it what another thread has
        # just let go of. A key that signs a document there could not write into it any more.
        new = gc.get_count()[0]
        if new < gc.get_threshold()[0]:
            return False
        self._lasted += max(new - gc.collect(1), 0)
        if self._lasted * _SHARE > self._old:
            self._old, self._lasted = max(self._old + self._lasted - gc.collect(), 0), 0
        return True


def begin(application: QObject) -> None:
    """Collect between two events from now on, and at no other time."""
    gc.disable()
    if application.findChild(Collector) is None:
        Collector(application)
    soon()


def soon() -> None:
    """Look soon for what can go: a page, a change or work on a thread makes much. The thread of the window asks for it."""
    application = QCoreApplication.instance()
    collector = None if application is None else application.findChild(Collector)
    if collector is not None:
        collector.begin()
