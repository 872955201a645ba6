"""Has what changed on a page laid out at once and once, where Qt does it step by step and draws the window in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget
from shiboken6 import isValid

MOST_NESTED = 20
"""Layouts that stand in one another at most, from what is inside a field to the window."""

HELD = "laid out at the end"
"""The property of a window in which `laid_out_once` is at work: the `_Holding` of it."""


class _Holding:
    """Layouts that wait, from what is inside outwards."""

    def __init__(self) -> None:
        # With its widget: Python's hold on the layout of one that Qt made, such as inside tabs, is void as soon as nobody
        # holds that widget, and the layout could not be let go of again.
        self._kept: list[tuple[QLayout, QWidget, QSize]] = []
        self._fitting: list[QWidget] = []

    def hold(self, inside: Iterable[QWidget], fitting: Iterable[QWidget] = ()) -> None:
        """Let the layouts of some widgets wait, which stand within those that wait already."""
        self._fitting += fitting
        kept = []
        for each in inside:
            layout = each.layout()
            if layout is not None and layout.isEnabled():  # it waits already where not
                kept.append((layout, each, each.size()))
                layout.setEnabled(False)
        self._kept[:0] = kept

    def lay_out(self, *, is_seen: bool) -> None:
        """Let each of them that is still there lay out what is in it."""
        if is_seen:
            lay_out_what_waits()  # what is inside of them tells them how large it would be now
        for layout, widget, before in self._kept:
            if not isValid(layout):
                continue
            layout.setEnabled(True)
            if widget.size() != before:
                layout.invalidate()  # what stands around it made it smaller or larger meanwhile, and it took no notice
            if is_seen and widget in self._fitting:
                _fit(widget, layout)
            layout.activate()
        if is_seen:
            lay_out_what_waits()


@contextmanager
def laid_out_once(part: QWidget, inside: Iterable[QWidget] = (), fitting: Iterable[QWidget] = ()) -> Iterator[None]:
    """Let several things come, go and change in a part of a page, and lay out all of it at the end, before it is drawn.

    By itself Qt lays out all that is around each thing as it comes to be seen, then one step outwards for each turn of the
    loop, and draws the window each time: a form that another entry was put into was laid out four times and drawn three
    times. Within another of the same window it leaves it to that one. Of a part that is not seen only what is inside is laid
    out, and the rest when it is.

    Args:
        inside: widgets within the part whose layouts are to wait as well, from what is inside outwards.
        fitting: those of them that stay as wide as they are and come to be as high as what is in them. They have their new
            height before they are laid out.
    """
    window = part.window()
    outer = window.property(HELD)
    if isinstance(outer, _Holding):
        outer.hold(inside, fitting)
        yield
        return
    holding, is_seen = _Holding(), part.isVisible()
    holding.hold(chain(inside, _around(part) if is_seen else ()), fitting)
    if is_seen:
        window.setProperty(HELD, holding)
    try:
        yield
    finally:
        if isValid(window):
            window.setProperty(HELD, None)
        holding.lay_out(is_seen=is_seen)


def with_the_rest(*parts: QWidget | None) -> None:
    """Let parts in which something is about to come or go be laid out with the rest, where `laid_out_once` is at work.

    Each time that something comes Qt lays out what it stands in, at the height that this has before.

    Args:
        parts: what comes to be as high as what is in it, from what is inside outwards.
    """
    there = [each for each in parts if each is not None]
    outer = there[0].window().property(HELD)
    if isinstance(outer, _Holding):
        outer.hold(there, there)


def lay_out_what_waits() -> None:
    """Lay out now what Qt would lay out in the next turns of the loop, before it is drawn."""
    for _step in range(MOST_NESTED):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _fit(widget: QWidget, layout: QLayout) -> None:
    """Give a widget its new height first: at the old one all of it would be laid out for nothing, and then once more."""
    if not layout.geometry().isNull():
        return  # nothing in it has changed
    for each in layout.findChildren(QLayout):
        each.invalidate()  # by itself it goes on knowing how high it was until it is laid out
    width, around = widget.width(), widget.parentWidget()
    height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    if around is not None and isinstance(around.parentWidget(), QScrollArea):
        height = max(height, around.height())
    widget.resize(width, height)


def _around(part: QWidget) -> Iterator[QWidget]:
    """Yield what a part of a page stands in, from itself outwards; the window too, where its strips come."""
    widget: QWidget | None = part
    while widget is not None:
        yield widget
        widget = widget.parentWidget()
