"""A button that reads like a line of text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from desktop.ui.mnemonics import without_mnemonic
from desktop.ui.parts.push_button import PushButton
from desktop.ui.shortened import cut_short
from desktop.ui.tooltips import hint

MEASURED_WHEN_EMPTY = "X" * 4
"""The text that Qt itself takes the size of a button from that has none, see `QPushButton::sizeHint`."""

LEAST_OF_LINK = 16
"""Letters of a link that are shown at least."""


class Link(PushButton):
    """A button that reads like a line of text, and like one is cut short where there is no room for all of it.

    Attributes:
        brief: fewer words, written where there is room for them and not for the text; empty for none.
    """

    def __init__(self, text: str) -> None:
        super().__init__(without_mnemonic(text))
        self._whole = text
        self.setAccessibleName(text)  # not as it is cut
        self._kept: tuple[str, ...] = ()
        self._said: tuple[str, str] | None = None
        self.brief = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._whole

    def setText(self, text: str) -> None:
        if (text, self.brief) == self._said:
            return  # Qt would lay out all that is around it
        self._said = text, self.brief
        if self.accessibleName() == self._whole:
            self.setAccessibleName(text)
        self._whole = text
        self._cut()
        self.updateGeometry()

    def keep_room(self, *texts: str) -> None:
        """Ask for the room of the longest of some texts, whichever it says, and also while it is hidden."""
        self._kept = texts
        kept = self.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.setSizePolicy(kept)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._wanted_for(self._whole, *self._kept)

    def brief_hint(self) -> QSize:
        """Return the size at which it says its fewer words."""
        return self._wanted_for(self.brief or self._whole)

    def _wanted_for(self, *texts: str) -> QSize:
        # As Qt itself measures what a button says: its other measures are rounded otherwise, and a link that was cut would
        # ask for a pixel less than it needs, get that, and stay cut where there is room for it.
        letters, shown = self.fontMetrics(), Qt.TextFlag.TextShowMnemonic
        measured = letters.size(shown, super().text() or MEASURED_WHEN_EMPTY).width()
        widest = max(letters.size(shown, without_mnemonic(each)).width() for each in texts)
        return super().sizeHint() + QSize(widest - measured + 1, 0)

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return QSize(min(wanted.width(), self.fontMetrics().averageCharWidth() * LEAST_OF_LINK), wanted.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        letters = self.fontMetrics()
        short_by = self._wanted_for(self._whole).width() - self.width()
        room = letters.horizontalAdvance(self._whole) - short_by
        fits = short_by <= 0
        said = self.brief or self._whole
        is_brief = not fits and bool(self.brief) and self.brief_hint().width() <= self.width()
        shown = self._whole if fits else self.brief if is_brief else cut_short(letters, said, room)
        told = "" if fits else hint(self._whole)
        if without_mnemonic(shown) != super().text():
            super().setText(without_mnemonic(shown))
        if told != self.toolTip():
            self.setToolTip(told)
