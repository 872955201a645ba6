"""Has what changed on a page laid out at once and once, where Qt does it step by step and draws the window in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QLayout, QWidget

MOST_NESTED = 20
"""Layouts that stand in one another at most, from what is inside a field to the window."""

HELD = "laid out at the end"
"""The property of a window in which `laid_out_once` is at work."""


@contextmanager
def laid_out_once(part: QWidget) -> Iterator[None]:
    """Let several things come, go and change in a part of a page, and lay out all of it at the end, before it is drawn.

    By itself Qt lays out all that is around each thing as it comes to be seen, then one step outwards for each turn of the
    loop, and draws the window each time: a form that another entry was put into was laid out four times and drawn three
    times. Within another of the same window it leaves it to that one. A part that is not seen is laid out when it is.
    """
    window = part.window()
    if not part.isVisible() or window.property(HELD):
        yield
        return
    window.setProperty(HELD, True)
    try:
        with held(_around(part)):
            yield
    finally:
        window.setProperty(HELD, None)
        for _step in range(MOST_NESTED):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


@contextmanager
def held(layouts: Iterable[QLayout]) -> Iterator[None]:
    """Let nothing be laid out by some layouts, until at the end each is, in the order in which they are given."""
    kept = [(each, _room(each)) for each in layouts]
    for each, _before in kept:
        each.setEnabled(False)
    try:
        yield
    finally:
        for each, before in kept:
            each.setEnabled(True)
            if _room(each) != before:
                each.invalidate()  # what stands around it made it smaller or larger meanwhile, and it took no notice
            each.activate()


def _room(layout: QLayout) -> QSize:
    widget = layout.parentWidget()
    return widget.size() if widget is not None else QSize()


def _around(part: QWidget) -> Iterator[QLayout]:
    """Return the layouts in which a part of a page stands, from its own outwards; the window's too, where its strips come."""
    widget: QWidget | None = part
    while widget is not None:
        layout = widget.layout()
        if layout is not None and layout.isEnabled():
            yield layout
        widget = widget.parentWidget()
