"""Areas that scroll only where what is in them would be cut."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.layout import Part, scrolled_when_cut


class _LowerWhenNarrow(QObject):
    """What is in an area of 300 pixels is as high as that only beside its bar, as the name above a form may be."""

    def eventFilter(self, part: QObject, event: QEvent) -> bool:
        if isinstance(part, QWidget) and isinstance(event, QResizeEvent):
            high = 400 if event.size().width() == 300 else 100
            if part.minimumHeight() != high:
                QApplication.postEvent(part, QEvent(QEvent.Type.User))
        if isinstance(part, QWidget) and event.type() == QEvent.Type.User:
            part.setMinimumHeight(400 if part.width() == 300 else 100)
        return False


def _turn(often: int) -> None:
    for _each in range(often):
        QApplication.processEvents()


def test_a_bar_that_comes_back_in_one_size_stays(shown: Callable[[QWidget], QWidget]) -> None:
    part = Part()
    part.installEventFilter(follows := _LowerWhenNarrow(part))
    area = scrolled_when_cut(part)
    shown(area)
    _turn(5)
    area.resize(300, 200)
    _turn(60)
    comes_and_goes: list[int] = []
    area.verticalScrollBar().rangeChanged.connect(lambda _least, most: comes_and_goes.append(most))
    _turn(30)
    assert comes_and_goes == [] and area.verticalScrollBar().isVisible()
    area.resize(800, 600)
    part.removeEventFilter(follows)
    _turn(5)
    assert area.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
    assert not area.verticalScrollBar().isVisible()
