"""The order in which the Tab key comes to things: followed, and set."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def next_in_order(widget: QWidget) -> QWidget:
    """Return what comes after a widget in the order of its window, whether the Tab key stops there or not."""
    return _as_part_of(widget.window(), widget.nextInFocusChain())


def previous_in_order(widget: QWidget) -> QWidget:
    """Return what comes before a widget in the order of its window, whether the Tab key stops there or not."""
    return _as_part_of(widget.window(), widget.previousInFocusChain())


def come_before(widget: QWidget, other: QWidget) -> None:
    """Let the Tab key meet a widget just before another one of the same window; both take it."""
    QWidget.setTabOrder(other, widget)  # from wherever it was to its neighbourhood
    QWidget.setTabOrder(widget, other)


def come_last(window: QWidget, *widgets: QWidget) -> None:
    """Let the keyboard reach these last, in this order, whatever was added to the window after them."""
    before = previous_in_order(window)
    # What the Tab key does not come to may be part of something that stands elsewhere in the order.
    while before is not window and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = previous_in_order(before)
    for after in widgets:
        if before is not window:
            QWidget.setTabOrder(before, after)
        before = after


def _as_part_of(window: QWidget, found: QWidget | None) -> QWidget:
    """Return a widget as a part of its window.

    The bindings take what follows in the order for a part of what it follows: where that goes, with its page, what is still
    shown is lost to Python, and may be deleted with it. Whatever they find by its name in a window they take for a part of
    that. The window itself is given the parent that it has, which changes nothing else.
    """
    assert found is not None  # the order goes round
    if found is window:
        found.setParent(found.parentWidget())
    else:
        name = found.objectName()
        found.setObjectName(_SOUGHT)
        window.findChild(QWidget, _SOUGHT)
        found.setObjectName(name)
    return found


_SOUGHT = "the one that follows"
