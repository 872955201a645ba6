"""What has to be at hand when all else is gone: to tell of an error, to save what is typed, and to close.

The stick that the program runs from may be pulled out, or its folder be replaced while it runs. Whatever is imported only
then is not there any more. None of it is needed for the first page, so it is loaded after that was seen.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from desktop import diagnostics
from desktop.ui.parts.icons import read_drawing

MODULES = (
    # to tell of an error
    "desktop.ui.dialogs.bug",
    "desktop.ui.file_dialogs",
    "desktop.log_handler",
    "platform",
    # to write down what is typed
    "desktop.operations.say",
    "desktop.record.exported",
    "desktop.record.history_labels",
    "desktop.record.assignment",
    # to keep it in a copy elsewhere, and to close
    "desktop.ui.unsaved",
    "desktop.operations.copy_file",
    "desktop.operations.create",
    "desktop.ui.opening",
    "desktop.operations.versions",
)
"""Modules that are imported where they are used, on the ways that must not fail."""

DRAWINGS = ("blocks", "done", "info", "suggests", "warns")
"""Icons of the notes that are shown on these ways."""

PAUSE = 20
"""Milliseconds between one and the next, so that nobody who types meanwhile waits for all of them."""


class AtHand(QObject):
    """Loads one after the other while nothing else is to be done.

    Attributes:
        loaded: all is at hand.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.loaded = False
        self._left = list(MODULES)
        self._next = QTimer(self)
        self._next.setInterval(PAUSE)
        self._next.timeout.connect(self._load)

    def begin(self) -> None:
        """Begin when the first page has been seen."""
        self._next.start()

    def _load(self) -> None:
        if self._left:
            name = self._left.pop(0)
            try:
                import_module(name)
            except ImportError as error:
                diagnostics.note("what tells of errors could not be loaded", error)
            return
        self._next.stop()
        with suppress(ImportError):  # what would note it is what is gone
            diagnostics.start()
        for name in DRAWINGS:
            read_drawing(name)
        self.loaded = True
