"""Two questions side by side: can it be signed, and is it complete for the forum? Neither is read without the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.layout import GAP, card, clear, words
from desktop.ui.parts.notes import Note

if TYPE_CHECKING:
    from desktop.record.completeness import Verdict


class Verdicts(QWidget):
    """A card for each question with its answer and what the answer rests on."""

    def __init__(self) -> None:
        super().__init__()
        # No more would be as high as answers in one line: those of two would be cut where letters are large.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        self._bodies: list[QVBoxLayout] = []
        self._shown: list[Verdict | None] = [None, None]
        for place in range(2):
            frame, body = card(spacing=GAP // 4)
            grid.addWidget(frame, 0, place)
            grid.setColumnStretch(place, 1)
            self._bodies.append(body)

    def show_verdicts(self, verdicts: Sequence[Verdict]) -> None:
        """Show both answers."""
        for place, (body, verdict) in enumerate(zip(self._bodies, verdicts, strict=True)):
            if verdict == self._shown[place]:
                continue
            self._shown[place] = verdict
            clear(body)
            body.addWidget(words(verdict.question, "label"))
            answer = Note("heading")
            answer.say(verdict.answer, "done" if verdict.yes else "warns")
            body.addWidget(answer)
            for line in verdict.lines:
                body.addWidget(words(line, "muted"))
            body.addStretch(1)
