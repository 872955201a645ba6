"""An area that scrolls only where what is in it would be cut, and whose bar does not come and go for ever."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea

OFTEN = 2
"""Times that the bar comes in one size of the area, after which it stays."""


class WhenCut(QScrollArea):
    """Has a bar where it is needed; one that comes again and again while the area has one size keeps its room.

    Beside its bar a page is narrower. The name above a form may then stand where it takes less height, so that no bar is
    needed, and without it back where it takes more.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._fitted = QSize()
        self._came, self._is_there = 0, False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._keep)
        self.verticalScrollBar().rangeChanged.connect(self._follow)

    def _follow(self, least: int, most: int) -> None:
        came, self._is_there = most > least and not self._is_there, most > least
        self._came += came
        self.verticalScrollBar().setEnabled(self._is_there)
        if came and self._came == OFTEN:
            self._soon.start()  # not within the layout that tells of it

    def _keep(self) -> None:
        if self._came >= OFTEN:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def _begin(self) -> None:
        self._came = 0
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.size() != self._fitted:  # and not only what its bar leaves of it
            self._fitted = self.size()
            self._begin()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._begin()
