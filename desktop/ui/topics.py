"""What F1 shows while the keyboard is in a part of the window that has a topic of its own in the manual."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_TOPIC = "topic"


def about_topic(widget: QWidget, topic: str) -> None:
    """Let F1 show a topic, such as `release` or `sign#1`, while the keyboard is in a widget or what lies in it."""
    widget.setProperty(_TOPIC, topic)


def own_topic(widget: QWidget) -> str:
    """Return the topic that a widget was given, empty where it was given none."""
    return str(widget.property(_TOPIC) or "")
