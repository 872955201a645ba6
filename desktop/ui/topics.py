"""What F1 shows while the keyboard is in a part of the window that has a topic of its own in the manual."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.catalogue.definitions import FormField

_TOPIC, _FIELD = "topic", "asks"


def about_topic(widget: QWidget, topic: str) -> None:
    """Let F1 show a topic, such as `release` or `sign#1`, while the keyboard is in a widget or what lies in it."""
    widget.setProperty(_TOPIC, topic)


def own_topic(widget: QWidget) -> str:
    """Return the topic that a widget was given, empty where it was given none."""
    return str(widget.property(_TOPIC) or "")


def about_field(widget: QWidget, field: FormField) -> None:
    """Let F1 say first what the form says of a field while the keyboard is in a widget that asks for it in its own way."""
    widget.setProperty(_FIELD, field)


def own_field(widget: QWidget) -> FormField | None:
    """Return the field that a widget was said to ask for, None where none was."""
    field = widget.property(_FIELD)
    return field if isinstance(field, FormField) else None
