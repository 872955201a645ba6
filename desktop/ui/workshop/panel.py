"""What every panel of a workshop is: it takes the middle of the picture for a while, and goes by Escape."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.record.update import Update
from desktop.ui.workshop.state import WorkshopState


class Panel(QWidget):
    """Shows and changes something of the submission through its session, in the name of who is speaking.

    Its letters are those of the view that it stands in: labels are made by `letters.said`, and nothing sets a size.

    Signals:
        left: the panel is done, and the objective comes back.
        told: a short sentence about what was done.
    """

    left = Signal()
    told = Signal(str)

    def __init__(self, state: WorkshopState) -> None:
        super().__init__()
        self.state = state
        self.session = state.session

    def show_objective(self, number: int) -> None:
        """Show what belongs to an objective; called before the panel is seen, and at each step to another one."""

    def refresh(self, update: Update | None) -> None:
        """Show the submission as it is now; `update` is what changed, None for everything."""

    def take_focus(self) -> None:
        """Put the keyboard where the work in the panel begins."""
        self.setFocus()

    def leave(self) -> None:
        """Write down what is being typed, since the panel or the workshop is left."""
