"""Has what changed on a page laid out at once and once, where Qt does it step by step and draws the window in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QLayout, QWidget
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
        self._kept: list[tuple[QLayout, QWidget | None, QSize]] = []

    def hold(self, layouts: Iterable[QLayout]) -> None:
        """Let some layouts wait, which stand within those that wait already."""
        kept = []
        for each in layouts:
            if each.isEnabled():  # it waits already where not
                around = each.parentWidget()
                kept.append((each, around, _size(around)))
                each.setEnabled(False)
        self._kept[:0] = kept

    def lay_out(self) -> None:
        """Let each of them that is still there lay out what is in it."""
        for each, around, before in self._kept:
            if not isValid(each):
                continue
            each.setEnabled(True)
            if _size(around) != before:
                each.invalidate()  # what stands around it made it smaller or larger meanwhile, and it took no notice
            each.activate()


@contextmanager
def laid_out_once(part: QWidget, inside: Iterable[QLayout] = ()) -> Iterator[None]:
    """Let several things come, go and change in a part of a page, and lay out all of it at the end, before it is drawn.

    By itself Qt lays out all that is around each thing as it comes to be seen, then one step outwards for each turn of the
    loop, and draws the window each time: a form that another entry was put into was laid out four times and drawn three
    times. Within another of the same window it leaves it to that one. Of a part that is not seen only what is inside is laid
    out, and the rest when it is.

    Args:
        inside: layouts within the part that are to wait as well, from what is inside outwards.
    """
    window = part.window()
    outer = window.property(HELD)
    if isinstance(outer, _Holding):
        outer.hold(inside)
        yield
        return
    holding, is_seen = _Holding(), part.isVisible()
    holding.hold(chain(inside, _around(part) if is_seen else ()))
    if is_seen:
        window.setProperty(HELD, holding)
    try:
        yield
    finally:
        if isValid(window):
            window.setProperty(HELD, None)
        holding.lay_out()
        if is_seen:
            lay_out_what_waits()


def lay_out_what_waits() -> None:
    """Lay out now what Qt would lay out in the next turns of the loop, before it is drawn."""
    for _step in range(MOST_NESTED):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _size(widget: QWidget | None) -> QSize:
    return widget.size() if widget is not None else QSize()


def _around(part: QWidget) -> Iterator[QLayout]:
    """Return the layouts in which a part of a page stands, from its own outwards; the window's too, where its strips come."""
    widget: QWidget | None = part
    while widget is not None:
        layout = widget.layout()
        if layout is not None:
            yield layout
        widget = widget.parentWidget()
