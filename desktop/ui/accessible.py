"""What a screen reader is told of things that Qt has no word for.

Qt calls whatever scrolls, and whatever paints itself, a *client*, of which a screen reader says nothing or "filler".
"""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_SCROLLS = "QScrollArea"


def install() -> None:
    """Tell Qt what these things are; nothing is asked before a screen reader is there."""
    QAccessible.installFactory(_described)


def _described(class_name: str, thing: Any) -> QAccessibleWidget | None:
    """Return what is told of a widget; None leaves it to Qt, which asks for each class that the widget is of."""
    if not isinstance(thing, QWidget):
        return None
    if class_name == _SCROLLS:
        return QAccessibleWidget(thing, QAccessible.Role.Pane)
    if getattr(thing, "is_chart", False) and class_name == type(thing).__name__:
        return QAccessibleWidget(thing, QAccessible.Role.Chart)
    return None
