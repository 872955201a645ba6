"""Keeps a widget where it is seen, whatever grows or goes above it: the area that it stands in scrolls by as much."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from desktop.ui.laying_out import lay_out_what_waits

SETTLES = 500
"""Milliseconds that a page has to find its height, once it is shown or something on it has changed."""


class Holding(QObject):
    """Holds a place in an area for as long as its page needs to find its height, or until somebody scrolls.

    Args:
        area: what scrolls.
        go: scrolls to the place; it is asked each time that the area has found another height.
        parent: with what it goes; the area, where nothing is said.
    """

    def __init__(self, area: QAbstractScrollArea, go: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent or area)
        self._go_there = go
        self.holds = True
        bar = area.verticalScrollBar()
        bar.actionTriggered.connect(self.let_go)  # somebody scrolls
        bar.rangeChanged.connect(self._go)
        QTimer.singleShot(SETTLES, self, self.let_go)

    def let_go(self) -> None:
        """Leave it to whoever reads what is shown from now on."""
        self.holds = False
        self.deleteLater()

    def _go(self) -> None:
        if self.holds:
            self._go_there()


class ScrollAnchor(QObject):
    """Holds a widget in its place in the window, for as long as a page needs to find its height.

    A field that ends grows by a line or gives one back, and so does the head above it. Whoever has pressed another field
    below presses there once more, or types: it must be the same one that is below the pointer.

    Args:
        widget: what is held. It stays where it can: an area is not scrolled beyond its ends.
        place: where, see `place_in_window`.
    """

    def __init__(self, widget: QWidget, place: int) -> None:
        super().__init__(widget)
        self._widget = widget
        self._area = area_around(widget)
        self._wanted = place
        if self._area is None:
            self.deleteLater()
            return
        self._holding = Holding(self._area, self._soon, self)
        self._holding.destroyed.connect(self.deleteLater)

    def lay_out(self) -> None:
        """Let what has just changed find its place now, before it is drawn, and hold the widget in its own."""
        if self._area is None:
            return
        lay_out_what_waits()
        self._go()
        self._soon()  # a box of several lines finds its height a moment later

    def _soon(self) -> None:
        QTimer.singleShot(0, self, self._go)

    def _go(self) -> None:
        if self._area is None or not isValid(self._area) or not self._holding.holds or not self._widget.isVisible():
            return
        moved = place_in_window(self._widget) - self._wanted
        if moved:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + moved)


@contextmanager
def held_in_place(part: QWidget) -> Iterator[None]:
    """Do something by which things come or go above the part of a page that has the keyboard, and let it stay where it is.

    What comes in the part itself may push the line with the keyboard down: that is no matter of what stands above it.
    """
    focused = QApplication.focusWidget()
    place = place_in_window(part) if focused is not None and part.isAncestorOf(focused) else None
    yield
    area = area_around(part) if place is not None and isValid(part) and part.isVisible() else None
    if place is not None and area is not None:
        lay_out_what_waits()
        # Once, and held no longer: what the part itself goes on to show may scroll it a moment later.
        bar = area.verticalScrollBar()
        bar.setValue(bar.value() + place_in_window(part) - place)


def show_in_view(widget: QWidget) -> None:
    """Scroll what a widget stands in, where it does in anything, so that it is seen."""
    area = area_around(widget)
    if area is not None:
        area.ensureWidgetVisible(widget)


def show_whole(area: QScrollArea, widget: QWidget) -> None:
    """Scroll an area up or down by no more than it takes to show all of a widget in it, where all of it has room there."""
    top, room = widget.mapTo(area.viewport(), QPoint(0, 0)).y(), area.viewport().height()
    if widget.height() <= room:
        bar = area.verticalScrollBar()
        bar.setValue(bar.value() + min(top, 0) + max(top + widget.height() - room, 0))


def place_in_window(widget: QWidget) -> int:
    """Return how far below the upper edge of its window a widget begins, in pixels."""
    return widget.mapTo(widget.window(), QPoint(0, 0)).y()


def area_around(widget: QWidget) -> QScrollArea | None:
    """Return the area that a widget scrolls with, None where it stands in none."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
