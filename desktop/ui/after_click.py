"""Lets what a click moves wait until the click has arrived: between press and release nothing may slip away from below the pointer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.ui.scroll_anchor import ScrollAnchor, place_in_window

_NO_BUTTON = Qt.MouseButton.NoButton

LONGEST = 5_000
"""Milliseconds that anything waits: a release may be seen by another program, and a page must not stay behind for ever."""


def is_clicking() -> bool:
    """Whether a button of the mouse is held down at this moment."""
    return QApplication.mouseButtons() != _NO_BUTTON


class AfterClick(QObject):
    """Does one thing as soon as no button of the mouse is held down.

    The press takes the keyboard from the field that was typed into, which hands its answer on. A page that shows that
    answer at once may be laid out anew, and the release then comes down beside the button that was pressed: Qt takes it
    for no click at all. What is done afterwards leaves what was pressed below the pointer, see `ScrollAnchor`: whoever clicks
    twice, or once more to be sure, would otherwise click beside it the second time.

    Args:
        do: what is to be done.
    """

    def __init__(self, do: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._do = do
        self._waits = False
        self._pressed: tuple[QWidget, int] | None = None  # and where it was then

    def wait(self) -> None:
        """Do it when the click has arrived; once, however often this is asked for until then."""
        if not self._waits:
            self._waits = True
            self._pressed = None  # the press takes the keyboard from a field before it is delivered
            self._application().installEventFilter(self)
            QTimer.singleShot(LONGEST, self, self.now)

    def or_now(self, do: Callable[[], None]) -> None:
        """Do another thing at once; while a button is held down, wait instead, for what this one does includes it."""
        if is_clicking():
            self.wait()
        else:
            do()

    def now(self) -> None:
        """Do what waits at once; nothing where nothing does."""
        if self._waits:
            self._waits = False
            self._application().removeEventFilter(self)
            self._do_in_place()

    def _do_in_place(self) -> None:
        """Do it, and let what was pressed stay where it was pressed."""
        pressed, self._pressed = self._pressed, None
        focused = QApplication.focusWidget()
        if pressed is None and focused is not None:  # it has been delivered
            pressed = focused, place_in_window(focused)
        self._do()
        if pressed is not None and isValid(pressed[0]) and pressed[0].isVisible():
            ScrollAnchor(*pressed).lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._pressed is None and event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            self._pressed = watched, place_in_window(watched)
        if not is_clicking():  # a release is seen here before it has been delivered
            QTimer.singleShot(0, self, self._arrived)
        return False

    def _arrived(self) -> None:
        if not is_clicking():
            self.now()

    @staticmethod
    def _application() -> QApplication:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        return application
