"""A menu that writes the keys of its lines as they are read, whichever way the window is."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStyleOptionMenuItem

from desktop.i18n.isolation import isolated

BEFORE_KEYS = "\t"
"""What Qt sets between the words of a line and its keys."""


class Menu(QMenu):
    """A menu with keys: left to itself, `Ctrl++` would read `++Ctrl` from right to left."""

    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        super().initStyleOption(option, action)
        text, between, written = option.text.partition(BEFORE_KEYS)
        if written:
            option.text = text + between + isolated(written)
