"""Labels that are quick to be laid out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel

MOST_HEIGHTS = 64
"""Heights that a label remembers: a text that changes with each entry would have ever more of them."""


class Words(QLabel):
    """A label that remembers how high it is at a width.

    Layouts that stand in one another ask each label of a form for five widths, several times for each thing that comes or
    goes, and Qt sets the words anew for each.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._heights: dict[tuple[str, int], int] = {}

    def heightForWidth(self, width: int) -> int:
        asked = (self.text(), width)
        height = self._heights.get(asked)
        if height is None:
            if len(self._heights) >= MOST_HEIGHTS:
                self._heights.clear()
            height = self._heights[asked] = super().heightForWidth(width)
        return height

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._heights.clear()  # other letters, another look

    def setContentsMargins(self, *room: Any) -> None:
        super().setContentsMargins(*room)
        self._heights.clear()

    def setWordWrap(self, wraps: bool) -> None:
        super().setWordWrap(wraps)
        self._heights.clear()
