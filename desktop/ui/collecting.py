"""Let Python collect what nobody holds any more only on the thread of the window, and only between two events.

Left to itself it collects whenever enough was made, on whichever thread that was. What it finds may be a widget:

- On another thread, a widget of a class of ours is deleted there, beside the window that draws it or its neighbours.
- While Qt goes through a list of bare pointers, as it does through all widgets for a style sheet, a palette, a font, a
  direction or new letters, each is told, and one of ours answers in Python. With a widget of that list deleted meanwhile,
  the next pointer leads nowhere.

Either way the program dies, once in thousands of times. Between two events nobody holds such a list.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE = 1000
"""Milliseconds between one look at how much was made and the next."""

_SHARE = 4
"""All that there is is looked through when what has lasted since is a quarter of it, as Python does: it may be a million."""


class Collector(QObject):
    """Collects in the place of Python, as long as the application runs."""

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self._old = 0  # how many there were when all was looked through
        self._lasted = 0  # how many have lasted since
        timer = QTimer(self)
        timer.setInterval(PAUSE)
        timer.timeout.connect(self.collect)
        timer.start()

    def collect(self) -> None:
        """Collect if there may be something to: first among what is new, which is little."""
        if gc.get_count()[0] < gc.get_threshold()[0]:
            return
        new = len(gc.get_objects(0)) + len(gc.get_objects(1))
        self._lasted += new - gc.collect(1)
        if self._lasted * _SHARE > self._old:
            gc.collect()
            self._old, self._lasted = len(gc.get_objects(2)), 0


def begin(application: QObject) -> None:
    """Collect between two events from now on, and at no other time."""
    gc.disable()
    if application.findChild(Collector) is None:
        Collector(application)
