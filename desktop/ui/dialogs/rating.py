"""Rating together in a window of its own, for whoever is at a page and not in the workshop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.ballots import Question
from desktop.record.update import Update
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import across
from desktop.ui.session import Session
from desktop.ui.tab_order import come_last
from desktop.ui.workshop import letters
from desktop.ui.workshop.buttons import words_button
from desktop.ui.workshop.rating_view import RatingView


class RatingDialog(Dialog):
    """As large as the window, in letters that are read from the back of a room. Each step is in the file at once."""

    def __init__(self, session: Session, questions: Sequence[Question], parent: QWidget) -> None:
        window = parent.window()
        super().__init__(_("Rating together"), parent, (window.width(), window.height()))
        # The large letters are those of what is asked, and not of the manual above it.
        self._asked = QWidget()
        self._asked.setObjectName("rating")
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(self.inner.spacing())
        self.view = RatingView(session)
        self.view.told.connect(self._tell)
        asked.addWidget(self.view, 1)
        close = words_button(_("Close"), self.accept)
        asked.addLayout(across(None, close))
        self.inner.addWidget(self._asked, 1)
        self.view.asked.connect(lambda: come_last(self, close))
        self.view.ask(questions)
        self.view.take_first()
        session.changed.connect(self._refresh)
        letters.fit(self._asked, window.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letters.fit(self._asked, self.height())

    def _refresh(self, update: Update) -> None:
        self.view.refresh(update)

    def _tell(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
