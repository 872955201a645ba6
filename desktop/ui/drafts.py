"""What is only half typed where nothing counts before its button or Enter: it stays where it was typed, and is no record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

REST = 1000
"""Milliseconds after the last key after which others are told."""


class Drafts(QObject):
    """Texts that were begun and not handed on, by the place in which they stand.

    They are in no file that is passed on: this computer remembers them for the submission, see `Preferences.drafts`.

    Signals:
        rested: nothing is typed any more; what stands here now can be remembered.
    """

    rested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, tuple[str, ...]] = {}
        self._has_taken = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.rested)

    def of(self, place: str) -> tuple[str, ...]:
        """Return what stands in a place: the text first, then what was chosen beside it. Empty where nothing was begun."""
        return self._kept.get(place, ())

    def keep(self, place: str, *texts: str) -> None:
        """Keep what stands in a place; nothing where the text, which is the first, says nothing.

        What was handed on is forgotten at once: whoever takes over what was remembered would else find it half typed again.
        """
        if texts and texts[0].strip():
            self._kept[place] = texts
            self._rest.start()
        elif self._kept.pop(place, None) is not None:
            self._rest.stop()
            self.rested.emit()

    def all(self) -> Mapping[str, Sequence[str]]:
        """Return all of them."""
        return dict(self._kept)

    def take(self, kept: Mapping[str, Sequence[str]]) -> None:
        """Take over what was begun before; what was begun since is worth more.

        Once: pages that are built anew ask for it again, and would bring back what was handed on a moment ago.
        """
        if self._has_taken:
            return
        self._has_taken = True
        self._kept = {**{place: tuple(texts) for place, texts in kept.items()}, **self._kept}
