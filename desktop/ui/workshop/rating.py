"""Rating together in the workshop: the objective that is shown, and the questions that are linked with it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.record.update import Update
from desktop.ui.workshop.panel import Panel
from desktop.ui.workshop.rating_view import RatingView, questions_of_objective
from desktop.ui.workshop.state import WorkshopState


class RatingPanel(Panel):
    """Lets the ministries rate the objective that the workshop is at."""

    def __init__(self, state: WorkshopState) -> None:
        super().__init__(state)
        self.view = RatingView(self.session)
        self.view.told.connect(self.told)
        self._number = 0
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.view)

    def show_objective(self, number: int) -> None:
        """Rate another objective; the same one goes on where it was."""
        if number != self._number:
            self._number = number
            self.view.ask(questions_of_objective(self.session, number))

    def refresh(self, update: Update | None) -> None:
        """Show the submission as it is now."""
        self.view.refresh(update)

    def take_focus(self) -> None:
        """Put the keyboard where the stage begins."""
        self.view.take_focus()

    def choose_figure(self, figure: int) -> bool:
        """Choose a rating wherever the keyboard is. Returns whether there are ratings to choose from."""
        return self.view.stage.press(figure)

    def leave(self) -> None:
        """Leave nothing on the screen that was chosen and not given."""
        self.view.leave()
